"""What the operations of a formula need of its variables and parameters.

Where it has a value (x > 0 of ln x), where it has a derivative (x > 0 of √x, too), and where it
has no jump (x no whole number of ⌊x⌋), each in the case of the formula that needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from sympy import (
    QQ,
    Abs,
    Add,
    And,
    Expr,
    Function,
    Ge,
    Gt,
    Heaviside,
    Integer,
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
    ceiling,
    exp,
    factor,
    floor,
    fraction,
    gamma,
    pi,
    sign,
    sin,
    together,
    true,
)
from sympy.core.relational import Relational

from grad_magic.calculus.domains import (
    DOMAINS,
    RELATIONAL,
    SMOOTH,
    Condition,
    off_poles,
    slack_never_positive,
)
from grad_magic.calculus.exact.identities import IN_SINES, WITH_SIGN_OF_ARGUMENT
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.extrema.equations.value_bounds import is_always_positive
from grad_magic.formula.one_variable import holds_nowhere
from grad_magic.formula.program import Instruction, Program, compile_formula
from grad_magic.formula.sympy_forms import (
    BUILDERS,
    UnbuildableError,
    UnreadableExpressionError,
    from_sympy,
    power,
    to_sympy,
)
from grad_magic.formula.tree import Formula

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Factoring a larger difference takes longer than the answer that it is said in.
LARGEST_FACTORED = 60
# Counting the zeros of a polynomial of higher degree takes longer than it is worth.
_HIGHEST_COUNTED = 6
_PAIR = 2
_ROUGH = (Abs, Heaviside, Max, Min, Piecewise, ceiling, floor, sign)

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


def is_not_zero(operand: Expr) -> Boolean:
    """Of a quotient that its numerator is not: where the denominator is, it has no value."""
    numerator, denominator = _as_quotient(operand)
    return Ne(operand if denominator == 1 else numerator, 0)


_JUMPS: Mapping[str, Callable[..., tuple[Expr, Boolean]]] = {
    "sign": lambda operand: (operand, is_not_zero(operand)),
    "heaviside": lambda operand: (operand, is_not_zero(operand)),
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
        form = in_sines(self.form)
        return frozenset(_factors(_oriented(form) if self.is_one_sided else form))


class Demands:
    """What the operations of a formula need of the variables and parameters."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._of_derivatives: dict[frozenset[Symbol], tuple[Demand, ...]] = {}

    @staticmethod
    def of(form: Expr | Formula) -> Demands:
        """The demands of a formula; none of an expression that is no formula."""
        return _demands_of(form)

    @cached_property
    def of_domain(self) -> tuple[Demand, ...]:
        """Where the formula has a value."""
        return self._with({})

    @cached_property
    def outside_cases(self) -> tuple[Demand, ...]:
        """The same without what single cases need, which other cases do not."""
        return tuple(
            demand for demand in self.of_domain if demand.case is None and demand.within == true
        )

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
        for step, typed, place in _applications(self._program, DOMAINS):
            needed = inside.get(step.operation)
            is_root = step.operation in ("sqrt", "power")
            operands = (_where_zero(typed[0]), *typed[1:]) if is_root else typed
            if moved and all(moved.isdisjoint(part.free_symbols) for part in operands):
                needed = None
            is_power = step.operation == "power"
            sign = sign_of(operands[1]) if is_power else None
            # A power such as x^(3/2) has a value where x is 0, if not derivatives by all variables.
            has_border = sign == 1 and (bool(moved) or not inside)
            domain = DOMAINS["sqrt" if has_border else step.operation]
            demand = _demand(domain, needed, operands)
            if demand is None:
                continue
            exponent = operands[1] if is_power and sign != -1 else None
            demands.append(replace(demand, case=place.case, within=place.within, exponent=exponent))
        for step, operands, place in _applications(self._program, _POLES):
            poles = map(_off_poles, _POLES[step.operation](*operands))
            demands += [
                replace(demand, case=place.case, within=place.within)
                for demand in poles
                if demand is not None
            ]
        return tuple(dict.fromkeys((*demands, *_between_cases(self._program))))

    def leave_no_region(self, holds: Boolean = true) -> bool:
        """Whether it is proved that the formula has values at most on borders, inside a case."""
        inside = self._inside_domain
        is_empty = inside != true and holds_nowhere(And(holds, inside))
        return is_empty or self.confined_to is not None

    @cached_property
    def _inside_domain(self) -> Boolean:
        """Where the formula has values all around, of borders that are no regions themselves."""
        needed = [part for part in self.of_domain if _is_for_all(part)]
        if any(part.form.has(*_ROUGH) for part in needed):
            return And(*map(_with_border, needed))
        return And(*(part.condition for part in self.of_derivatives if _is_for_all(part)))

    @cached_property
    def confined_to(self) -> tuple[Expr, ...] | None:
        """Of what one is 0 wherever the formula has a value, as x of arccos(1 + x²).

        It is nothing where the formula has no value at all, and None where neither is proved.
        """
        for step, operands, place in _applications(self._program, DOMAINS):
            slack = slack_never_positive(DOMAINS[step.operation], operands)
            if slack is None or place != _Place():
                continue
            if step.operation not in _INSIDE or is_always_positive(-slack):
                return ()
            borders = tuple(dict.fromkeys(_factors(_oriented(slack))))
            # x - |x| is 0 for all x > 0.
            return borders if not any(part.has(*_ROUGH) for part in borders) else None
        needed = [part for part in self.of_domain if _is_for_all(part)]
        if len(needed) < _PAIR or not holds_nowhere(self._inside_domain):
            return None
        conditions = And(*map(_with_border, needed))
        if holds_nowhere(conditions):
            return ()
        return next(
            (
                tuple(sorted(part.borders, key=str))
                for part in needed
                if holds_nowhere(And(conditions, Ne(part.form, 0)))
            ),
            None,
        )

    @cached_property
    def inside_cases(self) -> Boolean:
        """Where one of the cases holds, wherever cases stand: |x| ≠ 1 of |x| > 1 and |x| < 1."""
        cases = (_cases(step) for step in self._program.instructions if step.branches)
        return And(*(Or(*part) for part in cases))


def _is_for_all(demand: Demand) -> bool:
    """Whether it is one-sided, and no case alone has it."""
    return demand.is_one_sided and demand.case is None and demand.within == true


def _with_border(demand: Demand) -> Boolean:
    """Its condition, of a power such as x^(3/2) with the border, where that has a value too."""
    return demand.condition if demand.exponent is None else demand.condition.replace(Gt, Ge)


def as_extreme(total: Expr) -> Expr:
    """2·max(u, 0) for u + |u|, 2·min(u, 0) for u - |u|; other sums as they are."""
    sizes = [term for term in total.args if term.as_coeff_Mul()[1].func is Abs]
    if len(sizes) != 1:
        return total
    factor_of_size, size = sizes[0].as_coeff_Mul()
    u = size.args[0]
    rest = (total - sizes[0]).expand()
    for turn in (1, -1):
        if (rest - turn * factor_of_size * u).expand() == 0:
            return 2 * turn * factor_of_size * (Max if turn == 1 else Min)(u, 0)
    return total


def _where_zero(operand: Expr) -> Expr:
    """Of what is never positive, and 0 where something is not negative, that: x of min(x, 0).

    A root of it has values there alone.
    """
    extreme = as_extreme(operand) if operand.is_Add and operand.has(Abs) else operand
    factor, least = extreme.as_coeff_Mul()
    if factor.is_positive and isinstance(least, Min) and Integer(0) in least.args:
        return Min(*(part for part in least.args if part != 0))
    return extreme


# What is asked of one form is asked again for each derivative.
@lru_cache(maxsize=32)
def _demands_of(form: Expr | Formula) -> Demands:
    try:
        formula = form if isinstance(form, Formula) else from_sympy(form)
    except UnreadableExpressionError:
        return Demands(Program(()))
    return Demands(compile_formula(formula))


def _cases(step: Instruction) -> tuple[Boolean, ...]:
    """Where each case holds."""
    found: list[Boolean] = []
    others: Boolean = true
    for condition in map(to_sympy, step.formula.operands[1::2]):
        found.append(And(condition, others))
        others = And(others, Not(condition))
    return tuple(found)


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
        asked = tuple(map(to_sympy, instruction.formula.operands[1::2])) if cases else ()
        for place, (condition, value) in enumerate(instruction.branches):
            # A jump changes the case, whatever the values are; of others it is enough that none of
            # the cases before holds. Where a condition has no value, none of the rest does either.
            reached = Not(Or(*asked[:place])) if conditions is not _JUMPS else true
            reached = replace(where, within=And(where.within, reached))
            yield from _applications(condition, conditions, reached)
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
    subject, bound = domain.subject(*operands), (inside or domain).bound
    form = subject - domain.bound
    height, magnitude = subject.as_coeff_Mul()
    if isinstance(magnitude, Abs) and domain.bound != 0:
        # SymPy has 2·|x| for |2x|, of which |x| < 1/2 is asked.
        subject, bound = Abs(magnitude.args[0]), bound / height
        form = (bound - subject.args[0]) * (bound + subject.args[0])
    relation = (inside or domain).relation
    # Of arccos(1 + x²) SymPy has no |1 + x²|, and that 1 + x² - 1 is not negative helps nothing.
    is_above = relation in ("<", "≤") and not isinstance(subject, Abs)
    if relation != "≠" and not is_above and _is_never_negative(_oriented(form)):
        if domain.relation == "≥":
            return None
        relation = "≠"
    if relation == "≠":
        form = _factored(form)
        needed = And(*(Ne(border, 0) for border in dict.fromkeys(_factors(form))))
        return None if needed == true else Demand(form, needed, is_one_sided=False)
    needed = RELATIONAL[relation](subject, bound)
    if _factored(form).is_number:
        # 1/x has no zero where its sign changes.
        form = _oriented(form)
        needed = Lt(-form, 0) if (-form).is_Symbol else Gt(form, 0)
    return Demand(form, needed, is_one_sided=True) if isinstance(needed, Relational) else None


def _off_poles(argument: Expr) -> Demand | None:
    """That Γ has a value; None where that is known."""
    if sign_of(argument) == 1 or argument.is_number:
        return None
    return Demand(_Pole(argument), off_poles(argument), is_one_sided=False)


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


def in_sines(form: Expr) -> Expr:
    """The form with quotients of sines and cosines for the other functions of angles."""
    for function, quotient in IN_SINES.items():
        if form.has(function):
            form = form.replace(function, quotient)
    return form


def _factors(form: Expr) -> Iterator[Expr]:
    """Of what the form is a product, without what is nowhere 0."""
    for part in Mul.make_args(_factored(form)):
        base = part.base if isinstance(part, Pow) else part
        if isinstance(base, (Abs, *WITH_SIGN_OF_ARGUMENT)):
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
    if form.count_ops() > LARGEST_FACTORED:
        return fraction(form) if form.is_Mul else (form, Integer(1))
    numerator, denominator = fraction(together(form))
    return factor(numerator) if numerator.is_Add else numerator, denominator


def _single(base: Expr) -> Iterator[Expr]:
    if isinstance(base, (exp, gamma)) or sign_of(base) or _has_no_zero(base):
        return
    yield -base if base.could_extract_minus_sign() else base


def _has_no_zero(form: Expr) -> bool:
    """Whether a polynomial of one variable is never 0, as x² - 2x + 2."""
    if len(form.free_symbols) != 1 or not form.is_Add:
        return False
    (name,) = form.free_symbols
    polynomial = form.as_poly(name, domain=QQ) if form.is_polynomial(name) else None
    if polynomial is None or not 0 < polynomial.degree() <= _HIGHEST_COUNTED:
        return False
    return bool(polynomial.count_roots() == 0)
