"""The rates of change at P in all directions: ‖∇f(P)‖ cos θ, or what takes its place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grad_magic.formula.arithmetic import GRID
from grad_magic.formula.program import compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.picture.floats import multiples
from grad_magic.picture.local_data import LocalData, length, to_slope
from grad_magic.picture.plane.axes import long_axis
from grad_magic.picture.plane.graph import trace_graph
from grad_magic.picture.plane.placement import Paper
from grad_magic.picture.shapes import Array, Axis, Curve, Dot, Label, Panel, Role, Size, Window
from grad_magic.picture.words.descriptions import describe_rates
from grad_magic.picture.words.names import (
    across_name,
    direction_name,
    formula_name,
    negative_norm_name,
    norm_name,
    rate_name,
    rate_value_name,
    turn_name,
)
from grad_magic.picture.words.notes import every_rate_note, join_notes, ray_note, turn_note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grad_magic.solution import Solution
    from grad_magic.wording.language import Language

_SAMPLES = 721
_TURN = 360.0
_QUARTER = 90.0
# Where the left side of the plot may be: marked directions are so many degrees off it if they can.
_LEFT_SIDES = (-45, -30, -60, -15, -75, 0, -90, -105, -120, -135, -150, -165, -180)
_OFF_SIDE = 25.0
# The cosine of the angle of an axis that is taken to be u itself.
_PARALLEL = 0.99
# Room above and below, as a part of the height.
_MARGIN = 0.17


@dataclass(frozen=True, eq=False)
class _Rates:
    """The rates as functions of the angle θ in degrees.

    Attributes:
        at: the rate at angles (N,).
        ascent: the angle of ∇f(P); None where that is 0 or there is none.
        given: the angle of the direction u that was given.
        formula: what ∇f(P)·u would give at angles (N,), where it is not the rate.
    """

    at: Callable[[Array], Array]
    ascent: float | None
    given: float | None
    formula: Callable[[Array], Array] | None = None


def compose_panel(
    solution: Solution, local: LocalData, size: Size, language: Language
) -> Panel | None:
    """D_u f(P) over the angle of u: for two variables with the first axis, for more with ∇f(P)."""
    rates = _rates(solution, local)
    left = _left_side(rates)
    turns = np.linspace(left, left + _TURN, _SAMPLES)
    values = rates.at(turns)
    others = np.empty(0) if rates.formula is None else rates.formula(turns)
    window = _window(turns, np.concatenate([values, others]))
    graph = trace_graph(rates.at, turns, values, window)
    dots = tuple(_dots(solution, rates, window))
    curves = tuple(_curves(rates, graph, others, dots, window))
    return Panel(
        size=size,
        window=window,
        horizontal=_turn_axis(solution, window),
        vertical=long_axis(rate_name(solution), window.bottom, window.top),
        equal_aspect=False,
        note=join_notes(language, *_notes(solution, local, language)),
        description=describe_rates(solution, local, language),
        curves=curves,
        dots=tuple(dot for dot, _ in dots),
        labels=tuple(_labels(Paper(window, size), curves, dots, formula_name(solution))),
    )


def _rates(solution: Solution, local: LocalData) -> _Rates:
    gradient, way = local.gradient, local.direction
    if local.is_critical:
        given = None if way is None else _angle(way) if len(way) == 2 else 0.0
        return _Rates(np.zeros_like, None, given)
    if gradient is None:
        return _rates_along_rays(solution, local)
    if len(gradient) == 2:
        given = None if way is None else _angle(way)
        return _Rates(_of_plane(gradient), _angle(gradient), given)
    size = length(gradient)
    given = None
    if way is not None:
        # atan2 of the parts across and along ∇f(P), which is exact near 0 and 180 degrees too.
        ahead = gradient / size
        along = float(way @ ahead)
        given = math.degrees(math.atan2(length(way - along * ahead), along))
    return _Rates(lambda turns: size * np.cos(np.radians(turns)), 0.0, given)


def _rates_along_rays(solution: Solution, local: LocalData) -> _Rates:
    """The rates along the rays of a plane: for more variables that of u and of an axis."""
    assert solution.rate_along_rays is not None
    program = compile_formula(from_sympy(solution.rate_along_rays))
    first, second = _plane(local)

    def at(turns: Array) -> Array:
        angles = np.radians(turns)
        ways = first[:, None] * np.cos(angles) + second[:, None] * np.sin(angles)
        values = program.run(dict(zip(solution.ray_symbols, ways, strict=True)), GRID)
        return np.broadcast_to(np.asarray(values, dtype=float), turns.shape)

    given = None
    if local.direction is not None:
        given = _angle(local.direction) if len(first) == 2 else 0.0
    partials = [to_slope(partial) for partial in solution.partials_at or (None,)]
    known = np.array([partial for partial in partials if partial is not None])
    formula = None
    if len(known) == len(partials):
        formula = _of_plane(np.array([known @ first, known @ second]))
    return _Rates(at, None, given, formula)


def _plane(local: LocalData) -> tuple[Array, Array]:
    """Two perpendicular unit vectors, (n,) each: the first axes, or u and the first axis off it."""
    axes = np.eye(len(local.point))
    off, way = axes[_turned_toward(local)], local.direction
    if way is None or len(way) == 2:
        return axes[0], off
    across = off - (off @ way) * way
    return way, across / length(across)


def _turned_toward(local: LocalData) -> int:
    """The axis of that plane: the second one, or beside u the first that is not u itself."""
    way = local.direction
    if way is None or len(way) == 2:
        return 1
    return 0 if abs(way[0]) < _PARALLEL else 1


def _of_plane(gradient: Array) -> Callable[[Array], Array]:
    """∇f(P)·u over the angle of u."""

    def at(turns: Array) -> Array:
        angles = np.radians(turns)
        return np.asarray(gradient[0] * np.cos(angles) + gradient[1] * np.sin(angles))

    return at


def _angle(way: Array) -> float:
    return math.degrees(math.atan2(way[1], way[0]))


def _window(turns: Array, values: Array) -> Window:
    finite = np.append(values[np.isfinite(values)], 0.0)
    low, high = float(finite.min()), float(finite.max())
    margin = _MARGIN * (high - low) or 1.0
    return Window(float(turns[0]), float(turns[-1]), low - margin, high + margin)


def _left_side(rates: _Rates) -> float:
    """The angle at which the turn begins, so that what is marked stands off the sides."""
    marked = [] if rates.ascent is None else [rates.ascent + turn for turn in (0, 90, 180, 270)]
    if rates.given is not None:
        marked.append(rates.given)

    def room(left: float) -> float:
        off = (np.array(marked) - left) % _TURN
        return float(np.minimum(off, _TURN - off).min(initial=_OFF_SIDE))

    return max(_LEFT_SIDES, key=room)


def _turn_axis(solution: Solution, window: Window) -> Axis:
    ticks = tuple(multiples(_QUARTER, window.left, window.right))
    return Axis(
        turn_name(solution),
        ticks,
        tuple(f"{tick:.0f}°".replace("-", "−") for tick in ticks),
    )


def _notes(solution: Solution, local: LocalData, language: Language) -> Iterator[str]:
    if not (local.is_critical and len(local.point) > 2):
        yield turn_note(solution, local, _turned_toward(local), language)
    if local.is_critical:
        yield every_rate_note(solution, language)
    elif local.gradient is None:
        yield ray_note(solution, language)


def _dots(solution: Solution, rates: _Rates, window: Window) -> Iterator[tuple[Dot, str]]:
    """The marked directions, each with its name; empty for one that is named elsewhere."""
    if rates.ascent is not None:
        turns = np.array([0.0, 180.0, 90.0, -90.0]) + rates.ascent
        names = (
            norm_name(solution),
            negative_norm_name(solution),
            across_name(solution),
            across_name(solution),
        )
        roles: tuple[Role, ...] = ("gradient", "gradient", "tangent", "tangent")
        for role, turn, name in zip(roles, turns.tolist(), names, strict=True):
            rate = 0.0 if role == "tangent" else float(rates.at(np.array([turn]))[0])
            # Of a direction on the left side the right side shows the same.
            for place in _in_sight(turn, window):
                yield Dot(role, (place, rate)), name
    if rates.given is not None:
        rate = float(rates.at(np.array([rates.given]))[0])
        known = solution.directional_derivative
        name = direction_name(solution)
        if known is not None:
            name = rate_value_name(solution, known)
        if math.isfinite(rate):
            for place in _in_sight(rates.given, window)[:1]:
                yield Dot("direction", (place, rate)), name


def _in_sight(turn: float, window: Window) -> list[float]:
    """The angles that are the same up to whole turns, from side to side."""
    first = window.left + (turn - window.left) % _TURN
    # A turn to rounding is none.
    if _TURN - (first - window.left) < 1e-9 * _TURN:
        first = window.left
    return [first, window.right] if first == window.left else [first]


def _curves(
    rates: _Rates,
    graph: Array,
    others: Array,
    dots: tuple[tuple[Dot, str], ...],
    window: Window,
) -> Iterator[Curve]:
    """From back to front the line of no change, the rates, and how far u and ∇f(P) are off it."""
    yield Curve("zero", np.array([[window.left, 0.0], [window.right, 0.0]]))
    if rates.formula is not None:
        turns = np.linspace(window.left, window.right, len(others))
        yield Curve("formula", np.stack([turns, others], axis=1))
    yield Curve("graph", graph)
    seen: set[Role] = set()
    for dot, _ in dots:
        turn, rate = dot.position
        if rate and dot.role not in seen:
            seen.add(dot.role)
            yield Curve(dot.role, np.array([[turn, 0.0], [turn, rate]]))


def _labels(
    paper: Paper, curves: tuple[Curve, ...], dots: tuple[tuple[Dot, str], ...], formula: str
) -> Iterator[Label]:
    """The names of the marked directions, each once, and of what the formula would give."""
    for curve in curves:
        points = curve.points[np.isfinite(curve.points).all(axis=1)]
        if len(points) == 2:
            paper.take_line(points)
        else:
            paper.take_points(points)
    paper.take_dots(dot for dot, _ in dots)
    named: set[str] = set()
    for dot, name in dots:
        if name not in named:
            named.add(name)
            yield paper.put_around(dot.role, name, np.array(dot.position), far=True)
    for curve in curves:
        if curve.role == "formula":
            middle = curve.points[len(curve.points) // 3]
            yield paper.put_around("formula", formula, middle, far=True)
