"""The title of a picture: the function as it was typed, in as much room as there is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sympy import latex

from grad_magic.picture.plane.placement import visible_characters
from grad_magic.picture.words.names import tex_name, tex_symbol
from grad_magic.picture.words.sentences import ends

if TYPE_CHECKING:
    from grad_magic.solution import Solution

_LONG_POWER = re.compile(r"(?<![\d.])10{30,}(?![\d.])")
_SUM = re.compile(r" [-+] ")
# As many characters as a title has room for in each inch, and at most.
_TITLE_PER_INCH, _LONGEST_TITLE = 10.3, 58


@dataclass(frozen=True, eq=False)
class WrittenFormula:
    """A function's formula as the answer writes it, for print and for a terminal.

    Attributes:
        latex: for print.
        text: for a terminal.
        tangent: the equation of the tangent to the level set, as text.
        plane: that of the tangent plane to the graph. Both are empty where the answer writes none.
    """

    latex: str
    text: str
    tangent: str = ""
    plane: str = ""


def write_formula(solution: Solution) -> WrittenFormula:
    """The formula of a function that came as an expression; of a large one its name."""
    if solution.abridged is not None:
        return WrittenFormula(tex_name(solution), solution.problem.name)
    if solution.problem.is_vector_valued:
        return _write_components(solution)
    text = _LONG_POWER.sub(lambda ten: f"10**{len(ten[0]) - 1}", str(solution.f))
    return WrittenFormula(latex(solution.f, ln_notation=True), text)


def titles(solution: Solution, written: WrittenFormula, width: float) -> tuple[str, str]:
    """The function with its formula, as mathematics and plain; without, if it is too long.

    Args:
        solution: of the function.
        written: its formula.
        width: of the picture in inches.
    """
    variables = ", ".join(ends(list(map(tex_symbol, solution.variables)), r"\ldots"))
    head = f"{tex_name(solution)}({variables})"
    formula = _spaced(_with_roots_beside(_in_one_line(written.latex)))
    plain = plain_function(solution, written)
    is_unknown = solution.problem.procedure is not None
    room = min(_TITLE_PER_INCH * width, _LONGEST_TITLE)
    if is_unknown or r"\begin" in formula or len(visible_characters(f"{head} = {formula}")) > room:
        return f"${head}$", plain.split(" = ")[0]
    return f"${head} = {formula}$", plain


def _write_components(solution: Solution) -> WrittenFormula:
    """A vector function by its components in a row, as columns are too high for a title."""
    typeset = ", ".join(latex(component, ln_notation=True) for component in solution.f)
    return WrittenFormula(f"({typeset})", f"({', '.join(map(str, solution.f))})")


# Of cases the notation in lines, and what stands for it in one line.
_CASES = {
    r"\begin{cases}": r"\{",
    r"\end{cases}": r"\}",
    r"\displaystyle ": "",
    r"\\": r",\;\; ",
    "&": r"\;",
    r"\text{ }": r"\; ",
    r"\text{": r"\mathrm{",
}
# Names of signs that TeX has twice, and Matplotlib once.
_LONG_NAMES = {"ge": r"\geq", "le": r"\leq", "ne": r"\neq", "land": r"\wedge", "lor": r"\vee"}
_SHORT_NAMES = re.compile(rf"\\({'|'.join(_LONG_NAMES)})(?![a-zA-Z])")


def _in_one_line(formula: str) -> str:
    """The formula with its cases one after the other, as Matplotlib has no lines of them."""
    if r"\begin{cases}" not in formula:
        return formula
    for written, short in _CASES.items():
        formula = formula.replace(written, short)
    return _SHORT_NAMES.sub(lambda found: _LONG_NAMES[found[1]], formula)


def _with_roots_beside(formula: str) -> str:
    """xy/√(x² + y²) for its fraction, whose root would reach into the picture."""
    start = formula.find(r"\frac{")
    if start < 0:
        return formula
    middle = _end_of_group(formula, start + len(r"\frac"))
    end = _end_of_group(formula, middle)
    above = formula[start + len(r"\frac{") : middle - 1]
    below = _with_roots_beside(formula[middle + 1 : end - 1])
    rest = _with_roots_beside(formula[end:])
    if not below.startswith(r"\sqrt{") or _end_of_group(below, len(r"\sqrt")) != len(below):
        return rf"{formula[:start]}\frac{{{above}}}{{{below}}}{rest}"
    if _SUM.search(above):
        above = f"({above})"
    return f"{formula[:start]}{above}/{below}{rest}"


def _end_of_group(formula: str, start: int) -> int:
    """Where the group in braces that begins at a place ends, behind its brace."""
    depth = 0
    for place in range(start, len(formula)):
        depth += {"{": 1, "}": -1}.get(formula[place], 0)
        if depth == 0:
            return place + 1
    return len(formula)


# Matplotlib keeps no room between a factor and the name of a function behind it.
_NAME_BEHIND_FACTOR = re.compile(
    r"([\w)}]) (\\(?:(?:[a-z]{2,5}|operatorname\{\w+\})\{"
    r"|(?:(?:arc)?(?:sin|cos|tan)h?|cot|sec|csc|ln|log|exp|max|min)(?![a-zA-Z])))"
)


def _spaced(formula: str) -> str:
    """The formula as Matplotlib's mathematics needs it to look as TeX's does."""
    if r"\frac" not in formula:
        formula = formula.replace(r"\left", "").replace(r"\right", "")
    for sign in (r"\left|", r"\right|", r"\left\lvert", r"\right\rvert", r"\lvert", r"\rvert"):
        formula = formula.replace(sign, "|")
    return _NAME_BEHIND_FACTOR.sub(r"\1 \\, \2", formula)


def plain_function(solution: Solution, written: WrittenFormula) -> str:
    """The function with its formula in plain characters."""
    variables = ", ".join(ends(list(map(str, solution.variables)), "…"))
    head = f"{solution.problem.name}({variables})"
    # A Python function that is known by its values has no formula.
    return head if solution.problem.procedure is not None else f"{head} = {written.text}"
