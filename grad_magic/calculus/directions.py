"""Unit directions, the rate of change along one, and which directions change f most or not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sympy import (
    Abs,
    Add,
    Eq,
    Expr,
    Float,
    Integer,
    Matrix,
    Mul,
    Pow,
    Rational,
    Symbol,
    acos,
    exp,
    fraction,
    igcd,
    ilcm,
    log,
    perfect_power,
    sign,
    sqrt,
)

from grad_magic.calculus.exact.lengths import count_operations
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import is_of_high_degree, take_minus_in
from grad_magic.calculus.exact.simplify import (
    LARGEST_COMBINED,
    is_closed_root,
    shorten,
    shorten_number,
)
from grad_magic.formula.real_roots import RealParts, RealRoots

_HALF = Rational(1, 2)
# A longer rate with letters is not multiplied out for the root that its terms share.
_MOST_OPERATIONS = 40


def norm(vector: Matrix) -> Expr:
    """The Euclidean length of an n×1 matrix."""
    roots = RealRoots()
    scale, proportions = smallest_multiple(roots.hide(vector))
    below = letters_below(proportions)
    length = _square_taken_out(_root_of_squares(below * proportions))
    scale /= below
    return roots.show(_magnitude(scale) * length)


def letters_below(vector: Matrix) -> Expr:
    """ab of (1/a, 1/b), whose length is √(a² + b²)/|ab|; 1 where anything else stands below."""
    exponents: dict[Expr, Expr] = {}
    for entry in vector if vector.free_symbols else ():
        for base, exponent in fraction(entry)[1].as_powers_dict().items():
            if not base.is_Symbol and base != 1:
                return Integer(1)
            exponents[base] = max(exponent, exponents.get(base, exponent))
    return Mul(*(base**exponent for base, exponent in exponents.items()))


def _square_taken_out(root: Expr) -> Expr:
    """2√(2 + √3) for √(8 + 4√3), so that a factor outside can cancel."""
    if not (root.is_Pow and root.base.is_Add and root.exp == _HALF):
        return root
    content, rest = root.base.primitive()
    if content == 1:
        return root
    outside, inside = sqrt(content).as_coeff_Mul()
    return outside * sqrt(inside**2 * rest)


def unit(vector: Matrix) -> Matrix:
    """The vector of length 1 in the direction of an n×1 matrix that is not zero."""
    roots = RealRoots()
    scale, proportions = smallest_multiple(roots.hide(vector))
    length = _root_of_squares(proportions)
    factor = _orientation(scale) * _reciprocal(length)
    longest = max(count_operations(entry * factor) for entry in proportions)
    is_short = longest <= LARGEST_COMBINED
    if is_short and _is_plain_root(length) and is_closed_root(length):
        # The entries alone can become shorter, which takes a fraction of the time.
        return proportions.applyfunc(lambda entry: roots.show(shorten_number(entry) * factor))
    return proportions.applyfunc(lambda entry: roots.show(shorten_number(entry * factor)))


def _orientation(scale: Expr) -> Expr:
    """The sign of a factor that is not 0; of symbols to odd powers it stays open."""
    parts = RealParts()
    hidden = parts.hide(scale)
    known = sign_of(hidden)
    if known is not None:
        return Integer(known)
    factors = (factor.as_base_exp() for factor in Mul.make_args(hidden))
    odd = (base for base, exponent in factors if not exponent.is_even)
    return parts.show(Mul(*(sign(base) for base in odd if not base.is_nonnegative)))


def smallest_multiple(vector: Matrix) -> tuple[Expr, Matrix]:
    """(c, w) with vector = c·w, c ≠ 0, where w is as simple as the entries allow.

    With it (8e², 4e²) has the length 4e²·√5 and the direction of (2, 1), with nothing left to
    simplify.

    Args:
        vector: n×1.

    >>> smallest_multiple(Matrix([Rational(-2, 3), 4]))
    (-2/3, Matrix([
    [ 1],
    [-6]]))
    """
    if vector.has(Float):
        # Measured data have no factors in common.
        return Integer(1), vector
    if vector.has(log):
        vector = vector.applyfunc(_with_least_logarithms)
    nonzero = [entry for entry in vector if sign_of(entry) != 0]
    if not nonzero:
        return Integer(1), vector
    positive = _common_positive_factor(nonzero)
    if positive != 1:
        factor, proportions = smallest_multiple(vector.applyfunc(partial(_over, positive)))
        return positive * factor, proportions
    common = _common_factor(nonzero)
    proportions = vector.applyfunc(lambda entry: entry / common)
    denominators = [entry.as_coeff_Mul()[0].q for entry in proportions]
    proportions *= ilcm(1, *denominators)
    content = igcd(0, *(entry.as_coeff_Mul()[0] for entry in proportions))
    return common * content / ilcm(1, *denominators), proportions / content


def _common_positive_factor(numbers: Sequence[Expr]) -> Expr:
    """The power of e and the root that all contain: e^p of (q·e^p, e^p), √2 of (√2, √6), or 1."""
    powers = [_exponent_of_e(term) for number in numbers for term in Add.make_args(number)]
    behind = [power - powers[0] for power in powers]
    # Quotients by sums have been shortened, and would be again.
    if all(difference.is_Rational for difference in behind) and not any(
        map(_has_sum_below, numbers)
    ):
        least = powers[0] + min(behind)
        if least != 0:
            return exp(least)
    roots = [number.as_coeff_Mul()[1] ** 2 for number in numbers]
    return sqrt(igcd(0, *roots)) if all(root.is_Integer for root in roots) else Integer(1)


def _has_sum_below(number: Expr) -> bool:
    return any(power.base.is_Add and power.exp.is_negative for power in number.atoms(Pow))


def _exponent_of_e(product: Expr) -> Expr:
    return Add(*(part.args[0] for part in Mul.make_args(product) if isinstance(part, exp)))


def _over(divisor: Expr, number: Expr) -> Expr:
    """The quotient, term by term; eᵃ·eᵇ by e^(a + b) as well, where SymPy (1.14) leaves it."""
    return Add(
        *(
            Mul(*(part for part in Mul.make_args(term / divisor) if not isinstance(part, exp)))
            * exp(_exponent_of_e(term / divisor))
            for term in Add.make_args(number)
        )
    )


def _common_factor(numbers: Sequence[Expr]) -> Expr:
    """The first number if the ratios are rational, else the powers that all contain."""
    if all(isinstance(number / numbers[0], Rational) for number in numbers):
        return numbers[0]
    powers = [number.as_powers_dict() for number in numbers]
    shared = set.intersection(*(set(factors) for factors in powers))
    return Mul(
        *(base ** _common_exponent(base, [factors[base] for factors in powers]) for base in shared)
    )


def _common_exponent(base: Expr, exponents: Sequence[Expr]) -> Expr:
    """The least of the exponents of a base; 0 where they are no numbers.

    Of a number only the root that all have, as √2 of (√2/a, √2/b): the rest is no root.
    """
    if not all(exponent.is_Rational for exponent in exponents):
        return Integer(0)
    if base.is_Rational:
        left = {exponent % 1 for exponent in exponents}
        return left.pop() if len(left) == 1 else Integer(0)
    return min(exponents)


def _with_least_logarithms(number: Expr) -> Expr:
    """2 ln 2 for ln 4, so that (ln 2, ln 4) is ln 2 times (1, 2)."""
    return number.replace(
        lambda part: isinstance(part, log) and part.args[0].is_Integer and part.args[0] > 1,
        lambda part: _logarithm_of_root(part.args[0]),
    )


def _logarithm_of_root(whole: Integer) -> Expr:
    base, exponent = perfect_power(whole) or (whole, 1)
    return exponent * log(base)


def _magnitude(number: Expr) -> Expr:
    parts = RealParts()
    hidden = parts.hide(number)
    sign = sign_of(hidden)
    if sign is not None:
        return sign * number
    if hidden.is_Mul and hidden.has(Abs):
        # SymPy (1.14) leaves ||a|/a| as it is, which is 1.
        powers = hidden.as_powers_dict().items()
        return parts.show(Mul(*(Abs(base) ** power for base, power in powers)))
    return parts.show(Abs(hidden))


def _root_of_squares(vector: Matrix) -> Expr:
    if len(vector) == 1:
        return _magnitude(vector[0])
    squares = sum(entry**2 for entry in vector)
    if squares.free_symbols:
        return sqrt(shorten(squares))
    short = shorten_number(squares)
    return _plain_power(short, _HALF) if _is_plain_sum(short) else sqrt(short)


def _reciprocal(length: Expr) -> Expr:
    return _plain_power(length.base, -_HALF) if _is_plain_root(length) else 1 / length


def _is_plain_root(length: Expr) -> bool:
    return bool(length.is_Pow) and length.exp == _HALF and _is_plain_sum(length.base)


def _plain_power(total: Expr, exponent: Rational) -> Expr:
    """The power, of which SymPy would first find out in milliseconds that no term is infinite."""
    return Pow(total, exponent, evaluate=False)


def _is_plain_sum(number: Expr) -> bool:
    """Whether SymPy leaves its roots as they are."""
    return bool(number.is_Add and number.is_number and not number.has(Float))


def dot(first: Sequence[Expr], second: Sequence[Expr]) -> Expr:
    """The scalar product of two n×1 matrices, or of their entries."""
    product = dot_symbols(first, second)
    if not product.free_symbols:
        return shorten_number(product)
    return _with_root_apart(product) if product.is_polynomial() else shorten(product)


def _with_root_apart(total: Expr) -> Expr:
    """√2(a + b)/2 of √2a/2 + √2b/2, as of the length of a direction."""
    terms = Add.make_args(total)
    is_small = count_operations(total) <= _MOST_OPERATIONS and not is_of_high_degree(total)
    if len(terms) == 1 or not is_small:
        return total
    roots = set.intersection(*(set(filter(_is_root, Mul.make_args(term))) for term in terms))
    if len(roots) != 1:
        return total
    root = roots.pop()
    content, rest = Add(*(term / root for term in terms)).expand().primitive()
    return content * root * rest


def _is_root(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.base.is_Integer and factor.exp == _HALF)


def dot_symbols(coefficients: Sequence[Expr], symbols: Sequence[Expr]) -> Expr:
    """Σ cᵢ·sᵢ, as it is."""
    return Add(*(a * b for a, b in zip(coefficients, symbols, strict=True)))


def angle_between(first: Matrix, second: Matrix) -> Expr:
    """The angle in radians, from 0 to π, between two n×1 matrices that are not zero."""
    return acos(shorten_number(dot(first, second) / (norm(first) * norm(second))))


def orthogonal_basis(vector: Matrix) -> tuple[Matrix, ...]:
    """Unit vectors that span the n - 1 dimensions perpendicular to an n×1 matrix."""
    if len(vector) == 2:
        # What divides both entries, with its sign, says nothing of the line: ±(0, 1) for (a, 0).
        roots = RealRoots()
        _, proportions = smallest_multiple(roots.hide(vector))
        first, second = unit(proportions.applyfunc(roots.show))
        ahead = second if sign_of(second) else -first
        turn = -1 if sign_of(ahead) == -1 else 1
        return (Matrix([second, -first]) * turn,)
    if vector.has(sign) or any(map(is_of_high_degree, vector)):
        # SymPy would multiply out what it divides by, or write signs as cases, to compare with 0.
        kernel = vector.T.nullspace(simplify=False, iszerofunc=lambda entry: sign_of(entry) == 0)
    else:
        kernel = vector.T.nullspace()
    return tuple(unit(direction) for direction in kernel)


def axes(dimension: int) -> tuple[Matrix, ...]:
    """The unit vectors along the n axes."""
    identity = Matrix.eye(dimension)
    return tuple(identity[:, index] for index in range(dimension))


def linear_form(
    coefficients: Sequence[Expr], variables: Sequence[Expr], point: Sequence[Expr]
) -> Expr:
    """The linear function Σ cᵢ (xᵢ - pᵢ), multiplied out."""
    # The sum is shortened, which the tangent's equation has too, and not its opposite.
    constant = take_minus_in(-shorten_number(dot_symbols(coefficients, point)))
    return dot_symbols(coefficients, variables) + constant


def _is_better_negated(whole: Matrix) -> bool:
    """Whether most entries begin with a minus, or of half of them the first is negative."""
    entries = [entry for entry in whole if entry != 0]
    signed = sum(entry.could_extract_minus_sign() for entry in entries)
    if 2 * signed != len(entries):
        return bool(2 * signed > len(entries))
    return sign_of(entries[0]) == -1


def simplest_normal(normal: Matrix) -> Matrix:
    """The multiple of an n×1 matrix that is not zero in which a book gives a normal.

    >>> simplest_normal(Matrix([-8, 4]) / 25)
    Matrix([
    [ 2],
    [-1]])
    """
    whole, is_turned = _simplest_multiple(normal)
    return -whole if is_turned else whole


def _simplest_multiple(normal: Matrix) -> tuple[Matrix, bool]:
    """That multiple or its opposite, and whether it is the opposite."""
    _, whole = smallest_multiple(normal)
    if not all(entry.is_Integer for entry in whole):
        return whole, _is_better_negated(whole)
    return whole / igcd(*whole), bool(next(filter(None, whole)) < 0)


def normal_form(
    normal: Matrix,
    variables: Sequence[Symbol],
    point: Sequence[Expr],
    vanishing: Expr | None = None,
) -> Eq:
    """The line, plane or hyperplane through a point as w·x = w·p, w as simple as can be.

    Args:
        normal: n×1, not zero.
        variables: n symbols.
        point: n numbers.
        vanishing: what is 0 because the point lies on a level set, by which w·p may be shorter.

    >>> from sympy.abc import a, b, x, y
    >>> normal_form(Matrix([8, -4]) / 25, (x, y), (1, 3))
    Eq(2*x - y, -1)
    >>> normal_form(Matrix([2 * a, 2 * b]), (x, y), (a, b), a**2 + b**2 - 1)
    Eq(a*x + b*y, 1)
    """
    whole, is_turned = _simplest_multiple(normal)
    # The sum is shortened as it came, which the tangent's value has too, and then turned.
    level = dot(whole, point)
    if is_turned:
        whole, level = -whole, take_minus_in(-level)
    if vanishing is not None:
        level = _shortened_by(level, vanishing)
    return Eq(dot_symbols(whole, variables), level, evaluate=False)


def _shortened_by(number: Expr, vanishing: Expr) -> Expr:
    """The number less that multiple of what is 0 which leaves least of it."""
    terms = vanishing.expand().as_coefficients_dict()
    own = number.expand().as_coefficients_dict()
    multiples = {own[term] / terms[term] for term in own if term in terms}
    forms = [
        number,
        *(
            shorten(own_form)
            for own_form in ((number - multiple * vanishing).expand() for multiple in multiples)
        ),
    ]
    # Of equally many operations the shorter, so that nothing hangs on the order of a set.
    return min(forms, key=lambda form: (form.count_ops(), len(str(form)), str(form)))
