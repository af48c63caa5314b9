"use strict";
(function () {
  function all(query, node) { return Array.from((node || document).querySelectorAll(query)); }
  // Every unit of the text stays one unit, so that a place in the flat text is a place in the page.
  function flat(text) { return text.replace(/[^\x00-\x7f]/g, function (unit) { return unit.normalize("NFD")[0]; }).toLowerCase().replace(/\s/g, " "); }
  function count(number, one, many) { return number + " " + (number === 1 ? one : many); }
  function ranges(node, flatText, sought) {
    var found = [], walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), text, base = 0, places = [], at = flatText.indexOf(sought);
    while (at >= 0) { places.push(at); at = flatText.indexOf(sought, at + sought.length); }
    var open = null;
    while (places.length && (text = walker.nextNode())) {
      var end = base + text.data.length;
      while (places.length) {
        if (!open) { if (places[0] >= end) break; open = document.createRange(); open.setStart(text, places[0] - base); }
        if (places[0] + sought.length > end) break;
        open.setEnd(text, places[0] + sought.length - base); found.push(open); open = null; places.shift();
      }
      base = end;
    }
    return found;
  }
  function permalink(id, name) {
    var link = document.createElement("a");
    link.className = "ln"; link.href = "#" + id; link.textContent = "#"; link.setAttribute("aria-label", "# " + name);
    return link;
  }
  // An effect that many suggestions share stands once in the page; here it comes back in its places.
  all(".c > ol div").forEach(function (box) {
    var link = box.querySelector("a"), note = link && document.getElementById(link.hash.slice(1)), effect = note && note.querySelector("span");
    if (effect) link.nextSibling.replaceWith.apply(link.nextSibling, [" "].concat(Array.from(effect.cloneNode(true).childNodes), link.nextSibling.data.replace(/^ Effect: [^.]*\./, "")));
  });
  all("[data-open]").forEach(function (part) {
    var names = part.dataset.open.split("|").sort(function (a, b) { return b.length - a.length; });
    var any = new RegExp("(" + names.map(function (name) { return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("|") + ")");
    all("ol div", part).forEach(function (box) {
      Array.from(box.childNodes).forEach(function (text) {
        var pieces = text.nodeType === 3 ? text.data.split(any) : [];
        if (pieces.length > 1) text.replaceWith.apply(text, pieces.map(function (piece, place) {
          if (place % 2 === 0) return piece;
          var open = document.createElement("i"); open.textContent = piece; return open;
        }));
      });
    });
  });
  all("[data-clauses]").forEach(function (part) {
    var form = part.querySelector("form"), output = form.querySelector("output"), groups = all(".group", part);
    var clauses = all(".c", part).map(function (node) {
      var name = node.querySelector("h5").textContent;
      var clause = { node: node, text: flat(node.textContent), marks: all("mark", node), parties: (node.dataset.p || "").split(" "), findings: all(":scope > ol > li", node) };
      clause.rules = clause.findings.map(function (finding) { return finding.childNodes[1].data.replace(/^.*\((.*)\).*$/, "$1"); });
      node.querySelector("h5").appendChild(permalink(node.id, name));
      clause.findings.forEach(function (finding, place) {
        finding.value = place + 1; finding.tabIndex = -1;
        finding.insertBefore(permalink(finding.id, "bevinding " + (place + 1) + " bij " + name), finding.querySelector("p"));
      });
      // The links just made are no part of the text.
      clause.text = flat(node.textContent);
      return clause;
    });
    function apply() {
      var value = function (name) { return form.elements[name].value; };
      var severities = all("[name=severity]", form).filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      var rules = value("rules") ? value("rules").split(" ") : null, sought = flat(value("search")).trim().replace(/ +/g, " ");
      var narrowed = form.elements.only.checked || rules || form.querySelector("[name=severity]:not(:checked)");
      var found = 0, parts = 0, hits = 0, lit = [];
      clauses.forEach(function (clause) {
        var node = clause.node, left = {};
        var shown = clause.findings.filter(function (finding, place) {
          var fits = severities.some(function (one) { return finding.classList.contains(one); }) && (!rules || rules.includes(clause.rules[place]));
          finding.hidden = !fits;
          if (fits) left[place + 1] = true;
          return fits;
        });
        clause.marks.forEach(function (mark) { mark.classList.toggle("off", !mark.dataset.f.split(",").some(function (one) { return left[one]; })); });
        var party = value("party");
        node.hidden = (value("theme") && !node.classList.contains("t" + value("theme"))) || (value("kind") && !node.classList.contains("k" + value("kind"))) || (party && clause.parties[0] !== "*" && !clause.parties.includes(party)) || (narrowed && !shown.length) || (sought && !clause.text.includes(sought));
        if (node.hidden) return;
        found += shown.length; parts += 1;
        if (sought) { var here = ranges(node, clause.text, sought); hits += here.length; lit = lit.concat(here); }
      });
      groups.forEach(function (group) { group.hidden = !group.querySelector(".c:not([hidden])"); });
      if (window.CSS && CSS.highlights) { if (lit.length) CSS.highlights.set("zoek", new (Function.prototype.bind.apply(Highlight, [null].concat(lit.slice(0, 2000))))()); else CSS.highlights.delete("zoek"); }
      output.textContent = count(found, "bevinding", "bevindingen") + " in " + count(parts, "stuk tekst", "stukken tekst") + (sought ? ", " + count(hits, "treffer", "treffers") : "");
    }
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", apply);
    form.addEventListener("reset", function () { setTimeout(apply, 0); });
    apply();
  });
  // A suggestion's note unfolds where it is asked for.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("li > div > a, li > details > div > a"), note = link && document.getElementById(link.hash.slice(1));
    if (!note) return;
    event.preventDefault();
    var old = link.parentNode.querySelector(".note");
    if (old) { old.remove(); link.setAttribute("aria-expanded", "false"); return; }
    var copy = document.createElement("span");
    copy.className = "note"; copy.append.apply(copy, Array.from(note.cloneNode(true).childNodes));
    link.parentNode.appendChild(copy); link.setAttribute("aria-expanded", "true");
  });
  all("li > div > a, li > details > div > a").forEach(function (link) { link.setAttribute("aria-expanded", "false"); link.setAttribute("role", "button"); });
  var help = document.querySelector("dialog"), keys = help.querySelector("input");
  function step(way) {
    var list = all(".c:not([hidden]) > ol > li:not([hidden])"), now = list.indexOf(document.activeElement.closest(".c > ol > li"));
    if (now < 0) { var line = list.findIndex(function (one) { return one.getBoundingClientRect().top > 4; }); now = line < 0 ? list.length : way > 0 ? line - 1 : line; }
    var next = list[now + way];
    if (next) { location.replace("#" + next.id); next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
  }
  all("button.help").forEach(function (button) { button.addEventListener("click", function () { help.showModal(); }); });
  help.querySelector("button").addEventListener("click", function () { help.close(); });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && typing) { typing.blur(); return; }
    if (typing || help.open || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      var fields = all("input[type=search]"), near = fields.filter(function (field) { return field.getBoundingClientRect().top > -1e6 && field.closest(".doc").getBoundingClientRect().bottom > 0; })[0] || fields[0];
      if (near) near.focus(); else return;
    } else if (event.key === "?") help.showModal();
    else return;
    event.preventDefault();
  });
  function reveal() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var form = target && target.closest("[hidden]") && target.closest("[data-clauses]") && target.closest("[data-clauses]").querySelector("form");
    if (form) form.reset();
    // The script has moved what stands above a place since the browser went there.
    if (target) setTimeout(function () { target.scrollIntoView(); }, 10);
  }
  window.addEventListener("hashchange", function () { if (!document.activeElement.closest(":target")) reveal(); });
  reveal();
  window.addEventListener("beforeprint", function () { all("li details").forEach(function (part) { part.open = true; }); });
})();
