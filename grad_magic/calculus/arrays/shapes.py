"""A formula as typed into a node: what fits is taken, what does not is refused with its place.

With the node comes the formula as it was understood, in which every product is of one kind and
every repetition is written: W*x of two vectors is w ⊙ x, and a vector b added to each column b𝟏ᵀ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import partial

from sympy import Integer, Rational, Symbol, pi

from grad_magic.array_problem import ArrayProblem, Dimension
from grad_magic.calculus.arrays import nodes
from grad_magic.calculus.arrays.entry_functions import (
    OF_MATRICES,
    bars,
    clip,
    cube_root,
    entrywise,
    huber,
    larger,
    log_of_sum,
    of_two_cases,
    power,
    square_root,
)
from grad_magic.calculus.arrays.fitting import Fitting
from grad_magic.calculus.arrays.layers import Definition, LayerTable
from grad_magic.calculus.arrays.products import (
    add,
    book_dot,
    book_inverse,
    book_product,
    dot,
    inner,
    inverse_or_reciprocal,
    juxtapose,
    matrix_product,
    multiply,
    negate,
    outer,
    reciprocal,
)
from grad_magic.calculus.arrays.reductions import (
    along_axis,
    diagonal,
    norm,
    of_square,
    read_axis,
    transpose,
)
from grad_magic.calculus.arrays.typed import OF_IDENTITY, DimensionKnownError, Typed, write_shape
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.array_operations import ENTRYWISE, REDUCTIONS
from grad_magic.formula.tree import Formula, Place
from grad_magic.wording.messages import Message

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

# What is said where nothing tells a size, and the cure.
_OPEN_SIZES = {
    "identity": (
        Message("the_identity_has_no_size"),
        Message("the_identity_is_as_large_as_its_partner"),
    ),
    "vector_of_ones": (
        Message("the_ones_have_no_size"),
        Message("the_ones_are_as_long_as_their_partner"),
    ),
}


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
        except DimensionKnownError as found:
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
        fitting = reader.fitting
        typed = replace(
            typed,
            roots=tuple(fitting.roots),
            origins=fitting.origins,
            mixed=frozenset(fitting.clipped | (fitting.rectified & fitting.origins.keys())),
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
            if str(size).startswith(OF_IDENTITY):
                Fitting.known(size, expected)
        _check_identities(problem, typed.formula)
    except DimensionKnownError as found:
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
    if formula.operation in _OPEN_SIZES and is_open:
        message, advice = _OPEN_SIZES[formula.operation]
        raise problem.error(Place(formula.start, formula.end), message, advice)
    if formula.operation == "bold_one":
        message = Message("a_vector_of_ones_stands_before_a_vector")
        advice = Message("write_sum_for_ones")
        raise problem.error(Place(formula.start, formula.end), message, advice)
    for operand in formula.operands:
        _check_identities(problem, operand)


class _Reader:
    """Reads one formula, bottom up."""

    def __init__(self, problem: ArrayProblem, layers: LayerTable | None) -> None:
        self.fitting = Fitting(problem, layers)
        self.named: dict[str, Typed] = {}
        self._dimensions = {d for shape in problem.shapes.values() for d in shape}

    def read(self, formula: Formula, within: str = "") -> Typed:
        """A part of the formula; `within` is the function whose argument it is."""
        operation = formula.operation
        if operation in _OF_FORMULAS:
            return _OF_FORMULAS[operation](self, formula)
        if operation == "power":
            base, exponent = map(self.read, formula.operands)
            return power(self.fitting, formula, base, exponent, within)
        is_axis = operation in REDUCTIONS and len(formula.operands) == 2
        operands = formula.operands[:1] if is_axis else formula.operands
        is_through = operation in _SEEN_THROUGH and within in OF_MATRICES
        around = within if is_through else operation
        parts = [self.read(operand, around) for operand in operands]
        if operation in ENTRYWISE:
            return entrywise(self.fitting, formula, parts[0], within)
        if operation in REDUCTIONS:
            axis = read_axis(self.fitting, formula, parts[0])
            # Of a vector, which has one axis, it tells nothing; -1 is the last.
            along = () if axis is None else (replace(formula.operands[1], value=Integer(axis)),)
            formula = replace(formula, operands=(*operands, *along))
            return along_axis(self.fitting, formula, parts[0], axis)
        return _RULES[operation](self.fitting, formula, *parts)

    def where(self, formula: Formula) -> Typed:
        return of_two_cases(self.fitting, formula, self.read)

    def layer(self, formula: Formula) -> Typed:
        """A part to which the request gives a name; in a worked solution that stands for it."""
        name, layers = str(formula.value), self.fitting.layers
        if name not in self.named:
            self.named[name] = self.read(formula.operands[0])
        part = self.named[name]
        node = part.node if layers is None else layers.given(name, part.node)
        return replace(part, node=node, formula=replace(formula, operands=(part.formula,)))

    def number(self, formula: Formula) -> Typed:
        if isinstance(formula.value, Rational):
            value = Fraction(formula.value.p, formula.value.q)
            return Typed(formula, nodes.number(value), 0)
        letter = "π" if formula.value == pi else "e"
        return Typed(formula, nodes.name(letter, nodes.SCALAR, "constant"), 0)

    def name(self, formula: Formula) -> Typed:
        letter, problem = str(formula.value), self.fitting.problem
        shape = problem.shapes[letter]
        if not shape and letter in self._dimensions and letter not in problem.constants:
            return Typed(formula, nodes.size_of(letter), 0)
        rows, columns = (*shape, 1, 1)[:2]
        traits = sorted(problem.traits.get(letter, ()))
        return Typed(formula, nodes.name(letter, (rows, columns), *traits), len(shape))

    def identity(self, formula: Formula) -> Typed:
        """I, of a size that is known or has a letter of its own until it is."""
        size = self._size(formula)
        value = Integer(size) if isinstance(size, int) else Symbol(size, real=True)
        return Typed(replace(formula, value=value), nodes.identity(size), 2)

    def vector_of_ones(self, formula: Formula) -> Typed:
        """𝟏, of a length that is known or has a letter of its own until it is."""
        return Typed(formula, nodes.ones((self._size(formula), 1)), 1)

    def _size(self, formula: Formula) -> Dimension:
        start = formula.start
        return self.fitting.problem.identities.get(start, f"{OF_IDENTITY}{start}")


# What stands in these is expected to be of the same kind as all of it.
_SEEN_THROUGH = frozenset({"add", "negate", "transpose"})
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
    "add": add,
    "negate": negate,
    "multiply": multiply,
    "reciprocal": reciprocal,
    "juxtapose": juxtapose,
    "book_product": book_product,
    "book_dot": book_dot,
    "book_inverse": book_inverse,
    "inverse_or_reciprocal": inverse_or_reciprocal,
    "matrix_product": matrix_product,
    "transpose": transpose,
    "bars": bars,
    "sqrt": square_root,
    "cbrt": cube_root,
    "norm": norm,
    "dot": dot,
    "inner": inner,
    "outer": outer,
    "trace": partial(of_square, build=nodes.trace),
    "det": partial(of_square, build=nodes.determinant),
    "logdet": partial(of_square, build=nodes.log_determinant),
    "inverse": partial(of_square, build=nodes.inverse),
    "diagonal": diagonal,
    "logaddexp": log_of_sum,
    "huber": huber,
    "clip": clip,
    "maximum": larger,
    "minimum": larger,
}
