"""The words in and about a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sympy import Expr, latex

from grad_magic.picture.decimals import decimal
from grad_magic.picture.marks import isolated

if TYPE_CHECKING:
    from grad_magic.picture.shapes import Array, Arrow, Dot
    from grad_magic.picture.site import Site
    from grad_magic.solution import Solution

DIRECTION = r"$\mathbf{u}$"
POINT = "$P$"
TANGENT = "tangent"
_SUPERSCRIPTS = "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"
# As many characters as a title has room for.
_LONGEST_TITLE = 58


def gradient_name(solution: Solution) -> str:
    """∇f(P) under the function's own name, as mathematics."""
    return rf"$\nabla {_tex_name(solution)}(P)$"


def level_name(solution: Solution, value: float) -> str:
    """The equation of the level curve through P, as mathematics."""
    return f"${_tex_name(solution)} = {_tex_number(decimal(value))}$"


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


def mark_note(marks: tuple[Dot, ...]) -> str:
    """What the marks of critical points mean."""
    kinds = {mark.role for mark in marks}
    return "  ".join(text for kind, text in _MARKS.items() if kind in kinds)


def note(
    solution: Solution,
    arrows: tuple[Arrow, ...],
    marks: tuple[Dot, ...],
    *,
    hatched: bool,
    constant: bool,
) -> str:
    """What the reader must know about the drawing."""
    notes = [_scale_note(arrows), mark_note(marks)]
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


def describe_contour(solution: Solution, site: Site) -> str:
    """What the contour picture shows, in one sentence."""
    function = plain_function(solution)
    name = solution.problem.name
    if not site.given:
        return f"Contour plot of {function}{_marked(solution)}."
    start = f"Contour plot of {function} around P = {vector(site.point)}"
    facts = []
    if site.gradient is not None:
        tangent = solution.level_tangent
        equation = (
            f", whose tangent line is {tangent.lhs} = {tangent.rhs}" if tangent is not None else ""
        )
        facts.append(
            f"the gradient {vector(site.gradient)} is perpendicular to the level curve "
            f"{name} = {decimal(site.value or 0.0)} through P{equation}"
        )
    elif site.is_critical:
        facts.append(f"P is a critical point ({solution.critical_kind}), the gradient there is 0")
    elif solution.gradient_at is None:
        verdict = "not" if solution.differentiable is False else "not known to be"
        facts.append(f"no gradient is drawn, as {name} is {verdict} differentiable at P")
    if site.direction is not None:
        facts.append(f"the direction u = {vector(site.direction)} starts at P")
    return f"{start}: {'; '.join(facts)}." if facts else f"{start}."


def _marked(solution: Solution) -> str:
    """The critical points that are marked, in words."""
    points = (f"({', '.join(map(str, found.point))}) {found.kind}" for found in isolated(solution))
    listed = ", ".join(points)
    return f" with its critical points: {listed}" if listed else ""


def describe_curve(solution: Solution, site: Site) -> str:
    """What the picture of a function of one variable shows, in one sentence."""
    function = plain_function(solution)
    if not site.given:
        return f"Graph of {function}{_marked(solution)}."
    start = f"Graph of {function} around {solution.variables[0]} = {vector(site.point)[1:-1]}"
    if site.slope is None:
        verdict = "not" if solution.differentiable is False else "not known to be"
        name = solution.problem.name
        return f"{start}: no tangent is drawn, as {name} is {verdict} differentiable there."
    return f"{start}: the tangent line there has slope {decimal(site.slope)}."


def value_name(solution: Solution) -> str:
    """f(x) under its own names, as mathematics."""
    return f"${_tex_name(solution)}({latex(solution.variables[0])})$"
