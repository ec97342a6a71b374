"""Systems of equations, solved over the real numbers where that goes in closed form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from sympy import (
    Expr,
    Mul,
    Poly,
    Pow,
    Rational,
    Symbol,
    exp,
    factor,
    grevlex,
    groebner,
    lex,
    nan,
    oo,
    pi,
    powsimp,
    sqrt,
    together,
    zoo,
)
from sympy import I as IMAGINARY_UNIT

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import factored
from grad_magic.calculus.exact.simplify import shorten, shorten_number
from grad_magic.calculus.extrema.equations.angles import (
    common_periods,
    into_period,
    with_single_angles,
)
from grad_magic.calculus.extrema.equations.inversion import peel, solve_for, turn
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.calculus.extrema.equations.value_bounds import is_never_negative

# Measured: factoring below this size takes some milliseconds.
_LARGEST_EQUATION = 300
# Branches of the search; each takes some milliseconds.
_MOST_BRANCHES = 120
# Above so many solutions over the complex numbers (Bézout), or with larger coefficients, a
# Gröbner basis may take seconds.
_MOST_SOLUTIONS = 27
_MOST_SOLUTIONS_WITH_PARAMETERS = 9
_MOST_PARAMETERS = 2
_LARGEST_COEFFICIENT = 10**6

LONGEST_VALUE = 12
"""Numbers with more operations, roots within roots, take seconds to shorten and to prove equal."""

_UNDEFINED = (nan, zoo, oo, -oo)

Assignment = Mapping[Symbol, Expr]


@dataclass
class Search:
    """What was found, and what was given up.

    Attributes:
        solutions: values of the variables; one that has none is free.
        is_complete: whether there are no others, but for those that `repeating` tells of.
        periods: for each variable in angles a period of the equations in it.
        repeating: variables that stand for all values that differ by multiples of the period.
        unequal: what is taken not to be 0, each once; None where nothing is taken for granted.
    """

    solutions: list[Assignment] = field(default_factory=list)
    is_complete: bool = True
    periods: Mapping[Symbol, Expr] = field(default_factory=dict)
    repeating: set[Symbol] = field(default_factory=set)
    branches: int = 0
    unequal: dict[Expr, None] | None = None

    def is_zero(self, expression: Expr) -> bool:
        """Whether an expression without unknowns is 0.

        Raises:
            UnsolvedError: this is not known, and may not be taken for granted.
        """
        sign = sign_of(_short(expression))
        if sign is not None:
            return not sign
        if not expression.is_rational_function(*expression.free_symbols):
            raise UnsolvedError
        core = together(expression).as_numer_denom()[0].expand()
        if core == 0:
            return True
        if self.unequal is None:
            raise UnsolvedError
        self.unequal[core] = None
        return False


@dataclass(frozen=True)
class _State:
    """Equations that are still to hold, and the values that are already chosen."""

    equations: tuple[Expr, ...]
    unknowns: tuple[Symbol, ...]
    chosen: tuple[tuple[Symbol, Expr], ...] = ()

    def choose(self, variable: Symbol, value: Expr) -> _State:
        """The state with this value put in."""
        values = {variable: value}
        return _State(
            tuple(equation.xreplace(values) for equation in self.equations),
            tuple(unknown for unknown in self.unknowns if unknown != variable),
            (*self.chosen, (variable, value)),
        )


def solve_system(
    equations: Sequence[Expr], variables: Sequence[Symbol], *, in_general: bool = False
) -> Search:
    """The real solutions of a system, each left side being 0.

    Where a side is undefined it counts as whatever its numerator is, so that each solution
    has to be tried in the functions that the equations came from.

    Args:
        equations: the left sides.
        variables: what is to be found.
        in_general: whether expressions in other symbols may be taken not to be 0.
    """
    periods = common_periods(equations, variables)
    search = Search(periods=periods, unequal={} if in_general else None)
    _solve(_State(tuple(equations), tuple(variables)), search)
    return search


def _solve(state: _State, search: Search) -> None:
    search.branches += 1
    if search.branches > _MOST_BRANCHES:
        search.is_complete = False
        return
    try:
        for following in _branches(state, search):
            _solve(following, search)
    except UnsolvedError:
        search.is_complete = False


def _branches(state: _State, search: Search) -> Iterator[_State]:
    """The systems to be solved instead of this one."""
    factored = (_factors(equation, state.unknowns, search) for equation in state.equations)
    systems = [factors for factors in factored if factors is not None]
    if not all(systems):
        return
    if not systems:
        search.solutions += _assignments(state, search)
        return
    systems.sort(key=len)
    parts = tuple(dict.fromkeys(factors[0] for factors in systems if len(factors) == 1))
    product = next((factors for factors in systems if len(factors) > 1), None)
    if product is not None and not any(_is_easy(part, state.unknowns) for part in parts):
        others = tuple(
            Mul(*factors) for factors in systems if len(factors) > 1 and factors is not product
        )
        for part in product:
            yield _State((part, *parts, *others), state.unknowns, state.chosen)
        return
    products = tuple(Mul(*factors) for factors in systems if len(factors) > 1)
    yield from _eliminate(_State((*parts, *products), state.unknowns, state.chosen), search)


def _is_easy(equation: Expr, unknowns: Sequence[Symbol]) -> bool:
    """Whether it gives an unknown at once: it has but one, or one with a constant factor."""
    slopes = [equation.diff(unknown) for unknown in unknowns if equation.has(unknown)]
    return len(slopes) == 1 or any(not slope.has(*unknowns) for slope in slopes)


def _assignments(state: _State, search: Search) -> Iterator[Assignment]:
    """Each chosen value in terms of the variables that are free.

    A division by zero tells that the equation did not give this variable: what it then asks
    for is another branch. y = a/√x has no real value where x turns out to be negative.
    """
    values: dict[Symbol, Expr] = {}
    for variable, value in reversed(state.chosen):
        values[variable] = value.xreplace(values)
        if variable in search.repeating and not value.is_number and values[variable].is_number:
            values[variable] = into_period(values[variable], search.periods[variable])
    if not any(value.has(*_UNDEFINED) or value.is_real is False for value in values.values()):
        yield {variable: _short(value) for variable, value in values.items()}


def _short(value: Expr) -> Expr:
    is_long = value.count_ops() > LONGEST_VALUE
    if value.free_symbols and is_long:
        is_rational = value.is_rational_function(*value.free_symbols)
        return min(shorten(value), factor(value) if is_rational else value, key=_length)
    if value.free_symbols:
        return value
    return value if is_long else shorten_number(value)


def _factors(equation: Expr, unknowns: Sequence[Symbol], search: Search) -> tuple[Expr, ...] | None:
    """The factors that can be 0; None where the equation always holds."""
    if equation.has(*_UNDEFINED):
        return ()
    if not equation.has(*unknowns):
        return None if search.is_zero(equation) else ()
    if equation.has(IMAGINARY_UNIT) or equation.count_ops() > _LARGEST_EQUATION:
        raise UnsolvedError
    if any(_has_open_exponent(power, unknowns) for power in equation.atoms(Pow)):
        raise UnsolvedError
    numerator = together(equation).as_numer_denom()[0]
    if not numerator.free_symbols <= set(unknowns):
        # Without parameters it is a polynomial of angles, which has its own solver.
        numerator = with_single_angles(numerator, unknowns)
    if numerator.expand() == 0:
        return None
    found: dict[Expr, None] = {}
    for part in Mul.make_args(factored(numerator)):
        base = _base(part)
        if base.has(*unknowns) and not base.is_positive and not base.is_negative:
            found[base] = None
        elif not base.has(*unknowns) and sign_of(base) is None:
            search.is_zero(base)
    return tuple(found)


def _has_open_exponent(power: Pow, unknowns: Sequence[Symbol]) -> bool:
    """Whether this is like x^a: where x = 0 it may be 0, 1 or undefined, as a is."""
    is_open = power.exp.free_symbols and not power.exp.has(*unknowns)
    return bool(is_open and power.base.has(*unknowns) and not power.base.is_positive)


def _base(part: Expr) -> Expr:
    """What must be 0 for the factor to be: of a power its base."""
    if not isinstance(part, Pow) or isinstance(part, exp):
        return part
    # A power with a variable exponent is e to some power.
    is_never_zero = not part.exp.is_number or part.exp.is_negative
    return Rational(1) if is_never_zero else part.base


def _eliminate(state: _State, search: Search) -> Iterator[_State]:
    """One unknown less, by the equation that gives it most simply."""
    for equation in sorted(state.equations, key=_length):
        unknowns = [symbol for symbol in state.unknowns if equation.has(symbol)]
        if len(unknowns) == 1:
            return (yield from _by_one_unknown(state, equation, unknowns[0], search))
    linear = _linear(state)
    if linear is not None:
        return (yield from _by_linear(state, *linear, search))
    peeled = _peeled(state)
    if peeled is not None:
        yield from peeled
        return None
    turned = _turned(state, search)
    if turned is not None:
        yield from turned
        return None
    if len(state.equations) == 1:
        yield from _by_quadratic(state)
    elif (gap := _gap(state)) is not None:
        yield _State((gap, *state.equations[1:]), state.unknowns, state.chosen)
    else:
        yield _State(_basis(state), state.unknowns, state.chosen)
    return None


def _gap(state: _State) -> Expr | None:
    """The first two equations' difference, without unknowns: of ax² + by² = a and = b."""
    first, second = state.equations[:2]
    gap = (first - second).expand()
    return None if gap.has(*state.unknowns) else gap


def _length(equation: Expr) -> int:
    return int(equation.count_ops())


def _by_one_unknown(
    state: _State, equation: Expr, variable: Symbol, search: Search
) -> Iterator[_State]:
    period = search.periods.get(variable, 2 * pi)
    values = solve_for(_with_positive_lead(equation, variable), variable, period)
    if values.repeats:
        if not all(has_period(other, variable, period) for other in state.equations):
            raise UnsolvedError
        search.repeating.add(variable)
    search.is_complete = search.is_complete and values.is_complete
    for number in values.numbers:
        # The logarithm of e^(a - 1) is seen to be a - 1, that of e^a/e is not.
        yield state.choose(variable, powsimp(number) if number.free_symbols else number)


def _with_positive_lead(equation: Expr, variable: Symbol) -> Expr:
    """(a² + b²)x² - 1 for 1 - (a² + b²)x², so that the root of a quotient has fewer signs."""
    if equation.free_symbols == {variable} or not equation.is_polynomial(variable):
        return equation
    is_negative = Poly(equation, variable).LC().could_extract_minus_sign()
    return (-equation).expand() if is_negative else equation


def has_period(formula: Expr, variable: Symbol, period: Expr) -> bool:
    """Whether shifting the variable changes nothing; SymPy sees it in sin and cos."""
    return bool(formula.xreplace({variable: variable + period}).expand() == formula.expand())


def _linear(state: _State) -> tuple[Expr, Symbol, Expr] | None:
    """An equation a·v + b, with a constant where there is one, and its v and a."""
    found = None
    for equation in sorted(state.equations, key=_length):
        for variable in state.unknowns:
            factor_of = equation.diff(variable)
            if factor_of == 0 or factor_of.has(variable):
                continue
            if not factor_of.has(*state.unknowns):
                return equation, variable, factor_of
            found = found or (equation, variable, factor_of)
    return found


def _peeled(state: _State) -> list[_State] | None:
    """An equation about one function of several unknowns, such as e^(x + y) = 1, inverted."""
    for equation in sorted(state.equations, key=_length):
        try:
            arguments = peel(equation, state.unknowns)
        except UnsolvedError:
            continue
        others = tuple(other for other in state.equations if other != equation)
        return [_State((a, *others), state.unknowns, state.chosen) for a in arguments]
    return None


def _turned(state: _State, search: Search) -> list[_State] | None:
    """An equation about one sine or cosine of several angles, such as sin(2x + y) = 0, inverted.

    One such equation alone is a family of curves, which is told by its inner expression.
    """
    if len(state.equations) == 1:
        return None
    for equation in sorted(state.equations, key=_length):
        try:
            variable, values = turn(equation, state.unknowns, search.periods)
        except UnsolvedError:
            continue
        if not all(has_period(e, variable, search.periods[variable]) for e in state.equations):
            continue
        search.repeating.add(variable)
        others = tuple(other for other in state.equations if other != equation)
        rest = _State(others, state.unknowns, state.chosen)
        return [rest.choose(variable, value) for value in values]
    return None


def _by_linear(
    state: _State, equation: Expr, variable: Symbol, slope: Expr, search: Search
) -> Iterator[_State]:
    rest = equation.xreplace({variable: Rational(0)})
    others = tuple(other for other in state.equations if other != equation)
    if slope.has(*state.unknowns):
        yield _State((slope, rest, *others), state.unknowns, state.chosen)
    elif search.is_zero(slope):
        raise UnsolvedError
    yield _State(others, state.unknowns, state.chosen).choose(variable, -rest / slope)


def _by_quadratic(state: _State) -> Iterator[_State]:
    """A curve or surface a·v² + 2b·v + c = 0, a constant, as v = -b/a ± √((b² - ac)/a²)."""
    (equation,) = state.equations
    lines = _lines(equation, state)
    if lines is not None:
        yield from lines
        return
    for variable in reversed(state.unknowns):
        if not equation.is_polynomial(variable) or Poly(equation, variable).degree() != 2:
            continue
        a, twice, c = Poly(equation, variable).all_coeffs()
        b = twice / 2
        inside = ((b**2 - a * c) / a**2).expand()
        if sign_of(a) and is_never_negative(-inside):
            yield _State((inside, a * variable + b), state.unknowns, state.chosen)
            return
        if sign_of(a) and _is_somewhere_positive(inside):
            rest = _State((), state.unknowns, state.chosen)
            for root in (-sqrt(inside), sqrt(inside)):
                yield rest.choose(variable, (-b / a).expand() + root)
            return
    raise UnsolvedError


def _lines(equation: Expr, state: _State) -> list[_State] | None:
    """The lines y = ∛2·x of 2x³ - y³ = 0, whose terms have one degree; None of others."""
    unknowns = [unknown for unknown in state.unknowns if equation.has(unknown)]
    is_open = len(unknowns) != 2 or not equation.free_symbols <= set(unknowns)
    if is_open or not equation.is_polynomial(*unknowns):
        return None
    if not Poly(equation, *unknowns).is_homogeneous:
        return None
    first, second = unknowns
    slopes = real_roots(Poly(equation.xreplace({first: Rational(1)}), second))
    rest = _State((), state.unknowns, state.chosen)
    if not slopes:
        return [rest.choose(first, Rational(0)).choose(second, Rational(0))]
    return [rest.choose(second, slope * first) for slope in slopes]


def _is_somewhere_positive(expression: Expr) -> bool:
    symbols = sorted(expression.free_symbols, key=str)
    places = (dict.fromkeys(symbols, Rational(n, 2)) for n in (0, 1, -1, 3, -3))
    return any(sign_of(expression.xreplace(place)) == 1 for place in places)


def _basis(state: _State) -> tuple[Expr, ...]:
    """The Gröbner basis that ends with an equation in one unknown."""
    unknowns = [symbol for symbol in state.unknowns if any(e.has(symbol) for e in state.equations)]
    parameters = {s for e in state.equations for s in e.free_symbols} - set(unknowns)
    if parameters:
        return _basis_with_parameters(state, unknowns, sorted(parameters, key=str))
    polynomials = [_polynomial(equation, unknowns) for equation in state.equations]
    bound = 1
    for polynomial in polynomials:
        bound *= polynomial.total_degree()
    if bound > _MOST_SOLUTIONS:
        raise UnsolvedError
    basis = groebner(polynomials, *unknowns, order=grevlex)
    if basis.exprs != [1]:
        if not basis.is_zero_dimensional:
            raise UnsolvedError
        basis = basis.fglm("lex")
    equations = tuple(basis.exprs)
    if set(equations) == set(state.equations):
        raise UnsolvedError
    return equations


def _basis_with_parameters(
    state: _State, unknowns: Sequence[Symbol], parameters: Sequence[Symbol]
) -> tuple[Expr, ...]:
    """The basis with the parameters as the last unknowns.

    No coefficient was divided by, so that it holds for all values of the parameters.
    """
    symbols = [*unknowns, *parameters]
    polynomials = [_polynomial(equation, symbols) for equation in state.equations]
    degrees = (Poly(equation, *unknowns).total_degree() for equation in state.equations)
    if len(parameters) > _MOST_PARAMETERS or prod(degrees) > _MOST_SOLUTIONS_WITH_PARAMETERS:
        raise UnsolvedError
    equations = tuple(groebner(polynomials, *symbols, order=lex).exprs)
    if set(equations) == set(state.equations):
        raise UnsolvedError
    return equations


def _polynomial(equation: Expr, unknowns: Sequence[Symbol]) -> Poly:
    if not equation.is_polynomial(*unknowns):
        raise UnsolvedError
    polynomial = Poly(equation, *unknowns)
    for coefficient in polynomial.coeffs():
        is_small = isinstance(coefficient, Rational) and max(abs(coefficient.p), coefficient.q)
        if not is_small or is_small > _LARGEST_COEFFICIENT:
            raise UnsolvedError
    return polynomial
