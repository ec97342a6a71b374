"""Solutions put together by hand, and the lines that the answer gives to one topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sympy import Integer, Matrix, Rational, Symbol, symbols

from grad_magic.calculus.extrema.kinds.discriminants import discriminant_at
from grad_magic.findings import DifferentiabilityReason, Finding
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.typesetting.latex import render_latex
from grad_magic.lesson.typesetting.plain import render_plain
from grad_magic.lesson.writing import write_steps
from grad_magic.problem import Problem
from grad_magic.solution import (
    NOTHING,
    AtPoint,
    Checking,
    CriticalPoints,
    CriticalVerdict,
    Direction,
    Eigensystem,
    FirstOrder,
    General,
    HigherOrder,
    HigherPartial,
    Known,
    Limit,
    LimitsAtPoint,
    SecondOrder,
    Slope,
    Solution,
    Verdict,
    Visit,
)
from grad_magic.wording.english import ENGLISH

x, y, z, t = symbols("x y z t", real=True)
u_1, u_2 = symbols("u_1 u_2", real=True)

_PROBLEM = {part.name for part in fields(Problem)}
SMOOTH = Verdict(differentiable=True, reason=Finding(DifferentiabilityReason.CONTINUOUS_PARTIALS))
OPEN = Verdict(differentiable=None, reason=Finding(DifferentiabilityReason.OPEN))
# The public names that each part holds under names of its own.
_VISIT = {"value": "value", "conditions": "conditions"}
_AT_POINT = {
    "partials_at": "partials",
    "verdict": "verdict",
    "partials_continuous": "partials_continuous",
}
_LIMITS = {
    "one_sided_partials": "one_sided_partials",
    "one_sided_derivatives": "one_sided_derivatives",
    "rate_along_rays": "rate_along_rays",
    "ray_symbols": "ray_symbols",
    "formula_value": "formula_value",
}
_DIRECTION = {"unit_direction": "unit", "directional_derivative": "rate", "angle": "angle"}
_SLOPE = {
    "steepest_ascent": "ascent",
    "level_tangent": "level_tangent",
    "normal_line": "normal_line",
    "gradient_conditions": "conditions",
}
_FIRST_ORDER = {
    "gradient_at": "gradient",
    "norm": "norm",
    "zero_directions": "zero_directions",
    "linear_approximation": "linear_approximation",
    "total_differential": "total_differential",
    "tangent_plane": "graph_tangent",
}
_DEFERRED = (
    "level_tangent",
    "normal_line",
    "zero_directions",
    "linear_approximation",
    "total_differential",
    "graph_tangent",
)
_SECOND_ORDER = {"hessian_at": "hessian", "second_directional_derivative": "along_direction"}
_EIGENSYSTEM = {"hessian_eigenvalues": "values", "hessian_eigenvectors": "vectors"}
_HIGHER_ORDER = {"higher_partials": "partials", "mixed_partials_agree": "mixed_agree"}
_CRITICAL = {"critical_kind": "kind", "is_strict": "is_strict", "critical_reason": "reason"}
_ALL_CRITICAL = {
    "critical_points": "points",
    "critical_points_complete": "is_complete",
    "critical_points_repeat": "repetition",
}
_CHECKING = {"doubts": "doubts", "is_approximate": "is_approximate"}


def build(f: Any, variables: Sequence[Symbol] = (x, y), **parts: Any) -> Solution:
    """A solution with the parts that are given; those of the problem are known by name.

    A point is as many whole numbers; with it comes the value of f there.
    """
    asked = {name: parts.pop(name) for name in tuple(parts) if name in _PROBLEM}
    asked.setdefault("name", "f")
    # Of a procedure f is an undefined function.
    is_known = not asked.get("procedure")
    asked.setdefault("formula", in_reading_order(f) if is_known else Formula("procedure"))
    problem = Problem(f=f, variables=tuple(variables), **asked)
    partials = tuple(f.diff(variable) for variable in variables)
    if problem.point is not None:
        values = dict(zip(variables, problem.point, strict=True))
        parts.setdefault("value", f.xreplace(values))
    solution = Solution(
        problem,
        general=General(Known(partials)),
        visit=_part(Visit, parts, _VISIT, value=None),
        at_point=_at_point(parts, len(partials)),
        direction=_part(Direction, parts, _DIRECTION, unit=None),
        first_order=_first_order(parts),
        rate_directions=parts.pop("rate_directions", None),
        second_order=_second_order(parts),
        higher_order=_part(HigherOrder, parts, _HIGHER_ORDER, partials=()),
        critical=_part(CriticalVerdict, parts, _CRITICAL, is_strict=None, reason=None),
        all_critical=_part(CriticalPoints, parts, _ALL_CRITICAL, is_complete=None),
        checking=_part(Checking, parts, _CHECKING) or Checking(),
    )
    assert not parts, "no public names of a solution"
    return solution


def _part(kind: Any, parts: dict[str, Any], names: dict[str, str], **missing: Any) -> Any:
    """The part that holds these names; None where none of them is given."""
    found = _take(parts, names)
    return kind(**{**missing, **found}) if found else None


def _take(parts: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    found = {own: parts.pop(name) for name, own in names.items() if name in parts}
    return {own: Known(part) if own in _DEFERRED else part for own, part in found.items()}


def _at_point(parts: dict[str, Any], count: int) -> AtPoint | None:
    limits, found = _take(parts, _LIMITS), _take(parts, _AT_POINT)
    if not limits and not found:
        return None
    found.setdefault("partials", (None,) * count)
    found.setdefault("verdict", OPEN)
    if limits:
        found["limits"] = LimitsAtPoint(
            **{"one_sided_partials": ((finite(0),) * 2,) * count, **limits}
        )
    return AtPoint(**found)


def _first_order(parts: dict[str, Any]) -> FirstOrder | None:
    parts.pop("steepest_descent", None)  # it is the opposite of the ascent
    slope = _part(Slope, parts, _SLOPE, ascent=None)
    is_zero = None if any(parts.get("gradient_at", ())) else True
    if slope is None:
        missing = {"gradient": None, "norm": None, "is_zero": is_zero}
        found: FirstOrder | None = _part(FirstOrder, parts, _FIRST_ORDER, **missing)
        return found
    return FirstOrder(
        **{"gradient": None, "norm": None, **_take(parts, _FIRST_ORDER)}, is_zero=False, slope=slope
    )


def _second_order(parts: dict[str, Any]) -> SecondOrder | None:
    eigensystem = _part(Eigensystem, parts, _EIGENSYSTEM, vectors=())
    found = {name: Known(value) for name, value in _take(parts, _SECOND_ORDER).items()}
    hessian = found.get("hessian", NOTHING)
    known = {
        "hessian": hessian,
        "along_direction": NOTHING,
        "discriminant": Known(discriminant_at(hessian.value)),
        **found,
    }
    return SecondOrder(**known, eigensystem=eigensystem) if found or eigensystem else None


def numbers(*values: int) -> tuple[Integer, ...]:
    return tuple(map(Integer, values))


def column(*values: Any) -> Matrix:
    return Matrix([Rational(value) if isinstance(value, str) else value for value in values])


def finite(value: Any) -> Limit:
    return Limit("finite", Integer(value) if isinstance(value, int) else value)


def higher(
    name: str, general: Any, at_point: int | None = None, letters: Sequence[Symbol] = (x, y)
) -> HigherPartial:
    """A partial derivative named by its letters, such as "xxy"."""
    by_name = {letter.name: letter for letter in letters}
    value = None if at_point is None else Integer(at_point)
    return HigherPartial(tuple(by_name[letter] for letter in name), general, value)


def text(solution: Solution, topic: str) -> list[str]:
    """The lines about one topic, for a terminal."""
    rendered = render_plain(
        [step for step in write_steps(solution) if step.topic == topic], ENGLISH
    )
    return [line.strip() for line in rendered.split("\n")] if rendered else []


def latex(solution: Solution, topic: str) -> list[str]:
    """The rows about one topic in LaTeX, without what holds them together."""
    rendered = render_latex(
        [step for step in write_steps(solution) if step.topic == topic], ENGLISH
    )
    inner = re.sub(r"\$(\\displaystyle )?|\\(begin|end)\{aligned\}", "", rendered)
    rows = (" ".join(row.split()).removeprefix("& ") for row in re.split(r"\\\\\[[48]pt\]", inner))
    return [row.replace(" & =", " =", 1).replace(r" & \approx", r" \approx", 1) for row in rows]
