"""How far the numbers may be trusted, and what is to be said of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from grad_magic.findings import CheckNote, Doubt, Finding, Slip
from grad_magic.presets import Asked


@dataclass(frozen=True, eq=False)
class Checking:
    """How far the numbers may be trusted.

    Attributes:
        doubts: what the reader must know before trusting a number.
        is_approximate: whether the numbers are numerical approximations.
    """

    doubts: tuple[Finding[Doubt], ...] = ()
    is_approximate: bool = False


NO_DOUBTS = Checking()


@dataclass(frozen=True)
class Check:
    """What is to be said of a student's answer.

    Attributes:
        right: True, False, or None where that is not settled.
        asked: what it was taken to answer; its value is the name of what the result holds of it.
        slip: of a wrong one what went wrong; None where that is not recognised.
        note: why it is neither right nor wrong; None elsewhere.
        message: all that in words, which do not give the answer away. A Solution has none.
    """

    right: bool | None
    asked: Asked
    slip: Slip | None = None
    note: CheckNote | None = None
    message: str = ""

    def to_dict(self) -> dict[str, bool | str | None]:
        """The same for JSON, each kind by its code."""
        return {
            "right": self.right,
            "asked": self.asked.value,
            "slip": None if self.slip is None else self.slip.code,
            "note": None if self.note is None else self.note.code,
            "message": self.message,
        }
