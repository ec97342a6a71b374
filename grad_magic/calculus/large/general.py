"""The general partial derivatives of a large function: some of them written out, abridged.

A partial derivative by x of a long sum or product concerns few of its parts. All others are taken
together under one name each before the rules of differentiation are used, and put back behind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sympy import Add, And, Expr, Integer, Symbol, true

from grad_magic.calculus import derivatives
from grad_magic.calculus.inquiry import Inquiry
from grad_magic.calculus.large.slopes import Slopes
from grad_magic.calculus.typed_forms import condition_of_function, typed_derivatives
from grad_magic.errors import GradMagicError
from grad_magic.formula.sympy_forms import in_reading_order, to_sympy
from grad_magic.formula.tree import Formula, sum_of
from grad_magic.problem import Problem
from grad_magic.solution import (
    Abridgement,
    Deferred,
    General,
    GeneralTerm,
    ShownPartial,
    TypedForm,
)

if TYPE_CHECKING:
    from sympy.logic.boolalg import Boolean

# Of a longer sum, product or list of arguments the first two parts are shown, and the last.
_MOST_PARTS = 6
_FIRST_PARTS = 2
# Of parts in between that are unlike those.
_MOST_UNLIKE = 2
DOTS = Formula("dots")
_LONG = ("add", "multiply", "max", "min", "and", "or")
# Functions without a condition anywhere, whose derivatives have none either.
_WITHOUT_CONDITIONS = frozenset(
    {"add", "multiply", "negate", "exp", "sin", "cos", "atan", "sinh", "cosh", "tanh", "sech"}
    | {"asinh", "erf", "sigmoid", "softplus"}
)
# The rules look for the shortest of several forms, which takes long for more.
_MOST_DIFFERENTIATED = 60
# Names in all derivatives together, of which SymPy is asked when somebody reads them.
_MOST_WRITTEN_OUT = 60_000
_INDEXED = re.compile(r"(?P<stem>[A-Za-z]+_?)(?P<index>\d+)")
_INDEX_LETTERS = ("i", "j", "k", "m")
_FEWEST_OF_GENERAL_TERM = 3


def abridge_formula(formula: Formula) -> Formula:
    """The formula with dots in its long sums and products."""
    operands = formula.operands
    if formula.operation in _LONG and len(operands) > _MOST_PARTS and DOTS not in operands:
        # Of a sum with a constant behind it the last term before that is shown too.
        last = 1 if operands[-1].names else 2
        first, middle = operands[:_FIRST_PARTS], operands[_FIRST_PARTS:-last]
        ends = operands[-last:]
        odd = (part for unlike in _unlike((*first, ends[0]), middle) for part in (unlike, DOTS))
        operands = (*first, DOTS, *odd, *ends)
    return replace(formula, operands=tuple(map(abridge_formula, operands)))


def _unlike(shown: Sequence[Formula], others: Sequence[Formula]) -> Iterator[Formula]:
    """The first few of the others that a reader of those shown would not expect.

    Where those shown differ by their numbers or indices, so may the others.
    """
    is_strict = len({_outline(part, is_strict=True) for part in shown}) == 1
    known = {_outline(part, is_strict=is_strict) for part in shown}
    found = 0
    for part in others:
        outline = _outline(part, is_strict=is_strict)
        if outline not in known:
            known.add(outline)
            found += 1
            yield part
        if found == _MOST_UNLIKE:
            return


def _outline(formula: Formula, *, is_strict: bool) -> object:
    """A formula with distances in place of indices; else its structure alone."""
    if not is_strict:
        return _outlined(formula, None)
    return _outlined(formula, cache(partial(_lowest_index, formula)))


def _lowest_index(formula: Formula) -> int:
    indices = [int(match["index"]) for name in formula.names if (match := _indexed(name))]
    return min(indices, default=0)


def _outlined(formula: Formula, start: Callable[[], int] | None) -> object:
    operation, operands = formula.operation, formula.operands
    if operation == "name":
        match = _indexed(formula.value)
        if start is None:
            return operation
        return formula.value if match is None else (match["stem"], int(match["index"]) - start())
    if len(operands) > _MOST_PARTS:
        return operation
    if start is None and operation in ("add", "multiply", "negate"):
        # -3x is like x, and x - 3 like x - 2.
        operands = tuple(part for part in operands if part.operation != "number")
        if len(operands) == 1:
            return _outlined(operands[0], start)
    return (operation, formula.value, *(_outlined(part, start) for part in operands))


# A long formula has few names, each many times.
@lru_cache(maxsize=4096)
def _indexed(name: object) -> re.Match[str] | None:
    return _INDEXED.fullmatch(str(name))


def abridge_partials(problem: Problem, slopes: Slopes | None = None) -> Abridgement:
    """F and some of its partial derivatives as they are shown.

    These are the first two and the last, and the first one that has a corner in its way.
    """
    size = len(problem.variables)
    places = {*range(min(_FIRST_PARTS, size)), size - 1}
    if slopes is not None:
        blamed = (place for place, entry in enumerate(slopes.partials) if entry is None)
        places |= {next(blamed, 0)}
    terms = Terms(problem)
    shown = tuple(ShownPartial(place, terms.partial_by(place)) for place in sorted(places))
    return Abridgement(abridge_formula(problem.formula), shown, terms.general_term())


def general_derivatives(problem: Problem) -> General:
    """The function and its partial derivatives as expressions, made when they are first read."""
    expressions = Deferred(partial(_expressions, problem))
    return General(
        Deferred(partial(_part_of, expressions, "partials")),
        f_valid_where=Deferred(partial(_part_of, expressions, "f_valid_where")),
        partials_valid_where=Deferred(partial(_part_of, expressions, "partials_valid_where")),
        f=Deferred(partial(to_sympy, problem.formula)),
    )


@dataclass(frozen=True)
class _Expressions:
    partials: tuple[Expr, ...]
    f_valid_where: Boolean
    partials_valid_where: tuple[Boolean, ...]


def _part_of(expressions: Deferred[_Expressions], name: str) -> Any:
    return getattr(expressions.value, name)


def _expressions(problem: Problem) -> _Expressions:
    """All partial derivatives, term by term; none where they would fill a book."""
    terms = _terms_of(problem.formula)
    if sum(len(term.names) ** 2 for term in terms) > _MOST_WRITTEN_OUT:
        return _Expressions((), true, ())
    parts: dict[Symbol, list[Expr]] = {variable: [] for variable in problem.variables}
    holds: dict[Symbol, list[Boolean]] = {variable: [] for variable in problem.variables}
    f_holds: list[Boolean] = []
    for term in terms:
        names = tuple(variable for variable in problem.variables if variable in term.names)
        if not names:
            continue
        inquiry = Inquiry(Problem(problem.name, term, to_sympy(term), names))
        found = derivatives.gradient(inquiry.problem.f, names)
        has_conditions = not _is_unconditional(term)
        if has_conditions:
            f_holds.append(condition_of_function(inquiry))
        for name, part in zip(names, found, strict=True):
            parts[name].append(part)
            if has_conditions:
                holds[name].append(inquiry.typed.differentiated(part, name).valid_where)
    return _Expressions(
        tuple(Add(*parts[variable]) for variable in problem.variables),
        And(*f_holds),
        tuple(And(*holds[variable]) for variable in problem.variables),
    )


def _is_unconditional(formula: Formula) -> bool:
    if formula.operation == "power":
        base, exponent = formula.operands
        is_whole = isinstance(exponent.value, Integer) and exponent.value > 0
        return is_whole and _is_unconditional(base)
    is_known = not formula.operands or formula.operation in _WITHOUT_CONDITIONS
    return is_known and all(map(_is_unconditional, formula.operands))


def _terms_of(formula: Formula, *, is_negative: bool = False) -> tuple[Formula, ...]:
    """The terms of a sum of sums, each with its sign."""
    if formula.operation == "add":
        parts = (_terms_of(part, is_negative=is_negative) for part in formula.operands)
        return tuple(term for part in parts for term in part)
    if formula.operation == "negate" and formula.operands[0].operation == "add":
        return _terms_of(formula.operands[0], is_negative=not is_negative)
    return (Formula("negate", (formula,)) if is_negative else formula,)


class Terms:
    """The terms of a function, by the variables in them."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._variables = problem.variables
        self._by_name: dict[Expr, list[Formula]] = {}
        for term in _terms_of(problem.formula):
            for name in term.names:
                self._by_name.setdefault(name, []).append(term)

    def partial_by(self, place: int) -> TypedForm | None:
        """A partial derivative as it is shown; None where it is too long, or has no short form."""
        variable = self._variables[place]
        terms = self._by_name.get(variable, [])
        if not terms:
            return TypedForm(Formula("number", value=Integer(0)), true)
        if len(terms) <= _MOST_PARTS:
            return self._derivative(sum_of(terms), variable)
        ends = (*terms[:_FIRST_PARTS], terms[-1])
        forms = [self._derivative(term, variable) for term in ends]
        found = [form for form in forms if form is not None]
        if len(found) < len(forms):
            return None
        first, second, last = (form.formula for form in found)
        return TypedForm(sum_of([first, second, DOTS, last]), And(*(f.valid_where for f in found)))

    def along_axis(self, place: int) -> Problem | None:
        """The same function of one variable alone, the others at P; None of a long one.

        Terms without the variable are left out.
        """
        point, variable = self._problem.point, self._variables[place]
        assert point is not None
        terms = self._by_name.get(variable, [])
        is_long = sum(map(_count, terms)) > _MOST_DIFFERENTIATED
        if not terms or is_long or any(_gets_exponent(term, variable) for term in terms):
            return None
        values = dict(zip(self._variables, point, strict=True))
        start = values.pop(variable)
        formula = _at_numbers(sum_of(terms), values)
        name = self._problem.name
        return Problem(name, formula, to_sympy(formula), (variable,), point=(start,))

    def _derivative(self, formula: Formula, variable: Symbol) -> TypedForm | None:
        """The derivative of a few terms."""
        together = _Together(variable)
        short = together.shorten(formula)
        if _count(short) > _MOST_DIFFERENTIATED:
            return None
        variables = (variable, *sorted(short.names - {variable}, key=str))
        try:
            inquiry = Inquiry(Problem(self._problem.name, short, to_sympy(short), variables))
            (slope,) = derivatives.gradient(inquiry.problem.f, (variable,))
            (form,) = typed_derivatives(inquiry, [((variable,), slope)])
        except GradMagicError:
            # A part of it is nowhere real, or too large to be written.
            return None
        if form is None or form.valid_where.free_symbols & together.parts.keys():
            return None
        return replace(form, formula=abridge_formula(together.restore(form.formula)))

    def general_term(self) -> GeneralTerm | None:
        """∂f/∂x_i for all i between the first and the last, where all are alike.

        They are if the terms in which x_i stands are those in which x_{i+1} stands, with all
        indices of variables larger by 1: differentiation does not look at names.
        """
        row = self._numbered()
        if len(row) < _FEWEST_OF_GENERAL_TERM or self._problem.formula.operation != "add":
            return None
        places = {self._variables[place]: found for place, found in row.items()}
        start, middle = min(row), sorted(row)[len(row) // 2]
        patterns = {place: self._pattern(self._variables[place], places) for place in row}
        first, last = middle, middle
        while first > start and patterns.get(first - 1) == patterns[middle]:
            first -= 1
        while patterns.get(last + 1) == patterns[middle]:
            last += 1
        indices = {place: index for place, (_, index) in row.items()}
        is_gapless = indices[last] - indices[first] == last - first
        if last - first + 1 < _FEWEST_OF_GENERAL_TERM or not is_gapless:
            return None
        form = self.partial_by(middle)
        if form is None or form.valid_where != true or _holds_dots(form.formula):
            return None
        letter = next((name for name in _INDEX_LETTERS if not self._is_used(name)), None)
        if letter is None:
            return None
        index = Symbol(letter, real=True)
        stem = row[middle][0]
        general = _with_index(form.formula, places, indices[middle], index)
        variable = Symbol(f"{stem.rstrip('_')}_{letter}", real=True)
        alike = range(first, last + 1)
        return GeneralTerm(variable, general, index, indices[first], indices[last], alike)

    def _numbered(self) -> dict[int, tuple[str, int]]:
        """The places of the variables with the commonest letter, with it and their indices."""
        matches = enumerate(map(_INDEXED.fullmatch, map(str, self._variables)))
        found = {
            place: (match["stem"], int(match["index"]))
            for place, match in matches
            if match is not None
        }
        stems = Counter(stem for stem, _ in found.values()).most_common(1)
        return {place: pair for place, pair in found.items() if pair[0] == stems[0][0]}

    def _is_used(self, letter: str) -> bool:
        names = {name.partition("_")[0] for name in self._problem.formula.spelled_names}
        return letter in names or letter == self._problem.name

    def _pattern(self, variable: Symbol, places: Mapping[Symbol, tuple[str, int]]) -> object:
        """The terms with a variable, each variable in them by how far its index is away."""
        terms = self._by_name.get(variable, [])
        if len(terms) > _MOST_PARTS:
            return variable
        here = places[variable][1]
        found = [_shifted(term, places, here) for term in terms]
        return variable if None in found else tuple(found)


def _shifted(
    formula: Formula, places: Mapping[Symbol, tuple[str, int]], here: int
) -> tuple[object, ...] | None:
    """A formula with distances in place of indices; None of one that is too long."""
    if len(formula.operands) > _MOST_PARTS:
        return None
    if formula.operation == "name":
        if formula.value not in places:
            return ("name", formula.value)
        stem, index = places[formula.value]
        return (stem, index - here)
    parts = tuple(_shifted(operand, places, here) for operand in formula.operands)
    return None if None in parts else (formula.operation, formula.value, formula.digits, *parts)


def _with_index(
    formula: Formula, places: Mapping[Symbol, tuple[str, int]], here: int, index: Symbol
) -> Formula:
    """The formula with x_{i+1} for the variable one behind that at `here`."""
    if formula.operation == "name" and formula.value in places:
        stem, number = places[formula.value]
        distance, letter = number - here, Formula("name", value=index)
        if not distance:
            return Formula("name", value=Symbol(f"{stem.rstrip('_')}_{index}", real=True))
        step = Formula("number", value=Integer(abs(distance)), digits=str(abs(distance)))
        step = Formula("negate", (step,)) if distance < 0 else step
        base = Formula("name", value=Symbol(stem.rstrip("_"), real=True))
        return Formula("indexed", (base, Formula("add", (letter, step))))
    operands = tuple(_with_index(part, places, here, index) for part in formula.operands)
    return replace(formula, operands=operands)


def _gets_exponent(formula: Formula, variable: Symbol) -> bool:
    """Whether a variable exponent becomes a number, by which x^y is defined for x < 0 too."""
    if formula.operation == "power" and variable in formula.operands[0].names:
        exponent = formula.operands[1]
        if exponent.names and variable not in exponent.names:
            return True
    return any(_gets_exponent(operand, variable) for operand in formula.operands)


def _at_numbers(formula: Formula, values: Mapping[Expr, Expr]) -> Formula:
    """The formula with numbers for names."""
    if formula.value in values and formula.operation == "name":
        return in_reading_order(values[formula.value])
    operands = tuple(_at_numbers(operand, values) for operand in formula.operands)
    return replace(formula, operands=operands)


def _holds_dots(formula: Formula) -> bool:
    return formula.operation == "dots" or any(map(_holds_dots, formula.operands))


@dataclass
class _Together:
    """What does not hold a variable, taken together.

    Attributes:
        variable: it.
        parts: what each name stands for.
    """

    variable: Symbol
    parts: dict[Symbol, tuple[str, tuple[Formula, ...]]] = field(default_factory=dict)

    def shorten(self, formula: Formula) -> Formula:
        """The formula with a name for each row of operands of a long sum or product."""
        if self.variable not in formula.names:
            return formula
        operation = formula.operation
        is_long = operation in ("add", "multiply") and len(formula.operands) > _MOST_PARTS
        operands: list[Formula] = []
        for holds, group in groupby(formula.operands, lambda part: self.variable in part.names):
            row = tuple(group)
            if is_long and not holds and len(row) > 1:
                operands.append(self._named(operation, row))
            else:
                operands += map(self.shorten, row)
        return replace(formula, operands=tuple(operands))

    def _named(self, operation: str, row: tuple[Formula, ...]) -> Formula:
        name = Symbol(f"rest_{len(self.parts) + 1}", real=True)
        self.parts[name] = (operation, row)
        return Formula("name", value=name)

    def restore(self, formula: Formula) -> Formula:
        """The formula with what the names stand for."""
        if formula.value in self.parts:
            operation, row = self.parts[formula.value]
            return Formula(operation, row)
        return replace(formula, operands=tuple(self._restored(formula)))

    def _restored(self, formula: Formula) -> Iterator[Formula]:
        """The operands, a sum that stands in a sum without its brackets."""
        for operand in formula.operands:
            operation, row = self.parts.get(operand.value, ("", ()))
            if operation and operation == formula.operation:
                yield from abridge_formula(Formula(operation, row)).operands
            else:
                yield self.restore(operand)


def _count(formula: Formula) -> int:
    return bool(formula.operands) + sum(map(_count, formula.operands))
