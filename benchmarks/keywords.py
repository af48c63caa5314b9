"""What a list of words alone finds in the corpus, beside what the program finds in the same documents.

    python benchmarks/keywords.py [FOLDER ...]

The baseline is the lexicon from which the project started (section F4 of its domain reference) with the inflections that any
keyword tool has: no parse, no context, no structure of the document. It was written down once and is not tuned on any result. It
reads the gold clauses, so that it makes no reading errors; the program reads the documents themselves, and its reading errors
count. It is also given the names of the parties from the gold data, and its last figure the gold kind of every clause.

A label is right when clause and label agree; the mean is over the labels with at least ``MIN_POSITIVES`` positives. Only totals
are printed, so this may run on held-out documents. A word list's line is a comma-separated list; "…" skips words.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.evaluate import LABELS, MIN_POSITIVES, Count, compare_folder
from prestatielint.linter import Linter
from prestatielint.model import Kind, Label

ROOT: Final = Path(__file__).parents[1]

INSP: Final = """
    spant zich in, spannen zich in, zich in te spannen, zet zich in, zetten zich in, zich in te zetten, streeft naar, streven naar,
    streeft ernaar, streven ernaar, streven is, beoogt, beogen, probeert, proberen, tracht, trachten, doet haar best, doet zijn best,
    doen hun best, is voornemens, zijn voornemens, heeft de intentie, hebben de intentie, wil, willen, hoopt, hopen, ambieert,
    ambiëren, maakt zich sterk voor, maken zich sterk voor, blijft zoeken, blijven zoeken
"""
ONTSNAP: Final = """
    waar mogelijk, indien mogelijk, zo veel mogelijk, zoveel mogelijk, voor zover mogelijk, in principe, in beginsel, bij voorkeur,
    indien nodig, indien wenselijk, mits haalbaar, afhankelijk van, onder voorbehoud van, naar verwachting, tenzij, naar vermogen,
    binnen de mogelijkheden, binnen de financiële mogelijkheden
"""
PROCES: Final = """
    onderzoekt, onderzoeken, onderzocht, verkent, verkennen, verkend, inventariseert, inventariseren, geïnventariseerd, bespreekt,
    bespreken, besproken, overlegt, overleggen, gaat in gesprek, gaan in gesprek, in gesprek gaan, in gesprek te gaan, agendeert,
    agenderen, geagendeerd, stemt … af, stemmen … af, afstemmen, af te stemmen, afgestemd, evalueert, evalueren, geëvalueerd,
    monitort, monitoren, gemonitord, informeert, informeren, geïnformeerd, deelt kennis, delen kennis, faciliteert, faciliteren,
    gefaciliteerd, ondersteunt, ondersteunen, ondersteund, stimuleert, stimuleren, gestimuleerd, bevordert, bevorderen, bevorderd,
    draagt bij aan, dragen bij aan, bijdragen aan, bij te dragen aan, werkt samen, werken samen, samenwerken, samen te werken,
    maakt een plan van aanpak, maken een plan van aanpak, start een pilot, starten een pilot
"""
HARD: Final = """
    levert … op, leveren … op, opleveren, op te leveren, opgeleverd, realiseert, realiseren, gerealiseerd, bouwt, bouwen, gebouwd,
    renoveert, renoveren, gerenoveerd, verkoopt niet meer dan, verkopen niet meer dan, verhuurt, verhuren, verhuurd, wijst … toe,
    wijzen … toe, toewijzen, toe te wijzen, toegewezen, stelt … beschikbaar, stellen … beschikbaar, beschikbaar stellen, beschikbaar
    te stellen, beschikbaar gesteld, betaalt, betalen, betaald, verleent, verlenen, verleend, beslist binnen … weken, beslissen binnen
    … weken, rapporteert, rapporteren, gerapporteerd, garandeert, garanderen, gegarandeerd, verplicht zich tot, verplichten zich tot
"""
HOEVEEL: Final = """
    voldoende, meer, minder, extra, substantieel, substantiële, aanzienlijk, aanzienlijke, een aantal, enkele, diverse, meerdere,
    circa, ongeveer, een redelijk deel, grotendeels
"""
WANNEER: Final = """
    tijdig, tijdige, zo snel mogelijk, spoedig, spoedige, op korte termijn, op termijn, te zijner tijd, de komende jaren, periodiek,
    periodieke, regelmatig, regelmatige, structureel, structurele, in de loop van
"""
# The entries of the lists above and below that refer to something that is still to come.
VERWIJZING: Final = "nader te bepalen, n.t.b., ntb, p.m., pm, in overleg, in samenspraak"
KWALITEIT: Final = """
    passend, passende, adequaat, adequate, goed, goede, betaalbaar, betaalbare, leefbaar, leefbare, duurzaam, duurzame,
    toekomstbestendig, toekomstbestendige, kwalitatief, kwalitatieve, optimaal, optimale, integraal, integrale, prettig, prettige,
    gemengd, gemengde, kwetsbaar, kwetsbare
"""
WIE: Final = "er wordt, er worden, partijen, betrokken partijen, gezamenlijk, gezamenlijke, men, we, wij, in overleg, in samenspraak"
# For comparisons, wishes, numbers and times the lexicon has no list; these are the plain words for them.
VERGELIJKING: Final = """
    sneller, snellere, lager, lagere, beter, betere, verminderen, vermindert, verminderd, versterken, versterkt, verbeteren, verbetert,
    verbeterd, verhogen, verhoogt, verhoogd, minder
"""
WENS: Final = """
    zou graag, zouden graag, verwacht, verwachten, verzoekt, verzoeken, vraagt, vragen, hoopt, hopen, mits, op voorwaarde dat
"""
GETAL: Final = """
    één, twee, drie, vier, vijf, zes, zeven, acht, negen, tien, elf, twaalf, dertien, veertien, vijftien, zestien, zeventien, achttien,
    negentien, twintig, dertig, veertig, vijftig, zestig, zeventig, tachtig, negentig, honderd, tweehonderd, driehonderd, vierhonderd,
    vijfhonderd, duizend, miljoen
"""
TIJD: Final = """
    januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december, jaar, jaarlijks, jaarlijkse,
    halfjaar, halfjaarlijks, kwartaal, maand, maandelijks
"""


def listed(words: str | Iterable[str]) -> re.Pattern[str]:
    """A pattern that fits any entry of a comma-separated list, as whole words in any case."""
    entries = words.split(",") if isinstance(words, str) else words
    # "…" skips words up to the end of the sentence or cell.
    phrases = (r"\s+".join(map(re.escape, entry.split())).replace(r"\s+…\s+", r"\s(?:[^.;|]*\s)?") for entry in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


BY_WORD: Final[Mapping[Label, re.Pattern[str]]] = {
    Label.ACTIVITEIT: listed(f"{PROCES}, {HARD}"),
    Label.VAAG_INSPANNING: listed(INSP),
    Label.VAAG_ONTSNAPPING: listed(ONTSNAP),
    Label.VAAG_HOEVEELHEID: listed(HOEVEEL),
    Label.VAAG_TERMIJN: listed(WANNEER),
    Label.VAAG_KWALITEIT: listed(KWALITEIT),
    Label.VAAG_VERWIJZING: listed(VERWIJZING),
    Label.VAAG_VERGELIJKING: listed(VERGELIJKING),
    Label.EENZIJDIG: listed(WENS),
}
_NOBODY: Final = listed(WIE)
_PASSIVE: Final = listed("wordt, worden")
_AGENT: Final = listed("door")
_NUMBER: Final = re.compile(rf"\d|{listed(GETAL).pattern}", re.IGNORECASE)
_TIME: Final = re.compile(rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}-\d{{1,2}}-\d{{2,4}}\b|{listed(TIJD).pattern}", re.IGNORECASE)


def labels_of(text: str, parties: re.Pattern[str] | None) -> frozenset[str]:
    """The labels that the words of a clause give; ``parties`` fits the names of the parties of its document."""
    found = {label for label, pattern in BY_WORD.items() if pattern.search(text)}
    passive = _PASSIVE.search(text) and not _AGENT.search(text)
    if passive or _NOBODY.search(text) or (parties is not None and not parties.search(text)):
        found.add(Label.SMART_WIE)
    if not _NUMBER.search(text):
        found.add(Label.SMART_HOEVEEL)
    if not _TIME.search(text):
        found.add(Label.SMART_WANNEER)
    return frozenset(label.value for label in found)


def told(labels: frozenset[str], kind: str) -> frozenset[str]:
    """Keep the labels that a clause of this kind can have (the annotation guide); every wish is one-sided."""
    if kind == Kind.AFSPRAAK:
        return labels
    if kind == Kind.CONTEXT:
        return frozenset()
    vague = frozenset(label for label in labels if label.startswith("vaag-"))
    return vague | {Label.EENZIJDIG.value} if kind == Kind.WENS else vague


@dataclass(frozen=True, slots=True)
class Row:
    """The labels of one clause: gold, by words, by words with the gold kind, and by the program."""

    gold: frozenset[str]
    words: frozenset[str]
    told: frozenset[str]
    program: frozenset[str]


def party_names(path: Path) -> re.Pattern[str] | None:
    """The names and short names of the parties in the gold data beside a document."""
    beside = path.with_suffix(".json")
    parties = json.loads(beside.read_text(encoding="utf8"))["parties"] if beside.is_file() else ()
    names = [name for party in parties for name in (party["name"], *party["short"])]
    return listed(names) if names else None


def rows(linter: Linter, folder: Path) -> tuple[Counter[str], list[Row]]:
    """What ``folder`` holds, and its clauses; text that only the program took for a clause has no gold labels."""
    outcomes, reports = compare_folder(linter, folder)
    parties = {path.name: party_names(path) for path, _ in reports}
    found = []
    for outcome in outcomes:
        words = labels_of(outcome.gold["text"], parties[outcome.document]) if outcome.gold else frozenset()
        known = told(words, outcome.gold["kind"]) if outcome.gold else frozenset()
        found.append(Row(outcome.wanted, words, known, outcome.labels))
    return Counter(documents=len(reports), clauses=sum(outcome.gold is not None for outcome in outcomes)), found


def counted(data: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, Count]:
    """Per label what is right, superfluous and missed over pairs of gold and given labels."""
    counts = dict.fromkeys(LABELS, Count())
    for gold, given in data:
        for label in gold | given:
            counts[label] += Count(label in gold and label in given, label not in gold, label not in given)
    return counts


def macro(counts: Mapping[str, Count]) -> float:
    """Mean F1 over the labels with enough positives."""
    scores = [count.f1 or 0.0 for count in counts.values() if count.positives >= MIN_POSITIVES]
    return sum(scores) / len(scores) if scores else 0.0


def shown(count: Count) -> str:
    return "".join(
        f"{'-' if value is None else format(value, '.2f'):>6}" for value in (count.precision, count.recall, count.f1)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER", help="default: corpus/test")
    folders = parser.parse_args().folders or [ROOT / "corpus" / "test"]
    linter = Linter(load_catalogue(), Settings(pipeline="ingebouwd"))
    size, data = Counter[str](), list[Row]()
    for folder in folders:
        more, found = rows(linter, folder)
        size, data = size + more, data + found
    words = counted((row.gold, row.words) for row in data)
    known = counted((row.gold, row.told) for row in data)
    program = counted((row.gold, row.program) for row in data)
    print(f"{size['documents']} documents, {size['clauses']} clauses\n")
    print(f"{'':<20}{'':>6}{'words':>12}{'':>6}{'prestatielint':>19}")
    print(f"{'label':<20}{'gold':>6}{'P':>6}{'R':>6}{'F1':>6} {'P':>6}{'R':>6}{'F1':>6}{'F1 more':>9}")
    for label in LABELS:
        few = " (few)" if words[label].positives < MIN_POSITIVES else ""
        gain = (program[label].f1 or 0.0) - (words[label].f1 or 0.0)
        print(f"{label:<20}{words[label].positives:>6}{shown(words[label])} {shown(program[label])}{gain:>+9.2f}{few}")
    one, other = macro(words), macro(program)
    print(f"{'macro F1':<26}{one:>18.2f} {other:>18.2f}{other - one:>+9.2f}")
    print(f"{'words, told the kind':<26}{macro(known):>18.2f} {'':>18}{other - macro(known):>+9.2f}")


if __name__ == "__main__":
    main()
