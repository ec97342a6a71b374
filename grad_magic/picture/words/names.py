"""The names in a picture, as mathematics: of points, arrows, axes and curves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from sympy import Expr, Float, Integer, Symbol, latex

from grad_magic.picture.floats import (
    is_written_exactly,
    tex_number,
    typeset_number,
    write_exact,
    write_float,
)
from grad_magic.picture.shapes import Arrow
from grad_magic.picture.signs import Signs, tex_signs
from grad_magic.picture.words.sentences import plain_equation

if TYPE_CHECKING:
    from grad_magic.picture.plane.graph import Touch
    from grad_magic.picture.shapes import Kind, Role
    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

# The names of curves of extrema, and what is said of them.
LINES: Mapping[str, tuple[str, str]] = {
    "minimum": ("picture_minima", "picture_minima_described"),
    "maximum": ("picture_maxima", "picture_maxima_described"),
}
# As many characters as the place of a derivative has room for in its name.
_SHORT_PLACE = 4
# As many as an equation may have that names its line, and which.
_SHORT_EQUATION, _OF_WHOLE_NUMBERS = 16, re.compile(r"[a-zA-Z0-9 =+-]+")


def direction_name(solution: Solution) -> str:
    """The letter of the unit direction, as mathematics."""
    return f"${_signs(solution).direction}$"


def point_name(solution: Solution) -> str:
    """The letter of the point, as mathematics."""
    return f"${solution.problem.point_letter}$"


def gradient_name(solution: Solution) -> str:
    """∇f(P) under the function's own name, as mathematics."""
    return f"${_tex_gradient(solution)}$"


def names_of_roles(solution: Solution) -> dict[Role, str]:
    """What the arrows and the point of a picture in space are called."""
    return {
        "gradient": gradient_name(solution),
        "direction": direction_name(solution),
        "point": point_name(solution),
    }


def scaled_name(name: str, arrow: Arrow) -> str:
    """The vector that an arrow is, by the name of that which it stands for: half of it, say."""
    if arrow.scale == 1:
        return name
    vector = name.strip("$")
    times = tex_number(write_float(max(arrow.scale, 1 / arrow.scale)))
    return rf"${vector}/{times}$" if arrow.scale < 1 else rf"${times}\,{vector}$"


def natural_gradient_name(solution: Solution) -> str:
    """F⁻¹∇f(P) under its own names, as mathematics."""
    inverse = f"{solution.problem.metric_letter}^{{-1}}"
    return rf"${inverse} \, {_tex_gradient(solution)}$"


def level_name(solution: Solution) -> str:
    """The equation of the level curve through P, as mathematics before the number."""
    if solution.value is None:
        return f"${tex_name(solution)}$"
    return _equation(tex_name(solution), solution.value)


def level_of_point_name(solution: Solution) -> str:
    """The same with f(P) for the number, which a point that moves changes all the time."""
    name = tex_name(solution)
    return f"${name} = {name}({solution.problem.point_letter})$"


def _equation(name: str, number: Expr) -> str:
    """What it is of which this is the value, and the value."""
    equals = "=" if is_written_exactly(number) else r"\approx"
    typeset = typeset_number(write_exact(number))
    # Matplotlib takes long to read mathematics, and digits look the same outside.
    ending = f" {typeset[1:]}" if typeset.startswith("$") else f"${typeset}"
    return f"${name} {equals}{ending}"


def axis_name(name: Expr) -> str:
    """A variable's name, as mathematics."""
    return f"${tex_symbol(name)}$"


def tex_symbol(name: Expr) -> str:
    """A variable; a name of several letters upright, as in the formula."""
    return re.sub(r"^[A-Za-z]{2,}", r"\\mathrm{\g<0>}", latex(name))


def tex_name(solution: Solution) -> str:
    """The letter of f."""
    return tex_symbol(Symbol(solution.problem.name))


def value_name(solution: Solution) -> str:
    """f(x) under its own names, as mathematics."""
    return f"${tex_name(solution)}({tex_symbol(solution.variables[0])})$"


def height_name(solution: Solution) -> str:
    """The name of the vertical axis of a surface, as mathematics: z, unless z has a meaning."""
    names = {str(name) for name in solution.variables}
    return "$z$" if "z" not in names else f"${tex_name(solution)}$"


def tangent_plane_name(language: Language) -> str:
    """The name of a tangent plane."""
    return language.drawn.sentences["picture_tangent_plane"]


def derivative_name(solution: Solution) -> str:
    """r'(t₀) under its own names, as mathematics."""
    return f"${tex_name(solution)}'({tex_place(solution)})$"


def place_name(solution: Solution) -> str:
    """r(t₀) under its own names, as mathematics."""
    return f"${tex_name(solution)}({tex_place(solution)})$"


def tex_place(solution: Solution) -> str:
    """The value of the variable at P if it is short, else its name with a mark."""
    (place,) = solution.point or (Integer(0),)
    written = write_exact(place)
    is_short = is_written_exactly(place) and len(written) <= _SHORT_PLACE
    return tex_number(written) if is_short else f"{tex_symbol(solution.variables[0])}_0"


def step_name(solution: Solution) -> str:
    """The letter of the way along u, as mathematics."""
    return f"${solution.problem.distance_letter}$"


def section_name(solution: Solution) -> str:
    """F(P + tu) under its own names, as mathematics."""
    problem = solution.problem
    way = rf"{problem.distance_letter}\,{_signs(solution).direction}"
    return f"${tex_name(solution)}({problem.point_letter} + {way})$"


def count_name(solution: Solution) -> str:
    """What a path is counted by: its steps, or of the flow its time, as mathematics."""
    path = solution.descent
    return f"${solution.problem.distance_letter if path and path.method == 'flow' else 'k'}$"


def progress_name(solution: Solution) -> str:
    """F at the points of a path, as mathematics."""
    name, path = tex_name(solution), solution.descent
    point = solution.problem.moving_letter
    if path is not None and path.method == "flow":
        return f"${name}({point}({solution.problem.distance_letter}))$"
    return f"${name}({point}_k)$"


def turn_name(solution: Solution) -> str:
    """The letter of the angle of u, as mathematics."""
    return f"${solution.problem.turn_letter}$"


def rate_name(solution: Solution) -> str:
    """D_u f(P) under its own names, as mathematics."""
    return f"${_tex_rate(solution)}$"


def rate_value_name(solution: Solution, rate: Expr) -> str:
    """D_u f(P) with its value, as mathematics."""
    return _equation(_tex_rate(solution), rate)


def _tex_rate(solution: Solution) -> str:
    return f"{_signs(solution).rate}({solution.problem.point_letter})"


def _tex_gradient(solution: Solution) -> str:
    return f"{_signs(solution).gradient}({solution.problem.point_letter})"


def _signs(solution: Solution) -> Signs:
    return tex_signs(solution.problem, tex_name(solution))


def norm_name(solution: Solution) -> str:
    """The largest rate with its value, as mathematics."""
    assert solution.norm is not None
    return _equation(_tex_norm(solution), solution.norm)


def negative_norm_name(solution: Solution) -> str:
    """The smallest rate, as mathematics."""
    return f"$-{_tex_norm(solution)}$"


def _tex_norm(solution: Solution) -> str:
    return _signs(solution).norm(f" {_tex_gradient(solution)} ")


def across_name(solution: Solution) -> str:
    """The directions of no change, as mathematics."""
    return rf"$\perp {_tex_gradient(solution)}$"


def formula_name(solution: Solution) -> str:
    """What would be the rate if f were differentiable, as mathematics."""
    return rf"${_tex_gradient(solution)} \cdot {_signs(solution).direction}$"


def tangent_name(language: Language) -> str:
    """The name of a tangent line."""
    return language.drawn.sentences["picture_tangent"]


def level_tangent_name(solution: Solution, language: Language) -> str:
    """The same of that to the level curve; in signs alone its equation, where that is short."""
    if language.drawn is language or not solution.has_level_tangent:
        return tangent_name(language)
    equation = solution.level_tangent
    if equation is None or equation.has(Float):
        return tangent_name(language)
    written = plain_equation(equation)
    is_short = len(written) <= _SHORT_EQUATION and _OF_WHOLE_NUMBERS.fullmatch(written)
    return f"${written}$" if is_short else tangent_name(language)


def half_tangent_name(language: Language) -> str:
    """The name of a tangent to one side of P alone."""
    return language.drawn.sentences["picture_half_tangent"]


def section_tangent_name(touch: Touch, language: Language) -> str:
    """The name of the tangent with its slope, or of each half-tangent."""
    if touch.slope is None:
        return half_tangent_name(language)
    slope = typeset_number(write_float(touch.slope))
    return language.drawn.sentences["picture_tangent_of_slope"].format(slope=slope)


def extreme_name(kind: Kind, language: Language) -> str:
    """What the points of a curve are."""
    return language.drawn.sentences[LINES[kind][0]]
