"""Eigenvalues and eigenvectors of a Hessian matrix, exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cmp_to_key
from itertools import combinations

from sympy import Expr, Integer, Matrix, Mul, Poly, Rational, Symbol, factor_list, ilcm, sqrt

from grad_magic.calculus.directions import axes, unit
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.solution import Eigensystem

# The characteristic polynomial of a rational matrix up to this size factors at once.
_LARGEST_MATRIX = 6
# Eigenvectors of a 2×2 matrix whose entries and whose eigenvalue have more operations than
# this take seconds to shorten and to check, and fill lines that nobody reads.
_LONGEST_ENTRIES = 12
_LONGEST_EIGENVALUE = 24


def eigensystem(hessian: Matrix) -> Eigensystem | None:
    """Eigenvalues of a symmetric matrix in rising order, and unit vectors that belong to them.

    Returns:
        The n values, with multiplicity, and n perpendicular unit vectors, n×1 each; None where
        the matrix is not symmetric or its eigenvalues have no short closed form.

    >>> eigensystem(Matrix([[2, 1], [1, 2]])).values
    (1, 3)
    """
    if hessian.free_symbols or not _is_symmetric(hessian):
        return None
    size = hessian.rows
    scale, matrix = _in_proportion(hessian)
    if matrix.is_diagonal():
        pairs = list(zip(matrix.diagonal(), axes(size), strict=True))
    elif size == 2:
        pairs = list(_eigenpairs_in_plane(matrix)) if _are_short(matrix, _LONGEST_ENTRIES) else []
    elif size <= _LARGEST_MATRIX and all(isinstance(entry, Rational) for entry in matrix):
        pairs = list(_eigenpairs_in_space(matrix))
    else:
        return None
    pairs = [(_scaled(scale, value), vector) for value, vector in pairs]
    if len(pairs) < size or any(_is_wrong(hessian, *pair) for pair in pairs):
        return None
    return _in_rising_order(pairs)


def _in_proportion(matrix: Matrix) -> tuple[Expr, Matrix]:
    """(c, R) with matrix = c·R and rational entries of R, or (1, matrix)."""
    scale = next((entry for entry in matrix if sign_of(entry) != 0), Integer(1))
    scale /= scale.as_coeff_Mul()[0]
    rational = matrix.applyfunc(lambda entry: shorten_number(entry / scale))
    if all(isinstance(entry, Rational) for entry in rational):
        return scale, rational
    return Integer(1), matrix


def _scaled(scale: Expr, value: Expr) -> Expr:
    """(15 - √269)e²/2: where a scale such as e² is, the two roots of an equation look alike."""
    if not value.is_Add or scale.is_Rational:
        return shorten_number(scale * value)
    below = ilcm(*(term.as_coeff_Mul()[0].q for term in value.args))
    return Mul(Rational(1, below), scale, (below * value).expand())


def _are_short(numbers: Iterable[Expr], limit: int) -> bool:
    return sum(int(number.count_ops()) for number in numbers) <= limit


def _is_symmetric(matrix: Matrix) -> bool:
    return all(
        sign_of(matrix[i, j] - matrix[j, i]) == 0 for i, j in combinations(range(matrix.rows), 2)
    )


def _eigenpairs_in_plane(matrix: Matrix) -> Iterator[tuple[Expr, Matrix]]:
    """The roots of a quadratic equation; the second vector is the first one turned."""
    a, b, d = matrix[0, 0], matrix[0, 1], matrix[1, 1]
    middle = shorten_number((a + d) / 2)
    radius = shorten_number(sqrt(shorten_number(((a - d) / 2) ** 2 + b**2)))
    low, high = shorten_number(middle - radius), shorten_number(middle + radius)
    if not _are_short((low, high), _LONGEST_EIGENVALUE):
        return
    first = _unit_forward(Matrix([b, low - a]))
    yield low, first
    yield high, _unit_forward(Matrix([-first[1], first[0]]))


def _unit_forward(vector: Matrix) -> Matrix:
    """The unit vector of this line whose first component that is not 0 is positive."""
    direction = unit(vector.applyfunc(shorten_number))
    first = next((sign for sign in map(sign_of, direction) if sign), 1)
    return direction * first


def _eigenpairs_in_space(matrix: Matrix) -> Iterator[tuple[Expr, Matrix]]:
    """Those of a rational matrix whose eigenvalues solve a linear or quadratic equation."""
    unknown = Symbol("t")
    _, factors = factor_list(matrix.charpoly(unknown).as_expr(), unknown)
    for part, _ in factors:
        for root in _roots_up_to_quadratic(Poly(part, unknown)):
            shifted = matrix - root * Matrix.eye(matrix.rows)
            vectors = shifted.nullspace(simplify=shorten_number, iszerofunc=_is_zero)
            for vector in _perpendicular(vectors):
                yield root, vector


def _is_zero(number: Expr) -> bool:
    return sign_of(shorten_number(number.expand())) == 0


def _roots_up_to_quadratic(polynomial: Poly) -> tuple[Expr, ...]:
    if polynomial.degree() > 2:
        return ()
    if polynomial.degree() == 1:
        a, b = polynomial.all_coeffs()
        return (-b / a,)
    a, b, c = polynomial.all_coeffs()
    root = sqrt(b**2 - 4 * a * c)
    return tuple(((-b + signed) / (2 * a)).expand() for signed in (root, -root))


def _perpendicular(vectors: Sequence[Matrix]) -> Iterator[Matrix]:
    """Unit vectors with the same span, by Gram and Schmidt."""
    found: list[Matrix] = []
    for vector in vectors:
        rest = vector
        for earlier in found:
            rest = (rest - earlier * (earlier.T * vector)[0]).applyfunc(Expr.expand)
        found.append(_unit_forward(rest))
        yield found[-1]


def _is_wrong(matrix: Matrix, value: Expr, vector: Matrix) -> bool:
    residue = matrix * vector - value * vector
    return any(sign_of(shorten_number(entry.expand())) != 0 for entry in residue)


def _in_rising_order(pairs: Sequence[tuple[Expr, Matrix]]) -> Eigensystem | None:
    differences = [sign_of(shorten_number(a - b)) for (a, _), (b, _) in combinations(pairs, 2)]
    if None in differences:
        return None

    def compare(first: tuple[Expr, Matrix], second: tuple[Expr, Matrix]) -> int:
        return sign_of(shorten_number(first[0] - second[0])) or 0

    values, vectors = zip(*sorted(pairs, key=cmp_to_key(compare)), strict=True)
    return Eigensystem(values, vectors)
