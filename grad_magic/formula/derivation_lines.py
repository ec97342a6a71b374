"""A derivation as a chain of equal formulas, one use of the rules after the other.

What is still to be differentiated stands in a line as ∂/∂x(…), and the next line has its
derivative by one rule more. Sums, constant factors, the derivatives that one knows by heart and
factors to which one rule leads take no line of their own. Every line is equal to the derivative:
nothing is left out between two of them but arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from grad_magic.formula.derivatives import Derivation, Rule, Step, steps_of
from grad_magic.formula.normal_form import (
    BRANCHING,
    MINUS_ONE,
    ONE,
    TWO,
    Ratio,
    Term,
    UntreatedError,
    apply,
    factors_of,
    is_below,
    multiply,
    number,
    power,
    split,
    walk,
)
from grad_magic.formula.tree import Formula, product_of, sum_of

# Of longer chains the lines in the middle are left out.
_MOST_LINES = 3
_MOST_ROUNDS = 12


class NamedRule(Enum):
    """The rules that a reader is told of, in the order in which they are named."""

    PRODUCT = "product"
    QUOTIENT = "quotient"
    POWER = "power"
    CHAIN = "chain"
    VARIABLE_EXPONENT = "variable_exponent"


@dataclass(frozen=True)
class DerivationLine:
    """One formula of the chain.

    Attributes:
        formula: what stands in it; a part still to be differentiated is the operation
            "derivative" of it, and by the variable where f has several.
        rules: by which it follows from the formula before, if they have names.
    """

    formula: Formula
    rules: tuple[NamedRule, ...]


def derivation_lines(
    derivation: Derivation, *, ordinary: bool, is_brief: bool = False
) -> tuple[DerivationLine, ...]:
    """The formulas between f and its derivative as it is shown, in their order.

    Args:
        derivation: how the derivative came about.
        ordinary: whether f has one variable only.
        is_brief: whether an inner derivative to which one rule leads stands at once.

    Returns:
        None at all where the derivative is known by heart, or comes by cases.
    """
    if _is_known(derivation.step) or _has_cases(derivation.step.function):
        return ()
    opening = _Opening(derivation, ordinary=ordinary, is_brief=is_brief)
    try:
        lines = tuple(opening.lines())
    except UntreatedError:
        return ()
    if len(lines) <= _MOST_LINES:
        return lines
    first, second, *_, last = lines
    return first, second, _joined(lines[2:], last)


def _joined(lines: Sequence[DerivationLine], last: DerivationLine) -> DerivationLine:
    """The last line with the rules of those that lead to it."""
    used = {rule for line in lines for rule in line.rules}
    return DerivationLine(last.formula, tuple(rule for rule in NamedRule if rule in used))


def _has_cases(function: Term) -> bool:
    return any(part.kind in BRANCHING for part in walk(function))


def _is_known(step: Step) -> bool:
    """Whether the derivative is known by heart: of x^n, sin(x), sums and multiples of such."""
    match step.rule:
        case "constant" | "variable" | "step":
            return True
        case "sum" | "constant factor":
            return all(map(_is_known, step.parts))
        case "chain" | "power" | "exponential":
            return step.parts[0].rule == "variable"
        case _:
            return False


def _cancels(step: Step) -> bool:
    """Whether it is the 1/x of ln(xy), of which y/(xy) takes no line beside other factors."""
    if step.function.kind != "log" or step.function.parts[0].kind == "sum":
        return False
    kinds = {part.kind for part in walk(step.derivative)}
    return kinds <= {"number", "name", "power", "product"}


class _Opening:
    """Opens what is still to be differentiated, round by round."""

    def __init__(self, derivation: Derivation, *, ordinary: bool, is_brief: bool) -> None:
        self._derivation, self._ordinary, self._is_brief = derivation, ordinary, is_brief
        self._steps = steps_of(derivation.variable, derivation.order)
        self._waiting: dict[Formula, Step] = {}
        self._used: set[NamedRule] = set()
        self._openings: Mapping[Rule, Callable[[Step], Formula]] = {
            "sum": self._open_sum,
            "constant factor": self._open_multiple,
            "product": self._open_product,
            "quotient": self._open_quotient,
            "power with a variable exponent": self._open_variable_exponent,
        }

    def lines(self) -> Iterator[DerivationLine]:
        formula = self._open(self._derivation.step)
        yield self._line(formula)
        for _ in range(_MOST_ROUNDS):
            if not _is_waiting(formula):
                return
            formula = self._next(formula)
            yield self._line(formula)
        raise UntreatedError("too many rounds")

    def _line(self, formula: Formula) -> DerivationLine:
        rules = tuple(rule for rule in NamedRule if rule in self._used)
        self._used.clear()
        return DerivationLine(formula, rules)

    def _next(self, formula: Formula) -> Formula:
        """The formula with every derivative in it by one rule more."""
        if formula.operation == "derivative":
            step = self._waiting[formula.operands[0]]
            return _in_place(self._open(step)) if _is_known(step) else self._open(step)
        if not formula.operands:
            return formula
        operands = tuple(map(self._next, formula.operands))
        return formula if operands == formula.operands else Formula(formula.operation, operands)

    def _write(self, term: Term) -> Formula:
        return self._derivation.write(term)

    def _wait(self, step: Step) -> Formula:
        """∂/∂x(…), to be opened in the next round."""
        function = self._write(step.function)
        self._waiting[function] = step
        if self._ordinary:
            return Formula("derivative", (function,))
        return Formula("derivative", (function, Formula("name", value=self._derivation.variable)))

    def _open(self, step: Step) -> Formula:
        """The derivative by one rule, of sums and constant factors by one more."""
        if _is_known(step):
            return self._write(step.derivative)
        chain = self._chain_of(step)
        if chain is not None:
            return self._by_chain(step, *chain)
        opening = self._openings.get(step.rule)
        if opening is None:
            raise UntreatedError(step.rule)
        return opening(step)

    def _open_sum(self, step: Step) -> Formula:
        return sum_of([self._open(part) for part in step.parts if part.rule != "constant"])

    def _chain_of(self, step: Step) -> tuple[Term, Step] | None:
        """The derivative of the outer function, and the inner function, where there are such."""
        function = step.function
        if step.rule == "exponential":
            return multiply(function, apply("log", function.parts[0])), step.parts[0]
        if function.kind == "log":
            # The record goes shorter ways, as ln(xy)′ = x′/x + y′/y.
            (inside,) = function.parts
            return power(inside, MINUS_ONE), self._steps(inside)
        return None if step.outer is None else (step.outer, step.parts[0])

    def _by_chain(self, step: Step, outer: Term, inner: Step) -> Formula:
        """The outer derivative times the inner one, at once if that is known by heart."""
        if inner.derivative == ONE:
            # ln(x + 1) is differentiated as ln(x) is.
            return self._write(outer)
        self._used.add(NamedRule.CHAIN)
        if step.rule == "power":
            self._used.add(NamedRule.POWER)
        if _is_known(inner):
            return product_of([self._write(outer), _in_place(self._write(inner.derivative))])
        if self._is_brief and self._is_one_rule_away(inner):
            opened = self._open(inner)
            factors = [opened] if opened.operation != "multiply" else opened.operands
            stay = [part if part.operands else _in_place(part) for part in factors]
            return product_of([self._write(outer), *stay])
        return product_of([self._write(outer), self._wait(inner)])

    def _is_one_rule_away(self, step: Step) -> bool:
        """Whether its derivative is known but for one inner function: e^(2y), x + e^(2y)."""
        if step.rule == "sum":
            moving = [part for part in step.parts if part.rule != "constant"]
            return len(moving) == 1 and self._is_one_rule_away(moving[0])
        chain = self._chain_of(step)
        return chain is not None and _is_known(chain[1])

    def _open_multiple(self, step: Step) -> Formula:
        (inner,) = step.parts
        coefficient, rest = split(step.function)
        if inner.rule == "sum" and not isinstance(coefficient, int):
            halves = [self._halved(coefficient, part) for part in inner.parts]
            if all(halves):
                return sum_of([half for half in halves if half is not None])
        if inner.function.key == rest.key:
            halved = self._halved(coefficient, inner)
            if halved is not None:
                return halved
        variable = self._derivation.variable
        constants = [factor for factor in factors_of(rest) if variable not in factor.names]
        chain = None if _cancels(inner) else self._chain_of(inner)
        if chain is not None and _has_sign_or_stroke(chain[0]):
            # 80·(-1/u²)·u′ is -80/u²·u′.
            outer = multiply(number(coefficient), *constants, chain[0])
            return self._by_chain(inner, outer, chain[1])
        opened = self._write(inner.derivative) if _cancels(inner) else self._open(inner)
        above = [factor for factor in constants if not is_below(factor)]
        below = [factor for factor in constants if is_below(factor)]
        factors = [self._write(factor) for factor in above]
        # Of one factor the derivative takes its place, that of several comes last.
        places = [f.key for f in factors_of(rest) if f in above or f.key == inner.function.key]
        is_factor = inner.function.key in places
        factors.insert(places.index(inner.function.key) if is_factor else len(factors), opened)
        if abs(coefficient) != 1:
            factors.insert(0, self._write(number(abs(coefficient))))
        if below:
            factors.append(self._write(multiply(*below)))
        product = product_of(factors)
        return Formula("negate", (product,)) if coefficient < 0 else product

    def _halved(self, coefficient: Ratio, step: Step) -> Formula | None:
        """u·u′ for (u²/2)′, where the number in front and the exponent give a whole number."""
        chain = self._chain_of(step) if step.rule in ("chain", "power") else None
        if chain is None or isinstance(coefficient, int):
            return None
        times, _ = split(chain[0])
        if (coefficient * times).denominator != 1:
            return None
        return self._by_chain(step, multiply(number(coefficient), chain[0]), chain[1])

    def _open_product(self, step: Step) -> Formula:
        """(uv)′ = u′v + uv′."""
        self._used.add(NamedRule.PRODUCT)
        factors = [self._write(part.function) for part in step.parts]
        terms = [
            product_of([*factors[:place], *self._factor(part), *factors[place + 1 :]])
            for place, part in enumerate(step.parts)
        ]
        return sum_of(terms)

    def _factor(self, part: Step) -> tuple[Formula, ...]:
        """The derivative of one factor, at once where no more than one rule leads to it.

        Nothing for the factor 1.
        """
        if part.derivative == ONE:
            return ()
        if _is_known(part) or _cancels(part):
            return (_in_place(self._write(part.derivative)),)
        chain = self._chain_of(part)
        if chain is not None and _is_known(chain[1]):
            return (self._by_chain(part, *chain),)
        if self._is_brief and self._is_one_rule_away(part):
            return (self._open(part),)
        return (self._wait(part),)

    def _open_quotient(self, step: Step) -> Formula:
        """(u/v)′ = (u′v - uv′)/v²."""
        self._used.add(NamedRule.QUOTIENT)
        above, under = step.parts
        top, bottom = self._write(above.function), self._write(under.function)
        others = product_of([top, *self._factor(under)])
        difference = sum_of(
            [product_of([*self._factor(above), bottom]), Formula("negate", (others,))]
        )
        square = self._write(power(under.function, TWO))
        return product_of([difference, Formula("reciprocal", (square,))])

    def _open_variable_exponent(self, step: Step) -> Formula:
        """(u^v)′ = u^v·(v·ln u)′, as u^v = e^(v·ln u)."""
        self._used.add(NamedRule.VARIABLE_EXPONENT)
        base, exponent = step.function.parts
        logarithm = self._steps(multiply(exponent, apply("log", base)))
        return product_of([self._write(step.function), self._wait(logarithm)])


def _is_waiting(formula: Formula) -> bool:
    return formula.operation == "derivative" or any(map(_is_waiting, formula.operands))


def _in_place(formula: Formula) -> Formula:
    """A derivative that stays where it comes from, and does not go to the front of a product."""
    return Formula("entered", (formula,))


def _has_sign_or_stroke(term: Term) -> bool:
    coefficient, rest = split(term)
    return coefficient < 0 or any(map(is_below, factors_of(rest)))
