"""Array expressions: a graph in which equal expressions are the same node.

Each is brought into a light normal form as it is made: sums with coefficients, entrywise
products with exponents, chains of matrix products, transposes pushed in as far as they go.
Operations:

    name        a variable, a constant array or a layer; detail: its name and what is known of it
    one         the number 1
    size        a dimension as a number; detail: its letter, or
                it itself
    ones        all entries 1
    identity    I
    sum         Σ cᵢ·xᵢ; detail: the coefficients
    product     entrywise Π xᵢ^eᵢ, scalars among arrays of one shape; detail: the exponents
    chain       a matrix product
    transpose, inverse, cofactors, det, logdet, trace, total (of all entries)
    entrywise   a function of each entry; detail: its name
    softmax, logsumexp, largest, tied
                along an axis; detail: 0 down the columns, 1 along the rows, None for all entries.
                "tied" is 1/k at the k entries that are the largest
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps

Dimension = int | str
Shape = tuple[Dimension, Dimension]
Exponent = Fraction
SCALAR: Shape = (1, 1)
ONCE = Fraction(1)
MINUS_ONCE = Fraction(-1)
HALF = Fraction(1, 2)
_LEAVES = frozenset({"name", "identity", "tied"})
_AT_ZERO: Mapping[str, Fraction | int] = {
    **dict.fromkeys(("sin", "tan", "atan", "sinh", "tanh", "relu", "abs", "huber", "clip"), 0),
    **dict.fromkeys(("exp", "cos", "cosh"), 1),
    "sigmoid": HALF,
}
"""The values at 0 of functions of entries, where they are rational."""
# What may be known of an array by its name.
SYMMETRIC = "symmetric"
ROWS_SUM_TO_ONE = "rows sum to 1"
ENTRIES_SUM_TO_ONE = "entries sum to 1"


@dataclass(frozen=True, eq=False, repr=False)
class Node:
    """An expression.

    Attributes:
        operation, operands, detail: as the module tells.
        shape: rows and columns.
        serial: how many nodes were made before it.
        size: how many operations it has, written out.
        leaves: how many names.
    """

    operation: str
    operands: tuple[Node, ...]
    detail: Hashable
    shape: Shape
    serial: int
    size: int
    leaves: int

    @property
    def is_scalar(self) -> bool:
        """Whether it is one number."""
        return self.shape == SCALAR

    @property
    def is_zero(self) -> bool:
        """Whether it is the sum of nothing."""
        return self.operation == "sum" and not self.operands

    @property
    def coefficients(self) -> tuple[Fraction, ...]:
        """Of a sum those of its terms, of a product the exponents of its factors."""
        assert isinstance(self.detail, tuple)
        return self.detail

    @property
    def terms(self) -> Iterator[tuple[Fraction, Node]]:
        """The terms with their coefficients; of what is no sum itself."""
        if self.operation == "sum":
            return zip(self.coefficients, self.operands, strict=True)
        return iter([(ONCE, self)])

    @property
    def factors(self) -> Iterator[tuple[Node, Exponent]]:
        """The factors with their exponents; of what is no product itself."""
        if self.operation == "product":
            return zip(self.operands, self.coefficients, strict=True)
        return iter([(self, ONCE)])

    @property
    def letter(self) -> str:
        """Of a name what it is called."""
        assert isinstance(self.detail, tuple)
        return str(self.detail[0])

    @property
    def axis(self) -> int | None:
        """Of what runs along an axis which one it is."""
        assert self.detail is None or isinstance(self.detail, int)
        return self.detail

    def is_entrywise(self, function: str) -> bool:
        """Whether it is this function of entries."""
        return self.operation == "entrywise" and self.detail == function

    def is_known_as(self, trait: str) -> bool:
        """Whether it is a name of which this is known."""
        return self.operation == "name" and isinstance(self.detail, tuple) and trait in self.detail


_Key = tuple[str, tuple[int, ...], Hashable, Shape]


@dataclass(frozen=True)
class _Table:
    """The nodes that were made, and what was found of them.

    Attributes:
        nodes: by their parts.
        results: of functions of one node, by the function and the node.
    """

    nodes: dict[_Key, Node] = field(default_factory=dict)
    results: dict[tuple[Callable[[Node], Node], int], Node] = field(default_factory=dict)


_TABLE: ContextVar[_Table] = ContextVar("nodes")


@contextmanager
def new_table() -> Iterator[None]:
    """Within it nodes are made; those of another table do not go with them."""
    token = _TABLE.set(_Table())
    try:
        yield
    finally:
        _TABLE.reset(token)


def make(operation: str, operands: Iterable[Node], detail: Hashable, shape: Shape) -> Node:
    """The one node of these parts, as they are."""
    table = _TABLE.get().nodes
    parts = tuple(operands)
    key = (operation, tuple(part.serial for part in parts), detail, shape)
    if key not in table:
        counts = operation != "sum" or len(parts) != 1
        table[key] = Node(
            operation,
            parts,
            detail,
            shape,
            serial=len(table),
            size=counts + sum(part.size for part in parts),
            leaves=sum(part.leaves for part in parts) + (operation in _LEAVES or detail == "step"),
        )
    return table[key]


def remembered(function: Callable[[Node], Node]) -> Callable[[Node], Node]:
    """The function, of which each result is found once in a table of nodes."""

    @wraps(function)
    def recalled(node: Node) -> Node:
        results = _TABLE.get().results
        key = (function, node.serial)
        if key not in results:
            results[key] = function(node)
        return results[key]

    return recalled


def name(letter: str, shape: Shape, *traits: str) -> Node:
    """An array by its name."""
    return make("name", (), (letter, *traits), shape)


def number(value: Fraction | int) -> Node:
    """A rational number."""
    return scaled(Fraction(value), make("one", (), None, SCALAR))


def size_of(dimension: Dimension) -> Node:
    """A dimension as a number, which keeps its letter."""
    if dimension == 1:
        return number(1)
    return make("size", (), dimension, SCALAR)


def ones(shape: Shape) -> Node:
    """All entries 1."""
    return number(1) if shape == SCALAR else make("ones", (), None, shape)


def identity(size: Dimension) -> Node:
    """I."""
    return number(1) if size == 1 else make("identity", (), None, (size, size))


def zero(shape: Shape) -> Node:
    """All entries 0."""
    return make("sum", (), (), shape)


def scaled(coefficient: Fraction, node: Node) -> Node:
    """A number times a node."""
    return add([(coefficient, node)], node.shape)


def add(terms: Iterable[tuple[Fraction, Node]], shape: Shape) -> Node:
    """A sum of nodes of one shape, like terms taken together."""
    collected: dict[Node, Fraction] = {}
    for coefficient, node in terms:
        for inner, term in node.terms:
            collected[term] = collected.get(term, Fraction(0)) + coefficient * inner
    _join_branches(collected)
    _turn_sigmoids(collected)
    collected = {term: coefficient for term, coefficient in collected.items() if coefficient}
    if list(collected.values()) == [1]:
        return next(iter(collected))
    return make("sum", collected, tuple(collected.values()), shape)


def _join_branches(collected: dict[Node, Fraction]) -> None:
    """relu(u) - relu(-u) = u and relu(u) + relu(-u) = |u|."""
    branches = [term for term in collected if term.is_entrywise("relu")]
    for one, other in itertools.combinations(branches, 2):
        size = abs(collected[one])
        inner, opposite = one.operands[0], other.operands[0]
        are_opposite = add([(ONCE, inner), (ONCE, opposite)], inner.shape).is_zero
        if not size or abs(collected[other]) != size or not are_opposite:
            continue
        coefficient = collected[one]
        is_sum = coefficient == collected[other]
        collected[one] = collected[other] = Fraction(0)
        for factor, term in (entrywise("abs", inner) if is_sum else inner).terms:
            collected[term] = collected.get(term, Fraction(0)) + coefficient * factor


def _turn_sigmoids(collected: dict[Node, Fraction]) -> None:
    """1 - σ(-u) = σ(u), which is shorter; 1 - σ(u) stays, as books print it."""
    sigmoids = [term for term in collected if term.is_entrywise("sigmoid")]
    for sigmoid in sigmoids:
        coefficient, inner = collected[sigmoid], sigmoid.operands[0]
        one = ones(sigmoid.shape)
        is_turned = coefficient and collected.get(one, Fraction(0)) == -coefficient
        if is_turned and split_content(inner)[0] < 0:
            collected[one] = collected[sigmoid] = Fraction(0)
            turned = entrywise("sigmoid", negated(inner))
            collected[turned] = collected.get(turned, Fraction(0)) - coefficient


def negated(node: Node) -> Node:
    """-x."""
    return scaled(MINUS_ONCE, node)


def split_number(node: Node) -> tuple[Fraction, Node]:
    """A node as a number times another."""
    if node.operation == "sum" and len(node.operands) == 1:
        return node.coefficients[0], node.operands[0]
    return ONCE, node


def split_content(node: Node) -> tuple[Fraction, Node]:
    """A sum as a number times one with coprime whole coefficients, not all of them negative."""
    if node.operation != "sum" or len(node.operands) <= 1:
        return split_number(node)
    numerators = [coefficient.numerator for coefficient in node.coefficients]
    denominators = [coefficient.denominator for coefficient in node.coefficients]
    common = Fraction(math.gcd(*numerators), math.lcm(*denominators))
    if all(numerator < 0 for numerator in numerators):
        common = -common
    if common == 1:
        return ONCE, node
    return common, add([(c / common, term) for c, term in node.terms], node.shape)


def rational_of(node: Node) -> Fraction | None:
    """The number that a node is; None of what is not known as one."""
    if node.is_zero:
        return Fraction(0)
    coefficient, rest = split_number(node)
    return coefficient if rest.operation == "one" else None


def repeat(node: Node, shape: Shape) -> Node:
    """A scalar, row or column repeated to a shape: a product with ones."""
    if node.shape == shape:
        return node
    if node.is_scalar:
        return multiply([(node, ONCE), (ones(shape), ONCE)])
    if node.shape[0] == 1 and shape[0] != 1:
        return chain(ones((shape[0], 1)), node)
    return chain(node, ones((1, shape[1])))


def multiply(factors: Iterable[tuple[Node, Exponent]], shape: Shape = SCALAR) -> Node:
    """The entrywise product of powers; scalars may stand among arrays of one shape.

    Args:
        factors: with their exponents.
        shape: of the product, where only scalars may be among the factors.
    """
    product = _Product(shape)
    for node, exponent in factors:
        product.put(node, exponent)
    return product.made()


def times(*factors: Node) -> Node:
    """The same of factors as they are."""
    return multiply([(factor, ONCE) for factor in factors])


def power(node: Node, exponent: Exponent) -> Node:
    """Each entry to a power."""
    return multiply([(node, exponent)], node.shape)


class _Product:
    """Factors as they come together."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._coefficient = ONCE
        self._exponents: dict[Node, Exponent] = {}

    def put(self, node: Node, exponent: Exponent) -> None:
        if not node.is_scalar:
            self._shape = node.shape
        is_whole = exponent.denominator == 1
        if node.is_zero and exponent > 0:
            self._coefficient *= 0
            return
        coefficient, rest = split_content(node) if exponent == 1 else split_number(node)
        if coefficient != 1 and is_whole:
            self._coefficient *= coefficient ** int(exponent)
            node = rest
        if node.operation in ("one", "ones"):
            return
        # Of fractional powers (x²y)^½ is not x√y.
        if node.operation == "product" and is_whole:
            for factor, inner in node.factors:
                self.put(factor, inner * exponent)
            return
        self._exponents[node] = self._exponents.get(node, Fraction(0)) + exponent

    def made(self) -> Node:
        self._find_sigmoids()
        self._find_branches()
        exponents = {
            node: ONCE if node.operation == "identity" and e > 0 else e
            for node, e in self._exponents.items()
            if e
        }
        if not self._coefficient:
            return zero(self._shape)
        if self._shape != SCALAR and all(node.is_scalar for node in exponents):
            exponents[ones(self._shape)] = ONCE
        if not exponents:
            return number(self._coefficient)
        ordered = sorted(
            exponents.items(), key=lambda item: (not item[0].is_scalar, item[0].serial)
        )
        if len(ordered) == 1 and ordered[0][1] == 1:
            body = ordered[0][0]
        else:
            nodes, powers = zip(*ordered, strict=True)
            body = make("product", nodes, powers, self._shape)
        return scaled(self._coefficient, body)

    def _find_sigmoids(self) -> None:
        """e^u/(1 + e^u) = σ(u), 1/(1 + e^u) = σ(-u) and e^u·σ(-u) = σ(u)."""
        for node in tuple(self._exponents):
            inner = _exponent_beside_one(node)
            if inner is not None and self._exponents[node] <= -1:
                self._change(node, 1)
                self._change(entrywise("sigmoid", negated(inner)), 1)
        for node in tuple(self._exponents):
            if node.is_entrywise("exp") and self._exponents[node] >= 1:
                inner = node.operands[0]
                mirrored = entrywise("sigmoid", negated(inner))
                if self._exponents.get(mirrored, 0) >= 1:
                    self._change(mirrored, -1)
                    self._change(node, -1)
                    self._change(entrywise("sigmoid", inner), 1)

    def _find_branches(self) -> None:
        """sign(u)·u = |u|, sign(u)/|u| = 1/u, and relu(u) where u > 0 is relu(u)."""
        for node in tuple(self._exponents):
            if node.is_entrywise("step") and self._exponents[node] == 1:
                relu = entrywise("relu", node.operands[0])
                if self._exponents.get(relu, 0) >= 1:
                    self._change(node, -1)
            if not node.is_entrywise("sign") or self._exponents[node] != 1:
                continue
            inner = node.operands[0]
            absolute = entrywise("abs", inner)
            if self._exponents.get(absolute, 0) <= -1:
                self._change(node, -1)
                self._change(absolute, 1)
                self._change(inner, -1)
            elif self._exponents.get(inner, 0) >= 1:
                self._change(node, -1)
                self._change(inner, -1)
                self._change(absolute, 1)

    def _change(self, node: Node, by: int) -> None:
        self._exponents[node] = self._exponents.get(node, Fraction(0)) + by


def _exponent_beside_one(node: Node) -> Node | None:
    """The u of 1 + e^u."""
    if node.operation != "sum" or len(node.operands) != 2 or set(node.coefficients) != {ONCE}:
        return None
    exponentials = [term for term in node.operands if term.is_entrywise("exp")]
    is_one = any(term.operation in ("one", "ones") for term in node.operands)
    return exponentials[0].operands[0] if exponentials and is_one else None


@remembered
def transpose(node: Node) -> Node:  # noqa: PLR0911  (one rule an operation)
    """The transpose, pushed in; left outside functions of entries."""
    turned = node.shape[::-1]
    is_its_own = node.operation == "identity" or node.is_known_as(SYMMETRIC)
    if node.is_scalar or is_its_own or _column_of_diagonal(node) is not None:
        return node
    match node.operation:
        case "transpose":
            return node.operands[0]
        case "sum":
            return add([(c, transpose(term)) for c, term in node.terms], turned)
        case "product":
            return multiply([(transpose(factor), e) for factor, e in node.factors], turned)
        case "chain":
            return chain(*(transpose(factor) for factor in reversed(node.operands)))
        case "ones":
            return ones(turned)
        case "inverse" if transpose(node.operands[0]) is node.operands[0]:
            return node
    return make("transpose", (node,), None, turned)


def chain(*factors: Node) -> Node:
    """A matrix product, of which scalars are pulled out and 𝟏ᵀ𝟏 is a number."""
    shape = (factors[0].shape[0], factors[-1].shape[1])
    if any(factor.is_zero for factor in factors):
        return zero(shape)
    product = _Chain()
    for factor in factors:
        product.put(factor)
    return product.made(shape)


class _Chain:
    """Matrices as they come together."""

    def __init__(self) -> None:
        self._scalars: list[Node] = []
        self._matrices: list[Node] = []

    def put(self, node: Node) -> None:
        coefficient, node = split_content(node)
        if coefficient != 1:
            self._scalars.append(number(coefficient))
        if node.is_scalar:
            self._scalars.append(node)
            return
        scalars = [(f, e) for f, e in node.factors if f.is_scalar]
        if scalars:
            self._scalars.append(multiply(scalars))
            arrays = [(f, e) for f, e in node.factors if not f.is_scalar]
            node = multiply(arrays, node.shape)
        match node.operation:
            case "chain":
                for factor in node.operands:
                    self.put(factor)
            case "ones" if 1 not in node.shape:
                self._append(ones((node.shape[0], 1)))
                self._append(ones((1, node.shape[1])))
            case "identity":
                pass
            case _:
                self._append(node)

    def _append(self, node: Node) -> None:
        """Adds a matrix, which may cancel with the last one."""
        last = self._matrices[-1] if self._matrices else None
        if last is not None and last.operation == node.operation == "ones":
            if last.shape[0] == 1:
                self._matrices.pop()
                self._scalars.append(size_of(last.shape[1]))
                return
        elif last is not None and _sums_to_one(last, node):
            self._matrices.pop()
            self._append(ones((last.shape[0], 1)))
            return
        if last is not None and _sums_to_one(transpose(node), transpose(last)):
            # 𝟏ᵀ times what has columns that sum to 1.
            self._matrices.pop()
            self._append(ones((1, node.shape[1])))
            return
        apart = None if last is None else _ones_times_terms(last, node)
        if last is not None and apart is None:
            apart = _diagonal_of_terms(last, node) or _sum_of_scaled(last, node)
        if apart is not None:
            self._matrices.pop()
            self._put_sum(apart)
            return
        if last is not None and _are_inverse(last, node):
            self._matrices.pop()
            return
        scaled = None if last is None else _scaled_by_diagonal(last, node)
        if scaled is not None:
            self._matrices.pop()
            self._put_sum(scaled)
            return
        self._matrices.append(node)

    def _put_sum(self, node: Node) -> None:
        """Adds what has become of two matrices, which may be 0."""
        if node.is_zero:
            self._scalars.append(number(0))
        else:
            self.put(node)

    def made(self, shape: Shape) -> Node:
        scalars = [(scalar, ONCE) for scalar in self._scalars]
        matrices = self._matrices
        if not matrices:
            body = number(1) if shape == SCALAR else identity(shape[0])
            return multiply([*scalars, (body, ONCE)], shape)
        if len(matrices) == 1:
            return multiply([*scalars, (matrices[0], ONCE)], shape)
        if len(matrices) == 2 and all(matrix.operation == "ones" for matrix in matrices):
            return multiply([*scalars, (ones(shape), ONCE)], shape)
        if shape == SCALAR:
            if matrices[0].operation == matrices[-1].operation == "ones":
                inner = chain(*matrices[1:-1])
                return multiply([*scalars, (total(inner), ONCE)])
            if len(matrices) == 2 and any(matrix.operation == "ones" for matrix in matrices):
                (inner,) = (matrix for matrix in matrices if matrix.operation != "ones")
                inner = inner if inner.shape[1] == 1 else transpose(inner)
                return multiply([*scalars, (total(inner), ONCE)])
            turned = [transpose(matrix) for matrix in reversed(matrices)]
            matrices = min(matrices, turned, key=_reading_order)
        return multiply([*scalars, (make("chain", matrices, None, shape), ONCE)], shape)


def diagonal_matrix(column: Node) -> Node:
    """diag(x): x𝟏ᵀ where I is 1, and else 0."""
    size = column.shape[0]
    return times(repeat(column, (size, size)), identity(size))


def diagonal(node: Node) -> Node:
    """The diagonal of a square matrix, a column."""
    size = node.shape[0]
    return chain(times(node, identity(size)), ones((size, 1)))


def _column_of_diagonal(node: Node) -> Node | None:
    """The x of diag(x)."""
    parts = {factor.operation: factor for factor, exponent in node.factors if exponent == 1}
    repeated = parts.get("chain")
    if set(parts) != {"identity", "chain"} or len(node.operands) != 2 or repeated is None:
        return None
    first, *inner, last = repeated.operands
    if last.operation == "ones" and last.shape[0] == 1:
        return chain(first, *inner)
    if first.operation == "ones" and first.shape[1] == 1:
        return transpose(chain(*inner, last))
    return None


def _scaled_by_diagonal(left: Node, right: Node) -> Node | None:
    """diag(x)M and M diag(x), the rows or the columns of M times the entries of x."""
    column = _column_of_diagonal(left)
    if column is not None:
        return times(repeat(column, right.shape), right)
    column = _column_of_diagonal(right)
    if column is not None:
        return times(left, repeat(transpose(column), left.shape))
    return None


def _sums_to_one(node: Node, behind: Node) -> bool:
    """Whether the rows of a matrix sum to 1, and that is asked."""
    if behind.operation != "ones" or behind.shape[1] != 1 != node.shape[1]:
        return False
    inner = node.operands[0] if node.operation == "transpose" else node
    axis = 1 if inner is node else 0
    return node.is_known_as(ROWS_SUM_TO_ONE) or (
        inner.operation == "softmax" and inner.axis == axis
    )


def _ones_times_terms(left: Node, right: Node) -> Node | None:
    """The sum of 𝟏ᵀ times each term, or of each term times 𝟏, if that is shorter: 𝟏ᵀ(X - 𝟏x̄ᵀ)."""
    for row, node in ((left, right), (right, left)):
        if row.operation != "ones" or node.operation != "sum":
            continue
        if not any(factor.operation == "ones" for term in node.operands for factor in _ends(term)):
            return None
        terms = [
            (c, chain(left, term) if row is left else chain(term, right)) for c, term in node.terms
        ]
        apart = add(terms, (left.shape[0], right.shape[1]))
        return apart if apart.leaves < node.leaves else None
    return None


def _diagonal_of_terms(node: Node, behind: Node) -> Node | None:
    """The diagonal of a sum with diagonal matrices in it: of each term by itself."""
    inner = without_identity(node) if behind.operation == "ones" else None
    if inner is None or inner.operation != "sum":
        return None
    parts = [times(term, identity(node.shape[0])) for term in inner.operands]
    if all(_column_of_diagonal(part) is None for part in parts):
        return None
    return add(((c, diagonal(term)) for c, term in inner.terms), behind.shape)


def _sum_of_scaled(left: Node, right: Node) -> Node | None:
    """diag(v)M𝟏 as v ⊙ M𝟏, and 𝟏ᵀM diag(v) as 𝟏ᵀM ⊙ vᵀ."""
    node, side = (left, -1) if right.operation == "ones" else (right, 0)
    if node.operation != "product" or (left if side == 0 else right).operation != "ones":
        return None
    factors = list(node.factors)
    scales = [
        (factor, e)
        for factor, e in factors
        if factor.operation == "chain" and factor.operands[side].operation == "ones"
    ]
    others = [pair for pair in factors if pair not in scales]
    if not scales or not any(not factor.is_scalar for factor, _ in others):
        return None
    inner = multiply(others, node.shape)
    if inner.operation == "identity":
        return None
    summed = chain(inner, right) if side else chain(left, inner)
    cut = slice(None, -1) if side else slice(1, None)
    lines = [(chain(*factor.operands[cut]), e) for factor, e in scales]
    return multiply([*lines, (summed, ONCE)], summed.shape)


def _ends(term: Node) -> Iterator[Node]:
    """The first and the last matrix of a term, whatever scalars stand before it."""
    for factor, _ in term.factors:
        yield factor
        if factor.operation == "chain":
            yield factor.operands[0]
            yield factor.operands[-1]


def _reading_order(matrices: Sequence[Node]) -> tuple[int, list[int]]:
    """aᵀx rather than xᵀa, in the order in which both were met."""
    return sum(m.operation == "transpose" for m in matrices[1:]), [m.serial for m in matrices]


def _are_inverse(left: Node, right: Node) -> bool:
    return _inverts(left, right) or _inverts(right, left)


def _inverts(node: Node, other: Node) -> bool:
    """Whether this is M⁻¹ of the other, or M⁻ᵀ of Mᵀ."""
    if node.operation == "inverse":
        return node.operands[0] is other
    if node.operation != "transpose" or node.operands[0].operation != "inverse":
        return False
    return transpose(node.operands[0].operands[0]) is other


def total(node: Node) -> Node:
    """The sum of all entries."""
    if node.operation == "transpose":
        (node,) = node.operands
    if node.is_scalar:
        return node
    if node.operation == "ones":
        return times(size_of(node.shape[0]), size_of(node.shape[1]))
    if node.operation == "identity":
        return size_of(node.shape[0])
    if node.operation == "softmax":
        return number(1) if node.axis is None else size_of(node.shape[1 - node.axis])
    if node.is_zero or node.is_known_as(ENTRIES_SUM_TO_ONE):
        return number(0 if node.is_zero else 1)
    coefficient, rest = split_content(node)
    return scaled(coefficient, _total_of_content(rest))


def _total_of_content(node: Node) -> Node:
    """The same of what no number can be taken out of: Σ(x - c𝟏) = Σx - nc if that is shorter."""
    if node.operation == "sum" and any(
        factor.operation == "ones" for term in node.operands for factor, _ in term.factors
    ):
        apart = add(((c, total(term)) for c, term in node.terms), SCALAR)
        if apart.leaves < node.leaves:
            return apart
    diagonal = without_identity(node)
    if diagonal is not None:
        return trace(diagonal)
    scalars = [(factor, e) for factor, e in node.factors if factor.is_scalar]
    if not scalars:
        return make("total", (node,), None, SCALAR)
    arrays = [(factor, e) for factor, e in node.factors if not factor.is_scalar]
    return multiply([*scalars, (total(multiply(arrays, node.shape)), ONCE)])


def without_identity(node: Node) -> Node | None:
    """The X of X ⊙ I."""
    factors = list(node.factors)
    others = [(factor, e) for factor, e in factors if factor.operation != "identity"]
    if not others or len(others) == len(factors):
        return None
    return multiply(others, node.shape)


def trace(node: Node) -> Node:
    """The sum of the diagonal."""
    if node.is_scalar:
        return node
    coefficient, rest = split_content(node)
    scalars = [(factor, e) for factor, e in rest.factors if factor.is_scalar]
    inner = multiply([(f, e) for f, e in rest.factors if not f.is_scalar], node.shape)
    if inner.operation == "transpose":
        (inner,) = inner.operands
    has_ones = inner.operation in ("identity", "ones")
    traced = size_of(node.shape[0]) if has_ones else make("trace", (inner,), None, SCALAR)
    return scaled(coefficient, multiply([*scalars, (traced, ONCE)]))


def determinant(node: Node) -> Node:
    """det X."""
    return node if node.is_scalar else make("det", (node,), None, SCALAR)


def log_determinant(node: Node) -> Node:
    """ln det X."""
    if node.is_scalar:
        return entrywise("log", node)
    return make("logdet", (node,), None, SCALAR)


def inverse(node: Node) -> Node:
    """X⁻¹."""
    if node.is_scalar:
        return power(node, MINUS_ONCE)
    if node.operation == "inverse":
        return node.operands[0]
    column = _column_of_diagonal(node)
    if column is not None:
        return diagonal_matrix(power(column, MINUS_ONCE))
    return make("inverse", (node,), None, node.shape)


def cofactors(node: Node) -> Node:
    """The matrix of cofactors, det(X)X⁻ᵀ wherever there is an inverse."""
    return number(1) if node.is_scalar else make("cofactors", (node,), None, node.shape)


def along_axis(operation: str, node: Node, axis: int | None) -> Node:
    """Softmax, log-sum-exp, the largest entry or where it is, along an axis or over all."""
    if node.shape[1] == 1 and axis != 1:
        axis = None
    if node.is_zero and operation == "softmax":
        counted = node.shape if axis is None else (node.shape[axis],)
        return multiply([(ones(node.shape), ONCE), *((size_of(d), -ONCE) for d in counted)])
    rows, columns = node.shape
    keeps_shape = operation in ("softmax", "tied")
    reduced: Shape = SCALAR if axis is None else ((1, columns) if axis == 0 else (rows, 1))
    return make(operation, (node,), axis, node.shape if keeps_shape else reduced)


def sum_along(node: Node, axis: int | None) -> Node:
    """The sums of columns (0), of rows (1), or of all."""
    if axis is None:
        return total(node)
    if axis == 0:
        return chain(ones((1, node.shape[0])), node)
    return chain(node, ones((node.shape[1], 1)))


def entrywise(function: str, node: Node) -> Node:
    """A function of each entry."""
    if node.is_zero and function in _AT_ZERO:
        return scaled(Fraction(_AT_ZERO[function]), ones(node.shape))
    if node.is_zero and function == "softplus":
        return multiply([(entrywise("log", number(2)), ONCE)], node.shape)
    if function == "log":
        return _logarithm(node)
    if function in ("abs", "sign"):
        coefficient, inner = split_content(node)
        size = abs(coefficient) if function == "abs" else Fraction(1 if coefficient > 0 else -1)
        if coefficient not in (0, 1):
            return scaled(size, make("entrywise", (inner,), function, node.shape))
    return make("entrywise", (node,), function, node.shape)


def _logarithm(node: Node) -> Node:
    if node.operation == "softmax":
        inner = node.operands[0]
        spread = repeat(along_axis("logsumexp", inner, node.axis), node.shape)
        return add([(ONCE, inner), (MINUS_ONCE, spread)], node.shape)
    if node.operation == "det":
        return log_determinant(node.operands[0])
    if node.is_entrywise("exp"):
        return node.operands[0]
    return make("entrywise", (node,), "log", node.shape)


def in_order(*roots: Node, known: Collection[Node] = ()) -> list[Node]:
    """All nodes that are needed, operands before what is made of them, first ones first.

    Args:
        roots: what they are needed for.
        known: what is there already, with all that it needs.
    """
    return _postorder(roots, known, last_first=False)


def in_reverse_order(root: Node) -> list[Node]:
    """All nodes that are needed, what is made of them before operands, first ones first."""
    return _postorder([root], (), last_first=True)[::-1]


def _postorder(roots: Sequence[Node], known: Collection[Node], *, last_first: bool) -> list[Node]:
    met: set[Node] = set()
    ordered: list[Node] = []
    step = 1 if last_first else -1
    waiting = [(root, False) for root in roots[::step]]
    while waiting:
        node, is_ready = waiting.pop()
        if is_ready:
            ordered.append(node)
        elif node not in met and node not in known:
            met.add(node)
            waiting.append((node, True))
            waiting += [(operand, False) for operand in node.operands[::step]]
    return ordered
