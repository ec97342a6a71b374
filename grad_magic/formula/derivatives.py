"""Derivatives by the rules of the textbook, from the formula as it was typed.

What comes out is meant to be read: it keeps the order in which f was typed, contains the
functions that f contains, and names the rule that was used at each step. Where it is defined may
differ from where f is differentiable, in both directions (x/√(x²·y) is not y^(-1/2), and
(x²y)^(1/3) has a derivative where a product of its parts has none): nothing here says where, and
values at a point are never taken from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Literal

from grad_magic.formula.cases import (
    branches_of,
    closed_cases,
    inner_cases,
    is_unreal,
    needs_positive,
    replace,
    restrict,
    settle,
)
from grad_magic.formula.exponential_sums import slope_of_logarithm, slope_of_share
from grad_magic.formula.normal_form import (
    BRANCHING,
    HALF,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Term,
    UntreatedError,
    add,
    apply,
    base_and_exponent,
    factors_of,
    multiply,
    negate,
    number,
    power,
    split,
    terms_of,
    walk,
)
from grad_magic.formula.pieces import join_equal, pieces_of
from grad_magic.formula.positive_parts import agree_on_border, slope_with_positive_part, with_maxima
from grad_magic.formula.shortening import shorten
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import (
    TypedOrder,
    in_quadratic_order,
    read_formula,
    write_formula,
)

if TYPE_CHECKING:
    from sympy import Symbol

# More cases are no longer read at a glance.
_MOST_CASES = 6
# Of a product of two maxima of two each.
_MOST_JOINT_CASES = 4

Rule = Literal[
    "constant",
    "variable",
    "sum",
    "constant factor",
    "product",
    "quotient",
    "power",
    "exponential",
    "power with a variable exponent",
    "chain",
    "logarithm of a product",
    "several arguments",
    "step",
    "cases",
]


@dataclass(frozen=True)
class Step:
    """One use of a rule, with the steps that it rests on.

    Attributes:
        rule: the rule; "chain" also where the inner function is the variable itself.
        function: what was differentiated.
        derivative: what the rule gives, as it comes.
        parts: of a sum its terms; of a product its factors; of a quotient numerator and
            denominator; of a constant factor the rest; of a chain, a power and an
            exponential the inner function; of cases the cases.
        outer: of a chain or a power the derivative of the outer function, at the inner one.
    """

    rule: Rule
    function: Term
    derivative: Term
    parts: tuple[Step, ...] = ()
    outer: Term | None = None


@dataclass(frozen=True, eq=False)
class Derivation:
    """A derivative, in a form as short as a book's, and how it came about.

    Attributes:
        formula: the derivative to be shown.
        variable: by which f was differentiated.
        step: the last rule that was used, with those before it.
        order: in which parts are written.
    """

    formula: Formula
    variable: Symbol
    step: Step
    order: TypedOrder

    def write(self, term: Term) -> Formula:
        """A part of a step as a formula."""
        return write_formula(term, self.order)


def differentiate(formula: Formula, variable: Symbol, order: TypedOrder) -> Derivation | None:
    """The partial derivative as a book would print it; None where there is no rule for f.

    Args:
        formula: f as it was typed.
        variable: by which f is differentiated.
        order: the orders of f, from `find_typed_order`.

    Returns:
        None where f holds an operation without a rule here, or f or the derivative is too
        large to be read.
    """
    try:
        rules = _Differentiation(variable, order)
        step = rules.of(with_maxima(read_formula(formula), variable))
        shortest = shorten(
            step.derivative, order.formulas, rules.slopes, decimals=order.divisors is not None
        )
    except UntreatedError:
        return None
    if step.rule == "product":
        # What was no sum has no order of its terms.
        shortest = in_quadratic_order(shortest, order)
    return Derivation(write_formula(shortest, order), variable, step, order)


def steps_of(variable: Symbol, order: TypedOrder) -> Callable[[Term], Step]:
    """The record of rules by one variable, for any function."""
    return _Differentiation(variable, order).of


def tidy(formula: Formula, order: TypedOrder) -> Formula | None:
    """The shortest of a few equal forms of a formula, in the typed order.

    None where it is too large.
    """
    try:
        term = read_formula(formula)
        # The formula itself is what is to change; the sums within it are kept.
        kept = order.formulas.keys() - {term.key}
        return write_formula(shorten(term, kept, decimals=order.divisors is not None), order)
    except UntreatedError:
        return None


def _square(u: Term) -> Term:
    return power(u, TWO)


def _inverse_root(u: Term) -> Term:
    return power(u, number(Fraction(-1, 2)))


# The derivative of each function of one argument, at the argument u.
_OUTER: Mapping[str, Callable[[Term], Term]] = {
    "exp": lambda u: apply("exp", u),
    "log": lambda u: power(u, MINUS_ONE),
    "abs": lambda u: multiply(u, power(apply("abs", u), MINUS_ONE)),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: negate(apply("sin", u)),
    "tan": lambda u: _square(apply("sec", u)),
    "cot": lambda u: negate(_square(apply("csc", u))),
    "sec": lambda u: multiply(apply("sec", u), apply("tan", u)),
    "csc": lambda u: multiply(MINUS_ONE, apply("csc", u), apply("cot", u)),
    "asin": lambda u: _inverse_root(add(ONE, negate(_square(u)))),
    "acos": lambda u: negate(_inverse_root(add(ONE, negate(_square(u))))),
    "atan": lambda u: power(add(ONE, _square(u)), MINUS_ONE),
    "sinh": lambda u: apply("cosh", u),
    "cosh": lambda u: apply("sinh", u),
    "tanh": lambda u: add(ONE, negate(_square(apply("tanh", u)))),
    "coth": lambda u: negate(_square(apply("csch", u))),
    "sech": lambda u: multiply(MINUS_ONE, apply("sech", u), apply("tanh", u)),
    "csch": lambda u: multiply(MINUS_ONE, apply("csch", u), apply("coth", u)),
    "asinh": lambda u: _inverse_root(add(_square(u), ONE)),
    "acosh": lambda u: _inverse_root(add(_square(u), MINUS_ONE)),
    "atanh": lambda u: power(add(ONE, negate(_square(u))), MINUS_ONE),
    "erf": lambda u: multiply(TWO, power(PI, negate(HALF)), apply("exp", negate(_square(u)))),
    "sigmoid": lambda u: multiply(apply("sigmoid", u), add(ONE, negate(apply("sigmoid", u)))),
    "softplus": lambda u: apply("sigmoid", u),
    "gamma": lambda u: multiply(apply("gamma", u), apply("polygamma", ZERO, u)),
    "factorial": lambda u: multiply(apply("factorial", u), apply("polygamma", ZERO, add(u, ONE))),
}


def _psi(argument: Term) -> Term:
    return apply("polygamma", ZERO, argument)


def _beta_slope(p: Term, q: Term) -> Term:
    return multiply(apply("beta", p, q), add(_psi(p), negate(_psi(add(p, q)))))


def _bessel_slope(n: Term, u: Term) -> Term:
    if n.key == ZERO.key:
        return negate(apply("besselj", ONE, u))
    below, above = (apply("besselj", add(n, step), u) for step in (MINUS_ONE, ONE))
    return multiply(HALF, add(below, negate(above)))


# Of functions of two arguments the derivative by each; None where the argument is constant.
_PARTIAL: Mapping[str, tuple[Callable[[Term, Term], Term] | None, Callable[[Term, Term], Term]]] = {
    "atan2": (
        lambda b, a: multiply(a, power(add(_square(a), _square(b)), MINUS_ONE)),
        lambda b, a: multiply(MINUS_ONE, b, power(add(_square(a), _square(b)), MINUS_ONE)),
    ),
    "beta": (_beta_slope, lambda p, q: _beta_slope(q, p)),
    "besselj": (None, _bessel_slope),
    "polygamma": (None, lambda n, u: apply("polygamma", add(n, ONE), u)),
}

# Constant but where they jump.
_STEP_FUNCTIONS = frozenset({"sign", "heaviside", "floor", "ceiling"})


class _Differentiation:
    """The rules, by one variable; equal parts are differentiated once."""

    def __init__(self, variable: Symbol, order: TypedOrder) -> None:
        self.variable, self.order = variable, order
        self.known: dict[str, Step] = {}
        # The sums that outer derivatives hold, as 1 - σ(u): they stay together.
        self.slopes: set[str] = set()

    def of(self, term: Term) -> Step:
        step = self.known.get(term.key)
        if step is None:
            step = self.known[term.key] = self._differentiate(term)
        return step

    def _depends(self, term: Term) -> bool:
        return self.variable in term.names

    def _is_still_choice(self, part: Term) -> bool:
        is_positive = part.kind == "max" and any(
            operand.is_number and operand.number > 0 for operand in part.parts
        )
        return part.kind in BRANCHING and not is_positive and not self._depends(part)

    def _differentiate(self, term: Term) -> Step:  # noqa: PLR0911  (one case a kind)
        if not self._depends(term):
            return Step("constant", term, ZERO)
        if term.kind == "name":
            return Step("variable", term, ONE)
        branching = self._first_branching(term)
        if branching is not None:
            return self._branch(term, branching)
        match term.kind:
            case "sum":
                parts = tuple(map(self.of, term.parts))
                return Step("sum", term, add(*(part.derivative for part in parts)), parts)
            case "product":
                return self._differentiate_product(term)
            case "power":
                return self._differentiate_power(term)
            case _:
                return self._differentiate_function(term)

    def _first_branching(self, term: Term) -> Term | None:
        """The maximum, minimum or cases in the term, if all that depend on x are equal.

        In a product of a few the first of them, as what stands beside it has its cases in each.
        """
        if not BRANCHING & _kinds(term):
            return None
        found = {
            part.key: part for part in walk(term) if part.kind in BRANCHING and self._depends(part)
        }
        nested = {
            part.key for outer in found.values() for inner in outer.parts for part in walk(inner)
        }
        outermost = [part for key, part in found.items() if key not in nested]
        cases = prod(map(_count_cases, outermost))
        are_few = term.kind != "sum" and cases <= _MOST_JOINT_CASES
        return outermost[0] if len(outermost) == 1 or (outermost and are_few) else None

    def _branch(self, term: Term, branching: Term) -> Step:
        """Case by case, each with the value that applies there; terms apart if that needs none."""
        if term.kind == "sum":
            parts = tuple(map(self.of, term.parts))
            if not any("piecewise" in _kinds(part.derivative) for part in parts):
                return Step("sum", term, add(*(part.derivative for part in parts)), parts)
        intervals = pieces_of(branching, self.order)
        cases = intervals or branches_of(branching, self.order)
        steps = tuple(self.of(settle(term, branching, value)) for value, _ in cases)
        slopes = [step.derivative for step in steps]
        lost = [_is_lost(term, branching, *case) for case in cases]
        slope = None if any(lost) else self._slope_of_all(term, branching, cases, slopes)
        if slope is not None:
            return Step("cases", term, slope, steps)
        conditions: list[Term | None] = [holds for _, holds in cases]
        if branching.kind == "piecewise":
            conditions = inner_cases([holds for _, holds in cases])
            if agree_on_border(cases, slopes, self.order):
                conditions = closed_cases(cases[0][1], conditions)
        pieces = [
            piece
            for slope, holds, has_none in zip(slopes, conditions, lost, strict=True)
            if holds is not None and not has_none and not is_unreal(slope, holds)
            for piece in restrict(slope, holds)
        ]
        if intervals is not None:
            pieces = join_equal(pieces)
        if not 0 < len(pieces) <= _MOST_CASES:
            raise UntreatedError(f"{len(pieces)} cases")
        flat = (part for piece in pieces for part in piece)
        return Step("cases", term, apply("piecewise", *flat), steps)

    def _slope_of_all(
        self,
        term: Term,
        branching: Term,
        cases: list[tuple[Term, Term]],
        slopes: list[Term],
    ) -> Term | None:
        """The one formula that holds in all cases and between them; None where there is none."""
        if len({slope.key for slope in slopes}) == 1:
            # A maximum is continuous at the border.
            is_continuous = branching.kind != "piecewise"
            return (
                slopes[0] if is_continuous or agree_on_border(cases, slopes, self.order) else None
            )
        values = [value for value, _ in cases]
        if ZERO.key not in (value.key for value in values):
            return None
        short = [shorten(slope, self.order.formulas, self.slopes) for slope in slopes]
        return slope_with_positive_part(term, branching, list(zip(values, short, strict=True)))

    def _differentiate_product(self, term: Term) -> Step:
        coefficient, rest = split(term)
        factors = factors_of(rest)
        dependent = [factor for factor in factors if self._depends(factor)]
        if len(dependent) < len(factors) or coefficient != 1:
            inner = self.of(multiply(*dependent))
            # In the place of what it comes from: x(1 - x)(1 - 2y) of x(1 - x)y(1 - y).
            placed = [
                inner.derivative if factor is dependent[-1] else factor
                for factor in factors
                if factor is dependent[-1] or not self._depends(factor)
            ]
            derivative = multiply(number(coefficient), *placed)
            return Step("constant factor", term, derivative, (inner,))
        below = [factor for factor in factors if _is_whole_below(factor)]
        if below and len(below) < len(factors):
            return self._differentiate_quotient(term, below)
        parts = tuple(map(self.of, factors))
        terms = (
            multiply(*factors[:place], part.derivative, *factors[place + 1 :])
            for place, part in enumerate(parts)
        )
        return Step("product", term, add(*terms), parts)

    def _differentiate_quotient(self, term: Term, below: list[Term]) -> Step:
        """(u/v)′ = (u′v - uv′)/v²; with v = w^k this is (u′w - kuw′)/w^(k+1)."""
        top = multiply(*(factor for factor in term.parts if factor not in below))
        bottom = power(multiply(*below), MINUS_ONE)
        above, under = self.of(top), self.of(bottom)
        difference = add(
            multiply(above.derivative, bottom), multiply(MINUS_ONE, top, under.derivative)
        )
        derivative = multiply(difference, power(bottom, number(-2)))
        return Step("quotient", term, derivative, (above, under))

    def _differentiate_power(self, term: Term) -> Step:
        base, exponent = term.parts
        is_rough = exponent.is_number and 0 < exponent.number < 1
        if is_rough and any(self._is_still_choice(part) for part in walk(base)):
            # Of √(x·max(y, 0)) no derivative by x is seen where max(y, 0) is 0.
            raise UntreatedError("a root of what may be 0 on a whole side")
        if not self._depends(exponent):
            outer = multiply(exponent, power(base, add(exponent, MINUS_ONE)))
            inner = self.of(base)
            return Step("power", term, multiply(outer, inner.derivative), (inner,), outer)
        above = self.of(exponent)
        growth = multiply(above.derivative, term, apply("log", base))
        if not self._depends(base):
            return Step("exponential", term, growth, (above,))
        inner = self.of(base)
        outer = multiply(exponent, power(base, add(exponent, MINUS_ONE)))
        parts = multiply(outer, inner.derivative), growth
        # x^x·(1 + ln x), but cos(x)^x·(ln cos x - x·tan x).
        derivative = add(*(parts if base.kind == "name" else reversed(parts)))
        return Step("power with a variable exponent", term, derivative, (inner, above))

    def _differentiate_function(self, term: Term) -> Step:
        if term.kind in _STEP_FUNCTIONS:
            inner = self.of(term.parts[0])
            return Step("step", term, ZERO, (inner,))
        if term.kind in _PARTIAL:
            return self._differentiate_arguments(term)
        if term.kind in ("logsumexp", "softmax_entry"):
            return self._differentiate_exponentials(term)
        if term.kind not in _OUTER:
            raise UntreatedError(term.kind)
        if term.kind == "log" and term.parts[0].kind == "product":
            return self._differentiate_logarithm(term)
        inner = self.of(term.parts[0])
        exponent = _log_of_one_plus(term)
        if exponent is not None:
            # ln(1 + e^u) is softplus(u), whose slope is σ(u).
            inner = self.of(exponent)
            outer = self._slope_of_softplus(exponent)
        else:
            outer = _OUTER[term.kind](term.parts[0])
            self.slopes |= {part.key for part in factors_of(outer) if part.kind == "sum"}
        derivative = multiply(outer, inner.derivative)
        return Step("chain", term, derivative, (inner,), outer)

    def _slope_of_softplus(self, exponent: Term) -> Term:
        """σ(u), or e^u/(1 + e^u) where f was typed in exponentials and speaks of no σ."""
        if not self.order.has_exponentials:
            return apply("sigmoid", exponent)
        if split(exponent)[0] < 0:
            # e^-s/(1 + e^-s) = 1/(1 + e^s).
            return power(add(ONE, apply("exp", negate(exponent))), MINUS_ONE)
        growth = apply("exp", exponent)
        return multiply(growth, power(add(ONE, growth), MINUS_ONE))

    def _differentiate_logarithm(self, term: Term) -> Step:
        """ln(u·v)′ = u′/u + v′/v, which needs no product rule and no quotient rule."""
        logarithms = [_log_of_power(factor) for factor in factors_of(split(term.parts[0])[1])]
        parts = tuple(self.of(logarithm) for logarithm in logarithms)
        derivative = add(*(part.derivative for part in parts))
        return Step("logarithm of a product", term, derivative, parts)

    def _differentiate_arguments(self, term: Term) -> Step:
        parts = tuple(map(self.of, term.parts))
        terms = []
        for partial, part in zip(_PARTIAL[term.kind], parts, strict=True):
            if part.derivative.key == ZERO.key:
                continue
            if partial is None:
                raise UntreatedError(term.kind)
            terms.append(multiply(partial(*term.parts), part.derivative))
        return Step("several arguments", term, add(*terms), parts)

    def _differentiate_exponentials(self, term: Term) -> Step:
        is_sum = term.kind == "logsumexp"
        parts = tuple(map(self.of, term.parts if is_sum else term.parts[1:]))
        slopes = [part.derivative for part in parts]
        derivative = (slope_of_logarithm if is_sum else slope_of_share)(term, slopes)
        self.slopes |= {part.key for part in factors_of(derivative) if part.kind == "sum"}
        return Step("several arguments", term, derivative, parts)


def _count_cases(branching: Term) -> int:
    count = len(branching.parts)
    return count // 2 if branching.kind == "piecewise" else count


def _kinds(term: Term) -> set[str]:
    return {part.kind for part in walk(term)}


def _is_lost(term: Term, branching: Term, value: Term, holds: Term) -> bool:
    """Whether with this value of its maximum or cases the term has a root of what is negative.

    Also of what is lost beside the value 0, as √x in √max(x, 0)·√x for x < 0.
    """
    return any(
        is_unreal(replace(root, branching.key, value), holds)
        for root in _roots_around(term, branching.key)
    )


def _roots_around(term: Term, key: str) -> Iterator[Term]:
    """The even roots and logarithms in a term, without those inside one of its parts."""
    if term.key == key:
        return
    if needs_positive(term):
        yield term
    for part in term.parts:
        yield from _roots_around(part, key)


def _is_whole_below(factor: Term) -> bool:
    _, exponent = base_and_exponent(factor)
    return exponent.is_number and exponent.number < 0


def _log_of_power(factor: Term) -> Term:
    """ln(u^a) as a·ln(u), and ln(e^u) as u."""
    if factor.kind == "exp":
        return factor.parts[0]
    base, exponent = base_and_exponent(factor)
    return multiply(exponent, apply("log", base))


def _log_of_one_plus(term: Term) -> Term | None:
    """The u of ln(1 + e^u)."""
    if term.kind != "log":
        return None
    terms = terms_of(term.parts[0])
    ones = [part for part in terms if part.key == ONE.key]
    exponentials = [part for part in terms if part.kind == "exp"]
    if len(terms) == 2 and len(ones) == len(exponentials) == 1:
        return exponentials[0].parts[0]
    return None
