"""A number put in for a parameter gives what the same number in the request gives.

Roots, magnitudes and quotients of parameters are where a simplification may take one sign for
both. Values, directions, conditions and the tangent as it is printed are all compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sympy import Expr, Matrix, Rational, Symbol, false

from grad_magic import solve
from grad_magic.lesson.sections.tangents import plane_through
from grad_magic.lesson.steps import Equation

if TYPE_CHECKING:
    from grad_magic.result import Result

_A = Symbol("a", real=True)
_REQUESTS = (
    "f(x,y)=|y|^(3/2)+x at=(0,{a}) dir=(1,2)",
    "f(x,y)=|atan(y)|^(3/2)+x*y at=(1,{a}) dir=(1,2)",
    "f(x,y)=sqrt(|x|)*y at=({a},2) dir=(3,4)",
    "f(x,y)=x/(1+sqrt(|y|)) at=(1,{a}) dir=(1,-1)",
    "f(x,y)=sqrt(x^2+y^2) at=({a},1) dir=(1,1)",
    "f(x,y)=sqrt(x^4+y^2)/x at=({a},2) dir=(1,1)",
    "f(x,y)=cbrt(x)*y+x at=({a},2) dir=(1,1)",
    "f(x,y)=cbrt(x^2)*y at=({a},{a}) dir=(1,0)",
    "f(x,y)=cbrt((x+y)/(x*y)) at=({a},-1) dir=(1,2)",
    "f(x,y)=|x-y|^3+x at=({a},2*{a}) dir=(1,1)",
    "f(x,y)=|x|/(x^2+y^2) at=({a},1) dir=(2,1)",
    "f(x,y)=ln|x+y|+x at=({a},1) dir=(1,1)",
    "f(x,y,z)=|x*y|^(1/2)*z at=({a},2,3) dir=(1,2,2)",
)


def _digits(number: Expr | None, value: Rational) -> complex | None:
    # Exact roots of what is put in take SymPy 1.12 minutes.
    return None if number is None else complex(number.evalf(20, subs={_A: value}))


def _numbers(result: Result, value: Rational) -> dict[str, list[complex | None]]:
    """All numbers of an answer, with the value for a."""
    found: dict[str, list[Expr | None]] = {
        "value": [result.value],
        "partials": list(result.partials_at or ()),
        "norm": [result.norm],
        "rate": [result.directional_derivative],
        "steepest": list(result.steepest_ascent or ()),
    }
    return {name: [_digits(entry, value) for entry in row] for name, row in found.items()}


@pytest.mark.parametrize("request_text", _REQUESTS)
@pytest.mark.parametrize(
    "value",
    [
        Rational(-2),
        pytest.param(Rational(3), marks=pytest.mark.slow),
        pytest.param(Rational(-1, 3), marks=pytest.mark.slow),
    ],
)
def test_values_put_in_afterwards(request_text: str, value: Rational) -> None:
    general = solve(request_text.format(a="a"))
    special = solve(request_text.format(a=f"({value})"))
    assert all(condition.subs(_A, value) != false for condition in general.conditions)
    found, wanted = _numbers(general, value), _numbers(special, value)
    for name, row in wanted.items():
        assert found[name] == pytest.approx(row, rel=1e-9, abs=1e-12), name
    _check_tangent(general, special, value)


def _check_tangent(general: Result, special: Result, value: Rational) -> None:
    """The tangent as it is printed passes through P and is perpendicular to ∇f(P)."""
    assert general.gradient_at is not None
    assert general.point is not None
    assert special.gradient_at is not None
    assert special.point is not None
    line = plane_through(general.point, general.gradient_at, general.variables)
    if not line:
        # It is too long for a row.
        return
    (piece,) = line
    assert isinstance(piece, Equation)
    difference = (piece.equation.lhs - piece.equation.rhs).subs(_A, value)
    place = dict(zip(general.variables, special.point, strict=True))
    assert abs(complex(difference.subs(place).evalf(20))) < 1e-12
    normal = Matrix([difference.diff(variable) for variable in general.variables])
    gradient = special.gradient_at
    product = (normal.dot(gradient) ** 2 - normal.dot(normal) * gradient.dot(gradient)).evalf(20)
    assert abs(complex(product)) < 1e-9
