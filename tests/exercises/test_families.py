"""Every family of exercises, solved by the package and checked against values of f alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from math import gcd

import mpmath
import pytest
from mpmath import mpf
from sympy import Expr, lambdify

from grad_magic.calculus import solver
from grad_magic.exercises.exercise import FAMILIES, Exercise, make_exercise
from grad_magic.formula.real_roots import spell_out_roots
from grad_magic.presets import LEVELS, TOPICS, Asked
from grad_magic.reading.practice import PracticeRequest
from grad_magic.solution import CriticalPoint, Solution

KINDS = tuple(product(TOPICS, LEVELS))
# A component of an answer fits between two words.
MOST_CHARACTERS = 12
MOST_POINTS = 5
SEEDS = 24
# Limits take half a second for each.
SEEDS_AT_CORNERS = 8
# In some 40 digits; a difference over this step is off by its square.
STEP = mpf(10) ** -15
CLOSE = mpf(10) ** -12


def exercises(topic: str, level: int, seeds: Sequence[int]) -> Iterator[Exercise]:
    return (made(topic, level, seed) for seed in seeds)


@cache
def made(topic: str, level: int, seed: int) -> Exercise:
    return make_exercise(PracticeRequest(topic, level, seed))


def solved(exercise: Exercise) -> Solution:
    """What is true of it, found once for all tests that ask for it."""
    return _solved(exercise.topic, exercise.level, exercise.seed)


@cache
def _solved(topic: str, level: int, seed: int) -> Solution:
    return solver.solve(made(topic, level, seed).problem)


def some(topic: str, level: int, of_each: int = 1) -> range:
    """Seeds that give so many exercises of each family."""
    return range(of_each * len(FAMILIES[topic, level]))


of_each_family = pytest.mark.parametrize("of_each", [1, pytest.param(3, marks=pytest.mark.slow)])


def inner_product(first: Sequence[Expr], second: Sequence[Expr]) -> Expr:
    return sum(a * b for a, b in zip(first, second, strict=True))


def length(value: Expr) -> int:
    return len(str(value).replace(" ", ""))


def answers(exercise: Exercise, known: Solution) -> Iterator[Expr]:
    """The numbers that its answers are made of."""
    for asked in exercise.questions:
        if asked is Asked.RATE and known.directional_derivative is not None:
            yield known.directional_derivative
        elif asked is Asked.GRADIENT:
            yield from gradient_at(known)
        elif asked is Asked.MAX_RATE:
            yield known.max_rate
        elif asked is Asked.MIN_RATE:
            yield known.min_rate
        elif asked in (Asked.LEVEL_TANGENT, Asked.GRAPH_TANGENT) and known.gradient_at is not None:
            yield from gradient_at(known)
            dot = inner_product(gradient_at(known), known.point or ())
            yield dot if asked is Asked.LEVEL_TANGENT else (known.value or 0) - dot
        elif asked is Asked.CRITICAL_POINTS:
            yield from (entry for point in critical_points(known) for entry in point.point)


def assert_nice(exercise: Exercise) -> None:
    """It has answers, none of them trivial or long, and all of them proved."""
    known = solved(exercise)
    assert known.doubts == (), exercise.request
    for value in answers(exercise, known):
        assert length(value) <= MOST_CHARACTERS, (exercise.request, value)
    if exercise.topic == "critical":
        points = critical_points(known)
        assert known.critical_points_complete
        assert 1 <= len(points) <= MOST_POINTS
        assert {point.kind for point in points} <= {"minimum", "maximum", "saddle"}
        assert not any(point.is_approximate or point.where for point in points)
    elif exercise.topic == "differentiability":
        assert known.differentiable is not None
        assert known.directional_derivative != 0
    else:
        assert known.differentiable
        assert any(gradient_at(known))
        assert exercise.topic != "directional" or known.directional_derivative != 0


@pytest.mark.parametrize(("topic", "level"), KINDS)
def test_there_are_at_least_five_families(topic: str, level: int) -> None:
    families = FAMILIES[topic, level]
    assert len(set(families)) >= 5


# What is not differentiable is answered by limits, which takes longer.
SWIFT = [kind for kind in KINDS if kind[0] != "differentiability"]


@pytest.mark.slow
@pytest.mark.parametrize(("topic", "level"), SWIFT)
def test_answers_are_there_and_short(topic: str, level: int) -> None:
    for exercise in exercises(topic, level, some(topic, level)):
        assert_nice(exercise)


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_answers_at_corners_are_there_and_short(level: int) -> None:
    for exercise in exercises("differentiability", level, range(2)):
        assert_nice(exercise)


@pytest.mark.slow
@pytest.mark.parametrize(("topic", "level"), KINDS)
def test_dozens_of_each_kind_have_short_answers(topic: str, level: int) -> None:
    seeds = SEEDS_AT_CORNERS if topic == "differentiability" else SEEDS
    for exercise in exercises(topic, level, range(seeds)):
        assert_nice(exercise)


@pytest.mark.slow
@pytest.mark.parametrize(("topic", "level"), KINDS)
def test_neighbours_differ(topic: str, level: int) -> None:
    requests = [exercise.request for exercise in exercises(topic, level, range(60))]
    families = len(FAMILIES[topic, level])
    for start in range(len(requests) - families):
        assert len(set(requests[start : start + families])) == families
    # Of a thousand possible ones in each family, sixty seeds meet hardly a pair.
    assert len(set(requests)) >= len(requests) - 2


def gradient_at(known: Solution) -> tuple[Expr, ...]:
    assert known.gradient_at is not None
    return tuple(known.gradient_at)


def unit_direction(known: Solution) -> tuple[Expr, ...]:
    assert known.unit_direction is not None
    return tuple(known.unit_direction)


def critical_points(known: Solution) -> tuple[CriticalPoint, ...]:
    assert known.critical_points is not None
    return known.critical_points


Values = Callable[..., mpf]


def values_of(exercise: Exercise) -> Values:
    """The function by its values, which SymPy writes for mpmath."""
    problem = exercise.problem
    function: Values = lambdify(problem.variables, spell_out_roots(problem.f), "mpmath")
    return function


def at(function: Values, place: Sequence[mpf]) -> mpf:
    """Of a maximum or a root SymPy may leave a complex number without imaginary part."""
    return mpf(mpmath.re(function(*place)))


def in_digits(values: Sequence[Expr]) -> list[mpf]:
    return [mpf(str(value.evalf(50))) for value in values]


def moved(place: Sequence[mpf], step: mpf, along: Sequence[mpf]) -> list[mpf]:
    return [here + step * part for here, part in zip(place, along, strict=True)]


def slope(function: Values, place: Sequence[mpf], along: Sequence[mpf]) -> mpf:
    ahead, behind = moved(place, STEP, along), moved(place, -STEP, along)
    return (at(function, ahead) - at(function, behind)) / (2 * STEP)


def axes(count: int) -> Iterator[tuple[int, ...]]:
    return (tuple(int(i == index) for i in range(count)) for index in range(count))


SMOOTH = tuple(product(("directional", "gradient", "tangent"), LEVELS))


@pytest.mark.slow
@of_each_family
@pytest.mark.parametrize(("topic", "level"), SMOOTH)
def test_gradients_are_those_of_differences(topic: str, level: int, of_each: int) -> None:
    with mpmath.workdps(50):
        for exercise in exercises(topic, level, some(topic, level, of_each)):
            known, function = solved(exercise), values_of(exercise)
            place = in_digits(exercise.problem.point or ())
            for axis, found in zip(axes(len(place)), in_digits(gradient_at(known)), strict=True):
                difference = slope(function, place, axis)
                assert abs(difference - found) < CLOSE, exercise.request
            if known.unit_direction is not None:
                rate = slope(function, place, in_digits(unit_direction(known)))
                (found,) = in_digits([known.directional_derivative])
                assert abs(rate - found) < CLOSE, exercise.request


@pytest.mark.slow
@of_each_family
@pytest.mark.parametrize("level", LEVELS)
def test_critical_points_are_flat_and_of_their_kind_by_values(level: int, of_each: int) -> None:
    with mpmath.workdps(50):
        for exercise in exercises("critical", level, some("critical", level, of_each)):
            known, function = solved(exercise), values_of(exercise)
            for point in critical_points(known):
                place = in_digits(point.point)
                for axis in axes(len(place)):
                    assert abs(slope(function, place, axis)) < CLOSE, exercise.request
                assert kind_by_values(function, place) == point.kind, exercise.request


def kind_by_values(function: Values, place: Sequence[mpf]) -> str:
    """What the values around the point say, on lines through it and on parabolas."""
    here, step = at(function, place), mpf(10) ** -4
    steps = [mpf(part) / 4 for part in range(-4, 5)]
    around = [
        moved(place, step, along) for along in product(steps, repeat=len(place)) if any(along)
    ]
    if len(place) == 2:
        for bend in range(-20, 21):
            curve = (step, mpf(bend) / 4 * step**2)
            around += [moved(place, mpf(1), curve), moved(place, mpf(1), curve[::-1])]
    rises = [at(function, near) - here for near in around]
    if all(rise > 0 for rise in rises):
        return "minimum"
    return "maximum" if all(rise < 0 for rise in rises) else "saddle"


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_rates_at_corners_are_those_of_difference_quotients(level: int) -> None:
    seeds = some("differentiability", level, 3)
    with mpmath.workdps(50):
        for exercise in exercises("differentiability", level, seeds):
            assert_nice(exercise)
            known, function = solved(exercise), values_of(exercise)
            place = in_digits(exercise.problem.point or ())
            here, along = at(function, place), in_digits(unit_direction(known))
            steps = (mpf(10) ** -12, -(mpf(10) ** -12))
            quotients = [(at(function, moved(place, t, along)) - here) / t for t in steps]
            if known.directional_derivative is None:
                is_jump = abs(quotients[0] - quotients[1]) > mpf("0.01")
                assert is_jump or abs(quotients[0]) > 10**3, exercise.request
            else:
                (rate,) = in_digits([known.directional_derivative])
                # An oscillation has the step itself for an error.
                assert all(abs(q - rate) < mpf(10) ** -9 for q in quotients), exercise.request


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
def test_some_functions_with_corners_are_differentiable_and_some_are_not(level: int) -> None:
    seeds = some("differentiability", level, 4)
    verdicts = Counter(
        solved(exercise).differentiable for exercise in exercises("differentiability", level, seeds)
    )
    assert min(verdicts[True], verdicts[False]) >= len(seeds) // 5


@pytest.mark.slow
def test_level_one_has_whole_answers() -> None:
    for topic in ("directional", "gradient", "tangent", "critical"):
        for exercise in exercises(topic, 1, some(topic, 1)):
            known = solved(exercise)
            assert all(value.is_Integer for value in answers(exercise, known)), exercise.request


@pytest.mark.slow
def test_level_three_has_three_variables_where_f_is_smooth() -> None:
    for topic, level in SMOOTH:
        for exercise in exercises(topic, level, some(topic, level)):
            assert len(exercise.problem.variables) == (3 if level == 3 else 2)


@pytest.mark.slow
def test_directions_are_given_in_every_way() -> None:
    asked = [exercise.request for exercise in exercises("directional", 2, range(60))]
    for key in ("dir=", "to=", "angle="):
        assert any(key in request for request in asked)


@pytest.mark.slow
def test_a_direction_of_level_one_has_a_whole_length() -> None:
    for exercise in exercises("directional", 1, range(40)):
        a, b = map(int, exercise.problem.direction or ())
        size = int((a * a + b * b) ** 0.5)
        assert size * size == a * a + b * b
        assert gcd(a, b) in (1, 2)
