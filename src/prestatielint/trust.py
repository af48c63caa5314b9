"""Whether an installed pipeline reads as ours does; asked once, before ``auto`` relies on it.

The rules are tested on the built-in pipeline and on an imitation of ``nl_core_news_md``. The real one is only met on a user's
machine: there it runs every example of the rules once. Where more than ``MAX_DIFFERENT`` of them come out otherwise, the
built-in pipeline is used and every report says so.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from prestatielint.catalogue import Catalogue, load_catalogue
from prestatielint.config import Settings
from prestatielint.model import Notice, PipelineInfo
from prestatielint.nlp.pipeline import PREFERRED, built_in, choose_pipeline

if TYPE_CHECKING:
    from prestatielint.linter import Linter

MAX_DIFFERENT = 0.03


def _cache() -> Path:
    return user_cache_path("prestatielint") / "proef.json"


def _key(info: PipelineInfo, catalogue: Catalogue) -> str:
    return f"{info.name} {info.version} {info.path} {catalogue.version} {catalogue.sha256}"


def _read_cache() -> dict[str, float]:
    with suppress(OSError, ValueError):
        found = json.loads(_cache().read_text(encoding="utf8"))
        if isinstance(found, dict):
            return {str(key): float(share) for key, share in found.items()}
    return {}


def _write_cache(outcomes: dict[str, float]) -> None:
    """Keep the outcomes; without a place to write them the check is simply done again next time."""
    with suppress(OSError):
        _cache().parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf8", dir=_cache().parent, delete=False) as file:
            json.dump(outcomes, file)
        os.replace(file.name, _cache())


def share_different(info: PipelineInfo) -> float:
    """Share (0 to 1) of the examples of our own rules that come out otherwise on a pipeline; kept per version of both."""
    from prestatielint.linter import Linter
    from prestatielint.testing import run_examples

    catalogue = load_catalogue()
    outcomes = _read_cache()
    key = _key(info, catalogue)
    if key not in outcomes:
        total, problems = run_examples(Linter(catalogue, Settings(), info=info), most=2)
        outcomes[key] = len(problems) / total
        _write_cache(outcomes)
    return outcomes[key]


def trusted_pipeline(wanted: str) -> tuple[PipelineInfo, tuple[Notice, ...]]:
    """Choose a pipeline; ``auto`` takes an installed one only when it reads the examples of the rules as ours does.

    Raises:
        PipelineError: the pipeline asked for is not there or does not fit.

    """
    info = choose_pipeline(wanted)
    if wanted != "auto" or info.name != PREFERRED:
        return info, ()
    share = share_different(info)
    if share <= MAX_DIFFERENT:
        reason = f"{info.reason}; {share:.1%} van de voorbeelden van de regels komt anders uit".replace(".", ",", 1)
        return replace(info, reason=reason), ()
    percent = f"{share:.0%}".replace("%", " %")
    message = (
        f"{PREFERRED} {info.version} leest {percent} van de voorbeelden van de regels anders. Daarom is de ingebouwde pijplijn "
        f"gebruikt. Met --pipeline {PREFERRED} gebruikt u hem toch."
    )
    return built_in(f"{PREFERRED} is geïnstalleerd, maar leest te veel voorbeelden anders ({percent})"), (
        Notice("pijplijn-wijkt-af", message),
    )


def trusted_linter(catalogue: Catalogue, settings: Settings) -> Linter:
    """Make a linter on the pipeline of the settings, checked when it is chosen by ``auto``."""
    from prestatielint.linter import Linter

    info, notices = trusted_pipeline(settings.pipeline)
    return Linter(catalogue, settings, info=info, notices=notices)
