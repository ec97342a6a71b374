"""What is true where the sliders stand."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Add, Eq, Expr, Float, Matrix, Rational

from grad_magic.calculus import solver
from grad_magic.calculus.budget import time_limit
from grad_magic.calculus.large.road import solve_by_sweep
from grad_magic.errors import GradMagicError, MeaninglessRequestError, OutOfTimeError, told_in
from grad_magic.interactive.numbers import Row, Script, script_of, tell, write_rows
from grad_magic.interactive.place import Place
from grad_magic.lesson.sections.reasons import explain_verdict
from grad_magic.lesson.steps import Phrase
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import style_of
from grad_magic.lesson.typesetting.plain import render_words
from grad_magic.picture.animation import Animation, views_to_move
from grad_magic.picture.floats import OutOfReachError
from grad_magic.picture.local_data import to_float
from grad_magic.picture.words.titles import WrittenFormula
from grad_magic.presets import DEFAULT_ORDER
from grad_magic.problem import Problem
from grad_magic.reading.request import read_problem
from grad_magic.solution import Direction, Known, Solution, Visit
from grad_magic.webpage.absence import PageAbsence, absence_of, explain_absence
from grad_magic.webpage.contents import Contents, write_contents
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.lesson.steps import Line
    from grad_magic.picture.animation import Frame
    from grad_magic.wording.language import Language

# Seconds of the processor that one place may take while the sliders move, and where they rest.
_MOVING, _RESTING = 0.5, 3.0
# Of points nearer to each other floats tell no direction.
_NEAREST = 1e-12
# Of a direction that has no short form, which is one of so many signs.
_DIGITS, _LONGEST = 15, 120
# Stands for the sentence until it rests, where that takes longer.
_LATER = "…"


@dataclass(frozen=True, eq=False)
class Sight:
    """One moment: what is true at a place, and how it is shown.

    Attributes:
        place: where.
        solution: what is true there; None outside of the domain of f, or where that is not found.
        is_exact: whether the numbers are exact ones.
        script: how rows and the sentence are written.
        rows: the numbers.
        said: what is to be said of the place.
        frame: the picture; None where there is none.
    """

    place: Place
    solution: Solution | None
    is_exact: bool
    script: Script
    rows: tuple[Row, ...]
    said: Line
    frame: Frame | None

    @property
    def sentence(self) -> str:
        """What is to be said of the place, in plain characters."""
        return self.script.text(self.said)


class Mover:
    """An answer whose place can be changed.

    Args:
        solution: where it begins, with a point.
        language: of the words.
        views: the panels of its picture, by their names.
        formula: f as the answer writes it.

    Raises:
        OutOfReachError: the numbers at the start are too large to draw around.
    """

    def __init__(
        self,
        solution: Solution,
        language: Language,
        views: tuple[str, ...],
        formula: WrittenFormula | None = None,
    ) -> None:
        assert solution.point is not None
        self.language = language
        self.contents: Contents = write_contents(solution, language)[0]
        way = tuple(Float(number, _DIGITS) for number in self.contents.start.direction)
        given = solution.problem.direction or _steepest(solution)
        self.start = Place(
            solution.point,
            given or tuple(map(_near, way)),
            is_exact=given is not None,
            has_decimals=solution.problem.has_decimals,
        )
        self._problem = _plain(solution.problem, self.contents)
        self._general = solution.general
        self._animation = None
        if views:
            begun = replace(solution, problem=self._problem)
            is_asked = bool(solution.problem.presentation.window)
            self._animation = Animation(begun, views, language, formula, is_window_asked=is_asked)

    @property
    def problem(self) -> Problem:
        """What is asked at every place."""
        return self._problem

    def look(self, place: Place, *, is_resting: bool = True) -> Sight:
        """What is true at a place.

        Args:
            place: where.
            is_resting: whether there is time for exact numbers.
        """
        said: Line = ()
        solution, is_exact, is_found = None, False, True
        try:
            limit = time_limit(_RESTING if is_resting else _MOVING, is_of_work=True)
            with told_in(self.language.code), limit:
                solution, is_exact = self._solved(place, is_resting=is_resting)
        except OutOfTimeError as error:
            is_found = False
            said = (Phrase(error.message if is_resting else _LATER),)
        except GradMagicError as error:
            said = (Phrase(error.message),)
        asked = self._asked(place)
        shown = solution or Solution(asked, self._general, None if is_found else _visit(asked))
        rows = write_rows(self.language, place, shown, is_exact=is_exact, is_found=is_found)
        script = script_of(shown.problem, self.language)
        if solution is not None:
            words = tell(self.language, place, solution, is_exact=is_exact)
            said = self._verdict(solution) if words is None else (words,)
        frame = None if self._animation is None else self._animation.frame(shown)
        return Sight(place, solution, is_exact, script, rows, said, frame)

    def _verdict(self, solution: Solution) -> Line:
        """Why f has no gradient there; of one variable the sentence says where P is now."""
        words = explain_verdict(solution)
        if words is None:
            return ()
        problem = solution.problem
        if len(problem.variables) > 1:
            return (words,)
        style = style_of(problem, style_named(problem.presentation))
        return (Phrase(render_words(words, self.language, style)),)

    def _asked(self, place: Place) -> Problem:
        return replace(
            self._problem,
            point=place.point,
            direction=place.direction,
            has_decimals=self.start.has_decimals or place.has_decimals,
        )

    def with_point(self, place: Place, text: str) -> Place:
        """The place with P as it is typed.

        Raises:
            GradMagicError: it cannot be read as a point.
        """
        problem, point = self._read_point(text)
        return replace(place, point=point, has_decimals=problem.has_decimals)

    def with_tip(self, place: Place, text: str) -> Place:
        """The place with u turned toward the point that is typed.

        Raises:
            GradMagicError: it cannot be read as a point, or is P.
        """
        tip = self._read_point(text)[1]
        steps = tuple(end - start for end, start in zip(tip, place.point, strict=True))
        if all(abs(to_float(step)) <= _NEAREST for step in steps):
            with told_in(self.language.code):
                raise self._problem.error("at", Message("the_direction_is_zero"))
        return replace(place, direction=steps, is_exact=True)

    def _read_point(self, text: str) -> tuple[Problem, tuple[Expr, ...]]:
        names = [str(variable) for variable in self._problem.variables]
        inside = text.strip()
        row = inside if inside.startswith(("(", "[")) else f"({inside})"
        with told_in(self.language.code):
            problem = read_problem(f"f({','.join(names)})={'+'.join(names)} at={row}")
            if problem.parameters:
                unknown = ", ".join(map(str, problem.parameters))
                raise problem.error("at", Message("a_moving_point_needs_numbers", names=unknown))
        assert problem.point is not None
        return problem, problem.point

    def _solved(self, place: Place, *, is_resting: bool) -> tuple[Solution, bool]:
        problem = self._asked(place)
        if not is_resting:
            swept = _swept(problem)
            if swept is not None:
                return swept, False
        if len(problem.variables) == 1 or place.is_exact:
            solution = solver.solve(problem)
            return solution, not solution.is_approximate
        # A direction of many digits makes long numbers: what does not depend on it is exact.
        solution = solver.solve(replace(problem, direction=None))
        if solution.gradient_at is None:
            return solver.solve(problem), False
        return _directed(solution, problem, place), not solution.is_approximate


def make_mover(
    solution: Solution, language: Language, formula: WrittenFormula | None = None
) -> Mover:
    """What sliders move in an answer.

    Raises:
        MeaninglessRequestError: nothing of it moves, and why.
    """
    absence = absence_of(solution)
    if absence is None:
        try:
            views = views_to_move(solution)
            mover = Mover(solution, language, views, formula)
        except OutOfReachError:
            absence = PageAbsence.OUT_OF_REACH
        else:
            if mover.contents.has_point:
                return mover
            absence = PageAbsence.OUTSIDE
    raise MeaninglessRequestError(explain_absence(absence, solution, language, are_sliders=True))


def _near(number: Expr) -> Expr:
    return Rational(f"{float(number):.{_DIGITS}f}")


def _plain(problem: Problem, contents: Contents) -> Problem:
    """What is asked wherever P goes: the first derivatives, in the window of the start."""
    window = tuple(Float(side) for limits in contents.ranges for side in limits)
    presentation = problem.presentation
    if len(contents.ranges) == 2:
        presentation = replace(presentation, window=window)
    return replace(
        problem,
        along_gradient=0,
        angles=(),
        is_equation=False,
        order=DEFAULT_ORDER,
        rate=None,
        metric=None,
        path="",
        step_size=None,
        iterations=None,
        all_critical=False,
        answer=None,
        presentation=presentation,
    )


def _steepest(solution: Solution) -> tuple[Expr, ...] | None:
    """The way of steepest ascent, where it is exactly known and short."""
    gradient = solution.gradient_at
    if solution.is_approximate or solution.slope is None or gradient is None:
        return None
    return None if len(str(gradient)) > _LONGEST or gradient.has(Float) else tuple(gradient)


def _visit(problem: Problem) -> Visit | None:
    """The value at P by one sweep alone; None where that is not found."""
    try:
        with time_limit(_MOVING, is_of_work=True):
            return solve_by_sweep(problem, solver.solve, are_formulas_shown=False).visit
    except GradMagicError:
        return None


def _swept(problem: Problem) -> Solution | None:
    """What one sweep over the program tells; None where f may not be smooth or has no slope."""
    solution = solve_by_sweep(problem, solver.solve, are_formulas_shown=False)
    first_order, value = solution.first_order, solution.value
    if first_order is None or first_order.slope is None or value is None or solution.doubts:
        return None
    assert problem.point is not None
    rise = Add(
        *(
            part * (variable - place)
            for part, variable, place in zip(
                first_order.gradient, problem.variables, problem.point, strict=True
            )
        )
    )
    # Where the rules hold at P for every operation, they hold around it.
    slope = replace(first_order.slope, level_tangent=Known(Eq(rise, 0, evaluate=False)))
    if len(problem.variables) == 1:
        slope = first_order.slope
    return replace(solution, first_order=replace(first_order, slope=slope))


def _directed(solution: Solution, problem: Problem, place: Place) -> Solution:
    """The solution with the rate along a direction that is known in floating-point numbers."""
    gradient = solution.gradient_at
    assert gradient is not None
    parts = [to_float(entry) * step for entry, step in zip(gradient, place.way, strict=True)]
    unit = Matrix([Float(step, _DIGITS) for step in place.way])
    rate = Float(math.fsum(parts), _DIGITS)
    return replace(solution, problem=problem, direction=Direction(unit, rate))
