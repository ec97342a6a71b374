"""Among a few equal forms of a derivative the one that a book would print.

Common factors and the common denominator are taken out, what is new is multiplied out, and what
was typed as a sum stays one unless opening it saves clearly. All of it is bounded by size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import chain

from grad_magic.formula.normal_form import (
    Term,
    UntreatedError,
    add,
    apply,
    base_and_exponent,
    factors_of,
    is_below,
    multiply,
    number,
    split,
    terms_of,
    walk,
)
from grad_magic.formula.rewriting import (
    cancel,
    expand,
    join_conjugates,
    join_square,
    on_sums,
    settle,
    take_out,
)

# Measured: rewriting larger ones takes seconds (a continued fraction of 14 levels 150 s), and
# none of 230 textbook functions comes out shorter for it.
_LARGEST = 150
# A form must be shorter than the one from the rules by more than this to be preferred.
_NEAR = 2
# Of forms that differ by one sign the one with more of what was typed is preferred.
_TYPED_TIE = 1
# Opening what was typed must save this much more, or a quarter, unless more than one name or
# number is gone, or one of a quotient.
_TYPED = 5
# Before e^u a bracket in the bracket is opened into so many: (1 + 2x + 2y)e^(2x).
_FEW_TERMS = 4
# Opening typed sums into one of more terms than this is a gain only if it saves a third.
_READABLE_TERMS = 6


def shorten(
    term: Term, typed: Collection[str], slopes: Collection[str] = (), *, decimals: bool = False
) -> Term:
    """The form as it came from the rules, unless another is clearly shorter.

    Args:
        term: a derivative.
        typed: the keys of what was typed.
        slopes: the keys of sums that belong together as much, like the 1 - σ(u) of σ′.
        decimals: whether fractions are written as decimals.
    """

    def within(part: Term) -> Term:
        return shorten(part, typed, slopes, decimals=decimals)

    if term.kind == "piecewise":
        parts = (part if part.kind == "condition" else within(part) for part in term.parts)
        return apply("piecewise", *parts)
    if term.size > _LARGEST or not term.parts:
        return term
    if term.kind == "sum":
        term = add(*map(within, term.parts))
    kept = frozenset(typed) | frozenset(slopes)
    shortest = _shortest(settle(term, typed), typed, kept, decimals=decimals)
    return _gathered(_with_numbers_before(shortest, kept, decimals=decimals))


def _with_numbers_before(product: Term, kept: Collection[str], *, decimals: bool) -> Term:
    """4(x + y + 1)eˣ for 2(2 + 2(x + y))eˣ, although x + y was typed as a sum of its own.

    A number in front takes up that of a sum even where nothing is saved: 4x(3x² - 2y).
    """
    if product.kind != "product":
        return product
    coefficient, rest = split(product)
    factors = (
        take_out(factor, decimals=decimals)
        if factor.kind == "sum" and factor.key not in kept
        else factor
        for factor in factors_of(rest)
    )
    taken = multiply(number(coefficient), *factors)
    allowance = 0 if coefficient == 1 else 1
    return taken if taken.length < product.length + allowance else product


def _gathered(total: Term) -> Term:
    """With x(σ(u) - y) + 2λw for x·σ(u) - y·x + 2λw: what some terms share, as if they were all."""
    if total.kind != "sum" or total.is_polynomial:
        return total
    rows = [factors_of(split(part)[1]) for part in total.parts]
    names = {factor.key: factor for row in rows for factor in row if factor.kind == "name"}
    for key in names:
        shares = [any(factor.key == key for factor in row) for row in rows]
        group = [part for part, is_in in zip(total.parts, shares, strict=True) if is_in]
        if not 1 < len(group) < len(rows) or not _has_bare_factor(add(*group)):
            continue
        others = [part for part, is_in in zip(total.parts, shares, strict=True) if not is_in]
        place = shares.index(True)
        return add(*others[:place], take_out(add(*group)), *others[place:])
    return total


def _shortest(term: Term, typed: Collection[str], kept: Collection[str], *, decimals: bool) -> Term:
    if not _has_new_sum(term, kept):
        form = settle(join_conjugates(cancel(term)), typed)
        return form if form.leaves < term.leaves else term
    sums = _typed_sums(term, kept)
    best, least, seen = term, _cost(term), {term.key}
    allowance = min(_TYPED, term.length // 4)
    leaves = term.leaves
    forms = _bounded_forms(term, decimals=decimals)
    factored = next(forms, term)
    factors = factored.kind == "product"
    for found in chain((factored,), forms):
        if found.key in seen:
            continue
        seen.add(found.key)
        form = settle(found, typed)
        is_simpler = form.leaves < leaves  # something has cancelled
        cost = _cost(form) + (0 if is_simpler or _has_growth_outside(form) else _NEAR)
        if form.kind == "sum" and factors:
            cost += _NEAR
        if cost > least:
            continue
        if _is_flat(form, term) or not _opens(sums, form, kept):
            cost -= _TYPED_TIE
        elif _count_terms(form) > max(_READABLE_TERMS, _count_terms(term)):
            cost += term.length // 3
        elif not is_simpler or not (_is_quotient(form) or form.leaves < leaves - 1):
            cost += allowance
        if cost < least:
            best, least = form, cost
    return best


def _is_flat(form: Term, term: Term) -> bool:
    """Whether no bracket is left where there need be none.

    (1 + 2x + 2y)e^(2x) for (1 + 2(x + y))e^(2x), 3x² + 2xy + y² for 2x(x + y) + x² + y², and
    8x + 2y - 2 for 2(2x + y - 1) + 4x.
    """
    if form.kind == term.kind == "sum":
        is_joined = _is_short_line(form) and form.leaves < term.leaves
        return term.is_polynomial and (is_joined or len(form.parts) <= len(term.parts))
    return _has_growth_outside(form) and _count_terms(form) <= _FEW_TERMS


def _is_short_line(form: Term) -> bool:
    """Whether it is a linear function of a few terms: numbers, and names times numbers."""
    rests = [split(part)[1] for part in form.parts]
    are_linear = all(rest.kind == "name" or rest.is_number for rest in rests)
    return are_linear and len(rests) <= _FEW_TERMS


def _is_quotient(form: Term) -> bool:
    return any(map(is_below, factors_of(form)))


def _bounded_forms(term: Term, *, decimals: bool) -> Iterator[Term]:
    """The forms until one becomes too large."""
    try:
        yield from _forms(term, decimals=decimals)
    except UntreatedError:
        return


def _has_new_sum(term: Term, kept: Collection[str]) -> bool:
    """Whether there is a sum among what a form could change: outside of functions."""
    if term.kind == "sum":
        return term.key not in kept
    if term.kind not in ("product", "power"):
        return False
    return any(_has_new_sum(part, kept) for part in term.parts)


def _count_terms(term: Term) -> int:
    """The terms of the longest sum."""
    return max(len(part.parts) if part.kind == "sum" else 1 for part in walk(term))


def _cost(term: Term) -> int:
    """The length, and more for fractions in fractions, and terms that have a factor in common."""
    cost = term.length
    if term.kind == "sum":
        cost += _NEAR * _has_common_sum(term) + 2 * _NEAR * _has_bare_factor(term)
    if any(map(_has_fraction_below, factors_of(term))):
        cost += _NEAR
    if _has_fraction_above(term):
        cost += 2 * _NEAR
    return cost


def _has_fraction_above(term: Term) -> bool:
    """Whether a sum with fractions stands over a stroke: (1/x + 1/y)/2."""
    if term.kind != "product":
        return False
    is_quotient = term.number.denominator != 1 or any(map(is_below, term.parts))
    return is_quotient and any(
        is_below(part)
        for factor in term.parts
        if factor.kind == "sum"
        for one in factor.parts
        for part in factors_of(one)
    )


def _has_fraction_below(factor: Term) -> bool:
    base, exponent = base_and_exponent(factor)
    if base.kind != "sum" or not exponent.is_whole or exponent.number > 0:
        return False
    return any(is_below(part) for term in base.parts for part in factors_of(term))


def _has_common_sum(total: Term) -> bool:
    common = set.intersection(
        *({base_and_exponent(f)[0].key for f in factors_of(split(t)[1])} for t in total.parts)
    )
    first = factors_of(split(total.parts[0])[1])
    return any(
        base.key in common and (base.kind == "sum" or _is_growth(factor))
        for factor in first
        for base in base_and_exponent(factor)[:1]
    )


def _has_bare_factor(total: Term) -> bool:
    """Whether taking out names leaves a name or a number alone: 2x·ln(u) + 2x, x·σ(u) - y·x.

    Polynomials stay sums, as 3x² - 6x, and so does x·e^y - x·sin(xy).
    """
    if total.is_polynomial:
        return False
    factors = [factors_of(split(part)[1]) for part in total.parts]
    common = set.intersection(*({f.key for f in row if f.kind == "name"} for row in factors))
    rests = [[f for f in row if f.key not in common] for row in factors]
    return bool(common) and any(
        not rest or (len(rest) == 1 and rest[0].kind == "name") for rest in rests
    )


def _is_growth(factor: Term) -> bool:
    """Whether this is e^u, 2^u or u^v."""
    return factor.kind == "exp" or (factor.kind == "power" and not factor.parts[1].is_number)


def _has_growth_outside(form: Term) -> bool:
    """Whether this is (…)e^u: books take it out even where nothing is saved."""
    factors = factors_of(form)
    return any(map(_is_growth, factors)) and any(factor.kind == "sum" for factor in factors)


def _typed_sums(term: Term, typed: Collection[str]) -> dict[str, Term]:
    return {part.key: part for part in walk(term) if part.kind == "sum" and part.key in typed}


def _opens(sums: dict[str, Term], form: Term, typed: Collection[str]) -> bool:
    """Whether typed sums are gone, other than 3r + 6s to r + 2s."""
    missing = sums.keys() - _typed_sums(form, typed).keys()
    if not missing:
        return False
    present = {part.key for part in walk(form)}
    for key in missing:
        content, primitive = split(take_out(sums[key]))
        is_unit = any(abs(split(part)[0]) == 1 for part in terms_of(primitive))
        if content == 1 or not is_unit or primitive.key not in present:
            return True
    return False


def _forms(term: Term, *, decimals: bool) -> Iterator[Term]:
    factored = partial(take_out, decimals=decimals)
    one = factored(term)
    yield one
    yield factored(term, below=False)
    starts = {start.key: start for start in (one, on_sums(one, factored))}
    for start in starts.values():
        form = on_sums(start, expand)
        yield form
        form = cancel(factored(form))
        yield form
        form = on_sums(form, expand)
        yield form
        yield on_sums(form, join_square)
    wide = expand(term)
    yield wide
    yield on_sums(wide, join_square)
    form = cancel(factored(wide))
    yield form
    yield join_conjugates(one)
    yield join_conjugates(form)
