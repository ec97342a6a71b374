"""The answer as one object: what is true, and how it is shown."""

from __future__ import annotations

import shutil
import textwrap
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sympy import Basic, Expr, MatrixBase, Symbol, preorder_traversal, sstr
from sympy.logic.boolalg import Boolean

from grad_magic.calculus import solver
from grad_magic.calculus.budget import time_limit
from grad_magic.errors import GradMagicError, MeaninglessRequestError, told_in
from grad_magic.findings import Finding
from grad_magic.formula.real_roots import spell_out_roots
from grad_magic.formula.tree import Formula
from grad_magic.kept import Kept
from grad_magic.lesson.sections.reasons import explain_doubts, explain_verdict
from grad_magic.lesson.styles import style_named
from grad_magic.lesson.transcription import Style, style_of
from grad_magic.lesson.typesetting.latex import render_latex_lines
from grad_magic.lesson.typesetting.plain import render_words
from grad_magic.lesson.writing import (
    explain_answer,
    write_formula,
    write_graph_tangent,
    write_level_tangent,
    write_steps,
)
from grad_magic.presets import DEFAULT_BUDGET, DEFAULT_PLOT, PAGE, SLIDERS
from grad_magic.problem import Problem
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.language import language_asked
from grad_magic.reading.request import Request
from grad_magic.shown import Shown
from grad_magic.solution import Check, Deferred, General, Known, PublicNames, Solution
from grad_magic.transliteration import can_take, spelling_for, to_ascii
from grad_magic.wording.languages import LANGUAGES
from grad_magic.wording.messages import Message
from grad_magic.written import WIDEST_TEXT, WrittenAnswer, save_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from typing_extensions import Self

    from grad_magic.array_result import ArrayResult
    from grad_magic.interactive.mover import Mover
    from grad_magic.lesson.steps import Step
    from grad_magic.picture.scene import Scene
    from grad_magic.webpage.page import Page
    from grad_magic.wording.language import Language

_TEXT_WIDTH = 80
# Parts of an expression; sorted, the terms of 90,000 took ten seconds.
_LONGEST_SORTED = 2_000
# Seconds that a point gets at least, though those before it have used up the time.
_SHORTEST = 0.05
# mpmath has one precision for the whole process: an answer would change that of another thread's.
_ONE_AT_A_TIME = threading.RLock()


def solve(request: str | Expr, **clauses: object) -> Any:
    """The worked answer to a request: a Result, or for several points a tuple of them.

    Args:
        request: a whole request, as after `%%grad`; or the function alone, as text or as a
            SymPy expression, with the clauses as keywords.
        clauses: each clause as a keyword, every other keyword a parameter. Points and
            directions are tuples, lists, arrays or matrices of n numbers (SymPy's, Python's,
            NumPy's, or text such as "pi/2"), a point also a dict by the variables' names.

    Raises:
        RequestSyntaxError: the request cannot be read.
        MeaninglessRequestError: it asks for nothing that exists, as with a zero direction.
        NoAnswerError: the function has no value at the point.

    >>> solve("f=x*exp(2*y) at=(1,0) dir=(1,-1)").directional_derivative
    -sqrt(2)/2
    >>> solve("x*exp(2*y)", at=(1, 0), dir=(1, -1)).max_rate
    sqrt(5)
    """
    with told_in(language_asked(f"lang={clauses.get('lang')}", language_asked(request))):
        with time_limit(DEFAULT_BUDGET):
            asked = read_keywords(request, clauses)
        return answer(asked)


def page(request: str | Expr, **clauses: object) -> Page:
    """The page of a request that moves without a kernel: it shows itself, and can be saved.

    Args:
        request: as of `solve`, with one point.
        clauses: as of `solve`.

    Raises:
        GradMagicError: as `solve`; a MeaninglessRequestError also where an answer has no page.

    >>> page("f=x*exp(2*y) at=(1,0) dir=(1,-1)").html.startswith("<!doctype html>")
    True
    """
    answered = solve(request, **clauses)
    if isinstance(answered, Answers):
        raise MeaninglessRequestError(answered.why_no_page)
    found: Page = answered.page
    return found


def answer(request: Request, budget: float = DEFAULT_BUDGET) -> Results:
    """The answer to a request that has been read, a tuple for several points.

    Args:
        request: what is asked.
        budget: the seconds that it may take, not counted what other threads' answers take.
    """
    with _ONE_AT_A_TIME:
        if request.array_problem is not None:
            # Only then its part of the calculus is loaded.
            from grad_magic.array_result import answer_arrays

            with time_limit(budget):
                return answer_arrays(request.array_problem)
        if len(request.problems) == 1:
            with time_limit(budget):
                return _answer(request.problems[0], request.symbols)
        return _answer_each(request, budget)


def _answer_each(request: Request, budget: float) -> Answers:
    """The answers to one request at several points."""
    end = time.monotonic() + budget
    answers: list[Result | Unanswered] = []
    before: tuple[Kept[Solution], ...] = ()
    for problem in request.problems:
        left = max(end - time.monotonic(), _SHORTEST)
        try:
            with told_in(problem.presentation.language), time_limit(left, of=budget):
                result = _answer(problem, request.symbols, before)
        except GradMagicError as error:
            answers.append(Unanswered(problem, error))
            continue
        answers.append(result)
        if problem.presentation.is_worked:
            before += (result.kept,)
    _raise_common_error(answers)
    return Answers(answers)


def _answer(
    problem: Problem, symbols: Mapping[Symbol, Symbol], before: tuple[Kept[Solution], ...] = ()
) -> Result:
    solution = solver.solve(problem)
    if symbols:
        solution = _rewritten(solution, partial(_in_symbols, symbols=symbols))
    result = Result(Kept(solution), before=before)
    # What is displayed is made within the budget too.
    assert result.latex
    assert result.outputs
    return result


def _raise_common_error(answers: Sequence[Result | Unanswered]) -> None:
    """Raises what leaves all points without an answer, as it does not lie with one of them."""
    errors = [answer.error for answer in answers if isinstance(answer, Unanswered)]
    if len(errors) == len(answers) and len({error.message for error in errors}) == 1:
        raise errors[0]


def _rewritten(value: Any, rewrite: Callable[[Any], Any]) -> Any:
    """A part of a solution with each of its expressions and matrices rewritten."""
    if isinstance(value, (Basic, MatrixBase)):
        return rewrite(value)
    if isinstance(value, tuple):
        return tuple(_rewritten(entry, rewrite) for entry in value)
    if isinstance(value, Mapping):
        return {key: _rewritten(entry, rewrite) for key, entry in value.items()}
    if isinstance(value, Deferred):
        return Deferred(partial(_read_rewritten, value, rewrite))
    # A formula is shown with the roots that were typed, and may have a hundred thousand parts.
    is_kept = isinstance(value, Formula) and rewrite is spell_out_roots
    if is_dataclass(value) and not isinstance(value, type) and not is_kept:
        parts = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **_rewritten(parts, rewrite))
    return value


def _read_rewritten(deferred: Deferred[Any], rewrite: Callable[[Any], Any]) -> Any:
    return _rewritten(deferred.value, rewrite)


def _in_symbols(expression: Any, symbols: Mapping[Symbol, Symbol]) -> Any:
    """The expression in the symbols of the expression that the user handed in.

    A real symbol is another symbol to SymPy than the user's, so that the user's own
    substitutions would silently do nothing.
    """
    return expression.xreplace(dict(symbols))


@dataclass(frozen=True, eq=False, repr=False)
class Result(WrittenAnswer, PublicNames):
    """A Solution that can be shown: as LaTeX, as text, as a picture.

    Attributes:
        kept: what is true; its public names are those of the result.
        silent_in_cell: the number of the cell in which a trailing `;` keeps it from being
            displayed; None for none.
        before: the solutions at other points that stand above it, which a worked one refers to.
    """

    kept: Kept[Solution]
    silent_in_cell: int | None = None
    before: tuple[Kept[Solution], ...] = ()

    @property
    def solution(self) -> Solution:
        """What is true."""
        return self.kept.value

    @property
    def _packable(self) -> tuple[Kept[Any], ...]:
        return (self.kept, *self.before)

    @cached_property
    def _whole(self) -> Solution:
        """The solution as it is handed out: SymPy means by its roots what the answer means."""
        handed_out: Solution = _rewritten(self.solution, spell_out_roots)
        return handed_out

    @property
    def problem(self) -> Problem:
        """What was asked."""
        return self.solution.problem

    @property
    def style(self) -> Style:
        """How its mathematics is noted."""
        return style_of(self.problem, style_named(self.problem.presentation))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The answer as a neutral document."""
        return write_steps(self.solution, tuple(other.value for other in self.before))

    @property
    def reason(self) -> str:
        """Why f is differentiable at P, or is not, or why that is not settled."""
        words = explain_verdict(self.solution)
        return "" if words is None else render_words(words, self.language, self.style)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader must know before trusting a number."""
        doubts = explain_doubts(self.solution)
        return tuple(render_words(words, self.language, self.style) for words in doubts)

    @property
    def check(self) -> Check | None:
        """With `answer=` what is to be said of it, in words too."""
        check, said = self.solution.checked_answer, explain_answer(self.solution)
        if check is None or said is None:
            return None
        return replace(check, message=render_words(said, self.language, self.style))

    @cached_property
    def scene(self) -> Scene | None:
        """What the picture shows, in numbers; None where there is no picture."""
        return self._compose_scene(self.solution) if self._has_picture else None

    @property
    def _is_picture_wanted(self) -> bool:
        is_secret = self.solution.checked_answer is not None and not self.solution.may_be_shown
        return super()._is_picture_wanted and not is_secret

    def _compose_scene(self, solution: Solution) -> Scene | None:
        """The picture, in whose description formulas stand as in the answer."""
        from grad_magic.picture.scene import compose_scene
        from grad_magic.picture.words.titles import WrittenFormula

        written = write_formula(solution, self.language)
        if written is None:
            return compose_scene(solution, self.language)
        has_graph = {"surface", "all"} & set(solution.problem.presentation.plot)
        formula = WrittenFormula(
            *written,
            tangent=write_level_tangent(solution, self.language, self.style),
            plane=write_graph_tangent(solution, self.language, self.style) if has_graph else "",
        )
        return compose_scene(solution, self.language, formula)

    @cached_property
    def figure(self) -> Figure | None:
        """The picture as a Matplotlib figure of its own, which pyplot does not know."""
        if self.scene is None:
            return None
        from grad_magic.picture.figure import draw
        from grad_magic.picture.scene import compose_panel_between

        return draw(self.scene, partial(compose_panel_between, self.solution, self.language))

    @cached_property
    def missing_picture(self) -> str:
        """Why there is no picture where one is to be expected, or not all; else empty."""
        if not self._has_picture:
            return self._missing_package
        if self.scene is not None:
            return self.scene.missing
        from grad_magic.picture.scene import explain_missing

        return explain_missing(self.solution, self.language)

    @cached_property
    def page(self) -> Page:
        """The page that moves without a kernel, with the answer beside it.

        Raises:
            MeaninglessRequestError: there is none of such an answer, and why.
        """
        return self._page([latex for latex, _ in self.outputs])

    def _page(self, answer: Sequence[str]) -> Page:
        missing = self._lacks_package("page_missing")
        if missing:
            raise MeaninglessRequestError(missing)
        from grad_magic.webpage.page import compose_page

        return compose_page(self.solution, self.language, self._still_scene, answer)

    @property
    def _still_scene(self) -> Scene | None:
        """The picture for those who see no page, also where no picture is wanted beside it."""
        if self.scene is not None:
            return self.scene
        problem = self.problem
        usual = replace(problem.presentation, plot=DEFAULT_PLOT)
        asked = replace(self.solution, problem=replace(problem, presentation=usual))
        return self._compose_scene(asked)

    @cached_property
    def _framed(self) -> Page | MeaninglessRequestError | None:
        """The page as a notebook shows it below the answer, or why there is none."""
        if self.problem.presentation.interactive != PAGE:
            return None
        try:
            return self._page(())
        except MeaninglessRequestError as error:
            return error

    @property
    def frame(self) -> str:
        """That page in a frame, for a notebook that is to show it; else empty."""
        framed = self._framed
        return "" if framed is None or isinstance(framed, MeaninglessRequestError) else framed.frame

    @property
    def frame_with_answer(self) -> str:
        """The same with the answer in it, where there is one output for all."""
        return self.page.frame if self.frame else ""

    @property
    def missing_page(self) -> str:
        """Why there is no page, or no sliders, where they are asked for; else empty."""
        for asked in (self._framed, self._moved):
            if isinstance(asked, MeaninglessRequestError):
                return str(asked)
        return ""

    @property
    def mover(self) -> Mover | None:
        """What sliders move, if there are to be any."""
        return None if isinstance(self._moved, MeaninglessRequestError) else self._moved

    @cached_property
    def _moved(self) -> Mover | MeaninglessRequestError | None:
        """What sliders move, or why there are none."""
        if self.problem.presentation.interactive != SLIDERS:
            return None
        missing = self._lacks_package("sliders_missing")
        if missing:
            return MeaninglessRequestError(missing)
        from grad_magic.interactive.mover import make_mover
        from grad_magic.picture.words.titles import WrittenFormula

        written = write_formula(self.solution, self.language)
        formula = None if written is None else WrittenFormula(*written)
        try:
            return make_mover(self.solution, self.language, formula)
        except MeaninglessRequestError as error:
            return error

    def to_dict(self) -> dict[str, Any]:
        """The result for JSON: expressions as text, numbers as {"exact": …, "decimal": …}."""
        values = {name: _plain_data(getattr(self, name)) for name in _DATA_NAMES}
        shown = {"text": self._unicode, "latex": self.latex}
        checked = {} if self.check is None else {"check": self.check.to_dict()}
        return values | {"warnings": list(self.warnings)} | checked | shown


@dataclass(frozen=True, eq=False, repr=False)
class Unanswered(Shown, PublicNames):
    """The place of a point without an answer among several: the reason, shown as a Result is.

    All public names are there, and None or empty but for what was asked.

    Attributes:
        problem: what was asked.
        error: why there is no answer.
        silent_in_cell: as of a Result.
    """

    problem: Problem
    error: GradMagicError
    silent_in_cell: int | None = None

    scene = None
    figure = None
    is_picture_asked = False
    missing_picture = ""
    frame = ""
    frame_with_answer = ""
    mover = None
    missing_page = ""

    @property
    def _shown(self) -> tuple[Unanswered]:
        return (self,)

    @property
    def language(self) -> Language:
        """The language of the reason."""
        return LANGUAGES[self.problem.presentation.language]

    @property
    def _whole(self) -> Solution:
        """What is known: nothing but the question."""
        return Solution(self.problem, General(Known(())))

    @property
    def reason(self) -> str:
        """Why there is no answer."""
        return self.error.message

    @property
    def warnings(self) -> tuple[str, ...]:
        """The reason."""
        return (self.error.message,)

    @property
    def _sentences(self) -> tuple[str, ...]:
        """Where, why, and what may be said beside."""
        row = self.language.sentences["no_answer_at"]
        where = self.language.space_out(row.format(place=self.problem.place))
        return tuple(filter(None, (where, self.error.message, self.error.advice)))

    @property
    def text(self) -> str:
        """The reason as text: Unicode, or ASCII if standard output has no more."""
        return self._printed(_TEXT_WIDTH)

    def _printed(self, width: int) -> str:
        text = self._wrapped(width)
        if can_take(text, "stdout"):
            return text
        return self._wrapped(width, spelling_for(text, "stdout") or to_ascii)

    def _wrapped(self, width: int, spell: Callable[[str], str] = str) -> str:
        return "\n".join(textwrap.fill(spell(sentence), width) for sentence in self._sentences)

    @property
    def latex(self) -> str:
        """The reason as one line of LaTeX between dollars."""
        return render_latex_lines(self._sentences)

    @property
    def outputs(self) -> tuple[tuple[str, str], ...]:
        """The reason as LaTeX and as Unicode text, as of a Result."""
        return ((self.latex, self._wrapped(_TEXT_WIDTH)),)

    def to_dict(self) -> dict[str, Any]:
        """The reason for JSON, with what was asked."""
        values = {name: _plain_data(getattr(self, name)) for name in _DATA_NAMES}
        shown = {
            "error": str(self.error),
            "text": self._wrapped(_TEXT_WIDTH),
            "latex": self.latex,
        }
        return values | {"warnings": list(self.warnings)} | shown

    def __repr__(self) -> str:
        return self._printed(min(shutil.get_terminal_size().columns, WIDEST_TEXT))


_DATA_NAMES = (
    "f",
    "variables",
    "point",
    "partials",
    "gradient",
    "hessian",
    "value",
    "partials_at",
    "gradient_at",
    "norm",
    "unit_direction",
    "directional_derivative",
    "angle",
    "max_rate",
    "min_rate",
    "steepest_ascent",
    "steepest_descent",
    "zero_directions",
    "level_tangent",
    "tangent_plane",
    "hessian_at",
    "critical_kind",
    "critical_reason",
    "is_strict",
    "hessian_eigenvalues",
    "hessian_eigenvectors",
    "second_directional_derivative",
    "higher_partials",
    "mixed_partials_agree",
    "linear_approximation",
    "total_differential",
    "normal_line",
    "rate_directions",
    "natural_gradient",
    "path",
    "path_values",
    "critical_points",
    "critical_points_complete",
    "critical_points_repeat",
    "jacobian",
    "jacobian_at",
    "one_sided_partials",
    "one_sided_derivatives",
    "rate_along_rays",
    "ray_symbols",
    "formula_value",
    "partials_continuous",
    "f_valid_where",
    "partials_valid_where",
    "conditions",
    "gradient_conditions",
    "is_approximate",
    "differentiable",
    "reason",
)
"""The public names in a result's data, in their order."""


def _plain_data(value: object) -> Any:  # noqa: PLR0911  (one case a type)
    """SymPy's types as lists, dictionaries and text."""
    if isinstance(value, MatrixBase):
        if value.cols == 1:
            return [_plain_data(entry) for entry in value]
        return [[_plain_data(entry) for entry in row] for row in value.tolist()]
    if isinstance(value, tuple):
        return [_plain_data(entry) for entry in value]
    if isinstance(value, Finding):
        return value.kind.value
    if is_dataclass(value):
        return {part.name: _plain_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, (Symbol, Boolean)):
        return str(value)
    if isinstance(value, Expr):
        exact = _text_of(value)
        if not value.is_number:
            return exact
        # JSON has no infinity.
        return {"exact": exact, "decimal": float(value) if value.is_finite else None}
    return value


def _text_of(expression: Expr) -> str:
    """As SymPy writes it; a long one with its terms unsorted, as sorting takes most of the time."""
    parts = islice(preorder_traversal(expression), _LONGEST_SORTED + 1)
    is_long = sum(1 for _ in parts) > _LONGEST_SORTED
    return str(sstr(expression, order="none" if is_long else None))


class Answers(Shown, tuple[Result | Unanswered, ...]):  # noqa: SLOT001  (a tuple has no room)
    """The results for several points, displayed one under the other.

    Each is an answer by itself; one under the other, worked solutions do not repeat themselves.
    That for the numbers of a sample goes by what stands above it in letters, and keeps to that.
    """

    _under_each_other: tuple[Result | Unanswered, ...]

    def __new__(cls, answers: Sequence[Result | Unanswered]) -> Self:
        """The answers as they are displayed, each with those `before` it."""
        each = (
            replace(answer, before=())
            if isinstance(answer, Result) and answer.before and not answer.problem.presentation.data
            else answer
            for answer in answers
        )
        found = super().__new__(cls, each)
        found._under_each_other = tuple(answers)
        return found

    def __getnewargs__(self) -> tuple[tuple[Result | Unanswered, ...]]:
        """What copies are made from."""
        return (self._under_each_other,)

    def silenced_in(self, cell: int) -> Self:
        """The same, not displayed in the cell of this number."""
        return type(self)([replace(answer, silent_in_cell=cell) for answer in self._shown])

    @property
    def why_no_page(self) -> str:
        """Why several points have no page together."""
        rows = LANGUAGES[self[0].problem.presentation.language].sentences
        return rows["page_missing"].format(reason=rows["page_of_several_points"])

    @property
    def text(self) -> str:
        """The answers as Unicode text, one under the other."""
        return "\n\n".join(result.text for result in self._shown)

    @property
    def latex(self) -> tuple[str, ...]:
        """The answers as LaTeX, one for each point."""
        return tuple(result.latex for result in self._shown)

    @property
    def _shown(self) -> tuple[Result | Unanswered, ...]:
        return self._under_each_other

    def save(self, path: str | Path) -> None:
        """Writes all of them as one LaTeX document (.tex), with their pictures beside it.

        Raises:
            MeaninglessRequestError: another ending.
        """
        target = Path(path)
        if target.suffix != ".tex":
            raise MeaninglessRequestError(
                Message("only_a_tex_holds_several_answers", name=target.name),
                advice=Message("save_one_of_them_or_a_tex", example="r[0].save(…)"),
            )
        save_document(self._shown, target)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self._shown))


Results: TypeAlias = "Result | Answers | ArrayResult"
