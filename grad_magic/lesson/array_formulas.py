"""A formula over arrays into notation, as books on matrices and on learning write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, auto
from itertools import pairwise

from sympy import Integer, Rational, oo

from grad_magic.formula.tree import Formula
from grad_magic.lesson.decimal_fractions import in_decimals as as_decimals
from grad_magic.lesson.notation import (
    Atom,
    Atoms,
    Coefficient,
    Face,
    Fence,
    Fraction,
    Listing,
    Mathematics,
    Operator,
    Product,
    Relation,
    Root,
    Row,
    Script,
    Sign,
    Sum,
)


class _Tightness(IntEnum):
    """How tightly what is written holds together, from loose to tight."""

    SUM = auto()
    PRODUCT = auto()
    CHAIN = auto()
    SCRIPT = auto()
    UNIT = auto()


@dataclass(frozen=True)
class _Written:
    """A part as it is written.

    Attributes:
        atom: it.
        tightness: how tightly it holds together.
        is_apart: whether it stands apart from a neighbour, as a word does.
    """

    atom: Atom
    tightness: _Tightness = _Tightness.UNIT
    is_apart: bool = False


_SIGNS = {"sigmoid": "σ"}
_NAMES = {
    "total": "sum",
    "largest": "max",
    "smallest": "min",
    "maximum": "max",
    "minimum": "min",
    "trace": "tr",
    "cofactors": "cof",
    "diagonal": "diag",
    "abs": "abs",
    "log": "ln",
}
_SHORT_NAME = 1
_DIRECTION = Sign("v", Face.BOLD)


def notate_array_formula(
    formula: Formula, *, in_decimals: bool = False, direction: Atom = _DIRECTION
) -> Atom:
    """The formula as a person writes it; `direction` is the letter of one."""
    return _Writer(in_decimals=in_decimals, direction=direction).write(formula).atom


@dataclass(frozen=True)
class _Writer:
    """Writes the parts of one formula.

    Attributes:
        in_decimals: whether fractions are written as decimals.
        direction: the letter of a direction.
    """

    in_decimals: bool = False
    direction: Atom = _DIRECTION

    def write(self, formula: Formula) -> _Written:
        """A part, and how tightly it holds together."""
        rule = _RULES.get(formula.operation)
        return self.call(formula) if rule is None else rule(self, formula)

    def held(self, formula: Formula, least: _Tightness) -> _Written:
        """A part in brackets, if it holds together less tightly than it must."""
        written = self.write(formula)
        return written if written.tightness >= least else _Written(Fence("(", written.atom))

    def number(self, formula: Formula) -> _Written:
        """A number."""
        value = formula.value
        assert value is not None
        shown = as_decimals(value) if self.in_decimals or formula.digits else value
        if isinstance(value, Rational) and shown == value and value.q != 1:
            top, bottom = Mathematics(Integer(value.p)), Mathematics(Integer(value.q))
            return _Written(Fraction(top, bottom), _Tightness.PRODUCT)
        return _Written(Mathematics(shown))

    def name(self, formula: Formula) -> _Written:
        """A name; one of several letters stands apart."""
        assert formula.value is not None
        stem, _, index = str(formula.value).partition("_")
        stem = stem.rstrip("0123456789")
        is_word = len(stem) > _SHORT_NAME and stem.lower() not in _GREEK
        # Beside δ_S a matrix K stands apart, or in a terminal it would be a part of the index.
        is_plain = not index or index.isdigit() or (len(index) == 1 and index.islower())
        is_word = is_word or not is_plain
        return _Written(Mathematics(formula.value), is_apart=is_word)

    def along(self, formula: Formula) -> _Written:
        """The direction v, or of several variables the part of one of them."""
        if formula.value is None:
            return _Written(self.direction)
        return _Written(Script(self.direction, below=Mathematics(formula.value)))

    def add(self, formula: Formula) -> _Written:
        """A sum."""
        return _Written(
            Sum(tuple(self._term(operand) for operand in formula.operands)), _Tightness.SUM
        )

    def _term(self, formula: Formula) -> Atom:
        written = self.write(formula)
        is_sum = formula.operation == "add"
        return Fence("(", written.atom) if is_sum else written.atom

    def negate(self, formula: Formula) -> _Written:
        """A minus before a product."""
        inner = self.held(formula.operands[0], _Tightness.PRODUCT).atom
        return _Written(Row((Sign("-"), Operator.BESIDE, inner)), _Tightness.SUM)

    def multiply(self, formula: Formula) -> _Written:
        """A product with numbers, a division as a fraction."""
        factors = _factors(formula)
        if factors[0].operation == "negate" and len(factors) > 1:
            (inner,) = factors[0].operands
            product = Formula("multiply", (inner, *factors[1:]))
            return self.negate(Formula("negate", (product,)))
        if factors[-1].operation == "reciprocal":
            above = factors[:-1]
            top = above[0] if len(above) == 1 else Formula("multiply", above)
            return self.fraction(Formula("fraction", (top, factors[-1].operands[0])))
        *others, last = factors
        written = [self.factor(factor) for factor in others]
        return _Written(_joined([*written, self.factor(last, is_last=True)]), _Tightness.PRODUCT)

    def factor(self, formula: Formula, *, is_last: bool = False) -> _Written:
        """A factor; before others a fraction is a coefficient, and xᵀy in brackets a number."""
        written = self.write(formula)
        if formula.operation == "matrix_product" and not is_last:
            return _Written(Fence("(", written.atom))
        if isinstance(written.atom, Fraction):
            atom = written.atom if is_last else Coefficient(written.atom)
            return _Written(atom)
        return self.held(formula, _Tightness.CHAIN)

    def hadamard(self, formula: Formula) -> _Written:
        """A product of entries; a division as a fraction of entries."""
        if formula.operands[-1].operation == "reciprocal":
            top, bottom = formula.operands[0], formula.operands[-1].operands[0]
            return self.fraction(Formula("fraction", (top, bottom)))
        first, *behind = formula.operands
        if first.operation == "hadamard" and first.operands[-1].operation != "reciprocal":
            return self.hadamard(Formula("hadamard", (*first.operands, *behind)))
        if first.operation == "negate":
            product = Formula("hadamard", (*first.operands, *behind))
            return self.negate(Formula("negate", (product,)))
        written = [self.held(part, _Tightness.CHAIN).atom for part in formula.operands]
        parts: Atoms = (written[0],)
        for other in written[1:]:
            parts += (Operator.HADAMARD, other)
        return _Written(Product(parts), _Tightness.PRODUCT)

    def chain(self, formula: Formula) -> _Written:
        """A product of matrices, with the sign of the first before it."""
        first, *behind = formula.operands
        turned = first.operands[0] if first.operation == "transpose" else first
        if turned.operation == "negate":
            (inner,) = turned.operands
            unsigned = inner if turned is first else Formula("transpose", (inner,))
            product = Formula("matrix_product", (unsigned, *behind))
            return self.negate(Formula("negate", (product,)))
        written = [self.held(part, _Tightness.SCRIPT) for part in formula.operands]
        return _Written(_joined(written), _Tightness.CHAIN)

    def fraction(self, formula: Formula) -> _Written:
        """One over the other; of numbers the decimal where decimals are written."""
        over, under = (part.value for part in formula.operands)
        if self.in_decimals and isinstance(over, Rational) and isinstance(under, Rational):
            return self.number(Formula("number", value=over / under))
        if self.in_decimals and isinstance(under, Rational):
            coefficient, rest = _coefficient(formula.operands[0])
            factor = Formula("number", value=coefficient / under)
            return self.multiply(Formula("multiply", (factor, *rest)))
        top, bottom = (self.write(part) for part in formula.operands)
        above = top.atom
        if formula.operands[0].operation in ("hadamard", "multiply"):
            above = Fence("(", above) if _is_hadamard(top.atom) else above
        return _Written(Fraction(above, bottom.atom), _Tightness.PRODUCT)

    def reciprocal(self, formula: Formula) -> _Written:
        """1/x."""
        one = Formula("number", value=Integer(1))
        return self.fraction(Formula("fraction", (one, *formula.operands)))

    def power(self, formula: Formula) -> _Written:
        """A power of a number, or of entries."""
        exponent = self.write(formula.operands[1])
        if formula.operands[0].operation in _ORDERED_NORMS:
            norm = self.write(formula.operands[0]).atom
            assert isinstance(norm, Script)
            return _Written(replace(norm, above=exponent.atom), _Tightness.SCRIPT)
        base = self.held(formula.operands[0], _Tightness.UNIT)
        # In a terminal √w⁴ would be the root of w⁴.
        is_root = formula.operands[0].operation == "sqrt"
        above = exponent.atom
        if formula.operation == "entrywise_power":
            above = Row((Sign("⊙"), above))
        script = Script(Fence("(", base.atom) if is_root else base.atom, above=above)
        return _Written(script, _Tightness.SCRIPT, is_apart=base.is_apart)

    def scripted(self, formula: Formula, sign: str) -> _Written:
        """A transpose or an inverse."""
        (inner,) = formula.operands
        if formula.operation == "transpose" and inner.operation == "inverse":
            return self.scripted(inner, "-T")
        base = self.held(inner, _Tightness.UNIT)
        script = Script(base.atom, above=Sign(sign))
        return _Written(script, _Tightness.SCRIPT, is_apart=base.is_apart)

    def root(self, formula: Formula) -> _Written:
        """A square root."""
        return _Written(Root(self.write(formula.operands[0]).atom))

    def norm(self, formula: Formula) -> _Written:
        """A length."""
        return _Written(Fence("‖", self.write(formula.operands[0]).atom))

    def absolute_norm(self, formula: Formula) -> _Written:
        """‖x‖₁."""
        return self._norm_of(formula, Mathematics(Integer(1)))

    def largest_norm(self, formula: Formula) -> _Written:
        """‖x‖ with its order ∞."""
        return self._norm_of(formula, Mathematics(oo))

    def frobenius_norm(self, formula: Formula) -> _Written:
        """‖A‖_F of a matrix."""
        return self._norm_of(formula, Sign("F"))

    def _norm_of(self, formula: Formula, order: Atom) -> _Written:
        return _Written(Script(self.norm(formula).atom, below=order), _Tightness.SCRIPT)

    def step(self, formula: Formula) -> _Written:
        """1 where a relation holds, or where something is positive, and else 0."""
        (condition,) = formula.operands
        if condition.operation == "between":
            # 1[a < u < b], of which u stands in both relations.
            lower, upper = condition.operands
            bound = self.write(lower.operands[0]).atom
            sign = Relation(_RELATIONS[lower.operation])
            inner: Atom = Row((bound, sign, self.relation(upper).atom))
        elif condition.operation in _RELATIONS:
            inner = self.relation(condition).atom
        else:
            inner = Row((self.write(condition).atom, Relation(">"), Sign("0")))
        return _Written(Row((_INDICATOR, Fence("[", inner))), is_apart=True)

    def tied(self, formula: Formula) -> _Written:
        """1 where the largest entry stands, or the smallest."""
        operand = formula.operands[0]
        kind = "largest" if formula.operation == "tied" else "smallest"
        largest = self.call(Formula(kind, formula.operands)).atom
        inner = Row((self.write(operand).atom, Relation("="), largest))
        return _Written(Row((_INDICATOR, Fence("[", inner))), is_apart=True)

    def relation(self, formula: Formula) -> _Written:
        """x > y."""
        left, right = (self.write(operand).atom for operand in formula.operands)
        return _Written(Row((left, Relation(_RELATIONS[formula.operation]), right)))

    def clip(self, formula: Formula) -> _Written:
        """What is between two numbers; where none are given, between -1 and 1."""
        if len(formula.operands) > 1:
            return self.call(formula)
        bounds = tuple(Formula("number", value=Integer(value)) for value in (-1, 1))
        return self.call(replace(formula, operands=(*formula.operands, *bounds)))

    def log_determinant(self, formula: Formula) -> _Written:
        """ln det X."""
        determinant = self.call(Formula("det", formula.operands)).atom
        log = Sign("ln", Face.UPRIGHT)
        return _Written(Row((log, Operator.APART, determinant)), is_apart=True)

    def call(self, formula: Formula) -> _Written:
        """A function by its name, with the axis along which it runs if that is not the usual."""
        operation = formula.operation
        name = Sign(_NAMES.get(operation, operation), Face.UPRIGHT)
        if operation in _SIGNS:
            name = Sign(_SIGNS[operation])
        axis = formula.operands[1:] if operation in _ALONG_AXES else ()
        operands = formula.operands[:1] if axis else formula.operands
        entries: Atoms = tuple(self.write(operand).atom for operand in operands)
        # Of f itself the axis is written as it was typed.
        is_usual = operation == "softmax" and axis and axis[0].value == 1 and not axis[0].digits
        if axis and not is_usual:
            word = Sign("axis", Face.UPRIGHT)
            entries += (Row((word, Relation("="), self.write(axis[0]).atom)),)
        inner = entries[0] if len(entries) == 1 else Listing(entries)
        is_word = operation not in _SIGNS
        return _Written(Row((name, Fence("(", inner))), is_apart=is_word)


def _factors(formula: Formula) -> tuple[Formula, ...]:
    """The factors of a product of products, which stand one behind the other."""
    factors: list[Formula] = []
    for operand in formula.operands:
        is_product = operand.operation == "multiply" and operand.operands[-1].operation != (
            "reciprocal"
        )
        factors += _factors(operand) if is_product else (operand,)
    return tuple(factors)


def _coefficient(formula: Formula) -> tuple[Rational, tuple[Formula, ...]]:
    """The number before a product, and its other factors."""
    factors = _factors(formula) if formula.operation == "multiply" else (formula,)
    value = factors[0].value
    if isinstance(value, Rational):
        return value, factors[1:]
    return Integer(1), factors


def _joined(written: Sequence[_Written]) -> Product:
    """Factors side by side, with space where one is a word."""
    parts: Atoms = (written[0].atom,)
    for before, behind in pairwise(written):
        is_behind_coefficient = isinstance(before.atom, Coefficient)
        is_apart = before.is_apart or behind.is_apart or _begins_with_indicator(behind.atom)
        is_apart = is_apart and not is_behind_coefficient
        parts += (_between(before, behind) if is_apart else Operator.BESIDE, behind.atom)
    return Product(parts)


def _between(before: _Written, behind: _Written) -> Operator:
    """A word behind a bracket or a number needs no space; 2·1[w > 0] needs its sign."""
    is_number = isinstance(before.atom, Mathematics) and before.atom.expr.is_number
    if is_number and _begins_with_indicator(behind.atom):
        return Operator.DOT
    return Operator.BESIDE if is_number and not behind.is_apart else Operator.APART


def _begins_with_indicator(atom: Atom) -> bool:
    """Whether this is 1[w > 0], or a product or a quotient that begins with it."""
    while isinstance(atom, (Row, Product, Fraction)):
        atom = atom.parts[0] if isinstance(atom, (Row, Product)) else atom.top
    return atom == _INDICATOR


def _is_hadamard(atom: Atom) -> bool:
    return isinstance(atom, Product) and Operator.HADAMARD in atom.parts


_RELATIONS = {"less": "<", "less_equal": "≤", "greater": ">", "greater_equal": "≥"}
_INDICATOR = Sign("1")
_ORDERED_NORMS = frozenset({"absolute_norm", "largest_norm", "frobenius_norm"})
_GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda"}
    | {"mu", "nu", "xi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"}
)
_ALONG_AXES = frozenset({"total", "mean", "largest", "smallest", "softmax", "logsumexp"})
_RULES: Mapping[str, Callable[[_Writer, Formula], _Written]] = {
    "number": _Writer.number,
    "name": _Writer.name,
    "layer": _Writer.name,
    "direction": _Writer.along,
    "add": _Writer.add,
    "negate": _Writer.negate,
    "multiply": _Writer.multiply,
    "hadamard": _Writer.hadamard,
    "matrix_product": _Writer.chain,
    "fraction": _Writer.fraction,
    "reciprocal": _Writer.reciprocal,
    "power": _Writer.power,
    "entrywise_power": _Writer.power,
    "transpose": lambda writer, formula: writer.scripted(formula, "T"),
    "inverse": lambda writer, formula: writer.scripted(formula, "-1"),
    "inverse_transpose": lambda writer, formula: writer.scripted(formula, "-T"),
    "sqrt": _Writer.root,
    "norm": _Writer.norm,
    "absolute_norm": _Writer.absolute_norm,
    "largest_norm": _Writer.largest_norm,
    "frobenius_norm": _Writer.frobenius_norm,
    "step": _Writer.step,
    **dict.fromkeys(_RELATIONS, _Writer.relation),
    "tied": _Writer.tied,
    "tied_smallest": _Writer.tied,
    "logdet": _Writer.log_determinant,
    "clip": _Writer.clip,
    "ones": lambda _, __: _Written(Sign("𝟏")),
    "identity": lambda _, __: _Written(Sign("I")),
}
