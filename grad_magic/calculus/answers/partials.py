"""Single partial derivatives that an answer names: f_xy = 3, f″ = 12."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grad_magic.calculus.answers.truths import (
    MISSING,
    UNKNOWN,
    Truth,
    found,
    has_no_limit,
    has_no_second_limit,
)
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr, Symbol

By = tuple["Symbol", ...]
"""The variables by which f is differentiated, in this order."""

_SECOND_ORDER = 2


def true_partials(known: Solution, derivatives: Sequence[By]) -> Truth:
    """What these derivatives are at P, or without a point as functions."""
    row = named_partials(known, derivatives, at_point=known.point is not None)
    if None not in row:
        return found(entry for entry in row if entry is not None)
    missing = [by for by, entry in zip(derivatives, row, strict=True) if entry is None]
    is_missing = known.point is not None and any(_is_missing(known, by) for by in missing)
    return MISSING if is_missing else UNKNOWN


def is_none_there(known: Solution, derivatives: Sequence[By]) -> bool | None:
    """Whether none of these derivatives exists at P; None where that is not known."""
    verdicts = [true_partials(known, (by,)).exists for by in derivatives]
    return False if True in verdicts else None if None in verdicts else True


def _is_missing(known: Solution, by: By) -> bool:
    """Whether this derivative is proved not to exist at P."""
    places = [known.variables.index(name) for name in by]
    if len(by) == 1:
        return has_no_limit(known, places[0])
    return len(by) == _SECOND_ORDER and has_no_second_limit(known, *places)


def named_partials(
    known: Solution, derivatives: Sequence[By], *, at_point: bool
) -> tuple[Expr | None, ...]:
    """Each of these derivatives at P or as a function; None in place of one that is not known."""
    return tuple(_partial(known, by, at_point=at_point) for by in derivatives)


def _partial(known: Solution, by: By, *, at_point: bool) -> Expr | None:
    places = [known.variables.index(name) for name in by]
    if len(by) == 1:
        partials: Sequence[Expr | None] = (known.partials_at or ()) if at_point else known.partials
        return partials[places[0]] if partials else None
    if len(by) == _SECOND_ORDER:
        hessian = known.hessian_at if at_point else known.hessian
        if hessian is not None:
            return hessian[places[0], places[1]]
        # Where one of them does not exist, the others still may.
        alone = (partial for partial in known.higher_partials or () if partial.variables == by)
        return next((partial.at_point for partial in alone), None) if at_point else None
    if known.mixed_partials_agree is False and len(set(by)) > 1:
        return None
    for partial in known.higher_partials or ():
        if sorted(map(str, partial.variables)) == sorted(map(str, by)):
            return partial.at_point if at_point else partial.general
    return None
