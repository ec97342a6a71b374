"""The words in and about a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sympy import Expr, latex

from grad_magic.picture.decimals import decimal, is_exact

if TYPE_CHECKING:
    from grad_magic.picture.marks import Mark
    from grad_magic.picture.shapes import Array, Arrow
    from grad_magic.picture.site import Site
    from grad_magic.solution import Solution

DIRECTION = r"$\mathbf{u}$"
POINT = "$P$"
TANGENT = "tangent"
HALF_TANGENT = "half-tangent"
_SUPERSCRIPTS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
# As many characters as a title has room for.
_LONGEST_TITLE = 58


def gradient_name(solution: Solution) -> str:
    """∇f(P) under the function's own name, as mathematics."""
    return rf"$\nabla {_tex_name(solution)}(P)$"


def level_name(solution: Solution, value: float) -> str:
    """The equation of the level curve through P, as mathematics."""
    number = decimal(value)
    equals = "=" if is_exact(value, number) else r"\approx"
    return f"${_tex_name(solution)} {equals} {_tex_number(number)}$"


def number_text(number: str) -> str:
    """A decimal as it can be painted: powers of ten as mathematics, others as they are."""
    return f"${_tex_number(number)}$" if "10" in number and number[-1] in _SUPERSCRIPTS else number


def _tex_number(number: str) -> str:
    mantissa, ten, power = number.rpartition("10")
    if not ten or number[-1] not in _SUPERSCRIPTS:
        return number
    factor = mantissa.replace("×", r" \times ")
    digits = "".join("-0123456789"[_SUPERSCRIPTS.index(digit)] for digit in power)
    return f"{factor}10^{{{digits}}}"


def axis_name(name: Expr) -> str:
    """A variable's name, as mathematics."""
    return f"${latex(name)}$"


def titles(solution: Solution) -> tuple[str, str]:
    """The function with its formula, as mathematics and plain; without, if it is too long."""
    variables = ", ".join(latex(variable) for variable in solution.variables)
    head = f"{_tex_name(solution)}({variables})"
    formula = _spaced(latex(solution.f, ln_notation=True))
    plain = plain_function(solution)
    is_unknown = solution.problem.procedure is not None
    if is_unknown or r"\begin" in formula or len(visible(f"{head} = {formula}")) > _LONGEST_TITLE:
        return f"${head}$", plain.split(" = ")[0]
    return f"${head} = {formula}$", plain


def _spaced(formula: str) -> str:
    """The formula as Matplotlib's mathematics needs it to look as TeX's does."""
    if r"\frac" not in formula:
        formula = formula.replace(r"\left", "").replace(r"\right", "")
    formula = formula.replace(r"\left|", "|").replace(r"\right|", "|")
    return re.sub(r"([\w)}]) (\\(?:[a-z]{2,5}|operatorname\{\w+\})\{)", r"\1 \\, \2", formula)


def plain_function(solution: Solution) -> str:
    """The function with its formula in plain characters."""
    variables = ", ".join(str(variable) for variable in solution.variables)
    head = f"{solution.problem.name}({variables})"
    # A Python function that is known by its values has no formula.
    return head if solution.problem.procedure is not None else f"{head} = {solution.f}"


def _tex_name(solution: Solution) -> str:
    letters, _, index = solution.problem.name.partition("_")
    return f"{letters}_{{{index}}}" if index else letters


_MARKS = {
    "minimum": "▼ minimum",
    "maximum": "▲ maximum",
    "saddle": "× saddle",
    "undecided": "◆ undecided",
}


def mark_note(solution: Solution, marks: tuple[Mark, ...]) -> str:
    """What the marks of critical points mean."""
    kinds = {mark.found.kind for mark in marks}
    legend = "  ".join(text for kind, text in _MARKS.items() if kind in kinds)
    is_periodic = solution.critical_points_complete is False
    return f"{legend}  (of one period)" if legend and is_periodic else legend


def note(
    solution: Solution,
    arrows: tuple[Arrow, ...],
    marks: tuple[Mark, ...],
    *,
    hatched: bool,
    constant: bool,
) -> str:
    """What the reader must know about the drawing."""
    notes = [_scale_note(arrows), mark_note(solution, marks)]
    if hatched:
        notes.append(f"hatched: {solution.problem.name} is undefined")
    if constant:
        notes.append(f"{solution.problem.name} is constant")
    return "; ".join(part for part in notes if part)


def _scale_note(arrows: tuple[Arrow, ...]) -> str:
    """How long the arrows are drawn, where that is not their true length."""
    names = {"gradient": "∇f(P)", "direction": "u"}
    scales = {names[arrow.role]: arrow.scale for arrow in arrows}
    if len(scales) == 2 and len(set(scales.values())) == 1:
        return _drawn("both arrows", arrows[0].scale, "their")
    parts = [_drawn(name, scale, "its") for name, scale in scales.items()]
    return ", ".join(part for part in parts if part)


def _drawn(name: str, scale: float, whose: str) -> str:
    if scale == 1:
        return ""
    if scale < 1:
        return f"{name} drawn at 1/{number_text(decimal(1 / scale))} of {whose} length"
    return f"{name} drawn {number_text(decimal(scale))} times as long"


def visible(text: str) -> str:
    """About as many characters as the text shows."""
    plain = re.sub(r"\\(frac|left|right|,)", "", text)
    # Short commands are mostly the names of functions, longer ones single letters.
    plain = re.sub(r"\\([a-z]{2,4})(?![a-zA-Z])", r"\1", plain)
    plain = re.sub(r"\\[a-zA-Z]+", "x", plain).replace("=", "==")
    return re.sub(r"[{}$^_\\ ]", "", plain)


def vector(components: Array) -> str:
    """A vector or point in plain decimals."""
    return f"({', '.join(decimal(float(component)) for component in components)})"


def describe_contour(solution: Solution, site: Site, marks: tuple[Mark, ...]) -> str:
    """What the contour picture shows, in one sentence."""
    start = f"Contour plot of {plain_function(solution)}"
    if not site.given:
        return f"{start}{_listed(solution, marks)}."
    facts = [_first_order_fact(solution, site)]
    if site.direction is not None:
        facts.append(f"the direction u = {vector(site.direction)} starts at P")
    if marks:
        facts.append(f"marked are critical points: {_points(solution, marks)}")
    shown = "; ".join(fact for fact in facts if fact)
    return f"{start} around P = {vector(site.point)}: {shown}."


def _first_order_fact(solution: Solution, site: Site) -> str:
    """The gradient arrow with what it is perpendicular to, or why there is none."""
    name = solution.problem.name
    if site.is_critical:
        kind = f" ({solution.critical_kind})" if solution.critical_kind else ""
        return f"P is a critical point{kind}, the gradient there is 0"
    if site.gradient is None:
        verdict = "not" if solution.differentiable is False else "not known to be"
        return f"no gradient is drawn, as {name} is {verdict} differentiable at P"
    tangent = solution.level_tangent
    value = decimal(site.value or 0.0)
    equals = "=" if is_exact(site.value or 0.0, value) else "≈"
    article = "an approximation of the" if solution.is_approximate else "the"
    arrow = f"{article} gradient {vector(site.gradient)}"
    if tangent is None:
        return f"{arrow} starts at P"
    return (
        f"{arrow} is perpendicular to the level curve {name} {equals} {value} "
        f"through P, whose tangent line is {tangent.lhs} = {tangent.rhs}"
    )


def _listed(solution: Solution, marks: tuple[Mark, ...]) -> str:
    """The critical points that are marked in a picture of them, in words."""
    if not marks:
        return ""
    which = "critical points"
    if solution.critical_points_complete is False:
        which = "the critical points of one period"
    elif solution.critical_points_complete:
        is_all = len(marks) == len(solution.critical_points or ())
        which = "its critical points" if is_all else "its isolated critical points"
    return f" with {which}: {_points(solution, marks)}"


def _points(solution: Solution, marks: tuple[Mark, ...]) -> str:
    return ", ".join(f"{_point(solution, mark)} {mark.found.kind}" for mark in marks)


def _point(solution: Solution, mark: Mark) -> str:
    point = mark.found.point
    if mark.found.is_approximate:
        point = tuple(value.evalf(solution.problem.digits) for value in point)
    coordinates = ", ".join(map(str, point))
    one = len(solution.variables) == 1
    return f"{solution.variables[0]} = {coordinates}" if one else f"({coordinates})"


def describe_curve(solution: Solution, site: Site, marks: tuple[Mark, ...]) -> str:
    """What the picture of a function of one variable shows, in one sentence."""
    start = f"Graph of {plain_function(solution)}"
    if not site.given:
        return f"{start}{_listed(solution, marks)}."
    facts = [_tangent_fact(solution, site)]
    if marks:
        facts.append(f"marked are critical points: {_points(solution, marks)}")
    place = f"{solution.variables[0]} = {vector(site.point)[1:-1]}"
    return f"{start} around {place}: {'; '.join(facts)}."


def _tangent_fact(solution: Solution, site: Site) -> str:
    """The slope of the tangent, or why there is none, and the slopes from both sides."""
    if site.slope is not None:
        return f"the tangent line there has slope {decimal(site.slope)}"
    verdict = "not" if solution.differentiable is False else "not known to be"
    sides = zip(("left", "right"), site.side_slopes, strict=True)
    rays = [
        f"the half-tangent on the {side} has slope {decimal(slope)}"
        for side, slope in sides
        if slope is not None
    ]
    name = solution.problem.name
    return "; ".join([f"no tangent is drawn, as {name} is {verdict} differentiable there", *rays])


def value_name(solution: Solution) -> str:
    """f(x) under its own names, as mathematics."""
    return f"${_tex_name(solution)}({latex(solution.variables[0])})$"
