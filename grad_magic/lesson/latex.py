"""Steps into one line of LaTeX that MathJax 2 and 3, KaTeX and xelatex all render."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap

from sympy import Add, Expr, Mul, Piecewise, Symbol, fraction
from sympy.printing.latex import LatexPrinter

from grad_magic.lesson.atoms import Atom, Closing, Opening, Row, Space, Term, Text
from grad_magic.lesson.conditions import as_points, needs_brackets
from grad_magic.lesson.layout import Block, lay_out, split_at_relation
from grad_magic.lesson.plain import measure
from grad_magic.lesson.steps import (
    ONES,
    Absolute,
    Approach,
    Column,
    Combination,
    Decimal,
    DifferenceQuotient,
    Dot,
    Equation,
    FunctionValue,
    Gradient,
    Grid,
    Hessian,
    Increment,
    Jacobian,
    Letter,
    LimitOf,
    Line,
    MatrixProduct,
    Name,
    Norm,
    Partial,
    PowerOfStep,
    Products,
    Quotient,
    Rate,
    Ray,
    Relation,
    RepeatedPartial,
    Separator,
    Signed,
    Step,
    Transpose,
    Tuple,
    Value,
    Vector,
)
from grad_magic.wording.language import Language
from grad_magic.wording.languages import DEFAULT_LANGUAGE


class _BookPrinter(LatexPrinter):  # type: ignore[misc]
    """SymPy's LaTeX with the names that calculus books use."""

    def _print_Heaviside(self, expr: Expr, exp: str | None = None) -> str:  # noqa: N802
        """SymPy's own is θ, which is an angle here."""
        power = "" if exp is None else f"^{{{exp}}}"
        return rf"\operatorname{{Heaviside}}{power}{{\left({self._print(expr.args[0])} \right)}}"

    def _print_polygamma(self, expr: Expr, exp: str | None = None) -> str:
        """SymPy's own is a word."""
        order, argument = expr.args
        derivative = "" if order == 0 else rf"^{{\left({self._print(order)}\right)}}"
        text = rf"\psi{derivative}{{\left({self._print(argument)} \right)}}"
        return text if exp is None else rf"\left({text}\right)^{{{exp}}}"

    def _print_And(self, expr: Expr) -> str:  # noqa: N802
        return self._print_connected(expr, "and")

    def _print_Or(self, expr: Expr) -> str:  # noqa: N802
        return self._print_connected(expr, "or")

    def _print_connected(self, expr: Expr, word: str) -> str:
        """Conditions as books write them, where SymPy's own have signs of logic."""
        points = as_points(expr)
        if points is not None:
            names, sign, values = points
            left, right = (", ".join(map(self._print, entries)) for entries in (names, values))
            return rf"({left}) {_RELATIONS[sign]} ({right})"
        parts = map(self._connected, sorted(expr.args, key=str))
        return rf"\ \text{{{word}}}\ ".join(parts)

    def _connected(self, condition: Expr) -> str:
        text = str(self._print(condition))
        return f"({text})" if needs_brackets(condition) else text


# Columns of plain text that fill the text width of a printed page in LaTeX's 11 pt.
_PAGE_WIDTH = 84
# Layout breaks what is wider than most of a row, and an environment cannot be broken.
_WIDEST_CASES = _PAGE_WIDTH // 2
_RELATIONS = {
    "=": "=",
    "≈": r"\approx",
    ">": ">",
    "≥": r"\ge",
    "≠": r"\ne",
    "≤": r"\le",
    "<": "<",
    "→": r"\to",
}
_STEP = r"\mathbf{h}"
_LETTERS = {
    "P": "P",
    "C": "C",
    "c": "c",
    "h": _STEP,
    "u": r"\mathbf{u}",
    "v": r"\mathbf{v}",
    "w": r"\mathbf{w}",
    "e": r"\mathbf{e}",
    "λ": r"\lambda",
}
_SIDES = {"": "", "+": "^{+}", "-": "^{-}"}
_SIGNS = {"-": "-", "±": r"\pm"}
_EXTREMES = {"": "", "max": r"\max ", "min": r"\min "}
_MOST_PRIMES = 3
_COMMA = r",\ "
_ROW_END = r" \\[4pt] "
_PRINTER = _BookPrinter({"ln_notation": True, "inv_trig_style": "full"})


def render_latex(steps: Sequence[Step], language: Language = DEFAULT_LANGUAGE) -> str:
    r"""The answer as `$\displaystyle \begin{aligned}…\end{aligned}$` on one line.

    More than one line breaks in VS Code, `align` and `\tag` in KaTeX, an environment without
    dollars in xelatex.
    """
    blocks = lay_out(steps, language, _measure_print, _PAGE_WIDTH)
    table = _aligned([row for block in blocks for row in _render_block(block)])
    return rf"$\displaystyle {table}$"


def _measure_print(atom: Atom) -> int:
    """Columns of plain text that take as much width as the atom in print."""
    match atom:
        case Value(expr) | Term(Value(expr)):
            return _columns(expr)
        case Vector(entries):
            return sum(_columns(entry) + 2 for entry in entries)
    return measure(atom)


def _columns(expr: Expr) -> int:
    """Of a fraction its longer part counts; cases stand one below the other, and stay so."""
    if isinstance(expr, Add):
        return sum(_columns(term) + 3 for term in expr.args)
    if isinstance(expr, Piecewise):
        return min(max(measure(Value(case)) for case in expr.args), _WIDEST_CASES)
    if isinstance(expr, Mul):
        top, bottom = fraction(expr, exact=True)
        if bottom.free_symbols:
            return max(_columns(top), _columns(bottom))
    return measure(Value(expr))


def _aligned(rows: Sequence[str], before: str = "") -> str:
    return rf"{before}\begin{{aligned}} " + _ROW_END.join(rows) + r" \end{aligned}"


def latex_text(expression: Expr) -> str:
    """An expression, without dollars."""
    return str(_PRINTER.doprint(expression))


def _render_block(block: Block) -> list[str]:
    """Rows of the outer table: sentences flush left, equations in a table of their own."""
    if not block.aligned:
        return [f"& {_render_row(row)}" for rows in block.lines for row in rows]
    lines = []
    for rows in block.lines:
        left, right = split_at_relation(rows[0])
        lines.append(f"{_render_row(left)} & {_render_row(right)}")
        lines += [rf"& \quad {_render_row(row)}" for row in rows[1:]]
    return [_aligned(lines, "& ")]


def _render_row(row: Row | Line) -> str:
    r"""The row, with neighbouring words gathered in one \text."""
    parts: list[str] = []
    text = ""
    trimmed = row[1:] if row and isinstance(row[0], (Space, Separator)) else row
    for atom in trimmed:
        if isinstance(atom, (Text, Space)):
            text += atom.word if isinstance(atom, Text) else " "
            continue
        rendered = _render_atom(atom)
        if text:
            parts.append(rf"\text{{{text}}}")
            text = ""
            rendered = _entry_text(rendered)
        parts.append(rendered)
    if text:
        parts.append(rf"\text{{{text}}}")
    return " ".join(parts)


def _render_atom(atom: Atom) -> str:  # noqa: C901, PLR0911, PLR0912  (one case a piece)
    match atom:
        case Separator():
            return r"\qquad"
        case Term(of):
            # A row may begin here, where a sign with nothing before it would be a single one.
            return f"{{}} {_term(_render_atom(of))}"
        case Opening():
            return r"\bigl("
        case Closing():
            return r"\bigr)"
        case Relation(sign):
            return _RELATIONS[sign]
        case Value(expr):
            return latex_text(expr)
        case Decimal(mantissa, exponent):
            return rf"{mantissa} \cdot 10^{{{exponent}}}" if exponent else mantissa
        case Vector(entries):
            inner = _COMMA.join(map(_entry, entries))
            return inner if len(entries) == 1 else _bracketed(inner)
        case Tuple(entries):
            inner = _COMMA.join(_entry_text(_render_atom(entry)) for entry in entries)
            return _bracketed(inner)
        case Grid(rows):
            return _matrix(rows)
        case Column(entries):
            return _matrix([(entry,) for entry in entries])
        case Letter(letter, index):
            return f"{_LETTERS[letter]}_{{{index}}}" if index else _LETTERS[letter]
        case Name(name):
            return _name(name)
        case FunctionValue(name, arguments):
            return f"{_name(name)}{_arguments(arguments)}"
        case Partial(name, variable, at_point, ordinary):
            return _partial(name, variable, at_point=at_point, ordinary=ordinary)
        case RepeatedPartial(name, variables, at_point, ordinary):
            return _repeated_partial(name, variables, at_point=at_point, ordinary=ordinary)
        case Hessian(name):
            return f"H_{{{_name(name)}}}(P)"
        case Jacobian(name, variables):
            return f"J_{{{_name(name)}}}{_arguments(variables)}"
        case Gradient(name, at_point):
            return rf"\nabla {_name(name)}{'(P)' if at_point else ''}"
        case Norm(of):
            return rf"\lVert {_render_atom(of)} \rVert"
        case Rate(name, extreme, order):
            power = f"^{{{order}}}" if order > 1 else ""
            return rf"{_EXTREMES[extreme]}D_{{\mathbf{{u}}}}{power} {_name(name)}(P)"
        case Increment(name, linear):
            taken = "" if linear is None else f" - {_render_atom(linear)}"
            return f"{_name(name)}(P + {_STEP}) - {_name(name)}(P){taken}"
        case Absolute(of):
            return rf"\lvert {_render_atom(of)} \rvert"
        case PowerOfStep(constant, exponent):
            power = "" if exponent == 1 else f"^{{{latex_text(exponent)}}}"
            return rf"{_render_atom(constant)} \lVert {_STEP} \rVert{power}"
        case DifferenceQuotient(name, along):
            step = "t" if along is None else f"t {_render_atom(along)}"
            return rf"\frac{{{_name(name)}(P + {step}) - {_name(name)}(P)}}{{t}}"
        case Approach(side):
            return rf"t \to 0{_SIDES[side]}"
        case LimitOf(approach, of):
            return rf"\lim_{{{_render_atom(approach)}}} {_render_atom(of)}"
        case Ray(start, parameter, direction):
            step = rf"{latex_text(parameter)} \, {_render_atom(direction)}"
            return f"{_render_atom(start)} + {step}"
        case MatrixProduct(factors):
            return r" \, ".join(map(_render_atom, factors))
        case Transpose(of):
            return rf"{_render_atom(of)}^{{T}}"
        case Dot(left, right):
            return rf"{_render_atom(left)} \cdot {_render_atom(right)}"
        case Products(pairs):
            return " + ".join(rf"{_factor(a)} \cdot {_factor(b)}" for a, b in pairs)
        case Quotient(top, bottom):
            return rf"\frac{{{_render_atom(top)}}}{{{_render_atom(bottom)}}}"
        case Signed(sign, of):
            return f"{_SIGNS[sign]} {_render_atom(of)}"
        case Combination(terms):
            first, *others = starmap(_multiple, terms)
            return " ".join((first, *map(_term, others)))
        case Equation(equation):
            return f"{latex_text(equation.lhs)} = {latex_text(equation.rhs)}"
    raise TypeError(atom)


def _term(text: str) -> str:
    """A summand behind its sign."""
    return text if text.startswith("-") else f"+ {text}"


def _multiple(decimal: Decimal, symbol: Symbol | None) -> str:
    """A decimal times a symbol, where 1 is not written."""
    if symbol is None:
        return _render_atom(decimal)
    factor = decimal.mantissa.removesuffix("1") if decimal in ONES else _render_atom(decimal)
    dot = r"\cdot " if decimal.exponent else ""
    return f"{factor} {dot}{latex_text(symbol)}".strip()


def _partial(name: str, variable: Symbol, *, at_point: bool, ordinary: bool) -> str:
    at = "(P)" if at_point else ""
    if ordinary:
        return f"{_name(name)}'{at or f'({latex_text(variable)})'}"
    return rf"\frac{{\partial {_name(name)}}}{{\partial {latex_text(variable)}}}{at}"


def _repeated_partial(
    name: str, variables: Sequence[Symbol], *, at_point: bool, ordinary: bool
) -> str:
    at = "(P)" if at_point else ""
    if ordinary:
        order = len(variables)
        marks = "'" * order if order <= _MOST_PRIMES else f"^{{({order})}}"
        return f"{_name(name)}{marks}{at or _arguments(variables[:1])}"
    # TeX allows one index; that of the name is its own.
    function = f"({_name(name)})" if "_" in name else _name(name)
    return f"{function}_{{{' '.join(map(latex_text, variables))}}}{at}"


def _arguments(arguments: Sequence[Expr]) -> str:
    """What stands behind a function's name; P where nothing is named."""
    inner = ", ".join(map(_entry, arguments)) or "P"
    return _bracketed(inner)


def _matrix(rows: Sequence[Sequence[Expr]]) -> str:
    inner = r" \\ ".join(" & ".join(map(latex_text, row)) for row in rows)
    return rf"\begin{{pmatrix}} {inner} \end{{pmatrix}}"


def _bracketed(inner: str) -> str:
    r"""Brackets that grow only around tall contents, as \left( also spaces them wider."""
    return rf"\left({inner}\right)" if r"\frac" in inner else f"({inner})"


def _entry(number: Expr) -> str:
    return _entry_text(latex_text(number))


def _entry_text(text: str) -> str:
    """An entry behind a comma or words, where a bare minus would be spaced like a subtraction."""
    return f"{{{text}}}" if text.startswith("-") else text


def _factor(number: Expr) -> str:
    """The number as it stands in a product: a sum or a negative number in brackets."""
    text = latex_text(number)
    return _bracketed(text) if text.startswith("-") or number.is_Add else text


def _name(name: str) -> str:
    return latex_text(Symbol(name))
