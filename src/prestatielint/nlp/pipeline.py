"""Choose, load and describe the spaCy pipeline; the only place that loads a model, and never at import.

``auto`` takes ``nl_core_news_md`` when it is installed and fits, else the pipeline that ships with the package.
"""

from __future__ import annotations

import gc
import importlib.metadata
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prestatielint.errors import PipelineError
from prestatielint.model import PipelineInfo

if TYPE_CHECKING:
    from spacy.language import Language

BUILT_IN = Path(__file__).parent.parent / "pipeline"
PREFERRED = "nl_core_news_md"
_NEEDED = ("parser", "morphologizer")
_UNUSED = ("ner", "senter", "entity_linker")


def _accuracy(meta: dict[str, Any]) -> dict[str, float]:
    performance = meta.get("performance", {})
    performance = performance.get("test", performance)
    return {key: value for key, value in performance.items() if isinstance(value, float)}


def _installed_version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _read_meta(path: Path) -> dict[str, Any] | None:
    file = path / "meta.json"
    return json.loads(file.read_text(encoding="utf8")) if file.is_file() else None


def _package_path(name: str) -> Path | None:
    """Return the folder with ``config.cfg`` of an installed pipeline package, without importing it."""
    version = _installed_version(name)
    if version is None:
        return None
    root = Path(str(importlib.metadata.distribution(name).locate_file(name)))
    inner = root / f"{name}-{version}"
    return inner if inner.is_dir() else root


def _unfit(meta: dict[str, Any]) -> str | None:
    """Say in Dutch why a pipeline cannot be used, or None when it can."""
    if meta.get("lang") != "nl":
        return f"de taal is '{meta.get('lang')}' en niet 'nl'"
    wanted = meta.get("spacy_version", "")
    if wanted:
        from spacy.about import __version__ as present
        from spacy.util import is_compatible_version

        if not is_compatible_version(present, wanted):
            return f"de pijplijn vraagt spaCy {wanted} en hier staat {present}"
    missing = [name for name in _NEEDED if name not in meta.get("pipeline", [])]
    if missing:
        return f"het onderdeel '{missing[0]}' ontbreekt"
    if not any("lemmatizer" in name for name in meta.get("pipeline", [])):
        return "er is geen lemmatizer"
    return None


def choose_pipeline(wanted: str = "auto") -> PipelineInfo:
    """Decide which pipeline to use, without loading it.

    Args:
        wanted: ``auto``, ``ingebouwd``, the name of an installed spaCy package, or the path of a saved pipeline.

    Raises:
        PipelineError: the pipeline asked for is not there or does not fit.

    """
    if wanted in ("auto", PREFERRED):
        path = _package_path(PREFERRED)
        meta = _read_meta(path) if path else None
        if path and meta:
            problem = _unfit(meta)
            if problem is None:
                return _info(path, meta, f"{PREFERRED} is geïnstalleerd en past")
            if wanted == PREFERRED:
                raise PipelineError(
                    "pijplijn-ongeschikt", f"De pijplijn {PREFERRED} kan niet worden gebruikt: {problem}."
                )
            return built_in(f"{PREFERRED} is geïnstalleerd, maar {problem}")
        if wanted == PREFERRED:
            raise PipelineError(
                "pijplijn-ontbreekt",
                f"De pijplijn {PREFERRED} is niet geïnstalleerd. Voer uit: prestatielint pipeline install.",
            )
        return built_in(f"{PREFERRED} is niet geïnstalleerd")
    if wanted == "ingebouwd":
        return built_in("gekozen met --pipeline ingebouwd")
    path = Path(wanted) if Path(wanted).is_dir() else _package_path(wanted)
    meta = _read_meta(path) if path else None
    if not path or not meta:
        raise PipelineError(
            "pijplijn-ontbreekt",
            f"De pijplijn '{wanted}' is niet gevonden. Kies auto, ingebouwd, de naam van een spaCy-pakket of een map met een pijplijn.",
        )
    if problem := _unfit(meta):
        raise PipelineError("pijplijn-ongeschikt", f"De pijplijn '{wanted}' kan niet worden gebruikt: {problem}.")
    return _info(path, meta, f"gekozen met --pipeline {wanted}")


def built_in(reason: str) -> PipelineInfo:
    """Describe the pipeline that ships with the package; ``reason`` says in Dutch why it was chosen."""
    meta = _read_meta(BUILT_IN)
    if meta is None:
        raise PipelineError(
            "pijplijn-ontbreekt",
            "De ingebouwde pijplijn ontbreekt in deze installatie. Installeer prestatielint opnieuw.",
        )
    return _info(BUILT_IN, meta, reason)


def _info(path: Path, meta: dict[str, Any], reason: str) -> PipelineInfo:
    name = meta["name"] if str(meta["name"]).startswith("nl_") else f"nl_{meta['name']}"
    return PipelineInfo(name, meta["version"], str(path), reason, tuple(meta.get("pipeline", ())), _accuracy(meta))


def ease_collector() -> None:
    """Let Python's garbage collector leave alone what is loaded by now, and look less often; for a program that only reads.

    Reading makes many objects and hardly any cycles: looking for these took a tenth of the time.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def load_pipeline(info: PipelineInfo) -> Language:
    """Load the pipeline of ``info`` and add our own components."""
    import spacy
    from thinc.api import NumpyOps

    import prestatielint.nlp.components  # noqa: F401  registers the factories also without an installed entry point

    meta = _read_meta(Path(info.path)) or {}
    nlp = spacy.load(
        info.path,
        exclude=[name for name in _UNUSED if name in meta.get("pipeline", ()) or name in meta.get("components", ())],
    )
    # numpy's matrix product is about twice as fast as the one that thinc prefers, and gives the same parses.
    ops = NumpyOps(use_blis=False)
    for _, component in nlp.pipeline:
        for node in component.model.walk() if hasattr(component, "model") else ():
            node.ops = ops
    nlp.add_pipe("prestatielint_boundaries", first=True)
    nlp.add_pipe("prestatielint_lemmas", last=True)
    return nlp
