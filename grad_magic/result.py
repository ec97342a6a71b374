"""The answer as one object: what is true, and how it is shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sympy import Basic, Expr, MatrixBase, Symbol
from sympy.logic.boolalg import Boolean

from grad_magic.calculus import solver
from grad_magic.calculus.budget import time_limit
from grad_magic.errors import MeaninglessRequestError
from grad_magic.formula.tree import Formula
from grad_magic.lesson.latex import render_latex
from grad_magic.lesson.plain import render_plain, render_words
from grad_magic.lesson.writing import explain_doubts, explain_verdict, write_steps
from grad_magic.problem import DEFAULT_BUDGET, Problem
from grad_magic.reading.keywords import read_keywords
from grad_magic.reading.request import Request
from grad_magic.solution import (
    CriticalPoint,
    Finding,
    HigherPartial,
    Limit,
    RateDirections,
    Solution,
    Verdict,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from grad_magic.lesson.steps import Step
    from grad_magic.picture.scene import Scene

# As wide as a book's line; a wider terminal does not make long lines easier to read.
_WIDEST_TEXT = 100


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
    with time_limit(DEFAULT_BUDGET):
        asked = read_keywords(request, clauses)
    return answer(asked)


def answer(request: Request, budget: float = DEFAULT_BUDGET) -> Results:
    """The answer to a request that has been read, a tuple for several points.

    Args:
        request: what is asked.
        budget: the seconds that it may take.
    """
    with time_limit(budget):
        results = Answers(_answer(problem, request.symbols) for problem in request.problems)
        for result in results:
            # What is displayed is made within the budget too.
            assert result.latex
            assert result.text
    return results[0] if len(results) == 1 else results


def _answer(problem: Problem, symbols: Mapping[Symbol, Symbol]) -> Result:
    solution = solver.solve(problem)
    values = {part.name: getattr(solution, part.name) for part in fields(solution)}
    return Result(**{name: _in_symbols(value, symbols) for name, value in values.items()})


def _in_symbols(value: Any, symbols: Mapping[Symbol, Symbol]) -> Any:
    """A part of a solution in the symbols of the expression that the user handed in.

    A real symbol is another symbol to SymPy than the user's, so that the user's own
    substitutions would silently do nothing.
    """
    if not symbols:
        return value
    if isinstance(value, (Basic, MatrixBase)):
        return value.xreplace(dict(symbols))
    if isinstance(value, tuple):
        return tuple(_in_symbols(entry, symbols) for entry in value)
    if isinstance(value, Mapping):
        return {key: _in_symbols(entry, symbols) for key, entry in value.items()}
    if isinstance(value, _PARTS):
        return replace(
            value,
            **{
                part.name: _in_symbols(getattr(value, part.name), symbols) for part in fields(value)
            },
        )
    return value


# The dataclasses that a Solution is made of, and that hold expressions.
_PARTS = (
    Formula,
    Problem,
    Finding,
    Verdict,
    Limit,
    HigherPartial,
    RateDirections,
    CriticalPoint,
)


@dataclass(frozen=True, eq=False, repr=False)
class Result(Solution):
    """A Solution that can be shown: as LaTeX, as text, as a picture.

    Attributes:
        silent_in_cell: the number of the cell in which a trailing `;` keeps it from being
            displayed; None for none.
    """

    silent_in_cell: int | None = None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The answer as a neutral document."""
        return write_steps(self)

    @cached_property
    def latex(self) -> str:
        """The answer as one line of LaTeX between dollars."""
        return render_latex(self.steps)

    @cached_property
    def text(self) -> str:
        """The answer as Unicode text, 80 columns wide."""
        return render_plain(self.steps)

    @property
    def reason(self) -> str:
        """Why f is differentiable at P, or is not, or why that is not settled."""
        words = explain_verdict(self)
        return "" if words is None else render_words(words)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader must know before trusting a number."""
        return tuple(render_words(words) for words in explain_doubts(self))

    @cached_property
    def scene(self) -> Scene | None:
        """What the picture shows, in numbers; None where there is no picture."""
        from grad_magic.picture.scene import compose_scene

        return compose_scene(self)

    @cached_property
    def figure(self) -> Figure | None:
        """The picture as a Matplotlib figure of its own, which pyplot does not know."""
        from grad_magic.picture.figure import draw

        return None if self.scene is None else draw(self.scene)

    def save(self, path: str | Path) -> None:
        """Writes the picture (.png, .svg, .pdf), the answer (.tex, .txt) or the data (.json).

        Raises:
            MeaninglessRequestError: another ending, or a picture where there is none.
        """
        target = Path(path)
        texts = {".tex": lambda: self.latex, ".txt": lambda: self.text, ".json": self._json}
        if target.suffix in texts:
            target.write_text(texts[target.suffix]() + "\n", encoding="utf-8")
            return
        if target.suffix not in (".png", ".svg", ".pdf"):
            raise MeaninglessRequestError(
                f"{target.name} cannot be written",
                advice="Give a name that ends in .png, .svg, .pdf, .tex, .txt or .json.",
            )
        if self.figure is None:
            raise MeaninglessRequestError("this answer has no picture to save")
        self.figure.savefig(target)

    def to_dict(self) -> dict[str, Any]:
        """The result for JSON: expressions as text, numbers as {"exact": …, "decimal": …}."""
        values = {
            name: _plain_data(getattr(self, name))
            for name in ("f", "variables", "point", *_DATA_FIELDS, "differentiable", "reason")
        }
        return values | {"warnings": list(self.warnings), "text": self.text, "latex": self.latex}

    def _json(self) -> str:
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def __repr__(self) -> str:
        columns = shutil.get_terminal_size().columns
        return render_plain(self.steps, width=min(columns, _WIDEST_TEXT))

    def _ipython_display_(self) -> None:
        from grad_magic.notebook.display import publish

        publish(self)


_DATA_FIELDS = tuple(
    part.name
    for part in fields(Solution)
    if part.name not in ("problem", "verdict", "doubts", "critical_points_remarks")
)


def _plain_data(value: object) -> Any:  # noqa: PLR0911  (one case a type)
    """SymPy's types as lists, dictionaries and text."""
    if isinstance(value, MatrixBase):
        if value.cols == 1:
            return [_plain_data(entry) for entry in value]
        return [[_plain_data(entry) for entry in row] for row in value.tolist()]
    if isinstance(value, tuple):
        return [_plain_data(entry) for entry in value]
    if isinstance(value, Finding):
        return value.sentence
    if is_dataclass(value):
        return {part.name: _plain_data(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, (Symbol, Boolean)):
        return str(value)
    if isinstance(value, Expr):
        exact = str(value)
        if not value.is_number:
            return exact
        # JSON has no infinity.
        return {"exact": exact, "decimal": float(value) if value.is_finite else None}
    return value


class Answers(tuple[Result, ...]):
    """The results for several points, displayed one under the other."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The answers as Unicode text, one under the other."""
        return "\n\n".join(result.text for result in self)

    @property
    def latex(self) -> tuple[str, ...]:
        """The answers as LaTeX, one for each point."""
        return tuple(result.latex for result in self)

    def __repr__(self) -> str:
        return "\n\n".join(map(repr, self))

    def _ipython_display_(self) -> None:
        for result in self:
            result._ipython_display_()


Results = Result | Answers
