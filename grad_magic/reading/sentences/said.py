"""What a sentence says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from grad_magic.presets import Asked


@dataclass(frozen=True)
class Said:
    """What a sentence says, or a request that is none.

    Attributes:
        request: the function and its clauses.
        questions: what is asked, to which a worked solution keeps; empty for all that goes with
            the problem.
        general: those of them that are asked of all points, beside others at one.
        labels: of a problem with (a) and (b) each of these, and what is asked there.
        data: numbers for letters of the function, at which its gradient is asked for.
        ahead: the request of the same without these numbers and the point, where it comes first.
        has_unit_vectors: whether a direction is given by i and j, which no clause shows.
        has_parametric_lines: whether lines are asked for by parametric equations.
        has_nabla: whether it writes ∇f for the gradient.
        unit: of the rates of change, as °C/m; empty where none is told.
    """

    request: str
    questions: tuple[Asked, ...] = ()
    general: tuple[Asked, ...] = ()
    unit: str = ""
    labels: tuple[tuple[str, tuple[Asked, ...]], ...] = ()
    data: tuple[tuple[str, Fraction], ...] = ()
    ahead: str = ""
    has_unit_vectors: bool = False
    has_parametric_lines: bool = False
    has_nabla: bool = False
