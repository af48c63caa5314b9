"""PDF agreements with one phenomenon each, and three whole ones, with what a reader must find in them.

A ``Paper`` sets text like a text processor and writes down each clause while it sets it: the page on which its first
line stands, its number, its headings and its lead. Each document is set once, at import.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest import mock

from PIL import Image, ImageDraw
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

from .truth import Case, Truth

NBSP, SOFT, CHANCE = "\u00a0", "\u00ad", "\u200b"
"""A no-break space, a place to break a word with a hyphen, a place to break it without one."""

TITLE: Final = "Prestatieafspraken Zandmeer 2025-2028"

NIEUWBOUW: Final = (
    "De Vliet neemt in 2026 aan de Zeedijk 48 sociale huurwoningen in aanbouw, waarvan er 20 een huur onder de eerste aftoppingsgrens krijgen.",
    "De gemeente geeft vóór 1 juli 2025 de kavels aan de Merelstraat bouwrijp uit tegen de sociale grondprijs van € 14.500 per woning.",
    "Woonstichting Ons Erf sloopt in de Vogelbuurt 36 duplexwoningen en bouwt daar 52 appartementen met lift terug.",
    "Van alle nieuwe woningen in de gemeente Zandmeer is ten minste 30 procent een sociale huurwoning.",
    "De gemeente beslist binnen acht weken op een volledige aanvraag om een omgevingsvergunning voor sociale woningbouw.",
    "Partijen stellen elk jaar vóór 1 december de planningslijst vast; een project verschuift alleen met instemming van alle drie.",
    "Ons Erf levert in de Oosterpolder 24 verplaatsbare woningen op voor starters tot en met 27 jaar.",
    "Blijft een project langer dan zes maanden achter op de planning, dan wijst de gemeente binnen drie maanden een andere locatie aan.",
    "De Vliet legt het ontwerp van elk plan van meer dan tien woningen voor aan huurdersvereniging De Schakel, die binnen vier weken adviseert.",
    "De parkeernorm voor sociale huurwoningen binnen de ring is 0,7 plaats per woning.",
    "De gemeente betaalt de kosten van het archeologisch onderzoek boven € 40.000 per locatie.",
    "Alle nieuwe appartementen zijn zonder drempels te bereiken en voldoen aan het pakket voor levensloopbestendig wonen.",
)
BETAALBAARHEID: Final = (
    "De gemiddelde huurverhoging bij De Vliet is in 2025 niet hoger dan de inflatie over het voorgaande jaar.",
    "Ten minste 75 procent van de vrijkomende woningen wordt aangeboden met een huur onder de tweede aftoppingsgrens.",
    "Ons Erf verlaagt de huur van huurders met een inkomen tot 120 procent van het sociaal minimum tot € 575 per maand.",
    "De gemeente kent binnen tien werkdagen na een melding van huurachterstand een gesprek toe aan het huishouden.",
    "Huurders die na een renovatie terugkeren, betalen in het eerste jaar ten hoogste € 30 per maand meer dan daarvoor.",
    "Niemand wordt uit huis gezet wegens schuld zonder dat de gemeente en de corporatie samen een aanbod tot hulp hebben gedaan.",
    "De Schakel houdt twee keer per jaar een spreekuur over servicekosten; De Vliet stelt daarvoor een ruimte en de cijfers beschikbaar.",
    "De gemeente scheldt gemeentelijke heffingen kwijt aan huishoudens met een inkomen op of onder de bijstandsnorm.",
    "Corporaties melden een betalingsachterstand van twee maanden binnen vijf dagen bij het meldpunt Vroeg Eropaf.",
    "De Vliet verkoopt in de looptijd van deze afspraken ten hoogste 40 woningen, en geen enkele in de wijk Noord.",
    "De opbrengst van verkochte woningen wordt binnen drie jaar in dezelfde kern gebruikt voor nieuwe huurwoningen.",
    "Partijen toetsen de woonlasten jaarlijks in mei aan de hand van de cijfers van het Nibud.",
)
VERDUURZAMING: Final = (
    "Ons Erf brengt in 2025 en 2026 samen 310 woningen met label E, F of G naar ten minste label B.",
    "De Vliet plaatst op alle geschikte platte daken zonnepanelen en vraagt daarvoor geen bijdrage aan de huurder.",
    "De gemeente stelt voor de isolatie van 120 woningen een subsidie van € 1,2 miljoen beschikbaar.",
    "Vóór 1 maart 2026 wijst de gemeente de twee buurten aan die als eerste van het aardgas gaan.",
    "Bij groot onderhoud vervangt De Vliet enkel glas door glas met een U-waarde van ten hoogste 1,1.",
    "De Schakel werft in elke wijk vier energiecoaches, die de corporaties opleiden en betalen.",
    "Een huurder die met zeventig procent van zijn buren instemt, krijgt de maatregelen binnen negen maanden.",
    "De gemeente vergroent samen met bewoners ieder jaar 2.000 vierkante meter versteende grond rond flats.",
    "Ons Erf meet het gebruik van gas in honderd woningen vóór en na de ingreep en deelt de uitkomst met alle partijen.",
    "Woningen met vocht of schimmel van klasse drie worden binnen zes weken na de melding hersteld.",
    "De corporaties bouwen vanaf 2026 ten minste een op de vijf projecten met hout als hoofdmateriaal.",
    "Regenwater van nieuwe daken wordt op eigen terrein opgevangen tot een bui van 60 millimeter in een uur.",
)
LEEFBAARHEID: Final = (
    "De Vliet heeft in elke wijk met meer dan 500 woningen een wijkbeheerder die vier dagen per week bereikbaar is.",
    "De gemeente herstelt losse stoeptegels en kapotte lantaarns binnen vijf werkdagen na de melding.",
    "Corporaties en gemeente dragen elk € 35.000 per jaar bij aan het fonds voor bewonersplannen in de Vogelbuurt.",
    "Bij overlast die langer duurt dan drie maanden komt binnen twee weken een gezamenlijk plan van aanpak tot stand.",
    "Ons Erf verlicht alle achterpaden van zijn woningen in Noord met lampen die op beweging reageren.",
    "De wijkagent, de wijkbeheerder en het sociaal team overleggen elke eerste maandag van de maand.",
    "Bewoners beoordelen de netheid van hun straat in 2028 met gemiddeld een 7,2; in 2024 was dat een 6,6.",
    "Het grofvuil rond de flats aan de Singel wordt tussen april en oktober wekelijks opgehaald.",
    "De gemeente houdt de speelplaatsen binnen 400 meter van elke eengezinswoning in stand.",
    "De Schakel organiseert jaarlijks in september een schouw in drie complexen en maakt daarvan een verslag.",
    "Nieuwe huurders krijgen binnen een maand na de verhuizing bezoek van een bewoner uit het portiek.",
    "Partijen sluiten vóór 1 oktober 2025 een convenant over het delen van gegevens bij woonfraude.",
)
ZORG: Final = (
    "Van de vrijkomende woningen op de begane grond gaat ten minste de helft naar huurders van 65 jaar of ouder.",
    "De Vliet huisvest in 2025 samen met Ons Erf 62 vergunninghouders; de gemeente wijst hun een vaste begeleider toe.",
    "De gemeente betaalt aanpassingen boven € 2.500 binnen zes weken na indiening van de factuur.",
    "Voor mensen die uitstromen uit beschermd wonen zijn elk jaar vijftien woningen met begeleiding beschikbaar.",
    "Ons Erf houdt in het complex De Wachter één appartement vrij voor logeeropvang.",
    "Een mantelzorger krijgt voorrang op een woning binnen een straal van vijf kilometer.",
    "De wooncoach van de gemeente bezoekt jaarlijks 150 huurders van 75 jaar en ouder die in een grote woning wonen.",
    "Wie een eengezinswoning achterlaat, behoudt de oude huurprijs en krijgt € 3.000 voor de verhuizing.",
    "De corporaties maken 80 galerijen geschikt voor een scootmobiel, met stalling en laadpunt.",
    "Jongeren die jeugdhulp verlaten, krijgen binnen drie maanden een kamer of een studio.",
    "De urgentiecommissie beslist binnen vier weken en licht een afwijzing schriftelijk toe.",
    "De Schakel geeft huurders van een wooncomplex gelegenheid om zelf hun gemeenschappelijke ruimte te beheren.",
)
SAMENWERKING: Final = (
    "Bestuurders van de drie partijen spreken elkaar vier keer per jaar onder voorzitterschap van de wethouder.",
    "De werkgroep monitoring levert in februari en augustus een overzicht van alle afspraken met een stoplicht per afspraak.",
    "Een geschil wordt eerst besproken in het bestuurlijk overleg; daarna kan ieder het voorleggen aan de minister.",
    "De Vliet en Ons Erf geven De Schakel ieder € 12 per woning per jaar voor scholing en onafhankelijk advies.",
    "Stukken voor het overleg worden ten minste tien dagen van tevoren verzonden.",
    "Wijzigingen gelden pas als alle partijen ze hebben ondertekend.",
    "De gemeente nodigt de huurders uit bij elk besluit dat de woonvisie raakt.",
    "Bij een tegenvaller van meer dan tien procent van de investering overleggen partijen binnen een maand over de gevolgen.",
    "De corporaties brengen hun bod elk jaar vóór 1 juli uit en rekenen daarin de investeringsruimte voor vijf jaar door.",
    "Partijen laten de afspraken in 2027 door een onafhankelijk bureau evalueren en maken de uitkomst openbaar.",
    "De gemeente draagt de kosten van de regionale woningmarktmonitor voor de helft; de corporaties dragen de andere helft.",
    "Deze afspraken gelden van 1 januari 2025 tot en met 31 december 2028.",
)
THEMES: Final = {
    "Nieuwbouw": NIEUWBOUW,
    "Betaalbaarheid": BETAALBAARHEID,
    "Verduurzaming": VERDUURZAMING,
    "Leefbaarheid": LEEFBAARHEID,
    "Wonen en zorg": ZORG,
    "Samenwerking": SAMENWERKING,
}
DUTIES: Final = {
    "De Vliet:": (
        "schildert in 2025 de kozijnen van 140 woningen in de wijk Noord;",
        "vervangt vóór de winter alle liften in de flats aan de Singel, en meldt de bewoners vier weken van tevoren wanneer de lift stilstaat;",
        "houdt jaarlijks een enquête onder alle huurders van de Vogelbuurt.",
    ),
    "De gemeente zorgt ervoor dat:": (
        "de kavels aan de Zeedijk op 1 april 2026 bouwrijp zijn;",
        "het bestemmingsplan voor de Oosterpolder binnen 26 weken in procedure is;",
        "per project één ambtenaar het vaste aanspreekpunt is, ook voor de huurders.",
    ),
    "Ons Erf verbindt zich om:": (
        "in elk nieuw complex een ontmoetingsruimte van 60 vierkante meter te bouwen;",
        "de huur van die ruimte in de eerste vijf jaar niet te verhogen;",
        "het beheer ervan over te dragen zodra de bewoners daarom vragen.",
    ),
    "De Schakel:": (
        "brengt binnen zes weken advies uit over elk voornemen tot sloop;",
        "bezoekt twee keer per jaar alle bewonerscommissies;",
        "legt in haar jaarverslag rekenschap af van de bijdrage die zij krijgt.",
    ),
}
CHANCES: Final = {
    word.replace("~", ""): word.replace("~", SOFT)
    for word in (
        "huur~wo~nin~gen duplex~wo~nin~gen ap~par~te~men~ten aftop~pings~grens om~ge~vings~ver~gun~ning wo~ning~bouw "
        "plan~nings~lijst in~stem~ming ver~plaats~ba~re ge~meen~te huur~ders~ver~e~ni~ging ar~cheo~lo~gisch le~vens~loop~be~sten~dig "
        "huur~ver~ho~ging cor~po~ra~tie cor~po~ra~ties huis~hou~dens huur~ach~ter~stand be~schik~baar ser~vi~ce~kos~ten "
        "be~ta~lings~ach~ter~stand ge~meen~te~lij~ke zon~ne~pa~ne~len ener~gie~coa~ches maat~re~ge~len hoofd~ma~te~ri~aal "
        "wijk~be~heer~der lan~taarns be~wo~ners~plan~nen ge~za~men~lijk ach~ter~pa~den be~we~ging speel~plaat~sen "
        "een~ge~zins~wo~ning ver~gun~ning~hou~ders be~ge~lei~der aan~pas~sin~gen be~ge~lei~ding lo~geer~op~vang man~tel~zor~ger "
        "ge~meen~schap~pe~lij~ke voor~zit~ter~schap on~af~han~ke~lijk in~ves~te~ring in~ves~te~rings~ruim~te bu~reau "
        "wo~ning~markt~mo~ni~tor ur~gen~tie~com~mis~sie be~stuur~lijk over~leg schrif~te~lijk ge~bruikt wo~nin~gen wo~ning"
    ).split()
}

PIECE: Final = re.compile(r"(\^\[[^\]]*\]|\^\{[^}]*\}|_\{[^}]*\}|\*\*[^*]+\*\*)")
"""Marks inside text: ^[1] a note, ^{2} raised, _{2} lowered, **bold**."""


class Face(NamedTuple):
    plain: str
    bold: str


class Spot(NamedTuple):
    """A column of text: its left edge, its width, its top and its bottom."""

    left: float
    width: float
    top: float
    bottom: float


HELVETICA: Final = Face("Helvetica", "Helvetica-Bold")
TIMES: Final = Face("Times-Roman", "Times-Bold")
VERA: Final = Face("Vera", "VeraBd")
for _name in VERA:
    pdfmetrics.registerFont(ttfonts.TTFont(_name, f"{_name}.ttf"))


def shown(text: str) -> str:
    """What a person reads: no places to break, no note marks, plain spaces."""
    text = re.sub(r"\^\[[^\]]*\]", "", text)
    text = re.sub(r"[\^_]\{([^}]*)\}", r"\1", text).replace("**", "")
    text = text.replace(SOFT, "").replace(CHANCE, "").replace(NBSP, " ")
    return text.replace("\ufb01", "fi").replace("\ufb02", "fl")


def number_of(first: str, header: str) -> str | None:
    return first if re.fullmatch(r"\d+(\.\d+)+|[A-Z]\d+", first) or (header == "Nr." and first.isdigit()) else None


class Paper:
    """Sets text on pages and keeps the truth about it."""

    def __init__(
        self,
        *,
        size: tuple[float, float] = A4,
        face: Face = HELVETICA,
        pt: float = 11,
        leading: float = 0,
        margin: float = 72,
        columns: int = 1,
        gutter: float = 26,
        gap: float = 8,
        justify: str = "",
        pages: int = 0,
    ) -> None:
        self.data = io.BytesIO()
        self.canvas: Any = Canvas(self.data, pagesize=size, invariant=1, pageCompression=1)
        self.size, self.face, self.pt, self.gap, self.margin, self.gutter = size, face, pt, gap, margin, gutter
        self.leading = leading or pt * 1.3
        self.justify = justify
        self.pages, self.asked = pages, False
        self.page = 1
        self.clauses: list[Truth] = []
        self.path: tuple[str, ...] = ()
        self.lead: str | None = None
        self.notes: list[tuple[Spot, str, str]] = []
        self.note_truths: list[Truth] = []
        self.jobs: list[Callable[[], None]] = []
        self.running: Callable[[Paper], None] | None = None
        self.order: Callable[[list[Callable[[], None]]], list[Callable[[], None]]] = list
        self.letters = False
        self.by_word = False
        self.hyphens = False
        self.hyphen = "-"
        self.turn = 0
        self.bare = False
        self.closing: Callable[[], None] = lambda: None
        self.unicode: dict[int, str] = {}
        self.wrap_draw: Callable[[Callable[[], None]], Callable[[], None]] = lambda job: job
        self.layout(columns)

    # Pages and columns

    def layout(self, columns: int = 1, *, top: float = 0, bottom: float = 0) -> None:
        """Divide the page from ``top`` down into columns."""
        width, height = self.size
        wide = (width - 2 * self.margin - (columns - 1) * self.gutter) / columns
        top = top or height - self.margin
        self.columns = columns
        self.spots = [
            Spot(self.margin + n * (wide + self.gutter), wide, top, bottom or self.margin) for n in range(columns)
        ]
        self.spot, self.spare = 0, 0.0
        self.y = top

    @property
    def total(self) -> int:
        """The number of pages, known when the paper is set for the second time."""
        self.asked = True
        return self.pages

    @property
    def here(self) -> Spot:
        return self.spots[self.spot]

    @property
    def floor(self) -> float:
        return self.here.bottom + self.spare

    def job(self, do: Callable[[], None]) -> None:
        self.jobs.append(self.wrap_draw(do))

    def end_page(self) -> None:
        for spot in dict.fromkeys(spot for spot, _, _ in self.notes):
            self._draw_notes(spot, [(mark, text) for where, mark, text in self.notes if where is spot])
        self.notes.clear()
        self.clauses += self.note_truths
        self.note_truths.clear()
        if self.running:
            self.running(self)
        canvas = self.canvas
        canvas.setPageSize(self.size)
        if self.turn:
            canvas.setPageRotation(self.turn)
            canvas.translate(self.size[1], 0)
            canvas.rotate(90)
        for do in self.order(self.jobs):
            do()
        self.jobs.clear()
        canvas.showPage()

    def next_page(self, *, size: tuple[float, float] | None = None, turn: int = 0, columns: int = 0) -> None:
        self.end_page()
        self.size, self.turn = size or self.size, turn
        self.canvas.setPageRotation(0)
        self.page += 1
        self.layout(columns or self.columns)

    def next_spot(self) -> None:
        if self.spot + 1 < len(self.spots):
            self.spot += 1
            self.spare = 0
            self.y = self.here.top
        else:
            self.next_page()

    def finish(self) -> bytes:
        self.end_page()
        self.closing()

        def to_unicode(name: str, subset: Sequence[int]) -> str:
            text = plain(name, subset)
            for code, hexes in self.unicode.items():
                text = re.sub(rf"(?m)^(<..>) <{code:04X}>$", rf"\1 <{hexes}>", text)
            return text

        plain = ttfonts.makeToUnicodeCMap
        with mock.patch.object(ttfonts, "makeToUnicodeCMap", to_unicode):
            self.canvas.save()
        return self.data.getvalue()

    # Lines

    def width(self, text: str, font: str, pt: float) -> float:
        wide = 0.0
        for piece in PIECE.split(text):
            if piece.startswith(("^[", "^{", "_{")):
                wide += pdfmetrics.stringWidth(piece[2:-1], font, pt * 0.6)
            elif piece.startswith("**"):
                wide += pdfmetrics.stringWidth(piece[2:-2], self.face.bold, pt)
            else:
                wide += pdfmetrics.stringWidth(piece.replace(SOFT, "").replace(CHANCE, ""), font, pt)
        return wide

    def lines(self, text: str, room: Iterator[float], font: str, pt: float) -> list[str]:
        """Break text into lines; words break at their places if they must."""
        if self.hyphens:
            text = re.sub(r"\w+", lambda match: CHANCES.get(match[0], match[0]), text)
        result, line, wide = [], "", next(room)
        words = text.split(" ")
        while words:
            word = words.pop(0)
            trial = f"{line} {word}" if line else word
            if self.width(trial, font, pt) <= wide or not line:
                line = trial
                continue
            parts = re.split(f"({SOFT}|{CHANCE})", word)
            for cut in range(len(parts) - 2, 0, -2):
                dash = self.hyphen if parts[cut] == SOFT else ""
                first = f"{line} {''.join(parts[:cut])}{dash}"
                if self.width(first, font, pt) <= wide:
                    result.append(first)
                    words.insert(0, "".join(parts[cut + 1 :]))
                    break
            else:
                result.append(line)
                words.insert(0, word)
            line, wide = "", next(room)
        return [re.sub(f"{SOFT}(?!$)|{CHANCE}", "", line) for line in [*result, line]]

    def draw(self, x: float, y: float, text: str, font: str, pt: float, stretch: float = 0) -> None:
        """Draw a line now; ``stretch`` is added to each space."""
        canvas = self.canvas
        for piece in PIECE.split(text):
            face, size, rise = font, pt, 0.0
            if piece.startswith(("^[", "^{", "_{")):
                size, rise = pt * 0.6, pt * (-0.15 if piece[0] == "_" else 0.38)
                piece = piece[2:-1]
            elif piece.startswith("**"):
                face, piece = self.face.bold, piece[2:-2]
            canvas.setFont(face, size)
            if self.letters:
                for char in piece:
                    if char != " ":
                        canvas.drawString(x, y + rise, char)
                    x += pdfmetrics.stringWidth(char, face, size) + (stretch if char == " " else 0)
            elif self.by_word or (stretch and self.justify == "place"):
                for word in re.split("( +)", piece):
                    if word.strip(" "):
                        canvas.drawString(x, y + rise, word)
                    x += pdfmetrics.stringWidth(word, face, size) + stretch * word.count(" ")
            else:
                canvas.drawString(x, y + rise, piece, wordSpace=stretch or None)
                x += pdfmetrics.stringWidth(piece, face, size) + stretch * piece.count(" ")

    def at(self, x: float, y: float, text: str, *, pt: float = 9, bold: bool = False, end: bool = False) -> None:
        """Put a line somewhere on this page, outside the run of the text; ``end``: ``x`` is its right edge."""
        font = self.face.bold if bold else self.face.plain
        left = x - self.width(text, font, pt) if end else x
        self.job(lambda: self.draw(left, y, text, font, pt))

    def block(
        self,
        text: str,
        *,
        font: str = "",
        pt: float = 0,
        first: float = 0,
        rest: float = 0,
        mark: str = "",
        gap: float | None = None,
        keep: float = 0,
        mark_font: str = "",
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        """Set a paragraph: the mark (if any) and its first line at ``first``, the other lines at ``rest``."""
        font, pt = font or self.face.plain, pt or self.pt
        leading = self.leading * max(pt / self.pt, 1)
        start = rest if mark and rest > first else first
        if mark and start == first:
            text, mark = f"{mark} {text}", ""
        here = self.here
        wides = itertools.chain([here.width - start], itertools.repeat(here.width - rest))
        lines = self.lines(text, wides, font, pt)
        gap = self.gap if gap is None else gap
        if self.y < here.top:
            self.y -= gap
        if self.y - max(keep, leading) < self.floor:
            self.next_spot()
        begin()
        for index, line in enumerate(lines):
            if self.y - leading < self.floor:
                self.next_spot()
            self.y -= leading
            x, y, room = (
                self.here.left + (rest if index else start),
                self.y,
                self.here.width - (rest if index else start),
            )
            stretch = 0.0
            if self.justify and line.count(" ") and index < len(lines) - 1:
                stretch = max(0.0, room - self.width(line, font, pt)) / line.count(" ")
            if mark and not index:
                self.job(partial(self.draw, self.here.left + first, y, mark, mark_font or font, pt))
            self.job(partial(self.draw, x, y, line, font, pt, stretch))

    # Clauses and what stands above them

    def title(self, text: str, *, pt: float = 22, gap: float = 0) -> None:
        self.block(text, font=self.face.bold, pt=pt, gap=gap)

    def head(
        self,
        text: str,
        level: int = 1,
        *,
        pt: float = 0,
        bold: bool = True,
        spaced: float = 0,
        letters: bool = False,
        twice: float = 0,
        drawn: str = "",
    ) -> None:
        """Set a heading, if asked with space between its letters or drawn twice."""
        pt = pt or self.pt + (4, 2, 0)[level - 1]
        font = self.face.bold if bold else self.face.plain
        if spaced or letters or twice:
            self.y -= 2 * self.gap
            if self.y - 80 < self.floor:
                self.next_spot()
            self.y -= self.leading * pt / self.pt
            x, y, step = self.here.left, self.y, spaced or pt * 0.45

            def draw() -> None:
                self.canvas.setFont(font, pt)
                if twice:
                    self.canvas.drawString(x, y, text)
                    self.canvas.drawString(x + twice, y, text)
                elif letters:
                    at = x
                    for char in text:
                        if char != " ":
                            self.canvas.drawString(at, y, char)
                        at += pdfmetrics.stringWidth(char, font, pt) + step
                else:
                    self.canvas.drawString(x, y, text, charSpace=spaced)

            self.job(draw)
        else:
            self.block(drawn or text, font=font, pt=pt, gap=2 * self.gap, keep=70)
        self.path = (*self.path[: level - 1], text)
        self.lead = None

    def add(self, text: str, page: int, number: str | None = None, lead: str | None = None) -> None:
        self.clauses.append(Truth(shown(text), number, self.path, lead, page))

    def par(self, text: str, *, note: str = "", **look: Any) -> None:
        """Set a paragraph of running text; ``note`` is the footnote to the mark ^[..] in it."""
        self.lead = None
        self._clause(text, None, note, look)

    def item(self, mark: str, text: str, number: str | None = None, *, note: str = "", **look: Any) -> None:
        """Set an item; it has the lead that stands above it."""
        look = {"rest": 28.0, "gap": self.gap / 2} | look
        self._clause(text, number, note, look | {"mark": mark})

    def numbered(self, number: str, text: str, *, note: str = "", mark: str = "", **look: Any) -> None:
        """Set a numbered item that ends the lead above it."""
        self.lead = None
        self.item(mark or number, text, number, note=note, **look)

    def _clause(self, text: str, number: str | None, note: str, look: dict[str, Any]) -> None:
        if note:
            mark = re.search(r"\^\[([^\]]*)\]", text)
            assert mark
            look["keep"] = self._room(text, look)
            tall = len(self._note_lines(self.here, mark[1], note)) * 11
            if self.y - self.gap - look["keep"] < self.floor + tall + 12:
                self.next_spot()
            self.spare += tall if self.spare else tall + 12
            self.notes.append((self.here, mark[1], note))

        def begin() -> None:
            self.add(text, self.page, number, self.lead)
            if note:
                self.note_truths.append(Truth(shown(note), None, self.path, None, self.page))

        self.block(text, begin=begin, **look)

    def _room(self, text: str, look: dict[str, Any]) -> float:
        wides = itertools.repeat(self.here.width - look.get("rest", 0))
        return (len(self.lines(text, wides, self.face.plain, self.pt)) + 1) * self.leading

    def leads(self, text: str, *, mark: str = "", **look: Any) -> None:
        """Set a sentence that leads the items below it."""
        look = ({"rest": 28.0} if mark else {}) | {"keep": 50} | look
        self.block(text, mark=mark, **look)
        self.lead = text

    # Notes

    def _note_lines(self, spot: Spot, mark: str, text: str) -> list[str]:
        return self.lines(f"^[{mark}] {text}", itertools.repeat(spot.width), self.face.plain, 8.5)

    def _draw_notes(self, spot: Spot, notes: list[tuple[str, str]]) -> None:
        lines = [line for mark, text in notes for line in self._note_lines(spot, mark, text)]
        top = spot.bottom + len(lines) * 11
        self.job(lambda: self.canvas.line(spot.left, top, spot.left + min(144, spot.width), top))
        for index, line in enumerate(lines):
            self.job(partial(self.draw, spot.left, top - 11 * (index + 1), line, self.face.plain, 8.5))

    # Tables

    def table(
        self,
        header: tuple[str, ...],
        rows: Sequence[tuple[str, ...]],
        widths: Sequence[float],
        *,
        rules: str = "grid",
        cut: bool = False,
        repeat: bool = True,
        pt: float = 0,
        space: float = 4,
        shade: bool = False,
    ) -> None:
        """Set a table of rows that each are a clause; ``rules``: grid, horizontal or none; ``cut``: rows may break."""
        self.lead = None
        pt = pt or self.pt - 1
        step = pt * 1.25
        left = self.here.left

        def cells(texts: tuple[str, ...], font: str) -> list[list[str]]:
            rooms = [itertools.repeat(wide - 10) for wide in widths]
            return [self.lines(text, room, font, pt) if text else [] for text, room in zip(texts, rooms, strict=True)]

        def put(parts: list[list[str]], font: str) -> None:
            tall = max(map(len, parts)) * step + 2 * space
            top = self.y

            def draw() -> None:
                x = left
                if shade and font == self.face.bold:
                    self.canvas.setFillColor(colors.lightgrey)
                    self.canvas.rect(left, top - tall, sum(widths), tall, stroke=0, fill=1)
                    self.canvas.setFillColor(colors.black)
                for lines, wide in zip(parts, widths, strict=True):
                    if rules == "grid":
                        self.canvas.rect(x, top - tall, wide, tall)
                    for index, line in enumerate(lines):
                        self.draw(x + 5, top - space - step * (index + 0.8), line, font, pt)
                    x += wide
                if rules == "horizontal":
                    if font == self.face.bold:
                        self.canvas.line(left, top, x, top)
                    self.canvas.line(left, top - tall, x, top - tall)

            self.job(draw)
            self.y -= tall

        head = cells(header, self.face.bold)
        self.y -= 1.5 * self.gap
        if self.y - 4 * step - 4 * space < self.floor:
            self.next_spot()
        put(head, self.face.bold)
        for row in rows:
            parts = cells(row, self.face.plain)
            tall = max(map(len, parts))
            fit = int((self.y - self.floor - 2 * space) / step)
            rest: list[list[str]] = []
            if fit < tall:
                if cut and fit >= 1:
                    rest = [lines[fit:] for lines in parts]
                    parts = [lines[:fit] for lines in parts]
                else:
                    self.next_spot()
                    if repeat:
                        put(head, self.face.bold)
            text = " | ".join(shown(cell) for cell in row if cell)
            self.add(text, self.page, number_of(row[0], header[0]))
            put(parts, self.face.plain)
            if rest:
                self.next_spot()
                if repeat:
                    put(head, self.face.bold)
                put(rest, self.face.plain)
        self.y -= self.gap


# How a case is made

MADE: Final[list[Case]] = []


def case(
    name: str, *notices: str, absent: tuple[str, ...] = (), **look: Any
) -> Callable[[Callable[[Paper], None]], Callable[[Paper], None]]:
    """Set a document now, twice if it must know its number of pages, and keep it as a case."""

    def made(setter: Callable[[Paper], None]) -> Callable[[Paper], None]:
        paper = Paper(**look)
        setter(paper)
        data = paper.finish()
        if paper.asked:
            paper = Paper(**look, pages=paper.page)
            setter(paper)
            data = paper.finish()
        make = partial(_write, data)
        MADE.append(Case(name, ".pdf", make, tuple(paper.clauses), absent, frozenset(notices)))
        return setter

    return made


def _write(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def chapter(paper: Paper, number: int, theme: str, count: int = 12, **look: Any) -> None:
    """Set a heading with a number and its numbered items."""
    paper.head(f"{number} {theme}")
    for index, text in enumerate(THEMES[theme][:count], 1):
        paper.numbered(f"{number}.{index}", text, **look)


def duties(paper: Paper, lead: str, *marks: str, number: str | None = None, **look: Any) -> None:
    """Set a lead with an item for each mark; ``number`` is what stands before their letter."""
    paper.leads(lead)
    for mark, text in zip(marks, DUTIES[lead], strict=True):
        letter = mark.strip("().")
        own = f"{number or ''}{letter}" if letter in "abc" else None
        paper.item(mark, text, own, **({"first": 14.0, "rest": 32.0} | look))


def pairs(theme: str, count: int = 12) -> list[str]:
    """Longer clauses: two sentences of a theme each."""
    texts = THEMES[theme]
    return [f"{texts[n]} {texts[(n + 5) % len(texts)]}" for n in range(count)]


def scan(paper: Paper) -> Callable[[], None]:
    """A picture of a page with lines of grey text."""
    picture = Image.new("L", (298, 421), 246)
    pen = ImageDraw.Draw(picture)
    for row in range(40, 380, 9):
        for column in range(36, 262 - row % 40, 17):
            pen.rectangle((column, row, column + 9 + (row + column) % 6, row + 3), fill=90)
    return lambda: paper.canvas.drawImage(ImageReader(picture), 0, 0, *paper.size)


OPENERS: Final = tuple(
    opener + "."
    for opener in (
        "Dit staat vast",
        "Zo is het afgesproken",
        "Partijen zijn het eens",
        "Hierover bestaat overeenstemming",
        "Dit onderdeel is nieuw",
        "Ook in 2024 gold dit al",
        "De raad stemde hiermee in op 5 maart",
        "Het bestuur heeft dit zo besloten",
        "De inbreng van de huurders is verwerkt",
        "Over dit punt is lang gesproken tussen partijen",
        "De opgave is groot, ook voor de kernen",
        "Niet alles kan tegelijk; daarom is gekozen",
        "Deze tekst vervangt die van het vorige jaar",
        "Wat hier staat, geldt voor alle kernen van de gemeente",
        "De uitkomst van de evaluatie is daarvoor de aanleiding",
        "Dit punt komt uit het bod van de corporatie van dit voorjaar",
    )
)


def tuned(paper: Paper, text: str, start: str, *, indent: float = 0) -> str:
    """Put one or two sentences in front, so that one of the lines of the text begins with ``start``."""
    for opener in (*OPENERS, *map(" ".join, itertools.permutations(OPENERS, 2))):
        trial = f"{opener} {text}"
        room = itertools.repeat(paper.here.width - indent)
        lines = paper.lines(trial, room, paper.face.plain, paper.pt)
        if any(line.startswith(start) for line in lines[1:]):
            return trial
    raise AssertionError(start)


def footer(paper: Paper) -> None:
    paper.at(paper.size[0] - 72, 36, f"Pagina {paper.page} van {paper.total}", end=True)


# Headers and footers


@case("koptekst-voettekst", "kop-en-voettekst", absent=("Pagina 1 van", "Pagina 2 van", "Concept 3"))
def _running(paper: Paper) -> None:
    def running(paper: Paper) -> None:
        paper.at(72, 800, f"{TITLE}  |  Concept 3 van 12 december 2024")
        paper.job(lambda: paper.canvas.line(72, 794, 523, 794))
        footer(paper)

    paper.running = running
    paper.title(TITLE)
    for number, theme in enumerate(("Nieuwbouw", "Betaalbaarheid", "Leefbaarheid"), 1):
        chapter(paper, number, theme)


@case("koptekst-even-oneven", "kop-en-voettekst", absent=("| Samen", "Thema: ", "Zandmeer |"))
def _odd_and_even(paper: Paper) -> None:
    def running(paper: Paper) -> None:
        if paper.page % 2:
            paper.at(523, 803, f"Thema: {paper.path[0]} | {paper.page + 4}", end=True)
        else:
            paper.at(72, 803, f"{paper.page + 4} | Samen wonen in Zandmeer")
            paper.at(72, 40, "gemeente Zandmeer | De Vliet | Ons Erf | De Schakel", pt=8)

    paper.running = running
    for theme in THEMES:
        paper.head(theme)
        for text in pairs(theme):
            paper.par(text)


@case("koptekst-hoofdstuk", "kop-en-voettekst", absent=("– 1 –", "– 3 –"))
def _chapter_in_header(paper: Paper) -> None:
    """The header repeats the heading that stands just below it on the first page of each chapter."""

    def running(paper: Paper) -> None:
        paper.at(72, 797, paper.path[0], pt=10)
        paper.at(290, 40, f"– {paper.page} –", pt=10)

    paper.running = running
    for number, theme in enumerate(THEMES, 1):
        if number > 1:
            paper.next_page()
        chapter(paper, number, theme, 12 if number % 2 else 7)
        if number % 2:
            for text in pairs(theme, 8):
                paper.par(text)


# Columns


@case("twee-kolommen", columns=2, pt=10, face=TIMES)
def _two_columns(paper: Paper) -> None:
    paper.layout()
    paper.title("Samen wonen in Zandmeer")
    paper.layout(2, top=paper.y - 20)
    for number, theme in enumerate(THEMES, 1):
        paper.head(f"{number} {theme}")
        for text in pairs(theme, 10):
            paper.par(text)


@case("kolommen-wisselend", pt=10)
def _mixed_columns(paper: Paper) -> None:
    """One column, two, one again, on one page."""
    paper.head("Aanleiding")
    for text in SAMENWERKING[:3]:
        paper.par(text)
    paper.layout(2, top=paper.y - 22, bottom=330)
    paper.head("Betaalbaarheid")
    for text in BETAALBAARHEID[:8]:
        paper.par(text)
    paper.layout(top=310)
    paper.head("Nieuwbouw")
    for text in NIEUWBOUW[:5]:
        paper.par(text)


# Words cut at the end of a line


@case("afbreekstreepjes", margin=165, justify="place", pt=10.5)
def _hyphens(paper: Paper) -> None:
    paper.hyphens = True
    paper.title("Bod op de woonvisie")
    paper.head("2 Verduurzaming")
    for text, start in (
        (f"Ons Erf brengt alle woningen met EFG-{CHANCE}labels vóór 2028 naar label B.", "labels"),
        (f"De keuze tussen renovatie en sloop-{CHANCE}nieuwbouw wordt met de bewoners besproken.", "nieuwbouw"),
        ("De Vliet meldt elk jaar het aantal huur- en koopwoningen per wijk.", "en koop"),
        (f"De corporaties in Noord-{CHANCE}Holland leggen hun plannen naast elkaar.", "Holland"),
        (f"Elke mede-{CHANCE}eigenaar van een gemengd complex krijgt de stukken.", "eigenaar"),
        (f"Wie werkt aan niet-{CHANCE}DAEB-bezit, houdt een eigen boekhouding bij.", "DAEB"),
        (f"De wooncoach bezoekt 75-{CHANCE}plussers die alleen wonen.", "plussers"),
        (f"De afspraken over 2025-{CHANCE}2028 gaan vóór die van vorige jaren.", "2028"),
        ("De vergoeding bedraagt € 5.000,- per woning en wordt jaarlijks aangepast.", "per woning"),
        ("Het onderhouds- en verbeterplan is in mei gereed.", "en verbeterplan"),
        (f"De volks{SOFT}huisvesting wint bij een vaste lijn.", "huisvesting"),
        (f"Het huurders{SOFT}advies wordt altijd meegezonden.", "advies"),
    ):
        paper.par(tuned(paper, text, start))
    for text in pairs("Nieuwbouw", 6):
        paper.par(text)


@case("zachte-afbreekstreepjes", margin=150, face=VERA, pt=10)
def _soft_hyphens(paper: Paper) -> None:
    paper.hyphens, paper.hyphen = True, SOFT
    paper.head("1 Wonen en zorg")
    for index, text in enumerate((*pairs("Wonen en zorg", 6), *pairs("Leefbaarheid", 6)), 1):
        paper.numbered(f"1.{index}", text)


@case("regel-begint-met-getal")
def _lines_that_look_like_items(paper: Paper) -> None:
    """Lines inside a paragraph that begin like a numbered item, a letter or a bullet."""
    paper.head("3 Samenwerking")
    paper.numbered("3.1", SAMENWERKING[0])
    for index, (text, start) in enumerate(
        (
            (
                f"De Vliet levert de woningen op vóór 31{NBSP}december 2027. Daarna volgt binnen een half jaar een gesprek.",
                "2027. ",
            ),
            ("Partijen werken uit wat in de artikelen 2.4 en 3.1 van het convenant over sloop is bepaald.", "3.1 van"),
            ("De huurprijs is ten hoogste € 575,50 of, als de grens wijzigt, het nieuwe bedrag per maand.", "575,50"),
            ("De gemeente bouwt – als de raad instemt – op eigen grond een school met woningen erboven.", "– op eigen"),
            ("De regeling geldt voor de groepen a. starters en b. senioren die nu in Zandmeer wonen.", "b. senioren"),
            ("Het gaat om ten minste 40 woningen per jaar en om 12 standplaatsen aan de rand van de kern.", "12 stand"),
            (
                "Zie voor de volgorde van de projecten ook Artikel 4 van de overeenkomst van vorig jaar.",
                "Artikel 4 van",
            ),
        ),
        2,
    ):
        paper.numbered(f"3.{index}", tuned(paper, text, start, indent=28))
    for text, start in (
        (f"De bijdrage gaat in op 1{NBSP}januari van het jaar 2026. Ze wordt betaald in twee gelijke delen.", "2026. "),
        (
            "Wie korter dan 3.2 jaar op de lijst staat, zoals in bijlage B is berekend, wacht op de volgende ronde.",
            "3.2 jaar",
        ),
    ):
        paper.par(tuned(paper, text, start))


# Letters


def _ligatures(paper: Paper) -> None:
    texts = (
        "De financiële bijdrage van de gemeente aan de flats is definitief vastgesteld op € 2,4 miljoen.",
        "Het profiel van de nieuwe bewoners wordt specifiek beschreven, zonder dat iemand te herleiden is.",
        "Efficiënt beheer van de flexwoningen is een officiële taak van Ons Erf.",
        "De aflossing van de lening fluctueert met de inflatie; het risico ligt bij de financier.",
        "Een conflict over de grafiek met huurprijzen leggen partijen voor aan de geschillencommissie.",
        "De Vliet fietst geen wijk voorbij: in elke wijk is een fietsenstalling bij de flat.",
        "Fijnstof wordt bij de flats langs de weg gemeten, en filters worden elk half jaar vervangen.",
        "Reflectie vindt plaats in het officiële overleg, met een fiscaal deskundige erbij.",
    )
    paper.head("2 Profiel en financiën", drawn="2 Pro\ufb01el en \ufb01nanciën")
    for index, text in enumerate(texts, 1):
        paper.numbered(f"2.{index}", text.replace("fi", "\ufb01").replace("fl", "\ufb02"))


case("ligaturen", face=VERA, pt=10)(_ligatures)


@case("ligaturen-twee-letters", face=VERA, pt=10)
def _mapped_ligatures(paper: Paper) -> None:
    paper.unicode = {0xFB01: "00660069", 0xFB02: "0066006C"}
    _ligatures(paper)


@case("gespatieerde-koppen")
def _spaced_headings(paper: Paper) -> None:
    for (theme, texts), look in zip(
        THEMES.items(),
        (
            {"spaced": 5},
            {"letters": True},
            {"drawn": "V E R D U U R Z A M I N G"},
            {"spaced": 8},
            {"letters": True},
            {"spaced": 3},
        ),
        strict=True,
    ):
        paper.head(theme.upper(), pt=13, **look)
        for text in texts[:4]:
            paper.par(text)


@case("harde-spaties")
def _no_break_spaces(paper: Paper) -> None:
    paper.head(f"4{NBSP}Verduurzaming")
    paper.path = ("4 Verduurzaming",)
    for index, text in enumerate(VERDUURZAMING, 1):
        text = re.sub(r"(?<=€) |(?<=De) (?=V)|(?<=\d) (?=\w)|(?<=label) ", NBSP, text)
        paper.numbered(f"4.{index}", text, mark=f"4.{index}{NBSP}", rest=0)


@case("schijnvet")
def _drawn_twice(paper: Paper) -> None:
    """Headings made bold by drawing them twice, a hair apart."""
    for number, (theme, texts) in enumerate(THEMES.items(), 1):
        paper.head(f"{number} {theme}", pt=13, bold=False, twice=0.4)
        for text in texts[:4]:
            paper.par(text)


@case("woord-voor-woord", face=TIMES, pt=12)
def _word_by_word(paper: Paper) -> None:
    """No space is drawn: each word has its own place."""
    paper.by_word = True
    for number, theme in enumerate(THEMES, 1):
        chapter(paper, number, theme, 5)


@case("letter-voor-letter")
def _letter_by_letter(paper: Paper) -> None:
    paper.letters = True
    for theme in ("Nieuwbouw", "Wonen en zorg"):
        paper.head(theme)
        for text in THEMES[theme][:8]:
            paper.par(text)


@case("uitgevuld", margin=185, justify="space", pt=11)
def _justified(paper: Paper) -> None:
    """A narrow measure without hyphenation: gaps as wide as three spaces."""
    for number, theme in enumerate(("Nieuwbouw", "Wonen en zorg"), 1):
        chapter(paper, number, theme)


@case("hoog-en-laag")
def _raised_and_lowered(paper: Paper) -> None:
    paper.title("Duurzaam wonen in Zandmeer")
    paper.head("2 Verduurzaming")
    for text in (
        "De ontmoetingsruimte is ten minste 60 m² groot en de berging 5 m².",
        "Ons Erf verlaagt de uitstoot van CO_{2} in 2028 met 40 procent ten opzichte van 2020.",
        "Per woning is er 25 m^{2} groen, waarvan 10 m^{2} voor de deur.",
        "De opslag telt 12 m^{3} per woning; daarvan is 2 m^{3} voor regenwater.",
        "Het gehalte CO_{2} in slaapkamers blijft onder 1.200 deeltjes per miljoen.",
        "De 1^{e} fase omvat 40 woningen, de 2^{e} fase 36 woningen.",
        "De gemeente meet NO_{x} langs de ring in 2026 op drie plaatsen.",
        "Een dak van 100 m^{2} levert gemiddeld 15.000 kWh per jaar.",
    ):
        paper.par(text)


# Over pages


@case("over-paginas", size=(420, 595), margin=60)
def _over_pages(paper: Paper) -> None:
    for number, (theme, lead) in enumerate(zip(("Nieuwbouw", "Leefbaarheid", "Samenwerking"), DUTIES, strict=False), 1):
        paper.head(f"{number} {theme}")
        for index, text in enumerate(pairs(theme, 7), 1):
            paper.numbered(f"{number}.{index}", text)
        duties(paper, lead, "•", "•", "•")
        for text in pairs(theme)[7:]:
            paper.par(text)


@case("voetnoten")
def _footnotes(paper: Paper) -> None:
    notes = {
        1: (0, "Prijspeil 1 januari 2025, exclusief omzetbelasting."),
        4: (
            1,
            "Zie de Nota grondbeleid Zandmeer, vastgesteld door de raad op 14 november 2023, paragraaf 4.2; de nota is te vinden op de website van de gemeente en ligt ter inzage in het gemeentehuis.",
        ),
        7: (2, "Onder starters worden verstaan: mensen die voor het eerst zelfstandig een woning huren."),
    }
    mark = 0
    for number, theme in enumerate(("Nieuwbouw", "Betaalbaarheid", "Wonen en zorg", "Samenwerking"), 1):
        paper.head(f"{number} {theme}")
        for index, text in enumerate(THEMES[theme], 1):
            if index not in notes:
                paper.par(text)
                continue
            mark += 1
            which, note = notes[index]
            place = text.rindex(" ") if which else len(text)
            paper.par(f"{text[:place]}^[{mark}]{text[place:]}", note=f"{note[:-1]} ({theme.lower()}).")


@case("gedraaide-pagina")
def _turned_page(paper: Paper) -> None:
    chapter(paper, 1, "Nieuwbouw")
    paper.next_page(size=landscape(A4), turn=90)
    chapter(paper, 2, "Leefbaarheid")
    paper.next_page(size=A4)
    chapter(paper, 3, "Samenwerking")


@case("liggende-pagina")
def _landscape_page(paper: Paper) -> None:
    for number, theme in enumerate(("Nieuwbouw", "Leefbaarheid"), 1):
        chapter(paper, number, theme, 6)
    paper.next_page(size=landscape(A4))
    for number, theme in enumerate(("Betaalbaarheid", "Verduurzaming"), 3):
        chapter(paper, number, theme, 5)
    paper.next_page(size=A4)
    chapter(paper, 5, "Samenwerking")


@case("watermerk", "gedraaide-tekst", absent=("CONCEPT",))
def _watermark(paper: Paper) -> None:
    def running(paper: Paper) -> None:
        def draw() -> None:
            canvas = paper.canvas
            canvas.saveState()
            canvas.setFillGray(0.85)
            canvas.setFont("Helvetica-Bold", 92)
            canvas.translate(120, 200)
            canvas.rotate(48)
            canvas.drawString(0, 0, "CONCEPT")
            canvas.restoreState()

        paper.jobs.insert(0, draw)

    paper.running = running
    for number, theme in enumerate(("Nieuwbouw", "Betaalbaarheid", "Wonen en zorg"), 1):
        chapter(paper, number, theme)


@case("tekst-langs-de-kant", "gedraaide-tekst", absent=("Archiefnummer", "Z-2024-118"))
def _text_along_the_side(paper: Paper) -> None:
    def running(paper: Paper) -> None:
        def draw() -> None:
            paper.canvas.saveState()
            paper.canvas.setFont("Helvetica", 8)
            paper.canvas.translate(30, 260)
            paper.canvas.rotate(90)
            paper.canvas.drawString(0, 0, "Archiefnummer Z-2024-118, ingeboekt op 3 december 2024")
            paper.canvas.restoreState()

        paper.job(draw)

    paper.running = running
    for theme in ("Nieuwbouw", "Betaalbaarheid"):
        paper.head(theme)
        for text in THEMES[theme]:
            paper.par(text)


# Headings


@case("koppen-op-grootte", face=TIMES)
def _headings_by_size(paper: Paper) -> None:
    """Two levels, told apart by size only; one heading takes two lines."""
    paper.title("Wonen doen we samen", pt=26)
    for index, (theme, texts) in enumerate(THEMES.items()):
        long = "Afspraken over het samenwerken, het delen van gegevens en het oplossen van geschillen"
        paper.head(long if theme == "Samenwerking" else theme, pt=18, bold=False)
        paper.par(texts[0])
        for step, name in enumerate(("Opgave", "Inzet van partijen")):
            paper.head(name, 2, pt=14, bold=False)
            for text in texts[1 + 3 * step : 4 + 3 * step - index % 2]:
                paper.par(text)


@case("koppen-op-gewicht", face=TIMES)
def _headings_by_weight(paper: Paper) -> None:
    """Bold at the size of the text, with no more space than between paragraphs."""
    for theme, texts in THEMES.items():
        paper.block(theme, font=paper.face.bold)
        paper.path = (theme,)
        for text in texts[:5]:
            paper.par(text, gap=0 if text == texts[0] else None)


@case("koppen-genummerd")
def _numbered_headings(paper: Paper) -> None:
    for number, (theme, texts) in enumerate(list(THEMES.items())[:4], 3):
        paper.head(f"{number} {theme}")
        for step, name in enumerate(("Doel", "Locaties en aantallen", "Afspraken voor 2025"), 1):
            paper.head(f"{number}.{step} {name}", 2, pt=11)
            for text in texts[step * 3 - 3 : step * 3]:
                paper.par(text)


@case("bladwijzers", absent=("Digitale versie", "Colofon van"))
def _outline(paper: Paper) -> None:
    canvas = paper.canvas
    paper.job(lambda: canvas.bookmarkPage("top"))
    canvas.addOutlineEntry("Colofon van de Digitale versie", "top", 0)
    for number, theme in enumerate(THEMES, 1):
        chapter(paper, number, theme, 6)
        paper.job(partial(canvas.bookmarkPage, f"c{number}"))
        canvas.addOutlineEntry(f"{number} {theme}", f"c{number}", 0)
        for index in (1, 3):
            canvas.addOutlineEntry(f"{number}.{index} {THEMES[theme][index - 1][:40]}", f"c{number}", 1)
    canvas.showOutline()


@case("artikelen")
def _articles(paper: Paper) -> None:
    for number, (theme, lead) in enumerate(zip(THEMES, DUTIES, strict=False), 1):
        name = ("Looptijd", "Huurbeleid", "Duurzaam wonen", "Buurten")[number - 1]
        paper.head(f"Artikel {number} {name}", pt=12)
        texts = THEMES[theme]
        for index in (1, 2):
            paper.numbered(f"{number}.{index}", texts[index], mark=f"{index}.", rest=22.0)
        paper.leads(lead, mark="3.", rest=22.0)
        for letter, text in zip("abc", DUTIES[lead], strict=True):
            paper.item(f"{letter}.", text, f"{number}.3{letter}", first=22.0, rest=42.0)
        for index in (4, 5):
            paper.numbered(f"{number}.{index}", texts[index], mark=f"{index}.", rest=22.0)
    paper.head("Artikel 5", pt=12)
    for text in SAMENWERKING[:3]:
        paper.par(text)


# Tables

COLUMNS: Final = ("Nr.", "Afspraak", "Wie", "Gereed")
WIDTHS: Final = (40.0, 255.0, 82.0, 74.0)
WHO: Final = ("De Vliet", "gemeente", "Ons Erf", "alle partijen", "De Schakel")
WHEN: Final = ("Q3 2025", "1 mei 2026", "", "doorlopend", "eind 2027")


def rows(number: int, texts: Sequence[str]) -> list[tuple[str, ...]]:
    return [
        (f"{number}.{index}", text, WHO[(number + index) % 5], WHEN[(number + 2 * index) % 5])
        for index, text in enumerate(texts, 1)
    ]


@case("tabel-alle-lijnen")
def _ruled_table(paper: Paper) -> None:
    paper.head("1 Nieuwbouw")
    paper.par(SAMENWERKING[0])
    paper.table(COLUMNS, rows(1, NIEUWBOUW[:8]), WIDTHS)
    paper.par(SAMENWERKING[1])
    paper.head("2 Leefbaarheid")
    paper.par(SAMENWERKING[2])
    paper.table(("Wat", "Wie"), [(text, WHO[n]) for n, text in enumerate(LEEFBAARHEID[:4])], (340.0, 111.0), shade=True)
    paper.par(SAMENWERKING[3])


@case("tabel-horizontaal")
def _horizontal_rules(paper: Paper) -> None:
    paper.head("1 Betaalbaarheid")
    paper.par(SAMENWERKING[0])
    paper.table(COLUMNS, rows(1, BETAALBAARHEID[:9]), WIDTHS, rules="horizontal", space=3)
    paper.par(SAMENWERKING[1])
    paper.par(SAMENWERKING[2])


@case("tabel-drie-paginas", "kop-en-voettekst", absent=("Pagina 2 van",))
def _long_table(paper: Paper) -> None:
    """The header comes back on every page and a row breaks at the end of one."""
    paper.running = footer
    paper.head("2 Verduurzaming")
    paper.par(SAMENWERKING[0])
    texts = [*pairs("Verduurzaming"), *pairs("Leefbaarheid"), *pairs("Wonen en zorg", 6)]
    paper.table(COLUMNS, rows(2, texts), WIDTHS, cut=True)
    paper.par(SAMENWERKING[1])


@case("tabel-zonder-herhaling")
def _table_without_repeated_header(paper: Paper) -> None:
    paper.head("2 Verduurzaming")
    paper.par(SAMENWERKING[0])
    texts = [*pairs("Verduurzaming"), *pairs("Leefbaarheid", 6)]
    paper.table(COLUMNS, rows(2, texts), WIDTHS, cut=True, repeat=False)
    paper.par(SAMENWERKING[1])


@case("tabel-samengevoegd")
def _merged_cells(paper: Paper) -> None:
    """A theme over three rows, a remark over two columns."""
    header = ["Thema", "Afspraak", "Aantal", "Jaar"]
    body = [
        ["Nieuwbouw", "Aanbouw aan de Zeedijk", "48", "2026"],
        ["", "Verplaatsbare woningen Oosterpolder", "24", "2025"],
        ["", "Sloop Vogelbuurt", "nog te bepalen in overleg", ""],
        ["Zorg", "Galerijen geschikt maken", "80", "2027"],
        ["", "Logeerkamer in De Wachter", "1", "2025"],
        ["Verkoop", "Verkoop buiten de wijk Noord", "40", "2028"],
        ["Voor alle thema's geldt het prijspeil van 1 januari 2025.", "", "", ""],
        ["Energie", "Isolatie met subsidie", "120", "2026"],
    ]
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), "Helvetica", 10),
        ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 10),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("SPAN", (0, 1), (0, 3)),
        ("SPAN", (2, 3), (3, 3)),
        ("SPAN", (0, 4), (0, 5)),
        ("SPAN", (0, 7), (-1, 7)),
    ]
    paper.head("1 Overzicht")
    paper.par(SAMENWERKING[0])
    paper.par(SAMENWERKING[1])
    table = Table([header, *body], colWidths=(90, 190, 90, 81), style=style)
    _, tall = table.wrapOn(paper.canvas, 460, 700)
    paper.y -= 14 + tall
    place = paper.y
    paper.job(lambda: table.drawOn(paper.canvas, 72, place))
    for row in body:
        paper.add(" | ".join(filter(None, row)), 1)
    paper.y -= 10
    paper.par(SAMENWERKING[2])


@case("tabel-zonder-lijnen")
def _aligned_columns(paper: Paper) -> None:
    paper.head("1 Leefbaarheid")
    for text in SAMENWERKING[:3]:
        paper.par(text)
    texts = [(text, WHO[n % 5], WHEN[n % 5]) for n, text in enumerate(LEEFBAARHEID[:8])]
    paper.table(("Maatregel", "Trekker", "Gereed"), texts, (275.0, 95.0, 81.0), rules="none", space=5)
    paper.par(SAMENWERKING[3])
    paper.par(SAMENWERKING[4])


@case("kader")
def _boxed_text(paper: Paper) -> None:
    """A shaded box with running text is no table."""
    paper.head("1 Betaalbaarheid")
    for text in BETAALBAARHEID[:3]:
        paper.par(text)
    paper.y -= 18
    top = paper.y + 6
    for text in SAMENWERKING[:3]:
        paper.par(text)
    bottom = paper.y - 8

    def draw() -> None:
        paper.canvas.setFillGray(0.92)
        paper.canvas.rect(64, bottom, 467, top - bottom, stroke=1, fill=1)
        paper.canvas.setFillGray(0)

    paper.jobs.insert(0, draw)
    paper.y -= 18
    for text in BETAALBAARHEID[3:8]:
        paper.par(text)


# Pictures of pages


@case("gescande-pagina", "pagina-zonder-tekst")
def _scanned_page(paper: Paper) -> None:
    chapter(paper, 1, "Nieuwbouw")
    paper.next_page()
    paper.job(scan(paper))
    paper.next_page()
    chapter(paper, 2, "Samenwerking")


@case("onzichtbare-tekstlaag", "ocr-tekst")
def _invisible_layer(paper: Paper) -> None:
    def hidden(job: Callable[[], None]) -> Callable[[], None]:
        def draw() -> None:
            paper.canvas.saveState()
            paper.canvas._code.append("3 Tr")
            job()
            paper.canvas.restoreState()

        return draw

    paper.wrap_draw = hidden
    paper.running = lambda paper: paper.jobs.insert(0, scan(paper))
    for number, theme in enumerate(("Nieuwbouw", "Betaalbaarheid", "Leefbaarheid"), 1):
        chapter(paper, number, theme)


# What a viewer shows beside the page


@case("opmerkingen", "opmerkingen", absent=("Graag aanscherpen", "Akkoord, mits"))
def _annotations(paper: Paper) -> None:
    chapter(paper, 1, "Betaalbaarheid")
    paper.job(lambda: paper.canvas.textAnnotation("Graag aanscherpen: welk percentage?", Rect=[530, 700, 550, 720]))
    paper.job(lambda: paper.canvas.highlightAnnotation("Akkoord, mits de raad instemt.", Rect=[100, 600, 250, 614]))


@case("formuliervelden", "formuliervelden", absent=("J. Achterberg", "06-12"))
def _form_fields(paper: Paper) -> None:
    chapter(paper, 1, "Samenwerking")
    paper.par("De gemeente vult hieronder in wie haar vaste aanspreekpunt is en hoe die te bereiken is.")
    form, y = paper.canvas.acroForm, paper.y
    for index, value in enumerate(("J. Achterberg", "06-12 34 56 78")):
        field = partial(
            form.textfield, name=f"veld{index}", value=value, x=72, y=y - 30 * (index + 1), width=260, height=20
        )
        paper.job(field)
    paper.y -= 80
    paper.par("De corporaties geven hun aanspreekpunten binnen twee weken na ondertekening door.")


@case("bijlage", "bijlagen", absent=("Rekenblad", "bod2025"))
def _attachment(paper: Paper) -> None:
    chapter(paper, 1, "Verduurzaming")
    document = paper.canvas._doc
    stream = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("EmbeddedFile")}), "Rekenblad;2025\n")
    file = pdfdoc.PDFDictionary({"F": document.Reference(stream)})
    name = pdfdoc.PDFString("bod2025.csv")
    spec = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("Filespec"), "F": name, "UF": name, "EF": file})
    names = pdfdoc.PDFDictionary({"Names": pdfdoc.PDFArray([name, document.Reference(spec)])})
    document.Catalog.Names = pdfdoc.PDFDictionary({"EmbeddedFiles": names})


@case("uitsnede", size=(700, 947), margin=125, absent=("Drukproef", "snijden", "Vormgeving"))
def _crop_box(paper: Paper) -> None:
    def running(paper: Paper) -> None:
        paper.at(60, 925, "Drukproef 3, niet verspreiden")
        paper.at(60, 20, "Vormgeving: bureau Duinrand")
        paper.at(5, 480, "snijden", pt=8)
        paper.canvas.setCropBox((52, 52, 647, 894))

    paper.running = running
    for theme in ("Nieuwbouw", "Betaalbaarheid", "Leefbaarheid"):
        paper.head(theme)
        for text in THEMES[theme]:
            paper.par(text)


# Lists


@case("nummers-hangend")
def _hanging_numbers(paper: Paper) -> None:
    for number, (theme, lead) in enumerate(zip(THEMES, DUTIES, strict=False), 1):
        chapter(paper, number, theme, 3, rest=36.0)
        paper.leads(lead, mark=f"{number}.4", rest=36.0)
        for letter, text in zip("abc", DUTIES[lead], strict=True):
            paper.item(f"{letter})", text, f"{number}.4{letter}", first=36.0, rest=56.0)
        paper.numbered(f"{number}.5", THEMES[theme][4], rest=36.0)
    paper.head("5 Slot")
    duties(paper, "De Schakel:", "a)", "b)", "c)", number="5")


@case("nummers-zonder-inspringen", gap=0)
def _flat_numbers(paper: Paper) -> None:
    """Items at the left margin without space between them; only the number tells where one begins."""
    for number, (theme, lead) in enumerate(zip(THEMES, DUTIES, strict=False), 1):
        paper.y -= 14
        chapter(paper, number, theme, 5, rest=0.0)
        paper.leads(lead, mark=f"{number}.6", rest=0.0)
        for letter, text in zip("abc", DUTIES[lead], strict=True):
            paper.item(f"{letter}.", text, f"{number}.6{letter}", rest=0.0)


@case("opsommingstekens", face=VERA, pt=10)
def _bullets(paper: Paper) -> None:
    paper.unicode = {0x2022: "F0B7", 0xA7: "F0A7"}
    kinds = (("•", ""), ("o", "Courier"), ("\u27a2", "ZapfDingbats"), ("–", "Helvetica"))
    for theme, lead, (mark, font) in zip(THEMES, DUTIES, kinds, strict=False):
        paper.head(theme)
        paper.par(THEMES[theme][0])
        duties(paper, lead, mark, mark, mark, mark_font=font)
        paper.par(THEMES[theme][1])
    kinds = (
        ("§", ""),
        ("-", "Helvetica"),
        ("\u2713", "ZapfDingbats"),
        ("*", "Helvetica"),
        ("\u25a0", "ZapfDingbats"),
        ("»", "Helvetica"),
    )
    paper.head("Wonen en zorg")
    for index, text in enumerate(ZORG):
        mark, font = kinds[index // 2]
        paper.item(mark, text, first=0.0, rest=18.0, mark_font=font)


@case("alinea-inspringen", face=TIMES, gap=0, justify="place")
def _indented_first_lines(paper: Paper) -> None:
    """No space between paragraphs; only the first line tells where one begins."""
    for theme in ("Nieuwbouw", "Betaalbaarheid", "Wonen en zorg"):
        paper.y -= 12
        paper.head(theme)
        paper.y -= 4
        for index, text in enumerate(pairs(theme, 8)):
            paper.par(text, first=18.0 if index else 0.0)


# Front pages


def contents(paper: Paper, lines: Sequence[tuple[int, str, int]], *, dots: bool) -> None:
    paper.block("Inhoud", font=paper.face.bold, pt=15)
    paper.y -= 8
    for depth, text, page in lines:
        paper.y -= 18
        left, y, end = 72 + 18 * depth, paper.y, 523.0
        paper.at(left, y, text, pt=11)
        paper.at(end, y, str(page), pt=11, end=True)
        if dots:
            start = left + paper.width(text, paper.face.plain, 11) + 4
            count = int((end - 12 - start) / pdfmetrics.stringWidth(".", paper.face.plain, 11))
            paper.at(start, y, "." * count, pt=11)


@case("inhoudsopgave", "kop-en-voettekst", absent=("....", "Inhoud", "Bijlage C"))
def _table_of_contents(paper: Paper) -> None:
    paper.running = lambda paper: paper.at(295, 40, str(paper.page))
    lines = [(0, f"{number} {theme}", 1 + number) for number, theme in enumerate(THEMES, 1)]
    lines[2:2] = [(1, "2.4 Meldpunt", 3), (1, "2.9 Verkoop van woningen", 3)]
    lines.append((0, "Bijlage C Kaart van de kernen (los bijgevoegd)", 9))
    contents(paper, lines, dots=True)
    for number, theme in enumerate(THEMES, 1):
        paper.next_page()
        chapter(paper, number, theme, 8)


def cover(paper: Paper, title: str, years: str, date: str) -> None:
    paper.at(72, 600, title, pt=30, bold=True)
    paper.at(72, 560, years, pt=18)
    for index, name in enumerate(
        ("gemeente Zandmeer", "Woonstichting De Vliet", "Woonstichting Ons Erf", "huurdersvereniging De Schakel")
    ):
        paper.at(72, 420 - 20 * index, name, pt=13)
    paper.at(72, 140, date, pt=11)
    paper.next_page()


@case("voorblad")
def _cover(paper: Paper) -> None:
    cover(paper, "Thuis in Zandmeer", "Prestatieafspraken 2025 – 2028", "Zandmeer, 12 december 2024")
    for number, theme in enumerate(THEMES, 1):
        chapter(paper, number, theme, 6)


# Order and structure


@case("tekenvolgorde", "kop-en-voettekst", absent=("Pagina 1 van",))
def _odd_order(paper: Paper) -> None:
    """Drawn from the last line to the first, or first the odd and then the even lines."""
    paper.running = footer
    paper.order = lambda jobs: jobs[::-1] if paper.page % 2 else [*jobs[1::2], *jobs[::2]]
    for number, theme in enumerate(THEMES, 1):
        chapter(paper, number, theme, 7)


class Node(NamedTuple):
    """A part of the structure of a tagged PDF: its kind and its parts, or (page, mark) for content."""

    kind: str
    parts: list[Any]


class Tags:
    """Marks what is drawn with the part of the structure it belongs to."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.root = paper, Node("Document", [])
        self.node: Node | None = None
        self.pages: list[Any] = []
        self.marks: dict[int, list[Node]] = {}
        paper.wrap_draw = self.wrap
        add = paper.canvas._doc.addPage

        def add_page(page: Any) -> None:
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents"]
            page.StructParents = len(self.pages)
            self.pages.append(paper.canvas._doc.thisPageRef())
            add(page)

        paper.canvas._doc.addPage = add_page

    def start(self, kind: str, above: Node | None = None) -> Node:
        self.node = Node(kind, [])
        (above or self.root).parts.append(self.node)
        return self.node

    def wrap(self, job: Callable[[], None]) -> Callable[[], None]:
        page = self.paper.page - 1
        marks = self.marks.setdefault(page, [])
        begin = "/Artifact BMC"
        if self.node:
            begin = f"/{self.node.kind} <</MCID {len(marks)}>> BDC"
            self.node.parts.append((page, len(marks)))
            marks.append(self.node)

        def draw() -> None:
            self.paper.canvas._code.append(begin)
            job()
            self.paper.canvas._code.append("EMC")

        return draw

    def close(self) -> None:
        """Put the structure into the document; its pages must be ended."""
        document = self.paper.canvas._doc
        names: dict[int, str] = {}

        def refer(node: Node, above: str) -> Any:
            name = names.setdefault(id(node), f"part{len(names)}")
            parts = []
            for part in node.parts:
                if isinstance(part, Node):
                    parts.append(refer(part, name))
                else:
                    page, mark = part
                    kind = pdfdoc.PDFName("MCR")
                    parts.append(pdfdoc.PDFDictionary({"Type": kind, "Pg": self.pages[page], "MCID": mark}))
            entries = {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName(node.kind),
                "P": pdfdoc.PDFObjectReference(above),
                "K": pdfdoc.PDFArray(parts),
            }
            return document.Reference(pdfdoc.PDFDictionary(entries), name)

        top = refer(self.root, "structure")
        nums: list[Any] = []
        for page, nodes in sorted(self.marks.items()):
            nums += [page, pdfdoc.PDFArray([pdfdoc.PDFObjectReference(names[id(node)]) for node in nodes])]
        tree = pdfdoc.PDFDictionary({"Nums": pdfdoc.PDFArray(nums)})
        root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot"), "K": top, "ParentTree": tree})
        document.Reference(root, "structure")
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": pdfdoc.PDFtrue})
        document.Catalog.Lang = pdfdoc.PDFString("nl-NL")


@case("getagd", "kop-en-voettekst", absent=("Pagina 1 van",))
def _tagged(paper: Paper) -> None:
    """A tagged PDF, with its headings, paragraphs, lists and table in the structure; its footer is an artifact."""
    tags = Tags(paper)
    paper.closing = tags.close

    def running(paper: Paper) -> None:
        node, tags.node = tags.node, None
        footer(paper)
        tags.node = node

    paper.running = running
    for number, (theme, lead) in enumerate(zip(THEMES, DUTIES, strict=False), 1):
        tags.start("H1")
        paper.head(f"{number} {theme}")
        for text in pairs(theme, 6):
            tags.start("P")
            paper.par(text)
        tags.start("P")
        paper.leads(lead)
        items = tags.start("L")
        for text in DUTIES[lead]:
            tags.start("LBody", tags.start("LI", items))
            paper.item("•", text, first=14.0, rest=32.0)
    tags.start("H1")
    paper.head("5 Planning")
    table = tags.start("Table")
    paper.y -= 10
    for index, cells in enumerate(
        (
            ("Project", "Wie", "Aantal"),
            ("Zeedijk", "De Vliet", "48"),
            ("Oosterpolder", "Ons Erf", "24"),
            ("Vogelbuurt", "Ons Erf", "52"),
        )
    ):
        row = tags.start("TR", table)
        paper.y -= 22
        for column, text in enumerate(cells):
            tags.start("TD" if index else "TH", row)
            left, y = 72 + 150 * column, paper.y
            paper.job(partial(paper.canvas.rect, left, y - 6, 150, 22))
            paper.at(left + 5, y, text, pt=10, bold=not index)
        if index:
            paper.add(" | ".join(cells), paper.page)
    tags.start("P")
    paper.par(SAMENWERKING[0])


# Whole agreements


@case(
    "overeenkomst-kolommen",
    "kop-en-voettekst",
    absent=("Pagina 2 van", "Pagina 3 van", "Versie voor de raad", "....", "Inhoud"),
    columns=2,
    face=TIMES,
    pt=11.5,
    justify="place",
)
def _agreement_in_columns(paper: Paper) -> None:
    """Two columns, footnotes at the foot of a column, hyphens, headers that differ on odd and even pages."""
    paper.hyphens = True

    def running(paper: Paper) -> None:
        if paper.page == 1:
            return
        if paper.page % 2:
            paper.at(523, 800, paper.path[0], end=True)
        else:
            paper.at(72, 800, f"{TITLE} – Versie voor de raad")
        paper.job(lambda: paper.canvas.line(72, 794, 523, 794))
        footer(paper)

    paper.running = running
    paper.layout()
    paper.title(TITLE)
    paper.block("gemeente Zandmeer, De Vliet, Ons Erf en De Schakel", pt=14, gap=10)
    lines = [(0, f"{number} {theme}", number + 1) for number, theme in enumerate(THEMES, 1)]
    paper.y -= 30
    contents(paper, lines, dots=True)
    paper.next_page(columns=2)
    notes = (
        "Prijspeil 1 januari 2025.",
        "Zie het verslag van het bestuurlijk overleg van 8 oktober 2024, dat bij alle partijen is op te vragen.",
        "Gemeten volgens de methode van Aedes.",
        "De raad heeft hiermee ingestemd op 7 november 2024.",
    )
    mark = 0
    for number, (theme, lead) in enumerate(itertools.zip_longest(THEMES, DUTIES), 1):
        paper.head(f"{number} {theme}", pt=14)
        paper.par(f"Dit hoofdstuk gaat over {theme.lower()}: wat partijen willen bereiken en wie daarvoor wat doet.")
        for index, text in enumerate(pairs(theme), 1):
            if index in {3, 8}:
                note = f"{notes[mark % 4][:-1]}, noot bij {number}.{index}."
                mark += 1
                place = text.index(". ") + 1
                paper.numbered(f"{number}.{index}", f"{text[:place]}^[{mark}]{text[place:]}", note=note)
            else:
                paper.numbered(f"{number}.{index}", text)
        if lead:
            duties(paper, lead, "a.", "b.", "c.", number=f"{number}.12")


@case(
    "overeenkomst-tabellen",
    "kop-en-voettekst",
    absent=("Bladzijde 1", "Bladzijde 4", "vastgesteld door het college"),
    margin=64,
)
def _agreement_in_tables(paper: Paper) -> None:
    """Ruled tables over pages with rows that break, one with horizontal rules only, text and lists between them."""

    def running(paper: Paper) -> None:
        paper.at(64, 806, "Prestatieafspraken 2026, vastgesteld door het college", pt=8)
        paper.at(64, 34, f"Bladzijde {paper.page}", pt=8)

    paper.running = running
    paper.title("Prestatieafspraken Zandmeer 2026")
    for number, (theme, lead) in enumerate(itertools.zip_longest(THEMES, DUTIES), 1):
        paper.head(f"{number} {theme}")
        paper.par(
            f"Partijen hebben over {theme.lower()} de afspraken gemaakt die in de tabel staan. De trekker meldt elk kwartaal hoe het ermee staat."
        )
        if lead:
            duties(paper, lead, "–", "–", "–")
        rules = "horizontal" if number == 4 else "grid"
        texts = [
            text if n % 3 else pair for n, (text, pair) in enumerate(zip(THEMES[theme], pairs(theme), strict=True))
        ]
        paper.table(
            COLUMNS, rows(number, texts), (44.0, 260.0, 88.0, 75.0), rules=rules, cut=number % 2 == 1, shade=number != 4
        )
        paper.par(f"Wat in de tabel over {theme.lower()} niet is genoemd, blijft zoals het in 2025 was.")


@case(
    "overeenkomst-artikelen",
    "kop-en-voettekst",
    "pagina-zonder-tekst",
    absent=("Inhoud", "pagina 3 /", "pagina 5 /"),
    face=TIMES,
    pt=12,
    justify="place",
)
def _agreement_in_articles(paper: Paper) -> None:
    """Cover, contents, numbered articles, a scanned page in between, an annex on landscape pages."""

    def running(paper: Paper) -> None:
        if paper.page > 1 and not paper.bare:
            paper.at(72, paper.size[1] - 40, f"{TITLE} – gemeente Zandmeer", pt=9)
            paper.at(paper.size[0] - 72, 34, f"pagina {paper.page} / {paper.total}", end=True)

    paper.running = running
    names = ("Begrippen", "Nieuwbouw", "Huren", "Duurzaamheid", "Buurten", "Wonen met zorg", "Overleg en geschillen")
    cover(paper, "Zandmeer bouwt", "Prestatieafspraken 2025-2028", "december 2024")
    lines = [(0, f"Artikel {number} {name}", number + 2) for number, name in enumerate(names, 1)]
    contents(paper, [*lines, (0, "Bijlage 1 Jaarplanning 2025", 10)], dots=False)
    paper.next_page()
    paper.head("Artikel 1 Begrippen", pt=13)
    paper.leads("In deze overeenkomst wordt verstaan onder:")
    for letter, text in zip(
        "abcd",
        (
            "sociale huurwoning: een huurwoning met een aanvangshuur tot de grens voor de huurtoeslag;",
            "starter: iemand tot en met 27 jaar die voor het eerst zelfstandig een woning huurt;",
            "oplevering: de dag waarop de aannemer de sleutels overdraagt;",
            "wijk Noord: het gebied tussen de ring, de Zeedijk en het spoor.",
        ),
        strict=True,
    ):
        paper.item(f"{letter}.", text, f"1{letter}", first=12.0, rest=30.0)
    for number, (name, theme, lead) in enumerate(itertools.zip_longest(names[1:], THEMES, DUTIES), 2):
        paper.head(f"Artikel {number} {name}", pt=13)
        for index, text in enumerate(pairs(theme, 9), 1):
            paper.numbered(f"{number}.{index}", text, mark=f"{index}.", rest=24.0)
        if lead:
            paper.leads(lead, mark="10.", rest=24.0)
            for letter, text in zip("abc", DUTIES[lead], strict=True):
                paper.item(f"{letter}.", text, f"{number}.10{letter}", first=24.0, rest=44.0)
        if number == 4:
            paper.next_page()
            paper.job(scan(paper))
            paper.bare = True
            paper.next_page()
            paper.bare = False
    paper.next_page(size=landscape(A4))
    paper.head("Bijlage 1 Jaarplanning 2025", pt=13)
    paper.par(
        "De planning is gemaakt op basis van de stand van 1 november 2024. Partijen werken haar elk kwartaal bij."
    )
    planning = [
        (f"B{n}", text, WHO[n % 5], WHEN[n % 5], f"€ {n}5.000")
        for n, text in enumerate((*VERDUURZAMING, *LEEFBAARHEID[:6]), 1)
    ]
    paper.table(("Code", "Project", "Trekker", "Gereed", "Budget"), planning, (50.0, 370.0, 100.0, 90.0, 80.0))


CASES: Final = tuple(MADE)
