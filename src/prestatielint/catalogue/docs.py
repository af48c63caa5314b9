"""The catalogue for people: a list, the explanation of one rule, and ``rules/README.md``.

``python -m prestatielint.catalogue.docs > rules/README.md`` writes that file anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from prestatielint.catalogue.load import Catalogue, load_catalogue
from prestatielint.catalogue.schema import Example, Rule, Source
from prestatielint.model import Kind, Label, Niveau, RuleInfo, Severity, Theme

_MARKS = {"P": "primaire bron", "S": "secundaire bron", "D": "ons voorstel"}


def listing(catalogue: Catalogue) -> str:
    """One line per rule: code, label, severity, name, status."""
    lines = [
        f"{rule.code}  {rule.label.value:<24}{rule.severity.value:<8}{rule.name}{'  (preview)' if rule.status == 'preview' else ''}"
        for rule in catalogue.rules
    ]
    return (
        "\n".join(
            [
                *lines,
                "",
                f"{len(catalogue.rules)} regels, catalogus {catalogue.version}. Uitleg: prestatielint explain CODE",
            ]
        )
        + "\n"
    )


def _marked(example: Example) -> str:
    text, offset = example.text, 0
    for start, end in example.spans:
        text = f"{text[: start + offset]}«{text[start + offset : end + offset]}»{text[end + offset :]}"
        offset += 2
    return f"{example.lead} {text}" if example.lead else text


def explanation(rule: Rule) -> str:
    """Why the rule exists, what is wrong and right, how to mend it, and where it comes from."""
    lines = [
        f"{rule.code} {rule.name}",
        f"label {rule.label.value}, zwaarte {rule.severity.value}, status {rule.status}",
        "",
        "Waarom",
        f"  {rule.why}",
        "",
        "Wat te doen",
        f"  {rule.fix}",
        "",
    ]
    lines += [
        "Fout",
        *(f"  ✗ {_marked(example)}" for example in rule.wrong),
        "",
        "Goed",
        *(f"  ✓ {_marked(example)}" for example in rule.right),
        "",
        "Bronnen",
    ]
    lines += [f"  - {_cited(source)}" for source in rule.sources]
    return "\n".join(lines) + "\n"


def rule_info(rule: Rule) -> RuleInfo:
    """What a report tells of a rule."""
    return RuleInfo(
        rule.code,
        rule.name,
        rule.label,
        rule.severity,
        rule.why.strip(),
        rule.fix.strip(),
        tuple(_marked(example) for example in rule.wrong),
        tuple(_marked(example) for example in rule.right),
        tuple(_cited(source) for source in rule.sources),
    )


def _cited(source: Source) -> str:
    return f"{source.title}{f' ({source.year})' if source.year else ''} [{_MARKS[source.mark]}]"


# --- rules/README.md ------------------------------------------------------------------------------------------------------

EXAMPLE_RULE = """\
code: VAG900
name: in-de-geest-van
label: vaag-verwijzing
severity: hoog
status: preview
kind: pattern
scope: [afspraak, spelregel]
patterns:
  - '[in|naar] de geest van'
  - <handelen> ... geest van
settled_by: [aim]
message: "'{evidence}' zegt niet wat er geldt."
why: >-
  De geest van een visie staat nergens. Iedere partij kan er iets anders onder verstaan.
fix: >-
  Noem het document met naam en datum, of schrijf op wat er geldt.
sources:
  - title: Schrijfwijzer van onze gemeente
    year: 2026
    mark: D
wrong:
  - De gemeente beslist vóór 1 mei 2026 over plan Kerkveld «in de geest van» de woonvisie.
  - text: wijst in 2026 alle woningen in Zuid toe «naar de geest van» het convenant;
    heading: 4 Toewijzing
    lead: 'De Vliet:'
  - De Vliet «handelt bij klachten in de geest van» het reglement.
right:
  - De gemeente beslist vóór 1 mei 2026 over plan Kerkveld.
  - De gemeente beslist vóór 1 mei 2026 over plan Kerkveld, zodat de bouw in de geest van de woonvisie verloopt.
"""
EXAMPLE_AGREEMENT = """\
# Prestatieafspraken 2026-2029

De ondergetekenden: gemeente Zandmeer (hierna: de gemeente), Woonstichting De Vliet (hierna: De Vliet) en Huurdersvereniging De Schakel (hierna: De Schakel).

## 3 Nieuwbouw

3.1 De gemeente beslist vóór 1 mei 2026 over plan Kerkveld in de geest van de woonvisie.
"""

# Every key of a rule file, in the order in which the files have them; whether it must be there; what it means.
_KEYS = {
    "code": (True, "drie hoofdletters en drie cijfers; het bestand heet `<code>.yaml`"),
    "name": (True, "korte naam, kleine letters met streepjes"),
    "label": (True, "wat de bevinding zegt; zie de lijst hieronder"),
    "severity": (True, "hoe zwaar; zie de lijst hieronder"),
    "status": (True, "`preview` (nieuw), `stable` (beproefd) of `deprecated` (doet niet meer mee)"),
    "kind": (True, "`pattern` zoekt woorden, `check` roept een controle van prestatielint aan"),
    "scope": (False, "op welke soort clausules de regel werkt; zonder deze sleutel alleen op een `afspraak`"),
    "niveau": (False, "op welk niveau van een afspraak; zonder deze sleutel op elk niveau"),
    "themes": (False, "bij welke thema's; zonder deze sleutel bij alle"),
    "patterns": (False, "alleen bij `pattern`: de patronen, elk op een eigen regel"),
    "check": (False, "alleen bij `check`: de naam van de controle"),
    "present": (
        False,
        "onderdelen die de afspraak moet noemen: actors, beneficiaries, quantities, deadlines of conditions",
    ),
    "missing": (False, "onderdelen die de afspraak juist niet mag noemen; dezelfde namen"),
    "settled_by": (False, "wat de gevonden woorden toch duidelijk maakt; dan komt er geen bevinding"),
    "message": (True, "wat de lezer ziet; zie hieronder wat tussen accolades mag staan"),
    "why": (True, "waarom dit een probleem is"),
    "fix": (True, "wat de schrijver kan doen"),
    "sources": (True, "een lijst bronnen: `title`, `mark` (P primair, S secundair, D ons voorstel) en soms `year`"),
    "wrong": (True, "voorbeelden waarop de regel vuurt, met «» om de woorden die hij moet aanwijzen"),
    "right": (True, "voorbeelden waarop hij zwijgt"),
}
_SEVERITIES = {
    Severity.HOOG: "niemand is aan deze afspraak te houden",
    Severity.MIDDEL: "een partij is eraan te houden, maar niet helemaal of niet aan een effect",
    Severity.LAAG: "het bekijken waard",
    Severity.INFO: "een feit over het document; telt nergens mee",
}
_KINDS = {
    Kind.AFSPRAAK: "bindt een of meer partijen",
    Kind.SPELREGEL: "gaat over de overeenkomst zelf, zoals looptijd, verslag en wijziging",
    Kind.WENS: "zegt wat een partij van een ander wil",
    Kind.CONTEXT: "bindt niemand; hierop vuurt nooit een regel",
}
# What settles a word, in short; the functions themselves are in prestatielint.nlp.guards.
_GUARDS = {
    "aim": "het woord staat in een doel dat niet zelf beloofd wordt (‘zodat …’, ‘om … te’)",
    "amount-beside": "een getal telt hetzelfde (‘40 extra huishoudens’)",
    "amount-given": "er staat een bedrag bij (‘draagt € 30.000 bij’)",
    "band-beside": "de schatting heeft een bandbreedte (‘circa 40 (35-45)’)",
    "baseline": "de vergelijking heeft een beginstand of doel (‘van 14 naar 10 maanden’)",
    "cell-dated": "een andere cel van dezelfde tabelrij noemt de datum",
    "checkable-minimum": "naast de inspanning staat een minimum (‘in ieder geval twee aanbiedingen’)",
    "condition": "het woord staat in een voorwaarde",
    "date-beside": "de datum staat erbij (‘tijdig, dat is uiterlijk 1 maart’)",
    "dated-steps": "de stappen hebben elk een datum (‘van 34% in 2024 naar 33% in 2026’)",
    "decision-by-owner": "een genoemde partij beslist erover vóór een datum",
    "decision-dated": "het overleg heeft een datum (‘stelt in overleg vóór 1 mei vast’)",
    "defined": "het document omschrijft het woord",
    "effect-promised": "de afspraak belooft een toetsbaar effect; het woord kleurt dat alleen",
    "geen-enkele": "‘geen enkele’, ‘niet enkele’, ‘de verschillende’: dan is het geen vaag aantal",
    "indirect-question": "het woord staat in wat gemeld of besloten wordt (‘meldt hoeveel …’)",
    "limit": "het woord hoort bij een grens (‘niet meer dan 2%’)",
    "named-document": "er volgt een document met naam of jaar (‘de Nota grondprijzen 2025’)",
    "negated": "het woord wordt ontkend",
    "no-number-after": "er volgt geen getal, dus ‘zo’n’ is geen schatting",
    "norm-beside": "de norm staat erbij (‘betaalbaar (huur tot € 682,96 in 2025)’)",
    "not-promised": "het woord hoort bij een naam of bijzaak (‘goed overleg’)",
    "other-party": "de voorwaarde wacht op een andere partij; dat is `eenzijdig`",
    "people": "het woord gaat over mensen of plaatsen (‘grotere huishoudens’)",
    "product-named": "er hoeft in het overleg niets meer bepaald te worden",
    "property": "het woord versterkt een eigenschap (‘meer divers’); dat is een vergelijking",
    "relative": "het woord staat in een bijzin die alleen beschrijft (‘die … nodig hebben’)",
    "start-known": "het begin van de termijn is bekend (‘te rekenen vanaf 1 januari 2026’)",
    "tested-condition": "de voorwaarde heeft een toets en een eigenaar (‘mits de raad vóór 1 juli …’)",
    "topic": "het woord is het onderwerp van een besluit of gesprek (‘beslist over …’)",
    "trigger-after": "de termijn loopt vanaf een gebeurtenis (‘binnen twee jaar na oplevering’)",
}
_HEAD = """\
# De regels van prestatielint

<!-- Gemaakt met: python -m prestatielint.catalogue.docs > rules/README.md. Wijzig dit bestand niet met de hand. -->

In deze map staat de catalogus: alles waarop prestatielint een overeenkomst controleert. Elke regel is een YAML-bestand. Het zegt
waar de regel op let, waarom dat een probleem is, wat de schrijver kan doen, waar de regel vandaan komt, en met welke voorbeelden
hij getest is. U hoeft niet te programmeren om een regel te lezen, te verbeteren of te maken.

Een regel geeft een bevinding, geen oordeel: de bevinding is een vraag aan de lezer. Een bestand met een `_` vooraan is geen regel.
Zo staat in `_effects.yaml` per thema het effect dat wij voorstellen, en in `_scores.yaml` hoe zwaar alles meetelt in de scores.

[Een regelbestand](#een-regelbestand) · [Patronen](#patronen) · [Wat een woord duidelijk maakt](#wat-een-woord-duidelijk-maakt) ·
[Een eigen regel](#een-eigen-regel) · [Alle regels](#alle-regels) · [Bronnen](#bronnen)
"""
_MESSAGE = """\
In `message` mag tussen accolades staan: `{evidence}` (de gevonden woorden), `{stap}` (wat de afspraak belooft, zoals ‘een product’),
`{party}` (de andere partij) en `{detail}` (wat een controle op het hele document vindt; daar mag alleen dit woord).

Een voorbeeld in `wrong` of `right` is een zin. Heeft de zin meer nodig, dan is het voorbeeld een lijstje met `text` en verder
`heading` (de kop erboven), `lead` (de aanhef van de opsomming), `title` (de titel van de overeenkomst) of `before` (clausules die
ervoor staan). Met alleen `document` is het voorbeeld een hele overeenkomst in Markdown. In de voorbeelden zijn de partijen altijd
gemeente Zandmeer, Woonstichting De Vliet en Huurdersvereniging De Schakel, en lopen de afspraken van 2025 tot en met 2028, tenzij
het voorbeeld iets anders zegt.
"""
_PATTERNS = """\
## Patronen

Een regel van `kind: pattern` vuurt waar een van zijn patronen past. Een patroon bestaat uit woorden met spaties ertussen:

| in het patroon | past op |
|---|---|
| `streven` | precies dit woord, met of zonder hoofdletters |
| `<streven>` | elke vorm van het woord: streeft, streefden, te streven |
| `<streven\\|trachten>` | elke vorm van een van deze woorden |
| `[een\\|het]` | een van deze woorden |
| `naar?` | het woord mag er staan, maar hoeft niet; ook achter `>` of `]` |
| `...` | hooguit zes woorden ertussen, niet over een punt, puntkomma of celgrens heen |

Binnen haken staan geen spaties. Ten minste één woord is verplicht. Een leesteken is een eigen woord. Zet een patroon dat met `[`
begint in YAML tussen aanhalingstekens. Passen er op dezelfde plaats meer patronen met hetzelfde label, dan telt het langste.
"""
_SETTLED = """\
## Wat een woord duidelijk maakt

Een vaag woord is geen probleem als de rest van de tekst het duidelijk maakt. Zet in `settled_by` de namen van wat voor uw regel
telt; is er één van waar, dan komt er geen bevinding. Altijd vrij zijn namen, woorden tussen aanhalingstekens en vaste woorden uit
de wet, zoals ‘naar redelijkheid’.
"""
_OWN = """\
## Een eigen regel

1. Maak een map, bijvoorbeeld `mijn-regels`, met daarin `VAG900.yaml`:

```yaml
{rule}```

2. Voer de voorbeelden uit:

```console
$ prestatielint rules test --rules mijn-regels --select VAG900
5 van 5 voorbeelden goed.
```

Zonder `--select` worden ook alle voorbeelden van de catalogus uitgevoerd. Dan ziet u of uw regel een andere in de weg zit; dat
duurt ongeveer een minuut. De exitstatus is 0 als alles goed is en 1 als een voorbeeld anders uitkomt. Dat voorbeeld staat er dan
bij:

| uitvoer | betekent |
|---|---|
| `VAG900 fout: '…' geeft niets van deze regel (wel: ACT001)` | geen patroon past, of `scope`, `niveau`, `themes` of `settled_by` houdt de regel tegen |
| `VAG900 fout: '…' vuurt op 'geest' en niet op de gemarkeerde plaats` | het patroon pakt meer of minder woorden dan tussen «» staan |
| `VAG900 goed: '…' geeft toch VAG900 op 'in de geest van'` | het patroon is te ruim, of er hoort iets in `settled_by` |
| `Fout: VAG900.yaml:3:1: onbekende sleutel …` (exitstatus 2) | het bestand klopt niet; u ziet de regel, de kolom en wat daar staat |

3. Controleer een overeenkomst met uw regel erbij, bijvoorbeeld `afspraken.md`:

```markdown
{agreement}```

```console
$ prestatielint check afspraken.md --rules mijn-regels
…
3.1 (afspraak, proces)
  De gemeente beslist vóór 1 mei 2026 over plan Kerkveld «in de geest van» de woonvisie.
    - VAG900 vaag-verwijzing hoog: 'in de geest van' zegt niet wat er geldt. …
…
```

U ziet de clausule met de gevonden woorden tussen «», en daaronder de code, het label, de zwaarte en uw `message`; prestatielint
kan daarachter zetten waar het heeft gezocht. De exitstatus is 1 omdat er een bevinding van zwaarte `hoog` is; met `--fail-on` legt
u de grens elders. Met `--select VAG900` ziet u alleen uw eigen regel, met `prestatielint explain VAG900 --rules mijn-regels` de
uitleg. Wilt u de map altijd gebruiken, zet dan `rules = ["mijn-regels"]` in `prestatielint.toml`.

Uw regels komen bovenop de catalogus. Een code die al bestaat mag niet nog eens; kies een nummer vanaf 900. Een regel van de
catalogus zet u uit met `--ignore CODE`.
"""
_FAMILIES = {
    "activiteit": "De afspraak belooft wat een partij doet of maakt, niet wat bewoners ervan merken. Er is één regel per thema.",
    "document": "Over de hele overeenkomst: wat er ontbreekt, en feiten die het lezen helpen.",
    "eenzijdig": "Een partij vraagt iets van een ander, of rekent op een ander, die niets toezegt.",
    "smart": "Er ontbreekt wie het doet, hoeveel, of wanneer.",
    "vaag": "Woorden die openlaten of, hoeveel, wanneer, hoe goed, volgens welk stuk of vergeleken met wat.",
}


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table, with an empty line on either side."""
    body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [heads, ["---"] * len(heads), *body]
    return ["", *(f"| {' | '.join(line)} |" for line in lines), ""]


def _file_format(catalogue: Catalogue) -> list[str]:
    """What a rule file holds: its keys with what they may be."""
    labels = [f"`{label}`" for label in Label if not label.startswith("document-")]
    checks = [f"`{name}`" for name in sorted({rule.check for rule in catalogue.rules if rule.check})]
    keys = [(f"`{key}`", "ja" if required else "nee", meaning) for key, (required, meaning) in _KEYS.items()]
    lists = [
        ("`label`", f"{', '.join(labels)}; bij regels op het hele document een label dat met `document-` begint"),
        ("`severity`", "; ".join(f"`{severity}`: {_SEVERITIES[severity]}" for severity in Severity)),
        ("`scope`", "; ".join(f"`{kind}`: {_KINDS[kind]}" for kind in Kind)),
        ("`niveau`", ", ".join(f"`{niveau}`" for niveau in Niveau)),
        ("`themes`", ", ".join(f"`{theme}`" for theme in Theme)),
        ("`check`", f"{', '.join(checks)}; welke regel welke controle gebruikt, staat bij [alle regels](#alle-regels)"),
    ]
    return [
        "## Een regelbestand",
        "",
        "Het bestand staat in `<familie>/<CODE>.yaml`. Een sleutel die hier niet staat, is een fout.",
        *_table(("sleutel", "verplicht", "betekent"), keys),
        "Wat er mag staan:",
        *_table(("sleutel", "waarden"), lists),
        _MESSAGE,
    ]


def readme(catalogue: Catalogue) -> str:
    """The catalogue as one page of Markdown: what a rule file holds, how to make one, and every rule."""
    used = sorted({name for rule in catalogue.rules for name in rule.settled_by})
    sources = list(dict.fromkeys(source for rule in catalogue.rules for source in rule.sources))
    families: dict[str, list[Rule]] = {}
    for rule in catalogue.rules:
        families.setdefault(_family(rule), []).append(rule)
    lines = [_HEAD, *_file_format(catalogue), _PATTERNS, _SETTLED.rstrip()]
    lines += _table(("naam", "betekent"), [(f"`{name}`", _GUARDS.get(name, "")) for name in used])
    lines += [_OWN.format(rule=EXAMPLE_RULE, agreement=EXAMPLE_AGREEMENT), "## Alle regels", ""]
    lines += [f"{len(catalogue.rules)} regels, catalogus {catalogue.version}."]
    lines += ["De nummers in de kolom bronnen verwijzen naar de [lijst onderaan](#bronnen)."]
    for family, rules in sorted(families.items()):
        lines += ["", f"### Familie {family}", "", _FAMILIES.get(family, ""), *_overview(rules, sources)]
        for rule in rules:
            lines += _section(rule)
    lines += ["## Bronnen", "", *(f"{number}. {_cited(source)}" for number, source in enumerate(sources, start=1))]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)) + "\n"


def _family(rule: Rule) -> str:
    """The folder of a rule, which is what its label starts with."""
    return rule.label.split("-")[0]


def _overview(rules: Iterable[Rule], sources: Sequence[Source]) -> list[str]:
    rows = (
        (
            f"[{rule.code}](#{rule.code.lower()}-{rule.name})",
            rule.name,
            f"`{rule.label}`",
            rule.severity.value,
            rule.status,
            f"{len(rule.wrong)} fout, {len(rule.right)} goed",
            ", ".join(str(sources.index(source) + 1) for source in rule.sources),
        )
        for rule in rules
    )
    return _table(("code", "naam", "label", "zwaarte", "status", "voorbeelden", "bronnen"), rows)


def _section(rule: Rule) -> list[str]:
    """One rule: why, what to do, and the plainest wrong and right example."""
    how = f"controle `{rule.check}`" if rule.check else "patronen"
    return [
        f"#### {rule.code} {rule.name}",
        "",
        f"`{rule.label}`, {rule.severity}, {how}, [bestand]({_family(rule)}/{rule.code}.yaml)",
        "",
        f"**Waarom.** {_line(rule.why)}",
        "",
        f"**Wat te doen.** {_line(rule.fix)}",
        "",
        *_example("✗ Fout", rule.wrong),
        *_example("✓ Goed", rule.right),
        "",
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def _example(head: str, examples: Sequence[Example]) -> list[str]:
    """The example that needs the least around it; of whole agreements the shortest, folded away."""
    example = min(examples, key=_surroundings)
    if example.whole:
        return [f"<details><summary>{head}</summary>", "", "```markdown", _marked(example), "```", "", "</details>", ""]
    around = [f"titel: {example.title}"] if example.title else []
    around += [f"kop: {heading}" for heading in example.heading]
    around += [f"ervoor: {_line(clause)}" for clause in example.before]
    return [f"- {head}: {_line(_marked(example))}" + (f" ({'; '.join(around)})" if around else "")]


def _surroundings(example: Example) -> tuple[int, int]:
    around = (example.title, example.heading, example.before, example.lead)
    return sum(map(bool, around)), len(example.text) if example.whole else 0


if __name__ == "__main__":
    sys.stdout.buffer.write(readme(load_catalogue()).encode())
