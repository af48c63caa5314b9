"""Agreement between the two hands that labelled every agreement of the corpus, as Cohen's kappa.

Usage: ``python corpus/agreement.py [corpus/hands]``. ``<id>.a.jsonl`` is the first hand and ``<id>.b.jsonl`` the second,
one line per clause in document order; both were written before the labels were adjudicated. Only totals are printed,
never a text: documents that are held out are among them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HANDS = Path(__file__).resolve().parent / "hands"
FIELDS = ("kind", "niveau", "theme")


def kappa(pairs: Sequence[tuple[object, object]]) -> float:
    """Cohen's kappa: (observed - expected) / (1 - expected) agreement; 1.0 when both hands give one and the same value."""
    total = len(pairs)
    observed = sum(left == right for left, right in pairs) / total
    first, second = Counter(left for left, _ in pairs), Counter(right for _, right in pairs)
    expected = sum(first[value] * second[value] for value in first) / total**2
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def read(folder: Path) -> Iterator[tuple[str, list[tuple[dict[str, Any], dict[str, Any]]]]]:
    """Give the id of every document that both hands labelled, with its clauses in pairs."""
    for path in sorted(folder.glob("*.a.jsonl")):
        other = path.with_name(path.name.replace(".a.", ".b."))
        left, right = (
            [json.loads(line) for line in file.read_text(encoding="utf8").splitlines()] for file in (path, other)
        )
        yield path.name.removesuffix(".a.jsonl"), list(zip(left, right, strict=True))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=HANDS)
    documents = list(read(parser.parse_args().folder))
    clauses = [pair for _, pairs in documents for pair in pairs]
    print(f"{len(documents)} documents, {len(clauses)} clauses")
    for field in FIELDS:
        # A level is compared where both hands see a promise; the kind says where they do not.
        both = [(a, b) for a, b in clauses if field != "niveau" or (a["niveau"] and b["niveau"])]
        pairs = [(a[field], b[field]) for a, b in both]
        same = sum(left == right for left, right in pairs) / len(pairs)
        print(f"{field:<20} n {len(pairs):>5}  same {same:.3f}  kappa {kappa(pairs):.3f}")
    for label in sorted({label for pair in clauses for hand in pair for label in hand["findings"]}):
        pairs = [(label in a["findings"], label in b["findings"]) for a, b in clauses]
        either = sum(left or right for left, right in pairs)
        print(
            f"{label:<20} n {either:>5}  both {sum(left and right for left, right in pairs):>4}  kappa {kappa(pairs):.3f}"
        )


if __name__ == "__main__":
    main()
