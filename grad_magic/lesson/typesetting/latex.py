"""Notation into one line of LaTeX that MathJax 2 and 3, KaTeX and xelatex all render."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise, zip_longest

from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Closing,
    Coefficient,
    Evaluated,
    Face,
    Factor,
    Fence,
    Fraction,
    Gap,
    Listing,
    Mathematics,
    NotatedLine,
    Opening,
    Operator,
    Product,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Space,
    Sum,
    System,
    Table,
    Term,
    Text,
    Word,
)
from grad_magic.lesson.steps import Step
from grad_magic.lesson.transcription import TEXTBOOK, Style, notate
from grad_magic.lesson.typesetting.arguments import drop_brackets
from grad_magic.lesson.typesetting.brackets import with_tall_brackets
from grad_magic.lesson.typesetting.latex_printer import latex_text, write_cases, write_system
from grad_magic.lesson.typesetting.layout import (
    Block,
    Page,
    begins_with_relation,
    is_word_alone,
    lay_out,
    split_at_relation,
)
from grad_magic.lesson.typesetting.print_width import COMMA, EM, print_width
from grad_magic.transliteration import is_wide
from grad_magic.wording.language import Language

# 560 pixels in JupyterLab, where an em takes 18 of them: half the screen of a laptop, a slide,
# the column of a Jupyter Book; and the text width of a printed page in LaTeX's 11 pt. One per
# cent is left for what `print_width` does not know.
_PAGE_WIDTH = 3060
_RELATIONS = {
    "=": "=",
    "≈": r"\approx",
    ">": ">",
    "≥": r"\ge",
    "≠": r"\ne",
    "≤": r"\le",
    "<": "<",
    "→": r"\to",
    "∈": r"\in",
}
_SIGNS = {
    "∇": r"\nabla",
    "∂": r"\partial",
    "°": r"{}^{\circ}",
    "%": r"\%",
    "λ": r"\lambda",
    "θ": r"\theta",
    "φ": r"\varphi",
    "α": r"\alpha",
    "β": r"\beta",
    "γ": r"\gamma",
    "η": r"\eta",
    "τ": r"\tau",
    "μ": r"\mu",
    "ν": r"\nu",
    "Δ": r"\Delta",
    "±": r"\pm",
    "⋯": r"\cdots",
    "…": r"\ldots",
    "lim": r"\lim",
    "max": r"\max",
    "min": r"\min",
    "σ": r"\sigma",
    "Γ": r"\Gamma",
    "ψ": r"\psi",
    "𝟏": r"\mathbf{1}",
    "⊙": r"{\odot}",
    "ℝ": r"\mathbb{R}",
    "×": r"\times ",
    "⋮": r"\vdots",
    "⋱": r"\ddots",
}
# TeX's own names of functions.
_NAMED = frozenset(
    {"sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan"}
    | {"sinh", "cosh", "tanh", "coth", "ln", "exp", "max", "min", "log", "det"}
)
_FACES = {
    Face.ITALIC: "{}",
    Face.BOLD: r"\mathbf{{{}}}",
    Face.BOLD_ITALIC: r"\boldsymbol{{{}}}",
    Face.ROMAN: r"\mathrm{{{}}}",
    Face.ARROW: r"\overrightarrow{{{}}}",
    Face.UPRIGHT: r"\operatorname{{{}}}",
}
_OPERATORS = {
    Operator.PLUS: " + ",
    Operator.MINUS: " - ",
    Operator.DOT: r" \cdot ",
    Operator.MATRIX_PRODUCT: r" \, ",
    Operator.MULTIPLE: " ",
    Operator.OVER: "/",
    Operator.BESIDE: " ",
    Operator.APPLIED_TO: " ",
    Operator.HADAMARD: r" \odot ",
    Operator.APART: r" \, ",
}
_FENCES = {
    "(": ("(", ")"),
    "[": ("[", "]"),
    "⟨": (r"\langle ", r" \rangle"),
    "‖": (r"\lVert ", r" \rVert"),
    "|": (r"\lvert ", r" \rvert"),
    "⌊": (r"\lfloor ", r" \rfloor"),
    "⌈": (r"\lceil ", r" \rceil"),
}
IN_TEXT_MODE = {
    **{character: f"\\{character}" for character in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "∞": r"}\infty\text{",
    "≠": r"}\neq\text{",
    "≤": r"}\leq\text{",
    "≥": r"}\geq\text{",
    "→": r"}\to\text{",
    "√": r"}\surd\text{",
    "π": r"}\pi\text{",
    "·": r"}\cdot\text{",
    "∇": r"}\nabla\text{",
    "∂": r"}\partial\text{",
}
"""How signs are written in words that mean something to TeX, or that its fonts lack."""
_BEFORE = r"$\displaystyle "
_ROW_END = r" \\[4pt] "
_SENTENCE_ROW_END = r" \\[-1.5pt] "
"""Within a sentence, whose rows stand closer than equations: 1.35 em from line to line."""
_SENTENCE_STRUT = r"\rule[-0.35em]{0pt}{1.2em} "
"""In each row of a sentence: what KaTeX and TeX give a row, MathJax gives less."""
_PARAGRAPH_END = r" \\[2pt] "
_APART = r" \\[3pt] "
"""In running text above the equations between paragraphs."""
_STRUT = r"\rule{0pt}{1.25em} "
_HIGH_COMMANDS = (r" \\[", r"\frac", r"\begin{pm", r"\lim", r"\sum")
# Below an equation without fractions, as far from it as the sentence above it.
_LOW_STRUT = r"\rule{0pt}{1em} "
"""In a row below equations: behind deep rows KaTeX and TeX leave out what `_APART` asks for."""
# Between two rows of fractions, which nearly touch with less.
_HIGH_ROW_END = r" \\[8pt] "
# KaTeX and TeX would let the fractions of one row touch those of the next.
_ROW_ENDS_OF_MATRIX = (r" \\ ", r" \\[4pt] ", r" \\[10pt] ")
"""Between rows without fractions, with one, and between two."""


def render_latex(steps: Sequence[Step], language: Language, style: Style = TEXTBOOK) -> str:
    """The answer as LaTeX, of the form that `typeset_latex` has."""
    return typeset_latex(notate(steps, language, style), language)


def typeset_latex(
    lines: Sequence[NotatedLine],
    language: Language,
    *,
    goes_on: bool = False,
    is_part: bool = False,
) -> str:
    r"""The lines as `$\displaystyle \begin{aligned}…\end{aligned}$` on one line.

    Running text that goes on below another output (`goes_on`) keeps its distance from that; all
    parts of it (`is_part`) are as wide as the page, as a Jupyter Book puts each into the middle.

    More than one line breaks in VS Code, `align` and `\tag` in KaTeX, an environment without
    dollars in xelatex.
    """
    run_on = any(line.runs_on for line in lines)
    in_text = partial(_measure_in_text, language=language) if run_on else None
    measure = partial(_measure_print, language=language)
    page = Page(measure, _PAGE_WIDTH, hang=EM, comma=COMMA, measure_in_text=in_text)
    ended = [replace(line, atoms=_with_end(line)) if line.end else line for line in lines]
    blocks = lay_out(ended, language, page)
    rows = [row for block in blocks for row in _render_block(block, language, centres=run_on)]
    if is_part and run_on:
        rows = _filled(rows)
    table = _running_text(rows, goes_on=goes_on) if run_on else _aligned(rows)
    return f"{_BEFORE}{table}$"


def _with_end(line: NotatedLine) -> Atoms:
    """The line with the sign that ends its sentence: of a system behind its last equation."""
    *others, last = line.atoms
    end = Text(line.end)
    if not isinstance(last, System):
        return (*line.atoms, end)
    *rows, closing = last.rows
    return (*others, System((*rows, Row((closing, end)))))


def render_latex_lines(lines: Sequence[str]) -> str:
    r"""Lines of plain text, as an error's, as LaTeX of the same form.

    >>> render_latex_lines(["50% of x ≠ 0"])
    '$\\displaystyle \\begin{aligned}& \\text{50\\% of x }\\neq\\text{ 0}\\end{aligned}$'
    >>> render_latex_lines(["θ²"])
    '$\\displaystyle \\begin{aligned}& \\text{}\\theta\\text{}{}^{2}\\text{}\\end{aligned}$'
    """
    table = r" \\ ".join(f"& {_in_words(row)}" for line in lines for row in _folded(line))
    return rf"{_BEFORE}\begin{{aligned}}{table}\end{{aligned}}$"


# A row may end behind a word, and behind each letter of a language without spaces, but not
# before the signs that end a clause. Compiled where it is first needed, for long lines alone.
_WIDE = r"\u3000-\u9fff\uff01-\uff60"
_WORD = rf"(?:[{_WIDE}]|[^\s{_WIDE}]+)[，。；：、）！？]*\s*|\s+"


def _folded(line: str) -> list[str]:
    """The line as rows that fit the page."""
    rows = [""]
    for word in re.findall(_WORD, line):
        longer = rows[-1] + word
        if rows[-1] and print_width(_in_words(longer.rstrip())) > _PAGE_WIDTH:
            rows.append(word)
        else:
            rows[-1] = longer
    return [row.rstrip() for row in rows]


def _in_words(line: str) -> str:
    return rf"\text{{{''.join(map(_in_text_mode, line))}}}"


_SCRIPTS = {"<super>": "^", "<sub>": "_"}
_GREEK = re.compile(r"GREEK SMALL LETTER (?P<name>[A-Z]+)")


def _in_text_mode(sign: str) -> str:
    """The sign in words; letters that TeX has in mathematics alone, and powers, leave them."""
    if sign in IN_TEXT_MODE or sign.isascii():
        return IN_TEXT_MODE.get(sign, sign)
    greek = _GREEK.fullmatch(unicodedata.name(sign, ""))
    # Unicode spells lambda as the Greeks of today do; TeX has no omicron of its own.
    if greek and greek["name"] != "OMICRON":
        return rf"}}\{greek['name'].lower().replace('lamda', 'lambda')}\text{{"
    kind, _, base = unicodedata.decomposition(sign).partition(" ")
    if kind in _SCRIPTS and " " not in base:
        inner = chr(int(base, 16)).replace("−", "-")
        return rf"}}{{}}{_SCRIPTS[kind]}{{{inner}}}\text{{"
    return sign


def stack_latex(answers: Sequence[str]) -> str:
    r"""Answers one under the other, in one line of LaTeX of the same form.

    >>> stack_latex([r"$\displaystyle a$", r"$\displaystyle b$"])
    '$\\displaystyle \\begin{aligned} & a \\\\[16pt] & b \\end{aligned}$'
    """
    if len(answers) == 1:
        return answers[0]
    rows = (answer.removeprefix(_BEFORE).removesuffix("$") for answer in answers)
    table = r" \\[16pt] ".join(f"& {row}" for row in rows)
    return rf"{_BEFORE}\begin{{aligned}} {table} \end{{aligned}}$"


def count_towers(text: str) -> int:
    r"""How many fractions stand in the numerator or the denominator of another one.

    >>> count_towers(r"\frac{\frac{x}{2} + 1}{y} + \frac{x}{2}")
    1
    """
    towers = 0
    groups: list[bool] = []  # of the brackets that are open whether they belong to a fraction
    awaited = [0]  # how many such brackets follow at each depth
    for part in re.findall(r"\\frac|[{}]", text):
        if part == r"\frac":
            towers += any(groups)
            awaited[-1] = 2
        elif part == "{":
            groups.append(awaited[-1] > 0)
            awaited[-1] -= 1
            awaited.append(0)
        else:
            groups.pop()
            awaited.pop()
    return towers


@lru_cache(maxsize=512)
def _rendered(atom: Atom, language: Language) -> str:
    """An atom of a line, which is measured before it is written, as a whole and for its page."""
    return render_atom(atom, language)


@lru_cache(maxsize=512)
def _measure_print(atom: Atom, language: Language) -> int:
    """Hundredths of an em that the atom takes."""
    return print_width(_rendered(atom, language))


@lru_cache(maxsize=512)
def _measure_in_text(atom: Atom, language: Language) -> int:
    """The same within a sentence."""
    return print_width(_in_sentence(_rendered(atom, language)))


def _in_sentence(row: str) -> str:
    """Mathematics between words: with small fractions, and none between the brackets of points."""
    return _with_slashed_points(_with_small_fractions(row))


_BRACKETS_OF_POINT = (
    r"\\left(\(|\\langle )((?:(?!\\left|\\right).)*,(?:(?!\\left|\\right).)*)\\right(\)|\\rangle)"
)
_POINT = re.compile(_BRACKETS_OF_POINT)
# Behind the name of a function or its index, and below the bar where it is taken.
_ARGUMENTS = re.compile(
    r"((?<![\\A-Za-z])[A-Za-z](?:_\{[A-Za-z ]+\})?'* ?|\|_\{)" + _BRACKETS_OF_POINT
)
_ATOM = r"(?:\d+ )?(?:\d+|[a-z]|\\pi|\\sqrt\{\d+\})"
_SLASHABLE = re.compile(rf"\\t?frac\{{({_ATOM})\}}\{{({_ATOM})\}}")


def _with_slashed_points(row: str) -> str:
    r"""The row with f(0, π/3) for the high brackets around a fraction, as books write a point.

    >>> _with_slashed_points(r"\left(1,\ \tfrac{1}{2}\right)")
    '(1, 1/2)'
    """
    return _POINT.sub(lambda found: _slashed(found[0], *found.groups()), row)


def _with_slashed_arguments(row: str) -> str:
    r"""The same of an equation by itself, where vectors keep their fractions.

    >>> _with_slashed_arguments(r"f \left(0, \frac{\pi}{3}\right) = 1")
    'f (0, \\pi/3) = 1'
    """

    def written(found: re.Match[str]) -> str:
        before, *point = found.groups()
        return before + _slashed(found[0].removeprefix(before), *point)

    return _ARGUMENTS.sub(written, row)


def _slashed(whole: str, left: str, inner: str, right: str) -> str:
    entries = _SLASHABLE.sub(r"\1/\2", inner).replace(r",\ ", ", ")
    is_high = any(command in entries for command in (r"\frac", r"\tfrac", r"\begin"))
    close = f" {right}" if right.startswith("\\") else right
    return whole if is_high else f"{left}{entries}{close}"


_GROUPS = re.compile(r"(\\sqrt(?:\[\d+\])?{|\\frac|\\.|[{}])")


def _with_small_fractions(row: str) -> str:
    r"""The part of a row with fractions that fit between two others, if these hold no others.

    >>> _with_small_fractions(r"\frac{x}{y} + x^{\frac{1}{2}}")
    '\\tfrac{x}{y} + x^{\\frac{1}{2}}'
    """
    if r"\frac" not in row or count_towers(row):
        return row
    written: list[str] = []
    are_loose = [True]  # of the groups that are open, whether it is as in none
    for part in _GROUPS.split(row):
        if part.endswith("{") and part != r"\{":
            is_plain = not written or "".join(written[-2:]).endswith((" ", "(", ","))
            are_loose.append(are_loose[-1] and (is_plain or part.startswith(r"\sqrt")))
        elif part == "}":
            are_loose.pop()
        written.append(r"\tfrac" if part == r"\frac" and are_loose[-1] else part)
    return "".join(written)


@dataclass(frozen=True, eq=False)
class _Row:
    """A row of a table.

    Attributes:
        text: the row, with its `&`.
        goes_on: whether it goes on with the sentence above.
        is_table: whether equations stand in it, in a table of their own.
        ahead: the space before it, in tenths of an em.
    """

    text: str
    goes_on: bool = False
    is_table: bool = False
    ahead: int = 0


def _aligned(rows: Sequence[_Row]) -> str:
    table = rows[0].text + "".join(
        _end_of_row(above, row) + row.text for above, row in pairwise(rows)
    )
    return rf"\begin{{aligned}} {table} \end{{aligned}}"


def _end_of_row(above: _Row, row: _Row) -> str:
    are_high = r"\frac" in above.text and r"\frac" in row.text
    return _HIGH_ROW_END if are_high else _ROW_END


def _running_text(rows: Sequence[_Row], *, goes_on: bool) -> str:
    """The rows as a table: sentences in paragraphs, and equations apart from them."""
    above, *others = rows
    ended = [_below_equations(above) if goes_on and not above.is_table else above.text]
    for row in others:
        is_high = r"\frac" in above.text or r"\frac" in row.text
        if row.goes_on:
            ended += [_end_of_row(above, row) if is_high else _SENTENCE_ROW_END, row.text]
        elif above.is_table and not row.is_table:
            ended += [_ROW_END, _below_equations(row, is_low=_is_low(above.text))]
        else:
            ended += [_APART if row.is_table else _PARAGRAPH_END, row.text]
        above = row
    return rf"\begin{{aligned}} {''.join(ended)} \end{{aligned}}"


def _is_low(table: str) -> bool:
    """Whether a table is one row no higher than a line of text."""
    return not any(command in table for command in _HIGH_COMMANDS)


def _below_equations(sentence: _Row, *, is_low: bool = False) -> str:
    strut = _LOW_STRUT if is_low else _STRUT
    return f"& {strut}{sentence.text.removeprefix('& ').removeprefix(_SENTENCE_STRUT)}"


def _render_block(block: Block, language: Language, *, centres: bool) -> list[_Row]:
    """Rows of the outer table: sentences flush left, equations in a table of their own.

    In running text (`centres`) that stands in the middle of the row.
    """
    if not block.aligned:
        fit = _in_sentence if centres else str
        sentences = []
        for rows in block.lines:
            strut = _SENTENCE_STRUT if centres and len(rows) > 1 else ""
            rendered = [_render_row(row, language, fit, is_behind=centres) for row in rows]
            for place, text in enumerate(with_tall_brackets(rendered)):
                sentences.append(_Row(f"& {strut}{text}", goes_on=place > 0))
        return sentences
    lines, indent = [], r"\quad "
    fit = _with_slashed_arguments if centres else str
    columns = _columns(block, language, fit) if centres else []
    for rows in [] if columns else block.lines:
        parts = (*split_at_relation(rows[0]), *rows[1:])
        left, right, *below = with_tall_brackets(
            [_render_row(part, language, fit) for part in parts]
        )
        lines.append(_Row(f"{left} & {right}"))
        for row, text in zip(rows[1:], below, strict=True):
            ahead = "" if begins_with_relation(row) else indent
            lines.append(_Row(f"& {ahead}{_continued(text)}"))
    table = _aligned(columns or lines)
    before = _tenths(_PAGE_WIDTH - print_width(table)) // 2 if centres else 0
    return [_Row(f"& {_space(before)}{table}", is_table=True, ahead=before)]


def _columns(block: Block, language: Language, fit: Callable[[str], str]) -> list[_Row]:
    """Rows of as many equations each below one another, as f_x = … and its value; else nothing."""
    split = [_equations(rows[0]) for rows in block.lines if len(rows) == 1]
    counts = set(map(len, split))
    if len(split) != len(block.lines) or len(split) == 1 or len(counts) != 1 or counts == {1}:
        return []
    lines = []
    for equations in split:
        sides = [split_at_relation(equation) for equation in equations]
        if not all(
            left and right and not isinstance(left[0], (Text, Space)) for left, right in sides
        ):
            return []
        written = (
            f"{_render_row(left, language, fit)} & {_render_row(right, language, fit)}"
            for left, right in sides
        )
        lines.append(_Row(" , & ".join(written)))
    return lines if print_width(_aligned(lines)) <= _PAGE_WIDTH else []


def _equations(row: Atoms) -> list[Atoms]:
    """What stands between the gaps of a row; nothing where words follow one."""
    equations: list[Atoms] = [()]
    for atom in row:
        if isinstance(atom, Gap):
            equations.append(())
        else:
            equations[-1] += (atom,)
    return equations


def _tenths(width: float) -> int:
    """How many tenths of an em there are in a width, none in one below 0."""
    return max(0, round(10 * width / EM))


def _space(tenths: int) -> str:
    return rf"\hspace{{{tenths / 10:.1f}em}} " if tenths else ""


def _filled(rows: Sequence[_Row]) -> list[_Row]:
    """The rows, of which one is made as wide as the page, to a tenth of an em.

    It is one of equations, as letters of Chinese are not everywhere as wide as they are measured.
    """
    place = next((place for place, row in enumerate(rows) if row.is_table), 0)
    row = rows[place]
    written = row.text.removeprefix("& ").removeprefix(_space(row.ahead))
    behind = _space(_tenths(_PAGE_WIDTH - print_width(written)) - row.ahead).rstrip()
    filled = f"{row.text} {behind}" if behind else row.text
    return [*rows[:place], replace(row, text=filled), *rows[place + 1 :]]


def _continued(row: str) -> str:
    """A row that goes on; what begins it with a bare minus is an entry behind a comma, no term."""
    return f"{{-}}{row[1:]}" if row.startswith("-") else row


def _render_row(
    row: Atoms, language: Language, fit: Callable[[str], str] = str, *, is_behind: bool = False
) -> str:
    r"""The row, with neighbouring words gathered in one \text; mathematics becomes `fit` of it.

    Behind words or a strut (`is_behind`) a sign belongs to its number.
    """
    parts: list[str] = []
    text = ""
    trimmed = row[1:] if row and isinstance(row[0], (Space, Gap)) else row
    are_behind_word = [False, False, *(is_word_alone(pair) for pair in pairwise(trimmed))]
    for place, (atom, behind) in enumerate(zip_longest(trimmed, trimmed[1:])):
        if isinstance(atom, (Text, Space)):
            text += atom.word if isinstance(atom, Text) else atom.text
            continue
        rendered = fit(_rendered(atom, language)).strip()
        is_by_words = isinstance(behind, (Text, Space)) or are_behind_word[place]
        if isinstance(atom, Gap) and not is_by_words:
            # Words need no comma before them.
            rendered = "," + rendered
        if text:
            parts.append(_as_text(text))
            text = ""
            is_behind = True
        if is_behind and _SPACED.match(rendered):
            # TeX has a thin space before cos, beside that of the words.
            rendered = f"{{{rendered}}}"
        parts.append(rendered)
        is_behind = False
    if text:
        parts.append(rf"\text{{{text}}}")
    return drop_brackets(" ".join(parts).replace(r"\  ", r"\ "))


_SPACED = re.compile(r"-|\\(?:cos|sin|tan|ln|log|exp|max|min)(?![A-Za-z])")


def _as_text(words: str) -> str:
    r"""Words before mathematics.

    XeTeX's fonts of Chinese swallow a space behind a letter, so that it stands outside the text.

    >>> _as_text("along "), _as_text("沿 ")
    ('\\text{along }', '\\text{沿}\\ ')
    """
    is_swallowed = words.endswith(" ") and is_wide(words.rstrip()[-1:])
    return rf"\text{{{words.rstrip()}}}\ " if is_swallowed else rf"\text{{{words}}}"


def render_atom(atom: Atom, language: Language) -> str:  # noqa: C901, PLR0911, PLR0912  (one case an atom)
    """One atom; an operator and a relation with the space around them."""

    def render(part: Atom) -> str:
        return render_atom(part, language)

    match atom:
        case Mathematics(expr):
            return latex_text(expr, language)
        case Sign(text, Face.UPRIGHT) if text in _NAMED:
            return f"\\{text}"
        case Sign(text, face):
            return _FACES[face].format(_SIGNS.get(text, text))
        case Script(base, below, above, primes):
            index = "" if below is None else f"_{{{render(below)}}}"
            power = "" if above is None else f"^{{{render(above)}}}"
            return f"{render(base)}{primes * chr(39)}{index}{power}"
        case Evaluated(of, place):
            return rf"\left.{render(of)}\right|_{{{render(place)}}}"
        case Fraction(top, bottom):
            return rf"\frac{{{render(top)}}}{{{render(bottom)}}}"
        case Coefficient(fraction):
            return render(fraction) + r" \,"
        case Root(inside, degree):
            return rf"\sqrt{'' if degree == 2 else f'[{degree}]'}{{{render(inside)}}}"
        case Fence(kind, inside):
            return _bracketed(render(inside), *_FENCES[kind])
        case Listing(entries, wide):
            return (r",\ " if wide else ", ").join(_entry(render(entry)) for entry in entries)
        case Operator():
            return _OPERATORS[atom]
        case Relation(sign):
            return f" {_RELATIONS[sign]} "
        case Row(parts) | Product(parts):
            return "".join(map(render, parts))
        case Sum((first, *others)):
            return " ".join((render(first), *(_term(render(term)) for term in others)))
        case Cases(pairs):
            return write_cases((render(value), render(holds)) for value, holds in pairs)
        case System(rows):
            return write_system(map(render, rows))
        case Word(sentence):
            return rf"\text{{{language.sentences[sentence]}}}"
        case Table(rows):
            written = [" & ".join(map(render, row)) for row in rows]
            table = written[0] + "".join(
                _end_of_entries(above, row) + row for above, row in pairwise(written)
            )
            return rf"\begin{{pmatrix}} {table} \end{{pmatrix}}"
        case Text(word) | Space(word):
            return rf"\text{{{word}}}"
        case Gap():
            return r"\quad"
        case Term(of):
            # A row may begin here, where a sign with nothing before it would be a single one.
            return f"{{}} {_term(render(of))}"
        case Factor(of, sign):
            return f"{_OPERATORS[sign]}{render(of)}"
        case Opening(_, kind):
            return rf"\bigl{_FENCES[kind][0]}"
        case Closing(kind):
            return rf"\bigr{_FENCES[kind][1].strip()}"
    raise TypeError(atom)


def _end_of_entries(above: str, below: str) -> str:
    """The end of a row of a matrix, by what stands in it and in the next."""
    return _ROW_ENDS_OF_MATRIX[(r"\frac" in above) + (r"\frac" in below)]


def _term(text: str) -> str:
    """A summand behind its sign."""
    return text if text.startswith("-") else f"+ {text}"


def _bracketed(inner: str, left: str, right: str) -> str:
    r"""Brackets that grow only around tall contents, as \left( also spaces them wider.

    Bars grow around others, so that one sees which belong together.
    """
    if r"\frac" in inner or r"\begin" in inner:
        return rf"\left{left}{inner}\right{right.strip()}"
    if left in inner and left == _FENCES["|"][0]:
        return rf"\bigl{left}{inner}\bigr{right.strip()}"
    return f"{left}{inner}{right}"


def _entry(text: str) -> str:
    """An entry behind a comma or words, where a bare minus would be spaced like a subtraction."""
    return f"{{{text}}}" if text.startswith("-") else text
