"""f along a curve into P, expanded at its end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sympy import Expr, Integer, Symbol, pi

from grad_magic.calculus.expansions.algebra import (
    Expansion,
    ExpansionCalculus,
    OpenError,
    constant,
)
from grad_magic.calculus.expansions.cases import TRUTHS, CaseExpansions, negate_truth
from grad_magic.calculus.expansions.coefficients import Coefficients
from grad_magic.formula.program import Arithmetic, Program
from grad_magic.formula.sympy_forms import UnbuildableError

_ONE = Integer(1)


def expand(  # noqa: PLR0913  (the last one keyword only)
    program: Program,
    values: Mapping[Symbol, Expr],
    curve: Mapping[Symbol, Expansion],
    coefficients: Coefficients,
    depth: int,
    *,
    only_smooth: bool = False,
) -> Expansion:
    """The expansion of f along a curve that leaves P at t = 0.

    Args:
        program: f.
        values: P.
        curve: for each variable its distance from P as an expansion in t.
        coefficients: what the curve's coefficients may hold.
        depth: how many powers of t are kept behind a leading one.
        only_smooth: whether to refuse a curve on which the rules of differentiation need not
            apply to f.

    Raises:
        OutsideError: f has no real values on the curve near P.
        OpenError: the expansion is not settled, or refused.
    """
    calculus = ExpansionCalculus(coefficients, depth)
    place = _Place(
        (variable, calculus.add(constant(value), curve[variable]))
        for variable, value in values.items()
    )
    try:
        return program.run(place, _Operations(calculus, only_smooth=only_smooth).arithmetic())
    except (UnbuildableError, ZeroDivisionError) as error:
        raise OpenError(str(error)) from None


class _Place(dict[Symbol, Expansion]):
    """The variables' expansions; every other name is a parameter, which is constant."""

    def __missing__(self, parameter: Symbol) -> Expansion:
        return constant(parameter)


class _Operations(CaseExpansions):
    """Each operation of a formula on expansions."""

    def arithmetic(self) -> Arithmetic[Expansion]:
        """All of them in a table."""
        calculus = self._calculus
        smooth = {
            name: partial(self._smooth, name)
            for name in ("atan", "tanh", "asinh", "erf", "sigmoid", "softplus", "gamma")
        }
        return Arithmetic(
            number=constant,
            operations={
                **smooth,
                "add": calculus.add,
                "multiply": calculus.multiply,
                "negate": calculus.negate,
                "reciprocal": self._reciprocal,
                "integer_power": calculus.power,
                "odd_root_power": self._odd_root_power,
                "power": self._general_power,
                "sqrt": self._root,
                "exp": self._exponential,
                "log": self._logarithm,
                "abs": self._absolute,
                "sign": self._sign,
                "sin": partial(self._wave, "sin"),
                "cos": partial(self._wave, "cos"),
                "tan": lambda z: self._quotient(self._wave("sin", z), self._cos(z)),
                "cot": lambda z: self._quotient(self._cos(z), self._wave("sin", z)),
                "sec": lambda z: self._reciprocal(self._cos(z)),
                "csc": lambda z: self._reciprocal(self._wave("sin", z)),
                "sinh": partial(self._hyperbolic, -1),
                "cosh": partial(self._hyperbolic, 1),
                "coth": lambda z: self._reciprocal(self._smooth("tanh", z)),
                "sech": lambda z: self._reciprocal(self._hyperbolic(1, z)),
                "csch": lambda z: self._reciprocal(self._hyperbolic(-1, z)),
                "acos": self._arccosine,
                "asin": lambda z: calculus.subtract(constant(pi / 2), self._arccosine(z)),
                "acosh": self._area_cosine,
                "atanh": self._area_tangent,
                "atan2": self._angle,
                "max": partial(self._extreme, 1),
                "min": partial(self._extreme, -1),
                "floor": self._floor,
                "ceiling": lambda z: calculus.negate(self._floor(calculus.negate(z))),
                "heaviside": self._heaviside,
                "factorial": lambda z: self._smooth("gamma", calculus.add(z, constant(_ONE))),
                "beta": self._beta,
                "besselj": partial(self._of_order, "besselj"),
                "polygamma": partial(self._of_order, "polygamma"),
                **{name: partial(self._relate, name) for name in TRUTHS},
                "true": lambda: True,
                "and": self._conjunction,
                "or": lambda *parts: negate_truth(self._conjunction(*map(negate_truth, parts))),
            },
            choose=self._choose,
        )
