"""What a sentence says."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.presets import Asked


@dataclass(frozen=True)
class Said:
    """What a sentence says, or a request that is none.

    Attributes:
        request: the function and its clauses.
        questions: what is asked, to which a worked solution keeps; empty for all that goes with
            the problem.
        general: those of them that are asked of all points, beside others at one.
        unit: of the rates of change, as °C/m; empty where none is told.
    """

    request: str
    questions: tuple[Asked, ...] = ()
    general: tuple[Asked, ...] = ()
    unit: str = ""
