"""The coefficients of expansions: exact numbers, or functions of a direction v.

What depends on v is homogeneous in v and continuous wherever v ≠ 0. So it is bounded on all
unit vectors, and where it has no zero it is bounded away from 0, as the sphere is compact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sympy import (
    Abs,
    Add,
    Expr,
    Integer,
    Matrix,
    Mul,
    Poly,
    PolynomialError,
    Pow,
    Rational,
    Symbol,
    cancel,
    count_roots,
    expand_mul,
    expand_multinomial,
    sign,
)

from grad_magic.calculus.exact.identities import MOST_TERMS, count_terms
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.expansions.expansion import Expansion

# Larger sums and numbers are left as they are.
_LARGEST_CANCELLED = 120
_LARGEST_NUMBER = 8
_HALF = Rational(1, 2)


class Coefficients:
    """What coefficients may hold, and what is known about them.

    Attributes:
        direction: the symbols of v; none where all coefficients are numbers.
        parameters_divide: whether a parameter by which something is divided is known not to
            be 0.
    """

    def __init__(
        self, direction: Sequence[Symbol] = (), *, parameters_divide: bool = False
    ) -> None:
        self.direction = tuple(direction)
        self.parameters_divide = parameters_divide
        self._nonzero: tuple[Expansion, ...] = ()
        self._nonnegative: tuple[Expansion, ...] = ()

    def reduce(self, coefficient: Expr) -> Expr:
        """The coefficient in a form in which it shows whether it is 0."""
        if isinstance(coefficient, Rational):
            return coefficient
        if not self._depends(coefficient):
            if coefficient.count_ops() > _LARGEST_NUMBER:
                coefficient = expand_mul(coefficient)
            return Integer(0) if _is_zero(coefficient) else coefficient
        expanded = expand_mul(coefficient)
        is_quotient = expanded.is_rational_function(*self.direction) and not (
            expanded.is_polynomial(*self.direction)
        )
        if is_quotient and expanded.count_ops() < _LARGEST_CANCELLED:
            return cancel(expanded)
        return expanded

    def sign(self, coefficient: Expr) -> int | None:  # noqa: PLR0911  (one case a form)
        """-1, 0 or 1 if it is so for every v ≠ 0; None where it is not, or not settled."""
        if not self._depends(coefficient):
            return sign_of(coefficient)
        if isinstance(coefficient, Mul):
            return self._sign_of_product(coefficient)
        if isinstance(coefficient, Pow) and isinstance(coefficient.exp, Rational):
            base = self.sign(coefficient.base)
            if base is None or coefficient.exp.q % 2 == 0:
                return 1 if base == 1 else None
            return base if coefficient.exp.p % 2 else base**2
        if isinstance(coefficient, Abs):
            return None if self.sign(coefficient.args[0]) is None else 1
        if isinstance(coefficient, Add):
            return self._sign_of_sum(coefficient)
        return None

    def _sign_of_product(self, product: Mul) -> int | None:
        result = 1
        for factor in product.args:
            factor_sign = self.sign(factor)
            if factor_sign is None:
                return None
            result *= factor_sign
        return result

    def _sign_of_sum(self, total: Add) -> int | None:
        if total.is_polynomial(*self.direction):
            form = self._sign_of_form(total)
            if form is not None:
                return form
        over_length = self._sign_over_length(total)
        if over_length is not None:
            return over_length
        for factor in (1, -1):
            terms = self._without_dominated([factor * term for term in total.args])
            if all(map(self.is_nonnegative, terms)) and self._vanish_together_only_at_zero(terms):
                return factor
        return None

    def _sign_over_length(self, total: Add) -> int | None:
        """Of k·√Q + L with a linear form L, by the form k²Q - L², where that is positive."""
        lengths = [term for term in total.args if not term.is_polynomial(*self.direction)]
        if len(lengths) != 1:
            return None
        factor, root = lengths[0].as_independent(*self.direction)
        if not isinstance(root, Pow) or root.exp != Rational(1, 2):
            return None
        gap = (factor**2 * root.base - (total - lengths[0]) ** 2).expand()
        is_longer = gap.is_polynomial(*self.direction) and self._sign_of_form(gap) == 1
        return sign_of(factor) if is_longer else None

    def _without_dominated(self, terms: Sequence[Expr]) -> list[Expr]:
        """The terms without c·u beside k·|u| where k > |c|, which changes no sign."""
        distances = [term for term in terms if term.has(Abs)]
        return [
            term
            for term in terms
            if term in distances
            or not term.is_polynomial(*self.direction)
            or not any(self._dominates(distance, term) for distance in distances)
        ]

    def _dominates(self, distance: Expr, term: Expr) -> bool:
        """Whether k·|u| is larger than |c·u| where u is not 0."""
        factor, whole = distance.as_independent(*self.direction)
        if not isinstance(whole, Abs):
            return False
        slope = cancel(term / whole.args[0])
        return not self._depends(slope) and all(
            sign_of(factor + side * slope) == 1 for side in (1, -1)
        )

    def _sign_of_form(self, form: Expr) -> int | None:
        """Of a homogeneous polynomial."""
        try:
            poly = Poly(form, *self.direction)
        except PolynomialError:
            return None
        if not poly.is_homogeneous or poly.total_degree() % 2:
            return None
        if poly.total_degree() == 2:
            # Few signs are found so, and what else judges critical points comes with it.
            from grad_magic.calculus.extrema.kinds.critical import critical_kind

            matrix = Matrix(len(self.direction), len(self.direction), _hessian_entries(poly))
            return {"minimum": 1, "maximum": -1}.get(critical_kind(matrix))
        if len(self.direction) == 2:
            return _sign_of_binary_form(poly, self.direction)
        return None

    def is_nonnegative(self, coefficient: Expr) -> bool:
        """Whether it is at least 0 for every v, as far as its form shows."""
        if not self._depends(coefficient):
            return (sign_of(coefficient) or 0) >= 0 and sign_of(coefficient) is not None
        if isinstance(coefficient, Abs):
            return True
        if isinstance(coefficient, Pow) and isinstance(coefficient.exp, Rational):
            return coefficient.exp.p % 2 == 0 or self.is_nonnegative(coefficient.base)
        if isinstance(coefficient, (Mul, Add)):
            return all(map(self.is_nonnegative, coefficient.args))
        return False

    def _vanish_together_only_at_zero(self, terms: Sequence[Expr]) -> bool:
        """Whether terms that are nowhere negative contain n independent linear forms."""
        forms = [form for form in map(_root_form, terms) if form is not None]
        rows = [[form.diff(symbol) for symbol in self.direction] for form in forms]
        linear = [row for row in rows if not any(map(self._depends, row))]
        return bool(linear) and Matrix(linear).rank() == len(self.direction)

    @staticmethod
    def absolute(coefficient: Expr) -> Expr:
        """|c|."""
        return Abs(coefficient)

    @staticmethod
    def power(coefficient: Expr, exponent: Rational) -> Expr:
        """c to a rational power, where c may change its sign if the root is odd."""
        powers = [factor.as_base_exp() for factor in Mul.make_args(coefficient)]
        if exponent.q % 2 and all((old * exponent).is_Integer for _, old in powers):
            # The real cube root of v³ is v.
            return Mul(*(base ** (old * exponent) for base, old in powers))
        magnitude = Abs(coefficient) ** exponent
        is_odd = exponent.p % 2 == 1 and exponent.q % 2 == 1
        return sign(coefficient) * magnitude if is_odd else magnitude

    @contextmanager
    def assuming(
        self, nonzero: Sequence[Expansion], nonnegative: Sequence[Expansion]
    ) -> Iterator[None]:
        """Within, these are taken to be nowhere 0, or nowhere negative, as a case says."""
        before = self._nonzero, self._nonnegative
        self._nonzero = (*self._nonzero, *nonzero)
        self._nonnegative = (*self._nonnegative, *nonnegative)
        try:
            yield
        finally:
            self._nonzero, self._nonnegative = before

    def is_assumed_nonzero(self, expansion: Expansion) -> bool:
        """Whether it is nowhere 0 because the case at hand says so of its factors."""
        if expansion.error is not None or not expansion.terms:
            return False
        exact = [assumed for assumed in self._nonzero if assumed.error is None]
        if any(expansion.terms == assumed.terms for assumed in exact):
            return True
        known = {
            base
            for assumed in exact
            if len(assumed.terms) == 1
            for base in _bases(assumed.terms[0][1])
        }
        return len(expansion.terms) == 1 and _bases(expansion.terms[0][1]) <= known

    def is_assumed_nonnegative(self, expansion: Expansion) -> bool:
        """Whether it is nowhere negative because the case at hand says so."""
        return expansion.error is None and any(
            assumed.error is None and expansion.terms == assumed.terms
            for assumed in self._nonnegative
        )

    def _depends(self, coefficient: Expr) -> bool:
        return bool(coefficient.free_symbols.intersection(self.direction))


def _is_zero(constant: Expr) -> bool:
    """Whether a constant is 0, as (a + 1)² - a² - 2a - 1 with a parameter a is."""
    is_short = constant.count_ops() < _LARGEST_CANCELLED and count_terms(constant) <= MOST_TERMS
    if constant.is_Add and constant.free_symbols and is_short:
        constant = expand_mul(expand_multinomial(constant))
        if constant.is_Add and constant.is_rational_function():
            # 1 - s/(1 + s) - 1/(1 + s).
            constant = cancel(constant)
    return sign_of(constant) == 0


def _bases(product: Expr) -> set[Expr]:
    factors = (factor for factor in Mul.make_args(product) if not factor.is_number)
    bases = (factor.as_base_exp()[0] for factor in factors)
    return {base.args[0] if isinstance(base, Abs) else base for base in bases}


def _hessian_entries(poly: Poly) -> list[Expr]:
    form = poly.as_expr()
    return [form.diff(a, b) for a in poly.gens for b in poly.gens]


def _sign_of_binary_form(poly: Poly, direction: Sequence[Symbol]) -> int | None:
    """p(v₁, v₂) ≠ 0 on the circle: p(1, s) has no real root, nor is p(0, 1) = 0 (Sturm)."""
    first, second = direction
    dehomogenized = Poly(poly.as_expr().subs(first, 1), second)
    at_end = poly.as_expr().subs({first: 0, second: 1})
    if not all(isinstance(c, Rational) for c in dehomogenized.all_coeffs()):
        return None
    if sign_of(at_end) == 0 or count_roots(dehomogenized):
        return None
    return sign_of(at_end)


def _root_form(term: Expr) -> Expr | None:
    """A g that is 0 wherever a term that is nowhere negative is: of |g|, g²ᵏ and g²ᵏ·|g|."""
    powers = [factor.as_base_exp() for factor in Mul.make_args(term) if not factor.is_number]
    if not all(isinstance(exponent, Rational) and exponent > 0 for _, exponent in powers):
        return None
    roots = {base.args[0] if isinstance(base, Abs) else base for base, _ in powers}
    return roots.pop() if len(roots) == 1 else None
