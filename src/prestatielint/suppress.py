"""Findings that someone accepts with a reason: in the settings, or in a Word comment on the clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from prestatielint.config import Settings, fits_clause, fits_document
from prestatielint.model import Clause, Document, Finding, Notice, Remark, Report, Suppressed, WordPlace

UNUSED = "onderdrukking-ongebruikt"
_OURS = re.compile(r"\s*prestatielint\s*:", re.IGNORECASE)
_CODE = r"[A-Z]{3}[0-9]{3}\b"
_ORDER = re.compile(
    rf"\s*prestatielint\s*:\s*negeer\s+(?P<codes>{_CODE}(?:\s*(?:,|;|\+|&|\ben\b)?\s*{_CODE})*)[\s:;,.–—-]*(?P<reason>.*)",
    re.IGNORECASE | re.DOTALL,
)
# A table of the settings, the place in it (from 1), and the rule in that entry, empty for a correction.
Entry = tuple[str, int, str]
_EXAMPLE = "Schrijf bijvoorbeeld: prestatielint: negeer VAG003 – reden."


@dataclass(slots=True)
class _Order:
    """One suppression as it holds for one document; ``clauses`` is None for the whole document."""

    rules: tuple[str, ...]
    clauses: frozenset[str] | None
    reason: str
    name: str
    location: dict[str, object]
    remark: Remark | None = None
    used: set[str] = field(default_factory=set)

    def fits(self, finding: Finding) -> str | None:
        """Give the code (or its beginning) by which this holds for a finding."""
        whole = finding.label.startswith("document-") and (self.remark is not None or self.clauses is None)
        if not whole and self.clauses is not None and finding.clause not in self.clauses:
            return None
        return next((code for code in self.rules if finding.rule.startswith(code)), None)


def suppress(
    findings: Iterable[Finding],
    document: Document,
    settings: Settings,
    known: Collection[str],
    looked_for: Collection[str],
) -> tuple[tuple[Finding, ...], tuple[Suppressed, ...], tuple[Notice, ...]]:
    """Take out the findings that someone accepts.

    Args:
        findings: all findings of the document.
        document: the document, with its comments.
        settings: the settings, with their suppressions.
        known: the codes of all rules.
        looked_for: the codes of the rules that were looked for; only of these it can be said that there is no finding.

    Returns:
        The findings that are left, those taken out, and what a reader must know: how many there are, which comments
        could not be followed, which suppressions fit nothing.

    """
    ordered, doubts = _from_comments(document, known)
    orders = [*_from_settings(document, settings), *ordered]
    left: list[Finding] = []
    out: list[Suppressed] = []
    for finding in findings:
        fitting = [(order, code) for order in orders if (code := order.fits(finding))]
        for order, code in fitting:
            order.used.add(code)
        if not fitting:
            left.append(finding)
            continue
        order = fitting[0][0]
        out.append(
            Suppressed(finding, order.reason, order.remark is not None, order.remark.author if order.remark else None)
        )
    counted = [_count(len(out))] if out else []
    return tuple(left), tuple(out), (*counted, *doubts, *_unused(orders, looked_for))


def settle_unused(reports: Sequence[Report], settings: Settings) -> tuple[Report, ...]:
    """Leave out the notices on suppressions and corrections in the settings that did fit another document of the run."""
    unused = unused_in_all([(report.document.path, report.notices) for report in reports], settings)
    return tuple(
        replace(report, notices=tuple(notice for notice in report.notices if entry_of(notice) in (None, *unused)))
        for report in reports
    )


def entry_of(notice: Notice) -> Entry | None:
    """The entry of the settings that a notice says a document does not use; None for every other notice."""
    for table in ("suppress", "correct"):
        if table in notice.location:
            return table, int(str(notice.location[table])), str(notice.location.get("rule", ""))
    return None


def unused_in_all(documents: Sequence[tuple[str, Iterable[Notice]]], settings: Settings) -> dict[Entry, Notice]:
    """Find the entries of the settings that no document uses.

    Args:
        documents: of every document of the run its path and its notices.
        settings: the settings of the run.

    Returns:
        Of every such entry one of its notices.

    """
    patterns = {
        "suppress": [entry.document for entry in settings.suppressions],
        "correct": [entry.document for entry in settings.corrections],
    }
    found: dict[Entry, list[Notice]] = {}
    for _, notices in documents:
        for notice in notices:
            if entry := entry_of(notice):
                found.setdefault(entry, []).append(notice)
    return {
        (table, place, rule): min(notices, key=lambda notice: notice.message)
        for (table, place, rule), notices in sorted(found.items())
        if len(notices) == sum(fits_document(patterns[table][place - 1], path) for path, _ in documents)
    }


def _count(number: int) -> Notice:
    what = "1 bevinding is" if number == 1 else f"{number} bevindingen zijn"
    counts = "telt" if number == 1 else "tellen"
    return Notice("onderdrukt", f"{what} met een reden onderdrukt en {counts} in geen score en geen exitstatus mee.")


def _from_settings(document: Document, settings: Settings) -> list[_Order]:
    orders = []
    for place, entry in enumerate(settings.suppressions, start=1):
        if not fits_document(entry.document, document.path):
            continue
        clauses = None
        name = "het hele document"
        if entry.clause is not None:
            clauses = frozenset(clause.id for clause in document.clauses if fits_clause(entry.clause, clause))
            name = entry.clause
        orders.append(_Order(entry.rules, clauses, entry.reason, f"{name} in de instellingen", {"suppress": place}))
    return orders


def _from_comments(document: Document, known: Collection[str]) -> tuple[list[_Order], list[Notice]]:
    orders: list[_Order] = []
    doubts: list[Notice] = []
    for remark in document.remarks:
        if not _OURS.match(remark.text):
            continue
        place: dict[str, object] = {"part": remark.part, "paragraph": remark.paragraphs[0]} if remark.paragraphs else {}
        clauses = [clause for clause in document.clauses if _is_on(remark, clause)]
        where = f" bij {', '.join(clause.number or clause.id for clause in clauses)}" if clauses else ""
        order = _ORDER.fullmatch(remark.text)
        problem = None
        named = tuple(dict.fromkeys(code.upper() for code in re.findall(_CODE, order["codes"], re.I))) if order else ()
        if order is None:
            problem = f"is niet begrepen. {_EXAMPLE}"
        elif not re.search(r"\w", order["reason"]):
            problem = f"noemt geen reden en is niet gevolgd. {_EXAMPLE}"
        elif strange := [code for code in named if code not in known]:
            problem = f"noemt een regel die niet bestaat ({', '.join(strange)}) en is niet gevolgd."
        elif not clauses and not all(code.startswith("DOC") for code in named):
            problem = "staat niet bij een clausule en is niet gevolgd. Zet de opmerking op de tekst van de afspraak."
        if order is None or problem is not None:
            shown = " ".join(remark.text.split())
            shown = shown if len(shown) <= 60 else shown[:59] + "…"
            doubts.append(Notice("opmerking-niet-gevolgd", f"De opmerking '{shown}'{where} {problem}", place))
            continue
        ids = frozenset(clause.id for clause in clauses)
        name = f"{', '.join(clause.number or clause.id for clause in clauses) or 'het document'} in een opmerking"
        orders.append(_Order(named, ids, " ".join(order["reason"].split()), name, place, remark))
    return orders, doubts


def _is_on(remark: Remark, clause: Clause) -> bool:
    return any(
        isinstance(segment.place, WordPlace)
        and segment.place.part == remark.part
        and segment.place.paragraph in remark.paragraphs
        for segment in clause.segments
    )


def _unused(orders: Sequence[_Order], looked_for: Collection[str]) -> list[Notice]:
    notices = []
    for order in orders:
        for code in order.rules:
            if code in order.used or not any(rule.startswith(code) for rule in looked_for):
                continue
            nowhere = order.remark is None and order.clauses is not None and not order.clauses
            reason = "past bij geen enkele clausule" if nowhere else "is niet nodig: deze regel vindt daar niets"
            location = order.location if order.remark else {**order.location, "rule": code}
            notices.append(Notice(UNUSED, f"De onderdrukking van {code} bij {order.name} {reason}.", location))
    return notices
