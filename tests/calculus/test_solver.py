from __future__ import annotations

from dataclasses import fields

import pytest
from sympy import Integer, Matrix

from grad_magic.calculus import derivatives
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.solver import STAGES, solve
from grad_magic.errors import GradMagicError
from grad_magic.reading.request import read_problem
from grad_magic.solution import Solution

PARTS = {part.name for part in fields(Solution)} - {"problem", "checking"}
AT_P = {"general", "visit", "at_point"}
SMOOTH = AT_P | {"first_order", "second_order"}


@pytest.mark.parametrize(
    ("request_text", "parts"),
    [
        ("f=x*y", {"general"}),
        ("f=x*y order=2", {"general", "higher_order"}),
        ("f=x*y critical=all", {"general", "all_critical"}),
        ("f=x*y at=(1,2)", SMOOTH),
        ("f=x*y at=(1,2) dir=(1,1)", SMOOTH | {"direction"}),
        ("f=x*y at=(1,2) dir=grad", SMOOTH | {"direction"}),
        ("f=x*y at=(1,2) rate=1", SMOOTH | {"rate_directions", "rate_system"}),
        ("f=x*y at=(1,2) order=2", SMOOTH | {"higher_order"}),
        ("f=x*y at=(0,0)", SMOOTH | {"critical"}),
        ("f=x|x|+y at=(0,1)", SMOOTH),
        ("f=|x|+y at=(0,1) dir=(1,1)", AT_P | {"direction"}),
        (
            "f=|x|+y at=(0,1) dir=(1,1) order=2",
            AT_P | {"direction", "second_order", "higher_order"},
        ),
        ("f=sqrt(x^2+y^2) at=(0,0)", AT_P | {"critical"}),
        ("f=(x*y, x) at=(1,2) dir=(1,1)", AT_P | {"vector", "direction"}),
        ("f=(x*y, x)", {"general", "vector"}),
    ],
)
def test_a_part_that_is_not_there_is_none_as_a_whole(request_text: str, parts: set[str]) -> None:
    solution = solve(read_problem(request_text))
    assert {name for name in PARTS if getattr(solution, name) is not None} == parts


def test_a_zero_gradient_is_told_in_one_place() -> None:
    zero = solve(read_problem("f=x*y at=(0,0)")).first_order
    assert zero is not None
    assert (zero.is_zero, zero.slope, zero.max_rate, zero.min_rate) == (True, None, 0, 0)
    assert zero.zero_directions.value == (Matrix([1, 0]), Matrix([0, 1]))
    sloping = solve(read_problem("f=x*y at=(0,2)")).first_order
    assert sloping is not None
    assert sloping.is_zero is False
    assert sloping.slope is not None
    assert sloping.slope.descent == Matrix([-1, 0])


def test_each_stage_adds_what_the_next_ones_need() -> None:
    problem = read_problem("f=x*y at=(0,0) critical=all")
    inquiry, known = Inquiry(problem), Solution(problem)
    added = []
    for stage in STAGES:
        before, known = known, stage(inquiry, known)
        added += [part.name for part in fields(known) if _differ(before, known, part.name)]
    assert added == [
        *("visit", "general", "at_point", "first_order", "second_order"),
        *("critical", "all_critical", "checking"),
    ]


def _differ(before: Solution, after: Solution, name: str) -> bool:
    return getattr(before, name) is not getattr(after, name)


def test_a_gradient_that_the_values_of_f_contradict_is_withdrawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = (Integer(1), Integer(3))
    monkeypatch.setattr(derivatives, "gradient", lambda *_: wrong)
    solution = solve(read_problem("f=x*exp(2*y) at=(1,0) dir=(1,0) rate=1 order=2"))
    assert solution.partials_at == (None, None)
    assert solution.verdict is not None
    assert solution.verdict.reason.kind.value == "values_contradict"
    assert solution.direction is not None
    assert (solution.direction.unit, solution.direction.rate) == (Matrix([1, 0]), None)
    withdrawn = ("first_order", "second_order", "higher_order", "critical", "rate_directions")
    assert [getattr(solution, name) for name in withdrawn] == [None] * len(withdrawn)
    (doubt,) = solution.doubts
    assert doubt.kind.value == "numerical_disagreement_by"
    assert (doubt.parts["claimed"], float(str(doubt.parts["measured"]))) == (3, 2.0)


def test_what_is_measured_for_some_parameters_is_not_said_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(derivatives, "gradient", lambda *_: (Integer(1), Integer(3)))
    (doubt,) = solve(read_problem("f(x,y)=a*x*y at=(1,2)")).doubts
    assert (doubt.kind.value, dict(doubt.parts)) == ("numerical_disagreement", {})


def test_numbers_that_are_confirmed_leave_no_doubt() -> None:
    checking = solve(read_problem("f=x*y at=(1,2)")).checking
    assert (checking.doubts, checking.is_approximate) == ((), False)


@pytest.mark.parametrize("request_text", ["f=x*sqrt(4*10^140+1) at=1", "f=sqrt(x^2+1) at=2*10^70"])
def test_a_root_that_sympy_cannot_shorten_is_no_unreal_one(request_text: str) -> None:
    # 4a⁴ + 1 = (2a² - 2a + 1)(2a² + 2a + 1): SymPy 1.14 fails at it, others take its root.
    try:
        outcome = str(solve(read_problem(request_text)).value)
    except GradMagicError as error:
        outcome = error.message
    assert outcome in {
        "the root of a number with so many digits cannot be found",
        f"sqrt({4 * 10**140 + 1})",
    }
