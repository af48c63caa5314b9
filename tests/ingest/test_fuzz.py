"""Mutated files are read or refused; no other exception, no crash of a library, no text outside a clause."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from . import fuzzing

PROCESSES = 2


def test_mutated_files() -> None:
    folder = Path(__file__).parents[1]
    shares = [
        subprocess.Popen(
            [sys.executable, "-m", "ingest.fuzzing", str(number), str(PROCESSES)],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    found = [json.loads(share.communicate()[0]) for share in shares]
    wrong = [line for share in found for line in share["wrong"]]
    assert wrong == [], "\n".join(wrong)
    codes = Counter(code for share in found for code in share["codes"])
    assert codes.total() == len(fuzzing.VARIANTS) >= (2200 if fuzzing.PER_SEED == 160 else 500)
    assert codes["read"] > 0.3 * codes.total()  # most of what is changed inside a file still is a file


def test_variants_are_the_same_at_every_call() -> None:
    for name in fuzzing.SEEDS:
        assert fuzzing.variant(name, 3) == fuzzing.variant(name, 3)
