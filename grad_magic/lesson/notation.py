"""How mathematics stands on the page: atoms that say nothing of what they mean.

The pieces of Steps are turned into these once (`transcription`); layout measures and breaks
them, and LaTeX and plain text render them and know nothing else. Two atoms that look alike on
paper but not in a terminal, such as a column and a tuple, are told apart here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sympy import Expr


@dataclass(frozen=True)
class Mathematics:
    """An expression, a name or a condition, which a printer of expressions writes."""

    expr: Expr


class Face(Enum):
    """How a sign is set."""

    ITALIC = auto()
    BOLD = auto()
    BOLD_ITALIC = auto()
    ARROW = auto()
    """Two points below an arrow: the vector from one to the other."""
    UPRIGHT = auto()
    """Names of functions, as sin."""
    ROMAN = auto()
    """An upright letter, spaced as any other: the d of dz in some books."""


@dataclass(frozen=True)
class Sign:
    """A letter, a numeral or another sign that stands by itself."""

    text: str
    face: Face = Face.ITALIC


@dataclass(frozen=True)
class Script:
    """What stands below and above an atom, and its primes."""

    base: Atom
    below: Atom | None = None
    above: Atom | None = None
    primes: int = 0


@dataclass(frozen=True)
class Evaluated:
    """An atom with a bar behind it, and below the bar where it is taken."""

    of: Atom
    place: Atom


@dataclass(frozen=True)
class Fraction:
    """One atom over another; on one line the first before the second."""

    top: Atom
    bottom: Atom


@dataclass(frozen=True)
class Coefficient:
    """A fraction before a product of matrices, which on one line needs brackets: (1/n) Xᵀy."""

    fraction: Fraction


@dataclass(frozen=True)
class Root:
    """A root, with its degree from 3 on."""

    inside: Atom
    degree: int = 2


@dataclass(frozen=True)
class Fence:
    """Signs to the left and right, named by the left one: "(", "[", "⟨", "‖", "|", "⌊" or "⌈"."""

    kind: str
    inside: Atom


@dataclass(frozen=True)
class Listing:
    """Atoms with commas between them, further apart in coordinates (`wide`) than in f(x, y)."""

    entries: tuple[Atom, ...]
    wide: bool = False


class Operator(Enum):
    """What connects two neighbours in a row, named by what it is, as signs differ in print."""

    PLUS = auto()
    MINUS = auto()
    DOT = auto()
    """A product with its sign: numbers, or the scalar product."""
    MATRIX_PRODUCT = auto()
    """A product set apart by space, and by a sign where there is but one line."""
    MULTIPLE = auto()
    """A product of two letters, with a sign where there is but one line."""
    OVER = auto()
    """A quotient on one line, as in an exponent."""
    BESIDE = auto()
    """Side by side without any sign, as in ∇f or 2x."""
    APPLIED_TO = auto()
    """Side by side with a space, as in D_u f."""
    HADAMARD = auto()
    """A product of arrays, entry by entry."""
    APART = auto()
    """A product set apart by space alone, as of a matrix and a function's value."""


@dataclass(frozen=True)
class Relation:
    """A sign such as = or ≈ between two sides; a line may be broken before it."""

    sign: str


@dataclass(frozen=True)
class Row:
    """Atoms one behind the other, as in f(x)."""

    parts: tuple[Atom, ...]


@dataclass(frozen=True)
class Sum:
    """Terms, each behind the sign that it begins with; a line may be broken before them."""

    terms: tuple[Atom, ...]


@dataclass(frozen=True)
class Product:
    """Factors with the operators between them: below a stroke on one line it needs brackets."""

    parts: tuple[Atom, ...]


@dataclass(frozen=True)
class Cases:
    """Values with the words and conditions under which they hold, behind a brace."""

    pairs: tuple[tuple[Atom, Atom], ...]


@dataclass(frozen=True)
class System:
    """Equations behind one brace, each on a row of its own where there are rows."""

    rows: tuple[Atom, ...]


@dataclass(frozen=True)
class Word:
    """A word of the language between parts of mathematics, by its row in the wording."""

    sentence: str


class TableKind(Enum):
    """What a table is: on one line a column is a tuple."""

    MATRIX = auto()
    DATA = auto()
    """A matrix of many numbers: in a terminal a line may end between its rows."""
    COLUMN = auto()


@dataclass(frozen=True)
class Table:
    """Rows and columns in brackets."""

    rows: tuple[tuple[Atom, ...], ...]
    kind: TableKind = TableKind.MATRIX


@dataclass(frozen=True)
class Text:
    """A word of a sentence."""

    word: str


@dataclass(frozen=True)
class Space:
    """The gap between two words, where a row may end; empty where a language has no spaces.

    Where it `binds` a row ends only if it would be short otherwise.
    """

    text: str = " "
    binds: bool = False


@dataclass(frozen=True)
class Gap:
    """The gap between two statements, where a row ends first."""


@dataclass(frozen=True)
class Term:
    """One more term of a sum that has been opened, before which a row may end."""

    of: Atom


@dataclass(frozen=True)
class Factor:
    """One more factor of a product that has been opened, before which a row may end.

    Attributes:
        of: the factor.
        sign: what connects it with the one before, in the same row.
    """

    of: Atom
    sign: Operator


@dataclass(frozen=True)
class Opening:
    """The bracket of a Fence before what has been opened; it may stand behind a factor."""

    after_factor: bool = False
    kind: str = "("


@dataclass(frozen=True)
class Closing:
    """The bracket behind it."""

    kind: str = "("


Atom = (
    Mathematics
    | Sign
    | Script
    | Evaluated
    | Fraction
    | Coefficient
    | Root
    | Fence
    | Listing
    | Operator
    | Relation
    | Row
    | Sum
    | Product
    | Cases
    | System
    | Word
    | Table
    | Text
    | Space
    | Gap
    | Term
    | Factor
    | Opening
    | Closing
)
Atoms = tuple[Atom, ...]
"""A line, or a part of it."""


@dataclass(frozen=True)
class NotatedLine:
    """A line of the answer as it is to be set.

    Attributes:
        topic: that of the step to which it belongs.
        aligned: whether its first relation stands under that of the line above.
        atoms: what stands in it.
        runs_on: whether it belongs to running text, where equations stand apart from sentences.
        begins_paragraph: whether it does not go on in the paragraph above.
        end: the sign behind an equation where it ends a clause or a sentence; in print alone, as
            text is for typing back.
    """

    topic: str
    aligned: bool
    atoms: Atoms
    runs_on: bool = False
    begins_paragraph: bool = False
    end: str = ""
