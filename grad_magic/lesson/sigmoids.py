"""Values of functions that hold σ, written with σ and not as quotients of exponentials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sympy import Abs, Add, Basic, E, Expr, Function, Integer, Mul, Pow, exp

if TYPE_CHECKING:
    from grad_magic.formula.tree import Formula


class Sigmoid(Function):  # type: ignore[misc]
    """σ, for printing alone."""

    def _latex(self, printer: Any, exp: str | None = None) -> str:
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\sigma{power}({printer._print(self.args[0])})"  # noqa: SLF001  (as SymPy's own)


def has_sigmoid(formula: Formula) -> bool:
    """Whether σ was typed in it."""
    return formula.holds({"sigmoid"})


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
        return Mul(*_multiplied_out(_joined(parts)))
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer) and expression.exp < 0:
        value = _inverse(expression.base)
        if value is not None:
            return value**-expression.exp
        if (rest := _share_left(parts[0])) is not None:
            return rest**expression.exp
    written = expression.func(*parts) if parts else expression
    return _in_one_sigmoid(written) if written.is_Add else written


def _share_left(total: Expr) -> Expr | None:
    """σ(-a) for 1 - σ(a)."""
    shares = [-term for term in total.args if term != 1]
    is_left = total.is_Add and len(shares) == 1 and isinstance(shares[0], Sigmoid)
    return Sigmoid(-shares[0].args[0]) if is_left else None


def _in_one_sigmoid(total: Expr) -> Expr:
    """σ(a) - y for (1 - y)·σ(a) - y·σ(-a), where that is shorter."""
    shares = sorted(total.atoms(Sigmoid), key=str)
    forms = [total]
    for share in shares:
        opposite = Sigmoid(-share.args[0])
        if opposite in shares:
            forms.append(total.xreplace({opposite: 1 - share}).expand())
    return min(forms, key=lambda form: int(form.count_ops()))


def positive_first(terms: list[Expr]) -> list[Expr]:
    """σ(a) - y for -y + σ(a), b - a for -a + b, 4 - a² - b² for -a² - b² + 4.

    Others without σ stay as they are, as polynomials in one letter do: -a² - 3a + 4.
    """
    if not terms[0].could_extract_minus_sign():
        return terms
    positive = [term for term in terms if not term.could_extract_minus_sign()]
    letters = set().union(*(term.free_symbols for term in terms))
    if len(positive) == 1 and (len(terms) == 2 or len(letters) > 1):
        return [*positive, *(term for term in terms if term not in positive)]
    shares = [term for term in terms if term.has(Sigmoid) and not term.could_extract_minus_sign()]
    return [*shares, *(term for term in terms if term not in shares)]


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
    """The factors with σ(a) for each e^a·σ(-a), also within e^(a + b)."""
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
            left = exponent + argument
            if count > 0 and len(Add.make_args(left)) < len(Add.make_args(exponent)):
                factors[other] = base ** (count - 1) * Sigmoid(-argument)
                factors[place] = exp(left)
                return _joined([part for factor in factors for part in Mul.make_args(factor)])
    return factors


def _multiplied_out(factors: list[Expr]) -> list[Expr]:
    """The factors with σ(a) - y for (e^a - y·e^a - y)·σ(-a), and with its magnitude."""
    for place, sigmoid in enumerate(factors):
        if not isinstance(sigmoid, Sigmoid):
            continue
        for other, factor in enumerate(factors):
            total = factor.args[0] if isinstance(factor, Abs) else factor
            product = _times_sigmoid(total, sigmoid.args[0]) if total.is_Add else None
            if product is not None:
                whole = Abs(product) if isinstance(factor, Abs) else product
                return [whole, *(f for i, f in enumerate(factors) if i not in (place, other))]
    return factors


def _times_sigmoid(total: Add, argument: Expr) -> Expr | None:
    """(A - B)·σ(-a) + B for (A·e^-a + B)·σ(a), where that is shorter."""
    power = exp(-argument)
    above = total.coeff(power)
    rest = (total - above * power).expand()
    if above == 0 or rest.has(power):
        return None
    difference = (above - rest).expand()
    forms = (
        difference * Sigmoid(-argument) + rest,
        -difference * Sigmoid(argument) + above,
    )
    shortest = min(forms, key=lambda form: int(form.count_ops()))
    return shortest if shortest.count_ops() < (total * Sigmoid(argument)).count_ops() else None
