"""A light normal form of formulas that keeps the order as typed.

Like terms and equal factors are joined at the place of the first, numbers and signs go to the
front, equal bases cancel; nothing is multiplied out and nothing is sorted. SymPy's own sums and
products have lost the order in which they were typed before anyone can look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache

from sympy import E, Expr, Symbol, pi
from sympy.printing.pretty.pretty_symbology import pretty_symbol

from grad_magic.formula.operations import BOOK_NAMES
from grad_magic.formula.tree import Formula

# A number of more digits is not written out.
_MOST_BITS = 300
# Nodes: a derivative this large fills a screen, and no form of it is short.
LARGEST = 1_000

# What has another formula on either side of a border.
BRANCHING = frozenset({"max", "min", "piecewise"})


Ratio = int | Fraction
"""An exact number: whole ones as int, with which Python computes ten times as fast."""


def ratio(top: Ratio, bottom: Ratio = 1) -> Ratio:
    """top/bottom exactly."""
    if bottom == 1 and isinstance(top, int):
        return top
    quotient = Fraction(top) / bottom
    return quotient.numerator if quotient.denominator == 1 else quotient


class UntreatedError(Exception):
    """A formula that has no form here, or one that is too large: SymPy's form stays."""


@dataclass(frozen=True, eq=False)
class Term:
    """A formula in normal form; made by `number`, `name`, `add`, `multiply`, `power`, `apply`.

    Attributes:
        kind: "number", "name", "constant", "sum", "product", "power", "condition", or the
            operation of a Formula ("exp", "sin", "max", "piecewise", …).
        parts: of a sum its terms, of a product its factors other than the number in front, of
            a power base and exponent, of a function its arguments.
        value: the number; the number in front of a product; the symbol of a name or a
            constant; the Formula of a condition; None elsewhere.
        key: the same for terms that differ only in the order of terms and factors.
        size: how many nodes it has.
        names: the symbols that occur in it.
    """

    kind: str
    parts: tuple[Term, ...]
    value: Ratio | Expr | Formula | None
    key: str
    size: int
    names: frozenset[Symbol]

    @property
    def is_number(self) -> bool:
        """Whether this is a number alone."""
        return self.kind == "number"

    @property
    def number(self) -> Ratio:
        """The number itself, or the one in front of a product."""
        assert isinstance(self.value, (int, Fraction))
        return self.value

    @property
    def is_whole(self) -> bool:
        """Whether this is a whole number alone."""
        return self.kind == "number" and self.number.denominator == 1

    @cached_property
    def is_polynomial(self) -> bool:
        """Whether it is made of numbers and names by sums, products and whole powers."""
        if self.kind == "power":
            base, exponent = self.parts
            # √2 is a number too.
            is_root = base.is_number and exponent.is_number
            return is_root or (exponent.is_whole and base.is_polynomial)
        is_simple = self.kind in ("number", "name", "constant", "sum", "product")
        return is_simple and all(part.is_polynomial for part in self.parts)

    @cached_property
    def leaves(self) -> int:
        """How many numbers, names and constants it has."""
        return sum(part.leaves for part in self.parts) if self.parts else 1

    @cached_property
    def length(self) -> int:
        """How many characters it takes as text, spaces and points of products aside."""
        return _measure(self)


def _make(kind: str, parts: tuple[Term, ...] = (), value: Ratio | None = None) -> Term:
    keys: Iterable[str] = (part.key for part in parts)
    if kind in ("sum", "product"):
        keys = sorted(keys)
    head = kind if value is None or value == 1 else f"{kind} {value}"
    size = 1 + sum(part.size for part in parts)
    if size > LARGEST:
        raise UntreatedError(f"{size} nodes")
    names = frozenset().union(*(part.names for part in parts))
    return Term(kind, parts, value, f"({head} {' '.join(keys)})", size, names)


@lru_cache(maxsize=1024)
def number(value: Ratio) -> Term:
    """A number as a term."""
    return Term("number", (), ratio(value), str(value), 1, frozenset())


ZERO, ONE, MINUS_ONE, TWO, HALF = map(number, (0, 1, -1, 2, Fraction(1, 2)))


@lru_cache(maxsize=1024)
def name(symbol: Symbol) -> Term:
    """A symbol as a term."""
    return Term("name", (), symbol, f"'{symbol.name}", 1, frozenset({symbol}))


PI = Term("constant", (), pi, "π", 1, frozenset())
EULER = Term("constant", (), E, "e", 1, frozenset())


def condition(formula: Formula) -> Term:
    """A condition of cases as a term."""
    return Term("condition", (), formula, f"[{_spell(formula)}]", 1, frozenset(symbols_of(formula)))


def _spell(formula: Formula) -> str:
    inner = ",".join(map(_spell, formula.operands))
    return str(formula.value) if formula.value is not None else f"{formula.operation}({inner})"


def symbols_of(formula: Formula) -> Iterator[Symbol]:
    """The symbols in a formula, from left to right, each as often as it stands there."""
    if formula.operation == "name":
        yield formula.value
    for operand in formula.operands:
        yield from symbols_of(operand)


def apply(operation: str, *arguments: Term) -> Term:
    """A function of its arguments."""
    if operation == "exp" and arguments[0].key == ZERO.key:
        return ONE
    if operation == "log" and arguments[0].key in (ONE.key, EULER.key):
        return number(int(arguments[0].key == EULER.key))
    if operation == "abs" and arguments[0].is_number:
        return number(abs(arguments[0].number))
    return _make(operation, arguments)


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a product beside the number in front; of anything else itself."""
    return term.parts if term.kind == "product" else (term,)


def terms_of(term: Term) -> tuple[Term, ...]:
    """The terms of a sum; of anything else itself."""
    return term.parts if term.kind == "sum" else (term,)


def split(term: Term) -> tuple[Ratio, Term]:
    """A term as the number in front and the rest."""
    if term.kind == "number":
        return term.number, ONE
    if term.kind == "product" and term.value != 1:
        rest = term.parts[0] if len(term.parts) == 1 else _make("product", term.parts, 1)
        return term.number, rest
    return 1, term


def scale(coefficient: Ratio, rest: Term) -> Term:
    """A number times a term that has none in front."""
    if rest.kind == "number":
        return number(coefficient * rest.number)
    if coefficient == 1:
        return rest
    return _make("product", factors_of(rest), coefficient) if coefficient else ZERO


def is_below(factor: Term) -> bool:
    """Whether a factor stands in the denominator."""
    if factor.kind != "power":
        return False
    exponent = factor.parts[1]
    return exponent.is_number and exponent.number < 0


def base_and_exponent(term: Term) -> tuple[Term, Term]:
    """u^a as u and a; any other term has the exponent 1."""
    return (term.parts[0], term.parts[1]) if term.kind == "power" else (term, ONE)


def add(*terms: Term) -> Term:
    """The sum, like terms joined at the place of the first; brackets of a sole term stay."""
    if sum(term.key != ZERO.key for term in terms) == 1:
        return next(term for term in terms if term.key != ZERO.key)
    found: dict[str, tuple[Ratio, Term]] = {}

    def take(term: Term, sign: int) -> None:
        coefficient, rest = split(term)
        if rest.kind == "sum" and abs(coefficient) == 1:
            for part in rest.parts:
                take(part, sign if coefficient > 0 else -sign)
        elif coefficient:
            before, first = found.get(rest.key, (0, rest))
            found[rest.key] = before + sign * coefficient, first

    for term in terms:
        take(term, 1)
    kept = tuple(scale(coefficient, rest) for coefficient, rest in found.values() if coefficient)
    if len(kept) > 1:
        return _make("sum", kept)
    return kept[0] if kept else ZERO


def negate(term: Term) -> Term:
    """-term; of a sum in brackets."""
    coefficient, rest = split(term)
    return scale(-coefficient, rest)


def negate_terms(total: Term) -> Term:
    """A sum with the sign of each term changed."""
    return _make("sum", tuple(map(negate, total.parts)))


class _Factors:
    """The factors of a product while they are joined."""

    def __init__(self) -> None:
        self.coefficient: Ratio = 1
        self.powers: dict[str, tuple[Term, Term]] = {}

    def take(self, factor: Term) -> None:
        if factor.kind == "number":
            self.coefficient *= factor.number
        elif factor.kind == "product":
            self.coefficient *= factor.number
            for part in factor.parts:
                self.take(part)
        elif factor.kind == "exp":
            self._take_exponential(factor)
        else:
            self._take_power(*base_and_exponent(factor))

    def _take_exponential(self, factor: Term) -> None:
        """e^u·e^v is joined where u + v is shorter than both: e^(2x)·e^(-x), not e^x·e^y."""
        for key, (base, exponent) in self.powers.items():
            if base is EULER:
                total = add(exponent, factor.parts[0])
                if _count(total) < _count(exponent) + _count(factor.parts[0]):
                    self.powers[key] = EULER, total
                    return
        self.powers[factor.key] = EULER, factor.parts[0]

    def _take_power(self, base: Term, exponent: Term) -> None:
        if base.kind == "sum" and exponent.is_whole and base.key not in self.powers:
            base, sign = self._turn(base)
            if exponent.number.numerator % 2:
                self.coefficient *= sign
        before = self.powers.get(base.key)
        total = exponent if before is None else add(before[1], exponent)
        self.powers[base.key] = (base if before is None else before[0]), total

    def _turn(self, base: Term) -> tuple[Term, int]:
        """y - x as x - y with the sign -1, where x - y is among the factors."""
        count = len(base.parts)
        if any(b.kind == "sum" and len(b.parts) == count for b, _ in self.powers.values()):
            turned = negate_terms(base)
            if turned.key in self.powers:
                return turned, -1
        return base, 1

    def join(self) -> Term:
        self._absorb_magnitudes()
        factors = []
        is_final = True
        for base, exponent in self.powers.values():
            if base.is_number and exponent.is_number:
                factors.append(power(base, self._move_number(base.number, exponent)))
                continue
            factor = power(base, exponent)
            if not factor.is_number and factor.kind != "exp":
                # (xy)^(1/2) to the second is a product, whose factors may stand here already.
                is_final &= factor.kind != "product"
                is_final &= base_and_exponent(factor)[0].key == base.key
            factors.append(factor)
        if not is_final:
            return multiply(number(self.coefficient), *factors)
        parts = []
        for factor in factors:
            if factor.is_number:
                self.coefficient *= factor.number
            else:
                parts.append(factor)
        if not parts or not self.coefficient:
            return number(self.coefficient)
        rest = parts[0] if len(parts) == 1 else _make("product", tuple(parts), 1)
        return scale(self.coefficient, rest)

    def _move_number(self, base: Ratio, exponent: Term) -> Term:
        """2/√2 as √2, and √2/2 as 1/√2."""
        step = exponent.number
        if base > 1 and base.denominator == 1 and step.denominator != 1 and self.coefficient:
            while step < 0 and self.coefficient.numerator % base == 0:
                self.coefficient = ratio(self.coefficient, base)
                step += 1
            while step > 0 and self.coefficient.denominator % base == 0:
                self.coefficient *= base
                step -= 1
        return number(step)

    def _absorb_magnitudes(self) -> None:
        """w²/|w| as |w|, its limit at w = 0, and x³y²/|xy| as x|xy|."""
        for key, (base, exponent) in tuple(self.powers.items()):
            if base.kind != "abs" or not exponent.is_number:
                continue
            coefficient, rest = split(base.parts[0])
            within = [base_and_exponent(factor) for factor in factors_of(rest)]
            while self.powers[key][1].number < 0 and all(map(self._has_square, within)):
                for inner, times in within:
                    self._raise(inner.key, multiply(number(-2), times))
                self._raise(key, TWO)
                self.coefficient = ratio(self.coefficient, coefficient * coefficient)

    def _has_square(self, factor: tuple[Term, Term]) -> bool:
        base, times = factor
        _, exponent = self.powers.get(base.key, (base, ZERO))
        is_known = times.is_number and exponent.is_number
        return is_known and ratio(exponent.number, times.number) >= 2

    def _raise(self, key: str, step: Term) -> None:
        base, exponent = self.powers[key]
        self.powers[key] = base, add(exponent, step)


def _count(exponent: Term) -> int:
    return 0 if exponent.key == ZERO.key else len(terms_of(exponent))


def multiply(*factors: Term) -> Term:
    """The product: the number in front, equal bases joined at the place of the first."""
    joined = _Factors()
    for factor in factors:
        joined.take(factor)
    return joined.join()


def power(base: Term, exponent: Term) -> Term:  # noqa: PLR0911  (one case a kind)
    """The power; (u^a)^b is joined only for whole b or √u and the like: (u²)^(1/2) is not u."""
    if exponent.key == ZERO.key or base.key == ONE.key:
        return ONE
    if exponent.key == ONE.key:
        return base
    if base is EULER:
        return apply("exp", exponent)
    if base.is_number and exponent.is_number:
        return _number_power(base, exponent)
    if exponent.is_whole:
        return _whole_power(base, exponent)
    if base.kind == "exp":
        return apply("exp", multiply(base.parts[0], exponent))
    if base.kind == "power" and _is_even_root(base.parts[1]):
        return power(base.parts[0], multiply(base.parts[1], exponent))
    if base.kind == "product" and exponent.is_number and base.number > 0:
        front = _exact_root(base.number, exponent.number)
        if front is not None and base.number != 1:
            return multiply(number(front), power(split(base)[1], exponent))
    return _make("power", (base, exponent))


def _is_even_root(exponent: Term) -> bool:
    """Whether u to this power is real for u ≥ 0 only."""
    return exponent.is_number and exponent.number.denominator % 2 == 0


def _whole_power(base: Term, exponent: Term) -> Term:
    if base.kind == "power":
        return power(base.parts[0], multiply(base.parts[1], exponent))
    if base.kind == "exp":
        return apply("exp", multiply(base.parts[0], exponent))
    if base.kind == "product":
        front = power(number(base.number), exponent)
        return multiply(front, *(power(factor, exponent) for factor in base.parts))
    if base.kind == "abs" and exponent.number.numerator % 2 == 0:
        return power(base.parts[0], exponent)
    return _make("power", (base, exponent))


def _number_power(base: Term, exponent: Term) -> Term:
    if base.number == 0:
        if exponent.number > 0:
            return ZERO
        raise UntreatedError("a division by zero")
    exact = _exact_root(base.number, exponent.number)
    return _make("power", (base, exponent)) if exact is None else number(exact)


def _exact_root(base: Ratio, exponent: Ratio) -> Ratio | None:
    """base^exponent where it is a fraction that is not too long, as 4^(3/2) = 8."""
    if base < 0 and exponent.denominator != 1:
        return None
    bits = max(abs(base.numerator), base.denominator).bit_length()
    if bits * abs(exponent.numerator) > _MOST_BITS * exponent.denominator:
        raise UntreatedError("a number with too many digits")
    roots = []
    for part in (base.numerator, base.denominator):
        root = round(abs(part) ** (1 / exponent.denominator)) if exponent.denominator > 1 else part
        if root**exponent.denominator != part:
            return None
        roots.append(root)
    return ratio(Fraction(roots[0], roots[1]) ** exponent.numerator)


def _measure(term: Term) -> int:  # noqa: PLR0911  (one case a kind)
    """As `lesson.formulas` writes it, without building the formula."""
    match term.kind:
        case "number":
            return len(str(term.number))
        case "name" | "constant":
            return len(pretty_symbol(str(term.value))) if term.kind == "name" else 1
        case "sum":
            negative = sum(split(part)[0] < 0 for part in term.parts)
            unsigned = sum(part.length for part in term.parts) - negative
            return unsigned + len(term.parts) - 1 + (negative == len(term.parts))
        case "product":
            return _measure_product(term)
        case "power":
            return _measure_product(term) if is_below(term) else _measure_power(*term.parts)
        case "exp":
            return _measure_power(EULER, term.parts[0])
        case "abs" | "floor" | "ceiling":
            return 2 + term.parts[0].length
        case _:
            shown = BOOK_NAMES.get(term.kind, term.kind)
            return len(shown) + 1 + sum(part.length + 1 for part in term.parts)


def _measure_power(base: Term, exponent: Term) -> int:
    if exponent.key == HALF.key:
        return 1 + base.length + (0 if _is_plain(base) else 2)
    bracketed = base.kind in ("sum", "product", "power", "exp") or not (
        base.kind != "number" or (base.is_whole and base.number > 0)
    )
    raised = exponent.length + (3 if not exponent.is_whole or exponent.number < 0 else 0)
    if exponent.kind == "name":
        raised -= 2
    return base.length + 2 * bracketed + raised


def _is_plain(base: Term) -> bool:
    return base.kind in ("name", "constant") or (base.is_whole and base.number > 0)


def _measure_product(term: Term) -> int:
    coefficient, rest = split(term)
    above: list[Term] = []
    below: list[Term] = []
    for factor in factors_of(rest):
        if is_below(factor):
            base, exponent = factor.parts
            below.append(power(base, negate(exponent)))
        else:
            above.append(factor)
    top, bottom = abs(coefficient.numerator), coefficient.denominator
    length = int(coefficient < 0)
    if top != 1 or not above:
        length += len(str(top))
    alone = len(above) == 1 and top == 1 and bottom == 1 and not below and coefficient > 0
    length += sum(factor.length + 2 * (factor.kind == "sum" and not alone) for factor in above)
    if not below and bottom == 1:
        return length
    count = len(below) + (bottom != 1)
    length += 1 + (len(str(bottom)) if bottom != 1 else 0)
    length += sum(factor.length + 2 * (factor.kind == "sum") for factor in below)
    return length + 2 * (count > 1)


def walk(term: Term) -> Iterator[Term]:
    """The term and all its parts."""
    waiting = [term]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += part.parts[::-1]


def with_parts(term: Term, parts: Sequence[Term]) -> Term:
    """The same operation of other parts; a term without parts itself."""
    if not parts:
        return term
    match term.kind:
        case "sum":
            return add(*parts)
        case "product":
            return multiply(number(term.number), *parts)
        case "power":
            return power(*parts)
        case _:
            return apply(term.kind, *parts)
