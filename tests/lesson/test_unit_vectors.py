from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sympy import Abs, Expr, Integer, Matrix, Rational, exp, sign, simplify, sqrt, symbols

from grad_magic import solve
from grad_magic.lesson.steps import Over, Piece, Vector
from grad_magic.lesson.unit_vectors import over_length, write_unit

a, b = symbols("a b", real=True)


def entries(*numbers: int) -> tuple[Expr, ...]:
    return tuple(map(Integer, numbers))


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ((sqrt(5) / 5, 2 * sqrt(5) / 5), Over(Vector(entries(1, 2)), sqrt(5))),
        ((Rational(-3, 5), Rational(4, 5)), Over(Vector(entries(-3, 4)), Integer(5))),
        ((-sqrt(2) / 2, Integer(0), sqrt(2) / 2), Over(Vector(entries(-1, 0, 1)), sqrt(2))),
        ((sqrt(3) / 2, Rational(1, 2)), Over(Vector((sqrt(3), Integer(1))), Integer(2))),
        (
            (a / sqrt(a**2 + b**2), -b / sqrt(a**2 + b**2)),
            Over(Vector((a, -b)), sqrt(a**2 + b**2)),
        ),
        (entries(0, -1), Vector(entries(0, -1))),
        (entries(-1), Vector(entries(-1))),
    ],
)
def test_whole_entries_stand_over_their_length(unit: tuple[Expr, ...], written: Piece) -> None:
    assert write_unit(Matrix(unit)) == written


def test_a_vector_of_the_same_direction_is_taken_where_it_is_shorter() -> None:
    length = sqrt(a**2 + b**2)
    unit = Matrix([a / length, b / length])
    assert write_unit(unit, (a, b), length) == Over(Vector((a, b)), length)
    assert write_unit(unit) == Over(Vector((a, b)), length)
    signed = Matrix([sign(a) / sqrt(5), 2 * sign(a) / sqrt(5)])
    length = sqrt(5) * Abs(a)
    assert write_unit(signed, (a, 2 * a), length) == Over(Vector((a, 2 * a)), length)
    # What divides all entries is taken out of both.
    twice = write_unit(unit, (-2 * a, -2 * b), 2 * length)
    assert twice == Over(Vector((-a, -b)), length)


def test_squares_of_letters_that_divide_entries_and_length_are_left_out() -> None:
    # The gradient of x²y³ at (a, b) and its length.
    root = sqrt(9 * a**2 + 4 * b**2)
    gradient, length = (2 * a * b**3, 3 * a**2 * b**2), b**2 * Abs(a) * root
    unit = Matrix([entry / length for entry in gradient])
    shortest = Over(Vector((2 * a * b, 3 * a**2)), Abs(a) * root)
    assert write_unit(unit, gradient, length) == shortest


@pytest.mark.parametrize("exponents", [(a, 2 * a), (Abs(a) ** Rational(1, 3) * sign(a), b)])
def test_powers_of_e_with_letters_have_no_order(exponents: tuple[Expr, Expr]) -> None:
    gradient = tuple(map(exp, exponents))
    length = sqrt(gradient[0] ** 2 + gradient[1] ** 2)
    unit = Matrix([entry / length for entry in gradient])
    written = write_unit(unit, gradient, length)
    assert isinstance(written, Over)
    assert written.vector == Vector(gradient)


def test_a_root_of_a_parameter_in_an_exponent_is_answered() -> None:
    # D_u f(P) = e^∛a/√2: of a = -8 it is e⁻²/√2.
    result = solve("f(x,y)=e^(cbrt(a)) x at=(1,1) dir=(1,1)")
    (parameter,) = result.directional_derivative.free_symbols
    assert result.directional_derivative.xreplace({parameter: Integer(-8)}) == exp(-2) / sqrt(2)


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=4).filter(any))
def test_whole_entries_over_their_length_are_the_unit_vector(numbers: list[int]) -> None:
    length = sqrt(sum(number**2 for number in numbers))
    unit = [number / length for number in numbers]
    found = over_length(unit)
    assert found is not None
    whole, divisor = found
    assert all(simplify(u - w / divisor) == 0 for u, w in zip(unit, whole, strict=True))
    assert all(entry.is_Integer for entry in whole)
