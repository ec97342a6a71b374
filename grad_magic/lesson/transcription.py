"""Steps into notation: one row for each kind of piece, the same for every renderer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Expr, Integer, Symbol

from grad_magic.formula.tree import Formula
from grad_magic.lesson import steps
from grad_magic.lesson.array_formulas import notate_array_formula
from grad_magic.lesson.decimal_fractions import in_decimals
from grad_magic.lesson.formulas import notate_formula
from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Face,
    Fence,
    Fraction,
    Gap,
    Listing,
    Mathematics,
    NotatedLine,
    Operator,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    Table,
    TableKind,
    Text,
)
from grad_magic.lesson.sigmoids import has_sigmoid, in_sigmoids
from grad_magic.lesson.steps import ONES, Decimal, Line, Piece, Step
from grad_magic.problem import Problem
from grad_magic.wording.language import Language


@dataclass(frozen=True, eq=False)
class Style:
    """The choices in which books differ.

    Attributes:
        letters: what the letters of `steps.Letter` are written as, by their meaning, and t for the
            small number of a difference quotient, r for a curve and s for its parameter, D for
            the rate of change, ∇ for the gradient, H and J for the matrices of derivatives, T
            for the transpose.
        rules: how each kind of piece is written.
        place: what stands in f(…) for the point, where it is not its letter.
        in_decimals: whether fractions are written as decimals where they have finite ones.
        has_sigmoid: whether quotients of exponentials are written as σ where they are that.
    """

    letters: Mapping[str, Atom]
    rules: Mapping[type, Callable[[Any, Style], Atom]]
    place: Atom | None = None
    in_decimals: bool = False
    has_sigmoid: bool = False

    def transcribe(self, piece: Piece) -> Atom:
        """One piece as it is written; sentences, series and phrases are no single atoms."""
        return self.rules[type(piece)](piece, self)

    @property
    def point(self) -> Atom:
        """The point in brackets, as behind a function's name."""
        return Fence("(", self.place or self.letters["P"])


_MOST_PRIMES = 3


def notate(steps_: Sequence[Step], language: Language, style: Style) -> tuple[NotatedLine, ...]:
    """The lines of the document in the notation of a style and the words of a language."""
    return tuple(
        NotatedLine(
            step.topic,
            not isinstance(line[0], steps.Words),
            tuple(_expand(line, language, style)),
        )
        for step in steps_
        for line in step.lines
    )


def _expand(line: Line, language: Language, style: Style) -> Iterator[Atom]:
    """The line with every sentence taken apart into words and its mathematics."""
    for piece in line:
        match piece:
            case steps.Words(sentence, gaps, of_one_variable):
                yield from _fill(
                    language.sentence(sentence, of_one_variable=of_one_variable),
                    {name: tuple(_expand(gap, language, style)) for name, gap in gaps.items()},
                    language,
                )
            case steps.Series(items):
                yield from _join(
                    [tuple(_expand(item, language, style)) for item in items], language
                )
            case steps.Phrase(text):
                yield from _split(text, language)
            case steps.Command(text):
                # In text TeX would begin a comment, and MathJax show the sign of an escape.
                yield Sign("%")
                yield from _split(text, language)
            case _:
                yield style.transcribe(piece)


def _fill(sentence: str, gaps: Mapping[str, Atoms], language: Language) -> Iterator[Atom]:
    for part in re.split(r"(\{\w+\})", sentence):
        if part.startswith("{"):
            yield from gaps[part[1:-1]]
        else:
            yield from _split(part, language)


def _split(text: str, language: Language) -> Iterator[Atom]:
    return (Space(part) if not part.strip() else Text(part) for part in language.split(text))


def _join(items: Sequence[Atoms], language: Language) -> Atoms:
    """a, b and c, as the language has it; the patterns are those of Unicode's CLDR."""
    first, *others = items
    if not others:
        return first
    *middle, last = others
    for item in middle:
        gaps = {"left": first, "right": item}
        first = tuple(_fill(language.sentences["list_middle"], gaps, language))
    pattern = language.sentences["list_end" if middle else "list_two"]
    return tuple(_fill(pattern, {"left": first, "right": last}, language))


def _row(*parts: Atom) -> Row:
    return Row(parts)


def _name(name: str) -> Atom:
    return Mathematics(Symbol(name))


def _written(entry: Expr | Formula, style: Style) -> Atom:
    if isinstance(entry, Formula):
        return notate_formula(entry, in_decimals=style.in_decimals)
    if style.has_sigmoid:
        entry = in_sigmoids(entry)
    return Mathematics(in_decimals(entry) if style.in_decimals else entry)


def _mathematics(entries: Sequence[Expr | Formula], style: Style) -> Atoms:
    return tuple(_written(entry, style) for entry in entries)


def _arguments(arguments: Sequence[Expr | Formula], style: Style) -> Atom:
    """What stands behind a function's name; P where nothing is named."""
    return Fence("(", Listing(_mathematics(arguments, style))) if arguments else style.point


def _of_point(style: Style, *, at_point: bool) -> Atoms:
    return (style.point,) if at_point else ()


def _decimal(piece: Decimal, style: Style) -> Atom:
    del style
    mantissa = Sign(piece.mantissa)
    if not piece.exponent:
        return mantissa
    return _row(mantissa, Operator.DOT, Script(Sign("10"), above=Sign(str(piece.exponent))))


def _vector(piece: steps.Vector, style: Style) -> Atom:
    listing = Listing(_mathematics(piece.entries, style), wide=True)
    return listing if len(piece.entries) == 1 else Fence("(", listing)


def _tuple(piece: steps.Tuple, style: Style) -> Atom:
    return Fence("(", Listing(tuple(map(style.transcribe, piece.entries)), wide=True))


def _column(piece: steps.Column, style: Style) -> Atom:
    return Table(tuple((_written(entry, style),) for entry in piece.entries), TableKind.COLUMN)


def _grid(piece: steps.Grid, style: Style) -> Atom:
    return Table(tuple(_mathematics(row, style) for row in piece.rows))


def _array_gradient(piece: steps.ArrayGradient, style: Style) -> Atom:
    nabla = Script(style.letters["∇"], below=_name(piece.variable))
    return _row(nabla, Operator.APPLIED_TO, _name(piece.name))


def _array_rate(piece: steps.ArrayRate, style: Style) -> Atom:
    rate = Script(style.letters["D"], below=style.letters["u"])
    return _row(rate, Operator.APPLIED_TO, _name(piece.name))


def _inner_product(piece: steps.InnerProduct, style: Style) -> Atom:
    return Fence("⟨", Listing((style.transcribe(piece.left), style.transcribe(piece.right))))


def _entries(piece: steps.Entries, style: Style) -> Atom:
    kind = TableKind.COLUMN if len(piece.rows[0]) == 1 else TableKind.DATA
    return Table(tuple(tuple(map(style.transcribe, row)) for row in piece.rows), kind)


def _real_arrays(piece: steps.RealArrays, _: Style) -> Atom:
    real = Sign("ℝ")
    if not piece.shape:
        return real
    first, *others = [
        Mathematics(Integer(d)) if isinstance(d, int) else _name(d) for d in piece.shape
    ]
    size: Atoms = (first,)
    for dimension in others:
        size += (Sign("×"), dimension)
    return Script(real, above=Row(size) if others else first)


def _letter(piece: steps.Letter, style: Style) -> Atom:
    letter = style.letters[piece.letter]
    return Script(letter, below=Sign(str(piece.index))) if piece.index else letter


def _function_value(piece: steps.FunctionValue, style: Style) -> Atom:
    return _row(_name(piece.name), _arguments(piece.arguments, style))


def _partial(piece: steps.Partial, style: Style) -> Atom:
    name, variable = _name(piece.name), Mathematics(piece.variable)
    if piece.ordinary:
        return _ordinary(piece.name, piece.variable, 1, style, at_point=piece.at_point)
    sign = Sign("∂")
    quotient = Fraction(_row(sign, Operator.BESIDE, name), _row(sign, Operator.BESIDE, variable))
    return _row(quotient, *_of_point(style, at_point=piece.at_point))


def _ordinary(name: str, variable: Symbol, order: int, style: Style, *, at_point: bool) -> Atom:
    if order <= _MOST_PRIMES:
        derivative = Script(_name(name), primes=order)
    else:
        derivative = Script(_name(name), above=Fence("(", Sign(str(order))))
    return _row(derivative, _arguments(() if at_point else (variable,), style))


def _repeated_partial(piece: steps.RepeatedPartial, style: Style) -> Atom:
    if piece.ordinary:
        variable, order = piece.variables[0], len(piece.variables)
        return _ordinary(piece.name, variable, order, style, at_point=piece.at_point)
    # TeX allows one index; in a terminal that of the name would run into the other.
    name = Fence("(", _name(piece.name)) if "_" in piece.name else _name(piece.name)
    first, *others = _mathematics(piece.variables, style)
    index: Atoms = (first,)
    for variable in others:
        index += (Operator.BESIDE, variable)
    return _row(Script(name, below=Row(index)), *_of_point(style, at_point=piece.at_point))


def _gradient(piece: steps.Gradient, style: Style) -> Atom:
    parts: Atoms = (style.letters["∇"], Operator.BESIDE, _name(piece.name))
    return Row(parts + _of_point(style, at_point=piece.at_point))


def _discriminant(piece: steps.Discriminant, style: Style) -> Atom:
    first, second = piece.variables

    def partial(*variables: Symbol) -> Atom:
        derivative = steps.RepeatedPartial(piece.name, variables, at_point=False)
        return _repeated_partial(derivative, style)

    product = (partial(first, first), Operator.MULTIPLE, partial(second, second))
    return _row(*product, Operator.MINUS, Script(partial(first, second), above=Sign("2")))


def _hessian(piece: steps.Hessian, style: Style) -> Atom:
    return _row(Script(style.letters["H"], below=_name(piece.name)), style.point)


def _jacobian(piece: steps.Jacobian, style: Style) -> Atom:
    matrix = Script(style.letters["J"], below=_name(piece.name))
    return _row(matrix, _arguments(piece.variables, style))


def _rate(piece: steps.Rate, style: Style) -> Atom:
    extreme: Atoms = (Sign(piece.extreme), Operator.APPLIED_TO) if piece.extreme else ()
    order = Sign(str(piece.order)) if piece.order > 1 else None
    rate = Script(style.letters["D"], below=style.letters[piece.along], above=order)
    return _row(*extreme, rate, Operator.APPLIED_TO, _name(piece.name), style.point)


def _difference(function: Atoms, step: Atom, style: Style) -> Atoms:
    """f(P + step) - f(P)."""
    place = style.place or style.letters["P"]
    moved = step if place == Mathematics(Integer(0)) else _row(place, Operator.PLUS, step)
    beyond = Fence("(", moved)
    return (*function, beyond, Operator.MINUS, *function, style.point)


def _increment(piece: steps.Increment, style: Style) -> Atom:
    change = _difference((_name(piece.name),), style.letters["h"], style)
    if piece.linear is None:
        return Row(change)
    return _row(*change, Operator.MINUS, style.transcribe(piece.linear))


def _power_of_step(piece: steps.PowerOfStep, style: Style) -> Atom:
    length: Atom = Fence("‖", style.letters["h"])
    if piece.exponent != Integer(1):
        length = Script(length, above=_written(piece.exponent, style))
    return _row(style.transcribe(piece.constant), Operator.BESIDE, length)


def _difference_quotient(piece: steps.DifferenceQuotient, style: Style) -> Atom:
    step: Atom = style.letters["t"]
    if piece.along is not None:
        step = _row(step, Operator.MULTIPLE, style.transcribe(piece.along))
    function = (_name(piece.name),) if piece.slope is None else _slope(piece, style)
    return Fraction(Row(_difference(function, step, style)), style.letters["t"])


def _slope(piece: steps.DifferenceQuotient, style: Style) -> Atoms:
    """f′, f_x or D_u f, without its place."""
    name = _name(piece.name)
    if isinstance(piece.slope, steps.Letter):
        rate = Script(style.letters["D"], below=_letter(piece.slope, style))
        return (rate, Operator.APPLIED_TO, name)
    if piece.along is None or piece.slope is None:
        return (Script(name, primes=1),)
    indexed = Fence("(", name) if "_" in piece.name else name
    return (Script(indexed, below=Mathematics(piece.slope)),)


def _approach(piece: steps.Approach, style: Style) -> Atom:
    place: Atom = Sign("0")
    moving: Atom = style.letters["t"]
    if piece.variable is not None and piece.value is not None:
        place, moving = _written(piece.value, style), Mathematics(piece.variable)
    if piece.side:
        place = Script(place, above=Sign(piece.side))
    return _row(moving, Relation("→"), place)


def _limit(piece: steps.LimitOf, style: Style) -> Atom:
    limit = Script(Sign("lim"), below=style.transcribe(piece.approach))
    return _row(limit, Operator.APPLIED_TO, style.transcribe(piece.of))


def _ray(piece: steps.Ray, style: Style) -> Atom:
    step = _row(
        Mathematics(piece.parameter), Operator.MATRIX_PRODUCT, style.transcribe(piece.direction)
    )
    return _row(style.transcribe(piece.start), Operator.PLUS, step)


def _dot(piece: steps.Dot, style: Style) -> Atom:
    return _row(style.transcribe(piece.left), Operator.DOT, style.transcribe(piece.right))


def _norm(piece: steps.Norm, style: Style) -> Atom:
    length = Fence("‖", style.transcribe(piece.of))
    return length if piece.metric is None else Script(length, below=style.transcribe(piece.metric))


def _matrix_product(piece: steps.MatrixProduct, style: Style) -> Atom:
    first, *others = map(style.transcribe, piece.factors)
    parts: Atoms = (first,)
    for factor in others:
        parts += (Operator.MATRIX_PRODUCT, factor)
    return Row(parts)


def _products(piece: steps.Products, style: Style) -> Atom:
    return Sum(
        tuple(_row(_factor(a, style), Operator.DOT, _factor(b, style)) for a, b in piece.pairs)
    )


def _factor(number: Expr, style: Style) -> Atom:
    """The number as it stands in a product: a sum or a negative number in brackets."""
    signed = (number.is_Mul or number.is_Number) and number.could_extract_minus_sign()
    written = _written(number, style)
    return Fence("(", written) if signed or number.is_Add else written


def _over(piece: steps.Over, style: Style) -> Atom:
    number = _written(piece.number, style)
    is_fraction = piece.number.is_Rational and not piece.number.is_Integer
    if is_fraction or piece.number.is_Mul or piece.number.is_Add:
        number = Fence("(", number)
    return _row(style.transcribe(piece.vector), Operator.OVER, number)


def _signed(piece: steps.Signed, style: Style) -> Atom:
    return _row(Sign(piece.sign), Operator.BESIDE, style.transcribe(piece.of))


def _degrees(piece: steps.Degrees, style: Style) -> Atom:
    value = piece.value
    size = _decimal(value, style) if isinstance(value, Decimal) else Mathematics(value)
    return _row(size, Operator.BESIDE, Sign("°"))


def _cosine(piece: steps.Cosine, style: Style) -> Atom:
    return _row(Sign("cos", Face.UPRIGHT), Operator.APPLIED_TO, style.transcribe(piece.of))


def _curve(piece: steps.Curve, style: Style) -> Atom:
    letter, parameter = style.letters["r"], style.letters["s"]
    if piece.is_at_point:
        parameter = Script(parameter, below=Sign("0"))
    return _row(Script(letter, primes=1) if piece.is_velocity else letter, Fence("(", parameter))


def _along_curve(piece: steps.AlongCurve, style: Style) -> Atom:
    place = Fence("(", _curve(steps.Curve(), style))
    value = _row(style.transcribe(piece.of), place)
    if not piece.is_rate:
        return value
    sign = Sign("d")
    by_parameter = _row(sign, Operator.BESIDE, style.letters["s"])
    return _row(Fraction(sign, by_parameter), Operator.APPLIED_TO, value)


def _displacement(piece: steps.Displacement, style: Style) -> Atom:
    place = _vector(steps.Vector(piece.variables), style)
    return Fence("(", _row(place, Operator.MINUS, style.letters["P"]))


def _scaled(piece: steps.Multiple, style: Style) -> Atom:
    written = style.transcribe(piece.of)
    if piece.factor == 1:
        return written
    if piece.factor == -1:
        return _row(Sign("-"), Operator.BESIDE, written)
    factor = _written(piece.factor, style)
    factor = Fence("(", factor) if piece.factor.is_Add else factor
    return _row(factor, Operator.MATRIX_PRODUCT, written)


def _combination(piece: steps.Combination, style: Style) -> Atom:
    return Sum(tuple(_multiple(factor, symbol, style) for factor, symbol in piece.terms))


def _multiple(decimal: Decimal, symbol: Symbol | None, style: Style) -> Atom:
    """A decimal times a symbol, where 1 is not written."""
    if symbol is None:
        return _row(_decimal(decimal, style))
    if decimal in ONES:
        sign = decimal.mantissa.removesuffix("1")
        return _row(*((Sign(sign), Operator.BESIDE) if sign else ()), Mathematics(symbol))
    product = Operator.DOT if decimal.exponent else Operator.BESIDE
    return _row(_decimal(decimal, style), product, Mathematics(symbol))


def _equation(piece: steps.Equation, style: Style) -> Atom:
    left, right = _mathematics(piece.sides or (piece.equation.lhs, piece.equation.rhs), style)
    return _row(left, Relation("="), right)


def _bold(letter: str) -> Sign:
    return Sign(letter, Face.BOLD)


TEXTBOOK = Style(
    letters={
        **{letter: Sign(letter) for letter in "PCctDHJTλθ∇β"},
        **{letter: _bold(letter) for letter in "huvwer"},
        "s": Sign("t"),
    },
    rules={
        steps.Value: lambda piece, style: _written(piece.expr, style),
        steps.Decimal: _decimal,
        steps.Vector: _vector,
        steps.Tuple: _tuple,
        steps.Column: _column,
        steps.Letter: _letter,
        steps.FunctionValue: _function_value,
        steps.Partial: _partial,
        steps.RepeatedPartial: _repeated_partial,
        steps.Gradient: _gradient,
        steps.Discriminant: _discriminant,
        steps.Hessian: _hessian,
        steps.Jacobian: _jacobian,
        steps.Grid: _grid,
        steps.ArrayFormula: lambda piece, style: notate_array_formula(
            piece.formula, in_decimals=style.in_decimals
        ),
        steps.ArrayGradient: _array_gradient,
        steps.ArrayRate: _array_rate,
        steps.InnerProduct: _inner_product,
        steps.Omission: lambda piece, _: Sign(piece.sign),
        steps.Entries: _entries,
        steps.RealArrays: _real_arrays,
        steps.Degrees: _degrees,
        steps.Name: lambda piece, _: _name(piece.name),
        steps.Norm: _norm,
        steps.Rate: _rate,
        steps.Increment: _increment,
        steps.Absolute: lambda piece, style: Fence("|", style.transcribe(piece.of)),
        steps.PowerOfStep: _power_of_step,
        steps.DifferenceQuotient: _difference_quotient,
        steps.Approach: _approach,
        steps.LimitOf: _limit,
        steps.Ray: _ray,
        steps.Dot: _dot,
        steps.MatrixProduct: _matrix_product,
        steps.Transpose: lambda piece, style: Script(
            style.transcribe(piece.of), above=style.letters["T"]
        ),
        steps.Inverse: lambda piece, style: Script(style.transcribe(piece.of), above=Sign("-1")),
        steps.RootOf: lambda piece, style: Root(style.transcribe(piece.of)),
        steps.Indexed: lambda piece, style: Script(
            _letter(piece.of, style), below=Sign(piece.index)
        ),
        steps.At: lambda piece, style: _row(
            style.transcribe(piece.of), Fence("(", style.transcribe(piece.place))
        ),
        steps.Primed: lambda piece, style: Script(style.transcribe(piece.of), primes=1),
        steps.Terms: lambda piece, style: Sum(tuple(map(style.transcribe, piece.terms))),
        steps.Products: _products,
        steps.Quotient: lambda piece, style: Fraction(
            style.transcribe(piece.top), style.transcribe(piece.bottom)
        ),
        steps.Over: _over,
        steps.Signed: _signed,
        steps.Cosine: _cosine,
        steps.Curve: _curve,
        steps.AlongCurve: _along_curve,
        steps.Displacement: _displacement,
        steps.Total: lambda piece, style: Sum(tuple(map(style.transcribe, piece.terms))),
        steps.Differential: lambda piece, _: _row(
            Sign("d"), Operator.BESIDE, Mathematics(piece.of)
        ),
        steps.Multiple: _scaled,
        steps.Combination: _combination,
        steps.Equation: _equation,
        steps.Relation: lambda piece, _: Relation(piece.sign),
        steps.Separator: lambda _, __: Gap(),
    },
)
"""Today's choices; another style replaces some of these rows."""


# The letters of which the first is taken that names nothing else in the request.
_CHOICES: Mapping[str, tuple[tuple[str, Atom], ...]] = {
    "θ": (("theta", Sign("θ")), ("phi", Sign("φ")), ("alpha", Sign("α"))),
    "r": (("r", _bold("r")), ("c", _bold("c")), ("q", _bold("q"))),
    "s": (("t", Sign("t")), ("s", Sign("s")), ("tau", Sign("τ"))),
    "t": (("t", Sign("t")), ("s", Sign("s")), ("h", Sign("h"))),
}


# Of a unit vector that is not the direction asked for.
_OF_ANY_UNIT_VECTOR = "wqnm"


def _free_unit_vector(problem: Problem, names: Collection[str]) -> Atom:
    if problem.direction is None:
        return _bold(problem.direction_letter)
    taken = {*names, problem.direction_letter, problem.given_letter, problem.name}
    return _bold(next((name for name in _OF_ANY_UNIT_VECTOR if name not in taken), "w"))


def style_of(problem: Problem, style: Style = TEXTBOOK) -> Style:
    """The style with letters that name nothing else in a request, and numbers as it has them."""
    # Beside a variable σ or sigma, a value σ(2) would not be told from a product.
    names = {name.partition("_")[0] for name in map(str, (*problem.variables, *problem.parameters))}
    style = replace(
        style,
        in_decimals=problem.has_decimals,
        has_sigmoid="sigma" not in names and has_sigmoid(problem.formula),
    )
    letters: dict[str, Atom] = {
        "P": Sign(problem.point_letter),
        "u": _bold(problem.direction_letter),
        "v": _bold(problem.given_letter),
        "F": Sign(problem.metric_letter),
        "point": _name(problem.moving_letter),
        "η": Sign(problem.step_letter),
    }
    letters["any"] = _free_unit_vector(problem, names)
    for letter, choice in _CHOICES.items():
        letters[letter] = next((sign for name, sign in choice if name not in names), choice[0][1])
    place = None
    if problem.has_short_point and problem.point is not None:
        # In one variable books write f(1), and at x = 1.
        place = _written(problem.point[0], style)
        letters["P"] = _row(Mathematics(problem.variables[0]), Relation("="), place)
    return replace(style, letters={**style.letters, **letters}, place=place)
