"""Where a formula holds that is shown for f or for a derivative of it.

A shown formula may have a value where the function has none (e^{ln x} = x for x > 0), or where
the function has a jump (⌊x⌋′ = 0 for x no whole number). The conditions are gathered from the
operations of the formula it comes from; those that the shown formula itself needs are seen in
it and not said. Nor is said of a derivative what f shows in each of its forms: that ln x needs
x > 0 below 1/x, and arctan(y/x) that x ≠ 0. It is said where f has a form with values there, as
x/x, y/(1 + 1/x) and tan x·cot x have. What is said is all that is needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    And,
    Expr,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Ne,
    Not,
    Or,
    Piecewise,
    Symbol,
    floor,
    sign,
    to_nnf,
    together,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus.conditions import tidy_conditions
from grad_magic.calculus.demands import LARGEST_FACTORED, Demand, Demands, in_sines, is_not_zero
from grad_magic.calculus.derivatives import open_cases
from grad_magic.calculus.either_order import regions_of
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.one_variable import conjuncts, holds_nowhere
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import (
    from_condition,
    from_sympy,
    sides,
    to_sympy,
    without_minus_signs,
)
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean


_CHOICES = (Max, Min, Piecewise)
# The cases of several choices multiply.
_MOST_CHOICES = 4


@dataclass(frozen=True, eq=False)
class Derivation:
    """A shown formula of f or of a derivative, and what it does not show that it needs.

    Attributes:
        expression: the formula.
        demands: what must hold for it to be that function.
        variables: of a derivative those by which f is differentiated.
    """

    expression: Expr | Formula
    demands: tuple[Demand, ...] = ()
    variables: tuple[Symbol, ...] = ()

    @property
    def order(self) -> int:
        """How often f is differentiated."""
        return len(self.variables)

    @cached_property
    def valid_where(self) -> Boolean:
        """Where the formula is valid; SymPy's true where it shows itself where it is not."""
        return _tidied(_on_sides(self._of_all, self._of_sides))

    @cached_property
    def in_cases(self) -> tuple[Expr | Formula, Boolean]:
        """The formula with what single cases of it need beside where they hold, and the rest."""
        formula, rest = self.expression, list(self._of_sides)
        if not isinstance(formula, Formula) or formula.operation != "piecewise":
            return formula, self.valid_where
        parts = list(formula.operands)
        for place, holds in enumerate(map(to_sympy, parts[1::2])):
            inside = [one for one in rest if _inner(one.within) == _inner(holds)]
            if inside and isinstance(holds, (Gt, Lt, And)):
                needed = map(_relation, tidy_conditions([one.condition for one in inside]))
                parts[2 * place + 1] = Formula("and", (parts[2 * place + 1], *needed))
                rest = [one for one in rest if one not in inside]
        return replace(formula, operands=tuple(parts)), _tidied(_on_sides(self._of_all, rest))

    @cached_property
    def _of_all(self) -> list[Boolean]:
        return [self._needed(part) for part in self._said if part not in self._of_sides]

    @cached_property
    def _said(self) -> list[Demand]:
        """The demands but x ≠ 1, which goes without saying where 1 - x² > 0 is said."""
        sides = (part for part in self.demands if part.is_one_sided and _leaves_out_border(part))
        said = frozenset().union(*(part.borders for part in sides if part.within == true))
        return [part for part in self.demands if part.is_one_sided or not part.borders <= said]

    @cached_property
    def _of_sides(self) -> tuple[Demand, ...]:
        """Those that are needed in one case alone."""
        return tuple(
            part
            for part in self._said
            if part.within != true and self._needed(part) == _met_or_outside(part)
        )

    def _needed(self, demand: Demand, whole: Demand | None = None) -> Boolean:
        """The condition, of a case only where that one holds; true where the case implies it.

        Args:
            demand: what is needed.
            whole: of what it is one case; None of a demand that stands by itself.
        """
        if demand.within == true:
            return self._needed_in_cases(demand)
        elsewhere = (
            _settled_within(part.condition, demand.within)
            for part in self.demands
            if part.within == true and part != whole
        )
        there = And(demand.within, self._shown.inside_cases, *elsewhere)
        if demand.borders and _is_met_within(demand, there):
            return true
        fails_there_alone = holds_nowhere(Not(Or(demand.condition, there)))
        if fails_there_alone or self._is_needed_elsewhere(demand):
            return demand.condition
        return _met_or_outside(demand)

    def _needed_in_cases(self, demand: Demand) -> Boolean:
        """Of max(0, x) ≠ 0 beside a formula for x > 0 and one for x < 0, what each of them needs.

        Where a maximum is a constant, what is made of it has every derivative.
        """
        inside = self._shown.inside_cases
        if inside != true and holds_nowhere(And(inside, Not(demand.condition))):
            return true
        if not demand.form.has(*_CHOICES) or inside == true:
            return demand.condition
        parts = _in_open_cases(demand)
        if parts == (demand,):
            return demand.condition
        hidden = [part for part in parts if not self._shows(part)]
        # Of ln min(x, y) by x also where y leads: x > 0 or x > y would leave y as it may be.
        if len(hidden) > 1 or (hidden and any(map(self._is_still, parts))):
            return demand.condition
        return And(*(self._needed(part, demand) for part in hidden))

    def _shows(self, part: Demand) -> bool:
        """Whether the formula shows what a case of a maximum needs, or need not show it."""
        if self._is_still(part):
            return True
        case = _compared(part.within)
        there = [one for one in self._shown.of_domain if _compared(one.within) <= case]
        up_to, before = _ends(there)
        return part.borders <= before and (not part.is_one_sided or part.borders <= up_to)

    def _is_still(self, part: Demand) -> bool:
        """Whether it holds or fails whatever the variables are by which f is differentiated."""
        return bool(self.variables) and part.form.free_symbols.isdisjoint(self.variables)

    def _is_needed_elsewhere(self, demand: Demand) -> bool:
        """Whether the other cases need the same, and show it or are said to."""
        same = (
            part.within
            for part in (*self._shown.of_domain, *self.demands)
            if demand.borders <= _borders([part], demand, at_border=False)
        )
        return holds_nowhere(And(self._shown.inside_cases, Not(Or(demand.within, *same))))

    @cached_property
    def _shown(self) -> Demands:
        return Demands.of(self.expression)


def _tidied(conditions: Iterable[Boolean]) -> Boolean:
    conditions = _without_implied(tuple(conditions))
    # Of a whole part nothing is to be tidied.
    parts = [part for part in conditions if part.has(floor)]
    tidy = tidy_conditions([part for part in conditions if part not in parts])
    return And(*(_by_sides(part.replace(Ne, _as_sides)) for part in tidy), *parts)


def _without_implied(conditions: tuple[Boolean, ...]) -> tuple[Boolean, ...]:
    """Without x ≠ 0 or x ≤ y beside x > 0 or x ≤ y."""
    choices = [part for part in conditions if isinstance(part, Or)]
    if len(choices) < 2:
        return conditions
    kept = list(dict.fromkeys(choices))
    for part in reversed(tuple(kept)):
        others = (other for other in kept if other is not part)
        if any(holds_nowhere(And(other, Not(part))) for other in others):
            kept.remove(part)
    return tuple(part for part in conditions if part in kept or part not in choices)


def _on_sides(conditions: Sequence[Boolean], demands: Sequence[Demand]) -> list[Boolean]:
    """The conditions, and what is needed on one side, or on each, of a border that they leave out.

    It is x < y, or x > y and x > 0, rather than: x ≠ y, and x ≤ y or x > 0.
    """
    conditions = [part for condition in conditions for part in conjuncts(condition)]
    needed: dict[Boolean, list[Boolean]] = {}
    for part in demands:
        needed.setdefault(_inner(part.within), []).append(part.condition)
    gaps = {_gap(within) for within in needed}
    gap = gaps.pop() if len(gaps) == 1 else None
    off_border = [part for part in conditions if isinstance(part, Ne) and _gap(part) == gap]
    if gap is None or not off_border:
        return [*conditions, *(_met_or_outside(part) for part in demands)]
    if len(needed) == 1:
        (within,) = needed
        needed[within.func(within.rhs, within.lhs)] = []
    sides = (And(within, *tidy_conditions(parts)) for within, parts in needed.items())
    return [*(part for part in conditions if part not in off_border), Or(*sides)]


def _gap(relation: Boolean) -> Expr | None:
    """What is 0 where two sides are equal; None of what is no single relation of symbols."""
    if not isinstance(relation, (Gt, Lt, Ne)):
        return None
    gap = (relation.lhs - relation.rhs).expand()
    return -gap if gap.could_extract_minus_sign() else gap


def _settled_borders(demand: Demand, within: Boolean) -> frozenset[Expr]:
    """Where a demand is not met inside a case: x = 0 of max(x, y) ≠ 0, where x > y."""
    if within == true or not demand.form.has(Max, Min):
        return demand.borders
    return demand.borders | replace(demand, form=_settled_within(demand.form, within)).borders


def _settled_within(condition: Boolean, within: Boolean) -> Boolean:
    """The condition, or form, with x for max(x, y), where x > y."""
    compared = _compared(within)
    for part in condition.atoms(Max, Min):
        for value, holds in open_cases(part):
            if _compared(holds) <= compared:
                condition = condition.xreplace({part: value})
    return condition


def _compared(within: Boolean) -> frozenset[Expr]:
    """What is positive inside a case."""
    parts = (part for part in conjuncts(within) if isinstance(part, (Gt, Lt)))
    return frozenset((part.gts - part.lts).expand() for part in parts)


def _inner(within: Boolean) -> Boolean:
    """Where a case holds, without x ≤ y beside x < y, as a row of cases has it."""
    compared = _compared(within)
    parts = (
        part
        for part in conjuncts(within)
        if not (isinstance(part, (Ge, Le)) and (part.gts - part.lts).expand() in compared)
    )
    return And(*parts)


def _met_or_outside(demand: Demand) -> Boolean:
    """That it is met, or its case does not hold: x > 0, and not: x > 0 or x ≥ 1."""
    outside = _outside(demand.within)
    if holds_nowhere(And(outside, Not(demand.condition))):
        return demand.condition
    return Or(demand.condition, outside)


def _outside(within: Boolean) -> Boolean:
    """Around which points a case does not hold: x > y for x < y, xy > 1 for 1 - xy > 0.

    On its border it holds on one side.
    """
    outside = to_nnf(Not(_inner(within)), simplify=False).replace(Ge, Gt).replace(Le, Lt)
    return outside.replace(_has_number_first, without_minus_signs)


def _has_number_first(part: Boolean) -> bool:
    """Whether one of its sides is a number less something else."""
    if not isinstance(part, (Gt, Lt, Ge, Le)):
        return False
    numbers_and_rest = [side.as_coeff_Add() for side in part.args]
    return any(
        bool(number != 0 and rest.could_extract_minus_sign()) for number, rest in numbers_and_rest
    )


def _relation(condition: Boolean) -> Formula:
    """A condition between two sides: x ≠ 1 for x - 1 ≠ 0."""
    told = _by_sides(condition.replace(Ne, _as_sides))
    if not isinstance(told, Relational) or told.rhs == 0:
        return from_condition(told)
    difference = (from_sympy(told.lhs), Formula("negate", (from_sympy(told.rhs),)))
    return replace(from_condition(told), operands=(Formula("add", difference),))


def _is_met_within(demand: Demand, there: Boolean) -> bool:
    """Whether a case itself leaves the border out: |x| > 1, in which x/|x| stands."""
    return holds_nowhere(And(there, Not(demand.condition))) or (
        not demand.is_one_sided
        and all(_is_never_zero_where(there, part) for part in demand.borders)
    )


def _is_never_zero_where(holds: Boolean, border: Expr) -> bool:
    """Whether a case is left where a form that is linear in a variable is 0."""
    for variable in sorted(border.free_symbols, key=str):
        slope = border.diff(variable)
        if slope.is_number and slope != 0:
            zero = variable - border / slope
            try:
                there = holds.xreplace({variable: zero.expand()})
            except TypeError:
                # 1/x > 0 compares what has no value at 0.
                return False
            return bool(there == False)  # noqa: E712  (SymPy's own)
    return False


def _as_sides(left: Expr, right: Expr) -> Boolean:
    """x ≠ y for x - y ≠ 0, and x ≠ -1 for x + 1 ≠ 0."""
    difference = left - right
    number, names = difference.as_independent(*difference.free_symbols, as_Add=True)
    return Ne(names, -number) if names.is_Symbol else Ne(*sides(difference))


def _leaves_out_border(demand: Demand) -> bool:
    """Whether the border itself is left out: x > 0 and x ≠ 0, but not x ≥ 0."""
    return not demand.condition.has(Ge, Le)


class TypedFunction:
    """A function as it was typed, with what its simplified forms do not show."""

    def __init__(self, program: Program, f: Expr, variables: Sequence[Symbol]) -> None:
        self.f = f
        self._variables = frozenset(variables)
        self._source = Demands(program)

    def shows(self, demand: Demand, *, in_case: bool = False) -> bool:
        """Whether f itself has a value only where this holds, also in the case that needs it."""
        strict = [
            part
            for part in self._source.outside_cases
            if _leaves_out_border(part) and part.exponent is None
        ]
        sides = [part for part in strict if part.is_one_sided or not demand.is_one_sided]
        if demand.borders <= frozenset().union(*(part.borders for part in sides)):
            return True
        inside = (_settled_borders(part, demand.within) for part in sides)
        return in_case and demand.borders <= frozenset().union(*inside)

    def sides_at(self, demands: Iterable[Demand]) -> tuple[Demand, ...]:
        """On which side f has its values, of the borders that these demands leave out.

        Where one side is said, all of them are: x > 0 alone would say it of y < 0, too.
        """
        demands = [part for part in demands if part.within == true]
        borders = frozenset().union(*(part.borders for part in demands))
        said = frozenset().union(*(part.borders for part in demands if part.is_one_sided))
        sides = tuple(part for part in self._source.outside_cases if part.is_one_sided)
        is_told = any(
            part.borders & (borders if _leaves_out_border(part) else said) for part in sides
        )
        return sides if is_told else ()

    def is_smooth_across(self, demand: Demand, order: int) -> bool:
        """Whether f has derivatives of this order there, as |x|^(5/2) has of order 2."""
        near = [part for part in self._source.of_derivatives if part.borders & demand.borders]
        return bool(near) and all(
            not part.is_one_sided and sign_of((part.exponent or Integer(0)) - order) == 1
            for part in near
        )

    def shown_as(self, expression: Expr | Formula) -> Derivation:
        """The function in another form."""
        return Derivation(expression, _unseen(self._source.of_domain, expression))

    def differentiated(self, partial: Expr | Formula, variable: Symbol) -> Derivation:
        """Its partial derivative.

        Values that f itself does not show to be missing are missing in the derivative too:
        x²/x has the derivative 1 for x ≠ 0. That arctan(y/x) has none for x = 0 is seen in it.
        """
        jumps = _new_signs(self.f, partial) + _unseen_jumps(self._source, partial, variable)
        needed = self._source.of_derivative(variable)
        jumps += self.lost_at_ends(partial, variable)
        lost = _unseen(needed, partial)
        if lost and (jumps or self._is_silent(lost, partial, variable)):
            return Derivation(partial, lost + jumps, (variable,))
        return Derivation(partial, jumps, (variable,))

    def lost_at_ends(self, partial: Expr | Formula, *variables: Symbol) -> tuple[Demand, ...]:
        """Where f and this formula have values at the end of the domain, but f no derivative.

        Of x^(3/2) it is 3√x/2 for x > 0: at 0 the difference quotient has but one side. Nor has
        x^(5/2)·y a derivative by x and y there, in whichever order.
        """
        met = (self._lost_at_end(partial, variable) for variable in dict.fromkeys(variables))
        return tuple(dict.fromkeys(demand for part in met for demand in part))

    def _lost_at_end(self, partial: Expr | Formula, variable: Symbol) -> Iterator[Demand]:
        """The ends that this variable meets."""
        ends = (
            demand
            for demand in self._source.of_derivative(variable)
            if demand.is_one_sided
            and _leaves_out_border(demand)
            and variable in demand.form.free_symbols
            and not self.shows(demand)
            and not self._is_for_parameters(demand)
        )
        shown = Demands.of(partial)
        for demand in dict.fromkeys(ends):
            places = shown.in_cases(demand.case)
            parts = _in_open_cases(demand)
            if any(_has_end(place, part, variable) for part in parts for place in places):
                yield demand

    def _is_for_parameters(self, demand: Demand) -> bool:
        """Whether parameters decide if f has values on the border: x^a, but not x^y."""
        names = frozenset() if demand.exponent is None else demand.exponent.free_symbols
        return bool(names) and names.isdisjoint(self._variables)

    def lost_on_border(self, partial: Expr | Formula, *variables: Symbol) -> tuple[Demand, ...]:
        """Where f has values on the border of its domain, but not this derivative, if all have it.

        Of x^(5/2) + y², f_yx = 0 for x > 0. What has a domain of its own shows it there.
        """
        *_, last = variables
        shown = Demands.of(partial)
        by_cases = shown.inside_cases != true
        if shown.of_domain and not by_cases:
            return ()
        needed = (
            demand
            for demand in self._source.of_derivative(*variables)
            if demand.is_one_sided and last in demand.form.free_symbols and not self.shows(demand)
        )
        if not by_cases:
            return _unseen(needed, partial)
        with_domain = [_compared(part.within) for part in shown.of_domain if part.case is not None]
        return tuple(
            part
            for demand in needed
            for part in _in_open_cases(demand)
            if part.within != true
            and last in part.form.free_symbols
            and (
                not any(_compared(part.within) <= within for within in with_domain)
                or _is_hidden(part, partial, last)
            )
        )

    def _is_silent(self, lost: Sequence[Demand], partial: Expr | Formula, variable: Symbol) -> bool:
        """Whether of these demands of f some are not seen in each of its forms."""
        names = partial.names if isinstance(partial, Formula) else partial.free_symbols
        return (
            any(_unseen(lost, form) for form in self._forms)
            # As 0 for arcsin x + arccos x, which says nothing of x.
            or (variable not in names and any(variable in part.form.free_symbols for part in lost))
            or _are_cancelled(self.f, variable, lost)
            # As 0 for x < 1 of √x·max(x - 1, 0).
            or any(
                variable in part.form.free_symbols and part.is_one_sided
                for part in _without_cases(lost)
                if Demands.of(partial).inside_cases != true
            )
            # As 0 for y < 0 < x of √max(x, y)·max(y, 0).
            or any(_is_hidden(part, partial, variable) for part in lost)
        )

    @cached_property
    def _forms(self) -> tuple[Expr, ...]:
        """Of f, in which its operations are brought together."""
        whole = in_sines(self.f)
        is_short = whole.count_ops() <= LARGEST_FACTORED
        return shorten(self.f), together(whole, deep=True) if is_short else whole


def _without_cases(demands: Iterable[Demand]) -> Iterator[Demand]:
    """Those that all of a formula has, and that are not about maxima and cases."""
    return (part for part in demands if part.case is None and not part.form.has(*_CHOICES))


def _is_hidden(demand: Demand, partial: Expr | Formula, variable: Symbol) -> bool:
    """Whether a case of a derivative does not show what its place needs of a maximum in f."""
    shown = Demands.of(partial)
    parts = [
        part
        for part in _in_open_cases(demand)
        if part.within != true and part.is_one_sided and variable in part.form.free_symbols
    ]
    if demand.case is not None or not parts or shown.inside_cases == true:
        return False
    regions, needed = tuple(regions_of(partial)), shown.in_cases(None)
    return len(regions) == len(needed) and any(
        not part.borders <= _borders(there, part, at_border=False)
        and not holds_nowhere(And(region, part.within, Not(part.condition)))
        for region, there in zip(regions, needed, strict=True)
        for part in parts
    )


def _in_open_cases(demand: Demand) -> tuple[Demand, ...]:
    """Of min(x, 1) > 0, as (min(x, 1))^(3/2) needs it, x > 0 for x < 1; others as they are.

    What a case needs that is a constant there is left out.
    """
    condition = demand.condition
    choices = len(demand.form.atoms(*_CHOICES))
    if not (0 < choices <= _MOST_CHOICES and isinstance(condition, Relational)):
        return (demand,)
    subject, bound = condition.args
    # |min(x, y)| < 1 is asked of arcsin(min(x, y)).
    has_ends = isinstance(subject, Abs) and bound != 0
    inner = subject.args[0] if has_ends else subject
    return tuple(
        replace(
            demand,
            form=(bound - value) * (bound + value) if has_ends else value - bound,
            condition=condition.func(Abs(value), bound)
            if has_ends
            else _beside_zero(value - bound, condition),
            within=holds,
        )
        for value, holds in open_cases(inner)
        if value.free_symbols
    )


def _beside_zero(value: Expr, condition: Relational) -> Boolean:
    """The value in a relation with 0 as in this one, without its number: y < 0 for -2y > 0."""
    number, names = value.as_coeff_Mul()
    relation = condition.func if number > 0 else condition.reversed.func
    return relation(names, 0)


def _has_end(shown: Sequence[Demand], end: Demand, variable: Symbol) -> bool:
    """Whether a formula has values up to the end that the variable meets, and at it."""
    met = frozenset(border for border in end.borders if variable in border.free_symbols)
    up_to, before = _ends(shown)
    return met <= up_to and not met <= before


def _ends(shown: Sequence[Demand]) -> tuple[frozenset[Expr], frozenset[Expr]]:
    """The borders on one side of which a formula has no values, and those on which it has none."""
    sides = [part for part in shown if part.is_one_sided]
    # A power whose exponent may be positive may have a value there.
    strict = [
        part
        for part in shown
        if _leaves_out_border(part) and sign_of(part.exponent or Integer(0)) in (0, -1)
    ]
    up_to, before = (
        frozenset().union(*(part.borders for part in parts)) for parts in (sides, strict)
    )
    return up_to, before


def _by_sides(condition: Boolean) -> Boolean:
    """x² + y² < 1 for 1 - x² - y² > 0, x > y for x - y > 0, and x > -1/2 for -2x - 1 < 0."""
    if isinstance(condition, (And, Or)):
        return condition.func(*map(_by_sides, condition.args))
    if not isinstance(condition, (Ge, Gt, Le, Lt)) or condition.rhs != 0:
        return condition
    number, names = condition.lhs.as_coeff_Add()
    slope, name = names.as_coeff_Mul()
    if name.is_Symbol:
        relation = condition.func if slope > 0 else condition.reversed.func
        return relation(name, -number / slope)
    if not (isinstance(condition, Gt) and condition.lhs.is_Add):
        return condition
    left, right = sides(condition.lhs)
    return Lt(right, left) if left.is_number else Gt(left, right)


def _are_cancelled(f: Expr, variable: Symbol, lost: Sequence[Demand]) -> bool:
    """Whether a term that has the demands and another one cancel in the derivative.

    As arctan x and arctan(1/x) do, whatever else is added.
    """
    if not f.is_Add:
        return False
    terms = [term for term in f.args if variable in term.free_symbols]
    slopes = [term.diff(variable) for term in terms]
    return any(
        not _unseen(lost, term) and variable not in shorten(slope + other).free_symbols
        for term, slope in zip(terms, slopes, strict=True)
        for other in slopes
        if other is not slope
    )


def differentiated_again(
    function: TypedFunction, first: Derivation, derivative: Expr | Formula, variable: Symbol
) -> Derivation:
    """The derivative of a derivative: |x|″ = 0 for x ≠ 0, as |x|′ = x/|x|.

    By another variable it exists only where the first does: of |x| + y², too, f_xy = 0 for x ≠ 0.

    Args:
        function: f.
        first: what is differentiated, a derivative of f.
        derivative: its derivative.
        variable: by which.
    """
    source = Demands.of(first.expression)
    variables = (*first.variables, variable)
    demands = source.of_derivative(*variables)
    moved = [part for part in demands if variable in part.form.free_symbols]
    still = [
        part
        for part in demands
        if part not in moved
        and not _has_value_on_border(part)
        and not function.shows(part)
        and not function.is_smooth_across(part, first.order)
    ]
    # Of x·ln(xy), f_xx = 1/x wherever f has a value.
    moved = [part for part in moved if not (part.is_one_sided and function.shows(part))]
    moved, still = (
        [
            part
            for part in parts
            if not (_is_hard_to_say(part, derivative) and function.shows(part, in_case=True))
        ]
        for parts in (moved, still)
    )
    lost = _unseen(first.demands, derivative) + _unseen(moved, derivative, at_border=True)
    lost += _unseen(still, derivative) + _new_signs(first.expression, derivative)
    lost += _unseen_jumps(source, derivative, variable)
    lost += function.lost_on_border(derivative, *variables)
    lost += function.lost_at_ends(derivative, *variables)
    # Of e^(ln x), f_xx = 0 for x > 0; x ≠ 0 alone would say it of x < 0, too.
    lost += _unseen(function.sides_at(lost), derivative)
    return Derivation(derivative, lost, variables)


def _is_hard_to_say(part: Demand, derivative: Expr | Formula) -> bool:
    """Whether a formula has no cases to say in which one this is needed, out of three or more."""
    if part.within == true or _gap(_inner(part.within)) is not None:
        return False
    return bool(Demands.of(derivative).inside_cases == true)


def _has_value_on_border(demand: Demand) -> bool:
    """Whether it is that of a power such as √|x|, which other variables may pass at x = 0."""
    exponent = demand.exponent
    return not demand.is_one_sided and exponent is not None and sign_of(exponent) == 1


def _new_signs(before: Expr | Formula, derivative: Expr | Formula) -> tuple[Demand, ...]:
    """Where signs have come in as derivatives of |u|: sign(u) is 0 where |u| has none."""
    if isinstance(derivative, Formula) or isinstance(before, Formula):
        return ()
    found = derivative.atoms(sign) - before.atoms(sign)
    parts = (part.args[0] for part in sorted(found, key=str))
    return _unseen(
        (Demand(part, is_not_zero(part), is_one_sided=False) for part in parts), derivative
    )


def _unseen_jumps(
    source: Demands, derivative: Expr | Formula, variable: Symbol
) -> tuple[Demand, ...]:
    return _unseen(source.jumps(variable), derivative, at_border=True)


def _unseen(
    demands: Iterable[Demand], expression: Expr | Formula, *, at_border: bool = False
) -> tuple[Demand, ...]:
    """The demands that an expression does not show.

    Args:
        demands: what is asked of the variables.
        expression: the formula.
        at_border: whether x > 0 is shown already by what has no value at x = 0, as by 1/x
            below ln x.
    """
    asked = tuple(dict.fromkeys(demands))
    if not asked:
        return ()
    return tuple(
        demand
        for demand in asked
        if not all(
            demand.borders <= _borders(shown, demand, at_border=at_border)
            for shown in _shown_in_cases(expression, demand)
        )
    )


def _shown_in_cases(expression: Expr | Formula, demand: Demand) -> Sequence[Iterable[Demand]]:
    """What those cases of an expression need in which a demand is not met by where they hold."""
    shown = Demands.of(expression)
    if demand.case is None or true in (demand.within, shown.inside_cases):
        return shown.in_cases(demand.case)
    # A case of what is differentiated may have become two.
    regions, needed = tuple(regions_of(expression)), shown.in_cases(None)
    if len(regions) != len(needed):
        return shown.in_cases(demand.case)
    return [
        there
        for region, there in zip(regions, needed, strict=True)
        if not holds_nowhere(And(region, demand.within, Not(demand.condition)))
    ]


def _borders(shown: Iterable[Demand], asked: Demand, *, at_border: bool) -> frozenset[Expr]:
    """The borders of those that show a demand: of a side another side, of x ≠ 0 no x ≥ 0."""
    if not asked.is_one_sided:
        # Not √x either, whether it is typed as a root or as a power.
        shown = (
            part
            for part in shown
            if not part.is_one_sided or (_leaves_out_border(part) and part.exponent is None)
        )
    elif not at_border:
        shown = (part for part in shown if part.is_one_sided)
    return frozenset().union(*(part.borders for part in shown))
