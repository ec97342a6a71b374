"""The second and higher derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import Matrix, true

from grad_magic.solution.deferred import NOTHING, Deferred
from grad_magic.solution.first_order import Limit
from grad_magic.solution.general import NO_FORMS, TypedForm

if TYPE_CHECKING:
    from sympy import Expr, Symbol
    from sympy.logic.boolalg import Boolean

Floats = tuple[tuple[float, ...], ...]
"""The rows of a matrix in floating-point numbers."""


@dataclass(frozen=True, eq=False)
class HigherPartial:
    """One partial derivative of order 2 or more.

    Attributes:
        variables: by which f is differentiated, in this order: (x, x, y) is f_xxy.
        general: its expression.
        at_point: its value at P, or None.
        valid_where: what the variables must satisfy for the expression to be that derivative;
            SymPy's true where the expression shows by itself where it is not.
        sides: of order 3 or more the limits for t → 0- and t → 0+ of which the value is made,
            where the rules do not give it; None where they do, and where there are none.
    """

    variables: tuple[Symbol, ...]
    general: Expr
    at_point: Expr | None = None
    valid_where: Boolean = true
    sides: tuple[Limit, Limit] | None = None


@dataclass(frozen=True, eq=False)
class Eigensystem:
    """Of the Hessian at P, with multiplicity, in rising order.

    Attributes:
        values: n numbers.
        vectors: n unit vectors, n×1 each, perpendicular to one another.
    """

    values: tuple[Expr, ...]
    vectors: tuple[Matrix, ...]


@dataclass(frozen=True, eq=False)
class SecondLimits:
    """What the definition says of the second derivatives at P.

    Attributes:
        partials: in row x and column y the limits of (f_x(P + t·e_y) - f_x(P))/t for t → 0- and
            t → 0+, n×n pairs.
        along_direction: those of (D_u f(P + tu) - D_u f(P))/t; None without u.
        is_twice_differentiable: whether f is proved to be so at P, as the test by eigenvalues
            and D_u²f(P) = uᵀH(P)u need it.
    """

    partials: tuple[tuple[tuple[Limit, Limit], ...], ...]
    along_direction: tuple[Limit, Limit] | None
    is_twice_differentiable: bool


@dataclass(frozen=True, eq=False)
class SecondOrder:
    """The second derivatives at P, where f has a gradient or `order=k` asks for them.

    Attributes:
        hessian: the second partial derivatives, n×n; None where they are not known.
        along_direction: D_u²f(P), which is uᵀH(P)u where f is twice continuously differentiable
            near P; None without u, and where it does not exist or is not known.
        measured: the Hessian in floating-point numbers by differences of values of f, which
            take a fraction of the exact one's time; None where that one is known, or must serve.
        eigensystem: at a critical point or with `order=k`; None where the Hessian is not
            symmetric, its eigenvalues have no closed form, or say nothing of f.
        limits: the limits that all this comes from; None where it comes by the rules.
        discriminant: of two variables D = f_xx f_yy - f_xy² at P; None without a Hessian.
    """

    hessian: Deferred[Matrix | None]
    along_direction: Deferred[Expr | None]
    measured: Deferred[Floats | None] = NOTHING
    eigensystem: Eigensystem | None = None
    limits: Deferred[SecondLimits | None] = NOTHING
    discriminant: Deferred[Expr | None] = NOTHING


@dataclass(frozen=True, eq=False)
class HigherOrder:
    """The partial derivatives of order 2 to k, asked for with `order=k`.

    Attributes:
        partials: all of order 2, of higher order one for each choice of variables.
        mixed_agree: whether the mixed ones do not depend on the order of differentiation at P
            (without a point: wherever they are continuous).
        typed: as of the first derivatives.
    """

    partials: tuple[HigherPartial, ...]
    mixed_agree: bool | None = None
    typed: Deferred[tuple[TypedForm | None, ...]] = NO_FORMS
