"""The weights of the scores, from ``rules/_scores.yaml``; what each means stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prestatielint.catalogue.schema import SchemaError
from prestatielint.model import Bril, Label, Niveau, Severity

_KEYS = frozenset("severity repeat clause ceiling minimum total parts tests projects relation".split())
_TESTS = frozenset("factor intentie role_share labels document".split())


@dataclass(frozen=True, slots=True)
class Weights:
    """Points and factors of the scores; a lens without an entry for a label or niveau leaves that alone."""

    severity: Mapping[Severity, float]
    repeat: float
    clause: Mapping[Bril, Mapping[Label, float]]
    ceiling: Mapping[Bril, Mapping[Niveau, float]]
    minimum: int
    total: Mapping[Bril, float]
    parts: Mapping[Bril, Mapping[str, float]]
    tests: Mapping[str, frozenset[Label]]
    test_factor: float
    test_intention: float
    role_share: float
    document: Mapping[str, Mapping[Label, float]]
    few_projects: float
    many_projects: float
    soft_bond: float
    full_roles: float
    tenant_share: float


def parse_weights(data: Any) -> Weights:
    """Check the weights and build them.

    Raises:
        SchemaError: an unknown or missing key, or a value that does not fit.

    """
    try:
        if set(data) != _KEYS or set(data["tests"]) != _TESTS:
            unknown = (set(data) ^ _KEYS) or (set(data["tests"]) ^ _TESTS)
            raise SchemaError(min(unknown), f"sleutel '{min(unknown)}' ontbreekt of is onbekend")
        tests = data["tests"]
        return Weights(
            severity={severity: float(data["severity"][severity.value]) for severity in Severity},
            repeat=float(data["repeat"]),
            clause={Bril(name): _points(points) for name, points in data["clause"].items()},
            ceiling={
                Bril(name): {Niveau(step): float(value) for step, value in steps.items()}
                for name, steps in data["ceiling"].items()
            },
            minimum=int(data["minimum"]),
            total={Bril(name): float(value) for name, value in data["total"].items()},
            parts={
                Bril(name): {part: float(value) for part, value in parts.items()}
                for name, parts in data["parts"].items()
            },
            tests={name: frozenset(map(Label, labels)) for name, labels in tests["labels"].items()},
            test_factor=float(tests["factor"]),
            test_intention=float(tests["intentie"]),
            role_share=float(tests["role_share"]),
            document={name: _points(points) for name, points in tests["document"].items()},
            few_projects=float(data["projects"]["few"]),
            many_projects=float(data["projects"]["many"]),
            soft_bond=float(data["relation"]["soft"]),
            full_roles=float(data["relation"]["roles"]),
            tenant_share=float(data["relation"]["tenants"]),
        )
    except SchemaError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SchemaError("", f"een gewicht ontbreekt of past niet: {error}") from None


def _points(data: Mapping[str, Any]) -> dict[Label, float]:
    return {Label(name): float(value) for name, value in data.items()}
