"""Which form of a mixed derivative may stand for each order of differentiation.

Of max(x, y)/max(y, 1), f_x is 0 for x < y, and so is f_xy, also where y = 1; but f_y has no value
there, and so neither has f_yx.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sympy import And, Expr, Not, Piecewise, to_nnf, true

from grad_magic.calculus.demands import Demands
from grad_magic.formula.one_variable import disjuncts, holds_nowhere
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# What is left of a case without the cases of another form is divided by each of them.
_MOST_PARTS = 24


def form_for_all(
    forms: Sequence[Expr | Formula], conditions: Sequence[Boolean] = ()
) -> Expr | Formula | None:
    """The first form that has values only where all of them have; None where that is not proved.

    Args:
        forms: the same derivative in each order of differentiation.
        conditions: what is said beside each of them.
    """
    first, *others = forms
    if all(other == first for other in others):
        return first
    said = And(*conditions)
    regions = [tuple(regions_of(form)) for form in forms]
    for form, within in zip(forms, regions, strict=True):
        if all(_are_covered(within, cases, said) for cases in regions):
            return form
    return None


def regions_of(form: Expr | Formula) -> Iterator[Boolean]:
    """Where each case of a form holds."""
    if isinstance(form, Piecewise):
        pairs = [(value, holds) for value, holds in form.args]
    elif isinstance(form, Formula) and form.operation == "piecewise":
        holds = map(to_sympy, form.operands[1::2])
        pairs = list(zip(form.operands[::2], holds, strict=True))
    else:
        yield Demands.of(form).inside_cases
        return
    for value, holds in pairs:
        yield from (And(holds, inside) for inside in regions_of(value))


def _are_covered(cases: Sequence[Boolean], others: Sequence[Boolean], said: Boolean) -> bool:
    """Whether each case lies in the others, where what is said beside it holds."""
    if true in others or cases == others:
        return True
    return all(_is_covered(And(case, said), others) for case in cases)


def _is_covered(case: Boolean, others: Sequence[Boolean]) -> bool:
    parts = [case]
    for other in others:
        outside = disjuncts(to_nnf(Not(other), simplify=False))
        left = (And(part, side) for part in parts for side in outside)
        parts = [part for part in left if not holds_nowhere(part)]
        if len(parts) > _MOST_PARTS:
            return False
    return not parts
