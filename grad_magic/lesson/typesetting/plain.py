"""Notation into Unicode text for a terminal, in a form that can be typed back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import accumulate

from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Cases,
    Closing,
    Coefficient,
    Evaluated,
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
    TableKind,
    Term,
    Text,
    Word,
)
from grad_magic.lesson.steps import Line, Step, Words
from grad_magic.lesson.transcription import TEXTBOOK, Style, notate
from grad_magic.lesson.typesetting.layout import (
    Block,
    Page,
    begins_with_relation,
    lay_out,
    split_at_relation,
)
from grad_magic.lesson.typesetting.unicode_printer import lower, plain_text, raise_text
from grad_magic.transliteration import columns
from grad_magic.wording.language import Language

_OPERATORS = {
    Operator.PLUS: " + ",
    Operator.MINUS: " - ",
    Operator.DOT: "·",
    Operator.MATRIX_PRODUCT: "·",
    Operator.MULTIPLE: "·",
    Operator.BESIDE: "",
    Operator.APPLIED_TO: " ",
    Operator.OVER: "/",
    Operator.HADAMARD: " ⊙ ",
    Operator.APART: " ",
}
_FENCES = {
    "(": ("(", ")"),
    "[": ("[", "]"),
    "⟨": ("⟨", "⟩"),
    "‖": ("‖", "‖"),
    "|": ("|", "|"),
    "⌊": ("⌊", "⌋"),
    "⌈": ("⌈", "⌉"),
}
_ROOTS = {2: "√", 3: "∛"}
# As far as what stands behind " = ".
_HANG = 3
_PRIMES = ("", "′", "″", "‴")


def render_plain(
    steps: Sequence[Step],
    language: Language,
    width: int = 80,
    style: Style = TEXTBOOK,
    spell: Callable[[str], str] = str,
) -> str:
    """The answer as text; arguments are those of `typeset_plain`, and how to note mathematics."""
    return typeset_plain(notate(steps, language, style), language, width, spell)


def typeset_plain(
    lines: Sequence[NotatedLine],
    language: Language,
    width: int = 80,
    spell: Callable[[str], str] = str,
) -> str:
    """The lines as text with at most `width` columns where possible.

    Args:
        lines: the answer.
        language: of its words.
        width: in columns.
        spell: what becomes of the Unicode text; lines are laid out after it.
    """
    page = Page(
        partial(measure, language=language, spell=spell), width, hang=_HANG, opens_tables=True
    )
    blocks = lay_out(lines, language, page)
    return "\n".join(line for block in blocks for line in _render_block(block, language, spell))


def render_words(words: Words, language: Language, style: Style = TEXTBOOK) -> str:
    """One sentence on one line."""
    return render_line((words,), language, style)


def render_line(line: Line, language: Language, style: Style = TEXTBOOK) -> str:
    """One line that is not broken."""
    (notated,) = notate([Step("line", (line,))], language, style)
    return _render_row(notated.atoms, language)


def measure(atom: Atom, language: Language, spell: Callable[[str], str] = str) -> int:
    """Columns that the atom takes."""
    return columns(spell(_rendered(atom, language)))


@lru_cache(maxsize=512)
def _rendered(atom: Atom, language: Language) -> str:
    """An atom of a line, which is measured before it is written, as a whole and for its page."""
    return render_atom(atom, language)


def _render_block(block: Block, language: Language, spell: Callable[[str], str]) -> list[str]:
    def render(row: Atoms) -> str:
        return spell(_render_row(row, language))

    if not block.aligned:
        return [render(row).strip() for rows in block.lines for row in rows]
    split = [tuple(render(side) for side in split_at_relation(rows[0])) for rows in block.lines]
    indent = max(columns(left) for left, _ in split)
    lines = []
    for (left, right), rows in zip(split, block.lines, strict=True):
        lines.append(f"{' ' * (indent - columns(left))}{left} {right.strip()}".rstrip())
        lines += [
            " " * (indent + (1 if begins_with_relation(row) else _HANG)) + render(row).strip()
            for row in rows[1:]
        ]
    return lines


def _render_row(row: Atoms, language: Language) -> str:
    return "".join(_rendered(atom, language) for atom in row)


def render_atom(atom: Atom, language: Language) -> str:  # noqa: C901, PLR0911, PLR0912  (one case an atom)
    """One atom; an operator and a relation with the space around them."""

    def render(part: Atom) -> str:
        return render_atom(part, language)

    match atom:
        case Mathematics(expr):
            return plain_text(expr, language)
        case Sign(text):
            return text
        case Script(base, below, above, primes):
            index = "" if below is None else lower(render(below))
            power = "" if above is None else _raised(above, render(above))
            return f"{render(base)}{_PRIMES[primes]}{index}{power}"
        case Evaluated(of, place):
            where = render(place)
            if isinstance(place, Fence):
                return f"{render(of)}|_{where.replace(' ', '')}"
            return f"{render(of)}|{lower(where)}"
        case Fraction(top, bottom):
            return _quotient(top, bottom, render(top), render(bottom))
        case Coefficient(fraction):
            return f"({render(fraction)}) "
        case Root(inside, degree):
            sign = _ROOTS.get(degree, f"{raise_text(str(degree))}√")
            return sign + (render(inside) if _is_plain(inside) else f"({render(inside)})")
        case Fence(kind, inside):
            return render(inside).join(_FENCES[kind])
        case Listing(entries):
            return ", ".join(map(render, entries))
        case Operator():
            return _OPERATORS[atom]
        case Relation(sign):
            return f" {sign} "
        case Row(parts) | Product(parts):
            return "".join(map(render, parts))
        case Sum((first, *others)):
            return render(first) + "".join(_term(render(term)) for term in others)
        case Cases(pairs):
            cases = (f"{render(value)} {render(holds)}" for value, holds in pairs)
            return f"{{{language.sentences['case_separator'].join(cases)}}}"
        case System(rows):
            return f"{{{language.sentences['case_separator'].join(map(render, rows))}}}"
        case Word(sentence):
            return language.sentences[sentence]
        case Table(rows, TableKind.MATRIX | TableKind.DATA):
            return f"[{', '.join(f'[{render(Listing(row))}]' for row in rows)}]"
        case Table(rows):
            inner = ", ".join(render(entry) for row in rows for entry in row)
            return inner if len(rows) == 1 else f"({inner})"
        case Text(word) | Space(word):
            return word
        case Gap():
            return "   "
        case Term(of):
            return _term(render(of))
        case Factor(of, sign):
            return f"{_OPERATORS[sign]}{render(of)}"
        case Opening(after_factor, kind):
            return ("·" if after_factor else "") + _FENCES[kind][0]
        case Closing(kind):
            return _FENCES[kind][1]
    raise TypeError(atom)


def _term(text: str) -> str:
    """A summand behind its sign."""
    return f" - {text[1:]}" if text.startswith("-") else f" + {text}"


def _raised(above: Atom, text: str) -> str:
    """An exponent; T would be the sign of the transpose in small signs."""
    if isinstance(above, Mathematics) and above.expr.is_Symbol:
        return f"^{text}"
    # f⁽⁴⁾ is the fourth derivative.
    is_plain = isinstance(above, Fence) or "(" not in text
    return raise_text(text) if is_plain else f"^({text})"


def _is_plain(atom: Atom) -> bool:
    """Whether a root needs no brackets around this."""
    if isinstance(atom, Fence):
        return atom.kind != "("
    return isinstance(atom, Mathematics) and bool(atom.expr.is_Symbol or atom.expr.is_Integer)


def _has_open_stroke(text: str) -> bool:
    """Whether a / stands outside all brackets, as in 2·3/5: over 5 that is (2·3/5)/5."""
    depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "/" and depth == 0:
            return True
    return False


def _is_closed_at_end(text: str) -> bool:
    """Whether the bracket that opens the text is the one that ends it."""
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in text))
    return 0 not in depths[:-1] and depths[-1] == 0


def _is_total(atom: Atom) -> bool:
    """Whether it is an expression of several terms."""
    return isinstance(atom, Mathematics) and bool(getattr(atom.expr, "is_Add", False))


def _quotient(top: Atom, bottom: Atom, above: str, below: str) -> str:
    """On one line, with the brackets that a sum above and a product below need."""
    is_sum = isinstance(top, Row) and (Operator.PLUS in top.parts or Operator.MINUS in top.parts)
    is_nested = isinstance(top, Fraction) or _has_open_stroke(above)
    if is_sum or is_nested or isinstance(top, (Sum, Cases)) or _is_total(top):
        above = f"({above})"
    is_loose = isinstance(bottom, (Sum, Product, Fraction, Cases)) or below.startswith("-")
    # Of other pieces the signs tell; 4/3√2 would be (4/3)√2.
    is_call = isinstance(bottom, Row) and isinstance(bottom.parts[-1], Fence)
    is_call |= below.startswith("√(") and _is_closed_at_end(below[1:])
    is_open = isinstance(bottom, (Mathematics, Row)) and not is_call
    is_loose |= is_open and bool(set(below) & set("/·+"))
    is_loose |= "√" in below[1:] or _is_total(bottom)
    return f"{above}/{f'({below})' if is_loose else below}"
