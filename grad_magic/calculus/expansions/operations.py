"""Each operation of a formula on expansions: functions, seams, and cases with their conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from sympy import Dummy, Expr, Integer, Poly, Rational, diff, factorial, floor, pi, sin

from grad_magic.calculus.domains import DOMAINS, SMOOTH
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.expansions.algebra import ExpansionCalculus
from grad_magic.calculus.expansions.expansion import (
    CONSTANT,
    FLAT,
    UNBOUNDED,
    Expansion,
    OpenError,
    OutsideError,
    Power,
    bounded,
    constant,
    is_smaller,
    precedence,
    raise_power,
)
from grad_magic.calculus.expansions.truth import Truth, Unsettled, negate_truth
from grad_magic.formula.arithmetic import Arithmetic, Case
from grad_magic.formula.operations import RELATIONS
from grad_magic.formula.sympy_forms import BUILDERS

_ONE = Integer(1)
_HALF = Rational(1, 2)
_LESS = Rational(9, 10)
_LOGARITHMIC: Power = (Integer(0), Integer(1))
# Smooth on the whole line, so that a limit that depends on the direction is no obstacle.
_WITH_SIGN_OF_OPERAND = frozenset({"asin", "asinh", "atan", "atanh", "tanh", "erf"})
_ENTIRE = frozenset({"exp", "sin", "cos", "atan", "tanh", "asinh", "erf", "sigmoid", "softplus"})
# The values at -∞ and ∞, approached faster than any power.
_FLAT_LIMITS: Mapping[str, tuple[int, int]] = {
    "tanh": (-1, 1),
    "erf": (-1, 1),
    "sigmoid": (0, 1),
}


class ExpansionOperations:
    """Each operation of a formula on expansions.

    Args:
        calculus: their algebra.
        only_smooth: whether to refuse an operand at a seam, where the rules of differentiation
            need not apply.
    """

    def __init__(self, calculus: ExpansionCalculus, *, only_smooth: bool) -> None:
        self._calculus = calculus
        self._only_smooth = only_smooth
        self._coefficients = calculus.coefficients

    def arithmetic(self) -> Arithmetic[Expansion]:
        """All of them in a table."""
        calculus = self._calculus
        smooth = {
            name: partial(self._smooth, name)
            for name in ("atan", "tanh", "asinh", "erf", "sigmoid", "softplus", "gamma")
        }
        return Arithmetic(
            number=constant,
            operations={
                **smooth,
                "add": calculus.add,
                "multiply": calculus.multiply,
                "negate": calculus.negate,
                "reciprocal": self._reciprocal,
                "integer_power": calculus.power,
                "odd_root_power": self._odd_root_power,
                "power": self._general_power,
                "sqrt": self._root,
                "exp": self._exponential,
                "log": self._logarithm,
                "abs": self._absolute,
                "sign": self._sign,
                "sin": partial(self._wave, "sin"),
                "cos": partial(self._wave, "cos"),
                "tan": lambda z: self._quotient(self._wave("sin", z), self._cos(z)),
                "cot": lambda z: self._quotient(self._cos(z), self._wave("sin", z)),
                "sec": lambda z: self._reciprocal(self._cos(z)),
                "csc": lambda z: self._reciprocal(self._wave("sin", z)),
                "sinh": partial(self._hyperbolic, -1),
                "cosh": partial(self._hyperbolic, 1),
                "coth": lambda z: self._reciprocal(self._smooth("tanh", z)),
                "sech": lambda z: self._reciprocal(self._hyperbolic(1, z)),
                "csch": lambda z: self._reciprocal(self._hyperbolic(-1, z)),
                "acos": self._arccosine,
                "asin": lambda z: calculus.subtract(constant(pi / 2), self._arccosine(z)),
                "acosh": self._area_cosine,
                "atanh": self._area_tangent,
                "atan2": self._angle,
                "max": partial(self._extreme, 1),
                "min": partial(self._extreme, -1),
                "floor": self._floor,
                "ceiling": lambda z: calculus.negate(self._floor(calculus.negate(z))),
                "heaviside": self._heaviside,
                "factorial": lambda z: self._smooth("gamma", calculus.add(z, constant(_ONE))),
                "beta": self._beta,
                "binomial": self._binomial,
                "besselj": partial(self._of_order, "besselj"),
                "polygamma": partial(self._of_order, "polygamma"),
                **{name: partial(self._relate, name) for name in RELATIONS},
                "true": lambda: True,
                "and": self._conjunction,
                "or": lambda *parts: negate_truth(self._conjunction(*map(negate_truth, parts))),
            },
            choose=self._choose,
        )

    def _check_smooth(self, operand: Expansion) -> None:
        """Refuses an operand that is 0, or may be, where its operation has a seam at 0."""
        if self._only_smooth and not self._calculus.sign(operand):
            raise OpenError("the curve touches a seam")

    def _absolute(self, expansion: Expansion) -> Expansion:
        self._check_smooth(expansion)
        return self._calculus.absolute(expansion)

    def _root(self, expansion: Expansion) -> Expansion:
        self._check_smooth(expansion)
        return self._calculus.power(expansion, _HALF)

    def _odd_root_power(self, base: Expansion, exponent: Rational) -> Expansion:
        if exponent <= 1:
            self._check_smooth(base)
        return self._calculus.power(base, exponent)

    def _reciprocal(self, expansion: Expansion) -> Expansion:
        return self._calculus.power(expansion, Integer(-1))

    def _quotient(self, top: Expansion, bottom: Expansion) -> Expansion:
        return self._calculus.multiply(top, self._reciprocal(bottom))

    def _cos(self, expansion: Expansion) -> Expansion:
        return self._wave("cos", expansion)

    def _split(self, expansion: Expansion) -> tuple[Expr, Expansion]:
        """(c, ε) with the expansion c + ε and ε → 0."""
        limit = expansion.coefficient(CONSTANT)
        rest = replace(
            expansion, terms=tuple(pair for pair in expansion.terms if pair[0] != CONSTANT)
        )
        return limit, replace(rest, is_nonnegative=False)

    def _has_limit(self, expansion: Expansion) -> bool:
        return expansion.knows(CONSTANT) and (
            expansion.size is None or precedence(expansion.size) >= precedence(CONSTANT)
        )

    def _taylor(self, operation: str, expansion: Expansion, *leading: Expr) -> Expansion:
        limit, rest = self._split(expansion)
        coefficient = partial(_taylor_coefficient, operation, (*leading, limit))
        result = self._calculus.compose(coefficient, rest)
        has_sign = operation in _WITH_SIGN_OF_OPERAND and expansion.is_nonnegative
        return replace(result, is_nonnegative=True) if has_sign else result

    def _depends_on_direction(self, limit: Expr) -> bool:
        return bool(limit.free_symbols.intersection(self._coefficients.direction))

    def _smooth(self, operation: str, expansion: Expansion, *leading: Expr) -> Expansion:
        """A function by Taylor's formula where it is smooth at the limit."""
        if not self._has_limit(expansion):
            return self._at_infinity(operation, expansion)
        limit, rest = self._split(expansion)
        if operation not in _ENTIRE:
            if self._depends_on_direction(limit):
                raise OpenError("the limit depends on the direction")
            self._check_domain(operation, (*leading, limit), is_constant=rest.is_zero)
        result = self._taylor(operation, expansion, *leading)
        return replace(result, is_nonnegative=operation in ("exp", "sigmoid", "softplus"))

    @staticmethod
    def _check_domain(operation: str, arguments: tuple[Expr, ...], *, is_constant: bool) -> None:
        domain, smooth = DOMAINS[operation], SMOOTH[operation]
        if domain is not None and not domain.holds(*arguments):
            if is_constant and domain.holds(*arguments) is False:
                raise OutsideError(operation)
            raise OpenError(operation)
        if smooth is not None and not smooth.holds(*arguments):
            raise OpenError(operation)

    def _at_infinity(self, operation: str, expansion: Expansion) -> Expansion:
        sign = self._calculus.sign(expansion) if expansion.knows(CONSTANT) else None
        is_far = sign is not None and expansion.size is not None and expansion.size[0] < 0
        if operation in _FLAT_LIMITS and is_far:
            value = constant(Integer(_FLAT_LIMITS[operation][(sign or 0) > 0]))
            return replace(self._calculus.add(value, Expansion(error=FLAT)), **expansion.flags())
        if operation == "atan" and is_far:
            inverse = self._smooth("atan", self._reciprocal(expansion))
            return self._calculus.subtract(constant((sign or 0) * pi / 2), inverse)
        if operation in (*_FLAT_LIMITS, "atan"):
            return bounded(is_continuous=expansion.is_continuous, is_defined=expansion.is_defined)
        raise OpenError(operation)

    def _wave(self, operation: str, expansion: Expansion) -> Expansion:
        """Sine or cosine."""
        if self._has_limit(expansion):
            return self._taylor(operation, expansion)
        is_infinite = (
            expansion.is_continuous
            and expansion.knows(CONSTANT)
            and self._calculus.sign(expansion) is not None
        )
        return bounded(
            is_continuous=expansion.is_continuous,
            is_defined=expansion.is_defined,
            oscillates=is_infinite,
        )

    def _exponential(self, expansion: Expansion) -> Expansion:
        escape = expansion.falls or expansion.rises
        if escape is not None and escape[0] < 0:
            error = FLAT if expansion.falls else UNBOUNDED
            grows = expansion.rises is not None
            flags = {**expansion.flags(), "is_continuous": False}
            return Expansion(error=error, is_nonnegative=True, grows=grows, **flags)
        large = [pair for pair in expansion.terms if is_smaller(CONSTANT, pair[0])]
        if not large and expansion.knows(CONSTANT):
            return replace(self._taylor("exp", expansion), is_nonnegative=True)
        if not expansion.knows(CONSTANT) and (expansion.error != CONSTANT or large):
            return replace(Expansion(error=UNBOUNDED, **expansion.flags()), is_nonnegative=True)
        if not large:
            return replace(Expansion(error=CONSTANT, **expansion.flags()), is_nonnegative=True)
        if len(large) == 1 and large[0][0] == _LOGARITHMIC and large[0][1].is_Rational:
            rest = replace(
                expansion, terms=tuple(pair for pair in expansion.terms if pair not in large)
            )
            power: Power = (-large[0][1], Integer(0))
            return self._calculus.multiply(
                replace(Expansion(((power, _ONE),)), is_nonnegative=True), self._exponential(rest)
            )
        sign = self._coefficients.sign(large[0][1]) if large[0][0][0] < 0 else None
        return Expansion(
            error=FLAT if sign == -1 else UNBOUNDED,
            is_nonnegative=True,
            grows=sign == 1,
            **expansion.flags(),
        )

    def _logarithm(self, expansion: Expansion) -> Expansion:
        sign = self._calculus.sign(expansion)
        if sign is None:
            raise OpenError("log of what may be negative")
        if sign <= 0:
            raise OutsideError("log of a number that is not positive")
        (power, exponent), coefficient, rest = self._calculus.lead(expansion)
        if exponent:
            raise OpenError("log of a logarithm")
        terms = [(CONSTANT, BUILDERS["log"](coefficient)), (_LOGARITHMIC, -power)]
        series = self._calculus.compose(partial(_taylor_coefficient, "log", (_ONE,)), rest)
        return self._calculus.add(self._calculus.collect(terms, ()), series)

    def _general_power(self, base: Expansion, exponent: Expansion) -> Expansion:
        self._check_smooth(base)
        sign = self._calculus.sign(base)
        power = exponent.coefficient(CONSTANT)
        if sign == -1 and power.free_symbols and exponent == constant(power):
            # Of x^a it has a value if a is a whole number.
            raise OpenError("a power whose exponent may be a whole number")
        if sign == -1:
            raise OutsideError("a variable power of a negative number")
        assumed = base.is_nonnegative or self._coefficients.is_assumed_nonnegative(base)
        if sign is None and not assumed:
            raise OpenError("a variable power of what may be negative")
        if power.is_Rational and exponent == constant(power):
            return self._calculus.power(base, power)
        if base.is_zero:
            if self._calculus.sign(exponent) == 1 and exponent.knows(CONSTANT):
                return replace(base, **base.flags(exponent))
            raise OpenError("a power of 0")
        if sign is None and power.is_Rational and power > 0 and exponent.knows(CONSTANT):
            return self._small_power(base, exponent, power)
        return self._exponential(self._calculus.multiply(exponent, self._logarithm(base)))

    def _small_power(self, base: Expansion, exponent: Expansion, limit: Rational) -> Expansion:
        """0 ≤ b < 1 to a power that tends to c > 0 is at most b to any smaller power."""
        if base.size is None or base.size[0] <= 0 or exponent.size != CONSTANT:
            raise OpenError("a power of what may be 0")
        is_constant = exponent.error is None and len(exponent.terms) == 1
        error = raise_power(base.size, limit if is_constant else limit * _LESS)
        return Expansion(error=error, is_nonnegative=True, **base.flags(exponent))

    def _hyperbolic(self, sign: int, expansion: Expansion) -> Expansion:
        """(eᶻ ± e⁻ᶻ)/2."""
        falling = self._exponential(self._calculus.negate(expansion))
        signed = falling if sign > 0 else self._calculus.negate(falling)
        total = self._calculus.add(self._exponential(expansion), signed)
        half = self._calculus.multiply(constant(_HALF), total)
        return replace(half, is_nonnegative=sign > 0 or expansion.is_nonnegative)

    def _arccosine(self, expansion: Expansion) -> Expansion:
        """2·asin √((1 - z)/2), which is smooth in the root near z = 1."""
        if not self._has_limit(expansion):
            raise OpenError("acos")
        limit, _ = self._split(expansion)
        if self._depends_on_direction(limit):
            raise OpenError("the limit depends on the direction")
        if sign_of(limit - 1) == 0 or sign_of(limit + 1) == 0:
            at_one = sign_of(limit - 1) == 0
            near = expansion if at_one else self._calculus.negate(expansion)
            angle = self._double_root("asin", self._calculus.subtract(constant(_ONE), near))
            return angle if at_one else self._calculus.subtract(constant(pi), angle)
        return self._smooth_inside("acos", expansion)

    def _area_cosine(self, expansion: Expansion) -> Expansion:
        """2·asinh √((z - 1)/2) near z = 1."""
        if self._has_limit(expansion) and sign_of(self._split(expansion)[0] - 1) == 0:
            return self._double_root("asinh", self._calculus.subtract(expansion, constant(_ONE)))
        return self._smooth_inside("acosh", expansion)

    def _double_root(self, operation: str, distance: Expansion) -> Expansion:
        self._check_smooth(distance)
        half = self._calculus.multiply(constant(_HALF), distance)
        root = self._calculus.power(half, _HALF)
        return self._calculus.multiply(constant(Integer(2)), self._taylor(operation, root))

    def _smooth_inside(self, operation: str, expansion: Expansion) -> Expansion:
        """A function whose domain is an interval, at an inner limit."""
        if not self._has_limit(expansion):
            raise OpenError(operation)
        limit, _ = self._split(expansion)
        domain = DOMAINS[operation]
        if domain and not self._depends_on_direction(limit) and domain.holds(limit) is False:
            raise OutsideError(operation)
        return self._smooth(operation, expansion)

    def _area_tangent(self, expansion: Expansion) -> Expansion:
        add, subtract = self._calculus.add, self._calculus.subtract
        above, below = add(constant(_ONE), expansion), subtract(constant(_ONE), expansion)
        logarithms = subtract(self._logarithm(above), self._logarithm(below))
        half = self._calculus.multiply(constant(_HALF), logarithms)
        return replace(half, is_nonnegative=expansion.is_nonnegative)

    def _angle(self, y: Expansion, x: Expansion) -> Expansion:
        """The angle of the point (x, y), from -π to π."""
        across, up = self._calculus.sign(x), self._calculus.sign(y)
        if across != 1:
            self._check_smooth(y)
        if across == 1:
            return self._smooth("atan", self._quotient(y, x))
        if up:
            turned = self._smooth("atan", self._quotient(x, y))
            return self._calculus.subtract(constant(up * pi / 2), turned)
        if across == -1 and up == 0:
            return replace(constant(pi), **x.flags(y))
        if across == 0 and up == 0:
            raise OutsideError("the angle of (0, 0)")
        is_defined = bool(across) and x.is_defined and y.is_defined
        return bounded(is_continuous=False, is_defined=is_defined)

    def _beta(self, first: Expansion, second: Expansion) -> Expansion:
        gammas = [self._smooth("gamma", expansion) for expansion in (first, second)]
        below = self._smooth("gamma", self._calculus.add(first, second))
        return self._quotient(self._calculus.multiply(*gammas), below)

    def _of_order(self, operation: str, order: Expansion, expansion: Expansion) -> Expansion:
        return self._smooth(operation, expansion, order.coefficient(CONSTANT))

    def _binomial(self, upper: Expansion, lower: Expansion) -> Expansion:
        """Of two whole numbers; there are no others in a formula."""
        for expansion in (upper, lower):
            if expansion.error is not None or expansion.size not in (None, CONSTANT):
                raise OpenError("binomial")
        numbers = (expansion.coefficient(CONSTANT) for expansion in (upper, lower))
        return replace(constant(BUILDERS["binomial"](*numbers)), **upper.flags(lower))

    def _sign(self, expansion: Expansion) -> Expansion:
        self._check_smooth(expansion)
        sign = self._calculus.sign(expansion)
        if sign is not None:
            return replace(constant(Integer(sign)), **expansion.flags())
        return bounded(is_continuous=False, is_defined=expansion.is_defined)

    def _heaviside(self, expansion: Expansion) -> Expansion:
        sign = self._calculus.sign(expansion)
        if sign == 0:
            raise OutsideError("Heaviside of 0")
        if sign is None:
            return bounded(is_continuous=False, is_defined=False)
        return replace(constant(Integer((sign + 1) // 2)), **expansion.flags())

    def _extreme(self, factor: int, *expansions: Expansion) -> Expansion:
        first, *others = expansions
        for other in others:
            gap = self._calculus.subtract(first, other)
            self._check_smooth(gap)
            sign = self._calculus.sign(gap)
            if sign is None:
                sign = self._side(first, other)
            if sign is None:
                signed = self._calculus.absolute(gap)
                signed = signed if factor > 0 else self._calculus.negate(signed)
                total = self._calculus.add(first, other, signed)
                never_negative = list(map(self._calculus.is_nonnegative, (first, other)))
                known = any(never_negative) if factor > 0 else all(never_negative)
                first = self._calculus.multiply(constant(_HALF), total)
                first = replace(first, is_nonnegative=known)
            elif sign * factor < 0:
                first = other
        return replace(first, is_defined=all(part.is_defined for part in expansions))

    def _side(self, first: Expansion, second: Expansion) -> int | None:
        """1 if the first is known to be nowhere below the second, -1 for nowhere above it."""
        for side, pair in ((1, (first, second)), (-1, (second, first))):
            gap = self._calculus.subtract(*pair)
            coefficients = [coefficient for _, coefficient in gap.terms]
            is_sum = gap.error is None and all(map(self._coefficients.is_nonnegative, coefficients))
            if gap.is_nonnegative or is_sum:
                return side
        return None

    def _floor(self, expansion: Expansion) -> Expansion:
        if not self._has_limit(expansion):
            raise OpenError("floor")
        limit, rest = self._split(expansion)
        if self._depends_on_direction(limit):
            raise OpenError("floor")
        whole = floor(limit)
        if sign_of(limit - whole) is None:
            raise OpenError("floor")
        if sign_of(limit - whole) == 0:
            self._check_smooth(rest)
            sign = self._calculus.sign(rest)
            if sign is None:
                return bounded(is_continuous=False, is_defined=expansion.is_defined)
            whole = whole - 1 if sign < 0 else whole
        return replace(constant(whole), **expansion.flags())

    def _relate(self, relation: str, difference: Expansion) -> Truth:
        if not difference.is_defined:
            raise OpenError("a condition that may have no truth value")
        sign = self._calculus.sign(difference)
        if self._only_smooth and not sign:
            return Unsettled()
        if sign is not None:
            return bool(RELATIONS[relation](sign))
        if relation in ("equal", "unequal"):
            return Unsettled((difference,), negated=relation == "unequal")
        if difference.is_nonnegative:
            return _relate_nonnegative(relation, difference)
        is_greater = relation.startswith("greater")
        return Unsettled(
            nonnegative=difference if is_greater else None,
            nonpositive=None if is_greater else difference,
        )

    def _conjunction(self, *parts: Truth) -> Truth:
        if False in parts:
            return False
        open_parts = [part for part in parts if isinstance(part, Unsettled)]
        if not open_parts:
            return True
        if len(open_parts) == 1:
            return open_parts[0]
        zeros = tuple(expansion for part in open_parts for expansion in part.zeros)
        if any(part.negated or not part.zeros for part in open_parts):
            return Unsettled(parts=tuple(open_parts))
        return False if self._cannot_all_vanish(zeros) else Unsettled(zeros)

    @staticmethod
    def _value_of_case(value: Callable[[], Expansion], *, is_certain: bool) -> Expansion:
        try:
            return value()
        except OutsideError:
            if is_certain:
                raise
            raise OpenError("a case without values may apply") from None

    def _not_negative(self, fact: Unsettled) -> Iterator[Expansion]:
        if fact.nonnegative is not None:
            yield fact.nonnegative
        if fact.nonpositive is not None:
            yield self._calculus.negate(fact.nonpositive)

    def _cannot_all_vanish(self, expansions: Sequence[Expansion]) -> bool:
        squares = (self._calculus.power(expansion, Integer(2)) for expansion in expansions)
        return self._calculus.sign(self._calculus.add(*squares)) == 1

    def _choose(self, cases: Sequence[Case]) -> Expansion:
        possible: list[Expansion] = []
        earlier: list[Unsettled] = []
        for condition, value in cases:
            holds = condition()
            if holds is False:
                continue
            if self._only_smooth and holds is not True:
                raise OpenError("the curve touches a border between cases")
            known = [*earlier, *([holds] if isinstance(holds, Unsettled) else [])]
            facts = [fact for one in known for fact in one.facts()]
            nonzero = [zero for fact in facts for zero in fact.nonzero()]
            signed = [sign for fact in facts for sign in self._not_negative(fact)]
            with self._coefficients.assuming(nonzero, signed):
                possible.append(
                    self._value_of_case(value, is_certain=holds is True and not earlier)
                )
            if isinstance(holds, Unsettled):
                earlier.append(holds.opposite())
            else:
                return self._calculus.hull(possible)
        if not possible:
            raise OutsideError("no case applies")
        return replace(self._calculus.hull(possible), is_defined=False)


def _relate_nonnegative(relation: str, difference: Expansion) -> Truth:
    """Of what is not negative, > 0 says that it is not 0."""
    if relation in ("less", "greater_equal"):
        return relation == "greater_equal"
    return Unsettled((difference,), negated=relation == "greater")


_VALUE = Dummy(real=True)
# F′ as a polynomial in F; written out, F⁽ʲ⁾ would double in length with each j.
_OWN_SLOPES: Mapping[str, Expr] = {"tanh": 1 - _VALUE**2, "sigmoid": _VALUE - _VALUE**2}


@lru_cache(maxsize=128)
def _derivative(operation: str, count: int) -> Poly:
    """F⁽ʲ⁾ as a polynomial in F."""
    if not count:
        return Poly(_VALUE, _VALUE)
    slope = Poly(_OWN_SLOPES[operation], _VALUE)
    return _derivative(operation, count - 1).diff(_VALUE) * slope


# y = F′ solves p·y′ + q·y = 0, with p of degree 2 and q of degree 1 at most.
_EQUATIONS_OF_SLOPES: Mapping[str, tuple[Expr, Expr]] = {
    "atan": (1 + _VALUE**2, 2 * _VALUE),
    "asin": (1 - _VALUE**2, -_VALUE),
    "acos": (1 - _VALUE**2, -_VALUE),
    "asinh": (1 + _VALUE**2, _VALUE),
    "acosh": (_VALUE**2 - 1, _VALUE),
    "erf": (_ONE, 2 * _VALUE),
}


@lru_cache(maxsize=1024)
def _slope_coefficient(operation: str, limit: Expr, count: int) -> Expr:
    """The Taylor coefficient of F′ at a number, from the two before it."""
    if not count:
        slope: Expr = diff(BUILDERS[operation](_VALUE), _VALUE).xreplace({_VALUE: limit})
        return slope
    p, q = _EQUATIONS_OF_SLOPES[operation]
    at = {_VALUE: limit}
    last = _slope_coefficient(operation, limit, count - 1)
    total = last * ((count - 1) * diff(p, _VALUE) + q).xreplace(at)
    if count > 1:
        earlier = _slope_coefficient(operation, limit, count - 2)
        total += earlier * ((count - 2) * diff(p, _VALUE, 2) / 2 + diff(q, _VALUE))
    coefficient: Expr = (-total / (count * p.xreplace(at))).expand()
    return coefficient


def _by_equation(operation: str, limit: Expr, count: int) -> Expr | None:
    """F⁽ʲ⁾(c)/j! where F or F′ solves a simple differential equation."""
    if operation == "softplus":
        return _taylor_coefficient("sigmoid", (limit,), count - 1) / count
    if operation in _OWN_SLOPES:
        value = BUILDERS[operation](limit)
        return _derivative(operation, count).as_expr().xreplace({_VALUE: value}) / factorial(count)
    if operation in _EQUATIONS_OF_SLOPES and limit.is_number:
        return _slope_coefficient(operation, limit, count - 1) / count
    return None


@lru_cache(maxsize=2048)
def _taylor_coefficient(operation: str, arguments: tuple[Expr, ...], count: int) -> Expr:
    """F⁽ʲ⁾(c)/j! at the last of the arguments."""
    *leading, limit = arguments
    if operation == "exp":
        return BUILDERS["exp"](limit) / factorial(count)
    if operation == "log":
        return Integer(-1) ** (count + 1) / (count * limit**count) if count else Integer(0)
    if operation in ("sin", "cos"):
        shifted = (limit if operation == "sin" else limit + pi / 2) + count * pi / 2
        return sin(shifted) / factorial(count)
    known = _by_equation(operation, limit, count) if count else None
    if known is not None:
        return known
    variable = Dummy(real=True)
    derivative = diff(BUILDERS[operation](*leading, variable), variable, count)
    return derivative.xreplace({variable: limit}) / factorial(count)
