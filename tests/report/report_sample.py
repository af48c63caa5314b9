"""Runs built by hand: a small agreement as a reader would meet it, and one full of hostile text."""

from dataclasses import replace

from prestatielint.model import (
    BaselineEntry,
    Block,
    Bond,
    Cell,
    Clause,
    Document,
    Failure,
    Finding,
    Judged,
    Kind,
    Label,
    Niveau,
    Notice,
    Party,
    PdfPlace,
    PipelineInfo,
    Proposal,
    Report,
    Role,
    RuleInfo,
    Run,
    Scores,
    Segment,
    Severity,
    Suggestion,
    Suppressed,
    TextPlace,
    Theme,
    WordPlace,
)

SHA = "0123456789abcdef" * 4
PIPELINE = PipelineInfo("nl_prestatielint", "1.0.0", "/home/iemand/geheim/pad", "ingebouwd")
GEMEENTE = Party("Gemeente Dalveen", Role.GEMEENTE, ("de gemeente",))
VLIET = Party("Stichting De Vliet", Role.CORPORATIE, ("De Vliet",))
SCHAKEL = Party("Huurdersvereniging De Schakel", Role.HUURDERSORGANISATIE, ("De Schakel",))


def finding(
    clause: Clause | None,
    words: str | None,
    label: Label,
    severity: Severity,
    message: str,
    *suggestions: Suggestion,
    rule: str = "VAG001",
    theme: Theme | None = None,
    parties: tuple[str, ...] = (),
) -> Finding:
    start = clause.text.index(words) if clause and words else None
    end = start + len(words) if start is not None and words else None
    key = clause.id if clause else None
    return Finding(
        rule, label, severity, key, start, end, words, message, suggestions, theme, parties, f"{rule}-{key}-{words}"
    )


def run_of(*reports: Report, failures: tuple[Failure, ...] = ()) -> Run:
    return Run(PIPELINE, "2026.1", SHA, reports, failures)


def agreement() -> Report:
    nieuwbouw, energie = ("3 Nieuwbouw 2026",), ("4 Verduurzaming",)
    consideration = Clause("0#1", "In 2024 zijn 31 sociale huurwoningen opgeleverd.", Block.PARAGRAPH)
    build = Clause(
        "3.1",
        "De Vliet bouwt in 2026 40 sociale huurwoningen, mits de gemeente tijdig een locatie beschikbaar stelt.",
        Block.ITEM,
        "3.1",
        nieuwbouw,
        segments=(Segment(0, 30, PdfPlace(2, 100.0, 112.0, tuple(float(x) for x in range(31)))),),
    )
    strive = Clause(
        "3.2",
        "Partijen streven ernaar om waar mogelijk voldoende betaalbare woningen te realiseren voor starters.",
        Block.ITEM,
        "3.2",
        nieuwbouw,
        segments=(Segment(0, 20, TextPlace(4, 0)),),
    )
    panels = Clause(
        "4#r1",
        "De Vliet | plaatst zonnepanelen | 200. | op termijn.",
        Block.ROW,
        heading=energie,
        cells=(Cell(0, 8, "Trekker"), Cell(11, 31, "Actie"), Cell(34, 38, "Aantal"), Cell(41, 52, "Wanneer")),
        segments=(Segment(0, 8, WordPlace("body", 12, 0, 0, (0, 1, 0))),),
    )
    coaches = Clause(
        "4.2",
        "De gemeente zet in 2026 vier energiecoaches in, waardoor de energierekening van de bezochte huurders "
        "gemiddeld € 20 per maand daalt ten opzichte van 2024.",
        Block.ITEM,
        "4.2",
        energie,
    )
    wish = Clause(
        "5.1",
        "De Schakel zou graag zien dat de gemeente sneller vergunningen verleent.",
        Block.PARAGRAPH,
        "5.1",
        ("5 Samenwerking",),
        lead="Wensen van huurders:",
    )
    effect = Suggestion(
        "effect+middel",
        "Uiterlijk [datum] zijn [aantal] extra huishoudens uit [doelgroep] gehuisvest ten opzichte van [peildatum], "
        "na aftrek van sloop en verkoop. Middel: De Vliet bouwt in 2026 40 sociale huurwoningen. "
        "[Partij] rapporteert uit [bron].",
        "zwaarder",
        "Bouwen is nog geen bewonen; daarom een eigen datum en aantal.",
        "extra gehuisveste huishoudens",
        "huishoudens",
        "[bron]",
        ("[datum]", "[aantal]", "[doelgroep]", "[peildatum]", "[Partij]", "[bron]"),
    )
    counter = Suggestion(
        "tegenprestatie",
        "Voorstel aan de gemeente: zij levert uiterlijk [datum] [locatie] bouwrijp tegen [grondprijs]. "
        "De Vliet bouwt daar 40 woningen binnen [termijn] na levering; lukt dat niet, dan [vervolg].",
        "gelijk",
        "De gemeente heeft zelf grond of een grondpositie.",
        placeholders=("[datum]", "[locatie]", "[grondprijs]", "[termijn]", "[vervolg]"),
    )
    hard = Suggestion(
        "hard",
        "Partijen realiseren uiterlijk [datum] [aantal] woningen met een huur tot [bedrag] voor starters. "
        "[Partij] rapporteert uit [bron].",
        "zwaarder",
        "Partijen willen zich aan een resultaat binden.",
        placeholders=("[datum]", "[aantal]", "[bedrag]", "[Partij]", "[bron]"),
    )
    findings = (
        finding(
            build,
            "bouwt",
            Label.ACTIVITEIT,
            Severity.MIDDEL,
            "De afspraak noemt woningen die worden gebouwd, maar niet wie er daardoor komt te wonen.",
            effect,
            rule="ACT001",
        ),
        finding(
            build,
            "mits de gemeente tijdig een locatie beschikbaar stelt",
            Label.EENZIJDIG,
            Severity.HOOG,
            "De afspraak rust op een bijdrage van de gemeente die nergens in het document is toegezegd.",
            counter,
            effect,
            rule="EEN002",
            parties=("Gemeente Dalveen",),
        ),
        finding(
            build,
            "tijdig",
            Label.VAAG_TERMIJN,
            Severity.MIDDEL,
            "‘tijdig’ zegt niet wanneer de locatie er moet zijn.",
            rule="VAG021",
        ),
        finding(
            strive,
            "streven ernaar",
            Label.VAAG_INSPANNING,
            Severity.HOOG,
            "‘streven ernaar’ laat open of er een resultaat moet komen.",
            hard,
        ),
        finding(
            strive,
            "waar mogelijk",
            Label.VAAG_ONTSNAPPING,
            Severity.HOOG,
            "‘waar mogelijk’ laat open of de afspraak geldt.",
            rule="VAG011",
        ),
        finding(
            strive,
            "voldoende",
            Label.VAAG_HOEVEELHEID,
            Severity.MIDDEL,
            "‘voldoende’ zegt niet hoeveel woningen.",
            rule="VAG031",
        ),
        finding(
            strive,
            "realiseren",
            Label.SMART_WANNEER,
            Severity.LAAG,
            "Er staat niet wanneer de woningen er zijn.",
            rule="SMA003",
        ),
        finding(
            panels,
            "op termijn",
            Label.VAAG_TERMIJN,
            Severity.MIDDEL,
            "‘op termijn’ is geen toetsbare termijn.",
            rule="VAG021",
        ),
        finding(
            panels,
            "plaatst",
            Label.ACTIVITEIT,
            Severity.LAAG,
            "Het plaatsen van zonnepanelen is een activiteit; dit hoort als middel bij 4.2.",
            rule="ACT005",
        ),
        finding(
            wish,
            "zou graag zien",
            Label.EENZIJDIG,
            Severity.HOOG,
            "De Schakel wenst iets van de gemeente, maar de gemeente zegt hier niets toe.",
            rule="EEN001",
        ),
        finding(
            None,
            None,
            Label.DOCUMENT_MONITORING,
            Severity.MIDDEL,
            "Voor nieuwbouw staat er niet wie wat wanneer rapporteert.",
            rule="DOC003",
            theme=Theme.NIEUWBOUW,
        ),
        finding(
            None,
            None,
            Label.DOCUMENT_OMVANG,
            Severity.INFO,
            "Het document heeft 4 afspraken: 1 intentie, 2 output en 1 effect.",
            rule="DOC008",
        ),
    )
    judged = (
        Judged(consideration, Kind.CONTEXT, None, Theme.NIEUWBOUW),
        Judged(
            build,
            Kind.AFSPRAAK,
            Niveau.OUTPUT,
            Theme.NIEUWBOUW,
            ("De Vliet",),
            (),
            ("40",),
            ("2026",),
            ("mits …",),
            48,
        ),
        Judged(strive, Kind.AFSPRAAK, Niveau.INTENTIE, Theme.NIEUWBOUW, ("Partijen",), ("starters",), score=20),
        Judged(
            panels,
            Kind.AFSPRAAK,
            Niveau.OUTPUT,
            Theme.VERDUURZAMING,
            ("Stichting De Vliet",),
            quantities=("200",),
            score=65,
            corrected=("niveau",),
        ),
        Judged(coaches, Kind.AFSPRAAK, Niveau.EFFECT, Theme.VERDUURZAMING, ("De gemeente",), score=100),
        Judged(wish, Kind.WENS, None, Theme.SAMENWERKING, ("De Schakel",), score=40),
    )
    proposals = (
        Proposal(
            Theme.NIEUWBOUW,
            "Uiterlijk [datum] zijn [aantal] extra huishoudens uit [doelgroep] gehuisvest "
            "ten opzichte van [peildatum].",
            ("3.1", "3.2"),
            2,
            1,
            ("[datum]", "[aantal]", "[doelgroep]", "[peildatum]"),
        ),
    )
    scores = Scores(
        58,
        {"total": 51, "concreet": 40, "hard": 62, "wederkerig": 44, "tijdshorizon": None, "aanspreekbaar": 54},
        {"total": 35},
        {"total": None},
        {"nieuwbouw": 34, "verduurzaming": 82, "samenwerking": None},
        {GEMEENTE.name: 88, VLIET.name: 55, SCHAKEL.name: None},
    )
    notice = Notice("pages-not-read", "3 van 12 pagina's zijn niet gelezen: het zijn scans.", {"pages": [3, 4, 5]})
    document = Document(
        "afspraken-dalveen-2026.pdf",
        SHA,
        "pdf",
        "Prestatieafspraken Dalveen 2026–2027",
        tuple(entry.clause for entry in judged),
        12,
        (notice,),
    )
    return Report(document, (GEMEENTE, VLIET, SCHAKEL), judged, findings, scores, proposals, (notice,))


def revised() -> Report:
    """The agreement a year on: softened, hardened, moved, dropped and added clauses, with what became of their findings."""
    before = agreement()
    context, build, strive, panels, coaches, _ = before.clauses
    build_text = (
        "De Vliet bouwt in 2026 zo mogelijk 30 sociale huurwoningen, mits de gemeente een locatie beschikbaar stelt."
    )
    strive_text = "Partijen realiseren uiterlijk 1 juli 2027 25 betaalbare woningen voor starters."
    ideal = Clause(
        "6.1",
        "De gemeente wil spoedig een huisvestingsverordening voor ouderen vaststellen.",
        Block.ITEM,
        "6.1",
        ("6 Ouderen",),
    )
    clauses = (
        context,
        replace(build, clause=replace(build.clause, text=build_text), quantities=("30",), score=32),
        replace(
            strive,
            clause=replace(strive.clause, id="3.3", number="3.3", text=strive_text),
            niveau=Niveau.OUTPUT,
            quantities=("25",),
            deadlines=("uiterlijk 1 juli 2027",),
            score=70,
        ),
        panels,
        replace(coaches, clause=replace(coaches.clause, id="4.1", number="4.1")),
        Judged(ideal, Kind.AFSPRAAK, Niveau.INTENTIE, Theme.WONEN_ZORG, ("De gemeente",), ("ouderen",), score=15),
    )
    left = tuple(
        replace(found, start=None, end=None) if found.clause == "3.1" else found
        for found in before.findings
        if found.clause in ("3.1", "4#r1", None) and found.quote != "tijdig"
    )
    came = (
        finding(
            clauses[1].clause,
            "zo mogelijk",
            Label.VAAG_ONTSNAPPING,
            Severity.HOOG,
            "‘zo mogelijk’ laat open of de afspraak geldt.",
            rule="VAG011",
        ),
        finding(
            ideal,
            "spoedig",
            Label.VAAG_TERMIJN,
            Severity.MIDDEL,
            "‘spoedig’ is geen toetsbare termijn.",
            rule="VAG021",
        ),
    )
    document = replace(
        before.document,
        path="afspraken-dalveen-2027.docx",
        format="docx",
        clauses=tuple(judged.clause for judged in clauses),
        pages=None,
        notices=(),
    )
    scores = replace(before.scores, total=54, aw={**before.scores.aw, "total": 47})
    return replace(
        before,
        document=document,
        parties=(GEMEENTE, VLIET),
        clauses=clauses,
        findings=(*left, *came),
        scores=scores,
        notices=(),
    )


HOSTILE = (
    "<script>alert(1)</script> [bold red]let op[/bold red] \x1b[31mrood\x1b[0m {{ 7*7 }} {% raw %} "
    "=cmd|' /C calc'!A0 \u202eomgekeerd\u202c & \"aan\" 'halen' ![x](http://kwaad.example/x.png) "
    ":smile: \x9b1m\ud800 einde"
)


def hostile() -> Report:
    first = Clause(
        "x<1>", HOSTILE, Block.ITEM, "<b>1</b>", ("<h1>kop</h1>", "[red]"), HOSTILE, (Cell(0, 5, "<i>kolom</i>"),)
    )
    everything = Suggestion(
        "effect", HOSTILE, "gelijk", HOSTILE, HOSTILE, HOSTILE, HOSTILE, ("<script>", "[bold red]", "")
    )
    spans = ("<script>alert(1)</script>", "alert(1)</script> [bold red]let", "[bold red]", "{{ 7*7 }}", "\x1b[31mrood")
    found = tuple(
        finding(first, words, Label.VAAG_KWALITEIT, Severity.HOOG, HOSTILE, everything, rule=f"VAG{place:03}")
        for place, words in enumerate(spans)
    )
    whole = finding(
        None, None, Label.DOCUMENT_PARTIJEN, Severity.HOOG, HOSTILE, everything, rule="DOC001", parties=(HOSTILE,)
    )
    nothing = Scores(
        None, dict.fromkeys(("total", "concreet")), {"total": None}, {"total": None}, {"overig": None}, {HOSTILE: None}
    )
    return Report(
        Document(HOSTILE, SHA, "docx", HOSTILE, (first,)),
        (Party(HOSTILE, Role.OVERIG),),
        (Judged(first, Kind.AFSPRAAK, Niveau.INTENTIE, Theme.OVERIG, (HOSTILE,)),),
        (*found, whole),
        nothing,
        (Proposal(Theme.OVERIG, HOSTILE, ("x<1>", "<onbekend>"), 1, 1, ("<script>",)),),
        (Notice("code", HOSTILE),),
    )


def habits() -> Run:
    """The agreement with a baseline, suppressions, corrections and the rules that were looked for."""
    report = agreement()
    known = {"bouwt", "voldoende", "op termijn"}
    findings = tuple(replace(found, known=found.quote in known) for found in report.findings)
    clauses = {judged.clause.id: judged.clause for judged in report.clauses}
    raad = finding(
        clauses["3.2"],
        "betaalbare",
        Label.VAAG_KWALITEIT,
        Severity.MIDDEL,
        "‘betaalbare’ zegt niet tot welke huur.",
        rule="VAG041",
    )
    sneller = finding(
        clauses["5.1"],
        "sneller",
        Label.VAAG_VERGELIJKING,
        Severity.MIDDEL,
        "‘sneller’ zegt niet vergeleken waarmee.",
        rule="VAG061",
    )
    suppressed = (
        Suppressed(replace(raad, known=False), "De raad stelt dit in maart vast."),
        Suppressed(replace(sneller, known=True), "Zo besproken op 3 juni.", True, "J. de Wit"),
    )
    gone = (BaselineEntry("0011223344556677", "VAG002", report.document.path, "3.4", "spannen zich in"),)
    notices = (
        *report.notices,
        Notice("correctie", "Bij 1 clausule is het oordeel aangepast in de instellingen: 4#r1 (niveau)."),
        Notice(
            "onderdrukt", "2 bevindingen zijn met een reden onderdrukt en tellen in geen score en geen exitstatus mee."
        ),
    )
    rule = RuleInfo(
        "VAG001",
        "streven",
        Label.VAAG_INSPANNING,
        Severity.HOOG,
        "Wie streeft, belooft geen resultaat.",
        "Noem het resultaat.",
        ("Partijen «streven ernaar» om te bouwen.",),
        ("De Vliet bouwt in 2026 40 woningen.",),
        ("Van Nimwegen (2024) [secundaire bron]",),
    )
    report = replace(
        report,
        findings=findings,
        suppressed=suppressed,
        gone=gone,
        notices=notices,
        matrix=(Bond(Theme.NIEUWBOUW, VLIET.name, 1, 1, True), Bond(Theme.NIEUWBOUW, GEMEENTE.name, 0, 1, True)),
        scores=replace(report.scores, reasons={"relatie": "er zijn geen partijen herkend"}),
    )
    return replace(run_of(report), rules=(rule,))
