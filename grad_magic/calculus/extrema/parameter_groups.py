"""Critical points told apart by the values of one parameter: on which parts of its line each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sympy import Eq, Expr, Ge, Gt, Le, Lt, Or, Symbol, false, oo

from grad_magic.calculus.extrema.curves.curve_parts import Stretch, values_of
from grad_magic.calculus.extrema.parameter_rows import is_alike, restricted
from grad_magic.solution import CriticalPoint

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_IN = "in"


@dataclass
class Group:
    """A critical point with one kind, and where on the line of the parameter it is.

    Attributes:
        stretches: the numbers of the intervals.
        breaks: the numbers of the points between them.
    """

    point: CriticalPoint
    stretches: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)


def with_condition(group: Group, parameter: Symbol, breaks: Sequence[Expr]) -> CriticalPoint:
    """The point, where the parameter is in one of its stretches or at one of its breaks."""
    ends = [-oo, *breaks, oo]
    stretches = [
        Stretch(low, high, _IN if index in group.stretches else None)
        for index, (low, high) in enumerate(pairwise(ends))
    ]
    gaps = [
        not (index in group.breaks or _is_empty_at(group, index, {parameter: value}))
        for index, value in enumerate(breaks)
    ]
    inner = values_of(stretches, gaps, parameter, _IN)
    alone = [
        Eq(parameter, value)
        for index, value in enumerate(breaks)
        if index in group.breaks and not {index, index + 1} <= group.stretches
    ]
    return restricted(group.point, _with_ends(false if inner is None else inner, alone))


def _with_ends(inner: Boolean, alone: Sequence[Eq]) -> Boolean:
    """0 ≤ a < 1 for 0 < a < 1 or a = 0."""
    left = []
    for end in alone:
        closed = {Gt(*end.args): Ge(*end.args), Lt(*end.args): Le(*end.args)}
        wider = inner.xreplace(closed)
        left += [end] if wider == inner else []
        inner = wider
    return Or(inner, *left)


def _is_empty_at(group: Group, index: int, place: Mapping[Symbol, Expr]) -> bool:
    """Whether the condition holds on both sides of a break and excludes the break by itself."""
    where = group.point.where
    is_around = {index, index + 1} <= group.stretches
    return is_around and where is not None and where.xreplace(dict(place)) == false


def group_of(point: CriticalPoint, groups: list[Group]) -> Group:
    """The group of the same point with the same kind, a new one if there is none."""
    for group in groups:
        if is_alike(point, group.point):
            return group
    groups.append(Group(point))
    return groups[-1]
