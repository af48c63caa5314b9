"""The data that flows through prestatielint; imports only the standard library.

``path → Document → Doc → Findings → Scores → Report``. All offsets are 0-based, half-open and count characters
(code points) of the ``text`` of one clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a clause is; section 1 of the annotation guide."""

    AFSPRAAK = "afspraak"
    SPELREGEL = "spelregel"
    WENS = "wens"
    CONTEXT = "context"


class Niveau(StrEnum):
    """The step that a promise reaches: RIGO's scale, with the effect step that Van Nimwegen adds."""

    INTENTIE = "intentie"
    PROCES = "proces"
    OUTPUT = "output"
    EFFECT = "effect"


class Theme(StrEnum):
    """Thirteen themes of housing agreements and a remainder."""

    NIEUWBOUW = "nieuwbouw"
    VOORRAAD = "voorraad"
    BETAALBAARHEID = "betaalbaarheid"
    DOORSTROMING = "doorstroming"
    TOEWIJZING = "toewijzing"
    VERDUURZAMING = "verduurzaming"
    STATUSHOUDERS = "statushouders"
    BIJZONDERE_DOELGROEPEN = "bijzondere-doelgroepen"
    WONEN_ZORG = "wonen-zorg"
    LEEFBAARHEID = "leefbaarheid"
    KWALITEIT = "kwaliteit"
    PARTICIPATIE = "participatie"
    SAMENWERKING = "samenwerking"
    OVERIG = "overig"


class Label(StrEnum):
    """What a finding says; sections 3 and 4 of the annotation guide."""

    ACTIVITEIT = "activiteit"
    VAAG_INSPANNING = "vaag-inspanning"
    VAAG_ONTSNAPPING = "vaag-ontsnapping"
    VAAG_HOEVEELHEID = "vaag-hoeveelheid"
    VAAG_TERMIJN = "vaag-termijn"
    VAAG_KWALITEIT = "vaag-kwaliteit"
    VAAG_VERWIJZING = "vaag-verwijzing"
    VAAG_VERGELIJKING = "vaag-vergelijking"
    EENZIJDIG = "eenzijdig"
    SMART_WIE = "smart-wie"
    SMART_HOEVEEL = "smart-hoeveel"
    SMART_WANNEER = "smart-wanneer"
    DOCUMENT_PARTIJEN = "document-partijen"
    DOCUMENT_LOOPTIJD = "document-looptijd"
    DOCUMENT_MONITORING = "document-monitoring"
    DOCUMENT_FLEXIBILITEIT = "document-flexibiliteit"
    DOCUMENT_TIJDSHORIZON = "document-tijdshorizon"
    DOCUMENT_BEDRAGEN = "document-bedragen"
    DOCUMENT_WEDERKERIGHEID = "document-wederkerigheid"
    DOCUMENT_OMVANG = "document-omvang"
    DOCUMENT_THEMA = "document-thema"
    DOCUMENT_NULMETING = "document-nulmeting"


class Bril(StrEnum):
    """The lens through which an agreement is scored; sections B1 and C of the domain reference."""

    AW = "aw"
    EFFECT = "effect"
    RELATIE = "relatie"
    ALLES = "alles"


class Severity(StrEnum):
    """How heavy a finding weighs; section 5 of the annotation guide. ``info`` never counts."""

    HOOG = "hoog"
    MIDDEL = "middel"
    LAAG = "laag"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


class Role(StrEnum):
    """The part that a party plays in the local triangle."""

    GEMEENTE = "gemeente"
    CORPORATIE = "corporatie"
    HUURDERSORGANISATIE = "huurdersorganisatie"
    OVERIG = "overig"


class Block(StrEnum):
    """What a clause looks like on the page."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    PREAMBLE = "preamble"
    DEFINITION = "definition"
    ROW = "row"
    COVER = "cover"
    SIGNATURE = "signature"
    FOOTNOTE = "footnote"

    @property
    def is_running(self) -> bool:
        """Whether it is running text, of the agreement itself or of its preamble or definitions."""
        return self in (Block.PARAGRAPH, Block.PREAMBLE, Block.DEFINITION)


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A stretch of text in one run of a Word file.

    ``paragraph`` counts the paragraphs of ``part`` in document order (those in tables too), ``run`` the runs of that
    paragraph, ``offset`` the characters of the run before the stretch; all 0-based. ``table`` is (table, row, column).
    """

    part: str
    paragraph: int
    run: int
    offset: int
    table: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class PdfPlace:
    """A stretch of one printed line of a PDF page, in points from the top left corner.

    ``page`` is 1-based; ``edges`` holds the left edge of every character and the right edge of the last.
    """

    page: int
    top: float
    bottom: float
    edges: Sequence[float]


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A stretch of a line of a text file; ``line`` is 1-based, ``column`` 0-based."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Segment:
    """The characters ``start`` to ``end`` of a clause's text stand at ``place``.

    Segments are in order and do not overlap; a character in none (the space that joins two lines, the `` | `` between
    two cells) was put there by the reader.
    """

    start: int
    end: int
    place: WordPlace | PdfPlace | TextPlace


@dataclass(frozen=True, slots=True)
class Cell:
    """The characters ``start`` to ``end`` of a table row's text, under the header ``column``."""

    start: int
    end: int
    column: str | None


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered item, bullet, table row or paragraph of running text."""

    id: str
    text: str
    block: Block
    number: str | None = None
    heading: tuple[str, ...] = ()
    lead: str | None = None
    cells: tuple[Cell, ...] = ()
    segments: tuple[Segment, ...] = ()

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The headers above a table row, or None for anything else."""
        headers = tuple(cell.column for cell in self.cells if cell.column)
        return headers or None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was not read or could not be judged; shown in every output."""

    code: str
    message: str
    location: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin of a Word file; ``part`` and ``paragraphs`` as in ``WordPlace``."""

    text: str
    author: str | None
    part: str
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One agreement as read from a file; ``pages`` is None where the format has none."""

    path: str
    sha256: str
    format: str
    title: str | None
    clauses: tuple[Clause, ...]
    pages: int | None = None
    notices: tuple[Notice, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One party: full name, role, and the other ways in which the document names it."""

    name: str
    role: Role
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed rewrite; section 6 of the annotation guide."""

    variant: str
    text: str
    obligation: str
    assumption: str
    indicator: str | None = None
    unit: str | None = None
    source: str | None = None
    placeholders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``clause`` is None (and then the offsets too) for a finding on the whole document.

    ``points`` is what it takes from the score of its clause, or for a finding on the document from a test of the lens
    ``aw``; 0 where it does not count under the lens of the report. ``fingerprint`` names it by its words, not by number
    or place. ``known`` says whether it stands in the baseline; None where there is none.
    """

    rule: str
    label: Label
    severity: Severity
    clause: str | None
    start: int | None
    end: int | None
    quote: str | None
    message: str
    suggestions: tuple[Suggestion, ...] = ()
    theme: Theme | None = None
    parties: tuple[str, ...] = ()
    fingerprint: str = ""
    points: float = 0.0
    known: bool | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that someone accepts, with the reason; ``author`` wrote the comment, None for the settings."""

    finding: Finding
    reason: str
    in_comment: bool = False
    author: str | None = None


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A finding that was there before; ``fingerprint`` decides, the rest is for people."""

    fingerprint: str
    rule: str
    document: str
    clause: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A clause with what the analysis says of it; ``corrected`` names the fields that the config set."""

    clause: Clause
    kind: Kind
    niveau: Niveau | None
    theme: Theme
    actors: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    deadlines: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    score: int | None = None
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One effect for a theme, with the present outputs (clause ids) as its means."""

    theme: Theme
    text: str
    means: tuple[str, ...]
    measures_before: int
    measures_after: int
    placeholders: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Bond:
    """What one party promises on one theme: the number of afspraken above intentie, and at intentie.

    ``needed`` says whether the theme asks a contribution of a party of this role.
    """

    theme: Theme
    party: str
    hard: int
    soft: int
    needed: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """0 (all is wrong) to 100 (no remark); None where there is too little to judge. See ``score.py``.

    ``aw``, ``effect`` and ``relatie`` hold "total" and the parts that it is the weighted mean of. ``themes`` and
    ``parties`` are under ``bril``, as are the scores of the clauses. ``reasons`` says why a value is None: per "total",
    lens, theme or party.
    """

    total: int | None
    aw: dict[str, int | None]
    effect: dict[str, int | None]
    relatie: dict[str, int | None]
    themes: dict[str, int | None]
    parties: dict[str, int | None]
    bril: Bril = Bril.ALLES
    reasons: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is known of one document."""

    document: Document
    parties: tuple[Party, ...]
    clauses: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    scores: Scores
    proposals: tuple[Proposal, ...]
    notices: tuple[Notice, ...]
    matrix: tuple[Bond, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    gone: tuple[BaselineEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class PipelineInfo:
    """Which spaCy pipeline was used; ``path`` is what ``spacy.load`` takes."""

    name: str
    version: str
    path: str
    reason: str
    components: tuple[str, ...] = ()
    accuracy: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a report tells of a rule; in the examples the words it is about stand between « and »."""

    code: str
    name: str
    label: Label
    severity: Severity
    why: str
    fix: str
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be done."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of one command over one or more files."""

    pipeline: PipelineInfo
    catalogue_version: str
    catalogue_sha256: str
    reports: tuple[Report, ...]
    failures: tuple[Failure, ...]
    rules: tuple[RuleInfo, ...] = ()
