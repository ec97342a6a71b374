"""Where a formula holds that is shown for f or for a derivative of it.

A shown formula may have a value where the function has none (e^{ln x} = x for x > 0), or where
the function has a jump (⌊x⌋′ = 0 for x no whole number). The conditions are gathered from the
operations of the formula it comes from; those that the shown formula itself needs are seen in
it and not said. Nor is said of a derivative what f shows in each of its forms: that ln x needs
x > 0 below 1/x, and arctan(y/x) that x ≠ 0. It is said where f has a form with values there, as
x/x, y/(1 + 1/x) and tan x·cot x have. What is said is all that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sympy import (
    Abs,
    Add,
    And,
    Expr,
    Function,
    Ge,
    Gt,
    Integer,
    Le,
    Lt,
    Max,
    Min,
    Mul,
    Ne,
    Not,
    Or,
    Piecewise,
    Pow,
    Symbol,
    asinh,
    atan,
    erf,
    exp,
    factor,
    floor,
    fraction,
    gamma,
    pi,
    sign,
    sin,
    sinh,
    tanh,
    together,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus.conditions import tidy_conditions
from grad_magic.calculus.derivatives import open_cases
from grad_magic.calculus.domains import DOMAINS, RELATIONAL, SMOOTH, Condition
from grad_magic.calculus.exact.identities import IN_SINES
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.formula.one_variable import holds_nowhere
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import (
    BUILDERS,
    UnbuildableError,
    UnreadableExpressionError,
    from_sympy,
    power,
    sides,
    to_sympy,
)
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Factoring a larger difference takes longer than the answer that it is said in.
_LARGEST_FACTORED = 60

_ZERO_WITH_OPERAND = (sinh, tanh, asinh, atan, erf)

_POLES: Mapping[str, Callable[..., tuple[Expr, ...]]] = {
    "gamma": lambda argument: (argument,),
    "polygamma": lambda _, argument: (argument,),
    "factorial": lambda argument: (argument + 1,),
    "beta": lambda p, q: (p, q, p + q),
}
"""Of what an operation is Γ, which has no value at 0, -1, -2, …"""


class _Pole(Function):  # type: ignore[misc]  # SymPy's classes are not typed
    """What Γ demands of its argument, as something of its own."""


_INSIDE = {name: SMOOTH[name] for name in ("sqrt", "power", "asin", "acos", "acosh")}
"""Where operations that have values on the border of their domain have derivatives."""


def _is_not_whole(operand: Expr) -> Boolean:
    return Ne(operand, floor(operand), evaluate=False)


def _is_not_zero(operand: Expr) -> Boolean:
    """Of a quotient that its numerator is not: where the denominator is, it has no value."""
    numerator, denominator = _as_quotient(operand)
    return Ne(operand if denominator == 1 else numerator, 0)


_JUMPS: Mapping[str, Callable[..., tuple[Expr, Boolean]]] = {
    "sign": lambda operand: (operand, _is_not_zero(operand)),
    "heaviside": lambda operand: (operand, _is_not_zero(operand)),
    "floor": lambda operand: (sin(pi * operand), _is_not_whole(operand)),
    "ceiling": lambda operand: (sin(pi * operand), _is_not_whole(operand)),
    "atan2": lambda y, x: (y, Or(Ne(y, 0), Gt(x, 0))),
}
"""What moves an operation across its jumps, and where it has none."""


@dataclass(frozen=True)
class Demand:
    """What one operation needs.

    Attributes:
        form: what is 0 on the border of where it is met.
        condition: it itself.
        is_one_sided: whether it fails on one whole side of that border, and not only on it.
        case: the place of the case that needs it; None where all of the formula does.
        within: where that case holds.
        exponent: of a power that may have a value on the border, as |x|^a has for a > 0, its
            exponent; None of everything else.
    """

    form: Expr
    condition: Boolean
    is_one_sided: bool
    case: int | None = None
    within: Boolean = true
    exponent: Expr | None = None

    @cached_property
    def borders(self) -> frozenset[Expr]:
        """The factors of the form, each without power and sign."""
        form = _in_sines(self.form)
        return frozenset(_factors(_oriented(form) if self.is_one_sided else form))


class Demands:
    """What the operations of a formula need of the variables and parameters."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._of_derivatives: dict[frozenset[Symbol], tuple[Demand, ...]] = {}

    @classmethod
    def of(cls, form: Expr | Formula) -> Demands:
        """The demands of a formula; none of an expression that is no formula."""
        try:
            formula = form if isinstance(form, Formula) else from_sympy(form)
        except UnreadableExpressionError:
            return cls(Program(()))
        return cls(compile_formula(formula))

    @cached_property
    def of_domain(self) -> tuple[Demand, ...]:
        """Where the formula has a value."""
        return self._with({})

    @cached_property
    def outside_cases(self) -> tuple[Demand, ...]:
        """The same without what single cases need, which other cases do not."""
        return tuple(demand for demand in self.of_domain if demand.case is None)

    def in_cases(self, case: int | None) -> list[list[Demand]]:
        """What each case needs: the one at this place, or all of them."""
        count = max(
            (len(step.branches) for step in self._program.instructions if step.branches), default=0
        )
        wanted = range(count) if case is None or case >= count else (case,)
        if not count:
            return [list(self.of_domain)]
        return [[part for part in self.of_domain if part.case in (None, place)] for place in wanted]

    @cached_property
    def of_derivatives(self) -> tuple[Demand, ...]:
        """The same without the border of the domain, where no derivative is."""
        return self._with(_INSIDE)

    def of_derivative(self, *variables: Symbol) -> tuple[Demand, ...]:
        """The same for one derivative, for which only borders across its variables count."""
        moved = frozenset(variables)
        if moved not in self._of_derivatives:
            self._of_derivatives[moved] = self._with(_INSIDE, moved)
        return self._of_derivatives[moved]

    def jumps(self, variable: Symbol) -> tuple[Demand, ...]:
        """Where the formula has no jump as the variable moves."""
        return tuple(jump for jump in self._jumps if variable in jump.form.free_symbols)

    @cached_property
    def _jumps(self) -> tuple[Demand, ...]:
        found: list[Demand] = []
        for instruction, operands, place in _applications(self._program, _JUMPS):
            form, condition = _JUMPS[instruction.operation](*operands)
            if condition != true:
                demand = Demand(form, condition, is_one_sided=False)
                found.append(replace(demand, case=place.case, within=place.within))
            # What stands inside may jump itself, from one case to another.
            for cases in set().union(*(operand.atoms(Piecewise) for operand in operands)):
                found += _off_seams(holds for _, holds in cases.args)
        return tuple(dict.fromkeys(found))

    def _with(
        self, inside: Mapping[str, Condition | None], moved: frozenset[Symbol] = frozenset()
    ) -> tuple[Demand, ...]:
        demands: list[Demand] = []
        for step, operands, place in _applications(self._program, DOMAINS):
            needed = inside.get(step.operation)
            if moved and all(moved.isdisjoint(part.free_symbols) for part in operands):
                needed = None
            demand = _demand(DOMAINS[step.operation], needed, operands)
            if demand is None:
                continue
            is_open = step.operation == "power" and sign_of(operands[1]) != -1
            exponent = operands[1] if is_open else None
            demands.append(replace(demand, case=place.case, within=place.within, exponent=exponent))
        for step, operands, place in _applications(self._program, _POLES):
            poles = map(_off_poles, _POLES[step.operation](*operands))
            demands += [
                replace(demand, case=place.case, within=place.within)
                for demand in poles
                if demand is not None
            ]
        return tuple(dict.fromkeys((*demands, *_between_cases(self._program))))

    @cached_property
    def inside_cases(self) -> Boolean:
        """Where one of the cases holds, wherever cases stand: |x| ≠ 1 of |x| > 1 and |x| < 1."""
        cases = (_cases(step) for step in self._program.instructions if step.branches)
        return And(*(Or(*part) for part in cases))


def _cases(step: Instruction) -> tuple[Boolean, ...]:
    """Where each case holds."""
    found: list[Boolean] = []
    others: Boolean = true
    for condition in map(to_sympy, step.formula.operands[1::2]):
        found.append(And(condition, others))
        others = And(others, Not(condition))
    return tuple(found)


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


def _between_cases(program: Program) -> Iterator[Demand]:
    """Where cases hold of which none is for all the rest."""
    for instruction in program.instructions:
        for condition, value in instruction.branches:
            yield from _between_cases(condition)
            yield from _between_cases(value)
        conditions = instruction.formula.operands[1::2] if instruction.branches else ()
        if conditions and conditions[-1].operation != "true":
            yield from _off_seams(map(to_sympy, conditions))


def _off_seams(conditions: Iterable[Boolean]) -> Iterator[Demand]:
    """That no case ends, given the conditions of the cases."""
    for condition in conditions:
        if isinstance(condition, Or) and all(isinstance(part, Ne) for part in condition.args):
            # (x, y) ≠ (0, 0) leaves out a point, and neither x = 0 nor y = 0.
            squares = ((part.lhs - part.rhs) ** 2 for part in condition.args)
            yield Demand(Add(*squares), condition, is_one_sided=False)
            continue
        for relation in sorted(condition.atoms(Relational), key=str):
            gap = relation.lhs - relation.rhs
            needed = And(*(Ne(border, 0) for border in dict.fromkeys(_factors(gap))))
            if needed != true:
                yield Demand(gap, needed, is_one_sided=False)


@dataclass(frozen=True)
class _Place:
    """In which case an operation stands, and where that one holds."""

    case: int | None = None
    within: Boolean = true

    def inside(self, case: int, holds: Boolean) -> _Place:
        return _Place(case if self.case is None else self.case, And(self.within, holds))


def _applications(
    program: Program, conditions: Mapping[str, object], where: _Place = _Place()
) -> Iterator[tuple[Instruction, tuple[Expr, ...], _Place]]:
    """The operations with a row in the table, their operands, and in which case they stand."""
    if not any(map(conditions.get, _operations(program))):
        return
    results: list[Expr] = []
    for instruction in program.instructions:
        cases = _cases(instruction) if instruction.branches else ()
        for place, (condition, value) in enumerate(instruction.branches):
            if conditions is _JUMPS:
                # A jump changes the case, whatever the values are.
                yield from _applications(condition, conditions, where)
            yield from _applications(value, conditions, where.inside(place, cases[place]))
        arguments = program.arguments(instruction, results)
        try:
            results.append(_built(instruction, arguments))
        except (UnbuildableError, ZeroDivisionError):
            return
        if conditions.get(instruction.operation) is not None:
            yield instruction, arguments, where


def _operations(program: Program) -> Iterator[str]:
    for instruction in program.instructions:
        yield instruction.operation
        for condition, value in instruction.branches:
            yield from _operations(condition)
            yield from _operations(value)


def _built(instruction: Instruction, arguments: Sequence[Expr]) -> Expr:
    leaf = instruction.formula.value
    if leaf is not None:
        return leaf
    if instruction.branches:
        return to_sympy(instruction.formula)
    build: Callable[..., Expr] = BUILDERS.get(instruction.operation, power)
    return build(*arguments)


def _demand(
    domain: Condition | None, inside: Condition | None, operands: Sequence[Expr]
) -> Demand | None:
    """What must be said of the operands; None where it always holds or cannot be said.

    Args:
        domain: what the operation needs to have a value.
        inside: what it needs to have a derivative, where that is more.
        operands: what it acts on.
    """
    if domain is None or domain.relation not in RELATIONAL or domain.holds(*operands):
        return None
    subject = domain.subject(*operands)
    form = subject - domain.bound
    if isinstance(subject, Abs) and domain.bound != 0:
        form = (domain.bound - subject.args[0]) * (domain.bound + subject.args[0])
    relation = (inside or domain).relation
    if relation != "≠" and _is_never_negative(_oriented(form)):
        if domain.relation == "≥":
            return None
        relation = "≠"
    if relation == "≠":
        form = _factored(form)
        needed = And(*(Ne(border, 0) for border in dict.fromkeys(_factors(form))))
        return None if needed == true else Demand(form, needed, is_one_sided=False)
    needed = RELATIONAL[relation](subject, (inside or domain).bound)
    if _factored(form).is_number:
        # 1/x has no zero where its sign changes.
        form = _oriented(form)
        needed = Lt(-form, 0) if (-form).is_Symbol else Gt(form, 0)
    return Demand(form, needed, is_one_sided=True) if isinstance(needed, Relational) else None


def _off_poles(argument: Expr) -> Demand | None:
    """That Γ has a value; None where that is known."""
    if sign_of(argument) == 1 or argument.is_number:
        return None
    number, names = argument.as_independent(*argument.free_symbols, as_Add=True)
    if not number.is_Integer:
        number, names = Integer(0), argument
    condition = Or(Gt(names, -number), _is_not_whole(names))
    return Demand(_Pole(argument), condition, is_one_sided=False)


def _is_never_negative(form: Expr) -> bool:
    """Also of x^(2/3), whose root is real here."""
    return all(
        part.is_nonnegative
        or (isinstance(part, Pow) and part.exp.is_Rational and part.exp.p % 2 == 0)
        for part in Mul.make_args(form)
    )


def _oriented(form: Expr) -> Expr:
    """What has the sign of a quotient, and no denominator: xy for x/y."""
    numerator, denominator = _as_quotient(form)
    changing = (
        part
        for part in Mul.make_args(denominator)
        if not _is_never_negative(part) and not _is_even_root(part)
    )
    return numerator * Mul(*changing)


def _is_even_root(part: Expr) -> bool:
    return isinstance(part, Pow) and part.exp.is_Rational and part.exp.q % 2 == 0


def _in_sines(form: Expr) -> Expr:
    """The form with quotients of sines and cosines for the other functions of angles."""
    for function, quotient in IN_SINES.items():
        if form.has(function):
            form = form.replace(function, quotient)
    return form


def _factors(form: Expr) -> Iterator[Expr]:
    """Of what the form is a product, without what is nowhere 0."""
    for part in Mul.make_args(_factored(form)):
        base = part.base if isinstance(part, Pow) else part
        if isinstance(base, (Abs, *_ZERO_WITH_OPERAND)):
            base = base.args[0]
        if base == form:
            yield from _single(base)
        else:
            yield from _factors(base)


def _factored(form: Expr) -> Expr:
    """The form, or of a quotient its numerator, as a product where that is cheap."""
    return _as_quotient(form)[0]


@lru_cache(maxsize=256)
def _as_quotient(form: Expr) -> tuple[Expr, Expr]:
    """The numerator, as a product where that is cheap, and the denominator."""
    if form.count_ops() > _LARGEST_FACTORED:
        return fraction(form) if form.is_Mul else (form, Integer(1))
    numerator, denominator = fraction(together(form))
    return factor(numerator) if numerator.is_Add else numerator, denominator


def _single(base: Expr) -> Iterator[Expr]:
    if isinstance(base, (exp, gamma)) or sign_of(base):
        return
    yield -base if base.could_extract_minus_sign() else base


@dataclass(frozen=True)
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
        # x ≠ 1 goes without saying where 1 - x² > 0 is said.
        sides = (part for part in self.demands if part.is_one_sided and _leaves_out_border(part))
        said = frozenset().union(*(part.borders for part in sides if part.within == true))
        conditions = [
            self._needed(part)
            for part in self.demands
            if part.is_one_sided or not part.borders <= said
        ]
        # Of a whole part nothing is to be tidied.
        parts = [part for part in conditions if part.has(floor)]
        tidy = tidy_conditions([part for part in conditions if part not in parts])
        return And(*(_by_sides(part.replace(Ne, _as_sides)) for part in tidy), *parts)

    def _needed(self, demand: Demand) -> Boolean:
        """The condition, of a case only where that one holds; true where the case implies it."""
        if demand.within == true:
            return self._needed_in_cases(demand)
        elsewhere = (
            _settled_within(part.condition, demand.within)
            for part in self.demands
            if part.within == true
        )
        there = And(demand.within, self._shown.inside_cases, *elsewhere)
        if demand.borders and _is_met_within(demand, there):
            return true
        fails_there_alone = holds_nowhere(Not(Or(demand.condition, there)))
        if fails_there_alone or self._is_needed_elsewhere(demand):
            return demand.condition
        return Or(demand.condition, Not(demand.within))

    def _needed_in_cases(self, demand: Demand) -> Boolean:
        """Of max(0, x) ≠ 0 beside a formula for x > 0 and one for x < 0, what each of them needs.

        Where a maximum is a constant, what is made of it has every derivative.
        """
        condition = demand.condition
        is_by_cases = demand.form.has(Max, Min) and self._shown.inside_cases != true
        if not is_by_cases or not isinstance(condition, Relational) or condition.rhs != 0:
            return condition
        parts = [
            replace(demand, form=value, condition=condition.func(value, 0), within=holds)
            for value, holds in open_cases(condition.lhs)
            if value.free_symbols
        ]
        return And(*map(self._needed, parts))

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


def _settled_within(condition: Boolean, within: Boolean) -> Boolean:
    """The condition with x for max(x, y), where x > y."""
    compared = {
        (part.gts, part.lts) for part in And.make_args(within) if isinstance(part, (Gt, Lt))
    }
    for part in condition.atoms(Max, Min):
        for value, holds in open_cases(part):
            sides_of = {(one.gts, one.lts) for one in And.make_args(holds)}
            if sides_of <= compared:
                condition = condition.xreplace({part: value})
    return condition


def _is_met_within(demand: Demand, there: Boolean) -> bool:
    """Whether a case itself leaves the border out: |x| > 1, in which x/|x| stands."""
    return holds_nowhere(And(there, Not(demand.condition))) or (
        not demand.is_one_sided
        and all(_is_never_zero_where(there, part) for part in demand.borders)
    )


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

    def __init__(self, program: Program, f: Expr) -> None:
        self.f = f
        self._source = Demands(program)

    def shows(self, demand: Demand) -> bool:
        """Whether f itself has a value only where this holds."""
        strict = [
            part
            for part in self._source.outside_cases
            if _leaves_out_border(part) and part.exponent is None
        ]
        sides = [part for part in strict if part.is_one_sided or not demand.is_one_sided]
        return demand.borders <= frozenset().union(*(part.borders for part in sides))

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
        )
        shown = Demands.of(partial)
        for demand in dict.fromkeys(ends):
            if any(_has_end(parts, demand, variable) for parts in shown.in_cases(demand.case)):
                yield demand

    def lost_on_border(self, partial: Expr | Formula, *variables: Symbol) -> tuple[Demand, ...]:
        """Where f has values on the border of its domain, but not this derivative, if all have it.

        Of x^(5/2) + y², f_yx = 0 for x > 0. What has a domain of its own shows it there.
        """
        *_, last = variables
        if Demands.of(partial).of_domain:
            return ()
        return _unseen(
            (
                demand
                for demand in self._source.of_derivative(*variables)
                if demand.is_one_sided
                and last in demand.form.free_symbols
                and not self.shows(demand)
            ),
            partial,
        )

    def _is_silent(self, lost: Sequence[Demand], partial: Expr | Formula, variable: Symbol) -> bool:
        """Whether of these demands of f some are not seen in each of its forms."""
        names = partial.names if isinstance(partial, Formula) else partial.free_symbols
        return (
            any(_unseen(lost, form) for form in self._forms)
            # As 0 for arcsin x + arccos x, which says nothing of x.
            or (variable not in names and any(variable in part.form.free_symbols for part in lost))
            or _are_cancelled(self.f, variable, lost)
        )

    @cached_property
    def _forms(self) -> tuple[Expr, ...]:
        """Of f, in which its operations are brought together."""
        whole = _in_sines(self.f)
        is_short = whole.count_ops() <= _LARGEST_FACTORED
        return shorten(self.f), together(whole, deep=True) if is_short else whole


def _has_end(shown: Sequence[Demand], end: Demand, variable: Symbol) -> bool:
    """Whether a formula has values up to the end that the variable meets, and at it."""
    met = frozenset(border for border in end.borders if variable in border.free_symbols)
    sides = [part for part in shown if part.is_one_sided]
    strict = [
        part
        for part in shown
        if _leaves_out_border(part) and sign_of(part.exponent or Integer(0)) != 1
    ]
    up_to, before = (
        frozenset().union(*(part.borders for part in parts)) for parts in (sides, strict)
    )
    return met <= up_to and not met <= before


def _by_sides(condition: Boolean) -> Boolean:
    """x² + y² < 1 for 1 - x² - y² > 0, and x > y for x - y > 0."""
    if not (isinstance(condition, Gt) and condition.rhs == 0 and condition.lhs.is_Add):
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
    still = (
        part
        for part in demands
        if part not in moved
        and not _has_value_on_border(part)
        and not function.shows(part)
        and not function.is_smooth_across(part, first.order)
    )
    # Of x·ln(xy), f_xx = 1/x wherever f has a value.
    moved = [part for part in moved if not (part.is_one_sided and function.shows(part))]
    lost = _unseen(first.demands, derivative) + _unseen(moved, derivative, at_border=True)
    lost += _unseen(still, derivative) + _new_signs(first.expression, derivative)
    lost += _unseen_jumps(source, derivative, variable)
    lost += function.lost_on_border(derivative, *variables)
    lost += function.lost_at_ends(derivative, *variables)
    return Derivation(derivative, lost, variables)


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
        (Demand(part, _is_not_zero(part), is_one_sided=False) for part in parts), derivative
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
    source = Demands.of(expression)
    return tuple(
        demand
        for demand in asked
        if not all(
            demand.borders <= _borders(shown, demand, at_border=at_border)
            for shown in source.in_cases(demand.case)
        )
    )


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
