"""What is done with the entries of arrays, in floating-point and in exact numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, Protocol

import sympy
from sympy import QQ, Expr, Rational
from sympy.polys.matrices import DomainMatrix
from sympy.polys.matrices.exceptions import DMNonInvertibleMatrixError

from grad_magic.calculus.arrays.functions import FUNCTIONS
from grad_magic.deferred_numpy import np

if TYPE_CHECKING:
    Values = np.ndarray[Any, Any]

"""Entries in two dimensions."""

# More numbers that are no fractions tell nobody anything in exact form.
_MOST_IRRATIONAL = 60
# Longer ones neither, and a chain of layers doubles them.
_MOST_OPERATIONS = 100
# Of longer fractions functions are decimals in any case, and SymPy looks for their factors.
_LONGEST_FRACTION = 10**12
# Of larger matrices of irrational numbers determinants are too long.
_MOST_IRRATIONAL_ROWS = 3
# Zero to so many digits a number is looked at again.
_DIGITS, _NEARLY_ZERO = 30, 1e-20
_PIECEWISE_LINEAR = frozenset({"relu", "abs", "clip", "step", "sign"})
# Of an inverse no more than four digits are left.
_WORST_CONDITION = 1e12


class SingularError(Exception):
    """A matrix has no inverse."""


class NotExactError(Exception):
    """The exact numbers would be too many or too long."""


class Arithmetic(Protocol):
    """The operations that evaluation needs."""

    def constant(self, value: Fraction) -> Any:
        """A rational number as an entry."""

    def number(self, value: Expr) -> Any:
        """A number such as π as an entry."""

    def filled(self, shape: tuple[int, int]) -> Values:
        """All entries 1."""

    def apply(self, function: str, values: Values) -> Values:
        """A function of each entry."""

    def power(self, values: Values, exponent: Fraction) -> Values:
        """Each entry to a power; 0 to a negative one is 0."""

    def multiply(self, *matrices: Values) -> Values:
        """The matrix product."""

    def total(self, values: Values) -> Values:
        """The sum of all entries, 1×1."""

    def largest(self, values: Values, axis: int | None) -> Values:
        """The largest entries along an axis, or of all."""

    def inverse(self, values: Values) -> Values:
        """The inverse matrix.

        Raises:
            SingularError: there is none.
        """

    def determinant(self, values: Values) -> Values:
        """The determinant, 1×1."""

    def is_singular(self, values: Values) -> bool:
        """Whether a matrix has no inverse, or in floating-point numbers hardly one."""

    def cofactors(self, values: Values) -> Values:
        """The matrix of cofactors."""


class FloatArithmetic:
    """In floating-point numbers."""

    def constant(self, value: Fraction) -> float:
        """A rational number as an entry."""
        return float(value)

    def number(self, value: Expr) -> float:
        """A number such as π as an entry."""
        return float(value)

    def filled(self, shape: tuple[int, int]) -> Values:
        """All entries 1."""
        return np.ones(shape)

    def apply(self, function: str, values: Values) -> Values:
        """A function of each entry."""
        return FUNCTIONS[function].floats(values)

    def power(self, values: Values, exponent: Fraction) -> Values:
        """Each entry to a power; 0 to a negative one is 0."""
        if exponent == 2:
            return np.asarray(values * values)
        if exponent == Fraction(1, 2):
            return np.sqrt(values)
        inner = np.where(values == 0, np.inf, values) if exponent < 0 else values
        if exponent.denominator % 2 and exponent.denominator > 1:
            # An odd root of a negative number is negative.
            signs = np.sign(inner) if exponent.numerator % 2 else 1.0
            return np.asarray(signs * np.abs(inner) ** float(exponent))
        return np.asarray(inner ** float(exponent))

    def multiply(self, *matrices: Values) -> Values:
        """The matrix product."""
        if len(matrices) == 2:
            return np.asarray(matrices[0] @ matrices[1])
        return np.asarray(np.linalg.multi_dot(matrices))

    def total(self, values: Values) -> Values:
        """The sum of all entries, 1×1."""
        return np.asarray(values.sum(axis=(-2, -1), keepdims=True))

    def largest(self, values: Values, axis: int | None) -> Values:
        """The largest entries along an axis, or of all."""
        axes = (-2, -1) if axis is None else axis - 2
        return np.asarray(values.max(axis=axes, keepdims=True))

    def inverse(self, values: Values) -> Values:
        """The inverse matrix."""
        try:
            return np.asarray(np.linalg.inv(values))
        except np.linalg.LinAlgError:
            raise SingularError from None

    def determinant(self, values: Values) -> Values:
        """The determinant, 1×1."""
        return np.asarray(np.linalg.det(values))[..., None, None]

    def is_singular(self, values: Values) -> bool:
        """Whether a matrix has hardly an inverse."""
        return not np.linalg.cond(values) < _WORST_CONDITION

    def cofactors(self, values: Values) -> Values:
        """The matrix of cofactors, by singular values: of U S Vᵀ it is ±U cof(S) Vᵀ."""
        if not np.isfinite(values).all():
            # A step that was too long has led to where f overflows.
            return np.full_like(values, np.nan)
        left, sizes, right = np.linalg.svd(values)
        others = [np.prod(np.delete(sizes, place)) for place in range(len(sizes))]
        sign = np.linalg.det(left) * np.linalg.det(right)
        return np.asarray(sign * (left * others) @ right)


class StackArithmetic(FloatArithmetic):
    """The same of stacks of matrices; where one has no inverse, nan is in its place."""

    def multiply(self, *matrices: Values) -> Values:
        """The matrix products."""
        return reduce(np.matmul, matrices)

    def inverse(self, values: Values) -> Values:
        """The inverse matrices."""
        is_regular = np.abs(np.linalg.det(values)) > 0
        unit = np.eye(values.shape[-1])
        inverses = np.linalg.inv(np.where(is_regular[..., None, None], values, unit))
        return np.where(is_regular[..., None, None], inverses, np.nan)


class ExactArithmetic:
    """In fractions, and where they do not do in SymPy's numbers."""

    def __init__(self) -> None:
        self._irrational = 0

    def constant(self, value: Fraction) -> Fraction:
        """A rational number as an entry."""
        return value

    def number(self, value: Expr) -> Any:
        """A number such as π as an entry."""
        return self._entry(value)

    def filled(self, shape: tuple[int, int]) -> Values:
        """All entries 1."""
        values = np.empty(shape, dtype=object)
        values[...] = Fraction(1)
        return values

    def apply(self, function: str, values: Values) -> Values:
        """A function of each entry."""
        exact = FUNCTIONS[function].exact
        if function not in _PIECEWISE_LINEAR:
            _check_lengths(values)
        return self._each(lambda entry: exact(as_expression(entry)), values)

    def power(self, values: Values, exponent: Fraction) -> Values:
        """Each entry to a power; 0 to a negative one is 0."""

        def raised(entry: Any) -> Any:
            if entry == 0 and exponent < 0:
                return Fraction(0)
            if exponent.denominator == 1 and isinstance(entry, Fraction):
                return entry ** int(exponent)
            root = _whole_root(entry) if exponent.denominator == 2 else None
            if root is not None:
                return root**exponent.numerator
            _check_lengths(values)
            if exponent.denominator % 2 and entry < 0:
                # SymPy's power is the complex one of least angle.
                sign = -1 if exponent.numerator % 2 else 1
                return sign * as_expression(-entry) ** as_expression(exponent)
            return as_expression(entry) ** as_expression(exponent)

        return self._each(raised, values)

    def multiply(self, *matrices: Values) -> Values:
        """The matrix product."""
        product = matrices[0]
        for matrix in matrices[1:]:
            product = product @ matrix
        return self._checked(product)

    def total(self, values: Values) -> Values:
        """The sum of all entries, 1×1."""
        return _single(sum(values.ravel(), Fraction(0)))

    def largest(self, values: Values, axis: int | None) -> Values:
        """The largest entries along an axis, or of all."""
        if axis is None:
            return _single(max(values.ravel()))
        rows = values if axis == 1 else values.T
        column = np.empty((rows.shape[0], 1), dtype=object)
        column[:, 0] = [max(row) for row in rows]
        return column if axis == 1 else column.T

    def inverse(self, values: Values) -> Values:
        """The inverse matrix."""
        if _are_fractions(values):
            return self._inverse_of_fractions(values)
        if self.is_singular(values):
            raise SingularError
        return self._each(lambda entry: entry, np.array(as_matrix(values).inv().tolist(), object))

    @staticmethod
    def _inverse_of_fractions(values: Values) -> Values:
        try:
            inverse = _over_rationals(values).inv()
        except DMNonInvertibleMatrixError:
            raise SingularError from None
        entries = [[_fraction(QQ.to_sympy(entry)) for entry in row] for row in inverse.to_list()]
        return np.array(entries, dtype=object)

    def determinant(self, values: Values) -> Values:
        """The determinant, 1×1."""
        if _are_fractions(values):
            return _single(_fraction(QQ.to_sympy(_over_rationals(values).det())))
        if len(values) > _MOST_IRRATIONAL_ROWS:
            raise NotExactError
        return self._each(lambda entry: entry, _single(_by_minors(values)))

    def is_singular(self, values: Values) -> bool:
        """Whether a matrix has no inverse."""
        found = self.determinant(values)[0, 0]
        if isinstance(found, Fraction):
            return found == 0
        decimal = found.evalf(_DIGITS)
        if decimal.is_comparable and abs(decimal) > _NEARLY_ZERO:
            return False
        return bool(sympy.simplify(found) == 0)

    def cofactors(self, values: Values) -> Values:
        """The matrix of cofactors, by the recursion of Faddeev and Le Verrier.

        It divides by whole numbers alone, and so needs no inverse.
        """
        count = len(values)
        partial: Values = self.filled((1, 1)) * np.eye(count, dtype=int)
        unit = partial
        for step in range(1, count):
            product = self.multiply(values, partial)
            trace = sum(np.diagonal(product), Fraction(0))
            partial = self._each(_expanded, product - trace / step * unit)
        return self._each(lambda entry: entry, (-1) ** (count - 1) * partial.T)

    def _each(self, function: Callable[[Any], Any], values: Values) -> Values:
        results = np.empty(values.shape, dtype=object)
        for index, entry in np.ndenumerate(values):
            results[index] = self._entry(function(entry))
        return results

    def _checked(self, values: Values) -> Values:
        for _, entry in np.ndenumerate(values):
            self._entry(entry)
        return values

    def _entry(self, entry: Any) -> Any:
        """A fraction where it is one.

        Raises:
            NotExactError: too many are none, or too long.
        """
        if isinstance(entry, Fraction):
            return entry
        if isinstance(entry, Rational):
            return _fraction(entry)
        self._irrational += 1
        if self._irrational > _MOST_IRRATIONAL or entry.count_ops() > _MOST_OPERATIONS:
            raise NotExactError
        return entry


def _over_rationals(values: Values) -> DomainMatrix:
    """Fractions as SymPy's matrix over the rational numbers."""
    rows = [[QQ(entry.numerator, entry.denominator) for entry in row] for row in values.tolist()]
    return DomainMatrix(rows, values.shape, QQ)


def _are_fractions(values: Values) -> bool:
    return all(isinstance(entry, Fraction) for entry in values.flat)


def _by_minors(values: Values) -> Any:
    """The determinant of a small matrix, along its first row.

    SymPy 1.14 brings powers such as exp(1.407) and exp(1.063) to one base for its determinants,
    and then computes with polynomials of thousands of degrees.
    """
    if len(values) == 1:
        return values[0, 0]
    minors = (np.delete(values[1:], column, axis=1) for column in range(len(values)))
    products = zip(values[0], map(_by_minors, minors), strict=True)
    return sum(
        (-1) ** column * as_expression(one) * as_expression(minor)
        for column, (one, minor) in enumerate(products)
    )


def _check_lengths(values: Values) -> None:
    """Refuses long fractions, of which a function would take long and tell nobody anything."""
    for entry in values.flat:
        parts = [entry] if isinstance(entry, Fraction) else map(_fraction, entry.atoms(Rational))
        if any(max(abs(part.numerator), part.denominator) > _LONGEST_FRACTION for part in parts):
            raise NotExactError


def _fraction(value: Rational) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _whole_root(entry: Any) -> Fraction | None:
    """The square root of a fraction, where that is one."""
    if not isinstance(entry, Fraction) or entry < 0:
        return None
    root = Fraction(math.isqrt(entry.numerator), math.isqrt(entry.denominator))
    return root if root * root == entry else None


def _single(entry: Any) -> Values:
    """One number in two dimensions."""
    values = np.empty((1, 1), dtype=object)
    values[0, 0] = entry
    return values


def _expanded(entry: Any) -> Any:
    return entry.expand() if isinstance(entry, Expr) else entry


def as_expression(entry: Any) -> Expr:
    """An entry as SymPy's number."""
    if isinstance(entry, Fraction):
        return Rational(entry.numerator, entry.denominator)
    assert isinstance(entry, Expr)
    return entry


def as_matrix(values: Values) -> sympy.Matrix:
    """Exact entries as SymPy's matrix."""
    return sympy.Matrix([[as_expression(entry) for entry in row] for row in values.tolist()])
