"""In which directions a function changes at a given rate."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Abs, Expr, Integer, Matrix, Poly, Symbol, acos, sqrt

from grad_magic.calculus.directions import dot, norm, orthogonal_basis, unit
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.roots import UnsolvedError, real_roots
from grad_magic.solution import RateDirections, RateKind, RateSystem


def rate_directions(  # noqa: PLR0911  (one case a kind)
    gradient: Matrix, rate: Expr
) -> RateDirections:
    """All unit directions u with ∇f(P)·u = c.

    With n = ∇f/‖∇f‖ and any unit vector w perpendicular to n they are
    u = (c/‖∇f‖)·n ± √(1 - c²/‖∇f‖²)·w, so that there are none where |c| > ‖∇f‖.

    Args:
        gradient: ∇f(P), n×1.
        rate: c.

    >>> rate_directions(Matrix([3, 4]), Integer(5)).directions
    (Matrix([
    [3/5],
    [4/5]]),)
    """
    signs = [sign_of(entry) for entry in gradient]
    if rate == 0 and len(gradient) > 1 and None in signs and not any(signs):
        # Of letters: where ∇f(P) is not 0, which is said of its direction, it is level across it.
        return _level(gradient)
    if not any(signs):
        return RateDirections(rate, _kind_without_gradient(signs, rate))
    square = shorten_number(sum(entry**2 for entry in gradient) - rate**2)
    excess = sign_of(square)
    if excess is None:
        return _of_letters(gradient, rate, square)
    # On a line the only unit vectors are ±1, and they give the rates ±f' alone.
    if excess < 0 or (excess > 0 and len(gradient) == 1):
        return RateDirections(rate, "none")
    if excess == 0:
        return _steepest(gradient, rate)
    ratio = shorten_number(rate / norm(gradient))
    if len(gradient) > 2:
        return RateDirections(rate, "cone", angle=acos(ratio))
    return _checked(gradient, rate, tuple(_both(gradient, ratio)), acos(ratio))


def rate_system(
    gradient: Matrix, rate: Expr, components: tuple[Symbol, Symbol]
) -> RateSystem | None:
    """The directions of two variables from a·u₁ + b·u₂ = c and u₁² + u₂² = 1.

    Args:
        gradient: (a, b), 2×1.
        rate: c.
        components: the symbols u₁ and u₂.

    Returns:
        None where a number holds symbols, the gradient is zero or has another length.
    """
    if gradient.shape != (2, 1) or gradient.free_symbols | rate.free_symbols:
        return None
    signs = [sign_of(entry) for entry in gradient]
    if None in signs or not any(signs):
        return None
    # An entry that is 0 leaves one variable in the first equation.
    solved = 0 if signs[0] else 1
    a, b = gradient[solved], gradient[1 - solved]
    other = components[1 - solved]
    value = ((rate - b * other) / a).expand()
    square = sum(entry**2 for entry in gradient)
    coefficients = [shorten_number(entry) for entry in (square, -2 * b * rate, rate**2 - a**2)]
    polynomial = Poly(coefficients, other)
    if all(entry.is_Rational for entry in coefficients):
        polynomial = polynomial.clear_denoms(convert=True)[1].primitive()[1]
    try:
        roots = sorted(real_roots(polynomial), key=float)
    except UnsolvedError:
        return None
    return RateSystem(components, solved, value, polynomial.as_expr(), tuple(roots))


def _kind_without_gradient(signs: list[int | None], rate: Expr) -> RateKind:
    sign = sign_of(rate)
    if None in signs or sign is None:
        return "open"
    return "none" if sign else "all"


def _steepest(gradient: Matrix, rate: Expr) -> RateDirections:
    """The one direction with the largest or smallest rate."""
    sign = sign_of(rate)
    if sign is None:
        return RateDirections(rate, "open")
    direction = unit(gradient) * sign
    return _checked(gradient, rate, (direction,), acos(Integer(sign)))


def _of_letters(gradient: Matrix, rate: Expr, square: Expr) -> RateDirections:
    """In the plane where ‖∇f(P)‖² - c² is the square of a letter: of (a, 1) and 1, it is a².

    Both directions are the same one where that letter is 0.
    """
    if len(gradient) > 2 or not square.is_nonnegative or not sign_of(rate):
        return RateDirections(rate, "open")
    ratio = shorten_number(rate / norm(gradient))
    # Each of the two has another sign of the root, which may be a as well as |a|.
    directions = (
        vector.replace(Abs, lambda inside: inside).applyfunc(shorten_number)
        for vector in _both(gradient, ratio)
    )
    return _checked(gradient, rate, tuple(directions), acos(ratio))


def _both(gradient: Matrix, ratio: Expr) -> Iterator[Matrix]:
    """In the plane: the two directions on either side of the gradient."""
    along, (across,) = unit(gradient), orthogonal_basis(gradient)
    share = shorten_number(sqrt(shorten_number(1 - ratio**2)))
    for signed in (share, -share):
        yield (along * ratio + across * signed).applyfunc(shorten_number)


def _level(gradient: Matrix) -> RateDirections:
    if len(gradient) > 2:
        return RateDirections(Integer(0), "cone", angle=acos(Integer(0)))
    return _checked(gradient, Integer(0), tuple(_both(gradient, Integer(0))), acos(Integer(0)))


def _checked(
    gradient: Matrix, rate: Expr, directions: tuple[Matrix, ...], angle: Expr
) -> RateDirections:
    """These directions, if substituting them proves that each is as it should be."""
    for direction in directions:
        residues = (dot(direction, direction) - 1, dot(direction, gradient) - rate)
        if any(sign_of(residue) != 0 for residue in residues):
            return RateDirections(rate, "open")
    return RateDirections(rate, "finite", directions, angle)
