"""A Solution into the Steps of its answer."""

from __future__ import annotations

from collections.abc import Iterator

from sympy import Expr, Integer, Matrix, Piecewise

from grad_magic.calculus.directions import normal_form
from grad_magic.calculus.numbers import sign_of
from grad_magic.lesson.decimals import is_too_long, to_decimal, write_number
from grad_magic.lesson.steps import (
    Dot,
    Equation,
    FunctionValue,
    Gradient,
    Grid,
    Letter,
    Line,
    Name,
    Norm,
    Partial,
    Piece,
    Products,
    Quotient,
    Rate,
    Relation,
    Separator,
    Signed,
    Step,
    Tuple,
    Value,
    Vector,
    Words,
)
from grad_magic.solution import Finding, Solution

_EQUALS = Relation("=")
_APPROXIMATELY = Relation("≈")
_POINT = Letter("P")
_UNIT = Letter("u")
# About a line of print; the partial derivatives stand right above in full.
_LONGEST_GRADIENT = 30
_LONGEST_DIRECTION = 24
_LONGEST_DIRECTION_TEXT = 75


def write_steps(solution: Solution) -> tuple[Step, ...]:
    """The brief answer, in the order of a textbook's solution."""
    return tuple(_write(solution))


def explain_verdict(solution: Solution) -> Words | None:
    """Why the formula D_u f(P) = ∇f(P)·u holds at P or may not be used; None without P."""
    if solution.verdict is None:
        return None
    reason = solution.verdict.reason
    name = solution.problem.name
    if reason.sentence == "continuous_partials" and len(solution.variables) == 1:
        return _words("continuous_derivative", f=Name(name), point=_POINT)
    gaps: dict[str, Piece | Line] = {
        "f": Name(name),
        "point": _POINT,
        "u": _UNIT,
        "formula": _formula(solution),
    }
    if reason.sentence == "seam":
        gaps["condition"] = (
            Value(reason.parts["subject"]),
            Relation(str(reason.parts["relation"])),
            Value(reason.parts["bound"]),
        )
        gaps["value"] = Value(reason.parts["value"])
    return _words(reason.sentence, **gaps)


def _formula(solution: Solution) -> Line:
    """D_u f(P) = ∇f(P)·u, for one variable f′(P)·u."""
    name = solution.problem.name
    one_variable = len(solution.variables) == 1
    derivative: Piece = Gradient(name, at_point=True)
    if one_variable:
        derivative = Partial(name, solution.variables[0], at_point=True, ordinary=True)
    return (Rate(name), _EQUALS, Dot(derivative, _UNIT))


def explain_doubts(solution: Solution) -> tuple[Words, ...]:
    """What the reader must know before trusting a number."""
    return tuple(_explain_doubt(solution, doubt) for doubt in solution.doubts)


def _explain_doubt(solution: Solution, doubt: Finding) -> Words:
    return _words(doubt.sentence, point=_POINT, f=Name(solution.problem.name))


def _write(solution: Solution) -> Iterator[Step]:
    yield Step("function", (_function_line(solution),))
    yield Step("partials", tuple(_partial_lines(solution)))
    if len(solution.variables) > 1:
        yield Step("gradient", (_gradient_line(solution),))
    if solution.unit_direction is not None:
        yield Step("direction", tuple(_direction_lines(solution)))
    if _has_rates(solution):
        yield Step("rates", tuple(_rate_lines(solution)))
    if solution.critical_kind is not None:
        yield Step("critical", tuple(_critical_lines(solution)))
    tangent = _tangent_words(solution)
    if tangent is not None:
        yield Step("tangent", ((tangent,),))
    reason = explain_verdict(solution)
    if reason is not None:
        yield Step("reason", ((reason,),))
    yield from (Step("doubt", ((words,),)) for words in explain_doubts(solution))


def _has_rates(solution: Solution) -> bool:
    """Whether there are extreme rates to tell; of a level set only its normal is asked."""
    several = len(solution.variables) > 1 and not solution.problem.is_equation
    return several and solution.steepest_ascent is not None


def _function_line(solution: Solution) -> Line:
    name = solution.problem.name
    line: Line = (FunctionValue(name, solution.variables), _EQUALS, Value(solution.f))
    if solution.point is None or solution.value is None:
        return line
    line += (Separator(), _POINT, _EQUALS, Vector(solution.point))
    value = write_number(solution.value, solution.problem.digits)
    return (*line, Separator(), FunctionValue(name), *value)


def _partial_lines(solution: Solution) -> Iterator[Line]:
    name = solution.problem.name
    ordinary = len(solution.variables) == 1
    numbers = solution.partials_at or (None,) * len(solution.variables)
    for variable, general, number in zip(
        solution.variables, solution.partials, numbers, strict=True
    ):
        line: Line = (
            Partial(name, variable, at_point=False, ordinary=ordinary),
            _EQUALS,
            Value(general),
        )
        if number is not None:
            at_point = Partial(name, variable, at_point=True, ordinary=ordinary)
            line += (Separator(), at_point, *write_number(number, solution.problem.digits))
        yield line


def _gradient_line(solution: Solution) -> Line:
    name = solution.problem.name
    line: Line = (Gradient(name, at_point=False), _EQUALS, _general_gradient(solution))
    if solution.gradient_at is None or solution.norm is None:
        return line
    at_point = Gradient(name, at_point=True)
    line += (Separator(), at_point, *_number_vector(solution.gradient_at, solution))
    if solution.steepest_ascent is None:
        return line
    length = write_number(solution.norm, solution.problem.digits)
    return (*line, Separator(), Norm(at_point), *length)


def _general_gradient(solution: Solution) -> Piece:
    """The partial derivatives written out again, or only named where they are long."""
    operations = sum(partial.count_ops() for partial in solution.partials)
    has_cases = any(partial.has(Piecewise) for partial in solution.partials)
    if operations <= _LONGEST_GRADIENT and not has_cases:
        return _vector(solution.gradient)
    name = solution.problem.name
    return Tuple(tuple(Partial(name, variable, at_point=False) for variable in solution.variables))


def _direction_lines(solution: Solution) -> Iterator[Line]:
    name = solution.problem.name
    unit = solution.unit_direction
    assert unit is not None
    given = solution.problem.direction
    line: Line = (_UNIT, _EQUALS)
    if given is not None and tuple(unit) != given:
        length = Value(_length(given, unit))
        line += (Quotient(Letter("v"), Norm(Letter("v"))), _EQUALS)
        line += (Quotient(Vector(given), length), _EQUALS)
    yield (*line, _vector(unit))
    rate = solution.directional_derivative
    gradient = solution.gradient_at
    if rate is None or gradient is None:
        return
    line = _formula(solution)
    if not any(map(is_too_long, (*gradient, *unit))):
        line += (_EQUALS, Products(tuple(zip(gradient, unit, strict=True))))
    line += write_number(rate, solution.problem.digits)
    yield (*line, Separator(), _tendency(name, rate)) if solution.critical_kind is None else line


def _length(given: tuple[Expr, ...], unit: Matrix) -> Expr:
    return next(v / u for v, u in zip(given, unit, strict=True) if u != 0)


def _tendency(name: str, rate: Expr) -> Words:
    sentences = {1: "rising", -1: "falling", 0: "level", None: "tendency_open"}
    return _words(sentences[sign_of(rate)], f=Name(name))


def _rate_lines(solution: Solution) -> Iterator[Line]:
    name = solution.problem.name
    assert solution.norm is not None
    length = Norm(Gradient(name, at_point=True))
    yield from (
        (
            Rate(name, extreme),
            _EQUALS,
            _signed(sign, length),
            *write_number(number, solution.problem.digits),
            Separator(),
            _words("in_direction", u=_extreme_direction(solution, sign)),
        )
        for extreme, sign, number in (("max", "", solution.norm), ("min", "-", -solution.norm))
    )
    yield (Rate(name), _EQUALS, Value(Integer(0)), Separator(), _no_change(solution))


def _extreme_direction(solution: Solution, sign: str) -> Line:
    """The direction ±∇f(P)/‖∇f(P)‖ by its entries, in decimals where the exact ones are long."""
    direction = solution.steepest_descent if sign else solution.steepest_ascent
    assert direction is not None
    assert solution.steepest_ascent is not None
    if not _is_long(solution.steepest_ascent):
        return (_UNIT, _EQUALS, _vector(direction))
    gradient = Gradient(solution.problem.name, at_point=True)
    quotient = Quotient(gradient, Norm(gradient))
    return (_UNIT, _EQUALS, _signed(sign, quotient), _APPROXIMATELY, _decimals(direction, solution))


def _no_change(solution: Solution) -> Words:
    assert solution.zero_directions is not None
    if len(solution.zero_directions) > 1:
        return _words(
            "perpendicular", u=_UNIT, gradient=Gradient(solution.problem.name, at_point=True)
        )
    direction = solution.zero_directions[0]
    line: Line = (_UNIT, _EQUALS, Signed("±", _vector(direction)))
    if _is_long(direction):
        line = (_UNIT, _APPROXIMATELY, Signed("±", _decimals(direction, solution)))
    return _words("in_directions", u=line)


def _signed(sign: str, piece: Piece) -> Piece:
    return Signed(sign, piece) if sign else piece


def _is_long(vector: Matrix) -> bool:
    operations = sum(entry.count_ops() for entry in vector)
    text = sum(len(str(entry)) for entry in vector)
    return (
        operations > _LONGEST_DIRECTION
        or text > _LONGEST_DIRECTION_TEXT
        or any(map(is_too_long, vector))
    )


def _number_vector(vector: Matrix, solution: Solution) -> Line:
    """An equals sign and the vector; in decimals where its numbers fill more than a line."""
    if any(map(is_too_long, vector)):
        return (_APPROXIMATELY, _decimals(vector, solution))
    return (_EQUALS, _vector(vector))


def _decimals(vector: Matrix, solution: Solution) -> Tuple:
    digits = solution.problem.digits
    return Tuple(tuple(to_decimal(entry, digits) or Value(entry) for entry in vector))


def _critical_lines(solution: Solution) -> Iterator[Line]:
    hessian = solution.hessian_at
    rate = (Rate(solution.problem.name), _EQUALS, Value(Integer(0)))
    yield (_words("critical", point=_POINT, rate=rate),)
    if hessian is None:
        yield (_words("no_second_derivatives", point=_POINT),)
        return
    if not any(map(is_too_long, hessian)):
        yield (Letter("H"), _EQUALS, Grid(tuple(tuple(row) for row in hessian.tolist())))
    yield (_words(f"definite_{solution.critical_kind}", point=_POINT),)


_LEVEL_SETS = {2: "tangent_to_level_curve", 3: "tangent_to_level_surface"}


def _tangent_words(solution: Solution) -> Words | None:
    if len(solution.variables) == 1 and solution.tangent_plane is not None:
        equation: Line = (Equation(solution.tangent_plane),)
        return _words("tangent_to_graph", point=_POINT, equation=equation)
    if solution.level_tangent is None or solution.value is None:
        return None
    sentence = _LEVEL_SETS.get(len(solution.variables), "tangent_to_level_set")
    if solution.problem.is_equation:
        sentence = sentence.replace("tangent", "normal_and_tangent")
    level = (Name(solution.problem.name), *_level_number(solution))
    assert solution.gradient_at is not None
    assert solution.point is not None
    equation = _tangent_equation(solution)
    gradient = Gradient(solution.problem.name, at_point=True)
    return _words(sentence, level=level, point=_POINT, equation=equation, gradient=gradient)


def _tangent_equation(solution: Solution) -> Line:
    assert solution.gradient_at is not None
    assert solution.point is not None
    exact = normal_form(solution.gradient_at, solution.variables, solution.point)
    if not any(map(is_too_long, (*solution.gradient_at, exact.rhs))):
        return (Equation(exact),)
    digits = solution.problem.digits
    return (Value(exact.lhs.evalf(digits)), _APPROXIMATELY, Value(exact.rhs.evalf(digits)))


def _level_number(solution: Solution) -> Line:
    assert solution.value is not None
    decimal = to_decimal(solution.value, solution.problem.digits)
    if decimal is not None and is_too_long(solution.value):
        return (_APPROXIMATELY, decimal)
    return (_EQUALS, Value(solution.value))


def _vector(matrix: Matrix) -> Vector:
    return Vector(tuple(matrix))


def _words(sentence: str, **gaps: Piece | Line) -> Words:
    lines = {name: piece if isinstance(piece, tuple) else (piece,) for name, piece in gaps.items()}
    return Words(sentence, lines)
