"""An answer to one question beside what is true."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.array_problem import ArrayAnswer, ArrayAnswerPart, ArrayProblem, Shape
from grad_magic.array_solution import ArrayCheck, ArraySolution
from grad_magic.findings import CheckNote, Slip
from grad_magic.presets import Asked


@dataclass(frozen=True)
class Marking:
    """An answer to one question beside what is true.

    Attributes:
        solution: what is true.
        answer: the student's.
        asked: what it is taken to answer.
    """

    solution: ArraySolution
    answer: ArrayAnswer
    asked: Asked

    @property
    def problem(self) -> ArrayProblem:
        """What was asked."""
        return self.solution.problem

    def names(self, part: ArrayAnswerPart | None = None) -> tuple[str, ...]:
        """The variables that are meant, if it is a gradient."""
        if self.asked is not Asked.GRADIENT:
            return ()
        return (part.name,) if part is not None and part.name else self.problem.variables

    def right(self, part: ArrayAnswerPart | None = None) -> ArrayCheck:
        """That it is right."""
        return ArrayCheck(right=True, asked=self.asked, names=self.names(part))

    def wrong(
        self,
        slip: Slip | None,
        part: ArrayAnswerPart | None = None,
        shape: Shape | None = None,
    ) -> ArrayCheck:
        """That it is wrong, by which slip, and which shape it has where that is another."""
        names = self.names(part)
        return ArrayCheck(right=False, asked=self.asked, names=names, slip=slip, shape=shape)

    def undecided(self, note: CheckNote, part: ArrayAnswerPart | None = None) -> ArrayCheck:
        """That it is neither, and why."""
        return ArrayCheck(right=None, asked=self.asked, names=self.names(part), note=note)

    def misshapen(self, part: ArrayAnswerPart, shape: Shape, *, is_turned: bool) -> ArrayCheck:
        """That it has another shape, perhaps with its rows for columns."""
        return self.wrong(Slip.TRANSPOSED if is_turned else Slip.SHAPE, part, shape)
