"""Partial derivatives, gradient and Hessian, general and at a point."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from sympy import (
    Abs,
    Add,
    And,
    Basic,
    Dummy,
    Eq,
    Expr,
    Function,
    GreaterThan,
    Heaviside,
    Integer,
    LessThan,
    Matrix,
    Max,
    Min,
    Mul,
    Not,
    Or,
    Piecewise,
    Pow,
    Rational,
    StrictGreaterThan,
    StrictLessThan,
    Symbol,
    cancel,
    ceiling,
    diff,
    factor,
    false,
    floor,
    log,
    nan,
    sign,
    true,
)
from sympy.logic.boolalg import Boolean, to_nnf

from grad_magic.calculus.demands import Demands, as_extreme
from grad_magic.calculus.domains import UndefinedError, evaluate
from grad_magic.calculus.exact.differentiation import differentiate_once
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.formula.one_variable import conjuncts, without_implied
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.real_roots import spell_out_roots
from grad_magic.formula.sympy_forms import (
    UnreadableExpressionError,
    from_sympy,
    has_unreal_part,
    without_minus_signs,
)

_SQUARE = 2
# Cases within cases multiply: four maxima of two are sixteen.
_MOST_CASES = 24
# Of max(x, y, 1)/min(x, y, 1): one operand leads and another one comes last.
_MOST_SHARED_CASES = 6
_LONGEST_IN_SIGNS = 200
_LONGEST_BASE = 40
# Of points of all signs, by what they are divided: far from 0 and near it.
_SCALES = (997, 101, 499, 1009, 53, 997, 211, 1999, 307, 97, 5003, 701)
# So fine that none of them is 0 or on another border, where neither of two cases may hold.
_FINE = 999_999
# Of these points where conditions are tried.
_DIGITS = 30


class _RealAbs(Function):  # type: ignore[misc]
    """|u| of a real u. SymPy's own brings re and im into the derivative of |ln x|."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return _Slope(self.args[0])


class _Step(Function):  # type: ignore[misc]
    """A function that is constant between its jumps; SymPy's own have δ for a derivative."""

    def fdiff(self, argindex: int = 1) -> Expr:
        del argindex
        return Integer(0)


class _Slope(_Step):
    """u/|u|, the slope of |u|. Unlike sign(u) it has no value at the corner."""


_STEPS = {
    step: type(f"_{step.__name__}", (_Step,), {}) for step in (sign, floor, ceiling, Heaviside)
}


class _Cases(Function):  # type: ignore[misc]
    """Values and conditions in turn.

    SymPy's own Piecewise joins cases with equal derivatives, and with them the border between
    them, where neither holds.
    """

    # SymPy asks the arguments, of which the conditions are no numbers.
    is_commutative = True
    is_real = True
    is_extended_real = True

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        values, conditions = self.args[::2], self.args[1::2]
        pairs = zip((value.diff(symbol) for value in values), conditions, strict=True)
        return self.func(*(part for pair in pairs for part in pair))


class _Condition(Function):  # type: ignore[misc]
    """A condition by its number, with the symbols that occur in it."""


class _ExclusiveCases(_Cases):
    """Cases of which at most one holds, in any order."""


@lru_cache(maxsize=64)
def differentiate(f: Expr, *variables: Symbol) -> Expr:
    """The derivative by the rules, valid wherever every operation in f is smooth.

    Where f has no real values in one of its cases, as ln max(x, 0) for x < 0, or the chain rule
    would divide by 0 there, as for √max(x, 0), the derivative is given case by case.
    """
    f = _with_maxima(f)
    derivative = _differentiate_whole(f, variables)
    if not f.has(*_CHOICES):
        return derivative
    if f.is_Add and has_unreal_part(derivative):
        return Add(*(differentiate(term, *variables) for term in f.args))
    cases = list(islice(open_cases(f), _MOST_CASES))
    is_dead = (
        has_unreal_part(derivative)
        or _may_divide_by_zero(derivative)
        or (derivative.is_number and bool(points_left_out(f)))
        or any(has_unreal_part(value) for value, _ in cases)
        or _has_root_of_still_choice(f, variables)
    )
    if len(cases) == _MOST_CASES or not (is_dead or _share_borders(f, derivative, cases)):
        return derivative
    return _differentiate_cases(cases, variables)


def _share_borders(f: Expr, derivative: Expr, cases: Sequence[object]) -> bool:
    """Whether choices such as max(x, y) and min(x, y) have no more cases than one alone.

    Their product then has two cases rather than a sum of products of cases, and that of roots of
    three operands three.
    """
    choices = f.atoms(*_CHOICES)
    most = max(len(choice.args) for choice in choices)
    allowed = most if most == 2 or len(choices) == 1 else _MOST_SHARED_CASES
    if f.is_Add or len(cases) > allowed or not derivative.has(Piecewise):
        return False
    roots = (part for part in f.atoms(Pow) if not part.exp.is_Integer)
    return len(choices) > 1 or (most > 2 and any(part.base.has(*_CHOICES) for part in roots))


def _with_maxima(f: Expr) -> Expr:
    """With 2·max(u, 0) for u + |u| where it is 0 that has no derivative, as under a root.

    The rules know then that it is 0 on a whole side.
    """
    if not f.has(Abs):
        return f
    return f.replace(
        _is_rough_at_zero, lambda part: part.func(as_extreme(part.args[0]), *part.args[1:])
    )


def _is_rough_at_zero(part: Expr) -> bool:
    return _needs_positive(part) and part.args[0].is_Add and part.args[0].has(Abs)


def points_left_out(expression: Expr) -> tuple[dict[Symbol, Rational], ...]:
    """Points around which none of the cases of an expression holds, out of a few of all signs.

    Where f has no real value its derivative has no case: 1/x for x > 0 of ln max(x, 0).
    """
    choices = expression.atoms(Piecewise)
    if all(cases.args[-1].cond == true for cases in choices):
        return ()
    symbols = sorted(expression.free_symbols, key=str)
    generator = random.Random(1)  # noqa: S311  (nothing is kept secret)
    points = [
        {symbol: Rational(generator.randint(-_FINE, _FINE), 1000 * scale) for symbol in symbols}
        for scale in _SCALES
    ]
    return tuple(
        point
        for point in points
        if any(all(fails_at(part.cond, point) for part in cases.args) for cases in choices)
    )


def fails_at(condition: Boolean, point: Mapping[Symbol, Expr]) -> bool:
    """Whether a condition is known not to hold at a point."""
    # (x²)^(x - 1) of a fraction would be a root of numbers with thousands of digits.
    rounded = {name: value.evalf(_DIGITS) for name, value in point.items()}
    try:
        return bool(spell_out_roots(condition).xreplace(rounded) == false)
    except TypeError:
        # SymPy compares only what it knows to be real.
        return False


def _has_root_of_still_choice(f: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether f has a √(x·max(y, 0)), of which the derivative by x is 0/0 where that is 0."""
    roots = (part for part in f.atoms(Pow) if part.exp.is_Rational and 0 < part.exp < 1)
    return any(
        root.base.has(*variables) and not choice.has(*variables) and not choice.is_positive
        for root in roots
        for choice in root.base.atoms(*_CHOICES)
    )


def _may_divide_by_zero(derivative: Expr) -> bool:
    """Whether cases stand below a bar, as in the derivative of arcsin(max(x, 1))."""
    return any(
        power.exp.is_negative and power.base.has(Piecewise) and not power.base.is_Piecewise
        for power in derivative.atoms(Pow)
    )


def open_cases(f: Expr) -> Iterator[tuple[Expr, Boolean]]:
    """What f is in each of its cases, without max, min and cases, and where inside that holds.

    It is `nan` where a part of f has no real value, though SymPy has one for the whole: of
    1/ln max(x, 0) the 0 for x < 0, as ln 0 is infinite to it.

    >>> from sympy.abc import x
    >>> list(open_cases(Max(x, 0) ** 2))
    [(x**2, x > 0), (0, x < 0)]
    """
    choices = f.atoms(Max, Min, Piecewise)
    innermost = [part for part in choices if not any(p.has(*_CHOICES) for p in part.args)]
    if not innermost:
        yield f, true
        return
    # The case 0 of another factor would hide where a root has a value.
    rough = [whole.args[0] for whole in f.atoms(Pow, log) if _needs_positive(whole)]
    part = min(innermost, key=lambda one: (not any(base.has(one) for base in rough), str(one)))
    for value, condition in _cases_of(part):
        if condition != false:
            is_lost = _is_lost(f, part, value) or _is_unreal_with(f, part, value, condition)
            whole = nan if is_lost else f.xreplace({part: value})
            for result, others in open_cases(whole):
                both = And(condition, others)
                if not _is_contradiction(both):
                    yield result, both


def _is_lost(f: Expr, part: Expr, value: Expr) -> bool:
    """Whether with this value of a part something in f has no real value."""
    around = (whole for whole in f.atoms(Pow, Function) if whole.has(part) and whole != part)
    return any(has_unreal_part(whole.xreplace({part: value})) for whole in around)


def _is_unreal_with(f: Expr, part: Expr, value: Expr, condition: Boolean) -> bool:
    """Whether a root or logarithm in f is then of what is negative: √x in √x·max(x, 0), x < 0."""
    hidden = Dummy(real=True)
    # What stands inside other cases needs to be real in them alone.
    others = {cases: Dummy(real=True) for cases in f.atoms(Piecewise)}
    rough = f.xreplace(others | {part: hidden}).atoms(Pow, log)
    return any(
        _is_unreal_where(condition, whole.xreplace({hidden: value}))
        for whole in rough
        if _needs_positive(whole)
    )


def _needs_positive(part: Expr) -> bool:
    """Whether it is a logarithm or an even root of what has symbols."""
    if not isinstance(part, (Pow, log)) or not part.args[0].free_symbols:
        return False
    return isinstance(part, log) or (part.exp.is_Rational and part.exp.q % 2 == 0)


def _is_contradiction(condition: Boolean) -> bool:
    """Whether it says a > b and b > a, or is plainly false."""
    relations = (part for part in conjuncts(condition) if isinstance(part, _STRICT))
    sides = {(part.gts, part.lts) for part in relations}
    return condition == false or any((b, a) in sides for a, b in sides)


_CHOICES = (Max, Min, Piecewise)
_STRICT = (StrictGreaterThan, StrictLessThan)


def _cases_of(part: Expr) -> Iterator[tuple[Expr, Boolean]]:
    if isinstance(part, Piecewise):
        yield from _exclusive(part.args)
        return
    largest = isinstance(part, Max)
    for operand in sorted(part.args, key=str, reverse=True):
        others = (other for other in part.args if other is not operand)
        yield operand, And(*(_is_above(operand, other, largest) for other in others))


def _is_above(one: Expr, other: Expr, is_above: bool) -> Boolean:  # noqa: FBT001
    """That one is larger than the other, or smaller, as a person writes it: xy < 1 for 1 - xy > 0.

    A number is written on the right.
    """
    relation = one > other if is_above else one < other
    difference = one - other
    has_number = one.is_number or other.is_number
    has_number = has_number and difference.as_coeff_Add()[0] != 0
    if has_number and relation.args:
        return without_minus_signs(relation)
    return relation.reversed if one.is_number and relation.args else relation


def _exclusive(cases: Iterable[tuple[Expr, Boolean]]) -> Iterator[tuple[Expr, Boolean]]:
    """Each value with the inner points of the region where its case is the first that holds."""
    earlier: Boolean = false
    for value, condition in cases:
        inside = _said_once(_interior(And(condition, Not(earlier))))
        # As ln x for x < 0, whose derivative 1/x has values there.
        is_unreal = value.has(Function, Pow) and Demands.of(value).leave_no_region(inside)
        yield nan if is_unreal else value, inside
        earlier = Or(earlier, condition)


def _said_once(condition: Boolean) -> Boolean:
    """Without x < y beside y > x, and without x < y or x < z there, which then holds too."""
    parts: dict[object, Boolean] = {}
    for part in sorted(conjuncts(condition), key=lambda part: isinstance(part, StrictLessThan)):
        parts.setdefault(_difference(part), part)
    said = [
        part
        for part in parts.values()
        if not isinstance(part, Or) or parts.keys().isdisjoint(map(_difference, part.args))
    ]
    return And(*without_implied(tuple(said)))


def _difference(part: Boolean) -> object:
    """Of x > y and y < x the same, x - y; any other condition itself."""
    return part.gts - part.lts if isinstance(part, _STRICT) else part


def _differentiate_cases(
    cases: Iterable[tuple[Expr, Boolean]], variables: Sequence[Symbol]
) -> Expr:
    alive = (
        (value, condition)
        for value, condition in cases
        if not has_unreal_part(value) and not _is_unreal_where(condition, value)
    )
    slopes = ((_differentiate_whole(value, variables), condition) for value, condition in alive)
    return _join((slope, condition) for slope, condition in slopes if not has_unreal_part(slope))


def _is_unreal_where(condition: Boolean, value: Expr) -> bool:
    """Whether a root in a value is one of what a condition makes negative: √(2x) for x < 0."""
    relations = [part for part in conjuncts(condition) if isinstance(part, _STRICT)]
    bases = (part.args[0] for part in value.atoms(Pow, log) if _needs_positive(part))
    return any(
        base.count_ops() <= _LONGEST_BASE
        and not base.has(*_CHOICES)
        and cancel(base / (part.gts - part.lts)).is_nonpositive
        for base in bases
        for part in relations
    )


def _differentiate_whole(f: Expr, variables: Sequence[Symbol]) -> Expr:
    if not f.has(*_CHOICES, Abs, *_STEPS):
        return _without_quotients_of_magnitudes(_by_rules(f, variables))
    hidden: dict[Expr, Boolean] = {}
    guarded = f.replace(Piecewise, lambda *cases: _guard_cases(cases, hidden))
    guarded = guarded.replace(Max, _largest).replace(Min, _smallest).replace(Abs, _RealAbs)
    for step, guard in _STEPS.items():
        # SymPy's step at 0 has a second argument, its value there.
        guarded = guarded.replace(step, lambda argument, *_, guard=guard: guard(argument))
    derivative = _by_rules(guarded, variables)
    for step, guard in _STEPS.items():
        derivative = derivative.replace(guard, step)
    derivative = derivative.replace(_Slope, lambda argument: argument / _RealAbs(argument))
    derivative = _without_quotients_of_magnitudes(derivative.replace(_RealAbs, Abs))
    derivative = derivative.replace(_ExclusiveCases, _join_exclusive)
    return derivative.replace(_Cases, lambda *parts: _join_open(parts, hidden))


def _by_rules(f: Expr, variables: Sequence[Symbol]) -> Expr:
    """What SymPy's `diff` gives, which tidies a derivative of higher order."""
    return differentiate_once(f, *variables) if len(variables) == 1 else diff(f, *variables)


def _without_quotients_of_magnitudes(derivative: Expr) -> Expr:
    """With |w| for w²/|w|."""
    if not derivative.has(Abs):
        return derivative
    return derivative.replace(_has_square_over_magnitude, _absorb)


def _has_square_over_magnitude(part: Expr) -> bool:
    return part.is_Mul and any(
        _powers(part).get(magnitude.args[0], 0) >= _SQUARE
        for magnitude, exponent in _powers(part).items()
        if isinstance(magnitude, Abs) and exponent == -1
    )


def _absorb(product: Expr) -> Expr:
    """w²/|w| as |w|, its limit at w = 0.

    Where f is continuous along an axis and its partial derivative has a limit, that limit is
    its value (mean value theorem).
    """
    powers = _powers(product)
    for magnitude in tuple(powers):
        if isinstance(magnitude, Abs) and powers[magnitude] == -1:
            inner = magnitude.args[0]
            if powers.get(inner, 0) >= _SQUARE:
                powers[inner] -= _SQUARE
                powers[magnitude] = Integer(1)
    return Mul(*(base**exponent for base, exponent in powers.items()))


def _powers(product: Expr) -> dict[Expr, Expr]:
    return dict(product.as_powers_dict())


def _guard_cases(cases: Sequence[tuple[Expr, Boolean]], hidden: dict[Expr, Boolean]) -> Expr:
    """The cases with names for their conditions, in which no function is to be replaced.

    A name keeps the symbols of its condition: without them SymPy takes cases of numbers for a
    constant.
    """
    parts: list[Expr] = []
    for value, condition in cases:
        symbols = sorted(condition.free_symbols, key=str)
        name = _Condition(Integer(len(hidden)), *symbols)
        hidden[name] = condition
        parts += (value, name)
    return _Cases(*parts)


def _largest(*operands: Expr) -> Expr:
    """The maximum case by case, whose derivative is that of the case."""
    return _extreme(operands, lambda a, b: a > b)


def _smallest(*operands: Expr) -> Expr:
    return _extreme(operands, lambda a, b: a < b)


def _extreme(operands: Sequence[Expr], precedes: Callable[[Expr, Expr], Boolean]) -> Expr:
    if any(operand.has(_Cases, _ExclusiveCases, Piecewise, Max, Min) for operand in operands):
        return _extreme_by_halves(operands, precedes)
    parts: list[Basic] = []
    for operand in sorted(operands, key=str):
        others = [other for other in operands if other is not operand]
        # One relation of those that say the same, as x > (x + y)/2 and x > y.
        relations = {_gap(operand, o): _compared(operand, o, precedes) for o in reversed(others)}
        # Of max(x, -x, 0) the 0 leads nowhere.
        if all(_gap(Integer(0), gap) not in relations for gap in relations):
            parts += (operand, And(*relations.values()))
    return _ExclusiveCases(*parts)


def _gap(one: Expr, other: Expr) -> Expr:
    """The difference up to a positive factor."""
    return (one - other).expand().primitive()[1]


def _compared(one: Expr, other: Expr, precedes: Callable[[Expr, Expr], Boolean]) -> Boolean:
    """The comparison, by the difference where both sides have a symbol in common.

    SymPy 1.14 turns a condition like 2x - y < 2y - x around for ever.
    """
    _, difference = (one - other).primitive()
    is_turned = one.free_symbols & other.free_symbols and len(difference.free_symbols) > 1
    if is_turned:
        return precedes(difference, Integer(0))
    relation = precedes(one, other)
    if other.is_number and (-one).is_Symbol and relation.args:
        return precedes(-other, -one).reversed
    # A number is written on the right.
    return relation.reversed if one.is_number and relation.args else relation


def _extreme_by_halves(operands: Sequence[Expr], precedes: Callable[[Expr, Expr], Boolean]) -> Expr:
    """The extreme as (a + b ± |a - b|)/2, where SymPy cannot compare cases with cases."""
    is_largest = precedes(Integer(2), Integer(1)) == true
    first, *others = operands
    second = _extreme(others, precedes) if len(others) > 1 else others[0]
    gap = _RealAbs(first - second)
    return (first + second + (gap if is_largest else -gap)) / 2


def _join_exclusive(*parts: Basic) -> Expr:
    return _join(zip(parts[::2], map(_interior, parts[1::2]), strict=True))


def _join_open(parts: Sequence[Basic], hidden: Mapping[Expr, Boolean]) -> Expr:
    """The cases where they hold on a whole neighbourhood, each by its own condition.

    On the border of a case the derivative of its formula says nothing: for f = x where
    (x, y) = (0, 0) and 0 elsewhere, the partial derivative at (0, 0) is not 1.
    """
    conditions = (hidden[name] for name in parts[1::2])
    return _join(_exclusive(zip(parts[::2], conditions, strict=True)))


def _join(cases: Iterable[tuple[Basic, Boolean]]) -> Expr:
    pieces = [case for case in cases if case[1] != false]
    return Piecewise(*pieces, evaluate=False) if pieces else nan


def _interior(condition: Boolean) -> Boolean:
    """A condition for inner points: of a region its inside, of a curve or a point nothing."""
    return to_nnf(condition, simplify=False).replace(
        lambda part: isinstance(part, (LessThan, GreaterThan, Eq)), _strict
    )


def _strict(relation: Boolean) -> Boolean:
    if _is_stepped(relation):
        # ⌊x⌋ = 0 holds on both sides of every point but at the jumps.
        return relation
    if isinstance(relation, Eq):
        return false
    strict = StrictLessThan if isinstance(relation, LessThan) else StrictGreaterThan
    return strict(relation.lhs, relation.rhs)


def _is_stepped(relation: Boolean) -> bool:
    """Whether both sides are constant between jumps."""
    return not relation.replace(
        lambda part: isinstance(part, tuple(_STEPS)), lambda _: Integer(0)
    ).free_symbols


def gradient(f: Expr, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The n partial derivatives."""
    return tuple(differentiate(f, variable) for variable in variables)


def hessian(partials: Sequence[Expr], variables: Sequence[Symbol]) -> Matrix:
    """The n×n matrix of second partial derivatives, from the first ones."""
    return Matrix(
        [[differentiate(partial, variable) for variable in variables] for partial in partials]
    )


def evaluate_derivative(derivative: Expr, values: Mapping[Symbol, Expr]) -> Expr | None:
    """The derivative's exact value; None where its expression has none.

    Conditions that it puts on parameters are taken to hold, as f is smooth there.
    """
    hangs_on_parameters = derivative.free_symbols - set(values) or any(
        value.free_symbols for value in values.values()
    )
    if derivative.has(Piecewise) and hangs_on_parameters:
        derivative = _in_signs(derivative)
    try:
        value = evaluate(_compiled(derivative), values, [])
        if not value.free_symbols:
            return shorten_number(value)
        short = shorten(_sign_for_slope(value))
        return _in_one_sign(short) if short.has(sign) and short.has(Abs) else short
    except (UndefinedError, UnreadableExpressionError):
        return None


@lru_cache(maxsize=64)
def _compiled(derivative: Expr) -> Program:
    """Its program: each critical point asks for the same derivatives."""
    return compile_formula(from_sympy(derivative))


def _in_signs(derivative: Expr) -> Expr:
    """With signs for the cases of maxima, each to the first power: off their jumps s² is 1."""
    whole = derivative.replace(_is_of_leaders, _by_sign)
    for part in sorted(whole.atoms(sign) - derivative.atoms(sign), key=str):
        variable = Dummy()
        in_variable = whole.xreplace({part: variable})
        if not in_variable.diff(variable).has(variable):
            continue
        ahead, behind = (shorten(in_variable.xreplace({variable: Integer(s)})) for s in (1, -1))
        whole = (1 + part) * ahead / 2 + (1 - part) * behind / 2
    return whole


def _is_of_leaders(part: Expr) -> bool:
    """Whether it is given for each of some operands being larger, or smaller, than all others."""
    if not isinstance(part, Piecewise) or len(part.args) < 2:
        return False
    relations = [conjuncts(condition) for _, condition in part.args]
    if not all(isinstance(relation, _STRICT) for row in relations for relation in row):
        return False
    pairs = [[(relation.gts, relation.lts) for relation in row] for row in relations]
    return _are_tournament(pairs) or _are_tournament([[(b, a) for a, b in row] for row in pairs])


def _are_tournament(rows: Sequence[Sequence[tuple[Expr, Expr]]]) -> bool:
    """Whether in each row one operand stands before all others, each of them in one row."""
    leaders = [{first for first, _ in row} for row in rows]
    operands = set().union(*leaders)
    return len(operands) == len(rows) and all(
        len(leader) == 1 and {second for _, second in row} == operands - leader
        for leader, row in zip(leaders, rows, strict=True)
    )


def _by_sign(cases: Piecewise) -> Expr:
    """One expression for all cases, of which parameters do not tell the one that applies."""
    if len(cases.args) == 2:
        (ahead, condition), (behind, _) = cases.args
        side = _side(condition)
        return ((ahead + behind) / 2 + side * (ahead - behind) / 2).expand()
    return Add(
        *(
            value * Mul(*((1 + _side(relation)) / 2 for relation in conjuncts(condition)))
            for value, condition in cases.args
        )
    )


def _side(relation: StrictGreaterThan | StrictLessThan) -> Expr:
    """1 where it holds, -1 where its opposite does."""
    gap = relation.gts - relation.lts
    return -sign(-gap) if gap.could_extract_minus_sign() else sign(gap)


def _sign_for_slope(value: Expr) -> Expr:
    """w/|w| as sign(w), where parameters keep w from being 0."""
    magnitudes = value.atoms(Abs)
    if not magnitudes:
        return value
    slopes = {1 / part: sign(part.args[0]) / part.args[0] for part in magnitudes}
    slope = cancel(value.xreplace(slopes))
    return slope.replace(lambda part: part.is_Mul and part.has(sign), _reciprocal_magnitudes)


def _in_one_sign(value: Expr) -> Expr:
    """The same with u·sign(u) for |u| where sign(u) stands in it, too, if that is shorter."""
    inner = {part.args[0] for part in value.atoms(sign)}
    magnitudes = [part for part in value.atoms(Abs) if {part.args[0], -part.args[0]} & inner]
    if not magnitudes or value.count_ops() > _LONGEST_IN_SIGNS:
        return value
    spelled = {part: part.args[0] * sign(part.args[0]) for part in magnitudes}
    turned = {sign(-part.args[0]): -sign(part.args[0]) for part in magnitudes}
    whole = factor(value.xreplace(spelled).xreplace(turned))
    whole = whole.replace(lambda part: part.is_Mul and part.has(sign), _magnitudes_in)
    return whole if whole.count_ops() < value.count_ops() else value


def _magnitudes_in(product: Expr) -> Expr:
    """|w| for w·sign(w)."""
    for part in product.atoms(sign):
        inside, powers = part.args[0], product.as_powers_dict()
        for turn in (1, -1):
            is_factor = powers.get(turn * inside, Integer(0)) == 1
            if powers.get(part) == 1 and is_factor and not inside.is_number:
                return _magnitudes_in(product / (part * inside) * Abs(inside))
    return product


def _reciprocal_magnitudes(product: Expr) -> Expr:
    """1/|w| for sign(w)/w, which is no slope."""
    for part in product.atoms(sign):
        inside, powers = part.args[0], product.as_powers_dict()
        if powers.get(part) == 1 and powers.get(inside, Integer(0)).is_negative:
            product = product * inside / (part * Abs(inside))
    return product
