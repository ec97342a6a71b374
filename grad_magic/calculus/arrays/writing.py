"""Nodes into formulas, as books write them: ‖x‖ for √(Σx²), means, fractions before products."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from sympy import E, Integer, Rational, Symbol, pi

from grad_magic.array_solution import Condition
from grad_magic.calculus.arrays.indicators import (
    comparison_of,
    is_indicator,
    join_relations,
    with_complements,
)
from grad_magic.calculus.arrays.nodes import (
    HALF,
    ONCE,
    Exponent,
    Node,
    add,
    chain,
    multiply,
    negated,
    rational_of,
    size_of,
    split_content,
    split_number,
    transpose,
    without_identity,
)
from grad_magic.formula.tree import Formula, product_of

_CONSTANTS = {"π": pi, "e": E}


def named(letter: str) -> Formula:
    """A name as a formula."""
    return Formula("name", value=Symbol(letter, real=True))


def _number(value: Fraction | int) -> Formula:
    value = Fraction(value)
    return Formula("number", value=Rational(value.numerator, value.denominator))


@dataclass
class _Parts:
    """A product as it is written: scalars above and below a stroke, then arrays.

    Attributes:
        above, below: scalars with positive exponents.
        arrays: with their exponents.
    """

    above: list[tuple[Node, Exponent]] = field(default_factory=list)
    below: list[tuple[Node, Exponent]] = field(default_factory=list)
    arrays: list[tuple[Node, Exponent]] = field(default_factory=list)


class Writer:
    """Writes nodes as formulas, with the same names everywhere.

    Attributes:
        letters_used: of the letters for numbers of rows and columns those that were written.
    """

    def __init__(
        self,
        layers: Mapping[Node, str],
        letters: Mapping[int, str],
        whole: tuple[Node, str] | None = None,
        typed: Collection[Node] = (),
    ) -> None:
        """Chooses how to write.

        Args:
            layers: the names of some parts.
            letters: for numbers of rows and columns.
            whole: f and its name.
            typed: the parts of f, whose terms keep their order.
        """
        self._layers = layers
        self._letters = letters
        self._typed = frozenset(typed)
        self._quotient: dict[Node, Exponent] = {}
        self._whole = ""
        if whole is not None and any(exponent < 0 for _, exponent in whole[0].factors):
            self._quotient, self._whole = dict(whole[0].factors), whole[1]
        self._is_argument = False
        self.letters_used: set[str] = set()

    def zero(self) -> Formula:
        """The gradient by what f does not depend on."""
        return _number(0)

    def definition(self, node: Node) -> Formula:
        """What a layer is, with the names of others in it."""
        others = {part: name for part, name in self._layers.items() if part is not node}
        inner = Writer(others, self._letters, typed=self._typed)
        formula = inner.write(node)
        self.letters_used |= inner.letters_used
        return formula

    def write(self, node: Node) -> Formula:
        """The formula of a node."""
        if node in self._layers:
            return named(self._layers[node])
        if self._layers and not node.is_scalar and transpose(node) in self._layers:
            return Formula("transpose", (named(self._layers[transpose(node)]),))
        if node.operation in ("sum", "product"):
            return self._sum(node)
        if node.operation in _WRITTEN:
            return _WRITTEN[node.operation](self, node)
        axis = () if node.detail is None else (_number(int(str(node.detail))),)
        return Formula(node.operation, (self._argument(node), *axis))

    def extreme(self, node: Node) -> Formula:
        """The largest entries and where they stand; of -x the smallest ones of x."""
        inner = node.operands[0]
        axis = () if node.detail is None else (_number(int(str(node.detail))),)
        if split_content(inner)[0] > 0 or inner in self._layers:
            return Formula(node.operation, (self._argument(node), *axis))
        operation = {"largest": "smallest", "tied": "tied_smallest"}[node.operation]
        return Formula(operation, (self.write(negated(inner)), *axis))

    def _argument(self, node: Node) -> Formula:
        """What a function is of; with numbers below all of it: σ(x/2)."""
        before, self._is_argument = self._is_argument, True
        formula = self.write(node.operands[0])
        self._is_argument = before
        return formula

    def entrywise(self, node: Node) -> Formula:
        """A function of entries."""
        if is_indicator(node):
            return self._indicator(node)
        return Formula(str(node.detail), (self._argument(node),))

    def _indicator(self, node: Node) -> Formula:
        """1[u > v]."""
        found = comparison_of(node)
        before, self._is_argument = self._is_argument, True
        sides = (self.write(found.left), self.write(found.right))
        self._is_argument = before
        return Formula("step", (Formula(found.relation, sides),))

    def name(self, node: Node) -> Formula:
        """A name, or π and e."""
        if node.is_known_as("constant"):
            return Formula("number", value=_CONSTANTS[node.letter])
        return named(node.letter)

    def size(self, node: Node) -> Formula:
        """A number of rows or columns."""
        if isinstance(node.detail, int):
            letter = self._letters.get(node.detail)
            if letter is None:
                return _number(node.detail)
            self.letters_used.add(letter)
            return named(letter)
        return named(str(node.detail))

    def ones(self, node: Node) -> Formula:
        """A column, a row or a matrix of ones."""
        one = Formula("ones")
        row = Formula("transpose", (one,))
        if node.shape[1] == 1:
            return one
        return row if node.shape[0] == 1 else Formula("matrix_product", (one, row))

    def chain(self, node: Node) -> Formula:
        """A matrix product; (X ⊙ I)𝟏 is the diagonal of X."""
        first, *behind = node.operands
        inner = without_identity(first)
        if inner is not None and len(behind) == 1 and behind[0].operation == "ones":
            return Formula("diagonal", (self.write(inner),))
        factors: list[Formula] = []
        for operand in node.operands:
            # Xᵀ diag(s) X has no brackets.
            written = self.write(operand)
            factors += written.operands if written.operation == "matrix_product" else [written]
        return Formula("matrix_product", tuple(factors))

    def transpose(self, node: Node) -> Formula:
        """A transpose, of an inverse X⁻ᵀ."""
        (inner,) = node.operands
        if inner.operation == "inverse" and inner not in self._layers:
            return Formula("inverse_transpose", (self.write(inner.operands[0]),))
        return Formula("transpose", (self.write(inner),))

    def total(self, node: Node) -> Formula:
        """A sum of entries: ‖x‖² of squares, 𝟏ᵀx of a vector."""
        (inner,) = node.operands
        square = _squared(inner)
        if square is not None:
            return _power(self._length(square), Fraction(2))
        if inner.is_entrywise("abs") and 1 in inner.shape:
            return Formula("absolute_norm", (self.write(inner.operands[0]),))
        factors = list(inner.factors)
        if len(factors) == 2 and inner.shape[1] == 1 and {e for _, e in factors} == {ONCE}:
            if factors[0][0] in self._layers:
                left, right = (self.write(factor) for factor, _ in factors)
                return Formula("matrix_product", (Formula("transpose", (left,)), right))
            return self.write(chain(transpose(factors[0][0]), factors[1][0]))
        if inner.operation == "name" and inner.shape[1] == 1:
            return Formula(
                "matrix_product", (Formula("transpose", (Formula("ones"),)), self.write(inner))
            )
        return Formula("total", (self.write(inner),))

    def _sum(self, node: Node) -> Formula:
        if node.operation == "sum":
            node = with_complements(node)
        if is_indicator(node):
            return self._indicator(node)
        common, rest = split_content(node)
        if rest.operation != "sum" or rest in self._layers:
            return self._term(common, rest)
        is_common = all(c.denominator != 1 for c in node.coefficients)
        if abs(common) != 1 and (is_common or (common.denominator == 1 and not _has_letters(rest))):
            return _signed(common, self._product(abs(common), _Parts(arrays=[(rest, ONCE)])))
        if common == -1:
            return Formula("negate", (self._plain_sum(rest),))
        return self._plain_sum(node)

    def _plain_sum(self, node: Node) -> Formula:
        """Terms with positive signs first, of these those that are no transposes; or as typed."""
        if node.is_zero:
            return _number(0)
        turned = transpose(node)
        if _count_transposes(turned) + 1 < _count_transposes(node):
            return Formula("transpose", (self._plain_sum(turned),))
        terms = list(node.terms)
        if node not in self._typed or terms[0][0] < 0:
            terms.sort(key=lambda pair: (pair[0] < 0, pair[1].operation == "transpose"))
        return Formula("add", tuple(self._term(c, term) for c, term in terms))

    def _term(self, coefficient: Fraction, node: Node) -> Formula:
        """A number times a product, behind a minus where it is negative."""
        if node.operation == "one":
            return _signed(coefficient, _number(abs(coefficient)))
        parts = _Parts()
        factors = [(node, ONCE)] if node in self._layers else list(node.factors)
        if coefficient.denominator != 1:
            coefficient, factors = self._spread(coefficient, factors)
        coefficient, factors = _turned_as_divisor(coefficient, factors)
        for typed, exponent in factors:
            sign, factor = self._case(typed) if exponent == 1 else (1, typed)
            coefficient *= sign
            if not factor.is_scalar:
                parts.arrays.append((factor, exponent))
            elif exponent > 0:
                parts.above.append((factor, exponent))
            else:
                parts.below.append((factor, -exponent))
        return _signed(coefficient, self._product(abs(coefficient), parts))

    def _spread(
        self, coefficient: Fraction, factors: list[tuple[Node, Exponent]]
    ) -> tuple[Fraction, list[tuple[Node, Exponent]]]:
        """(a + b/5) c rather than (1/5) (5a + b) c."""
        for place, (factor, exponent) in enumerate(factors):
            if exponent != 1 or factor.operation != "sum" or factor in self._layers:
                continue
            own = [abs(c) for c in factor.coefficients]
            if set(own) != {1} and abs(1 / coefficient) in own:
                terms = [(coefficient * c, term) for c, term in factor.terms]
                spread = (add(terms, factor.shape), ONCE)
                return ONCE, [*factors[:place], spread, *factors[place + 1 :]]
        return coefficient, factors

    def _case(self, node: Node) -> tuple[Fraction | int, Node]:
        """A factor with its sign: 1[u > 0] - 1 is -1[u ≤ 0]."""
        if node.operation == "sum" and node not in self._layers:
            sign, case = split_number(with_complements(node))
            if is_indicator(case):
                return sign, case
        return 1, node

    def _take_whole(self, parts: _Parts) -> list[Formula]:
        """The name of f, where f is a quotient that stands among the scalars: Rayleigh's."""
        scalars = {**dict(parts.above), **{node: -e for node, e in parts.below}}
        is_in = (
            self._quotient
            and parts.arrays
            and all(scalars.get(node) == exponent for node, exponent in self._quotient.items())
        )
        if not is_in:
            return []
        parts.above = [pair for pair in parts.above if pair[0] not in self._quotient]
        parts.below = [pair for pair in parts.below if pair[0] not in self._quotient]
        return [named(self._whole)]

    def _product(self, coefficient: Fraction, parts: _Parts) -> Formula:
        is_argument, self._is_argument = self._is_argument, False
        formula = self._written_product(coefficient, parts, is_argument=is_argument)
        self._is_argument = is_argument
        return formula

    def _written_product(
        self, coefficient: Fraction, parts: _Parts, *, is_argument: bool
    ) -> Formula:
        steps = [node for node, e in parts.above if e == 1 and is_indicator(node)]
        parts.above = [pair for pair in parts.above if pair[0] not in steps]
        above = [*self._take_whole(parts), *self._means(parts)]
        above += [self._scalar(node, e) for node, e in parts.above]
        below = [self._scalar(node, e) for node, e in parts.below]
        if coefficient.numerator != 1:
            above.insert(0, _number(coefficient.numerator))
        if coefficient.denominator != 1:
            below.insert(0, _number(coefficient.denominator))
        is_inverted = all(e < 0 and not _is_square(node) for node, e in parts.arrays)
        if parts.arrays and is_inverted:
            # 1/(2√x) rather than ½ · 1/√x.
            below.append(self._hadamard([(node, -exponent) for node, exponent in parts.arrays]))
            parts.arrays.clear()
        # 2(n - p) 1[a > 0] rather than 21[a > 0](n - p).
        body = [*self._arrays(parts.arrays), *join_relations([*map(self.write, steps)])]
        if not below:
            return _multiplied([*above, *body])
        # (2/n) Xᵀ(…), but Aᵀ(…)/‖…‖.
        is_number = not is_argument and all(_is_number(node) for node, _ in parts.below)
        if body and is_number:
            fraction = Formula("fraction", (_multiplied(above), _multiplied(below)))
            return _multiplied([fraction, *body])
        return Formula("fraction", (_multiplied([*above, *body]), _multiplied(below)))

    def _means(self, parts: _Parts) -> list[Formula]:
        """Sums over their number of entries, taken out of the parts."""
        found = []
        for node, exponent in tuple(parts.above):
            if node.operation != "total" or exponent != 1 or node in self._layers:
                continue
            counts = [size_of(d) for d in node.operands[0].shape if d != 1]
            # The mean over an n×n array takes the count n twice.
            if counts and all(
                parts.below.count((count, ONCE)) >= counts.count(count) for count in counts
            ):
                parts.above.remove((node, exponent))
                for count in counts:
                    parts.below.remove((count, ONCE))
                found.append(Formula("mean", (self.write(node.operands[0]),)))
        return found

    def _scalar(self, node: Node, exponent: Exponent) -> Formula:
        """A scalar to a positive power; of a sum of squares one of the length."""
        square = _squared(node.operands[0]) if node.operation == "total" else None
        if square is not None and node not in self._layers and exponent.denominator <= 2:
            return _power(self._length(square), 2 * exponent)
        return _power(self.write(node), exponent)

    def _length(self, node: Node) -> Formula:
        """‖x‖ of a vector, ‖A‖_F of a matrix."""
        is_matrix = 1 not in node.shape
        return Formula("frobenius_norm" if is_matrix else "norm", (self.write(node),))

    def _arrays(self, arrays: Sequence[tuple[Node, Exponent]]) -> list[Formula]:
        """An entrywise product, with what scales rows or columns as a diagonal matrix."""
        plain = [(node, e) for node, e in arrays if node.operation != "ones"]
        if not plain:
            return [self.write(node) for node, _ in arrays]
        rows = [node for node, e in plain if _is_repeated(node, -1) and e == 1]
        columns = [node for node, e in plain if _is_repeated(node, 0) and e == 1]
        inner = [(node, e) for node, e in plain if node not in (*rows, *columns)]
        if not inner or not (rows or columns):
            return [self._entries(plain)]
        scales = [chain(*node.operands[:-1]) for node in rows]
        scales_behind = [transpose(chain(*node.operands[1:])) for node in columns]
        if len(inner) == 1 and inner[0][0].operation == "identity":
            every = [*scales, *scales_behind]
            return [self._diagonal(multiply([(s, ONCE) for s in every], every[0].shape))]
        before = [self._diagonal(scale) for scale in scales]
        behind = [self._diagonal(scale) for scale in scales_behind]
        return [Formula("matrix_product", (*before, self._entries(inner), *behind))]

    def _diagonal(self, column: Node) -> Formula:
        return Formula("diagonal", (self.write(column),))

    def _entries(self, arrays: Sequence[tuple[Node, Exponent]]) -> Formula:
        above = [(node, e) for node, e in arrays if e > 0]
        below = [(node, -e) for node, e in arrays if e < 0]
        if not below:
            return self._hadamard(above)
        # 1/A of a square matrix would be taken for its inverse.
        node = below[0][0]
        one = self.ones(node) if _is_square(node) else _number(1)
        top = self._hadamard(above) if above else one
        return Formula("fraction", (top, self._hadamard(below)))

    def _hadamard(self, arrays: Sequence[tuple[Node, Exponent]]) -> Formula:
        turned = [(transpose(node), e) for node, e in arrays]
        counts = (sum(_count_transposes(node) for node, _ in side) for side in (turned, arrays))
        after, before = counts
        if len(arrays) > 1 and after + 1 < before:
            return Formula("transpose", (self._hadamard(turned),))
        written = [_entrywise_power(self.write(node), node, e) for node, e in arrays]
        factors = join_relations(written)
        return factors[0] if len(factors) == 1 else Formula("hadamard", factors)


def write_condition(writer: Writer, node: Node, kind: str) -> Condition:
    """What must hold of a part of f, written."""
    if kind == "single":
        part = writer.extreme(node)
        single = "single" if part.operation == "largest" else "single_smallest"
        return Condition(single, part, is_number=False)
    # The length of w is 0 where w is.
    vector = _squared(node.operands[0]) if node.operation == "total" else None
    return Condition(kind, writer.write(vector or node), node.is_scalar)


def _turned_as_divisor(
    coefficient: Fraction, factors: list[tuple[Node, Exponent]]
) -> tuple[Fraction, list[tuple[Node, Exponent]]]:
    """-(1 - y)/(1 - p) rather than (y - 1)/(1 - p)."""
    if not any(exponent < 0 and _is_rest_of_one(factor) for factor, exponent in factors):
        return coefficient, factors
    turned = []
    for factor, exponent in factors:
        is_other = exponent == 1 and factor.operation == "sum" and _is_rest_of_one(negated(factor))
        coefficient = -coefficient if is_other else coefficient
        turned.append((negated(factor) if is_other else factor, exponent))
    return coefficient, turned


def _is_rest_of_one(node: Node) -> bool:
    """Whether this is 1 - x."""
    terms = {term.operation: c for c, term in node.terms}
    one = terms.get("one", terms.get("ones"))
    return len(terms) == 2 == len(node.operands) and one == 1 and sum(terms.values()) == 0


def _squared(node: Node) -> Node | None:
    """The x of x²."""
    factors = list(node.factors)
    if len(factors) == 1 and factors[0][1] == 2:
        return factors[0][0]
    return None


def _has_letters(node: Node) -> bool:
    """Whether terms of a sum have scalars of their own, so that a common number is one more.

    Those of 𝟏, as in x - x̄𝟏, do not count, nor numbers of rows.
    """
    return any(
        factor.is_scalar and factor.operation != "size"
        for term in node.operands
        if node.is_scalar or not any(factor.operation == "ones" for factor, _ in term.factors)
        for factor, _ in term.factors
    )


def _count_transposes(node: Node) -> int:
    """How many are written in it; in diag(v), which stands for a factor 𝟏vᵀ, there is none."""
    if node.operation == "product":
        columns = [factor for factor, e in node.factors if e == 1 and _is_repeated(factor, 0)]
        if 0 < len(columns) < len(node.operands):
            turned = [transpose(chain(*column.operands[1:])) for column in columns]
            others = [factor for factor in node.operands if factor not in columns]
            return sum(map(_count_transposes, (*turned, *others)))
    inner = sum(map(_count_transposes, node.operands))
    return inner + (node.operation == "transpose")


def _is_number(node: Node) -> bool:
    """Whether this is a number of rows, or a letter for a number: (1/n) Xᵀy."""
    return node.operation in ("size", "name") or rational_of(node) is not None


def _is_repeated(node: Node, side: int) -> bool:
    """Whether this is v𝟏ᵀ, or 𝟏vᵀ."""
    return (
        node.operation == "chain"
        and node.operands[side].operation == "ones"
        and 1 not in node.shape
    )


def _power(base: Formula, exponent: Exponent) -> Formula:
    if exponent == 1:
        return base
    if exponent == HALF:
        return Formula("sqrt", (base,))
    return Formula("power", (base, _number(exponent)))


def _is_square(node: Node) -> bool:
    """Whether it is a square matrix, of which a power may be taken for a product of matrices."""
    return node.shape[0] == node.shape[1] != 1


def _entrywise_power(base: Formula, node: Node, exponent: Exponent) -> Formula:
    """Each entry to a power."""
    if exponent in (HALF, 1) or not _is_square(node):
        return _power(base, exponent)
    return Formula("entrywise_power", (base, _number(exponent)))


def _multiplied(factors: Sequence[Formula]) -> Formula:
    return product_of(factors) if factors else Formula("number", value=Integer(1))


def _signed(coefficient: Fraction, formula: Formula) -> Formula:
    return Formula("negate", (formula,)) if coefficient < 0 else formula


_WRITTEN: Mapping[str, Callable[[Writer, Node], Formula]] = {
    "name": Writer.name,
    "one": lambda _, __: _number(1),
    "size": Writer.size,
    "ones": Writer.ones,
    "identity": lambda _, __: Formula("identity"),
    "chain": Writer.chain,
    "transpose": Writer.transpose,
    "total": Writer.total,
    "entrywise": Writer.entrywise,
    "tied": Writer.extreme,
}
