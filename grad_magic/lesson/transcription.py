"""Steps into notation: one row for each kind of piece, the same for every renderer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import Any

from sympy import Expr, Integer, Rational, Symbol

from grad_magic.formula.tree import Formula
from grad_magic.lesson import steps
from grad_magic.lesson.beginnings import beginning_of
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
    System,
    Table,
    TableKind,
    Text,
)
from grad_magic.lesson.paragraphs import run_on
from grad_magic.lesson.sigmoids import has_sigmoid, in_sigmoids
from grad_magic.lesson.steps import ONES, Decimal, Line, Piece, Step
from grad_magic.problem import Problem
from grad_magic.wording.language import Language


class RateForm(Enum):
    """What D_u f(P) is written as."""

    SCALAR_PRODUCT = auto()
    """∇f(P)·u."""
    VECTORS = auto()
    """The same with both vectors by their components."""
    COSINES = auto()
    """f_x(P) cos α + f_y(P) cos β."""


@dataclass(frozen=True, eq=False)
class Style:
    """The choices in which books differ.

    Attributes:
        letters: what the letters of `steps.Letter` are written as, by their meaning, and t for the
            small number of a difference quotient, r for a curve and s for its parameter, D for
            the rate of change, ∇ for the gradient, H and J for the matrices of derivatives, T
            for the transpose.
        rules: how each kind of piece is written.
        worked_rules: how some are written otherwise in worked solutions.
        name_directions: the letters for the directions of a request.
        name_components: the letter that the components of any unit vector have with their numbers.
        write_rate: a function's rate of change, without its point: by the function's name, the
            letter of the direction and the order.
        place: what stands in f(…) for the point of one variable, where it is not its letter.
        coordinates: the same of several variables.
        start: these also where a style has the letter of the point, as x alone changes from it.
        arguments: the variables behind the name of a general derivative.
        axes: by their names the unit vectors along which vectors are written; empty where none are.
        keeps_unit_vectors: whether vectors are written along axes where the direction was given so.
        length: the bars of a vector's length, named as a Fence is.
        shows_place: whether a derivative has its point and its variables written out behind it.
        divides_each: whether a vector over a number has each of its entries over that number.
        divides_lines: whether a normal line stands as equal quotients.
        parametrizes_lines: whether it stands as x = 1 + 2t and so on, as does a tangent line.
        equates_to_zero: whether lines and planes are w·x + c = 0 rather than w·x = -c.
        gathers_gradient: whether the partial derivatives stand before the gradient they make.
        directs_by_gradient: whether a direction is told by the gradient, of any length.
        has_unit_tangents: whether a curve's tangent has its unit vector and parametric equations.
        has_normal_planes: whether a curve in space has its normal plane beside its tangent, and
            a surface its normal line beside its tangent plane.
        has_direction_letters: whether a direction has a letter beside that of its unit vector.
        puts_unit_first: whether the unit vector is found before the derivatives.
        puts_angle_in: whether a direction's angle is told by its cosine and sine.
        rate: what D_u f(P) is written as, before the products of numbers.
        tells_increments: whether differentiability is proved by Δf - df over ρ.
        indexes_partials: whether first derivatives are written f_x.
        slope_letter: what the slope of any line through a point is called.
        braces_systems: whether equations to be solved stand behind a brace.
        face_of_differential: how the d of dx is set.
        inner_letter: what a known derivative, as (|z|)′ = z/|z|, is told of.
        names_second: whether the test for extrema has letters for the second derivatives.
        tells_hessian: whether the matrix and its eigenvalues stand behind second derivatives that
            were asked for.
        repeated_rule: how ∂²f/∂x∂y is written where second derivatives are asked for, if not as
            in the test for extrema.
        in_decimals: whether fractions are written as decimals where they have finite ones.
        has_sigmoid: whether quotients of exponentials are written as σ where they are that.
        vector: the letter of a function whose values are the points of a curve, which books have
            bold, or of another with components where the style has it so; empty for others.
        bolds_fields: whether a function with components is bold also where it is no curve.
        has_running_text: whether sentences are set as running text is, as in a worked solution.
    """

    letters: Mapping[str, Atom]
    rules: Mapping[type, Callable[[Any, Style], Atom]]
    name_directions: Callable[[Problem], Mapping[str, Atom]]
    name_components: Callable[[Problem], str]
    write_rate: Callable[[Atom, str, int, Style], Atom]
    worked_rules: Mapping[type, Callable[[Any, Style], Atom]] = field(default_factory=dict)
    place: Atom | None = None
    coordinates: Atom | None = None
    start: Atom | None = None
    arguments: Atom | None = None
    axes: Mapping[str, Atom] = field(default_factory=dict)
    keeps_unit_vectors: bool = False
    length: str = "‖"
    shows_place: bool = False
    divides_each: bool = False
    divides_lines: bool = False
    parametrizes_lines: bool = False
    equates_to_zero: bool = False
    has_unit_tangents: bool = False
    directs_by_gradient: bool = False
    gathers_gradient: bool = False
    has_normal_planes: bool = False
    has_direction_letters: bool = False
    puts_unit_first: bool = False
    puts_angle_in: bool = False
    rate: tuple[RateForm, ...] = (RateForm.SCALAR_PRODUCT,)
    names_second: bool = False
    tells_hessian: bool = True
    repeated_rule: Callable[[steps.RepeatedPartial, Style], Atom] | None = None
    tells_increments: bool = False
    slope_letter: str = "m"
    indexes_partials: bool = False
    braces_systems: bool = False
    inner_letter: str = "z"
    face_of_differential: Face = Face.ITALIC
    in_decimals: bool = False
    has_sigmoid: bool = False
    vector: str = ""
    bolds_fields: bool = False
    has_running_text: bool = False

    def transcribe(self, piece: Piece) -> Atom:
        """One piece as it is written; sentences, series and phrases are no single atoms."""
        return self.rules[type(piece)](piece, self)

    @property
    def point(self) -> Atom:
        """The point in brackets, as behind a function's name."""
        return Fence("(", self.place or self.coordinates or self.letters["P"])

    @property
    def names_alone(self) -> Style:
        """The style for derivatives that are functions of what stands behind them."""
        return replace(self, arguments=None)


_MOST_PRIMES = 3


def notate(steps_: Sequence[Step], language: Language, style: Style) -> tuple[NotatedLine, ...]:
    """The lines of the document in the notation of a style and the words of a language."""
    lines = tuple(
        NotatedLine(
            step.topic,
            not isinstance(line[0], steps.Words),
            _spaced(tuple(_begun(line, language, style)), language),
            style.has_running_text,
            _begins_paragraph(line[0]),
        )
        for step in steps_
        for line in step.lines
    )
    return run_on(lines, language) if style.has_running_text else lines


def _begun(line: Line, language: Language, style: Style) -> Iterator[Atom]:
    """The line; in running text its sentence begins with a word."""
    first = line[0]
    if style.has_running_text and isinstance(first, steps.Words) and not first.begins_paragraph:
        beginning = beginning_of(first, language)
        if beginning:
            yield from _split(f"{beginning} ", language)
    yield from _expand(line, language, style)


def _begins_paragraph(beginning: Piece) -> bool:
    return isinstance(beginning, steps.Words) and beginning.begins_paragraph


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
            case steps.Series(items, of_clauses):
                yield from _join(
                    [tuple(_expand(item, language, style)) for item in items],
                    language,
                    "clauses" if of_clauses else "list",
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
    parts = language.split(language.space_out(text))
    return (Space(part) if not part.strip() else Text(part) for part in parts)


def _spaced(line: Atoms, language: Language) -> Atoms:
    """The line with what parts words from mathematics; before mathematics a row ends there last."""
    if not language.beside_mathematics or not line:
        return line
    spaced = [line[0]]
    for left, right in pairwise(line):
        if _is_letter(left, -1) and _is_foreign(right, 0):
            spaced.append(Space(language.beside_mathematics, binds=True))
        if _is_foreign(left, -1) and _is_letter(right, 0):
            spaced.append(Space(language.beside_mathematics))
        spaced.append(right)
    return tuple(spaced)


def _is_letter(atom: Atom, end: int) -> bool:
    """Whether the word ends, or begins, with a letter of the language."""
    return isinstance(atom, Text) and atom.word[end].isalpha() and not atom.word.isascii()


def _is_foreign(atom: Atom, end: int) -> bool:
    """Whether it is mathematics, or a word as one types it, such as a command's."""
    if isinstance(atom, Text):
        return atom.word[end].isascii()
    return not isinstance(atom, (Space, Gap))


def _join(items: Sequence[Atoms], language: Language, kind: str) -> Atoms:
    """a, b and c, as the language has it; the patterns are those of Unicode's CLDR."""
    first, *others = items
    if not others:
        return first
    *middle, last = others
    for item in middle:
        gaps = {"left": first, "right": item}
        first = tuple(_fill(language.sentences[f"{kind}_middle"], gaps, language))
    pattern = language.sentences[f"{kind}_end" if middle else f"{kind}_two"]
    return tuple(_fill(pattern, {"left": first, "right": last}, language))


def _row(*parts: Atom) -> Row:
    return Row(parts)


def _name(name: str) -> Atom:
    return Mathematics(Symbol(name))


def _function(name: str, style: Style) -> Atom:
    """The name of a function, bold where its values are vectors."""
    return _bold(name) if name == style.vector else _name(name)


def write_entry(entry: Expr | Formula, style: Style) -> Atom:
    """An expression or a number, as a style has its fractions."""
    if isinstance(entry, Formula):
        return notate_formula(entry, in_decimals=style.in_decimals)
    if style.has_sigmoid:
        entry = in_sigmoids(entry)
    return Mathematics(in_decimals(entry) if style.in_decimals else entry)


def _mathematics(entries: Sequence[Expr | Formula], style: Style) -> Atoms:
    return tuple(write_entry(entry, style) for entry in entries)


def _arguments(arguments: Sequence[Expr | Formula], style: Style) -> Atom:
    """What stands behind a function's name; P where nothing is named."""
    return Fence("(", Listing(_mathematics(arguments, style))) if arguments else style.point


def _of_point(style: Style, *, at_point: bool) -> Atoms:
    return (style.point,) if at_point else ()


def of_place(style: Style, *, at_point: bool) -> Atoms:
    """What stands behind a first derivative: the point, or the variables where a style has them."""
    if at_point:
        return (style.point,)
    return () if style.arguments is None else (Fence("(", style.arguments),)


def _decimal(piece: Decimal, style: Style) -> Atom:
    del style
    mantissa = Sign(piece.mantissa)
    if not piece.exponent:
        return mantissa
    return _row(mantissa, Operator.DOT, Script(Sign("10"), above=Sign(str(piece.exponent))))


def _vector(piece: steps.Vector, style: Style) -> Atom:
    listing = write_coordinates(_mathematics(piece.entries, style), style)
    return listing if len(piece.entries) == 1 else Fence("(", listing)


def _tuple(piece: steps.Tuple | steps.Components | steps.FlatColumn, style: Style) -> Atom:
    return Fence("(", write_coordinates(tuple(map(style.transcribe, piece.entries)), style))


def write_coordinates(entries: Atoms, style: Style) -> Listing:
    """With gaps between them; running text has letters and whole numbers closer, as in f(1, 2)."""
    are_short = all(
        isinstance(entry, Sign)
        or (isinstance(entry, Mathematics) and (entry.expr.is_Integer or entry.expr.is_Symbol))
        for entry in entries
    )
    return Listing(entries, wide=not (style.has_running_text and are_short))


def _column(piece: steps.Column, style: Style) -> Atom:
    return Table(tuple((write_entry(entry, style),) for entry in piece.entries), TableKind.COLUMN)


def _grid(piece: steps.Grid, style: Style) -> Atom:
    return Table(tuple(_mathematics(row, style) for row in piece.rows))


def _point(piece: steps.Point, style: Style) -> Atom:
    listing = write_coordinates(_mathematics(piece.entries, style), style)
    return listing if len(piece.entries) == 1 else Fence("(", listing)


def _array_formula(piece: steps.ArrayFormula, style: Style) -> Atom:
    from grad_magic.lesson.array_formulas import notate_array_formula

    return notate_array_formula(
        piece.formula, in_decimals=style.in_decimals, direction=style.letters["v"]
    )


def _array_gradient(piece: steps.ArrayGradient, style: Style) -> Atom:
    above = Sign(str(piece.order)) if piece.order > 1 else None
    nabla = Script(style.letters["∇"], below=_name(piece.variable), above=above)
    return _row(nabla, Operator.APPLIED_TO, _name(piece.name))


def _array_rate(piece: steps.ArrayRate, style: Style) -> Atom:
    above = Sign(str(piece.order)) if piece.order > 1 else None
    rate = Script(style.letters["D"], below=style.letters["u"], above=above)
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
    return _row(_function(piece.name, style), _arguments(piece.arguments, style))


def _tangent_vector(piece: steps.TangentVector, style: Style) -> Atom:
    return _row(_bold("T"), style.point) if piece.is_unit else _bold("T")


def _partial(piece: steps.Partial, style: Style) -> Atom:
    name, variable = _name(piece.name), Mathematics(piece.variable)
    if piece.ordinary:
        return _ordinary(piece.name, piece.variable, 1, style, at_point=piece.at_point)
    sign = Sign("∂")
    quotient = Fraction(_row(sign, Operator.BESIDE, name), _row(sign, Operator.BESIDE, variable))
    return _row(quotient, *_of_point(style, at_point=piece.at_point))


def quotient_of_differentials(sign: Sign, of: Atom, by: Sequence[Symbol]) -> Atom:
    """∂z/∂x, ∂²z/∂x∂y and d²y/dx²."""
    above: Atom = sign if len(by) == 1 else Script(sign, above=Sign(str(len(by))))
    below: Atoms = ()
    for variable, repeated in groupby(by):
        times, name = len(list(repeated)), Mathematics(variable)
        power = name if times == 1 else Script(name, above=Sign(str(times)))
        below += (sign, Operator.BESIDE, power, Operator.BESIDE)
    return Fraction(_row(above, Operator.BESIDE, of), Row(below[:-1]))


def _ordinary(name: str, variable: Symbol, order: int, style: Style, *, at_point: bool) -> Atom:
    primed = _primed(name, order, style)
    return _row(primed, _arguments(() if at_point else (variable,), style))


def _primed(name: str, order: int, style: Style) -> Atom:
    """f″, without its place."""
    if order <= _MOST_PRIMES:
        return Script(_function(name, style), primes=order)
    return Script(_function(name, style), above=Fence("(", Sign(str(order))))


def _repeated_partial(piece: steps.RepeatedPartial, style: Style) -> Atom:
    if piece.ordinary:
        variable, order = piece.variables[0], len(piece.variables)
        if piece.place:
            return _row(_primed(piece.name, order, style), _arguments(piece.place, style))
        if piece.at_place:
            return _primed(piece.name, order, style)
        return _ordinary(piece.name, variable, order, style, at_point=piece.at_point)
    # TeX allows one index; in a terminal that of the name would run into the other.
    name = Fence("(", _name(piece.name)) if "_" in piece.name else _name(piece.name)
    first, *others = _mathematics(piece.variables, style)
    index: Atoms = (first,)
    for variable in others:
        index += (Operator.BESIDE, variable)
    place = (_arguments(piece.place, style),) if piece.place else ()
    return _row(Script(name, below=Row(index)), *place, *_of_point(style, at_point=piece.at_point))


def _gradient(piece: steps.Gradient, style: Style) -> Atom:
    parts: Atoms = (style.letters["∇"], Operator.BESIDE, _name(piece.name))
    return Row(parts + of_place(style, at_point=piece.at_point))


def _discriminant(piece: steps.Discriminant, style: Style) -> Atom:
    first, second = piece.variables

    def partial(*variables: Symbol) -> Atom:
        derivative = steps.RepeatedPartial(piece.name, variables, at_point=False)
        return _repeated_partial(derivative, style)

    product = (partial(first, first), Operator.MULTIPLE, partial(second, second))
    return _row(*product, Operator.MINUS, Script(partial(first, second), above=Sign("2")))


def _hessian(piece: steps.Hessian, style: Style) -> Atom:
    matrix = Script(style.letters["H"], below=_name(piece.name))
    return _row(matrix, _arguments(piece.place, style))


def _jacobian(piece: steps.Jacobian, style: Style) -> Atom:
    matrix = Script(style.letters["J"], below=_function(piece.name, style))
    return _row(matrix, _arguments(piece.variables, style))


def _determinant(piece: steps.Determinant, style: Style) -> Atom:
    name = Sign("det", Face.UPRIGHT)
    return _row(name, Operator.APPLIED_TO, style.transcribe(piece.of))


def _rate(piece: steps.Rate, style: Style) -> Atom:
    extreme: Atoms = (Sign(piece.extreme), Operator.APPLIED_TO) if piece.extreme else ()
    rate = style.write_rate(_name(piece.name), piece.along, piece.order, style)
    return _row(*extreme, rate, *of_place(style, at_point=piece.at_point))


def _difference(function: Atoms, step: Atom, style: Style) -> Atoms:
    """f(P + step) - f(P)."""
    # The sum of coordinates and a vector would be none of either.
    place = style.place or style.letters["P"]
    moved = step if _is_origin(place) else _row(place, Operator.PLUS, step)
    # Coordinates have their brackets.
    here = place if isinstance(place, Fence) else Fence("(", place)
    return (*function, Fence("(", moved), Operator.MINUS, *function, here)


def _is_origin(place: Atom) -> bool:
    if isinstance(place, Fence) and isinstance(place.inside, Listing):
        return all(map(_is_origin, place.inside.entries))
    return place == Mathematics(Integer(0))


def _increment(piece: steps.Increment, style: Style) -> Atom:
    change = _difference((_name(piece.name),), style.letters["h"], style)
    if piece.linear is None:
        return Row(change)
    return _row(*change, Operator.MINUS, style.transcribe(piece.linear))


def _power_of_step(piece: steps.PowerOfStep, style: Style) -> Atom:
    length: Atom = Fence(style.length, style.letters["h"])
    if piece.exponent != Integer(1):
        length = Script(length, above=write_entry(piece.exponent, style))
    if piece.constant is None:
        return length
    constant = style.transcribe(piece.constant)
    if isinstance(constant, Mathematics) and constant.expr.is_Add:
        constant = Fence("(", constant)
    return _row(constant, Operator.BESIDE, length)


def _difference_quotient(piece: steps.DifferenceQuotient, style: Style) -> Atom:
    in_coordinates = _difference_along_axis(piece, style) or _difference_along_any(piece, style)
    if in_coordinates is not None:
        return in_coordinates
    step: Atom = style.letters["t"]
    if piece.along is not None:
        step = _row(step, Operator.MULTIPLE, style.transcribe(piece.along))
    function = (_name(piece.name),) if piece.slope is None else _slope(piece, style)
    return Fraction(Row(_difference(function, step, style)), style.letters["t"])


def _difference_along_any(piece: steps.DifferenceQuotient, style: Style) -> Atom | None:
    """(f(tu₁, tu₂) - f(0, 0))/t, where a style has the coordinates of the origin."""
    listed, letter = style.coordinates, style.letters["any"]
    is_along = piece.slope is None and piece.along is not None and piece.along.letter == "any"
    if not is_along or not isinstance(listed, Listing) or not isinstance(letter, Sign):
        return None
    if not all(map(_is_origin, listed.entries)):
        return None
    step, name = style.letters["t"], _name(piece.name)
    moved = tuple(
        _row(step, Operator.BESIDE, Script(Sign(letter.text), below=Sign(str(index + 1))))
        for index in range(len(listed.entries))
    )
    beyond = Fence("(", replace(listed, entries=moved))
    return Fraction(_row(name, beyond, Operator.MINUS, name, Fence("(", listed)), step)


def _difference_along_axis(piece: steps.DifferenceQuotient, style: Style) -> Atom | None:
    """(f(t, 0) - f(0, 0))/t, where the coordinates of the point are short."""
    along, listed = piece.along, style.start
    if piece.slope is not None or along is None or not isinstance(listed, Listing):
        return None
    if along.letter != "e" or not 0 < along.index <= len(listed.entries):
        return None
    moved = list(listed.entries)
    start, step = moved[along.index - 1], style.letters["t"]
    is_zero = start == Mathematics(Integer(0))
    moved[along.index - 1] = step if is_zero else _row(start, Operator.PLUS, step)
    name = _name(piece.name)
    beyond = Fence("(", replace(listed, entries=tuple(moved)))
    return Fraction(_row(name, beyond, Operator.MINUS, name, Fence("(", listed)), step)


def _slope(piece: steps.DifferenceQuotient, style: Style) -> Atoms:
    """f′, f_x or D_u f, without its place."""
    if isinstance(piece.slope, steps.Letter):
        return (style.write_rate(_name(piece.name), piece.slope.letter, 1, style),)
    assert piece.slope is not None
    if piece.along is None:
        return (_primed(piece.name, len(piece.slope), style),)
    derivative = steps.RepeatedPartial(piece.name, piece.slope, at_point=False)
    return (_repeated_partial(derivative, style),)


def _approach(piece: steps.Approach, style: Style) -> Atom:
    place: Atom = Sign("0")
    moving: Atom = style.letters["t"]
    if piece.variable is not None and piece.value is not None:
        place, moving = write_entry(piece.value, style), Mathematics(piece.variable)
    if piece.side:
        place = Script(place, above=Sign(piece.side))
    return _row(moving, Relation("→"), place)


def _limit(piece: steps.LimitOf, style: Style) -> Atom:
    limit = Script(Sign("lim"), below=style.transcribe(piece.approach))
    body = style.transcribe(piece.of)
    # Behind lim a sign would read as a difference.
    body = Fence("(", body) if _begins_with_minus(body) else body
    return _row(limit, Operator.APPLIED_TO, body)


def _ray(piece: steps.Ray, style: Style) -> Atom:
    step = _row(
        Mathematics(piece.parameter), Operator.MATRIX_PRODUCT, _as_factor(piece.direction, style)
    )
    return _row(style.transcribe(piece.start), Operator.PLUS, step)


def _dot(piece: steps.Dot, style: Style) -> Atom:
    return _row(_as_factor(piece.left, style), Operator.DOT, _as_factor(piece.right, style))


def _as_factor(piece: Piece, style: Style) -> Atom:
    """The piece as it stands in a product: a vector that is a sum, or has a sign, in brackets."""
    written = style.transcribe(piece)
    is_vector = isinstance(piece, (steps.Vector, steps.Components, steps.Over))
    needs_brackets = isinstance(written, Sum) or _begins_with_minus(written)
    return Fence("(", written) if is_vector and needs_brackets else written


def _begins_with_minus(atom: Atom) -> bool:
    """Whether -i, -2i or -1/√2·i is written."""
    match atom:
        case Row(parts):
            return _begins_with_minus(parts[0])
        case Sign(text):
            return text.startswith("-")
        case Mathematics(expr):
            return not expr.is_Add and bool(expr.could_extract_minus_sign())
        case _:
            return False


def _norm(piece: steps.Norm, style: Style) -> Atom:
    length = Fence(style.length, style.transcribe(piece.of))
    return length if piece.metric is None else Script(length, below=style.transcribe(piece.metric))


def _implicit_derivative(piece: steps.ImplicitDerivative, style: Style) -> Atom:
    sign = Sign("∂") if piece.is_partial else Sign("d", style.face_of_differential)
    quotient = quotient_of_differentials(sign, Mathematics(piece.of), piece.by)
    return _row(quotient, *_of_point(style, at_point=piece.at_point))


def _differential(piece: steps.Differential, style: Style) -> Atom:
    return _row(
        *(Sign("d", style.face_of_differential), Operator.BESIDE, Mathematics(piece.of)),
        *_of_point(style, at_point=piece.at_point),
    )


def _matrix_product(piece: steps.MatrixProduct, style: Style) -> Atom:
    first, *others = map(style.transcribe, piece.factors)
    parts: Atoms = (first,)
    for factor in others:
        parts += (Operator.MATRIX_PRODUCT, factor)
    return Row(parts)


def _products(piece: steps.Products, style: Style) -> Atom:
    products = [_product(a, b, style, omits_one=piece.omits_ones) for a, b in piece.pairs]
    (first, second), *_ = piece.pairs
    if second == 1 and piece.omits_ones:
        products[0] = write_entry(first, style)
    elif first.is_Integer and style.has_running_text:
        # At the beginning a minus needs no brackets.
        factor = write_factor(second, style)
        products[0] = _row(write_entry(first, style), _times(first, second), factor)
    total = Sum(tuple(products))
    return total if piece.divisor is None else Fraction(total, write_entry(piece.divisor, style))


def _product(first: Expr, second: Expr, style: Style, *, omits_one: bool) -> Atom:
    if omits_one and second == 1:
        return write_factor(first, style)
    factors = (write_factor(number, style) for number in (first, second))
    return _row(next(factors), _times(first, second), next(factors))


def _times(first: Expr, second: Expr) -> Operator:
    """Nothing between the 3 and the root of 3√3, but a dot in 1·√3."""
    is_plain = bool(first.is_Integer and first > 1)
    is_root = is_plain and second.is_Pow and second.exp == Rational(1, 2)
    return Operator.BESIDE if is_root else Operator.DOT


def write_factor(number: Expr, style: Style) -> Atom:
    """The number as it stands in a product: a sum or a negative number in brackets."""
    signed = (number.is_Mul or number.is_Number) and number.could_extract_minus_sign()
    written = write_entry(number, style)
    return Fence("(", written) if signed or number.is_Add else written


def _over(piece: steps.Over, style: Style) -> Atom:
    number = write_entry(piece.number, style)
    is_fraction = piece.number.is_Rational and not piece.number.is_Integer
    if is_fraction or piece.number.is_Mul or piece.number.is_Add:
        number = Fence("(", number)
    return _row(style.transcribe(piece.vector), Operator.OVER, number)


def _signed(piece: steps.Signed, style: Style) -> Atom:
    return _row(Sign(piece.sign), Operator.BESIDE, _as_factor(piece.of, style))


def _degrees(piece: steps.Degrees, style: Style) -> Atom:
    value = piece.value
    size = _decimal(value, style) if isinstance(value, Decimal) else Mathematics(value)
    return _row(size, Operator.BESIDE, Sign("°"))


def _measured(piece: steps.Measured, style: Style) -> Atom:
    value, unit = piece.value, list[Atom]()
    for sign in re.findall(r"[A-Za-z]+|.", piece.unit):
        unit += [Operator.BESIDE, Sign(sign, *((Face.ROMAN,) if sign.isalpha() else ()))]
    size = _decimal(value, style) if isinstance(value, Decimal) else Mathematics(value)
    return _row(size, Operator.APART, *unit[1:])


def _is_positive(angle: Expr | Decimal) -> bool:
    return not (angle.mantissa if isinstance(angle, Decimal) else str(angle)).startswith("-")


def _of_angle(piece: steps.Cosine | steps.Sine, style: Style) -> Atom:
    name = Sign("cos" if isinstance(piece, steps.Cosine) else "sin", Face.UPRIGHT)
    angle = style.transcribe(piece.of)
    if isinstance(piece.of, steps.Degrees) and not _is_positive(piece.of.value):
        angle = Fence("(", angle)
    return _row(name, Operator.BESIDE if isinstance(angle, Fence) else Operator.APPLIED_TO, angle)


def _scaled(piece: steps.Multiple, style: Style) -> Atom:
    written = style.transcribe(piece.of)
    if piece.factor == 1:
        return written
    if piece.factor == -1:
        return _row(Sign("-"), Operator.BESIDE, written)
    factor = write_entry(piece.factor, style)
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


def _rate_along(name: Atom, along: str, order: int, style: Style) -> Atom:
    """D_u f."""
    power = Sign(str(order)) if order > 1 else None
    rate = Script(style.letters["D"], below=style.letters[along], above=power)
    return _row(rate, Operator.APPLIED_TO, name)


LETTERS_OF_SECOND = "ABC"
"""What some books call f_xx, f_xy and f_yy in the test for extrema."""


def _name_directions(problem: Problem) -> Mapping[str, Atom]:
    """u, and v before it has length 1."""
    letters = {
        "u": problem.direction_letter,
        "v": problem.given_letter,
        "any": problem.any_letter,
    }
    return {meaning: _bold(letter) for meaning, letter in letters.items()}


TEXTBOOK = Style(
    name_directions=_name_directions,
    name_components=lambda problem: problem.any_letter,
    write_rate=_rate_along,
    letters={
        **{letter: Sign(letter) for letter in "PCctDHJTλθ∇βαγ"},
        **{letter: _bold(letter) for letter in "huvwe"},
        "any": _bold("u"),
        "discriminant": Sign("D"),
        **{letter: Sign(letter) for letter in LETTERS_OF_SECOND},
    },
    rules={
        steps.Value: lambda piece, style: write_entry(piece.expr, style),
        steps.Decimal: _decimal,
        steps.Vector: _vector,
        steps.Components: _tuple,
        steps.Point: _point,
        steps.Tuple: _tuple,
        steps.Column: _column,
        steps.FlatColumn: _tuple,
        steps.Letter: _letter,
        steps.FunctionValue: _function_value,
        steps.TangentVector: _tangent_vector,
        steps.Partial: _partial,
        steps.RepeatedPartial: _repeated_partial,
        steps.Gradient: _gradient,
        steps.Discriminant: _discriminant,
        steps.Hessian: _hessian,
        steps.Jacobian: _jacobian,
        steps.Determinant: _determinant,
        steps.Grid: _grid,
        steps.ArrayFormula: _array_formula,
        steps.ArrayGradient: _array_gradient,
        steps.ArrayRate: _array_rate,
        steps.InnerProduct: _inner_product,
        steps.Omission: lambda piece, _: Sign(piece.sign),
        steps.Entries: _entries,
        steps.RealArrays: _real_arrays,
        steps.Degrees: _degrees,
        steps.Measured: _measured,
        steps.Name: lambda piece, style: _function(piece.name, style),
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
            style.names_alone.transcribe(piece.of), Fence("(", style.transcribe(piece.place))
        ),
        steps.Primed: lambda piece, style: Script(style.transcribe(piece.of), primes=1),
        steps.Terms: lambda piece, style: Sum(tuple(map(style.transcribe, piece.terms))),
        steps.Products: _products,
        steps.Quotient: lambda piece, style: Fraction(
            style.transcribe(piece.top), style.transcribe(piece.bottom)
        ),
        steps.Over: _over,
        steps.Signed: _signed,
        steps.Cosine: _of_angle,
        steps.Sine: _of_angle,
        steps.Total: lambda piece, style: Sum(tuple(map(style.transcribe, piece.terms))),
        steps.Differential: _differential,
        steps.ImplicitDerivative: _implicit_derivative,
        steps.Multiple: _scaled,
        steps.Combination: _combination,
        steps.Equation: _equation,
        steps.System: lambda piece, style: System(
            tuple(Row(tuple(map(style.transcribe, line))) for line in piece.equations)
        ),
        steps.Relation: lambda piece, _: Relation(piece.sign),
        steps.Separator: lambda _, __: Gap(),
    },
)
"""The choices of an answer that is in no book's style; those of `styles` replace some of them."""


# The letters of which the first is taken that names nothing else in the request.
_CHOICES: Mapping[str, tuple[tuple[str, Atom], ...]] = {
    "θ": (("theta", Sign("θ")), ("phi", Sign("φ")), ("alpha", Sign("α"))),
    "t": (("t", Sign("t")), ("s", Sign("s")), ("h", Sign("h"))),
    "discriminant": (("D", Sign("D")), ("Delta", Sign("Δ")), ("K", Sign("K"))),
    "H": (("H", Sign("H")), ("Q", Sign("Q")), ("B", Sign("B"))),
    "λ": (("lambda", Sign("λ")), ("mu", Sign("μ")), ("nu", Sign("ν"))),
    "w": (("w", _bold("w")), ("q", _bold("q")), ("z", _bold("z"))),
    "e": (("e", _bold("e")), ("b", _bold("b")), ("n", _bold("n"))),
}


def names_second(problem: Problem, style: Style) -> bool:
    """Whether the style has these letters, and they name nothing else in the request."""
    names = {symbol.name.partition("_")[0] for symbol in (*problem.variables, *problem.parameters)}
    taken = {problem.name, problem.point_letter, *names}
    return style.names_second and taken.isdisjoint(LETTERS_OF_SECOND)


# Longer coordinates give way to the letter of the point.
_LONGEST_COORDINATES = 12
_MOST_COORDINATES = 3


def _in_place(entries: Sequence[Expr] | None, style: Style) -> Atom | None:
    """What stands in the brackets behind a derivative; None where that would be long."""
    if not style.shows_place or entries is None or not 1 < len(entries) <= _MOST_COORDINATES:
        return None
    is_long = sum(len(str(entry)) for entry in entries) > _LONGEST_COORDINATES
    return None if is_long else Listing(_mathematics(entries, style))


def _coordinates_of(problem: Problem, style: Style) -> Atom | None:
    """The coordinates of P, in the place of its letter; below a statement in every style."""
    shows_place = style.shows_place or problem.presentation.has_unnamed_point
    return _in_place(problem.point, replace(style, shows_place=shows_place))


def names_point(problem: Problem, style: Style) -> bool:
    """Whether P is spoken of by its letter, as its coordinates are long."""
    is_long = problem.point is not None and not problem.has_short_point
    return is_long and _coordinates_of(problem, style) is None


def style_of(problem: Problem, style: Style = TEXTBOOK) -> Style:
    """The style with letters that name nothing else in a request, and numbers as it has them."""
    # Beside a variable σ or sigma, a value σ(2) would not be told from a product.
    names = {symbol.name.partition("_")[0] for symbol in (*problem.variables, *problem.parameters)}
    style = replace(
        style,
        in_decimals=problem.has_decimals,
        has_sigmoid="sigma" not in names and has_sigmoid(problem.formula),
        axes={} if {*names, problem.name} & set(style.axes) else style.axes,
    )
    if style.repeated_rule is not None and problem.order > 1:
        rules = {**style.rules, steps.RepeatedPartial: style.repeated_rule}
        style = replace(style, rules=rules)
    letters: dict[str, Atom] = {
        "P": Sign(problem.point_letter),
        "Q": Sign(problem.target_letter),
        "PQ": Sign(problem.point_letter + problem.target_letter, Face.ARROW),
        **style.name_directions(problem),
        "F": Sign(problem.metric_letter),
        "point": _name(problem.moving_letter),
        "η": Sign(problem.step_letter),
    }
    directions = {problem.direction_letter, problem.given_letter, problem.any_letter}
    taken = {*names, problem.name, *directions}
    for letter, choice in _CHOICES.items():
        letters[letter] = next((sign for name, sign in choice if name not in taken), choice[0][1])
    if names_second(problem, style):
        a, b, c = (style.letters[letter] for letter in LETTERS_OF_SECOND)
        square = Script(b, above=Sign("2"))
        letters["discriminant"] = _row(a, Operator.BESIDE, c, Operator.MINUS, square)
    place = None
    if problem.has_short_point and problem.point is not None:
        # In one variable books write f(1), and at x = 1.
        place = write_entry(problem.point[0], style)
        letters["P"] = _row(Mathematics(problem.variables[0]), Relation("="), place)
    coordinates = _coordinates_of(problem, style)
    if problem.presentation.has_unnamed_point and coordinates is not None:
        # A letter that the statement does not have would have to be introduced.
        letters["P"] = Fence("(", coordinates)
    is_bold = problem.is_vector_valued and (style.bolds_fields or len(problem.variables) == 1)
    return replace(
        style,
        letters={**style.letters, **letters},
        vector=problem.name if is_bold and len(problem.name) == 1 else "",
        has_running_text=problem.presentation.is_worked and problem.procedure is None,
        place=place,
        coordinates=coordinates,
        start=_in_place(problem.point, replace(style, shows_place=True)),
        arguments=_in_place(problem.variables, style),
    )
