"""Values of functions that hold σ, written with σ and not as quotients of exponentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Basic, E, Expr, Function, Integer, Mul, Pow, exp

if TYPE_CHECKING:
    from grad_magic.formula.tree import Formula


class Sigmoid(Function):  # type: ignore[misc]
    """σ, for printing alone."""

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\sigma{power}({printer._print(self.args[0])})"  # noqa: SLF001  (as SymPy's own)


def has_sigmoid(formula: Formula) -> bool:
    """Whether σ was typed in it."""
    return formula.operation == "sigmoid" or any(map(has_sigmoid, formula.operands))


def in_sigmoids(expression: Any) -> Any:
    """The expression to be printed with σ(a) for 1/(1 + e^-a) and e^a/(1 + e^a).

    >>> from sympy import exp
    >>> from sympy.abc import x
    >>> in_sigmoids(1 / (1 + exp(-2))), in_sigmoids(x * exp(x) / (1 + exp(x)))
    (Sigmoid(2), x*Sigmoid(x))
    """
    if not isinstance(expression, Basic) or not expression.has(exp, E):
        return expression
    parts = [in_sigmoids(part) for part in expression.args]
    if isinstance(expression, Mul):
        return Mul(*_joined(parts))
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer) and expression.exp < 0:
        value = _inverse(expression.base)
        if value is not None:
            return value**-expression.exp
    return expression.func(*parts) if parts else expression


def _inverse(total: Expr) -> Expr | None:
    """σ(-a) for 1 + e^a, and σ(a)·σ(-a) for 2 + e^a + e^-a."""
    exponents = [_exponent(term) for term in total.args if term not in (1, 2)]
    numbers = [term for term in total.args if term in (1, 2)]
    match numbers, exponents:
        case [one], [Expr() as exponent] if one == 1:
            return Sigmoid(-in_sigmoids(exponent))
        case [two], [Expr() as exponent, other] if two == 2 and other == -exponent:
            return Sigmoid(in_sigmoids(exponent)) * Sigmoid(in_sigmoids(other))
    return None


def _exponent(power: Expr) -> Expr | None:
    if isinstance(power, exp):
        return power.args[0]
    return Integer(1) if power == E else None


def _joined(factors: list[Expr]) -> list[Expr]:
    """The factors with σ(a) for each e^a·σ(-a)."""
    for place, power in enumerate(factors):
        exponent = _exponent(power)
        if exponent is None:
            continue
        for other, factor in enumerate(factors):
            base, count = factor.as_base_exp()
            if not isinstance(base, Sigmoid) or not isinstance(count, Integer) or count < 0:
                continue
            (argument,) = base.args
            times = -exponent / argument if argument != 0 else None
            if isinstance(times, Integer) and times > 0:
                joined = min(times, count)
                factors[other] = base ** (count - joined) * Sigmoid(-argument) ** joined
                factors[place] = exp(exponent + joined * argument)
                break
    return factors
