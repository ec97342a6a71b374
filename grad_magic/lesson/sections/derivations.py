"""Derivatives line by line, with the rules by which each line follows from the one before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sympy import Integer, Symbol

from grad_magic.calculus.typed_forms import have_same_values
from grad_magic.formula.derivation_lines import DerivationLine, NamedRule, derivation_lines
from grad_magic.formula.derivatives import Derivation, differentiate
from grad_magic.formula.normal_form import UntreatedError
from grad_magic.formula.sympy_forms import UnreadableExpressionError, in_reading_order
from grad_magic.formula.tree import Formula
from grad_magic.formula.typed_order import find_typed_order, read_formula
from grad_magic.lesson.abbreviations import abbreviate
from grad_magic.lesson.pieces import (
    EQUALS,
    Shown,
    has_one_variable,
    in_letters,
    measure_text,
    name_of,
    series,
    shown_partial,
    valid_where,
    words,
    words_about,
    write_text,
    written_out,
)
from grad_magic.lesson.sections.chains import chains_along_parts, sign_of_derivative
from grad_magic.lesson.steps import (
    Line,
    Partial,
    Piece,
    RepeatedPartial,
    Separator,
    Value,
    Words,
)
from grad_magic.presets import IMPLICIT_DERIVATIVES
from grad_magic.solution import Solution

if TYPE_CHECKING:
    from sympy import Expr

# A single line of a derivation that leaves room for the result behind it.
_MOST_COLUMNS_BESIDE = 44
# Of one that is a little longer than another beside it.
_MOST_COLUMNS_ALIKE = 52
# Of a derivation that is told again by another variable.
_MOST_ROWS_AGAIN = 2
# Longer ones are not followed by eye.
_MOST_COLUMNS = 150


_OF_POLYNOMIALS = frozenset({"add", "multiply", "negate", "power", "number", "name", "entered"})
_ONE = Formula("number", value=Integer(1))


@dataclass(frozen=True)
class _RuleNote(Words):
    """Behind a line, by which rules it follows."""

    rules: tuple[NamedRule, ...] = ()


Told = set[tuple[NamedRule, ...]]
"""Rules that have been named together, which need not be named again."""


def partial_lines(solution: Solution) -> Iterator[Line]:
    """Each partial derivative with the rules that lead to it; the same rules are named once."""
    yield from _partial_lines(solution, set())


def rules_of_partials(solution: Solution) -> Told:
    """The rules that the lines about the partial derivatives name."""
    named: Told = set()
    for _ in _partial_lines(solution, named):
        pass
    return named


def rules_of_each(solution: Solution) -> list[set[NamedRule]]:
    """The rules by which each partial derivative comes."""
    along_parts = chains_along_parts(solution)
    if along_parts:
        return [{rule for line in rows for rule in line.rules} for rows in along_parts]
    formula = solution.problem.formula
    return [
        {rule for line in _chain(formula, partial, variable, solution) for rule in line.rules}
        for variable, partial in zip(solution.variables, solution.partials, strict=True)
    ]


def _partial_lines(solution: Solution, named: Told) -> Iterator[Line]:
    name, variables = solution.problem.name, solution.variables
    ordinary = has_one_variable(solution)
    told: list[Formula] = []
    all_shown = [shown_partial(solution, index) for index in range(len(variables))]
    if chains_along_parts(solution):
        yield from _along_parts(solution, named)
        return
    chains = [
        _chain(solution.problem.formula, partial, variable, solution)
        for variable, partial in zip(variables, solution.partials, strict=True)
    ]
    if solution.problem.presentation.follows_statement:
        chains = _alike([_in_book_order(chain) for chain in chains], all_shown)
    most = _most_columns(chains, all_shown)
    for index, variable in enumerate(variables):
        left: Piece = Partial(name, variable, at_point=False, ordinary=ordinary)
        if solution.problem.presentation.differential == IMPLICIT_DERIVATIVES:
            # As in -F_x/F_z.
            left = RepeatedPartial(name, (variable,), at_point=False, at_place=True)
        shown, chain = all_shown[index], chains[index]
        lines = list(_written((left,), chain, shown, solution, named, most=most))
        twin = _symmetric_twin(solution, index) if len(lines) > 1 else None
        pattern = _pattern(chain[0].formula) if len(chain) == 1 else None
        is_short = sum(line[0] in (left, EQUALS) for line in lines) <= _MOST_ROWS_AGAIN
        if twin is not None and is_short and solution.problem.presentation.follows_statement:
            # In the same steps as the one before.
            yield from lines
        elif twin is not None:
            yield (left, *lines[-1], Separator(), twin)
        elif pattern in told and not _is_left_out(chain, shown[0], solution):
            # The rules are those of the one before.
            yield from without_rules(lines)[0]
        else:
            yield from lines
        told += [] if pattern is None else [pattern]


def _along_parts(solution: Solution, named: Told) -> Iterator[Line]:
    """The derivatives of a function that is told by its parts, by the chain rule along these."""
    name = Symbol(solution.problem.name, real=True)
    ordinary = has_one_variable(solution)
    for index, (signs, slopes) in enumerate(chains_along_parts(solution)):
        # As what it is made of, in each style: dz/dt, ∂z/∂s.
        left = Value(sign_of_derivative(name, solution.variables[index], is_total=ordinary))
        yield (left, EQUALS, Value(signs.formula), *_by(signs.rules, named))
        form, where = shown_partial(solution, index)
        named_form = in_letters(form, solution)
        if not _is_same(slopes.formula, named_form):
            yield (EQUALS, Value(slopes.formula))
        yield _result((named_form, where), solution)


def _is_same(line: Formula, result: Formula | Expr) -> bool:
    """Whether a row says what the result does, in another order."""
    return isinstance(result, Formula) and _terms(line) == _terms(result)


def _most_columns(chains: Sequence[Sequence[DerivationLine]], shown: Sequence[Shown]) -> int:
    """Of how many columns a step and its result share a row, so that all of them do or none."""
    columns = [
        measure_text(chain[0].formula) + measure_text(form)
        for chain, (form, _) in zip(chains, shown, strict=True)
        if len(chain) == 1 and not _is_seen(chain, form)
    ]
    if not columns or max(columns) <= _MOST_COLUMNS_BESIDE:
        return _MOST_COLUMNS_BESIDE
    return _MOST_COLUMNS_ALIKE if max(columns) <= _MOST_COLUMNS_ALIKE else 0


def _alike(
    chains: Sequence[list[DerivationLine]], shown: Sequence[Shown]
) -> list[list[DerivationLine]]:
    """Without the steps of one line, where none of them says more than its result."""
    are_all_seen = all(
        _is_seen(chain, form)
        for chain, (form, _) in zip(chains, shown, strict=True)
        if len(chain) == 1
    )
    return [[] if are_all_seen and len(chain) == 1 else chain for chain in chains]


def _in_book_order(chain: Sequence[DerivationLine]) -> list[DerivationLine]:
    """The lines with y e^(xy) for e^(xy)·y, where an inner derivative is a letter."""
    return [
        replace(line, formula=_multiplied_out(_with_sign_ahead(_inner_first(line.formula))))
        for line in chain
    ]


def _with_sign_ahead(formula: Formula) -> Formula:
    """-y e^(x - y) for y e^(x - y)·(-1)."""
    operands = tuple(map(_with_sign_ahead, formula.operands))
    if formula.operation == "negate" and operands[0].operation == "negate":
        return operands[0].operands[0]
    if formula.operation != "multiply":
        return replace(formula, operands=operands)
    kept: list[Formula] = []
    numbers: list[Formula] = []
    is_negative = False
    for before, part in zip(formula.operands, operands, strict=True):
        if (number := _negated_number(part)) is not None:
            is_negative = not is_negative
            numbers += [] if number == _ONE else [number]
        elif part.operation == "negate" and (kept or before.operation == "multiply"):
            is_negative = not is_negative
            first, *others = _parts_of_product(part.operands[0])
            is_number = first.operation == "number" and bool(others)
            numbers += [first] if is_number else []
            kept += others if is_number else [part.operands[0]]
        else:
            kept.append(part)
    if len(numbers) > 1 or not (kept and (is_negative or len(kept) < len(operands))):
        return replace(formula, operands=operands)
    kept = [*numbers, *kept]
    size = kept[0] if len(kept) == 1 else Formula("multiply", tuple(kept))
    return Formula("negate", (size,)) if is_negative else size


def _negated_number(part: Formula) -> Formula | None:
    """2 of an inner derivative -2."""
    inner = part.operands[0] if part.operation == "entered" else part
    if inner is part or inner.operation != "negate":
        return None
    (number,) = inner.operands
    return Formula("number", value=number.value) if number.operation == "number" else None


def _multiplied_out(formula: Formula) -> Formula:
    """y e^(x - y) + x y e^(x - y) for y(e^(x - y) + x e^(x - y)), which is put together again."""
    *letters, total = formula.operands or (formula,)
    are_letters = bool(letters) and all(part.operation == "name" for part in letters)
    if formula.operation != "multiply" or total.operation != "add" or not are_letters:
        return formula
    parts = [_factors_of_term(term) for term in total.operands]
    shared = set.intersection(*(set(factors) for _, factors in parts))
    if all(_is_plain(part) for part in shared):
        return formula
    terms = []
    for is_negative, factors in parts:
        plain = sorted(filter(_is_plain, (*letters, *factors)), key=_place)
        others = [part for part in factors if not _is_plain(part)]
        names = [str(name) for part in plain for name in part.names]
        if len(set(names)) < len(names) or any(part not in shared for part in others):
            return formula
        term = Formula("multiply", (*plain, *others))
        terms.append(Formula("negate", (term,)) if is_negative else term)
    return Formula("add", tuple(terms))


def _is_plain(part: Formula) -> bool:
    """Whether it is a number, a letter or a power of one."""
    base = part.operands[0] if part.operation == "power" else part
    is_power_of_letter = base is part or base.operation == "name"
    return base.operation in ("name", "number") and is_power_of_letter


def _place(part: Formula) -> tuple[bool, str]:
    """Numbers stand before letters, and these in their order."""
    return part.operation != "number", "".join(sorted(map(str, part.names)))


def _factors_of_term(term: Formula) -> tuple[bool, list[Formula]]:
    """Whether a minus stands before it, and its factors."""
    is_negative = term.operation == "negate"
    size = term.operands[0] if is_negative else term
    return is_negative, list(_flat(size))


def _flat(product: Formula) -> Iterator[Formula]:
    is_marked = product.operation == "entered" and product.operands[0].operation == "multiply"
    if product.operation == "multiply" or is_marked:
        for part in product.operands:
            yield from _flat(part)
    else:
        yield product


def _inner_first(formula: Formula) -> Formula:
    operands = tuple(map(_inner_first, formula.operands))
    if formula.operation != "multiply":
        return replace(formula, operands=operands)
    inner = [part.operands[0] for part in operands if _is_inner_letter(part)]
    others = [part for part in operands if not _is_inner_letter(part)]
    flat = [part for one in others for part in _parts_of_product(one)]
    powers = [place for place, part in enumerate(flat) if _is_power_of_one(part, inner)]
    if powers:
        # Powers of the same letter stay before it: x²·x.
        behind = powers[-1] + 1
        return Formula("multiply", (*flat[:behind], *inner, *flat[behind:]))
    if not inner or any(part.operation in ("number", "negate") for part in others[:1]):
        return replace(formula, operands=operands)
    return Formula("multiply", (*inner, *others))


def _parts_of_product(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if formula.operation == "multiply" else (formula,)


def _is_power_of_one(part: Formula, letters: Sequence[Formula]) -> bool:
    base = part.operands[0] if part.operation == "power" else part
    return any(base.value == letter.value for letter in letters if base.operation == "name")


def _is_inner_letter(part: Formula) -> bool:
    return part.operation == "entered" and part.operands[0].operation == "name"


def headed(row: str, lines: Sequence[Line], solution: Solution) -> tuple[Line, tuple[Line, ...]]:
    """The sentence above derivatives, which tells the rules by which they come, and these."""
    bare, rules = without_rules(lines)
    if not rules or solution.problem.presentation.follows_statement:
        # Below a statement the rows show it.
        return (words_about(solution, row),), bare
    return (words_about(solution, f"{row}_by_rules", rules=told_rules(rules)),), bare


def told_rules(rules: Sequence[NamedRule]) -> Line:
    """The product rule and the chain rule."""
    return series((words(f"rule_{rule.value}"),) for rule in rules)


def without_rules(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[NamedRule, ...]]:
    """The lines without the notes on their rules, and these rules in their order."""
    rules: list[NamedRule] = []
    bare: list[Line] = []
    for line in lines:
        kept: Line = ()
        for piece in line:
            if isinstance(piece, _RuleNote):
                rules += piece.rules
                # With the gap before it.
                kept = kept[:-1]
            else:
                kept += (piece,)
        bare.append(kept)
    return tuple(bare), tuple(dict.fromkeys(rules))


def _pattern(formula: Formula) -> Formula:
    """The formula with nothing told of the inner derivatives."""
    if formula.operation == "entered":
        return Formula("entered")
    operands = tuple(map(_pattern, formula.operands))
    return Formula(formula.operation, operands, formula.value)


def derived(  # noqa: PLR0913
    left: Line,
    function: tuple[Formula | Expr, Expr],
    variable: Symbol,
    shown: Shown,
    solution: Solution,
    *,
    named: Told | None = None,
) -> Iterator[Line]:
    """One derivative; a short one alone where the rules that lead to it have been named.

    Args:
        left: its sign, or several that are equal.
        function: what is differentiated, and the derivative as it is handed out.
        variable: by which it is differentiated.
        shown: the derivative as it is shown, and where that holds.
        solution: in whose variables.
        named: the rules that have been named, to which those of this one are added.
    """
    chain = _chain(*function, variable, solution)
    if named is not None and measure_text(shown[0]) <= _MOST_COLUMNS_BESIDE:
        known = {rule for rules in named for rule in rules}
        chain = [] if all(known.issuperset(line.rules) for line in chain) else chain
    yield from _written(left, chain, shown, solution, set() if named is None else named)


def _result(shown: Shown, solution: Solution) -> Line:
    formula, where = shown
    return (EQUALS, written_out(formula, solution), *valid_where(where))


def _written(  # noqa: PLR0913
    left: Line,
    chain: Sequence[DerivationLine],
    shown: Shown,
    solution: Solution,
    named: Told,
    *,
    most: int = _MOST_COLUMNS_BESIDE,
) -> Iterator[Line]:
    """The chain and the result, in one row if they are short."""
    formula, _ = shown
    result = _result(shown, solution)
    lines = list(chain) if isinstance(result[1], Value) else []
    if _is_left_out(lines, formula, solution):
        lines = []
    if lines and write_text(lines[-1].formula) == write_text(formula):
        result += _by(lines.pop().rules, named)
    if not lines:
        yield (*left, *result)
        return
    columns = measure_text(lines[0].formula) + measure_text(formula)
    if len(lines) == 1 and columns <= most:
        yield (*left, EQUALS, Value(lines[0].formula), *result, *_by(lines[0].rules, named))
        return
    formulas = [line.formula for line in lines]
    shorter = abbreviate(formulas, solution.problem.letters)
    definition: Line = ()
    if shorter is not None:
        letter, inner, formulas = shorter
        stands_for: Line = (Value(letter), EQUALS, Value(inner))
        definition = (Separator(), words("with_abbreviation", definition=stands_for))
    start = left
    for line, written in zip(lines, formulas, strict=True):
        yield (*start, EQUALS, Value(written), *definition, *_by(line.rules, named))
        start = definition = ()
    yield result


def _is_left_out(
    chain: Sequence[DerivationLine], result: Formula | Expr, solution: Solution
) -> bool:
    """Whether books print the result alone: below a statement, where it is seen."""
    return solution.problem.presentation.follows_statement and _is_seen(chain, result)


def _is_seen(chain: Sequence[DerivationLine], result: Formula | Expr) -> bool:
    """Whether nothing was to be worked out but the order of factors, as of cos(yz)·z."""
    if len(chain) != 1 or not isinstance(result, Formula):
        return False
    (line,) = chain
    plain = [part.value for part in _flat(line.formula) if part.operation == "name"]
    if len(plain) > len(set(plain)):
        # y·y/x is written yy/x, and x·x e^(xy) is no step.
        return True
    if write_text(line.formula) == write_text(result):
        return True
    return _are_plain_inside(line.formula) and _terms(line.formula) == _terms(result)


def _are_plain_inside(formula: Formula) -> bool:
    """Whether each inner derivative is a number or a letter, perhaps with a sign, or both: 2x."""
    if formula.operation == "entered":
        (inner,) = formula.operands
        while inner.operation in ("negate", "entered"):
            (inner,) = inner.operands
        parts = inner.operands if inner.operation == "multiply" else (inner,)
        return all(part.operation in ("number", "name") for part in parts)
    return all(map(_are_plain_inside, formula.operands))


def _terms(formula: Formula) -> list[list[str]]:
    """The factors of each term, in an order of their own; of 2·x·3 the numbers stay two."""
    parts = formula.operands if formula.operation == "add" else (formula,)
    return sorted(_in_order(tuple(_factors(part))) for part in parts)


def _in_order(factors: Sequence[str]) -> list[str]:
    """The factors by themselves, and a minus sign where their number is odd."""
    is_negative = factors.count("-") % 2 == 1
    return ["-"] * is_negative + sorted(factor for factor in factors if factor != "-")


def _factors(formula: Formula) -> Iterator[str]:
    if formula.operation == "negate":
        yield "-"
    if formula.operation in ("multiply", "negate", "entered"):
        for part in formula.operands:
            yield from _factors(part)
    elif formula.operation == "number" and formula.value is not None and formula.value.is_real:
        if formula.value < 0:
            yield "-"
        if abs(formula.value) != 1:
            yield str(abs(formula.value))
    else:
        yield write_text(formula)


def _by(rules: tuple[NamedRule, ...], named: Told) -> Line:
    if not rules or rules in named:
        return ()
    named.add(rules)
    return (Separator(), _RuleNote("by_rules", {"rules": told_rules(rules)}, rules=rules))


def _chain(
    function: Formula | Expr, derivative: Expr, variable: Symbol, solution: Solution
) -> list[DerivationLine]:
    """The lines, if what they lead to has the values of the derivative."""
    try:
        formula = function if isinstance(function, Formula) else in_reading_order(function)
        order = find_typed_order(formula, solution.variables)
    except (UntreatedError, UnreadableExpressionError):
        return []
    derivation = differentiate(formula, variable, order)
    if derivation is None:
        return []
    symbols = (*solution.variables, *solution.problem.parameters)
    if not have_same_values(derivation.formula, derivative, symbols):
        return []
    is_stated = solution.problem.presentation.follows_statement
    lines = derivation_lines(derivation, ordinary=has_one_variable(solution), is_brief=is_stated)
    if is_stated and not lines and (terms := _before_factoring(derivation)) is not None:
        return [DerivationLine(terms, ())]
    return _without_long_ones(lines)


def _before_factoring(derivation: Derivation) -> Formula | None:
    """6y - 4xy - y² of y(6 - 4x - y): of a polynomial the terms, of which the factors are taken."""
    terms = derivation.write(derivation.step.derivative)
    is_factored = terms.operation == "add" and derivation.formula.operation == "multiply"
    inner = [part for part in terms.parts if part.operation not in _OF_POLYNOMIALS]
    return terms if is_factored and not inner else None


def summed_partial(solution: Solution, index: int) -> Formula | Expr:
    """The partial derivative as a page has told it that is differentiated again: its terms."""
    shown, _ = shown_partial(solution, index)
    formula, partial = solution.problem.formula, solution.partials[index]
    chain = _chain(formula, partial, solution.variables[index], solution)
    is_summed = len(chain) == 1 and not chain[0].rules and chain[0].formula.operation == "add"
    return chain[0].formula if is_summed else shown


def _without_long_ones(lines: Sequence[DerivationLine]) -> list[DerivationLine]:
    """The lines that a reader can follow; the next has the rules of one that is left out."""
    kept: list[DerivationLine] = []
    passed: set[NamedRule] = set()
    for line in lines:
        used = passed | set(line.rules)
        if measure_text(line.formula) > _MOST_COLUMNS:
            passed = used
            continue
        kept.append(DerivationLine(line.formula, tuple(r for r in NamedRule if r in used)))
        passed = set()
    return [] if passed else kept


def _symmetric_twin(solution: Solution, index: int) -> Piece | None:
    """That f is symmetric in this variable and an earlier one, whose derivation is the same."""
    variables, formula = solution.variables, solution.problem.formula
    for earlier in variables[:index]:
        swap = {earlier: variables[index], variables[index]: earlier}
        try:
            is_symmetric = read_formula(_swapped(formula, swap)).key == read_formula(formula).key
        except UntreatedError:
            return None
        if is_symmetric:
            both = series(((Value(earlier),), (Value(variables[index]),)))
            return words("by_symmetry", f=name_of(solution), both=both)
    return None


def _swapped(formula: Formula, swap: dict[Symbol, Symbol]) -> Formula:
    if formula.operation == "name":
        return Formula("name", value=swap.get(formula.value, formula.value))
    operands = tuple(_swapped(part, swap) for part in formula.operands)
    return Formula(formula.operation, operands, formula.value)
