"""Polynomials with parameters whose critical points have a formula.

Of ax² + bxy + cy² + … it is Cramer's rule, and D = f_xx f_yy - f_xy² and f_xx tell the kind; of
ax³ + bx² + cx in one variable it is the formula for quadratic equations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from sympy import (
    Add,
    And,
    Eq,
    Expr,
    Gt,
    Integer,
    Matrix,
    Mul,
    Or,
    Poly,
    Rational,
    Symbol,
    count_ops,
    default_sort_key,
    factor,
    false,
    together,
    true,
)
from sympy.logic.boolalg import BooleanAtom

from grad_magic.calculus import derivatives
from grad_magic.calculus.domains import has_values_for_all
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import with_short_exponents
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.value_bounds import (
    is_always_positive,
    is_never_negative,
)
from grad_magic.calculus.extrema.kinds.verdicts import CriticalVerdict, extremum
from grad_magic.findings import CriticalReason, Finding, SearchRemark
from grad_magic.formula.program import Program
from grad_magic.formula.sympy_forms import sides, without_minus_signs
from grad_magic.solution import CriticalPoint, CriticalPoints

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

_MOST_PARAMETERS = 6
_TERMS = 2
_PLANE = 2
# Values of the parameters for which a condition is tried.
_PLACES = tuple(map(Rational, ("1/2", "-2", "3", "-1/3")))
# And such values as large, or as small: ab > 4 with a < 0 needs large ones.
_SCALES = (Integer(1), Integer(20), Rational(1, 20))


def point_of_quadratic(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> CriticalPoint | None:
    """The one critical point of a polynomial of degree 2, where its Hessian is regular.

    None where f as typed may be undefined somewhere, as (x³ + a·x)/x is at 0.
    """
    if not has_values_for_all(program, variables):
        return None
    if not f.is_polynomial(*variables) or Poly(f, *variables).total_degree() != 2:
        return None
    slopes = derivatives.gradient(f, variables)
    hessian = derivatives.hessian(slopes, variables)
    determinant = shorten(hessian.det(method="berkowitz"))
    if determinant == 0:
        return None
    zero = dict.fromkeys(variables, Integer(0))
    constant = Matrix([slope.xreplace(zero) for slope in slopes])
    place = (-hessian.adjugate() * constant / determinant).applyfunc(shorten)
    # f(P) = f(0) + ∇f(0)·P/2.
    value = f.xreplace(zero) + shorten(constant.dot(place) / 2)
    return CriticalPoint(
        tuple(place), value, "undecided", None, Finding(CriticalReason.DEPENDS_ON_PARAMETERS)
    )


def cases_of_quadratic(
    f: Expr, variables: Sequence[Symbol], point: CriticalPoint
) -> CriticalPoints:
    """The critical point of a polynomial of degree 2, with the conditions for each kind.

    Args:
        f: the function.
        variables: its n variables.
        point: where its gradient is 0.

    Raises:
        UnsolvedError: as `by_conditions`.
    """
    hessian = hessian_at(f, variables, point)
    rows = tuple(by_conditions(point, hessian))
    determinant = shorten(hessian.det(method="berkowitz"))
    return CriticalPoints(rows, is_complete=True, remarks=assumed_regular(determinant))


def by_conditions(point: CriticalPoint, hessian: Matrix) -> Iterator[CriticalPoint]:
    """A critical point with the conditions for each kind.

    Args:
        point: the point.
        hessian: the second derivatives there, with a determinant that is taken not to be 0.

    Raises:
        UnsolvedError: of more than two variables it has mixed derivatives, or there are too many
            parameters.
    """
    if hessian.rows == 1:
        (bend,) = hessian
        conditions = {"minimum": _positive(bend), "maximum": _positive(-bend)}
    elif hessian.rows == _PLANE:
        conditions = _conditions_in_plane(hessian)
    elif hessian.is_diagonal():
        conditions = _conditions_on_axes(hessian.diagonal())
    else:
        raise UnsolvedError
    for kind, condition in conditions.items():
        if _may_hold(condition):
            yield _on_condition(of_kind(point, kind), condition)


def _conditions_in_plane(hessian: Matrix) -> dict[str, Boolean]:
    """For which parameters a Hessian of two variables has which kind, if it is regular."""
    first, last = hessian[0, 0], hessian[1, 1]
    if hessian[0, 1] == 0:
        mixed = (And(_positive(first), _positive(-last)), And(_positive(-first), _positive(last)))
        return {
            "minimum": And(_positive(first), _positive(last)),
            "maximum": And(_positive(-first), _positive(-last)),
            "saddle": Or(*(case for case in mixed if _may_hold(case))),
        }
    determinant = hessian.det(method="berkowitz").expand()
    is_definite = _positive(determinant)
    # Both have the same sign, and one may be fixed.
    lead = last if _positive(last) in (true, false) else first
    return {
        "minimum": And(is_definite, _positive(lead)),
        "maximum": And(is_definite, _positive(-lead)),
        "saddle": _positive(-determinant),
    }


def _conditions_on_axes(bends: Sequence[Expr]) -> dict[str, Boolean]:
    """The same of several variables, where the Hessian has entries on its diagonal alone."""
    first, *others = sorted(bends, key=lambda bend: not bend.is_number)
    return {
        "minimum": And(*map(_positive, bends)),
        "maximum": And(*(_positive(-bend) for bend in bends)),
        # All have one sign unless one has another sign than the first.
        "saddle": Or(*(_positive(-first * other) for other in others)),
    }


def cases_of_cubic(f: Expr, variables: Sequence[Symbol], program: Program) -> CriticalPoints | None:
    """The critical points of ax³ + bx² + cx, by the sign of the discriminant of f′ = Ax² + Bx + C.

    At (-B ± √Δ)/(2A) the second derivative is ±√Δ, whatever the sign of A. None for others.
    """
    if len(variables) != 1 or not has_values_for_all(program, variables):
        return None
    (x,) = variables
    if not f.is_polynomial(x) or Poly(f, x).degree() != 3:
        return None
    slope = f.diff(x)
    a, b, c = Poly(slope, x).all_coeffs()
    content, core = factor((b**2 - 4 * a * c).expand()).as_content_primitive()
    if not core.is_polynomial() or core.is_number or not Poly(core).is_sqf:
        return None
    core = core.expand()
    middle = shorten(-b / (2 * a))
    height = shorten(f.xreplace({x: middle}))
    height = min(height, height.expand(), key=count_ops)
    root, size = (content**power * core**power for power in (Rational(1, 2), Rational(3, 2)))
    points = [
        _on_condition(
            _point((-b + sign * root) / (2 * a), height - sign * size / (12 * a**2), kind),
            _positive(core),
        )
        for sign, kind in ((-1, "maximum"), (1, "minimum"))
    ]
    parts = {"order": Integer(3), "value": shorten(2 * a)}
    inflection = replace(
        _point(middle, height, "saddle"), reason=Finding(CriticalReason.INFLECTION, parts)
    )
    if _positive(core) != true:
        equation = Eq(*sides(core))
        is_turned = equation.lhs.is_number and equation.rhs != 0
        points.append(_on_condition(inflection, equation.reversed if is_turned else equation))
        remarks = assumed_regular(a)
    else:
        # Where a² - ab + b² is 0 the two points are one.
        remarks = (*assumed_regular(a), *assumed_regular(core))
    held = tuple(point for point in points if _may_hold(point.where))
    return CriticalPoints(held, is_complete=True, remarks=remarks)


def _point(place: Expr, value: Expr, kind: str) -> CriticalPoint:
    reason = Finding(CriticalReason.DEPENDS_ON_PARAMETERS)
    return of_kind(CriticalPoint((shorten(place),), value, "undecided", None, reason), kind)


def _on_condition(point: CriticalPoint, condition: Boolean) -> CriticalPoint:
    return replace(point, where=None if condition == true else condition)


def _positive(expression: Expr) -> Boolean:
    """The condition that an expression, which is not 0, is positive."""
    core = sign_giving(expression)
    if core.is_number:
        return true if sign_of(core) == 1 else false
    if is_never_negative(core):
        return true
    if is_never_negative(-core):
        return false
    return without_minus_signs(Gt(_short(core), 0))


def _short(product: Expr) -> Expr:
    """A product multiplied out where that is a difference: (2 - a)(2 + a) is 4 - a²."""
    whole = product.expand()
    return whole.primitive()[1] if len(Add.make_args(whole)) == _TERMS else product


def sign_giving(expression: Expr) -> Expr:
    """An expression of the same sign, if that is not 0: without squares and positive factors."""
    core: Expr = Integer(1)
    for part in Mul.make_args(factor(together(expression))):
        base, exponent = part.as_base_exp()
        if part.is_number:
            core *= sign_of(part) or part
        elif not exponent.is_Integer:
            core *= part
        elif exponent % 2 and not is_always_positive(base):
            core *= base
    return core


def assumed_regular(determinant: Expr) -> tuple[Finding[SearchRemark], ...]:
    """That a determinant is taken not to be 0, unless it never is."""
    core = factor(together(determinant)).as_numer_denom()[0].as_coeff_Mul()[1]
    factors = {part.as_base_exp()[0].primitive()[1]: None for part in Mul.make_args(core)}
    left = [part for part in factors if not (part.is_number or is_always_positive(part))]
    sums = sorted((part for part in left if part.is_Add), key=default_sort_key)
    others = Mul(*(part for part in left if not part.is_Add))
    # (a - b)(a + b) ≠ 0 is a² ≠ b², and a·b·(a - b) ≠ 0 is a·b ≠ 0 and a ≠ b.
    whole = _short(Mul(*sums))
    conditions = [others, *([whole] if whole.is_Add else sums)]
    return tuple(_unequal_to_zero(part) for part in conditions if not part.is_number)


def _unequal_to_zero(expression: Expr) -> Finding[SearchRemark]:
    first, second = sides(expression)
    parts = {"first": first, "unequal": "≠", "second": second}
    return Finding(SearchRemark.REGULAR_ASSUMED, parts)


def _may_hold(condition: Boolean | None) -> bool:
    """Whether a condition holds for some values of the parameters; None is one that always does.

    Raises:
        UnsolvedError: it does for none that are tried.
    """
    if condition is None or isinstance(condition, (BooleanAtom, Eq)):
        return condition is not false
    symbols = sorted(condition.free_symbols, key=str)
    places = product(_SCALES, product(_PLACES, repeat=len(symbols)))
    if len(symbols) > _MOST_PARAMETERS or not any(
        condition.xreplace({s: scale * v for s, v in zip(symbols, place, strict=True)}) == true
        for scale, place in places
    ):
        raise UnsolvedError
    return True


def of_kind(point: CriticalPoint, kind: str) -> CriticalPoint:
    """The point with the kind that its Hessian has."""
    verdict = CriticalVerdict("saddle", None, Finding(CriticalReason.INDEFINITE_HESSIAN))
    if kind != "saddle":
        verdict = extremum(
            1 if kind == "minimum" else -1, Finding(CriticalReason(f"definite_{kind}"))
        )
    return point.with_verdict(verdict)


def hessian_at(f: Expr, variables: Sequence[Symbol], point: CriticalPoint) -> Matrix:
    """The second derivatives at a point.

    Raises:
        UnsolvedError: it is a curve of points.
    """
    if any(value.has(*variables) for value in point.point):
        raise UnsolvedError
    values = dict(zip(variables, point.point, strict=True))
    hessian = derivatives.hessian(derivatives.gradient(f, variables), variables)
    return hessian.xreplace(values).applyfunc(with_short_exponents).applyfunc(shorten)
