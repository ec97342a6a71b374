"""A Formula into notation: terms, factors and brackets in the order in which they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, IntEnum, auto
from itertools import pairwise

from sympy import E, Integer, Rational, Symbol, fraction

from grad_magic.formula.cases import are_same
from grad_magic.formula.decimal_digits import in_powers_of_ten, write_decimal
from grad_magic.formula.operations import BOOK_NAMES
from grad_magic.formula.sympy_forms import to_sympy
from grad_magic.formula.tree import Formula
from grad_magic.lesson.conditions import as_points
from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Face,
    Fence,
    Fraction,
    Listing,
    Mathematics,
    Operator,
    Product,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    Word,
)
from grad_magic.lesson.typesetting.unicode_printer import plain_name


class _Tightness(IntEnum):
    """How tightly what is written holds together, from loose to tight."""

    SUM = auto()
    PRODUCT = auto()
    POWER = auto()
    UNIT = auto()


class _Edge(Enum):
    """What stands at an end of a factor: it tells which sign its neighbour needs."""

    DIGIT = auto()
    BRACKET = auto()
    WORD = auto()
    """A name of several letters."""
    STROKE = auto()
    """The end of a fraction, a root or an exponent."""
    APART = auto()
    """What is to be seen by itself: a number put in, or a derivative."""
    OTHER = auto()


@dataclass(frozen=True, eq=False)
class _Written:
    atom: Atom
    tightness: _Tightness = _Tightness.UNIT
    left: _Edge = _Edge.OTHER
    right: _Edge = _Edge.OTHER


# Functions that are called by a letter, and the variable that would be the same letter.
_LETTERS = {"σ": "sigma", "Γ": "Gamma", "J": "J", "ψ": "psi"}
_OF_TERMS = ("add", "negate", "abs", "power")
_FENCES = {"abs": "|", "floor": "⌊", "ceiling": "⌈"}
# sin²(x) rather than sin(x)².
_RAISED_BY_NAME = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"}
    | {"asin", "acos", "atan", "log"}
)
_RELATIONS = {
    "less": "<",
    "less_equal": "≤",
    "greater": ">",
    "greater_equal": "≥",
    "equal": "=",
    "unequal": "≠",
}
_TURNED = {"greater": "less", "greater_equal": "less_equal"}
_CONNECTIVES = {"and": "both_conditions", "or": "either_condition"}
# A decimal of more places is no shorter than the fraction.
_MOST_PLACES = 12


def notate_formula(formula: Formula, *, in_decimals: bool = False) -> Atom:
    """The formula as a person writes it, with decimals also for fractions that were not typed."""
    names = frozenset(map(str, formula.names))
    return _Writer(names, in_decimals=in_decimals).write(formula).atom


@dataclass(frozen=True, eq=False)
class _Writer:
    """Writes the parts of one formula.

    Attributes:
        names: those that occur in the formula, which no function can have beside them.
        is_inline: whether quotients stand on one line, as in exponents.
        is_in_bars: whether they are written within an absolute value.
        is_term_in_bars: whether they are terms of what stands there, with a sign before them or
            nothing.
        in_decimals: whether fractions that were not typed are written as decimals.
    """

    names: frozenset[str]
    is_inline: bool = False
    is_in_bars: bool = False
    is_term_in_bars: bool = False
    in_decimals: bool = False

    def write(self, formula: Formula) -> _Written:  # noqa: C901, PLR0911, PLR0912  (one case an operation)
        """A part, and how tightly it holds together."""
        operation, operands = formula.operation, formula.operands
        if formula.value is not None:
            return self._leaf(formula)
        if self.is_term_in_bars and operation not in _OF_TERMS:
            return replace(self, is_term_in_bars=False).write(formula)
        match operation:
            case "add":
                return self._sum(operands)
            case "negate":
                return self._negative(operands[0])
            case "multiply":
                base = _base_of_logarithm(formula)
                return self._product(operands) if base is None else self._logarithm(formula, base)
            case "reciprocal":
                return self._product((formula,))
            case "power":
                return self._power(*operands)
            case "exp":
                return self._exponential(operands[0])
            case "sqrt" | "cbrt":
                return self._root(operands[0], 2 if operation == "sqrt" else 3)
            case "derivative":
                return self._derivative(*operands)
            case "total_derivative":
                return self._of_differentials("d", *operands)
            case "entered":
                return _apart(self.write(operands[0]))
            case "increment":
                change = Row((Sign("Δ"), Operator.BESIDE, self.write(operands[0]).atom))
                return _Written(change, _Tightness.POWER)
            case "piecewise":
                return _Written(Cases(tuple(self._cases(operands))), _Tightness.SUM)
            case "dots" | "ellipsis":
                return _Written(Sign("⋯" if operation == "dots" else "…"))
            case "indexed":
                base, index = operands
                below = replace(self, is_inline=True).write(index).atom
                return _Written(Script(self.write(base).atom, below=below))
            case "softmax_entry":
                index, *entries = operands
                called = self._call("softmax", entries).atom
                below = replace(self, is_inline=True).write(index).atom
                return _Written(Script(called, below=below), _Tightness.POWER)
            case "factorial":
                inside = self._enclosed(operands[0], _Tightness.UNIT).atom
                return _Written(Row((inside, Operator.BESIDE, Sign("!"))), _Tightness.POWER)
            case _:
                return self._call(operation, operands)

    def _derivative(self, function: Formula, variable: Formula | None = None) -> _Written:
        """∂/∂x(…), ∂z/∂x of a name, or (…)′ where there is one variable."""
        if variable is not None and function.operation == "name":
            return self._of_differentials("∂", function, variable)
        inside = Fence("(", replace(self, is_inline=False).write(function).atom)
        if variable is None:
            return _apart(_Written(Script(inside, primes=1), _Tightness.POWER))
        sign = Sign("∂")
        below = Row((sign, Operator.BESIDE, self.write(variable).atom))
        return _apart(_Written(Row((Fraction(sign, below), inside)), _Tightness.POWER))

    def _power_of_ten(self, mantissa: str, exponent: int, *, is_negative: bool) -> _Written:
        """6.674·10⁻¹¹; 10⁻²⁰ of 1·10⁻²⁰."""
        power = Script(Sign("10"), above=self.write(_number(exponent)).atom)
        sign = (Sign("-"), Operator.BESIDE) if is_negative else ()
        figures = () if mantissa == "1" else (Sign(mantissa), Operator.DOT)
        tightness = _Tightness.SUM if is_negative else _Tightness.PRODUCT
        # Its end is no number to which a letter is joined.
        return _Written(Row((*sign, *figures, power)), tightness, _Edge.DIGIT, _Edge.APART)

    def _of_differentials(self, sign: str, function: Formula, variable: Formula) -> _Written:
        """∂z/∂x, or dx/dt."""
        above, below = (
            Row((Sign(sign), Operator.BESIDE, self.write(part).atom))
            for part in (function, variable)
        )
        return _apart(_Written(Fraction(above, below), _Tightness.POWER))

    def _leaf(self, formula: Formula) -> _Written:
        value = formula.value
        if isinstance(value, Symbol):
            edge = _Edge.WORD if is_word(value.name) else _Edge.OTHER
            return _Written(Mathematics(value), left=edge, right=edge)
        if not isinstance(value, Rational):
            return _Written(Mathematics(value))
        return self._in_decimals(formula, value) or self._exactly(value)

    def _in_decimals(self, formula: Formula, value: Rational) -> _Written | None:
        """A number that was typed as a decimal, or that stands beside such; None of any other."""
        decimal = _decimal(formula)
        if self.in_decimals and not formula.digits:
            decimal = write_decimal(value.p, value.q, _MOST_PLACES) or None
        if decimal is None:
            powers = in_powers_of_ten(value.p, value.q)
            if powers is None or not (self.in_decimals or formula.digits):
                return None
            return self._power_of_ten(*powers, is_negative=value < 0)
        tightness = _Tightness.SUM if value < 0 else _Tightness.UNIT
        sign = (Sign("-"), Operator.BESIDE) if value < 0 else ()
        atom = Row((*sign, Sign(decimal))) if sign else Sign(decimal)
        return _Written(atom, tightness, _Edge.DIGIT, _Edge.DIGIT)

    def _exactly(self, value: Rational) -> _Written:
        if value < 0:
            return self._negative(Formula("number", value=-value))
        if isinstance(value, Integer):
            return _Written(Mathematics(value), left=_Edge.DIGIT, right=_Edge.DIGIT)
        return self._quotient([_number(value.p)], [_number(value.q)])

    def _sum(self, terms: Sequence[Formula]) -> _Written:
        kept = [term for term in terms if not _is_silent_zero(term)] or terms[:1]
        if len(kept) == 1:
            return self.write(kept[0])
        first, *others = map(self._term, kept)
        opening = first.atom.terms if isinstance(first.atom, Sum) else (first.atom,)
        # A sum behind a sign was typed in brackets.
        behind = (
            _fenced(part) if term.operation == "add" else part
            for term, part in zip(kept[1:], others, strict=True)
        )
        return _Written(Sum((*opening, *(part.atom for part in behind))), _Tightness.SUM)

    def _term(self, term: Formula) -> _Written:
        """A term of several; a sum that was put in as one stays one: (x - 1) + 2(y - 3).

        Of cases beside other terms brackets show where they end.
        """
        is_sum = term.operation == "entered" and term.operands[0].operation == "add"
        is_apart = is_sum or term.operation == "piecewise"
        return _fenced(self.write(term)) if is_apart else self.write(term)

    def _negative(self, operand: Formula) -> _Written:
        inside = self._enclosed(operand, _Tightness.PRODUCT)
        return _Written(
            Row((Sign("-"), Operator.BESIDE, inside.atom)), _Tightness.SUM, right=inside.right
        )

    def _enclosed(self, formula: Formula, least: _Tightness) -> _Written:
        """In brackets where it holds less tightly together than this."""
        written = self.write(formula)
        return _fenced(written) if written.tightness < least else written

    def _product(self, factors: Sequence[Formula]) -> _Written:
        """Divisors below what stands before them, as in a·b/c·d."""
        is_negative, sizes = _without_sign(list(_flattened(factors)))
        kept = [factor for factor in sizes if not _is_silent_one(factor)] or sizes[:1]
        above: list[Formula] = []
        below: list[Formula] = []
        parts: list[_Written] = []
        for factor in sorted(kept, key=lambda factor: not _is_silent_number(factor)):
            if factor.operation == "reciprocal":
                inner = factor.operands[0]
                below += inner.operands if _is_plain_product(inner) else (inner,)
                continue
            if below:
                parts.append(self._quotient(above, below))
                above, below = [], []
            above.append(factor)
        if not parts and above and self._is_split(above[0], above[1:]):
            # A fraction that was put in for a name: x²/2 for a·x².
            top, bottom = fraction(above[0].value)
            above = [*([_number(top)] if top != 1 else []), *above[1:]]
            below = [_number(bottom), *below]
        is_alone = not parts and not is_negative
        parts += [self._quotient(above, below)] if below else self._factors(above, alone=is_alone)
        product = self._join(parts)
        if not is_negative:
            return product
        signed = Row((Sign("-"), Operator.BESIDE, product.atom))
        return _Written(signed, _Tightness.SUM, right=product.right)

    def _is_split(self, number: Formula, others: Sequence[Formula]) -> bool:
        """Whether the parts of a fraction that was put in go above and below what it multiplies.

        Beside decimals it is one itself, 2.035x, but for halves of roots and the like: √6/2.
        """
        if not _is_silent_fraction(number):
            return False
        assert isinstance(number.value, Rational)
        top, bottom = fraction(number.value)
        is_decimal = write_decimal(top, bottom, _MOST_PLACES) or in_powers_of_ten(top, bottom)
        if not self.in_decimals or not is_decimal:
            return True
        return top == 1 and not any(map(_is_named, others))

    def _factors(self, factors: Sequence[Formula], *, alone: bool) -> list[_Written]:
        if alone and len(factors) == 1:
            return [self.write(factors[0])]
        return [self._enclosed(factor, _Tightness.PRODUCT) for factor in factors]

    def _quotient(self, above: Sequence[Formula], below: Sequence[Formula]) -> _Written:
        if not self.is_inline:
            over = self._join(self._factors(above, alone=True)) if above else _ONE
            below = sorted(below, key=lambda factor: not _is_silent_number(factor))
            bottom = self._join(self._factors(below, alone=True)).atom
            quotient = Fraction(over.atom, bottom)
            # In a terminal a sum stands in brackets.
            left = _Edge.BRACKET if isinstance(over.atom, Sum) else over.left
            return _Written(quotient, _Tightness.PRODUCT, left, _Edge.STROKE)
        over = self._join(self._factors(above, alone=False)) if above else _ONE
        under = self._join(self._factors(below, alone=False))
        bottom = under.atom
        if isinstance(bottom, (Product, Row)) or len(below) > 1:
            bottom = Fence("(", bottom)
        return _Written(
            Product((over.atom, Operator.OVER, bottom)), _Tightness.PRODUCT, over.left, _Edge.STROKE
        )

    def _root(self, inside: Formula, degree: int) -> _Written:
        root = Root(replace(self, is_inline=False).write(inside).atom, degree)
        # √x(y + z) without brackets in the root would not show where it ends.
        right = _Edge.OTHER if inside.operands else _Edge.STROKE
        return _Written(root, _Tightness.POWER, right=right)

    def _join(self, factors: Sequence[_Written]) -> _Written:
        if len(factors) == 1:
            return factors[0]
        parts: Atoms = (factors[0].atom,)
        for before, factor in pairwise(factors):
            sign = _between(before, factor)
            if self.is_inline and before.right is _Edge.STROKE:
                sign = Operator.DOT  # x/y z could be x over yz
            parts += (sign, factor.atom)
        return _Written(Product(parts), _Tightness.PRODUCT, factors[0].left, factors[-1].right)

    def _power(self, base: Formula, exponent: Formula) -> _Written:
        if exponent.operation == "reciprocal" and exponent.operands[0].operation == "number":
            # root(x, 3): x^(1/3) is the product of 1 and 1/3.
            degree = exponent.operands[0].value
            if isinstance(degree, Integer) and degree > 1:
                return self._root(base, int(degree))
        if base.value == E:
            return self._exponential(exponent)
        above = replace(self, is_inline=True, is_term_in_bars=False).write(exponent).atom
        is_whole = isinstance(exponent.value, Integer) and exponent.value > 0
        if base.operation in _RAISED_BY_NAME and is_whole:
            return self._call(base.operation, base.operands, above)
        written = self._enclosed(base, _Tightness.UNIT)
        is_logarithm = _base_of_logarithm(base) is not None
        if isinstance(written.atom, Row) and (is_logarithm or not is_whole):
            # sin(x)^y could be the sine of x^y.
            written = _fenced(written)
        right = _Edge.BRACKET if written.left is _Edge.BRACKET else _Edge.OTHER
        if _is_name(exponent):
            right = _Edge.STROKE
        elif written.left is _Edge.WORD:
            right = _Edge.WORD
        return _Written(Script(written.atom, above=above), _Tightness.POWER, written.left, right)

    def _exponential(self, exponent: Formula) -> _Written:
        if "e" in self.names:
            return self._call("exp", (exponent,))
        above = replace(self, is_inline=True, is_term_in_bars=False).write(exponent).atom
        right = _Edge.STROKE if _is_name(exponent) else _Edge.OTHER
        return _Written(Script(Mathematics(E), above=above), _Tightness.POWER, right=right)

    def _call(
        self, operation: str, operands: Sequence[Formula], above: Atom | None = None
    ) -> _Written:
        if operation in _FENCES:
            is_size = operation == "abs"
            within = replace(self, is_in_bars=self.is_in_bars or is_size, is_term_in_bars=is_size)
            written = _Written(Fence(_FENCES[operation], within.write(operands[0]).atom))
            # Bars within bars show which of them belong together in ||x| - |y|| alone.
            is_clear = not self.is_in_bars or self.is_term_in_bars
            return written if is_clear or not is_size else _fenced(written)
        name = self._name(operation)
        if operation == "besselj":
            name = Script(name, below=self.write(operands[0]).atom)
            operands = operands[1:]
        elif operation == "polygamma":
            order = self.write(operands[0]).atom
            is_first = operands[0].value == 0
            name = name if is_first else Script(name, above=Fence("(", order))
            operands = operands[1:]
        if above is not None:
            name = Script(name, above=above)
        arguments = Listing(tuple(map(self._argument, operands)))
        inside = arguments.entries[0] if len(operands) == 1 else arguments
        return _Written(Row((name, Fence("(", inside))))

    def _logarithm(self, formula: Formula, base: Formula) -> _Written:
        """log₁₀(x), as it was typed."""
        below = replace(self, is_inline=True).write(base).atom
        name = Script(Sign("log", Face.UPRIGHT), below=below)
        argument = formula.operands[0].operands[0]
        return _Written(Row((name, Fence("(", self._argument(argument)))))

    def _argument(self, operand: Formula) -> Atom:
        # Brackets around it show which bars belong together.
        return replace(self, is_in_bars=False).write(operand).atom

    def _name(self, operation: str) -> Atom:
        name = BOOK_NAMES.get(operation, operation)
        if name not in _LETTERS:
            return Sign(name, Face.UPRIGHT)
        return Sign(operation, Face.UPRIGHT) if _LETTERS[name] in self.names else Sign(name)

    def _cases(self, operands: Sequence[Formula]) -> Iterator[tuple[Atom, Atom]]:
        writer = replace(self, is_inline=False)
        for value, condition in zip(operands[::2], operands[1::2], strict=True):
            holds: Atom = Word("otherwise")
            if condition.operation != "true":
                holds = Row((Word("case"), Space(), writer.condition(condition)))
            yield writer.write(value).atom, holds

    def condition(self, condition: Formula) -> Atom:
        """A condition of cases."""
        if condition.operation in _RELATIONS:
            left, right = _sides(condition.operands[0])
            sides = (self.write(left).atom, self.write(right).atom)
            return Row((sides[0], Relation(_RELATIONS[condition.operation]), sides[1]))
        if condition.operation not in _CONNECTIVES:
            return Mathematics(to_sympy(condition))
        if not _is_indexed(condition):
            points = to_sympy(condition)
            if as_points(points) is not None:
                return Mathematics(points)
        chain = _chain(condition)
        if chain:
            return self._chained(*chain)
        first, *others = map(self._connected, condition.operands)
        parts: Atoms = (first,)
        for other in others:
            parts += (Space(), Word(_CONNECTIVES[condition.operation]), Space(), other)
        return Row(parts)

    def _chained(self, low: Formula, high: Formula) -> Atom:
        """Both of 0 < x and x < 1 as 0 < x < 1."""
        (first, middle), (_, last) = _sides(low.operands[0]), _sides(high.operands[0])
        lower, upper = (Relation(_RELATIONS[relation.operation]) for relation in (low, high))
        left, between, right = (self.write(side).atom for side in (first, middle, last))
        return Row((left, lower, between, upper, right))

    def _connected(self, part: Formula) -> Atom:
        written = self.condition(part)
        is_several = part.operation in _CONNECTIVES and not isinstance(written, Mathematics)
        return Fence("(", written) if is_several else written


_ONE = _Written(Mathematics(Integer(1)), left=_Edge.DIGIT, right=_Edge.DIGIT)


def _number(value: int | Integer) -> Formula:
    return Formula("number", value=Integer(value))


def _base_of_logarithm(formula: Formula) -> Formula | None:
    """The base of a logarithm that was typed with it: ln(x)/ln(b), where b was typed alone."""
    if formula.operation != "multiply" or len(formula.operands) != 2:
        return None
    logarithm, reciprocal = formula.operands
    if (logarithm.operation, reciprocal.operation) != ("log", "reciprocal"):
        return None
    divisor = reciprocal.operands[0]
    is_silent = divisor.start == divisor.end and reciprocal.start < reciprocal.end
    return divisor.operands[0] if divisor.operation == "log" and is_silent else None


def _is_name(exponent: Formula) -> bool:
    """Whether it stands without brackets in a terminal: x^y(z + 1) would not show its end."""
    return exponent.value is not None and not isinstance(exponent.value, Rational)


def _is_indexed(formula: Formula) -> bool:
    """Whether names such as x_{i+1} are in it, which are no symbols."""
    return formula.operation == "indexed" or any(map(_is_indexed, formula.operands))


def _is_plain_product(formula: Formula) -> bool:
    """Whether its factors can stand one by one below a stroke."""
    is_product = formula.operation == "multiply"
    return is_product and all(part.operation != "reciprocal" for part in formula.operands)


def _flattened(factors: Sequence[Formula]) -> Iterator[Formula]:
    """A product at the front, as programs nest them, is no factor of its own."""
    first, *others = factors
    if first.operation == "multiply" and _base_of_logarithm(first) is None:
        yield from _flattened(first.operands)
    else:
        yield first
    yield from others


def _without_sign(factors: list[Formula]) -> tuple[bool, list[Formula]]:
    """Whether a product is negative by its first factor or a number, and it without the sign."""
    is_negative = False
    for place, factor in enumerate(factors):
        if place == 0 and factor.operation == "negate":
            factors[0] = factor.operands[0]
        elif _is_silent_number(factor) and not _is_positive(factor):
            factors[place] = _opposite(factor)
        else:
            continue
        is_negative = not is_negative
    return is_negative, factors


def _is_positive(number: Formula) -> bool:
    assert isinstance(number.value, Rational)
    return bool(number.value >= 0)


def _opposite(number: Formula) -> Formula:
    assert isinstance(number.value, Rational)
    return Formula("number", value=-number.value)


def _is_silent_one(factor: Formula) -> bool:
    """Whether this is a 1 that was not typed, but put in for a name."""
    return factor.value == 1 and not factor.digits


def _is_silent_zero(term: Formula) -> bool:
    """Whether this is 0 by a number that was put in, or the right side of an equation … = 0."""
    if term.operation == "negate" and term.operands[0].value == 0:
        return True
    if term.operation in ("multiply", "negate"):
        return any(map(_is_silent_zero, term.operands))
    if term.operation == "add":
        # (1 - y) where y is 1.
        is_number = not term.names and any(map(_is_put_in, term.operands))
        is_number = is_number and not _is_worked_out(term)
        return is_number and to_sympy(term) == 0
    return term.value == 0 and not term.digits


def _is_worked_out(term: Formula) -> bool:
    """Whether it is part of a calculation that is to be seen."""
    return term.operation == "entered" or any(map(_is_worked_out, term.operands))


def _is_put_in(term: Formula) -> bool:
    return _is_silent_number(term.operands[0] if term.operation == "negate" else term)


def _is_silent_number(factor: Formula) -> bool:
    """Whether this is a number that was not typed: it goes to the front."""
    return isinstance(factor.value, Rational) and not factor.digits


def _is_named(factor: Formula) -> bool:
    """Whether a name occurs in it."""
    return factor.operation == "name" or any(map(_is_named, factor.operands))


def _is_silent_fraction(factor: Formula) -> bool:
    return _is_silent_number(factor) and not isinstance(factor.value, Integer)


def _sides(difference: Formula) -> tuple[Formula, Formula]:
    """The two sides of a relation, which is kept as left - right."""
    operands = difference.operands
    if difference.operation == "add" and len(operands) == 2 and operands[1].operation == "negate":
        return operands[0], operands[1].operands[0]
    return difference, _number(0)


def _chain(condition: Formula) -> tuple[Formula, Formula] | tuple[()]:
    """The two relations a < b and b < c of a condition that are one chain; none of another."""
    if condition.operation != "and" or len(condition.operands) != 2:
        return ()
    one, other = map(_upward, condition.operands)
    if one is None or other is None:
        return ()
    for low, high in ((one, other), (other, one)):
        if are_same(_sides(low.operands[0])[1], _sides(high.operands[0])[0]):
            return low, high
    return ()


def _upward(relation: Formula) -> Formula | None:
    """The relation with its larger side behind; None where it has none."""
    if relation.operation in _TURNED:
        left, right = _sides(relation.operands[0])
        difference = Formula("add", (right, Formula("negate", (left,))))
        return Formula(_TURNED[relation.operation], (difference,))
    return relation if relation.operation in _TURNED.values() else None


def _fenced(written: _Written) -> _Written:
    fenced = _Written(Fence("(", written.atom), left=_Edge.BRACKET, right=_Edge.BRACKET)
    return _apart(fenced) if written.left is _Edge.APART else fenced


def _apart(written: _Written) -> _Written:
    return replace(written, left=_Edge.APART, right=_Edge.APART)


def _between(before: _Written, behind: _Written) -> Operator:
    """The sign that keeps two factors apart."""
    if behind.left is _Edge.DIGIT or _Edge.APART in (before.right, behind.left):
        return Operator.DOT
    if _Edge.WORD in (before.right, behind.left) or before.right is _Edge.STROKE:
        return Operator.MULTIPLE
    if _Edge.BRACKET in (before.right, behind.left) or before.right is _Edge.DIGIT:
        return Operator.BESIDE
    return Operator.MULTIPLE


def is_word(name: str) -> bool:
    """Whether a name has several letters, other than those of a Greek one."""
    letters = plain_name(name.partition("_")[0])
    return len(letters) > 1 and letters[:2].isalpha()


def _decimal(number: Formula) -> str | None:
    """0.1 for what was typed as 0.1 or .1; None where a whole number or a fraction was typed."""
    value, digits = number.value, number.digits.lower()
    if not isinstance(value, Rational) or isinstance(value, Integer) or "/" in digits:
        return None
    if "." in digits and "e" not in digits:
        return digits.rjust(len(digits) + digits.startswith("."), "0")
    return (write_decimal(value.p, value.q, _MOST_PLACES) or None) if digits else None
