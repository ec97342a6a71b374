"""The order in which f was typed, and formulas read and written in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement, product

from sympy import E, Expr, Integer, Rational, Symbol, pi

from grad_magic.formula.decimal_digits import in_powers_of_ten, write_decimal
from grad_magic.formula.normal_form import (
    EULER,
    HALF,
    MINUS_ONE,
    PI,
    TWO,
    Ratio,
    Term,
    UntreatedError,
    add,
    apply,
    base_and_exponent,
    condition,
    factors_of,
    is_below,
    multiply,
    name,
    negate,
    negate_terms,
    number,
    power,
    ratio,
    split,
    symbols_of,
    walk,
)
from grad_magic.formula.tree import Formula, product_of

_RELATIONS = frozenset(
    {"less", "less_equal", "greater", "greater_equal", "equal", "unequal", "and", "or", "true"}
)


@dataclass(frozen=True, eq=False)
class TypedOrder:
    """In which order things were typed.

    Attributes:
        names: the place of each symbol in a product.
        formulas: what was typed, by the key of its normal form: it is written again as it
            was typed.
        divisors: where a decimal was typed, the whole numbers that stand as divisors all the
            same: with others what has a finite decimal is written as one. Otherwise None.
        has_exponentials: whether the slope of ln(1 + e^u) is 1/(1 + e^-u), and not σ(u).
        has_root_signs: whether a new u^(1/2) is √u: not where only such powers were typed.
    """

    names: Mapping[Symbol, int]
    formulas: Mapping[str, Formula]
    divisors: frozenset[int] | None = None
    has_root_signs: bool = True
    has_exponentials: bool = False


_ROOTS = {"sqrt": HALF, "cbrt": number(Fraction(1, 3))}
_CONSTANTS = {pi: PI, E: EULER}


class _Reader:
    def __init__(self) -> None:
        self.formulas: dict[str, Formula] = {}

    def read(self, formula: Formula) -> Term:
        if formula.operation in _RELATIONS:
            return condition(formula)
        if formula.value is not None:
            return self._leaf(formula.value)
        term = self._combine(formula.operation, [self.read(part) for part in formula.operands])
        if _is_written_as(term, formula) and _is_tidy(formula) and _has_all(term, formula):
            self.formulas.setdefault(term.key, formula)
        return term

    @staticmethod
    def _leaf(value: Expr) -> Term:
        if isinstance(value, Rational):
            return number(ratio(int(value.p), int(value.q)))
        return name(value) if isinstance(value, Symbol) else _CONSTANTS[value]

    @staticmethod
    def _combine(  # noqa: PLR0911  (one case an operation)
        operation: str, parts: list[Term]
    ) -> Term:
        match operation:
            case "add":
                return add(*parts)
            case "multiply":
                return multiply(*parts)
            case "negate":
                return negate(parts[0])
            case "reciprocal":
                return power(parts[0], MINUS_ONE)
            case "power":
                return power(*parts)
            case "sqrt" | "cbrt":
                return power(parts[0], _ROOTS[operation])
            case "vector":
                raise UntreatedError(operation)
            case _:
                return apply(operation, *parts)


# Of a product and a number the normal form is the one to be written.
_SAME_KIND = {"sum": ("add",), "power": ("power", "sqrt", "cbrt"), "exp": ("exp", "power")}


def _is_written_as(term: Term, formula: Formula) -> bool:
    if term.kind == "exp" and formula.operation == "reciprocal":
        return True
    return formula.operation in _SAME_KIND.get(term.kind, (term.kind,))


def _has_all(term: Term, formula: Formula) -> bool:
    """Whether no names of the formula were joined in the term, as in x + y + x."""
    kept = sum(part.kind == "name" for part in walk(term))
    return kept == sum(1 for _ in symbols_of(formula))


def _is_tidy(formula: Formula) -> bool:
    """Whether numbers stand where one writes them: none is 0, or 1 as a factor, or behind."""
    parts = formula.operands
    if formula.operation == "add" and sum(part.operation == "number" for part in parts) > 1:
        return False
    if formula.operation == "multiply":
        if any(part.operation == "number" for part in parts[1:]):
            return False
        behind = all(part.operation == "reciprocal" for part in parts[1:])
        if parts[0].value == 1 and not behind:
            return False
    if formula.operation in ("add", "multiply", "power") and any(p.value == 0 for p in parts):
        return False
    return all(map(_is_tidy, parts))


def read_formula(formula: Formula) -> Term:
    """A formula in normal form.

    Raises:
        UntreatedError: it is too large, or divides by zero.
    """
    return _Reader().read(formula)


def find_typed_order(formula: Formula, variables: Iterable[Symbol] = ()) -> TypedOrder:
    """The orders in which f was typed.

    Names stand in a product as they stand in f's products; where those do not say, or
    contradict each other, variables in their order; parameters come before the names that
    follow them in f.

    Args:
        formula: f.
        variables: in their order.

    Raises:
        UntreatedError: f is too large, or divides by zero.
    """
    reader = _Reader()
    reader.read(formula)
    names = _order_names(formula, tuple(variables))
    places = {symbol: place for place, symbol in enumerate(names)}
    divisors = frozenset(_divisors(formula)) if formula.has_decimal else None
    has_root_signs = _has_root_sign(formula) or not _has_broken_power(formula)
    return TypedOrder(places, reader.formulas, divisors, has_root_signs)


def _has_root_sign(formula: Formula) -> bool:
    return formula.operation in ("sqrt", "cbrt") or any(map(_has_root_sign, formula.operands))


def _has_broken_power(formula: Formula) -> bool:
    """Whether a power has a fraction for its exponent."""
    if formula.operation == "power":
        exponent = formula.operands[1]
        if exponent.operation == "multiply" and not exponent.names:
            return True
    return any(map(_has_broken_power, formula.operands))


def _divisors(formula: Formula) -> Iterator[int]:
    if formula.operation == "reciprocal":
        divisor = formula.operands[0].value
        if isinstance(divisor, Integer):
            yield int(divisor)
    for operand in formula.operands:
        yield from _divisors(operand)


# The order of more names is the one in which they first occur.
_MOST_ORDERED = 40

_Pair = tuple[Symbol, Symbol]


def _order_names(formula: Formula, variables: tuple[Symbol, ...]) -> list[Symbol]:
    occurring = list(dict.fromkeys(symbols_of(formula)))
    if len(occurring) > _MOST_ORDERED:
        return occurring
    typed, nested = _pairs(formula)
    declared = [symbol for symbol in variables if symbol in occurring]
    parameters = [symbol for symbol in occurring if symbol not in declared]
    ahead: dict[Symbol, set[Symbol]] = {symbol: set() for symbol in occurring}
    for first, second in chain(
        (pair for pair in typed if pair[::-1] not in typed),
        combinations(declared, 2),
        (pair for pair in nested if pair[::-1] not in nested),
        product(parameters, declared),
        combinations(occurring, 2),
    ):
        # What an earlier rule has settled stays.
        if first is not second and first not in ahead[second] and second not in ahead[first]:
            for symbol in (second, *(s for s in occurring if second in ahead[s])):
                ahead[symbol] |= {first, *ahead[first]}
    return sorted(occurring, key=lambda symbol: len(ahead[symbol]))


def _pairs(formula: Formula) -> tuple[dict[_Pair, None], dict[_Pair, None]]:
    """Which name stands before which: as factors of a product, and with one inside a factor."""
    typed: dict[_Pair, None] = {}
    nested: dict[_Pair, None] = {}

    def walk(part: Formula) -> None:
        if part.operation == "multiply":
            for is_below in (False, True):
                earlier: list[Symbol] = []
                for factor in part.operands:
                    own = _factor_name(factor)
                    if own is not None and (factor.operation == "reciprocal") != is_below:
                        continue
                    for first in earlier:
                        if own is not None:
                            typed[first, own] = None
                        elif not is_below:
                            nested.update(((first, inner), None) for inner in symbols_of(factor))
                    earlier += [] if own is None else [own]
        for operand in part.operands:
            walk(operand)

    walk(formula)
    return typed, nested


def _factor_name(factor: Formula) -> Symbol | None:
    """The symbol of which a factor is a power."""
    while factor.operation in ("negate", "reciprocal", "power", "sqrt", "cbrt"):
        if factor.operation == "power" and factor.operands[1].operation == "name":
            return None
        factor = factor.operands[0]
    return factor.value if factor.operation == "name" else None


def write_formula(  # noqa: PLR0911  (one case a kind)
    term: Term, order: TypedOrder
) -> Formula:
    """A term as a formula: typed parts as they were typed, new sums with a positive term first."""
    typed = order.formulas.get(term.key)
    if typed is not None:
        return typed
    if term.kind == "number":
        return _write_number(term.number, order)
    if term.kind in ("name", "constant"):
        return Formula("name" if term.kind == "name" else "number", value=term.value)
    if term.kind == "condition":
        assert isinstance(term.value, Formula)
        return term.value
    if term.kind == "sum":
        return Formula("add", tuple(_write_terms(term, order)))
    if term.kind == "product" or (is_below(term) and not _has_decimal_exponent(term, order)):
        return _write_product(term, order)
    if term.kind == "power":
        return _write_power(term, order)
    return Formula(term.kind, tuple(write_formula(part, order) for part in term.parts))


def _write_number(value: Ratio, order: TypedOrder) -> Formula:
    size = Formula(
        "number",
        value=Rational(abs(value.numerator), value.denominator),
        digits=_decimal_digits(value, order),
    )
    return Formula("negate", (size,)) if value < 0 else size


# As many places as data have; beyond, the fraction is easier to read.
_MOST_PLACES = 8


def _decimal_digits(value: Ratio, order: TypedOrder) -> str:
    """The size of a number as a decimal where decimals were typed; empty where it stays exact."""
    bottom = value.denominator
    if bottom == 1 or order.divisors is None or any(n % bottom == 0 for n in order.divisors):
        return ""
    powers = in_powers_of_ten(value.numerator, bottom)
    if powers is not None:
        mantissa, exponent = powers
        return f"{mantissa}e{exponent}"
    return write_decimal(value.numerator, bottom, _MOST_PLACES)


def open_positive(total: Term) -> tuple[Term, ...]:
    """The terms with the first positive one at the front, and behind all a number it passed."""
    first = next((term for term in total.parts if split(term)[0] > 0), total.parts[0])
    others = [term for term in total.parts if term is not first]
    if first is not total.parts[0] and others[0].is_number:
        others = [*others[1:], others[0]]
    return (first, *others)


def _write_terms(total: Term, order: TypedOrder) -> Iterator[Formula]:
    first, *others = total.parts
    is_turned = negate_terms(total).key in order.formulas
    if is_turned and [split(term)[0] > 0 for term in total.parts] == [False] + [True] * len(others):
        # The typed y - (wx + b), turned, is wx + b - y.
        terms = (*others, first)
    else:
        terms = open_positive(total)
    for term in terms:
        yield write_formula(term, order)


def _write_power(term: Term, order: TypedOrder) -> Formula:
    base, exponent = term.parts
    written = write_formula(base, order)
    if exponent.key == HALF.key and order.has_root_signs:
        return Formula("sqrt", (written,))
    return Formula("power", (written, write_formula(exponent, order)))


def _write_product(term: Term, order: TypedOrder) -> Formula:
    coefficient, rest = split(term)
    above: list[Formula] = []
    below: list[Formula] = []
    for factor in _in_order(factors_of(rest), order):
        typed = order.formulas.get(factor.key)
        if typed is not None and typed.operation == "reciprocal":
            below.append(typed.operands[0])
        elif is_below(factor) and not _has_decimal_exponent(factor, order):
            base, exponent = factor.parts
            base = _squares_in_order(base, order)
            below.append(write_formula(power(base, negate(exponent)), order))
        else:
            base, exponent = base_and_exponent(factor)
            base = in_quadratic_order(base, order)
            above.append(write_formula(power(base, exponent), order))
    top, bottom = abs(coefficient.numerator), coefficient.denominator
    if _decimal_digits(coefficient, order):
        above.insert(0, _write_number(ratio(top, bottom), order))
        top = bottom = 1
    if bottom != 1:
        below.insert(0, Formula("number", value=Integer(bottom)))
    if top != 1 or (not above and not below):
        above.insert(0, Formula("number", value=Integer(top)))
    if below:
        above.append(Formula("reciprocal", (product_of(below),)))
    written = product_of(above)
    return Formula("negate", (written,)) if coefficient < 0 else written


def _squares_in_order(base: Term, order: TypedOrder) -> Term:
    """x² + y² for the y² + x² that is left of 1 + (x/y)², where it was not typed."""
    if base.kind != "sum" or base.key in order.formulas:
        return base
    places = {}
    for term in base.parts:
        root, exponent = base_and_exponent(term)
        if exponent.key != TWO.key or root.value not in order.names:
            return base
        places[term.key] = order.names[root.value]
    return add(*sorted(base.parts, key=lambda term: places[term.key]))


def in_quadratic_order(base: Term, order: TypedOrder) -> Term:
    """x² + 4xy + 5y² - 1 for the 4xy + 5y² + x² - 1 that multiplying out has made."""
    if base.kind != "sum" or base.key in order.formulas or not base.is_polynomial:
        return base
    pairs = [_names_of_square(term, order) for term in base.parts]
    slots = [slot for slot, pair in enumerate(pairs) if pair]
    found = [pair for pair in pairs if pair]
    names = sorted({place for pair in found for place in pair})
    quadratic = list(combinations_with_replacement(names, 2))
    if len(names) != 2 or sorted(found) != quadratic or found[1] == quadratic[1]:
        # The product stands between the squares, in whichever order these come.
        return base
    if any(split(term)[0] < 0 for term, pair in zip(base.parts, pairs, strict=True) if pair):
        # y² - x² + 2xy: signs settle what comes first.
        return base
    terms = list(base.parts)
    for slot, source in zip(slots, sorted(slots, key=lambda slot: pairs[slot] or ()), strict=True):
        terms[slot] = base.parts[source]
    return add(*terms)


def _names_of_square(term: Term, order: TypedOrder) -> tuple[int, int] | None:
    """The places of x and y in 4xy, twice that of x in x²; None where the degree is not 2."""
    places: list[int] = []
    for factor in factors_of(split(term)[1]):
        base, exponent = base_and_exponent(factor)
        if base.kind != "name" or not exponent.is_whole or exponent.number not in (1, 2):
            return None
        if base.value not in order.names:
            return None
        places += [order.names[base.value]] * int(exponent.number)
    return (min(places), max(places)) if len(places) == 2 else None


# The denominator of the exponents of square roots.
_ROOT = 2


def _has_decimal_exponent(factor: Term, order: TypedOrder) -> bool:
    """Whether this is v^(-0.84), which books write without a stroke; 1/√v is a quotient."""
    exponent = factor.parts[1].number
    return exponent.denominator != _ROOT and bool(_decimal_digits(exponent, order))


def _in_order(factors: tuple[Term, ...], order: TypedOrder) -> list[Term]:
    """Constants, powers of names in the typed order, sums of such; then the others as they come."""
    after_names = len(order.names)

    def place(factor: Term) -> int:
        base, exponent = base_and_exponent(factor)
        if base.kind in ("number", "constant") and exponent.is_number:
            return -2 if base.kind == "number" else -1
        if not factor.names:
            return after_names + 2
        if not exponent.is_number:
            return after_names + 1
        if base.kind == "name":
            return order.names.get(base.value, after_names)
        return after_names if base.kind == "sum" and base.is_polynomial else after_names + 1

    return sorted(factors, key=place)
