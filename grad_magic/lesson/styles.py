"""The styles of books: what each writes in another way than `TEXTBOOK`, as one row of a table.

Stewart, Calculus, chapter 14; OpenStax, Calculus Volume 3, chapter 4; 同济大学《高等数学》, chapter
9. An answer has of their notation what applies to it: a long point keeps its letter, beyond three
variables vectors have components alone, and arrays stand in matrix notation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import gcd
from typing import Any

from sympy import Expr, Integer, Piecewise, Symbol

from grad_magic.formula.tree import Formula
from grad_magic.lesson import steps
from grad_magic.lesson.notation import (
    Atom,
    Cases,
    Evaluated,
    Face,
    Fence,
    Fraction,
    Listing,
    Mathematics,
    Operator,
    Row,
    Script,
    Sign,
    Sum,
)
from grad_magic.lesson.steps import ONES, Decimal, Piece
from grad_magic.lesson.transcription import (
    TEXTBOOK,
    RateForm,
    Style,
    of_place,
    quotient_of_differentials,
    write_coordinates,
    write_entry,
    write_factor,
)
from grad_magic.problem import Presentation, Problem

_ZERO, _ONE = Integer(0), Integer(1)


def style_named(presentation: Presentation) -> Style:
    """The style that was asked for, or else that of the language.

    Where a direction is given by i and j, a book that has both notations goes on with them; so
    does an answer with ∇f, and with the form of line that was asked for.
    """
    style = STYLE_BY_NAME[presentation.book]
    if presentation.has_parametric_lines:
        style = replace(style, divides_lines=False, parametrizes_lines=True)
    if presentation.has_nabla:
        rules = {**style.rules, steps.Gradient: TEXTBOOK.rules[steps.Gradient]}
        style = replace(style, letters={**style.letters, "∇": TEXTBOOK.letters["∇"]}, rules=rules)
    if style.keeps_unit_vectors and presentation.has_unit_vectors:
        return replace(style, rules={**style.rules, **_BY_AXES}, axes=_AXES)
    if presentation.is_worked and style.worked_rules:
        return replace(style, rules={**style.rules, **style.worked_rules})
    return style


def _bold(letter: str) -> Sign:
    return Sign(letter, Face.BOLD)


def _bold_italic(letter: str) -> Sign:
    return Sign(letter, Face.BOLD_ITALIC)


def _indexed_partial(piece: steps.Partial, style: Style) -> Atom:
    """f_x(x, y); of one variable f′(x)."""
    if piece.ordinary:
        return TEXTBOOK.rules[steps.Partial](piece, style)
    indexed = steps.RepeatedPartial(piece.name, (piece.variable,), at_point=piece.at_point)
    return _repeated_with_place(indexed, style)


def _repeated_with_place(piece: steps.RepeatedPartial, style: Style) -> Atom:
    """f_xy(x, y)."""
    written = TEXTBOOK.rules[steps.RepeatedPartial](piece, style)
    if piece.ordinary or piece.at_point or piece.at_place:
        return written
    return Row((written, *of_place(style, at_point=False)))


# What is written with arguments, where z and u are written alone.
_OF_FUNCTIONS = frozenset("fghFGH")


def _partial_with_bar(piece: steps.Partial, style: Style) -> Atom:
    """∂z/∂x, and below a bar where it is taken."""
    if piece.ordinary or not piece.at_point:
        return TEXTBOOK.rules[steps.Partial](piece, style)
    general = steps.Partial(piece.name, piece.variable, at_point=False)
    return Evaluated(style.transcribe(general), _below_bar(style))


def _repeated_with_bar(piece: steps.RepeatedPartial, style: Style) -> Atom:
    """∂²f/∂x∂y, and below a bar where it is taken."""
    is_indexed = style.has_running_text and piece.name in _OF_FUNCTIONS
    if piece.ordinary or (is_indexed and style.coordinates is not None):
        # As the first ones are beside it.
        return TEXTBOOK.rules[steps.RepeatedPartial](piece, style)
    name = Mathematics(Symbol(piece.name))
    quotient = quotient_of_differentials(Sign("∂"), name, piece.variables)
    return Evaluated(quotient, _below_bar(style)) if piece.at_point else quotient


def _differential_with_bar(piece: steps.Differential, style: Style) -> Atom:
    """dz, and below a bar where it is taken."""
    general = TEXTBOOK.rules[steps.Differential](replace(piece, at_point=False), style)
    return Evaluated(general, _below_bar(style)) if piece.at_point else general


def _implicit_with_bar(piece: steps.ImplicitDerivative, style: Style) -> Atom:
    """dy/dx, and below a bar where it is taken."""
    general = TEXTBOOK.rules[steps.ImplicitDerivative](replace(piece, at_point=False), style)
    return Evaluated(general, _below_bar(style)) if piece.at_point else general


def _partial_with_arguments(piece: steps.Partial, style: Style) -> Atom:
    """f_x, and with its arguments f_x(1, 2), where z has ∂z/∂x, and that with a bar."""
    if piece.name in _OF_FUNCTIONS and style.coordinates is not None and not piece.ordinary:
        indexed = steps.RepeatedPartial(piece.name, (piece.variable,), at_point=piece.at_point)
        return TEXTBOOK.rules[steps.RepeatedPartial](indexed, style)
    return _partial_with_bar(piece, style)


def _below_bar(style: Style) -> Atom:
    return style.letters["P"] if style.coordinates is None else style.point


def _gradient_by_word(piece: steps.Gradient, style: Style) -> Atom:
    """grad f."""
    place = of_place(style, at_point=piece.at_point)
    name = Mathematics(Symbol(piece.name))
    return Row((style.letters["∇"], Operator.APART, name, *place))


def _rate_by_quotient(name: Atom, along: str, order: int, style: Style) -> Atom:
    """∂f/∂l."""
    above: Atom = Sign("∂")
    below = style.letters[f"∂{along}"]
    if order > 1:
        above, below = (Script(sign, above=Sign(str(order))) for sign in (above, below))
    return Fraction(Row((above, Operator.BESIDE, name)), Row((Sign("∂"), Operator.BESIDE, below)))


def _rate_with_bar(piece: steps.Rate, style: Style) -> Atom:
    rate = style.write_rate(Mathematics(Symbol(piece.name)), piece.along, piece.order, style)
    extreme = (Sign(piece.extreme), Operator.APPLIED_TO) if piece.extreme else ()
    if not piece.at_point:
        return rate
    return Row((*extreme, Evaluated(rate, _below_bar(style))))


def _name_by_index(problem: Problem) -> Mapping[str, Atom]:
    """l for a direction and e_l for its unit vector."""
    base, given, of_any = problem.indexed_letter, problem.index_letter, problem.any_index_letter
    return {
        "v": _bold_italic(given),
        "u": Script(_bold_italic(base), below=Sign(given)),
        "∂u": Sign(given),
        "any": Script(_bold_italic(base), below=Sign(of_any)),
        "∂any": Sign(of_any),
    }


def _over_each(piece: steps.Over, style: Style) -> Atom:
    """A vector over a number by its entries, each over that number."""
    if _has_other_stroke(piece):
        return TEXTBOOK.rules[steps.Over](piece, style)
    return _by_components([_quotient(entry, piece.number, style) for entry in _of(piece)])


def _has_other_stroke(piece: steps.Over) -> bool:
    """Whether some entries over 5√2 would be over √2: (5, 4, 3)/(5√2) stays as it is."""
    coefficient, root = piece.number.as_coeff_Mul()
    entries = [entry for entry in _of(piece) if entry != 0]
    if root == 1 or not all(number.is_Integer for number in (coefficient, *entries)):
        return False
    return len({gcd(int(entry), int(coefficient)) for entry in entries}) > 1


def _of(piece: steps.Over) -> tuple[Expr, ...]:
    assert isinstance(piece.vector, steps.Vector)
    return tuple(entry for entry in piece.vector.entries if isinstance(entry, Expr))


def _quotient(entry: Expr, divisor: Expr, style: Style) -> Atom:
    """-1/√2 with its sign before the stroke; 1/√2 also of 5 over 5√2."""
    coefficient, root = divisor.as_coeff_Mul()
    if entry.is_Integer and coefficient.is_Integer and root != 1:
        shared = Integer(gcd(int(entry), int(coefficient)))
        entry, divisor = entry / shared, coefficient / shared * root
    if entry == _ZERO or divisor.free_symbols:
        return write_entry(entry / divisor, style)
    is_negative = not entry.is_Add and entry.could_extract_minus_sign()
    size = Fraction(
        write_entry(-entry if is_negative else entry, style), write_entry(divisor, style)
    )
    return Row((Sign("-"), Operator.BESIDE, size)) if is_negative else size


def _by_components(entries: Iterable[Atom], kind: str = "(") -> Atom:
    return Fence(kind, Listing(tuple(entries), wide=True))


def _pieces_of(piece: steps.Vector | steps.Components) -> tuple[Piece, ...]:
    return tuple(
        steps.Value(entry) if isinstance(entry, (Expr, Formula)) else entry
        for entry in piece.entries
    )


def _in_angles(piece: steps.Vector | steps.Components, style: Style) -> Atom:
    """⟨1, 2⟩."""
    entries = tuple(map(style.transcribe, _pieces_of(piece)))
    return entries[0] if len(entries) == 1 else Fence("⟨", write_coordinates(entries, style))


def _over_each_in_angles(piece: steps.Over, style: Style) -> Atom:
    if _has_other_stroke(piece):
        return TEXTBOOK.rules[steps.Over](piece, style)
    return _by_components([_quotient(entry, piece.number, style) for entry in _of(piece)], "⟨")


def _along_axes(piece: steps.Vector | steps.Components, style: Style) -> Atom:
    """i + 2j, where these letters are free and there are so many."""
    entries = _pieces_of(piece)
    if not 1 < len(entries) <= len(style.axes):
        return _in_angles(piece, style)
    axes = style.axes.values()
    return _total(_multiple(entry, axis, style) for entry, axis in zip(entries, axes, strict=False))


def _over_each_along_axes(piece: steps.Over, style: Style) -> Atom:
    entries = _of(piece)
    if len(entries) > len(style.axes):
        return _over_each_in_angles(piece, style)
    axes = style.axes.values()
    return _total(
        None
        if entry == _ZERO
        else Row((_quotient(entry, piece.number, style), Operator.MATRIX_PRODUCT, axis))
        for entry, axis in zip(entries, axes, strict=False)
    )


def _total(terms: Iterable[Atom | None]) -> Atom:
    """The sum of what is there; the zero vector of nothing."""
    present = tuple(term for term in terms if term is not None)
    if not present:
        return _bold("0")
    return present[0] if len(present) == 1 else Sum(present)


def _multiple(piece: Piece, axis: Atom, style: Style) -> Atom | None:
    """A component times its unit vector; None for 0."""
    if isinstance(piece, Decimal):
        return _decimal_multiple(piece, axis, style)
    if not isinstance(piece, steps.Value):
        return Row((style.transcribe(piece), Operator.MATRIX_PRODUCT, axis))
    entry = piece.expr
    known = _number_of(entry) if isinstance(entry, Formula) else entry
    if known == _ZERO:
        return None
    if known in (_ONE, -_ONE):
        return axis if known == _ONE else Row((Sign("-"), Operator.BESIDE, axis))
    written = write_entry(entry, style)
    is_sum = isinstance(written, (Sum, Cases))
    if is_sum or (isinstance(entry, Expr) and (entry.is_Add or isinstance(entry, Piecewise))):
        written = Fence("(", written)
    product = Operator.BESIDE if isinstance(known, Integer) else Operator.MATRIX_PRODUCT
    return Row((written, product, axis))


def _number_of(formula: Formula) -> Expr | None:
    """The number that is written there, perhaps with a sign; None of anything else."""
    if formula.operation == "negate":
        number = _number_of(formula.operands[0])
        return None if number is None else -number
    return formula.value if formula.operation == "number" else None


def _decimal_multiple(decimal: Decimal, axis: Atom, style: Style) -> Atom | None:
    if decimal.mantissa == "0":
        return None
    if decimal in ONES:
        return axis if decimal == ONES[0] else Row((Sign("-"), Operator.BESIDE, axis))
    product = Operator.DOT if decimal.exponent else Operator.BESIDE
    return Row((style.transcribe(decimal), product, axis))


def _products_over_each(piece: steps.Products, style: Style) -> Atom:
    """1·1/√2 + 2·(-1/√2), where each entry of the unit vector is a quotient."""
    divisor = piece.divisor
    if divisor is None:
        return TEXTBOOK.rules[steps.Products](piece, style)
    return Sum(
        tuple(
            Row((write_factor(slope, style), Operator.DOT, _in_brackets(entry, divisor, style)))
            for slope, entry in piece.pairs
        )
    )


def _in_brackets(entry: Expr, divisor: Expr, style: Style) -> Atom:
    quotient = _quotient(entry, divisor, style)
    return Fence("(", quotient) if isinstance(quotient, Row) else quotient


def _column_as_vector(piece: steps.Column, style: Style) -> Atom:
    return style.transcribe(steps.Vector(piece.entries))


def _flat_column_as_vector(piece: steps.FlatColumn, style: Style) -> Atom:
    return style.transcribe(steps.Components(piece.entries))


def _column_as_tuple(piece: steps.Column, style: Style) -> Atom:
    """Beside a matrix (u²v, u + v) as it is given, and not u²v i + (u + v) j."""
    if piece.of_curve:
        return style.transcribe(steps.Vector(piece.entries))
    entries = tuple(write_entry(entry, style) for entry in piece.entries)
    return Fence("(", write_coordinates(entries, style))


def _curve_as_vector(piece: steps.Column, style: Style) -> Atom:
    """A curve as any other vector."""
    if piece.of_curve:
        return style.transcribe(steps.Vector(piece.entries))
    return TEXTBOOK.rules[steps.Column](piece, style)


_Rules = Mapping[type, Callable[[Any, Style], Atom]]
_IN_ANGLES: _Rules = {
    steps.Vector: _in_angles,
    steps.Components: _in_angles,
    steps.Over: _over_each_in_angles,
    steps.Column: _column_as_vector,
    steps.FlatColumn: _flat_column_as_vector,
    steps.Partial: _indexed_partial,
    steps.RepeatedPartial: _repeated_with_place,
}
_AXES: Mapping[str, Atom] = {name: _bold(name) for name in "ijk"}
_BY_AXES: _Rules = {
    steps.Vector: _along_axes,
    steps.Components: _along_axes,
    steps.Over: _over_each_along_axes,
    steps.Column: _column_as_tuple,
    steps.FlatColumn: TEXTBOOK.rules[steps.FlatColumn],
}

STYLE_BY_NAME: Mapping[str, Style] = {
    "plain": TEXTBOOK,
    "stewart": replace(
        TEXTBOOK,
        rules={**TEXTBOOK.rules, **_IN_ANGLES},
        keeps_unit_vectors=True,
        length="|",
        shows_place=True,
        divides_each=True,
        divides_lines=True,
        has_unit_tangents=True,
        bolds_fields=True,
        directs_by_gradient=True,
        indexes_partials=True,
        puts_angle_in=True,
        tells_hessian=False,
        rate=(RateForm.SCALAR_PRODUCT, RateForm.VECTORS),
    ),
    "openstax": replace(
        TEXTBOOK,
        rules={**TEXTBOOK.rules, **_IN_ANGLES, **_BY_AXES},
        axes=_AXES,
        shows_place=True,
        divides_each=True,
        has_unit_tangents=True,
        bolds_fields=True,
        directs_by_gradient=True,
        indexes_partials=True,
        puts_unit_first=True,
        puts_angle_in=True,
        tells_hessian=False,
        rate=(RateForm.SCALAR_PRODUCT, RateForm.VECTORS),
    ),
    "tongji": replace(
        TEXTBOOK,
        letters={**TEXTBOOK.letters, "∇": _bold("grad")},
        rules={
            **TEXTBOOK.rules,
            steps.Partial: _partial_with_bar,
            steps.Differential: _differential_with_bar,
            steps.ImplicitDerivative: _implicit_with_bar,
            steps.Gradient: _gradient_by_word,
            steps.Rate: _rate_with_bar,
            steps.Over: _over_each,
            steps.Column: _curve_as_vector,
            steps.Products: _products_over_each,
        },
        # Where they stand in row upon row bars would be too many.
        worked_rules={steps.Partial: _partial_with_arguments},
        name_directions=_name_by_index,
        name_components=lambda problem: problem.any_index_letter,
        write_rate=_rate_by_quotient,
        length="|",
        shows_place=True,
        divides_each=True,
        divides_lines=True,
        equates_to_zero=True,
        directs_by_gradient=True,
        gathers_gradient=True,
        has_normal_planes=True,
        has_direction_letters=True,
        puts_unit_first=True,
        puts_angle_in=True,
        tells_hessian=False,
        rate=(RateForm.COSINES,),
        names_second=True,
        repeated_rule=_repeated_with_bar,
        tells_increments=True,
        slope_letter="k",
        braces_systems=True,
        inner_letter="u",
        face_of_differential=Face.ROMAN,
    ),
}
"""Each style by the name that a request has for it: a row of what it replaces in `TEXTBOOK`."""
