"""The function, its partial derivatives, its gradient and its rate of change along u."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sympy import (
    Add,
    And,
    Expr,
    Integer,
    Matrix,
    Piecewise,
    Rational,
    Symbol,
    cos,
    fraction,
    ilcm,
    sign,
)

from grad_magic.calculus.conditions import without_borders
from grad_magic.calculus.directions import norm
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.formula.sympy_forms import in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.lesson.pieces import (
    ELLIPSIS,
    EQUALS,
    MOST_IN_HEADING,
    POINT,
    UNIT,
    Shown,
    coordinates,
    count_operations,
    ends,
    exact_vector,
    formula,
    gradient,
    has_one_variable,
    in_letters,
    is_by_signs,
    is_rounded,
    is_unit_rounded,
    letters_of,
    name_of,
    number,
    number_vector,
    series,
    shown_partial,
    valid_where,
    value_at,
    vector,
    words,
    written_out,
)
from grad_magic.lesson.sections import definition
from grad_magic.lesson.steps import (
    Components,
    Cosine,
    Degrees,
    Dot,
    FunctionValue,
    Gradient,
    Letter,
    LimitOf,
    Line,
    MatrixProduct,
    Norm,
    Over,
    Partial,
    Piece,
    Products,
    Quotient,
    Rate,
    RepeatedPartial,
    Separator,
    Signed,
    Sine,
    Terms,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import with_letters_put_in
from grad_magic.lesson.transcription import TEXTBOOK, RateForm
from grad_magic.lesson.typesetting.plain import render_atom
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.lesson.unit_vectors import over_number, write_unit
from grad_magic.problem import Problem
from grad_magic.solution import Solution
from grad_magic.wording.english import ENGLISH

# About a line of print; the partial derivatives stand right above in full.
_LONGEST_GRADIENT = 30
_LONGEST_NUMERATOR = 40
_MOST_COMPONENTS = 3
_PLANE = 2
_ANGLES = {"alpha": "α", "beta": "β", "gamma": "γ"}
"""The direction's angles with the axes, by the names that they would be taken for."""


def has_formula(solution: Solution) -> bool:
    """Whether f is known as an expression, and not as a procedure that computes numbers."""
    return solution.problem.procedure is None


def function_line(solution: Solution) -> Line:
    """f(x, y) = …, P = …, f(P) = …; of one variable f(x) = …, f(1) = …."""
    name = solution.problem.name
    general: Line = (FunctionValue(name, ends(solution.variables, MOST_IN_HEADING)),)
    if has_formula(solution):
        shown = in_letters(solution.problem.formula, solution)
        general += (EQUALS, written_out(shown, solution))
    value = value_at(solution)
    if solution.point is None or value is None:
        return general
    at_point: Line = (FunctionValue(name), *_number_of(solution.problem.formula, value, solution))
    if not solution.problem.has_short_point:
        at_point = (POINT, EQUALS, coordinates(solution), Separator(), *at_point)
    return (*general, Separator(), *at_point) if has_formula(solution) else at_point


def partial_lines(solution: Solution) -> Iterator[Line]:
    """Each partial derivative, general and at P; then those that do not exist at P."""
    if has_formula(solution):
        yield from letters_of(solution)
    for index in range(len(solution.variables)):
        value = definition.partial_value(solution, index)
        general, at_point = _general_partial(solution, index), _partial_at(solution, index, value)
        # A limit fills a row.
        is_limit = any(isinstance(piece, LimitOf) for piece in at_point)
        if general and at_point and not is_limit:
            yield (*general, Separator(), *at_point)
        else:
            yield from filter(None, (general, at_point))
    yield from definition.missing_partials(solution)


def _has_derivatives(solution: Solution) -> bool:
    """Whether they are known as formulas, and f has values in a region."""
    return has_formula(solution) and not any(
        doubt.kind.denies_derivatives for doubt in solution.doubts
    )


def _general_partial(solution: Solution, index: int) -> Line:
    if not _has_derivatives(solution):
        return ()
    partial = _partial(solution, index, at_point=False)
    shown, where = shown_partial(solution, index)
    return (partial, EQUALS, written_out(shown, solution), *valid_where(where))


def _partial_at(solution: Solution, index: int, value: Expr | None) -> Line:
    if value is None:
        return ()
    partial = _partial(solution, index, at_point=True)
    limit = definition.partial_limit(solution, index)
    if not has_formula(solution):
        return (partial, *limit, *number(value, solution))
    shown, _ = shown_partial(solution, index)
    return (partial, *limit, *_number_of(shown, value, solution))


def _number_of(general: Formula | Expr, value: Expr, solution: Solution) -> Line:
    """= and the value of a formula at P, in its own order where P is one of letters."""
    form = with_letters_put_in(general, value, solution)
    return number(value, solution) if form is value else (EQUALS, written_out(form, solution))


def _partial(solution: Solution, index: int, *, at_point: bool) -> Partial:
    variable = solution.variables[index]
    ordinary = has_one_variable(solution)
    return Partial(solution.problem.name, variable, at_point=at_point, ordinary=ordinary)


def gradient_lines(solution: Solution) -> Iterator[Line]:
    """∇f = …, ∇f(P) = …, ‖∇f(P)‖ = …."""
    name = solution.problem.name
    line: Line = ()
    # ∇f = (∂f/∂x, ∂f/∂y) tells nothing where no value follows.
    is_told = solution.point is None or solution.gradient_at is not None
    if _has_derivatives(solution) and (is_told or is_gradient_short(solution)):
        line = (Gradient(name, at_point=False), EQUALS, *general_gradient(solution))
    if solution.gradient_at is not None and solution.norm is not None:
        at_point = Gradient(name, at_point=True)
        line += (Separator(),) if line else ()
        line += (at_point, *gradient_at_point(solution, solution.gradient_at))
        # Of a level set the normal is asked, not how long it is.
        if solution.steepest_ascent is not None and not solution.problem.is_equation:
            line += (Separator(), Norm(at_point), *number(solution.norm, solution))
    if line:
        yield line


def gradient_at_point(solution: Solution, gradient: Matrix) -> Line:
    """The vector; where its entries are told by cases their names."""
    if has_formula(solution) and not solution.is_approximate:
        entries = tuple(
            with_letters_put_in(shown_partial(solution, index)[0], entry, solution)
            for index, entry in enumerate(gradient)
        )
        if any(isinstance(entry, Formula) for entry in entries):
            return (EQUALS, Vector(entries))
    if not any(map(is_by_signs, gradient)):
        return number_vector(gradient, solution)
    named = (_partial(solution, index, at_point=True) for index in range(len(gradient)))
    return (EQUALS, Components(tuple(named)))


def gradient_in_short(solution: Solution) -> Iterator[Line]:
    """∇f(P) = …, without P ∇f = …; in one variable f′; where there is none, why."""
    name, at_point = solution.problem.name, solution.point is not None
    if at_point and solution.gradient_at is None:
        yield from definition.missing_partials(solution)
        return
    if has_one_variable(solution):
        value = definition.partial_value(solution, 0)
        line = _partial_at(solution, 0, value) if at_point else _general_partial(solution, 0)
    elif solution.gradient_at is not None:
        line = (Gradient(name, at_point=True), *number_vector(solution.gradient_at, solution))
    elif has_formula(solution):
        shown = [shown_partial(solution, index) for index in range(len(solution.variables))]
        line = (Gradient(name, at_point=False), EQUALS, *_written_out_gradient(shown))
    else:
        return
    if not at_point:
        yield from letters_of(solution)
    yield line


def general_gradient(solution: Solution) -> Line:
    """The partial derivatives written out again, or only named where they are long."""
    indices = range(len(solution.variables))
    if is_gradient_short(solution):
        shown = [shown_partial(solution, index) for index in indices]
        return _written_out_gradient([(in_letters(form, solution), where) for form, where in shown])
    named: tuple[Piece, ...] = tuple(_partial(solution, index, at_point=False) for index in indices)
    if len(named) > MOST_IN_HEADING:
        named = (*named[:2], Value(ELLIPSIS), named[-1])
    return (Components(named),)


def is_gradient_short(solution: Solution) -> bool:
    """Whether its entries are written out, and not named."""
    forms = [shown_partial(solution, index)[0] for index in range(len(solution.variables))]
    is_short = sum(map(count_operations, forms)) <= _LONGEST_GRADIENT
    return is_short and not any(map(_has_cases, forms))


def _has_cases(form: Expr | Formula) -> bool:
    if isinstance(form, Formula):
        return form.holds(("piecewise",))
    return bool(form.has(Piecewise))


def _written_out_gradient(shown: Sequence[Shown]) -> Line:
    conditions = [where for _, where in shown]
    return (
        Vector(tuple(form for form, _ in shown)),
        *valid_where(without_borders(And(*conditions))),
    )


def has_first_unit(solution: Solution) -> bool:
    """Whether the direction stands before the derivatives, as its style has it.

    That of the gradient comes from them, and that of a limit belongs to the limit.
    """
    is_from_them = bool(solution.problem.along_gradient) or solution.one_sided_partials is not None
    if solution.unit_direction is None or is_from_them:
        return False
    return style_named(solution.problem.presentation).puts_unit_first


def direction_line(solution: Solution) -> Line:
    """u = v/‖v‖ = …, behind v = PQ = (4, -3), or v = (3, 4), where u does not show it."""
    problem = solution.problem
    given = problem.direction
    if given is None or given_length(solution) is None or len(given) == 1:
        return unit_line(solution)
    is_toward = problem.target is not None and not problem.has_short_point
    if not is_toward and not style_named(problem.presentation).divides_each:
        return unit_line(solution)
    between: Line = (EQUALS, Letter("PQ")) if is_toward else ()
    vector: Line = (Letter("v"), *between, EQUALS, Vector(given))
    return (*vector, Separator(), *unit_line(solution))


def unit_line(solution: Solution) -> Line:
    """u = v/‖v‖ = …, and the angle that it was given by."""
    unit, *equal = _unit(solution)
    by_angles = _by_angles(solution)
    presentation = solution.problem.presentation
    # A worked solution has told the angle: within (cos 60°, sin 60°), or before u.
    is_within = by_angles and style_named(presentation).puts_angle_in
    is_told = presentation.is_worked and (is_within or is_given_by_angle(solution))
    return (unit, *by_angles, *equal, *(() if is_told else _angles(solution)))


def is_given_by_angle(solution: Solution) -> bool:
    """Whether a direction in the plane was given by its angle with the first axis."""
    is_in_plane = len(solution.variables) == _PLANE
    is_of_map = solution.problem.is_vector_valued
    return len(solution.problem.angles) == 1 and is_in_plane and not is_of_map


def _by_angles(solution: Solution) -> Line:
    """= (cos α, cos β), of a direction by its angle = (cos 60°, sin 60°), as the style has it."""
    style, angles = style_named(solution.problem.presentation), solution.problem.angles
    line: Line = ()
    if RateForm.COSINES in style.rate and direction_cosines(solution):
        line = (EQUALS, Components(direction_cosines(solution)))
    # The vector of an angle without a value is written with it anyway.
    is_open = any(angle.value.free_symbols for angle in angles)
    if not style.puts_angle_in or not angles or is_open or len(solution.variables) == 1:
        return line
    written = [
        Degrees(angle.value) if angle.in_degrees else Tuple((Value(angle.value),))
        for angle in angles
    ]
    is_alone = len(written) == 1
    components = (Cosine(written[0]), Sine(written[0])) if is_alone else map(Cosine, written)
    return (*line, EQUALS, Components(tuple(components)))


def direction_cosines(solution: Solution) -> tuple[Piece, ...]:
    """cos α, cos β, cos γ; nothing where there are not so many or their letters are taken."""
    problem = solution.problem
    names = problem.letters
    # Beside θ and φ the angle with the gradient is called α; a momentum is called β.
    is_taken = not names.isdisjoint(_ANGLES) or names >= {"theta", "phi"}
    is_usual = 1 < len(problem.variables) <= len(_ANGLES)
    if is_taken or not is_usual or problem.optimiser == "momentum":
        return ()
    letters = tuple(_ANGLES.values())[: len(problem.variables)]
    return tuple(Cosine(Letter(letter)) for letter in letters)


def cosines_of_any(solution: Solution) -> tuple[Expr, ...]:
    """cos α, cos β as numbers to be found, where the style's rate is written with them.

    Nothing where they are those of the direction that was given.
    """
    is_usual = RateForm.COSINES in style_named(solution.problem.presentation).rate
    if not is_usual or solution.unit_direction is not None or not direction_cosines(solution):
        return ()
    return tuple(
        cos(Symbol(name, real=True)) for name, _ in zip(_ANGLES, solution.variables, strict=False)
    )


def _angles(solution: Solution) -> Line:
    """At the angle 60°, as the request gives it."""
    if not solution.problem.angles:
        return ()
    return (Separator(), angle_words(solution.problem))


def angle_words(problem: Problem) -> Words:
    """At the angle 60°, or at the angles with the axes, of a direction given by them."""
    said = [
        (Degrees(angle.value),)
        if angle.in_degrees
        else (words("in_radians", angle=Value(angle.value)),)
        for angle in problem.angles
    ]
    return words("at_angle" if len(said) == 1 else "at_angles", angles=series(said))


def _unit(solution: Solution) -> Line:
    unit = solution.unit_direction
    assert unit is not None
    given = solution.problem.direction
    is_long = is_unit_rounded(unit, solution)
    if given is not None and _is_as_given(solution):
        return (UNIT, EQUALS, Vector(given))
    if given is None or tuple(unit) == given:
        alone = exact_vector(unit, solution) if is_long else (EQUALS, write_unit(unit))
        return (UNIT, *_of_gradient(solution), *alone)
    length = _length(given, unit)
    line: Line = (UNIT, EQUALS, Quotient(Letter("v"), Norm(Letter("v"))))
    as_given = Over(Vector(given), length)
    # A fraction over a length would be a fraction in a fraction.
    divides_each = style_named(solution.problem.presentation).divides_each
    # Of one entry alone it would be -2/2.
    is_plain = all(entry.is_Integer for entry in given) and sum(map(bool, given)) > 1
    is_told = not divides_each or is_plain
    if is_long:
        if is_told and not any(is_rounded(entry, solution) for entry in (*given, length)):
            line += (EQUALS, as_given)
        return (*line, *exact_vector(unit, solution))
    # What the rate is computed with: (sign a, 0) behind (a, 0)/|a|.
    shortest = write_unit(unit) if unit.has(sign) else write_unit(unit, given, length)
    # Decimals over a root would have a fraction below.
    has_fraction = any(part.q != 1 for part in length.atoms(Rational))
    # Below a statement 6/10 is left out before 3/5, as it is seen.
    presentation = solution.problem.presentation
    is_told = is_told and not (presentation.follows_statement and length.is_Integer)
    style = style_named(presentation)
    is_told = is_told and style.transcribe(shortest) != style.transcribe(as_given)
    if is_told and not (solution.problem.has_decimals and has_fraction):
        line += (EQUALS, as_given)
    return (*line, EQUALS, shortest)


def _of_gradient(solution: Solution) -> Line:
    """= ∇f(P)/‖∇f(P)‖ of the direction along it, with a minus of that against it."""
    if not solution.problem.along_gradient:
        return ()
    slope = gradient(solution)
    unit = Quotient(slope, Norm(slope))
    return (EQUALS, unit if solution.problem.along_gradient > 0 else Signed("-", unit))


def given_length(solution: Solution) -> Expr | None:
    """‖v‖ where the direction was given as a vector of another length than 1."""
    given, unit = solution.problem.direction, solution.unit_direction
    if given is None or unit is None or _is_as_given(solution) or tuple(unit) == given:
        return None
    return _length(given, unit)


def _is_as_given(solution: Solution) -> bool:
    """Whether the direction has length 1, as the decimals (0.6, 0.8)."""
    unit, given = solution.unit_direction, solution.problem.direction
    assert unit is not None
    return (
        solution.problem.has_decimals
        and tuple(unit) == given
        and all(entry.is_Rational for entry in unit)
    )


def _length(given: tuple[Expr, ...], unit: Matrix) -> Expr:
    length = next(v / u for v, u in zip(given, unit, strict=True) if u != 0)
    # |a| for a/sign(a).
    return norm(Matrix(given)) if length.has(sign) else length


def _substituted(gradient: Matrix, unit: Matrix, solution: Solution) -> Piece:
    """Σ ∂f/∂xᵢ(P)·uᵢ with the numbers put in, over the length of u's whole entries."""
    as_given = _is_as_given(solution)
    entries, divisor = (tuple(unit), Integer(1)) if as_given else over_number(tuple(unit))
    # A fraction cannot be broken at the end of a line.
    is_long = sum(len(plain_text(entry)) for entry in gradient) > _LONGEST_NUMERATOR
    has_fractions = (
        divisor.is_Rational
        and not solution.problem.has_decimals
        and any(fraction(entry)[1] != 1 for entry in gradient)
    )
    if divisor == 1 or is_long or has_fractions:
        return Products(tuple(zip(gradient, unit, strict=True)))
    return Products(tuple(zip(gradient, entries, strict=True)), divisor)


def rate_line(solution: Solution, *, tells_tendency: bool = True) -> Line:
    """D_u f(P) = ∇f(P)·u with the numbers put in, and whether f rises or falls."""
    rate, gradient, unit = (
        solution.directional_derivative,
        solution.gradient_at,
        solution.unit_direction,
    )
    assert rate is not None
    assert gradient is not None
    assert unit is not None
    has_exact = not any(is_rounded(entry, solution) for entry in gradient)
    has_exact = has_exact and not is_unit_rounded(unit, solution)
    has_exact = has_exact and not solution.is_approximate and not any(map(is_by_signs, gradient))
    line: Line = (Rate(solution.problem.name),)
    presentation = solution.problem.presentation
    forms = style_named(presentation).rate
    substituted = _substituted(gradient, unit, solution) if has_exact else None
    if presentation.is_worked and RateForm.VECTORS in forms:
        substituted = _without_zeros(substituted)
    for form in forms:
        line += _rate_as(form, solution, has_exact=has_exact)
    if substituted is not None:
        # 2·cos(2) + 4·sin(2) is the rate itself.
        written = render_atom(TEXTBOOK.transcribe(substituted), ENGLISH)
        if written.replace("·", "") != plain_text(rate).replace("·", ""):
            line += (EQUALS, substituted)
    line += _over_one_stroke(rate) or number(rate, solution)
    tells_tendency = tells_tendency and solution.critical_kind is None
    return (*line, *tendency(rate, solution)) if tells_tendency else line


def _over_one_stroke(rate: Expr) -> Line:
    """= (6a + 8b)/5 for 6a/5 + 8b/5; nothing for what is no such sum."""
    terms = [term.as_coeff_Mul() for term in Add.make_args(rate)]
    is_plain = all(factor.is_Rational and rest.is_polynomial() for factor, rest in terms)
    bottom = Integer(ilcm(1, *(factor.q for factor, _ in terms))) if is_plain else Integer(1)
    if not rate.free_symbols or len(terms) == 1 or bottom == 1:
        return ()
    top = Add(*(bottom * factor * rest for factor, rest in terms))
    over = Formula("reciprocal", (in_reading_order(bottom),))
    return (EQUALS, Value(Formula("multiply", (in_reading_order(top), over))))


def _rate_as(form: RateForm, solution: Solution, *, has_exact: bool) -> Line:
    """= and what the rate is before its numbers are multiplied."""
    cosines = direction_cosines(solution)
    if form is RateForm.VECTORS:
        return _as_vectors(solution) if has_exact else ()
    if form is RateForm.SCALAR_PRODUCT or not cosines:
        return formula(solution)[1:]
    name, variables = solution.problem.name, solution.variables
    # As a worked solution has found them; f_x(P) is shorter.
    is_worked = solution.problem.presentation.is_worked
    slopes = (
        Partial(name, variable, at_point=True)
        if is_worked
        else RepeatedPartial(name, (variable,), at_point=True)
        for variable in variables
    )
    products = (MatrixProduct(pair) for pair in zip(slopes, cosines, strict=True))
    return (EQUALS, Terms(tuple(products)))


def _as_vectors(solution: Solution) -> Line:
    """= ⟨1, 2⟩·⟨3/5, 4/5⟩, where there are few components."""
    gradient, unit = solution.gradient_at, solution.unit_direction
    assert gradient is not None
    assert unit is not None
    is_long = sum(len(plain_text(entry)) for entry in gradient) > _LONGEST_NUMERATOR
    if is_long or not 1 < len(unit) <= _MOST_COMPONENTS:
        return ()
    if _is_as_given(solution):
        return (EQUALS, Dot(vector(gradient), Vector(tuple(unit))))
    entries, divisor = over_number(tuple(unit))
    is_whole = not any(fraction(entry)[1] != 1 for entry in (*gradient, *entries))
    if solution.problem.presentation.is_worked and divisor != 1 and is_whole:
        # Over the length, as are the products that follow.
        return (EQUALS, Quotient(Dot(vector(gradient), Vector(entries)), Value(divisor)))
    return (EQUALS, Dot(vector(gradient), write_unit(unit)))


def _without_zeros(products: Piece | None) -> Piece | None:
    """What of the products is neither 0 nor a factor 1; nothing where one is left."""
    if not isinstance(products, Products):
        return products
    pairs = tuple(pair for pair in products.pairs if 0 not in pair)
    return replace(products, pairs=pairs, omits_ones=True) if len(pairs) > 1 else None


_TENDENCIES = {1: "rising", -1: "falling", 0: "level", None: "tendency_open"}


def tendency(rate: Expr, solution: Solution) -> Line:
    """Whether f rises or falls; nothing where that depends on parameters."""
    sign = sign_of(rate)
    if sign is None and rate.free_symbols:
        return ()
    return (Separator(), words(_TENDENCIES[sign], f=name_of(solution), u=UNIT))
