"""What the tests ask of a page."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "input", "br", "link", "img"}


class Page(HTMLParser):
    """What is needed of a page: tags, ids, links, and the text of marks per finding."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.marks: list[tuple[list[str], str]] = []
        self.text = ""
        self.badly_nested: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.add(tag)
        self.attributes.update(values)
        if tag not in VOID:
            self.stack.append(tag)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        self.links += [values[key] or "" for key in ("href", "src") if key in values]
        if tag == "mark":
            self.marks.append(((values["data-f"] or "").split(), ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.badly_nested.append(tag)

    def handle_data(self, data: str) -> None:
        if "script" in self.stack or "style" in self.stack:
            return
        self.text += data
        if "mark" in self.stack:
            names, text = self.marks[-1]
            self.marks[-1] = (names, text + data)

    def marked(self) -> dict[str, str]:
        words: dict[str, str] = {}
        for names, text in self.marks:
            for name in names:
                words[name] = words.get(name, "") + text
        return words
