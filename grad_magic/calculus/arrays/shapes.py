"""A formula as typed into a node: what fits is taken, what does not is refused with its place.

With the node comes the formula as it was understood, in which every product is of one kind and
every repetition is written: W*x of two vectors is w ⊙ x, and a vector b added to each column b𝟏ᵀ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NoReturn

from sympy import E, Expr, Integer, Rational, Symbol, oo, pi

from grad_magic.array_problem import ArrayProblem, Dimension, Shape
from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.layers import Definition, LayerTable
from grad_magic.calculus.arrays.nodes import HALF, ONCE, Node
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.array_operations import ENTRYWISE
from grad_magic.formula.tree import Formula, Place
from grad_magic.wording.messages import Message, Told

_MINUS = Fraction(-1)
# With its place the letter of an identity matrix's size, before that is known; no name is so.
_OF_IDENTITY = "I@"
# What is said where shapes do not fit, whatever was meant.
_MISFITS = frozenset(
    {
        "shapes_do_not_fit",
        "a_column_has_no_product_with",
        "only_a_square_matrix_has",
        "outer_is_of_two_vectors",
        "is_square_and_has_the_shape",
    }
)


@dataclass(frozen=True)
class Typed:
    """A part of a formula, understood.

    Attributes:
        formula: as it was understood, with its place.
        node: the expression that it is.
        rank: 0 of a number, 1 of a vector, 2 of a matrix.
        roots: of a whole function that of which roots are taken in it.
        origins: of a whole function what was typed for nodes that stand for something else, as
            max(x, y) for relu(x - y).
        mixed: of a whole function the nodes with a kink at which no one convention holds: they
            stand for a clip, or both for relu(x - y) and for max(x, y).
        layers: of a whole function the parts to which the request gives names, by these.
    """

    formula: Formula
    node: Node
    rank: int
    roots: tuple[Node, ...] = ()
    origins: Mapping[Node, Formula] = field(default_factory=dict)
    mixed: frozenset[Node] = frozenset()
    layers: Mapping[str, Typed] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """(), (n,) or (m, n)."""
        return self.node.shape[: self.rank]

    @property
    def is_square(self) -> bool:
        """Whether it is a square matrix of more than one entry."""
        rows, columns = self.node.shape
        return self.rank == 2 and rows == columns != 1


class _DimensionKnownError(Exception):
    """A letter is found to be a number, or an identity matrix to have a size."""

    def __init__(self, letter: str, value: Dimension) -> None:
        super().__init__(letter)
        self.letter = letter
        self.value = value

    def told(self, problem: ArrayProblem) -> ArrayProblem:
        """The problem with it."""
        shapes = {
            name: tuple(self.value if d == self.letter else d for d in shape)
            for name, shape in problem.shapes.items()
        }
        identities = {
            place: self.value if size == self.letter else size
            for place, size in problem.identities.items()
        }
        if self.letter.startswith(_OF_IDENTITY):
            identities[int(self.letter.removeprefix(_OF_IDENTITY))] = self.value
        return replace(problem, shapes=shapes, identities=identities)


def understand(
    problem: ArrayProblem, new_layers: Callable[[], LayerTable] | None = None
) -> tuple[ArrayProblem, Typed, tuple[Definition, ...]]:
    """The function, and the problem in which letters of dimensions have their numbers.

    Args:
        problem: what is asked.
        new_layers: makes an empty table of layers; then its names stand for them in the node.

    Raises:
        MeaninglessRequestError: shapes do not fit, or the text has two readings.
    """
    while True:
        layers = None if new_layers is None else new_layers()
        try:
            reader = _Reader(problem, layers)
            typed = reader.read(problem.formula)
        except _DimensionKnownError as found:
            problem = found.told(problem)
            continue
        if not typed.node.is_scalar:
            message = Message(
                "has_the_shape_and_is_no_number", name=problem.name, shape=write_shape(typed.shape)
            )
            advice = Message("a_gradient_is_that_of_a_number")
            for letter in problem.assumed:
                # It is no number: λᵀ(Ax - b).
                message = Message("has_no_value_and_no_shape", word=letter)
                advice = Message("give_it_entries_or_a_shape", word=letter)
            raise problem.error(Place(typed.formula.start, typed.formula.end), message, advice)
        _check_identities(problem, typed.formula)
        mixed = frozenset(reader.clipped | (reader.rectified & reader.origins.keys()))
        typed = replace(
            typed,
            roots=tuple(reader.roots),
            origins=reader.origins,
            mixed=mixed,
            layers=reader.named,
        )
        return problem, typed, () if layers is None else tuple(layers.definitions)


def understand_part(problem: ArrayProblem, formula: Formula, shape: nodes.Shape) -> Typed | None:
    """Another expression over the names of a problem that is understood; None if it does not fit.

    Args:
        problem: with letters of dimensions replaced by the numbers that they must be.
        formula: the expression, in which "vector_of_ones" may stand.
        shape: that of which it is expected to be, where nothing in it tells; else it may have any.

    Raises:
        MeaninglessRequestError: the text has two readings.
    """
    return _understood_part(replace(problem, identities={}), formula, shape)


def _understood_part(problem: ArrayProblem, formula: Formula, shape: nodes.Shape) -> Typed | None:
    """The same with the sizes of some of its identity matrices."""
    try:
        typed = _Reader(problem, None).read(formula)
        for size, expected in zip(typed.node.shape, shape, strict=True):
            if str(size).startswith(_OF_IDENTITY):
                _Reader.known(size, expected)
        _check_identities(problem, typed.formula)
    except _DimensionKnownError as found:
        told = found.told(problem)
        is_new = len(told.identities) > len(problem.identities)
        # A size that must be two things at once is none.
        return _understood_part(told, formula, shape) if is_new else None
    except MeaninglessRequestError as error:
        if not isinstance(error.said, Message) or error.said.key not in _MISFITS:
            raise
        return None
    return typed


def _check_identities(problem: ArrayProblem, formula: Formula) -> None:
    """Refuses an identity matrix, or a vector of ones, of which nothing tells the size."""
    is_open = formula.start not in problem.identities
    if formula.operation in ("identity", "vector_of_ones") and is_open:
        message = Message("the_identity_has_no_size")
        advice = Message("the_identity_is_as_large_as_its_partner")
        raise problem.error(Place(formula.start, formula.end), message, advice)
    if formula.operation == "bold_one":
        message = Message("a_vector_of_ones_stands_before_a_vector")
        advice = Message("write_sum_for_ones")
        raise problem.error(Place(formula.start, formula.end), message, advice)
    for operand in formula.operands:
        _check_identities(problem, operand)


def write_shape(shape: Shape) -> str:
    """A shape as NumPy writes it.

    >>> write_shape((3,)), write_shape(("m", 2))
    ('(3,)', '(m, 2)')
    """
    sizes = ["?" if str(size).startswith(_OF_IDENTITY) else str(size) for size in shape]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


class _Reader:
    """Reads one formula, bottom up."""

    def __init__(self, problem: ArrayProblem, layers: LayerTable | None) -> None:
        self._problem = problem
        self._layers = layers
        self._dimensions = {d for shape in problem.shapes.values() for d in shape}
        self.roots: list[Node] = []
        self.origins: dict[Node, Formula] = {}
        self.rectified: set[Node] = set()
        self.clipped: set[Node] = set()
        self.named: dict[str, Typed] = {}

    def read(self, formula: Formula, within: str = "") -> Typed:
        """A part of the formula; `within` is the function whose argument it is."""
        if formula.operation == "power":
            return self.power(formula, within)
        if formula.operation in _OF_FORMULAS:
            return _OF_FORMULAS[formula.operation](self, formula)
        is_axis = formula.operation in _ALONG_AXES and len(formula.operands) == 2
        operands = formula.operands[:1] if is_axis else formula.operands
        is_through = formula.operation in _SEEN_THROUGH and within in _OF_MATRICES
        around = within if is_through else formula.operation
        parts = [self.read(operand, around) for operand in operands]
        if formula.operation in ENTRYWISE:
            return self.entrywise(formula, parts[0], within)
        if formula.operation in _ALONG_AXES:
            axis = self.axis(formula, parts[0])
            # Of a vector, which has one axis, it tells nothing; -1 is the last.
            along = () if axis is None else (replace(formula.operands[1], value=Integer(axis)),)
            formula = replace(formula, operands=(*operands, *along))
            return self.along_axis(formula, parts[0], axis)
        return _RULES[formula.operation](self, formula, *parts)

    def layer(self, formula: Formula) -> Typed:
        """A part to which the request gives a name; in a worked solution that stands for it."""
        name = str(formula.value)
        if name not in self.named:
            self.named[name] = self.read(formula.operands[0])
        part = self.named[name]
        node = part.node if self._layers is None else self._layers.given(name, part.node)
        return replace(part, node=node, formula=replace(formula, operands=(part.formula,)))

    def affine(self, part: Typed) -> Typed:
        """The part, with a name for it if it is a layer to which a function is applied."""
        return part if self._layers is None else replace(part, node=self._layers.affine(part.node))

    def hidden(self, part: Typed) -> Typed:
        """The part, with a name for it if it is a hidden layer in a matrix product."""
        return part if self._layers is None else replace(part, node=self._layers.hidden(part.node))

    def number(self, formula: Formula) -> Typed:
        if isinstance(formula.value, Rational):
            value = Fraction(formula.value.p, formula.value.q)
            return Typed(formula, nodes.number(value), 0)
        letter = "π" if formula.value == pi else "e"
        return Typed(formula, nodes.name(letter, nodes.SCALAR, "constant"), 0)

    def name(self, formula: Formula) -> Typed:
        letter = str(formula.value)
        shape = self._problem.shapes[letter]
        if not shape and letter in self._dimensions and letter not in self._problem.constants:
            return Typed(formula, nodes.size_of(letter), 0)
        rows, columns = (*shape, 1, 1)[:2]
        traits = sorted(self._problem.traits.get(letter, ()))
        return Typed(formula, nodes.name(letter, (rows, columns), *traits), len(shape))

    def identity(self, formula: Formula) -> Typed:
        """I, of a size that is known or has a letter of its own until it is."""
        size = self._problem.identities.get(formula.start, f"{_OF_IDENTITY}{formula.start}")
        value = Integer(size) if isinstance(size, int) else Symbol(size, real=True)
        return Typed(replace(formula, value=value), nodes.identity(size), 2)

    def vector_of_ones(self, formula: Formula) -> Typed:
        """𝟏, of a length that is known or has a letter of its own until it is."""
        size = self._problem.identities.get(formula.start, f"{_OF_IDENTITY}{formula.start}")
        return Typed(formula, nodes.ones((size, 1)), 1)

    def add(self, formula: Formula, *parts: Typed) -> Typed:
        summed = parts[0]
        for part in parts[1:]:
            here = replace(formula, start=summed.formula.start, end=part.formula.end)
            left, right = self.aligned(here, summed, part)
            node = nodes.add([(ONCE, left.node), (ONCE, right.node)], left.node.shape)
            terms = (*_terms(left.formula), right.formula)
            understood = replace(here, operands=terms)
            summed = Typed(understood, node, max(left.rank, right.rank))
        return summed

    def negate(self, formula: Formula, part: Typed) -> Typed:
        return Typed(_with(formula, part), nodes.negated(part.node), part.rank)

    def multiply(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        if right.formula.operation == "reciprocal":
            self.refuse_matrix_quotient(formula, left, right)
        is_scaled = left.node.is_scalar or right.node.is_scalar
        if not is_scaled:
            left, right = map(self.affine, self.aligned(formula, left, right))
        rank = max(left.rank, right.rank)
        understood = replace(
            formula,
            operation="multiply" if is_scaled else "hadamard",
            operands=(left.formula, right.formula),
        )
        return Typed(understood, nodes.times(left.node, right.node), rank)

    def reciprocal(self, formula: Formula, part: Typed) -> Typed:
        return Typed(_with(formula, part), nodes.power(part.node, _MINUS), part.rank)

    def refuse_matrix_quotient(self, formula: Formula, left: Typed, right: Typed) -> None:
        """Refuses 1/A of a square matrix."""
        divisor = self._problem.text(right.formula.operands[0])
        if left.rank == 0 and right.formula.operation == "reciprocal" and right.is_square:
            self.refuse(
                formula,
                Message(
                    "two_readings_of_quotient", formula=self._problem.text(formula), divisor=divisor
                ),
                Message("write_inverse_or_entrywise", divisor=divisor),
            )

    def juxtapose(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        if left.node.is_scalar or right.node.is_scalar:
            return self.multiply(formula, left, right)
        if not _repeats(left, right):
            return self.book_product(formula, left, right)
        one, other = self.text(left), self.text(right)
        return self.refuse(
            formula,
            Message(
                "two_readings_of_product",
                formula=self._problem.text(formula),
                one=one,
                shape=write_shape(left.shape),
                other=other,
                shape_2=write_shape(right.shape),
            ),
            Message("write_matrix_product_or_entrywise", one=one, other=other),
        )

    def book_product(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """What stands side by side in LaTeX: with a number, or of matrices, vectors as columns."""
        if right.rank == 1 and _is_row_of_ones(left.formula):
            return self.sum_by_ones(formula, left, right)
        if left.node.is_scalar or right.node.is_scalar:
            return self.multiply(formula, left, right)
        product = replace(formula, operation="matrix_product")
        if left.rank == 1 and right.node.shape[0] != 1:
            one, behind = self.text(left), self.text(right)
            self.refuse(
                formula,
                Message(
                    "a_column_has_no_product_with",
                    one=one,
                    behind=behind,
                    shape=write_shape(right.shape),
                ),
                Message("write_top_for_the_matrix_product", one=one, behind=behind),
            )
        left, right = self.hidden(left), self.hidden(right)
        self.same(product, left, right, left.node.shape[1], right.node.shape[0])
        node = nodes.chain(left.node, right.node)
        rank = 0 if node.is_scalar else right.rank
        return Typed(self.product_formula(product, replace(left, rank=2), right, rank), node, rank)

    def sum_by_ones(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """1ᵀx, in which 1 is the vector of ones: the sum of the entries."""
        understood = replace(formula, operation="total", operands=(right.formula,))
        summed = Typed(understood, nodes.total(right.node), 0)
        is_negative = left.formula.operation == "negate"
        return self.negate(replace(formula, operation="negate"), summed) if is_negative else summed

    def book_dot(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """What a dot or a cross stands between in LaTeX: numbers, or two vectors."""
        if left.node.is_scalar or right.node.is_scalar:
            return self.multiply(replace(formula, operation="multiply"), left, right)
        if left.rank == right.rank == 1:
            return self.matrix_product(replace(formula, operation="matrix_product"), left, right)
        one, behind = self.text(left), self.text(right)
        return self.refuse(
            formula,
            Message("two_readings_of_dot", formula=self._problem.text(formula)),
            Message("write_nothing_for_the_matrix_product", one=one, behind=behind),
        )

    def book_inverse(self, formula: Formula, part: Typed) -> Typed:
        """X⁻¹ in LaTeX, of a number 1 over it."""
        if part.rank == 0:
            return self.reciprocal(replace(formula, operation="reciprocal"), part)
        inverse = replace(formula, operation="inverse")
        return self.of_square(inverse, part, nodes.inverse)

    def inverse_or_reciprocal(self, formula: Formula, part: Typed) -> Typed:
        """X⁻¹ as books raise it: of a square matrix its inverse, else 1 over each entry."""
        if part.is_square:
            return self.book_inverse(formula, part)
        exponent = Formula("number", value=Integer(-1))
        understood = replace(formula, operation="power", operands=(part.formula, exponent))
        return Typed(understood, nodes.power(self.affine(part).node, _MINUS), part.rank)

    def matrix_product(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        if left.rank == 0 or right.rank == 0:
            number = left if left.rank == 0 else right
            self.refuse(
                formula,
                Message("is_a_number_and_multiplies_vectors_and", number=self.text(number)),
                Message("write_for_a_product_with_a_number"),
            )
        if left.rank == 1 and right.formula.operation == "transpose" and right.node.shape[0] == 1:
            self.refuse_inner_or_outer(formula, left, right)
        left, right = self.hidden(left), self.hidden(right)
        first = left.node
        if left.rank == 1 and (right.rank == 1 or right.node.shape[0] != 1):
            first = nodes.transpose(first)
        self.same(formula, left, right, first.shape[1], right.node.shape[0])
        node = nodes.chain(first, right.node)
        rank = max(left.rank + right.rank - 2, 0)
        if rank == 1 and left.rank == 1:
            # As NumPy has it vᵀA is a vector again: a column.
            node = nodes.transpose(node)
        if node.is_scalar:
            rank = 0
        return Typed(self.product_formula(formula, left, right, rank), node, rank)

    def product_formula(self, formula: Formula, left: Typed, right: Typed, rank: int) -> Formula:
        """The product as it is read; of (lw)ᵀv the number l stands before it."""
        scaled = left.formula
        if scaled.operation == "multiply" and self.is_number(scaled.operands[0]):
            coefficient, inner = scaled.operands
            plain = self.product_formula(formula, replace(left, formula=inner), right, rank)
            return replace(scaled, operands=(coefficient, plain), end=formula.end)
        first = _turned(left.formula) if left.rank == 1 else left.formula
        factors = first.operands if first.operation == "matrix_product" else (first,)
        product = replace(formula, operands=(*factors, right.formula))
        return _turned(product) if rank == 1 and left.rank == 1 else product

    def is_number(self, formula: Formula) -> bool:
        """Whether a part of an understood formula is seen to be a number."""
        if formula.operation == "name":
            return not self._problem.shapes[str(formula.value)]
        return formula.operation == "number" or (
            formula.operation in ("multiply", "negate", "reciprocal", "power")
            and all(map(self.is_number, formula.operands))
        )

    def refuse_inner_or_outer(self, formula: Formula, left: Typed, right: Typed) -> None:
        """x@x.T of vectors: to NumPy, to which x.T is x, a number, in books a matrix."""
        one, other = self.text(left), self._problem.text(right.formula.operands[0])
        self.refuse(
            formula,
            Message("two_readings_beside_vector", formula=self._problem.text(formula), one=one),
            Message("write_dot_or_outer", one=one, other=other),
        )

    def transpose(self, formula: Formula, part: Typed) -> Typed:
        return Typed(_with(formula, part), nodes.transpose(part.node), 2 if part.rank else 0)

    def bars(self, formula: Formula, part: Typed) -> Typed:
        if part.rank == 0:
            return self.entrywise(replace(formula, operation="abs"), part)
        inner = self.text(part)
        what = "det" if part.rank == 2 else "norm"
        meaning = Message("determinant" if part.rank == 2 else "length")
        return self.refuse(
            formula,
            Message("two_readings_of_bars", inner=inner, meaning=meaning),
            Message("write_function_or_abs", what=what, inner=inner),
        )

    def entrywise(self, formula: Formula, part: Typed, within: str = "") -> Typed:
        if formula.operation == "exp" and self.may_be_of_matrix(part, within):
            inner = self.text(part)
            self.refuse(
                formula,
                Message("two_readings_of_exp", inner=inner),
                Message("write_exp_of_each_entry", inner=inner),
            )
        node = nodes.entrywise(formula.operation, self.affine(part).node)
        if formula.operation == "relu":
            self.rectified.add(node)
        return Typed(_with(formula, part), node, part.rank)

    @staticmethod
    def may_be_of_matrix(part: Typed, within: str) -> bool:
        """Whether A² or e^A may be meant as of a matrix: of its name, or where one is expected."""
        is_name = part.formula.operation in ("name", "layer", "transpose", "inverse")
        return part.is_square and (is_name or within in _OF_MATRICES)

    def square_root(self, formula: Formula, part: Typed) -> Typed:
        self.roots.append(part.node)
        return Typed(_with(formula, part), nodes.power(part.node, HALF), part.rank)

    def cube_root(self, formula: Formula, part: Typed) -> Typed:
        """x^(1/3) of each entry."""
        third = Formula("number", value=Rational(1, 3), start=formula.start, end=formula.end)
        operation = "entrywise_power" if part.is_square else "power"
        understood = replace(formula, operation=operation, operands=(part.formula, third))
        return Typed(understood, nodes.power(self.affine(part).node, Fraction(1, 3)), part.rank)

    def power(self, formula: Formula, within: str) -> Typed:
        base = self.read(formula.operands[0])
        exponent = self.read(formula.operands[1])
        if base.formula.value == E:
            understood = replace(formula, operation="exp", operands=formula.operands[1:])
            return self.entrywise(understood, exponent, within)
        value = nodes.rational_of(exponent.node)
        if value is None:
            advice = Message("write_exp_of_log", exponent=self.text(exponent), base=self.text(base))
            self.refuse(formula, Message("an_exponent_over_arrays_must_be_a_number"), advice)
        if self.may_be_of_matrix(base, within):
            self.refuse_matrix_power(formula, base, value)
        node = nodes.power(self.affine(base).node, value)
        if value.denominator % 2 == 0:
            self.roots.append(base.node)
        operation = "entrywise_power" if base.is_square else "power"
        operands = (base.formula, exponent.formula)
        return Typed(replace(formula, operation=operation, operands=operands), node, base.rank)

    def refuse_matrix_power(self, formula: Formula, base: Typed, exponent: Fraction) -> None:
        text = self.text(base)
        factor = f"({text})" if base.formula.operation in ("add", "negate") else text
        entries, matrix = f"{factor}*{factor}", f"{factor}@{factor}"
        if exponent == -1:
            entries, matrix = f"(1*{factor})**(-1)", f"inv({text})"
        self.refuse(
            formula,
            Message("two_readings_of_square", formula=self._problem.text(formula), text=text),
            Message("write_entry_by_entry_for_the_matrix", entries=entries, matrix=matrix)
            if exponent in (2, -1)
            else Message("write_entry_by_entry_and_so_on", entries=entries, matrix=matrix),
        )

    def axis(self, formula: Formula, part: Typed) -> int | None:
        if len(formula.operands) < 2:
            return None
        axis = formula.operands[1]
        if axis.value not in (Integer(-1), Integer(0), Integer(1)):
            self.refuse(axis, Message("an_axis_is_zero_or_one"))
        if part.rank == 1 and axis.value == 1:
            self.refuse(axis, Message("a_vector_has_axis_zero_alone", inner=self.text(part)))
        if part.rank < 2:
            return None
        return 0 if axis.value == 0 else 1

    def along_axis(self, formula: Formula, part: Typed, axis: int | None) -> Typed:
        operation, inner = formula.operation, self.text(part)
        if operation in ("softmax", "logsumexp") and part.rank == 2 and axis is None:
            self.refuse(
                formula,
                Message("of_the_matrix_can_be_read_in_two_ways", operation=operation, inner=inner),
                Message("write_along_rows_or_columns", operation=operation, inner=inner),
            )
        if operation not in ("total", "mean"):
            part = self.affine(part)
        if operation == "smallest":
            flipped = nodes.along_axis("largest", nodes.negated(part.node), axis)
            self.origins[flipped] = _with(formula, part)
            return self.reduced(formula, part, axis, nodes.negated(flipped))
        if operation == "total":
            return self.reduced(formula, part, axis, nodes.sum_along(part.node, axis))
        if operation == "mean":
            return self.mean(formula, part, axis)
        node = nodes.along_axis(operation, part.node, axis)
        if operation == "softmax":
            return Typed(_with(formula, part), node, part.rank)
        return self.reduced(formula, part, axis, node)

    def mean(self, formula: Formula, part: Typed, axis: int | None) -> Typed:
        counted = part.node.shape if axis is None else (part.node.shape[axis],)
        summed = nodes.sum_along(part.node, axis)
        counts = [(nodes.size_of(dimension), _MINUS) for dimension in counted]
        node = nodes.multiply([(summed, ONCE), *counts], summed.shape)
        return self.reduced(formula, part, axis, node)

    @staticmethod
    def reduced(formula: Formula, part: Typed, axis: int | None, node: Node) -> Typed:
        """What is left along an axis is a vector, and so a column; of all entries a number."""
        rank = 0 if axis is None or node.is_scalar else 1
        column = nodes.transpose(node) if axis == 0 else node
        return Typed(_with(formula, part), column, rank)

    def norm(self, formula: Formula, part: Typed, order: Typed | None = None) -> Typed:
        """The root of the sum of squares; of order 1 the sum, of ∞ the largest |entry|."""
        power = None if order is None else order.formula.value
        is_matrix = part.rank == 2 and 1 not in part.node.shape
        if power is not None and is_matrix:
            self.refuse_operator_norm(formula, part, power)
        operation = "frobenius_norm" if is_matrix else "norm"
        inner = self.affine(part).node
        if power == 1:
            operation, node = "absolute_norm", nodes.total(nodes.entrywise("abs", inner))
        elif power == oo:
            operation = "largest_norm"
            node = nodes.along_axis("largest", nodes.entrywise("abs", inner), None)
        else:
            node = nodes.power(nodes.total(nodes.power(inner, Fraction(2))), HALF)
        understood = replace(formula, operation=operation, operands=formula.operands[:1])
        return Typed(_with(understood, part), node, 0)

    def refuse_operator_norm(self, formula: Formula, part: Typed, order: Expr) -> None:
        """Refuses ‖A‖₁, ‖A‖₂ and ‖A‖_∞ of a matrix: of its entries, or of it as a linear map."""
        inner = self.text(part)
        self.refuse(
            formula,
            Message("two_readings_of_norm", formula=self._problem.text(formula), inner=inner),
            _INSTEAD_OF_NORMS[order](inner),
        )

    def dot(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """As NumPy has it the matrix product; of arrays of one shape that have none ⟨A, B⟩."""
        if left.rank == right.rank == 2 and left.node.shape == right.node.shape:
            if left.is_square:
                one, other = self.text(left), self.text(right)
                self.refuse(
                    formula,
                    Message("two_readings_of_dot_of_matrices", formula=self._problem.text(formula)),
                    Message("write_matrix_product_or_sum", one=one, other=other),
                )
            return self.inner(formula, left, right)
        product = replace(formula, operation="matrix_product")
        if left.rank == right.rank == 0:
            return self.multiply(replace(formula, operation="multiply"), left, right)
        return self.matrix_product(product, left, right)

    def inner(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """⟨A, B⟩, the sum of the products of entries."""
        formula = replace(formula, operation="dot")
        if left.rank != 2 or right.rank != 2:
            return self.dot(formula, left, right)
        self.same(formula, left, right, left.node.shape[0], right.node.shape[0])
        self.same(formula, left, right, left.node.shape[1], right.node.shape[1])
        node = nodes.total(nodes.times(left.node, right.node))
        understood = replace(formula, operands=(left.formula, right.formula))
        return Typed(understood, node, 0)

    def outer(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        if left.rank != 1 or right.rank != 1:
            self.do_not_fit(formula, left, right, Message("outer_is_of_two_vectors"))
        node = nodes.chain(left.node, nodes.transpose(right.node))
        second = right.formula
        turned = Formula("transpose", (second,), start=second.start, end=second.end)
        product = replace(formula, operation="matrix_product", operands=(left.formula, turned))
        return Typed(product, node, 2)

    def of_square(self, formula: Formula, part: Typed, build: Callable[[Node], Node]) -> Typed:
        rows, columns = part.node.shape
        if rows != columns or part.rank == 0:
            self.known(rows, columns)
            self.refuse(
                formula,
                Message(
                    "only_a_square_matrix_has",
                    part=self.text(part),
                    shape=write_shape(part.shape),
                    what=_WHAT_SQUARES_HAVE[formula.operation],
                ),
            )
        node = build(part.node)
        return Typed(_with(formula, part), node, 2 if formula.operation == "inverse" else 0)

    def diagonal(self, formula: Formula, part: Typed) -> Typed:
        """The diagonal matrix of a vector, or the diagonal of a square matrix."""
        if part.rank == 1:
            return Typed(_with(formula, part), nodes.diagonal_matrix(part.node), 2)
        return replace(self.of_square(formula, part, nodes.diagonal), rank=1)

    def larger(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """The larger of two, y + relu(x - y), or the smaller, y - relu(y - x)."""
        sign = ONCE if formula.operation == "maximum" else _MINUS
        rank = max(left.rank, right.rank)
        one, other = self.aligned(formula, left, right)
        understood = replace(formula, operands=(one.formula, other.formula))
        if nodes.rational_of(left.node) is not None:
            one, other = other, one
        shape = one.node.shape
        difference = nodes.add([(sign, one.node), (-sign, other.node)], shape)
        excess = nodes.entrywise("relu", difference)
        if excess.operands:
            self.origins[excess] = understood
        node = nodes.add([(ONCE, other.node), (sign, excess)], shape)
        return Typed(understood, node, rank)

    def huber(self, formula: Formula, part: Typed, bound: Typed | None = None) -> Typed:
        """x²/2 up to 1, then |x| - 1/2; with a bound c it is c² times that of x/c."""
        inner = self.affine(part).node
        if bound is None:
            return Typed(_with(formula, part), nodes.entrywise("huber", inner), part.rank)
        if bound.rank:
            self.do_not_fit(formula, part, bound)
        scaled = nodes.multiply([(inner, ONCE), (bound.node, _MINUS)], inner.shape)
        huber = nodes.entrywise("huber", scaled)
        node = nodes.multiply([(bound.node, Fraction(2)), (huber, ONCE)], inner.shape)
        understood = replace(formula, operands=(part.formula, bound.formula))
        return Typed(understood, node, part.rank)

    def clip(self, formula: Formula, part: Typed, least: Typed, most: Typed) -> Typed:
        """x between a and b, a + relu(x - a) - relu(x - b) where a < b."""
        low, high = nodes.rational_of(least.node), nodes.rational_of(most.node)
        understood = replace(formula, operands=(part.formula, least.formula, most.formula))
        if low is None or high is None or low > high:
            raised = self.larger(replace(formula, operation="maximum"), part, least)
            return self.larger(replace(formula, operation="minimum"), raised, most)
        ones = nodes.ones(part.node.shape)
        above, behind = (
            nodes.entrywise("relu", nodes.add([(ONCE, part.node), (-bound, ones)], part.node.shape))
            for bound in (low, high)
        )
        self.origins |= {above: understood, behind: understood}
        self.clipped |= {above, behind}
        node = nodes.add([(low, ones), (ONCE, above), (_MINUS, behind)], part.node.shape)
        return Typed(understood, node, part.rank)

    def where(self, formula: Formula) -> Typed:
        """Of each entry one of two, y + 1[u > 0]·(x - y)."""
        condition, *cases = formula.operands
        for case in cases:
            self.refuse_partial(case)
        sides = [self.read(side) for side in condition.operands]
        rank = max(part.rank for part in sides)
        left, right = self.aligned(formula, *sides)
        is_of_left = condition.operation in ("greater", "greater_equal")
        signs = (ONCE, _MINUS) if is_of_left else (_MINUS, ONCE)
        terms = list(zip(signs, (left.node, right.node), strict=True))
        difference = replace(left, node=nodes.add(terms, left.node.shape), rank=rank)
        above, below = self.aligned(formula, *map(self.read, cases))
        rank = max(above.rank, below.rank, rank)
        difference, above = self.aligned(formula, difference, above)
        below, above = self.aligned(formula, below, above)
        difference, above = self.aligned(formula, difference, above)
        shape = above.node.shape
        relation = replace(condition, operands=(left.formula, right.formula))
        understood = replace(formula, operands=(relation, above.formula, below.formula))
        step = nodes.entrywise("step", difference.node)
        self.origins[step] = understood
        excess = nodes.add([(ONCE, above.node), (_MINUS, below.node)], shape)
        chosen = nodes.multiply([(step, ONCE), (excess, ONCE)], shape)
        node = nodes.add([(ONCE, below.node), (ONCE, chosen)], shape)
        return Typed(understood, node, rank)

    def refuse_partial(self, case: Formula) -> None:
        """Refuses a case that may have no value where the other one applies."""
        operation, operands = case.operation, case.operands
        is_partial = operation in ("log", "sqrt", "inverse", "logdet", "book_inverse")
        if operation in ("reciprocal", "inverse_or_reciprocal"):
            is_partial = not self.is_number(operands[0])
        elif operation == "power" and operands[0].value != E:
            exponent = operands[1].value
            is_partial = not (isinstance(exponent, Integer) and exponent >= 0)
        if is_partial:
            text = self._problem.text(case)
            self.refuse(case, Message("a_case_needs_values_everywhere", text=text))
        for operand in operands:
            self.refuse_partial(operand)

    def log_of_sum(self, formula: Formula, left: Typed, right: Typed) -> Typed:
        """ln(eˣ + eʸ) = x + softplus(y - x)."""
        rank = max(left.rank, right.rank)
        one, other = self.aligned(formula, left, right)
        shape = one.node.shape
        difference = nodes.add([(ONCE, other.node), (_MINUS, one.node)], shape)
        excess = nodes.entrywise("softplus", self.affine(replace(one, node=difference)).node)
        node = nodes.add([(ONCE, one.node), (ONCE, excess)], shape)
        understood = replace(formula, operands=(one.formula, other.formula))
        return Typed(understood, node, rank)

    def aligned(self, formula: Formula, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Both in one shape, as NumPy or books repeat what is smaller."""
        if left.node.shape == right.node.shape and left.rank == right.rank:
            return left, right
        if left.rank == right.rank == 2:
            self.fit_identities(formula, left, right)
        if left.node.is_scalar or right.node.is_scalar:
            shape = right.node.shape if left.node.is_scalar else left.node.shape
            return (
                replace(left, node=nodes.repeat(left.node, shape)),
                replace(right, node=nodes.repeat(right.node, shape)),
            )
        if {left.rank, right.rank} == {1, 2}:
            is_left = left.rank == 1
            vector, matrix = (left, right) if is_left else (right, left)
            repeated = self.repeated(formula, vector, matrix)
            return (repeated, right) if is_left else (left, repeated)
        return self.broadcast(formula, left, right)

    def fit_identities(self, formula: Formula, left: Typed, right: Typed) -> None:
        """Starts again where one of two matrices is as large as the other must be."""
        for one, other in ((left, right), (right, left)):
            size, width = one.node.shape
            # 𝟏𝟏ᵀX has rows of an open number too, but is no identity matrix.
            if isinstance(size, str) and size.startswith(_OF_IDENTITY) and size == width:
                rows, columns = other.node.shape
                self.known(rows, columns)
                if rows != columns:
                    shape = write_shape(other.shape)
                    message = Message(
                        "is_square_and_has_the_shape", other=self.text(other), shape=shape
                    )
                    self.refuse(formula, message)
                self.known(size, rows)

    def repeated(self, formula: Formula, vector: Typed, matrix: Typed) -> Typed:
        """A vector in the shape of a matrix: added to its columns or to its rows."""
        (length,), (rows, columns) = vector.shape, matrix.node.shape
        text, other = self.text(vector), self.text(matrix)
        if columns == 1 and rows != 1:
            self.same(formula, vector, matrix, length, rows)
            self.refuse(
                formula,
                Message(
                    "a_vector_meets_a_column",
                    text=text,
                    shape=write_shape(vector.shape),
                    other=other,
                    shape_2=write_shape(matrix.shape),
                ),
                Message("give_both_as_vectors_or_columns", text=text, length=length),
            )
        if rows not in (length, 1) and columns not in (length, 1):
            self.known(length, rows)
            self.known(length, columns)
            self.do_not_fit(formula, vector, matrix)
        if rows == columns:
            self.refuse(
                formula,
                Message("two_readings_of_sum_with_square", text=text, other=other),
                Message("give_as_a_row_or_a_column", text=text, length=length),
            )
        to_columns = rows == length
        node = vector.node if to_columns else nodes.transpose(vector.node)
        one = Formula("ones")
        row = Formula("transpose", (one,))
        turned = Formula("transpose", (vector.formula,))
        factors = (vector.formula, row) if to_columns else (one, turned)
        place = vector.formula
        shown = Formula("matrix_product", factors, start=place.start, end=place.end)
        if vector.formula.operation == "negate":
            plain = self.repeated(formula, _negated(vector), matrix)
            shown = replace(vector.formula, operands=(plain.formula,))
        elif matrix.node.shape[0] == 1 and not to_columns:
            shown = turned
        return Typed(shown, nodes.repeat(node, matrix.node.shape), 2)

    def broadcast(self, formula: Formula, left: Typed, right: Typed) -> tuple[Typed, Typed]:
        """Rows and columns repeated as NumPy does."""
        shape: list[Dimension] = []
        for one, other in zip(left.node.shape, right.node.shape, strict=True):
            if one != other and 1 not in (one, other):
                self.known(one, other)
                self.do_not_fit(formula, left, right)
            shape.append(other if one == 1 else one)
        rows, columns = shape
        parts = [
            replace(
                part,
                node=nodes.repeat(nodes.repeat(part.node, _grown(part, shape)), (rows, columns)),
            )
            for part in (left, right)
        ]
        return (
            replace(parts[0], formula=_spread(left, (rows, columns))),
            replace(parts[1], formula=_spread(right, (rows, columns))),
        )

    def same(
        self, formula: Formula, left: Typed, right: Typed, one: Dimension, other: Dimension
    ) -> None:
        if one != other:
            self.known(one, other)
            self.do_not_fit(formula, left, right)

    @staticmethod
    def known(one: Dimension, other: Dimension) -> None:
        """Starts again where a letter must be a number for two dimensions to be the same."""
        for letter, size in ((one, other), (other, one)):
            if isinstance(letter, str) and letter.startswith(_OF_IDENTITY) and letter != size:
                raise _DimensionKnownError(letter, size)
        if isinstance(one, str) and isinstance(other, int) and other != 1:
            raise _DimensionKnownError(one, other)
        if isinstance(other, str) and isinstance(one, int) and one != 1:
            raise _DimensionKnownError(other, one)

    def do_not_fit(self, formula: Formula, left: Typed, right: Typed, why: Told = "") -> NoReturn:
        signs = {"matrix_product": "@", "add": "+", "multiply": "*"}
        sign = signs.get(formula.operation)
        product = Message("in_a_matrix_product") if sign == "@" else Message("here")
        one, other = write_shape(left.shape), write_shape(right.shape)
        message = Message(
            "shapes_do_not_fit",
            why=why,
            left=self.text(left),
            one=one,
            right=self.text(right),
            other=other,
            product=product,
        )
        advice: Told = ""
        if sign == "@":
            inner = (left.shape[-1], right.shape[0])
            advice = Message("inner_dimensions_must_be_the_same", inner=inner[0], inner_2=inner[1])
            if left.rank == 2 and left.shape[0] == right.shape[0]:
                advice = Message(
                    "is_the_transpose_meant",
                    advice=advice,
                    left=self.text(left),
                    right=self.text(right),
                )
        self.refuse(formula, message, advice)

    def refuse(self, formula: Formula, message: Told, advice: Told = "") -> NoReturn:
        raise self._problem.error(Place(formula.start, formula.end), message, advice)

    def text(self, part: Typed) -> str:
        # The sign before a term is not its own.
        is_negated = part.formula.operation == "negate"
        return self._problem.text(part.formula.operands[0] if is_negated else part.formula)


def _terms(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if formula.operation == "add" else (formula,)


def _turned(formula: Formula) -> Formula:
    """The transpose; of a transpose what is turned in it."""
    if formula.operation == "transpose":
        return formula.operands[0]
    return Formula("transpose", (formula,), start=formula.start, end=formula.end)


def _negated(part: Typed) -> Typed:
    """What a minus stands before."""
    return replace(part, formula=part.formula.operands[0], node=nodes.negated(part.node))


def _with(formula: Formula, part: Typed) -> Formula:
    """The formula with its first operand as it was understood."""
    return replace(formula, operands=(part.formula, *formula.operands[1:]))


def _grown(part: Typed, shape: list[Dimension]) -> nodes.Shape:
    """A shape with the rows of the result and the columns of the part."""
    return (shape[0], part.node.shape[1])


def _spread(part: Typed, shape: nodes.Shape) -> Formula:
    """A row or a column as it is repeated: b𝟏ᵀ, 𝟏bᵀ."""
    formula, (rows, columns) = part.formula, part.node.shape
    if formula.operation == "negate":
        return replace(formula, operands=(_spread(_negated(part), shape),))
    one = Formula("ones")
    factors: tuple[Formula, ...] = (formula,)
    if rows == 1 != shape[0]:
        factors = (one, *factors)
    if columns == 1 != shape[1]:
        factors = (*factors, Formula("transpose", (one,)))
    if len(factors) == 1:
        return formula
    return Formula("matrix_product", factors, start=formula.start, end=formula.end)


def _is_row_of_ones(formula: Formula) -> bool:
    """Whether this is 1ᵀ, or -1ᵀ."""
    plain = formula.operands[0] if formula.operation == "negate" else formula
    return plain.operation == "transpose" and plain.operands[0].operation == "bold_one"


def _repeats(left: Typed, right: Typed) -> bool:
    """Whether NumPy would repeat one along the other, so that entries can be multiplied."""
    sizes = zip(reversed(left.shape), reversed(right.shape), strict=False)
    return all(one == other or 1 in (one, other) for one, other in sizes)


_WHAT_SQUARES_HAVE = {
    "trace": Message("a_trace"),
    "det": Message("a_determinant"),
    "logdet": Message("a_determinant"),
    "inverse": Message("an_inverse"),
    "diagonal": Message("a_diagonal"),
}
_INSTEAD_OF_NORMS: Mapping[Expr, Callable[[str], Told]] = {
    Integer(1): lambda inner: Message("write_sum_of_absolute_values", inner=inner),
    Integer(2): lambda inner: Message("write_norm", inner=inner),
    oo: lambda inner: Message("write_largest_absolute_value", inner=inner),
}
_OF_MATRICES = frozenset(
    {"trace", "det", "logdet", "inverse", "matrix_product", "book_product", "juxtapose"}
)
# What stands in these is expected to be of the same kind as all of it.
_SEEN_THROUGH = frozenset({"add", "negate", "transpose"})
_ALONG_AXES = frozenset({"total", "mean", "largest", "smallest", "softmax", "logsumexp"})
_OF_FORMULAS: Mapping[str, Callable[[_Reader, Formula], Typed]] = {
    "number": _Reader.number,
    "bold_one": _Reader.number,
    "name": _Reader.name,
    "identity": _Reader.identity,
    "vector_of_ones": _Reader.vector_of_ones,
    "layer": _Reader.layer,
    "where": _Reader.where,
}
_RULES: Mapping[str, Callable[..., Typed]] = {
    "add": _Reader.add,
    "negate": _Reader.negate,
    "multiply": _Reader.multiply,
    "reciprocal": _Reader.reciprocal,
    "juxtapose": _Reader.juxtapose,
    "book_product": _Reader.book_product,
    "book_dot": _Reader.book_dot,
    "book_inverse": _Reader.book_inverse,
    "inverse_or_reciprocal": _Reader.inverse_or_reciprocal,
    "matrix_product": _Reader.matrix_product,
    "transpose": _Reader.transpose,
    "bars": _Reader.bars,
    "sqrt": _Reader.square_root,
    "cbrt": _Reader.cube_root,
    "norm": _Reader.norm,
    "dot": _Reader.dot,
    "inner": _Reader.inner,
    "outer": _Reader.outer,
    "trace": lambda reader, formula, part: reader.of_square(formula, part, nodes.trace),
    "det": lambda reader, formula, part: reader.of_square(formula, part, nodes.determinant),
    "logdet": lambda reader, formula, part: reader.of_square(formula, part, nodes.log_determinant),
    "inverse": lambda reader, formula, part: reader.of_square(formula, part, nodes.inverse),
    "diagonal": _Reader.diagonal,
    "logaddexp": _Reader.log_of_sum,
    "huber": _Reader.huber,
    "clip": _Reader.clip,
    "maximum": _Reader.larger,
    "minimum": _Reader.larger,
}
