"""A function near a degenerate critical point, without the directions that its Hessian decides.

Splitting lemma (Gromoll and Meyer 1969; Poston and Stewart, Catastrophe Theory, ch. 4): in
suitable coordinates f(P + ·) - f(P) is a definite quadratic form plus a function of as many
variables as the Hessian has zero eigenvalues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sympy import Expr, Integer, Matrix

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.kinds.germs import Germ, Step
from grad_magic.calculus.extrema.kinds.jets import Jet, NoExpansionError, coordinate


@dataclass(frozen=True)
class Splitting:
    """f(P + h) - f(P) as ±(sum of squares) + rest(t₁, …, t_r).

    Attributes:
        sign: of the squares; 0 where there are none.
        rest: the remaining function, with Taylor coefficients known to its order.
        curve: the n coordinates of h where the squares vanish, as jets in t₁, …, t_r.
        pivots: the coordinates that the squares take up.
    """

    sign: int
    rest: Germ
    curve: tuple[Jet, ...]
    pivots: tuple[int, ...]


def split(germ: Germ, hessian: Matrix) -> Splitting:
    """The function that is left where all entries of the gradient but a few are made zero.

    Args:
        germ: f near P.
        hessian: its Hessian there, semidefinite, n×n.

    Raises:
        NoExpansionError: a sign is not settled.
    """
    size = hessian.rows
    kernel = hessian.nullspace(simplify=shorten_number, iszerofunc=_is_zero)
    free = _free_coordinates(kernel, size)
    pivots = tuple(index for index in range(size) if index not in free)
    order = germ.jet.order
    flat = [coordinate(k, len(kernel), order) for k in range(len(kernel))]
    if not pivots:
        return Splitting(0, germ, tuple(flat), ())
    directions = tuple(_combined(flat, [vector[i] for vector in kernel]) for i in range(size))
    curve = _stationary(germ, hessian, directions, pivots)
    rest = Germ(germ.jet.along(curve).settled(), is_exact=False)
    sign = sign_of(hessian.trace())
    if not sign:
        raise NoExpansionError
    return Splitting(sign, rest, curve, pivots)


def _is_zero(number: Expr) -> bool:
    sign = sign_of(shorten_number(number))
    if sign is None:
        raise NoExpansionError
    return sign == 0


def _free_coordinates(kernel: Sequence[Matrix], size: int) -> list[int]:
    """Where the kernel's vectors are the unit vectors, as elimination leaves them."""
    identity = Matrix.eye(len(kernel))
    rows = [Matrix([[vector[i] for vector in kernel]]) for i in range(size)]
    return [next(i for i in range(size) if rows[i] == identity[k, :]) for k in range(len(kernel))]


def _combined(jets: Sequence[Jet], factors: Sequence[Expr]) -> Jet:
    result = jets[0].scaled(Integer(0))
    for jet, factor in zip(jets, factors, strict=True):
        result += jet.scaled(factor)
    return result


def _stationary(
    germ: Germ, hessian: Matrix, directions: Sequence[Jet], pivots: Sequence[int]
) -> tuple[Jet, ...]:
    """Where the derivatives by the pivots vanish: each round of Newton adds one order."""
    inverse = hessian.extract(list(pivots), list(pivots)).inv(method="ADJ")
    inverse = inverse.applyfunc(shorten_number)
    slopes = [germ.jet.derivative(pivot) for pivot in pivots]
    curve = list(directions)
    for _ in range(germ.jet.order):
        excess = [slope.along(curve) for slope in slopes]
        changes = [_combined(excess, list(inverse[row, :])) for row in range(len(pivots))]
        if not any(change.terms for change in changes):
            break
        for pivot, change in zip(pivots, changes, strict=True):
            curve[pivot] += change.scaled(Integer(-1))
    return tuple(jet.shortened() for jet in curve)


def steps_of(curve: Sequence[Jet], parameters: Sequence[Step]) -> tuple[Step, ...]:
    """The curve with polynomials in one parameter in place of t₁, …, t_r."""
    order = curve[0].order
    inside = [Jet({(k,): value for k, value in step.items()}, 1, order) for step in parameters]
    return tuple(
        {power: value for (power,), value in jet.along(inside).terms.items()} for jet in curve
    )
