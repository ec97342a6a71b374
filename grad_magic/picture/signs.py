"""What gradient, direction and rate are called in a picture, as the answer beside it calls them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from grad_magic.problem import Problem
from grad_magic.wording.languages import LANGUAGES


@dataclass(frozen=True)
class Signs:
    """Names in one notation, as TeX without dollars or as text.

    Attributes:
        gradient: of the function, without a point.
        bars: of a length, before and behind.
        direction: the unit vector.
        noted: the same in a note below a plot, where TeX stands between dollars.
        rate: the rate of change along it, without a point.
    """

    gradient: str
    bars: str
    direction: str
    noted: str
    rate: str

    def norm(self, gradient: str) -> str:
        """The length of a vector."""
        return f"{self.bars}{gradient}{self.bars}"


_Writer = Callable[[Problem, str], Signs]


def _tex(problem: Problem, name: str) -> Signs:
    unit = rf"\mathbf{{{problem.direction_letter}}}"
    return Signs(rf"\nabla {name}", r"\|", unit, f"${unit}$", rf"D_{{{unit}}} \, {name}")


def _text(problem: Problem, name: str) -> Signs:
    unit = problem.direction_letter
    return Signs(f"∇{name}", "‖", unit, unit, f"D_{unit} {name}")


def _tex_by_index(problem: Problem, name: str) -> Signs:
    index, unit = problem.index_letter, _indexed_unit(problem)
    gradient, rate = rf"\mathbf{{grad}}\,{name}", rf"\partial {name}/\partial {index}"
    return Signs(gradient, "|", unit, f"${unit}$", rate)


def _text_by_index(problem: Problem, name: str) -> Signs:
    index, noted = problem.index_letter, f"${_indexed_unit(problem)}$"
    unit = f"{problem.indexed_letter}_{index}"
    return Signs(f"grad {name}", "|", unit, noted, f"∂{name}/∂{index}")


def _indexed_unit(problem: Problem) -> str:
    return rf"\mathbf{{{problem.indexed_letter}}}_{problem.index_letter}"


_IN_TEX: Mapping[str, _Writer] = {"tongji": _tex_by_index}
_IN_TEXT: Mapping[str, _Writer] = {"tongji": _text_by_index}


def tex_signs(problem: Problem, name: str) -> Signs:
    """The signs as TeX.

    Args:
        problem: what was asked, and in which style.
        name: of the function, as TeX.
    """
    return _IN_TEX.get(_style_of(problem), _tex)(problem, name)


def text_signs(problem: Problem) -> Signs:
    """The signs as text."""
    return _IN_TEXT.get(_style_of(problem), _text)(problem, problem.name)


def _style_of(problem: Problem) -> str:
    shown = problem.presentation
    return shown.style or LANGUAGES[shown.language].style
