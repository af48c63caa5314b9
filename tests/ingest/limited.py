"""Reading files in processes of their own with limits, so that a crash, a hang or a glutton is seen and named.

``python -m ingest.limited`` takes lines of JSON, one for each request, and answers each with a line of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import sysconfig
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from prestatielint.errors import IngestError
from prestatielint.ingest import location, read, read_bytes
from prestatielint.model import Document

SECONDS = 20
MEMORY = 1024  # MiB
_ADDRESSES = 4 * 1024**3  # keeps the machine alive; what runs into it is over ``MEMORY`` anyway
_SOURCES = Path(read.__code__.co_filename).parents[1]


@dataclass(frozen=True, slots=True)
class Apart:
    """What a process of its own told before it ended, the signal that killed it (0 for none), and what it used."""

    told: list[dict[str, Any]]
    signal: int
    memory: int
    seconds: float


def apart(job: Callable[[Callable[[dict[str, Any]], None]], None], seconds: int = SECONDS) -> Apart:
    """Do a job in a fork with limits; ``job`` gets the function with which it tells what it found."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.alarm(6 * seconds)  # for what waits without working; the machine may be busy with other things
        try:
            job(lambda fact: os.write(sender, json.dumps(fact).encode() + b"\n") and None)
        except BaseException:
            os.write(2, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    os.close(sender)
    with os.fdopen(receiver, encoding="utf-8") as stream:
        told = [json.loads(line) for line in stream if line.endswith("\n")]
    _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return Apart(told, -code if code < 0 else code, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime)


def judged(source: Path | tuple[bytes, str], secrets: tuple[str, ...] = ()) -> dict[str, Any]:
    """Read a file, or content with its suffix, and say what came of it."""
    try:
        document = read(source) if isinstance(source, Path) else read_bytes(*source, "naam")
        outside = wrong(document)
    except IngestError as error:
        short_of_memory = isinstance(error.__cause__, MemoryError)
        return {
            "code": error.code,
            "message": error.message,
            "starved": short_of_memory,
            "cause": repr(error.__cause__)[:200],
        }
    except BaseException:
        return {"code": "crash", "message": traceback.format_exc()}
    return {
        "code": "read",
        "clauses": len(document.clauses),
        "characters": sum(len(clause.text) for clause in document.clauses),
        "wrong": outside,
        "leaked": bool(secrets) and any(secret in _all(document) for secret in secrets),
    }


def wrong(document: Document) -> list[str]:
    """Say which clauses have segments or cells outside their text, in the wrong order, or one over the other."""
    found = []
    for clause in document.clauses:
        for spans in (clause.segments, clause.cells):
            last = 0
            for span in spans:
                if not last <= span.start < span.end <= len(clause.text):
                    found.append(f"{clause.id}: {span.start}-{span.end} of {len(clause.text)}")
                last = span.end
        assert location(clause, 0, len(clause.text)) or not clause.segments
    return found[:5]


def _all(document: Document) -> str:
    return json.dumps(asdict(document), default=str, ensure_ascii=False)


def loaded() -> None:
    """Load the readers before the first fork: each file is measured without that."""
    import docx
    import pdfplumber
    import pypdfium2
    import pypdfium2.raw

    import prestatielint.ingest.pdf
    import prestatielint.ingest.text
    import prestatielint.ingest.word

    assert all((docx, pdfplumber, pypdfium2.raw, prestatielint.ingest.pdf))


def _watched(touched: list[str], allowed: str) -> None:
    """Note every file that is opened and every connection that is made, other than to load Python's modules."""
    known = (str(_SOURCES), *(sysconfig.get_paths()[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")))

    def note(event: str, values: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(values[0], (str, bytes)):
            name = os.fsdecode(values[0])
            if name != allowed and not name.startswith(known):
                touched.append(name)
        elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "urllib.")):
            touched.append(event)

    sys.addaudithook(note)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    def job(tell: Callable[[dict[str, Any]], None]) -> None:
        touched: list[str] = []
        _watched(touched, request["path"])
        fact = judged(Path(request["path"]), tuple(request["secrets"]))
        tell(fact | {"touched": touched})

    done = apart(job, request["limit"])
    fact = done.told[0] if done.told else {"code": "killed", "message": f"signal {done.signal}"}
    return fact | {"signal": done.signal, "memory": done.memory, "seconds": round(done.seconds, 2)}


def main() -> None:
    """Answer the requests on the standard input."""
    loaded()
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
