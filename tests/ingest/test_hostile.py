"""Hostile and broken files: read, or refused with one clear line, within 20 seconds and 1 GB, and nothing else touched.

Cases that take seconds run with ``PRESTATIELINT_ALL=1``.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from . import hostile
from .limited import MEMORY, SECONDS

MARKER = "geheim-f3a9c1"
ALL = os.environ.get("PRESTATIELINT_ALL") == "1"
POINTS = 40
LIGHT = SECONDS // 2
REFERENCES = sorted(hostile.pointing("x"))


class Reader:
    """Reads files in processes of their own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "ingest.limited"]
        folder = Path(__file__).parents[1]
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self, path: Path, *secrets: str, limit: int = LIGHT) -> dict[str, Any]:
        """Read a file, and check what holds for every file."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        request = {"path": str(path), "secrets": ["root:x:", *secrets], "limit": limit}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        found: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert found["code"] not in {"crash", "killed"}, f"{found['message']} after {found['seconds']} s"
        assert found["memory"] < MEMORY, f"{found['memory']} MiB"
        assert found["seconds"] < limit
        assert found["touched"] == []
        if found["code"] == hostile.READ:
            assert found["clauses"] > 0
            assert found["wrong"] == []
            assert not found["leaked"]
        else:
            assert not found["starved"]
            assert "\n" not in found["message"]
            assert ": " in found["message"]  # what is wrong, then what to do
            assert not any(secret in found["message"] for secret in secrets)
        return found


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader()
    yield reader
    assert reader.process.stdin is not None
    assert reader.process.stdout is not None
    reader.process.stdin.close()
    reader.process.wait(10)
    reader.process.stdout.close()


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=case.name, marks=[pytest.mark.skipif(not case.quick and not ALL, reason="PRESTATIELINT_ALL")]
        )
        for case in hostile.CASES
    ],
)
def test_hostile_files(reader: Reader, tmp_path: Path, case: hostile.Case) -> None:
    path = written(tmp_path / f"afspraken{case.suffix}", case.make())
    try:
        found = reader.read(path, limit=SECONDS if case.heavy else LIGHT)
        assert found["code"] in case.codes, found.get("cause")
    finally:
        path.unlink()


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize("form", ["path", "file", "up"])
def test_nothing_outside_a_word_file_is_read(reader: Reader, tmp_path: Path, kind: str, form: str) -> None:
    secret = tmp_path / "geheim.xml"
    secret.write_text(f"<x>{MARKER}</x>")
    up = "../" * 20 + str(secret).lstrip("/")
    address = {"path": str(secret), "file": secret.as_uri(), "up": up}[form]
    reader.read(written(tmp_path / "afspraken.docx", hostile.pointing(address)[kind]), MARKER)


@pytest.mark.parametrize("kind", REFERENCES)
def test_no_word_file_makes_a_connection(reader: Reader, tmp_path: Path, kind: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.xml"
        reader.read(written(tmp_path / "afspraken.docx", hostile.pointing(address)[kind]))
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("point", range(POINTS))
def test_files_that_are_cut_off(reader: Reader, tmp_path: Path, suffix: str, point: int) -> None:
    data = hostile.word(hostile.paragraph() * 50) if suffix == ".docx" else hostile.lined([hostile.SENTENCE] * 90)
    end = 1 + (len(data) - 2) * point // (POINTS - 1)
    found = reader.read(written(tmp_path / f"half{suffix}", data[:end]))
    assert found["code"] in {"beschadigd", "onleesbaar", "verkeerde-inhoud", *([hostile.READ] * (suffix == ".pdf"))}


@pytest.mark.parametrize(
    "name",
    [
        "-rf.docx",
        "a\nb.docx",
        "a\x1b[31m\x07.docx",
        "\u202excod.docx",
        "a\udcff.docx",
        " .docx",
        "a" * 240 + ".docx",
        "A.DOCX",
    ],
    ids=["dash", "line", "escape", "turned", "bytes", "space", "long", "capitals"],
)
def test_odd_names(reader: Reader, tmp_path: Path, name: str) -> None:
    assert reader.read(written(tmp_path / name, hostile.word()))["code"] == hostile.READ
    assert reader.read(written(tmp_path / name, b"PK"))["code"] == "beschadigd"
