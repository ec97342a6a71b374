"""The tangent and the normal to a level set, and the tangent to a curve's graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from sympy import (
    Add,
    Eq,
    Expr,
    Float,
    Integer,
    Matrix,
    Mul,
    Rational,
    Symbol,
    expand,
    igcd,
    ilcm,
    sign,
)

from grad_magic.calculus.directions import (
    dot_symbols,
    normal_form,
    simplest_normal,
    smallest_multiple,
)
from grad_magic.calculus.exact.differentiation import differentiate_once
from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.quotients import without_roots_below
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula, product_of, sum_of
from grad_magic.lesson.decimal_fractions import in_decimals
from grad_magic.lesson.decimals import (
    has_short_decimal,
    is_decimal_only,
    is_exact_decimal,
    to_decimal,
)
from grad_magic.lesson.pieces import (
    APPROXIMATELY,
    EQUALS,
    POINT,
    ZERO,
    clauses,
    combination,
    gradient,
    has_one_variable,
    in_a_row,
    is_by_signs,
    measure_text,
    name_of,
    number_vector,
    plain_number,
    shown_partial,
    value_at,
    with_activations_named,
    words,
)
from grad_magic.lesson.steps import (
    Decimal,
    Equation,
    FunctionValue,
    Line,
    MatrixProduct,
    Partial,
    Piece,
    Quotient,
    Ray,
    Separator,
    Total,
    Tuple,
    Value,
    Vector,
)
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.substitution import (
    can_be_seen,
    displacements,
    linear_form,
    with_letters_put_in,
)
from grad_magic.lesson.typesetting.unicode_printer import plain_text
from grad_magic.presets import Asked
from grad_magic.solution import Solution

# About a line of print.
_MOST_COLUMNS = 75
# What words leave of half a line.
_MOST_COLUMNS_IN_SHORT = 24
# Longer exact numbers give way to decimals where the data were decimals.
_LONGEST_BESIDE_DECIMALS = 30
_LONGEST_EXACT_LEVEL = 12
# Equal quotients are two at least.
_FEWEST_QUOTIENTS = 2
_PLANE, _SPACE = 2, 3
# What a row has room for beside words.
_LONGEST_LEVEL, _LONGEST_TERMS = 22, 62
_NORMAL_LINES = {
    True: ("normal_line_is", "normal_line_along_is"),
    False: ("normal_line", "normal_line_along"),
}
_LEVEL_SETS = {2: "level_curve", 3: "level_surface"}


def tangent_lines(solution: Solution) -> Iterator[Line]:
    """The tangent at P; of a level set that was asked about also its normal."""
    if _is_surface(solution):
        yield (words("tangent_plane_to_graph", point=POINT, equation=_graph_plane(solution)),)
    if has_one_variable(solution):
        if solution.tangent_plane is not None and not solution.problem.is_equation:
            yield (words("tangent_to_graph", point=POINT, equation=_graph_tangent(solution)),)
        elif solution.has_vertical_tangent and not solution.problem.presentation.is_worked:
            assert solution.point is not None
            equation = (Value(solution.variables[0]), EQUALS, Value(solution.point[0]))
            yield (words("tangent_to_graph", point=POINT, equation=equation),)
    elif solution.has_level_tangent and solution.value is not None:
        yield from _level_tangent(solution)
        if solution.problem.is_equation and solution.normal_line is not None:
            yield normal_line(solution)
    elif solution.problem.is_equation and _has_zero_gradient(solution):
        zero = (gradient(solution), EQUALS, ZERO)
        sentence = f"no_tangent_to_{level_set(solution)}"
        yield (words(sentence, zero=zero, level=level_equation(solution), point=POINT),)


def _is_surface(solution: Solution) -> bool:
    """Whether f was given as a surface, z = …, or its graph asked about, and the plane is short."""
    is_asked = Asked.GRAPH_TANGENT in solution.problem.presentation.questions
    if not (solution.problem.name == "z" or is_asked) or len(solution.variables) != _PLANE:
        return False
    plane = solution.tangent_plane
    return plane is not None and not solution.problem.is_equation and fits(plane)


def _graph_plane(solution: Solution) -> Line:
    """z = 2 - √2x/a - √2y/b: of letters a positive term first, else in the order of x and y."""
    plane, variables = solution.tangent_plane, solution.variables
    assert plane is not None
    if plane.rhs.free_symbols <= set(variables):
        return (Equation(plane),)
    linear = linear_function(plane.rhs, variables)
    if linear.operation == "add":
        terms = linear.operands
        first = next((term for term in terms if term.operation != "negate"), terms[0])
        linear = Formula("add", (first, *(term for term in terms if term is not first)))
    return (Equation(plane, (in_reading_order(plane.lhs), linear)),)


def _has_zero_gradient(solution: Solution) -> bool:
    entries = solution.gradient_at
    return entries is not None and all(sign_of(entry) == 0 for entry in entries)


def level_set(solution: Solution) -> str:
    """What a level set is called for so many variables, in the rows of the wording."""
    return _LEVEL_SETS.get(len(solution.variables), "level_set")


def _graph_tangent(solution: Solution) -> Line:
    plane, slopes, value = solution.tangent_plane, solution.gradient_at, solution.value
    assert plane is not None
    if is_sloped_by_signs(solution):
        # Its numbers stand with f(a) and f′(a), by cases.
        return (Value(plane.lhs), EQUALS, linear_part(solution))
    by_slope = _line_in_letters(solution)
    if by_slope is not None and measure_text(by_slope) < measure_text(plane.rhs):
        return (Value(plane.lhs), EQUALS, Value(by_slope))
    if slopes is not None and _has_sum(slopes[0]) and fits(plane):
        linear = linear_function(plane.rhs, solution.variables)
        return (Equation(plane, (in_reading_order(plane.lhs), linear)),)
    if fits(plane) or slopes is None or value is None:
        return (Equation(plane),)
    assert solution.point is not None
    (slope,), (place,), (variable,) = slopes, solution.point, solution.variables
    # Of approximations the difference of both may be nothing but rounding.
    is_certain = not slope.has(Float)
    constant = value - slope * place if is_certain else plane.rhs.xreplace({variable: Integer(0)})
    terms = ((slope, variable), (constant, None))
    line = combination(terms, solution)
    return (Equation(plane),) if line is None else (Value(plane.lhs), APPROXIMATELY, line)


def _line_in_letters(solution: Solution) -> Formula | None:
    """f′(a)(x - a) + f(a) in the order of the formulas; None where they do not show letters."""
    value, slopes = solution.value, solution.gradient_at
    if value is None or slopes is None or solution.problem.procedure is not None:
        return None
    assert solution.point is not None
    height = with_letters_put_in(solution.problem.formula, value, solution)
    slope = with_letters_put_in(shown_partial(solution, 0)[0], slopes[0], solution)
    if not (isinstance(height, Formula) and isinstance(slope, Formula)):
        return None
    (away,) = displacements(solution.variables, solution.point)
    return sum_of((product_of((slope, away)), height))


def is_sloped_by_signs(solution: Solution) -> bool:
    """Whether a slope at P depends on where P lies: sign(a) of |x| at x = a."""
    return solution.gradient_at is not None and solution.gradient_at.has(sign)


def linear_part(solution: Solution) -> Total:
    """f(P) + f_x(P)·(x - x₀) + f_y(P)·(y - y₀); in one variable f(a) + f′(a)·(x - a)."""
    name, variables, point = solution.problem.name, solution.variables, solution.point
    assert point is not None
    ordinary = has_one_variable(solution)
    partials = [Partial(name, v, at_point=True, ordinary=ordinary) for v in variables]
    steps = [Tuple((Value(away),)) for away in displacements(variables, point)]
    products = map(MatrixProduct, zip(partials, steps, strict=True))
    return Total((FunctionValue(name), *products))


def _level_tangent(solution: Solution) -> Iterator[Line]:
    """The tangent to the level set; of an equation why, and with the numbers put in."""
    kind, equation = level_set(solution), tangent_equation(solution)
    if not solution.problem.is_equation:
        level = _typed_level(solution) or level_equation(solution)
        yield (words(f"tangent_to_{kind}", level=level, point=POINT, equation=equation),)
        return
    level = level_equation(solution)
    yield (words(f"normal_to_{kind}", gradient=gradient(solution), level=level, point=POINT),)
    row, worked = f"tangent_to_{kind}_of_equation", _worked_equation(solution, equation)
    if not worked:
        yield (words(row, point=POINT, equation=equation),)
        return
    left, general = worked
    told = words("that_is", equation=general)
    yield (words(row, point=POINT, equation=left), Separator(), told)


def _typed_level(solution: Solution) -> Line:
    """x² + 4y² = 8 for f = 8, where f is short; nothing where it is not."""
    problem, value = solution.problem, solution.value
    assert value is not None
    is_plain = problem.procedure is None and not value.has(Float) and not solution.is_approximate
    if not is_plain or problem.has_decimals or problem.formula.holds(("piecewise",)):
        return ()
    typed = problem.formula
    if not problem.presentation.is_worked:
        typed = with_activations_named(typed, problem)
    columns = measure_text(typed) + len(plain_text(value))
    return () if columns > _LONGEST_LEVEL else (Value(typed), EQUALS, Value(value))


def _worked_equation(solution: Solution, equation: Line) -> tuple[Line, Line] | None:
    """2(x - 1) + 4(y - 1) = 0, and x + 2y = 3; of z = f(x, y) that is z - 9 = …, and z = ….

    None where the numbers are long, or nothing is left to be reckoned.
    """
    point, slopes = solution.point, solution.gradient_at
    assert point is not None
    assert slopes is not None
    has_letters = Matrix(point).free_symbols or slopes.free_symbols
    if has_letters or not any(point) or sum(map(bool, slopes)) == 1:
        return None
    terms, last = linear_terms(solution), solution.variables[-1]
    if not terms or solution.problem.has_decimals:
        return None
    left: Line = (Value(sum_of(terms)), EQUALS, ZERO)
    is_divided = style_named(solution.problem.presentation).divides_lines
    if typed_height(solution) is not None and not is_divided:
        # Of f(x, y) - z the last term is -(z - 9).
        rise = dot_symbols(slopes, solution.variables) - dot_symbols(slopes, point)
        plane = expand(rise) + last
        height = Value(in_reading_order(last - point[-1]))
        left = (height, EQUALS, Value(sum_of(terms[:-1])))
        solved = linear_function(plane, solution.variables[:-1])
        equation = (Value(last), EQUALS, Value(solved))
    return left, equation


def typed_height(solution: Solution) -> Formula | None:
    """What stands behind z = …; None of another equation."""
    formula, variables = solution.problem.formula, solution.variables
    if len(variables) != _SPACE or formula.operation != "add":
        return None
    *terms, last = formula.operands
    is_alone = last.operation == "negate" and last.operands[0].value == variables[-1]
    if not is_alone or any(variables[-1] in term.names for term in terms):
        return None
    return terms[0] if len(terms) == 1 else Formula("add", tuple(terms))


def linear_terms(solution: Solution, slopes: Sequence[Expr] = ()) -> tuple[Formula, ...]:
    """f_x(P)(x - x₀) and the others with their numbers; nothing where these are too long.

    Args:
        solution: in whose variables, at its point.
        slopes: those by the first variables; without any they are the entries of the gradient.
    """
    point = solution.point
    slopes = slopes or tuple(solution.gradient_at or ())
    assert point is not None
    if solution.is_approximate or not can_be_seen((*slopes, *point), solution):
        return ()
    places = [index for index, slope in enumerate(slopes) if slope != 0]
    try:
        terms = linear_form(
            [slopes[index] for index in places],
            [solution.variables[index] for index in places],
            [point[index] for index in places],
            in_decimals=solution.problem.has_decimals,
        )
    except UnreadableExpressionError:
        return ()
    return terms if terms and measure_text(sum_of(terms)) <= _LONGEST_TERMS else ()


def tangent_equation(solution: Solution) -> Line:
    """The equation as w·x = w·P; in decimals where its numbers are approximate or long.

    Where the derivatives are told by cases it is f_x(P)·(x - a) + f_y(P)·(y - b) = 0.
    """
    normal, variables, point = solution.gradient_at, solution.variables, solution.point
    assert normal is not None
    assert point is not None
    if not any(map(is_by_signs, normal)):
        return _equation_of(normal, solution)
    terms = (
        MatrixProduct(
            (
                Partial(solution.problem.name, variable, at_point=True),
                Tuple((Value(in_reading_order(variable - start)),)),
            )
        )
        for variable, start in zip(variables, point, strict=True)
    )
    return (Total(tuple(terms)), EQUALS, ZERO)


def _equation_of(normal: Matrix, solution: Solution) -> Line:
    variables = solution.variables
    if _is_wide(normal, solution):
        # Of decimals nothing need be shortened.
        normal = simplest_normal(normal)
    elif not normal.has(Float):
        exact = _exact_tangent(normal, solution)
        has_decimals = solution.problem.has_decimals
        if fits(exact) and not (has_decimals and _is_long(exact)):
            return _in_book_order(exact, variables)
        if not has_decimals:
            normal = Matrix([differentiate_once(exact.lhs, name) for name in variables])
    return _rounded(normal, solution)


def _exact_tangent(normal: Matrix, solution: Solution) -> Eq:
    variables, point = solution.variables, solution.point
    assert point is not None
    shortest = normal_form(normal, variables, point, _vanishing(solution))
    exact = _without_common_number(shortest, variables)
    if not solution.problem.has_decimals:
        return exact
    return _in_shorter_decimals(exact, Eq(normal.dot(Matrix(variables)), normal.dot(point)))


def _is_wide(normal: Matrix, solution: Solution) -> bool:
    """Whether the sides, all their numbers exact, are too long for a line however they are put.

    That is if the one with the variables alone is, or both are though the number is shortened to
    half of its length.
    """
    is_plain = not (solution.problem.has_decimals or normal.has(Float) or normal.free_symbols)
    if not is_plain or len(list(filter(None, normal))) < 2:
        return False
    assert solution.point is not None
    simplest = simplest_normal(normal)
    left = len(plain_text(dot_symbols(simplest, solution.variables)))
    if left <= _MOST_COLUMNS // 2 or left > _MOST_COLUMNS:
        return left > _MOST_COLUMNS
    return left + len(plain_text(dot_symbols(simplest, solution.point))) // 2 > _MOST_COLUMNS


def _rounded(normal: Matrix, solution: Solution) -> Line:
    """The equation in decimals; exactly, however long, where a number has none."""
    assert solution.gradient_at is not None
    assert solution.point is not None
    left = combination(zip(normal, solution.variables, strict=True), solution)
    right = combination([(_height_of(normal, solution), None)], solution)
    if left is not None and right is not None:
        return (left, APPROXIMATELY, right)
    return (Equation(normal_form(solution.gradient_at, solution.variables, solution.point)),)


def _height_of(normal: Matrix, solution: Solution) -> Expr:
    """w·P; of numbers that are approximate what is certain of it, which may be nothing."""
    assert solution.point is not None
    # Its exact equation is shortened when it is asked for.
    tangent = solution.level_tangent if normal.has(Float) else None
    if tangent is None:
        return dot_symbols(normal, solution.point)
    return -tangent.lhs.xreplace(dict.fromkeys(solution.variables, Integer(0)))


def _in_book_order(equation: Eq, variables: Sequence[Symbol]) -> Line:
    sides = (_in_order(equation.lhs, variables), in_reading_order(equation.rhs))
    return (Equation(equation, sides),)


def _in_shorter_decimals(whole: Eq, given: Eq) -> Eq:
    """x + 2.035y = 0.686, as the gradient has it, for 200x + 407y = 137.2."""
    if not isinstance(given, Eq) or not all(map(has_short_decimal, given.atoms(Rational))):
        return whole
    short, long = (
        sum(len(plain_text(in_decimals(side))) for side in equation.args)
        for equation in (given, whole)
    )
    return given if short <= long else whole


def _vanishing(solution: Solution) -> Expr | None:
    """What the parameters of P make 0 where P lies on the level set that an equation describes."""
    value = solution.value if solution.problem.is_equation else None
    return value if value is not None and value.free_symbols else None


def plane_through(point: Sequence[Expr], normal: Matrix, variables: Sequence[Symbol]) -> Line:
    """The equation of the plane through a point with this normal; nothing where it is long."""
    equation = _without_common_number(normal_form(normal, variables, point), variables)
    return _in_book_order(equation, variables) if fits(equation) else ()


def _without_common_number(equation: Eq, variables: Sequence[Symbol]) -> Eq:
    """x/a + y/b = √2 for √2x/a + √2y/b = 2."""
    coefficients = [equation.lhs.coeff(variable) for variable in variables]
    kept = [variable for variable in variables if equation.lhs.has(variable)]
    if len(kept) == 1:
        return Eq(kept[0], shorten_number(equation.rhs / sum(coefficients)), evaluate=False)
    numbers = [
        entry.as_independent(*entry.free_symbols, as_Add=False)[0]
        for entry in coefficients
        if entry != 0
    ]
    ratios = [number / numbers[0] for number in numbers]
    if all(entry.is_number for entry in coefficients) or not all(r.is_Rational for r in ratios):
        return equation
    denominator = ilcm(1, *(ratio.q for ratio in ratios))
    common = numbers[0] * igcd(0, *(ratio * denominator for ratio in ratios)) / denominator
    terms = (entry / common * name for entry, name in zip(coefficients, variables, strict=True))
    return Eq(Add(*terms), without_roots_below(equation.rhs / common), evaluate=False)


def _in_order(left: Expr, variables: Sequence[Symbol]) -> Formula:
    """The terms in the order of the variables."""
    coefficients = [(left.coeff(variable), variable) for variable in variables]
    written = tuple(_multiple(*term) for term in coefficients if term[0] != 0)
    return written[0] if len(written) == 1 else Formula("add", written)


def linear_function(value: Expr, variables: Sequence[Symbol]) -> Formula:
    """A linear function with its terms in the order of the variables, and the constant last."""
    constant, terms = value.as_independent(*variables, as_Add=True)
    if terms == 0:
        return in_reading_order(constant)
    # Of 2(x + y) SymPy finds no coefficients.
    linear = _in_order(expand(terms), variables)
    if constant == 0:
        return linear
    written = (linear, in_reading_order(constant))
    parts = (part.operands if part.operation == "add" else (part,) for part in written)
    return Formula("add", tuple(chain.from_iterable(parts)))


def _multiple(coefficient: Expr, variable: Symbol) -> Formula:
    """(2 + √3)x, (2a + b)x, where SymPy's order has x first; of 407x/200 the number: 2.035x."""
    is_fraction = coefficient.is_Rational and coefficient.p != 1 and has_short_decimal(coefficient)
    if is_fraction or _has_sum(coefficient):
        return Formula("multiply", (in_reading_order(coefficient), in_reading_order(variable)))
    return in_reading_order(coefficient * variable)


def _has_sum(coefficient: Expr) -> bool:
    return any(factor.is_Add for factor in Mul.make_args(coefficient))


def fits(equation: Eq) -> bool:
    """Whether its numbers are exact, and it takes a line at most or holds other symbols."""
    if equation.has(Float):
        return False
    columns = len(plain_text(equation.lhs)) + len(plain_text(equation.rhs))
    return columns <= _MOST_COLUMNS and not any(map(is_decimal_only, equation.atoms(Rational)))


def _is_long(equation: Eq) -> bool:
    """Whether it has other numbers than such as one reads at a glance."""
    return len(plain_text(equation.lhs)) + len(plain_text(equation.rhs)) > _LONGEST_BESIDE_DECIMALS


def normal_line(solution: Solution) -> Line:
    """In space (x, y, z) = P + t∇f(P) with the numbers put in, in the plane its equation."""
    line, normal, point = solution.normal_line, solution.gradient_at, solution.point
    is_worked = solution.problem.presentation.is_worked
    row, along_row = _NORMAL_LINES[is_worked]
    assert line is not None
    assert normal is not None
    assert point is not None
    known = Matrix(point).free_symbols | normal.free_symbols
    has_numbers = not (known or normal.has(Float))
    if len(solution.variables) == _PLANE and has_numbers:
        along = plane_through(point, Matrix([normal[1], -normal[0]]), solution.variables)
        if along:
            return (words(row, point=POINT, equation=along),)
    style = style_named(solution.problem.presentation)
    if style.parametrizes_lines:
        (parameter,) = line.free_symbols - known
        equations = parametric_equations(
            solution.variables, point, tuple(normal), parameter, is_alone=is_worked
        )
        if equations:
            return (words(row, point=POINT, equation=equations),)
    if style.divides_lines:
        equations = symmetric_equations(solution.variables, point, tuple(normal))
        scaled = _scaled_normal(normal, solution)
        if equations and scaled:
            return (words(along_row, point=POINT, normal=scaled, equation=equations),)
        if equations:
            return (words(row, point=POINT, equation=equations),)
    (parameter,) = line.free_symbols - known
    relation, entries = number_vector(normal, solution)
    equation = (Vector(solution.variables), relation, Ray(Vector(point), parameter, entries))
    return (words(row, point=POINT, equation=equation),)


def _scaled_normal(normal: Matrix, solution: Solution) -> Line:
    """1/2·∇F(P) = (1, 2, 3), where the line has that for ∇F(P); nothing for ∇F(P) itself."""
    scale, whole = smallest_multiple(normal)
    if not scale.is_Rational or abs(scale) == 1 or normal.has(Float):
        return ()
    # The line points as the vector does.
    slope = MatrixProduct((Value(1 / abs(scale)), gradient(solution)))
    return (slope, EQUALS, Vector(tuple(whole * sign(scale))))


def symmetric_equations(
    variables: Sequence[Symbol], point: Sequence[Expr], along: Sequence[Expr]
) -> Line:
    """(x - 1)/2 = (y - 2)/3, z = 1 of a line through a point along a vector.

    A common factor is taken out. With letters it means what books agree on: where one below is
    0, so is what stands above. Nothing where numbers are approximate.
    """
    if any(number.has(Float) for number in (*along, *point)):
        return ()
    scale, whole = smallest_multiple(Matrix(along))
    # The line points as the vector does.
    whole *= -1 if scale.could_extract_minus_sign() else 1
    quotients: list[Piece] = []
    fixed: list[Line] = []
    for variable, place, entry in zip(variables, point, whole, strict=True):
        away = Value(in_reading_order(variable - place))
        if entry:
            quotients.append(Quotient(away, Value(entry)))
        else:
            fixed.append((Value(variable), EQUALS, Value(place)))
    if len(quotients) < _FEWEST_QUOTIENTS:
        return ()
    chained: list[Piece] = [quotients[0]]
    for quotient in quotients[1:]:
        chained += (EQUALS, quotient)
    return clauses([tuple(chained), *fixed])


def parametric_equations(
    variables: Sequence[Symbol],
    point: Sequence[Expr],
    along: Sequence[Expr],
    parameter: Symbol,
    *,
    is_alone: bool,
) -> Line:
    """x = 1 + 2s, y = 2, z = -s of a line through a point along a vector.

    Nothing where numbers are approximate. They stand `is_alone` in a row, or in a sentence.
    """
    if any(number.has(Float) for number in (*along, *point)):
        return ()
    equations = (
        (Value(variable), EQUALS, Value(_moving(place, speed, parameter)))
        for variable, place, speed in zip(variables, point, along, strict=True)
    )
    return in_a_row(equations) if is_alone else clauses(equations)


def _moving(start: Expr, speed: Expr, parameter: Symbol) -> Formula:
    """1 - 2s, with the start before what is added to it."""
    if speed == 0:
        return in_reading_order(start)
    falls = speed.could_extract_minus_sign()
    moved = _multiple(-speed if falls else speed, parameter)
    moved = Formula("negate", (moved,)) if falls else moved
    return moved if start == 0 else Formula("add", (in_reading_order(start), moved))


def level_equation(solution: Solution) -> Line:
    """f = c, the level set's equation."""
    value = value_at(solution)
    assert value is not None
    level = plain_number(value, solution)
    if solution.problem.has_decimals and len(plain_text(value)) > _LONGEST_EXACT_LEVEL:
        level = to_decimal(value, solution.problem.digits) or level
    is_exact = not isinstance(level, Decimal) or is_exact_decimal(level, value)
    return (name_of(solution), EQUALS if is_exact else APPROXIMATELY, level)
