"""Higher derivatives of a function that an equation describes, z = z(x, y) of F(x, y, z) = 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sympy import (
    Abs,
    Expr,
    Max,
    Min,
    Piecewise,
    Poly,
    PolynomialError,
    Symbol,
    ceiling,
    factor,
    factor_terms,
    floor,
    fraction,
    reduced,
    sign,
    together,
)

from grad_magic.calculus.exact.quotients import has_high_powers
from grad_magic.calculus.exact.simplify import LARGEST_OPERATION_COUNT

_WORTH_OF_PRODUCT = 3


def has_higher_derivatives(equation: Expr) -> bool:
    """Whether one formula holds everywhere for what is differentiated again: of |x| none does."""
    return not equation.has(Abs, Max, Min, Piecewise, ceiling, floor, sign)


@dataclass(frozen=True)
class ImplicitFunction:
    """A function by its first derivatives, which hold where the equation does.

    Attributes:
        equation: F, which is 0.
        function: the variable that is a function of the others, z.
        slopes: ∂z/∂x by x, and so for each of the others.
    """

    equation: Expr
    function: Symbol
    slopes: Mapping[Symbol, Expr]

    def derivative(self, by: Sequence[Symbol]) -> Expr:
        """The derivative by these, one after the other, as a formula of x, y and z.

        >>> from sympy.abc import x, y
        >>> ImplicitFunction(x**2 + y**2 - 25, y, {x: -x / y}).derivative((x, x))
        -(x**2 + y**2)/y**3
        """
        first, *others = by
        result = self.slopes[first]
        for name in others:
            result = _shortest(self.along(result, name))
        return result

    def along(self, formula: Expr, by: Symbol) -> Expr:
        """The derivative of a formula of x, y and z by x, in which z changes with x."""
        return formula.diff(by) + formula.diff(self.function) * self.slopes[by]

    def on_level(self, formula: Expr) -> Expr | None:
        """A quotient with less above where the equation holds: -25/y³ for -(x² + y²)/y³.

        None where it does not become a single term.

        >>> from sympy.abc import x, y
        >>> circle = ImplicitFunction(x**2 + y**2 - 25, y, {x: -x / y})
        >>> circle.on_level((-x**2 - y**2) / y**3)
        -25/y**3
        """
        above, below = fraction(together(formula))
        names = (*self.slopes, self.function)
        if not (above.is_polynomial(*names) and self.equation.is_polynomial(*names)):
            return None
        if len(Poly(above, *names).terms()) == 1:
            return None
        for order in (names, names[::-1]):
            _, rest = reduced(above.expand(), [self.equation.expand()], *order)
            if rest != 0 and len(Poly(rest, *names).terms()) == 1:
                return rest / below
        return None


def _shortest(formula: Expr) -> Expr:
    """One quotient with what stands below in factors, and the least of its forms above."""
    above, below = fraction(together(formula))
    forms = [above]
    if not has_high_powers(above) and above.count_ops() <= LARGEST_OPERATION_COUNT:
        whole = above.expand(power_exp=False)
        forms += [whole, factor_terms(whole)]
        with suppress(PolynomialError):
            forms.append(factor(above))
    return min(forms, key=_length) / below


def _length(form: Expr) -> int:
    """How long it is to read; products and few signs are preferred: -3x²(x⁴ + y⁴), 2(y + z)."""
    text = str(form).replace("**", "^").replace("*", "")
    return len(text) + text.count("-") - (_WORTH_OF_PRODUCT if form.is_Mul else 0)
