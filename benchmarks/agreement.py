"""Where the built-in pipeline and its sibling (an imitation of nl_core_news_md) give other findings on the corpus.

    python benchmarks/agreement.py

Agreement is the share of (clause, label) pairs, found by either, that both find. Differences are listed by clause, without the
text of the held-out documents.
"""

from __future__ import annotations

import json
from pathlib import Path

from prestatielint.catalogue import load_catalogue
from prestatielint.config import Settings
from prestatielint.evaluate import evaluate_folder
from prestatielint.ingest import SUFFIXES, read
from prestatielint.linter import Linter
from prestatielint.model import Report
from prestatielint.testing import run_examples

ROOT = Path(__file__).parents[1]


def findings(report: Report) -> set[tuple[str | None, str]]:
    return {(finding.clause, finding.label.value) for finding in report.findings if finding.severity != "info"}


def main() -> None:
    catalogue = load_catalogue()
    mine = Linter(catalogue, Settings(pipeline="ingebouwd"))
    theirs = Linter(catalogue, Settings(pipeline=str(ROOT / "tests" / "sibling")))
    same = every = 0
    for split in ("train", "dev", "test"):
        for path in sorted((ROOT / "corpus" / split).iterdir()):
            if path.suffix not in SUFFIXES:
                continue
            document = read(path)
            left, right = findings(mine.lint(document)), findings(theirs.lint(document))
            same, every = same + len(left & right), every + len(left | right)
            print(f"{path.name}: {len(left & right)} of {len(left | right)} alike")
            texts = {clause.id: clause.text for clause in document.clauses}
            for clause, label in sorted(left ^ right, key=str):
                who = "built-in only" if (clause, label) in left else "sibling only"
                text = "" if split == "test" else texts.get(clause or "", "")[:90]
                print(f"  {who}: {label} {clause or 'document'} {text}")
    print(f"agreement {same / every:.3f} ({same} of {every})")
    total, problems = run_examples(theirs)
    print(f"rule examples that come out otherwise on the sibling: {len(problems)} of {total}")
    for problem in problems:
        print("  " + problem)
    for name, linter in (("built-in", mine), ("sibling", theirs)):
        result = evaluate_folder(linter, ROOT / "corpus" / "test").as_dict()
        print(name, json.dumps({"macro_f1": result["macro_f1"], **result["accuracy"], **{k: v["f1"] for k, v in result["slots"].items()}}))  # fmt: skip


if __name__ == "__main__":
    main()
