"""Equal forms of a term: factored, multiplied out, in lowest terms, with fewest signs."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from math import gcd, lcm

from grad_magic.formula.division import divide, square_root
from grad_magic.formula.normal_form import (
    ONE,
    Ratio,
    Term,
    add,
    base_and_exponent,
    factors_of,
    is_below,
    multiply,
    negate,
    negate_terms,
    number,
    power,
    ratio,
    split,
    terms_of,
)
from grad_magic.formula.trigonometry import join_functions, join_identities

# Terms that multiplying out may make.
_MOST_TERMS = 40
_MOST_POWER = 4


def on_sums(term: Term, change: Callable[[Term], Term]) -> Term:
    """`change` at each factor that is a sum, or a whole power of one."""
    if term.kind == "sum":
        return change(term)
    coefficient, rest = split(term)
    changed = []
    for factor in factors_of(rest):
        base, exponent = base_and_exponent(factor)
        is_sum = base.kind == "sum" and exponent.is_whole
        changed.append(power(change(base), exponent) if is_sum else factor)
    return multiply(number(coefficient), *changed)


def _numeric_powers(factor: Term) -> list[tuple[Term, Ratio]]:
    """Bases with numbers for exponents: x^(y-1) is x^y, once, and x with -1."""
    base, exponent = base_and_exponent(factor)
    if exponent.is_number:
        return [(base, exponent.number)]
    step = next((part for part in terms_of(exponent) if part.is_number), None)
    if step is None or base.kind in ("power", "product"):
        return [(factor, 1)]
    return [(power(base, add(exponent, negate(step))), 1), (base, step.number)]


def take_out(term: Term, *, below: bool = True, decimals: bool = False) -> Term:
    """A sum as a product of what its terms share, over their common denominator.

    Args:
        term: a sum, or a product or power of sums.
        below: whether a denominator that only some terms have is taken out too.
        decimals: whether fractions are written as decimals, which stay in their terms.
    """

    def within(part: Term) -> Term:
        return take_out(part, below=below, decimals=decimals)

    if term.kind == "product":
        return multiply(number(term.number), *map(within, term.parts))
    if term.kind == "power" and term.parts[1].is_whole:
        return power(within(term.parts[0]), term.parts[1])
    if term.kind != "sum":
        return term
    # What is taken out within a term may show it to be 0.
    terms = [(count, rest) for count, rest in map(split, map(within, term.parts)) if count]
    exponents: list[dict[str, Ratio]] = []
    bases: dict[str, Term] = {}
    for _, rest in terms:
        found: dict[str, Ratio] = {}
        for factor in factors_of(rest):
            for base, exponent in _numeric_powers(factor):
                if base.key != ONE.key:
                    bases[base.key] = base
                    found[base.key] = found.get(base.key, 0) + exponent
        exponents.append(found)
    shared = {key: min(found.get(key, 0) for found in exponents) for key in bases}
    common = [
        (bases[key], least)
        for key, least in shared.items()
        if least and (below or all(key in found for found in exponents))
    ]
    content = _content([coefficient for coefficient, _ in terms], decimals=decimals)
    undo = [power(base, number(-least)) for base, least in common]
    inner = add(*(multiply(number(ratio(c, content)), rest, *undo) for c, rest in terms))
    outer = [power(base, number(least)) for base, least in common]
    if not inner.is_polynomial:
        # e^x(cos x - sin x)
        return multiply(number(content), *outer, inner)
    # (1 + x)e^x, but (2x + 3y)³(2x - y): behind the sums that it was taken out of.
    ahead = [factor for factor in outer if _is_sum_above(factor)]
    behind = [factor for factor in outer if not _is_sum_above(factor)]
    return multiply(number(content), *ahead, inner, *behind)


def _is_sum_above(factor: Term) -> bool:
    base, exponent = base_and_exponent(factor)
    return base.kind == "sum" and exponent.is_whole and exponent.number > 0


def _content(coefficients: list[Ratio], *, decimals: bool) -> Ratio:
    """The number to be taken out of a sum; negative where all of its terms are."""
    content = ratio(
        gcd(*(abs(c.numerator) for c in coefficients)), lcm(*(c.denominator for c in coefficients))
    )
    if decimals and content.denominator != 1 and any(abs(c) != content for c in coefficients):
        content = 1  # 0.6215 + 0.3965v, not 0.0005(1243 + 793v)
    return -content if all(c < 0 for c in coefficients) else content


def expand(term: Term) -> Term:
    """The product multiplied out, squares of sines and cosines joined."""
    if term.kind == "sum":
        expanded = [expand(part) for part in term.parts]
        total = join_identities(add(*expanded))
        is_new = any(one is not part for one, part in zip(expanded, term.parts, strict=True))
        return _number_behind(total) if is_new else total
    if term.kind not in ("product", "power"):
        return term
    sums: list[Term] = []
    rest: list[Term] = []
    for factor in factors_of(term):
        base, exponent = base_and_exponent(factor)
        if base.kind == "sum" and exponent.is_whole and 0 < exponent.number <= _MOST_POWER:
            sums += [expand(base)] * exponent.number.numerator
        else:
            rest.append(factor)
    if not sums:
        return term
    made = [multiply(number(split(term)[0]), *rest)]
    for factor in sums:
        if len(made) * len(terms_of(factor)) > _MOST_TERMS:
            return term
        made = [multiply(one, part) for one in made for part in terms_of(factor)]
    return join_identities(add(*made))


def _number_behind(total: Term) -> Term:
    """x² + 1 + 2xy as x² + 2xy + 1; a number at the front stays."""
    if total.kind != "sum" or total.parts[0].is_number:
        return total
    numbers = [part for part in total.parts if part.is_number]
    return add(*(part for part in total.parts if not part.is_number), *numbers)


def cancel(term: Term) -> Term:
    """Numerator and denominator divided by a sum that divides both."""
    if term.kind != "product":
        return term
    pool = {base.key: base for base, _ in map(base_and_exponent, term.parts) if base.kind == "sum"}
    for divisor in tuple(pool.values()):
        # What is new first: the others, as (x² - y²)², may cancel all that would divide it.
        for place, factor in sorted(enumerate(term.parts), key=lambda part: _is_power(part[1])):
            base, exponent = base_and_exponent(factor)
            if base.kind != "sum" or not exponent.is_whole or base.key == divisor.key:
                continue
            quotient = divide(base, divisor)
            if quotient is not None:
                others = [f for f in term.parts if f is not factor]
                split_up = power(multiply(quotient, divisor), exponent)
                return cancel(
                    multiply(number(term.number), *others[:place], split_up, *others[place:])
                )
    return term


def _is_power(factor: Term) -> bool:
    return factor.kind == "power"


def join_conjugates(term: Term) -> Term:
    """(a + b)(a - b) as a² - b²."""
    sums = [factor for factor in factors_of(term) if base_and_exponent(factor)[0].kind == "sum"]
    for place, one in enumerate(sums):
        for other in sums[place + 1 :]:
            (base, exponent), (second, same) = map(base_and_exponent, (one, other))
            if exponent.key != same.key or len(base.parts) != 2 or len(second.parts) != 2:
                continue
            joined = expand(multiply(base, second))
            if len(terms_of(joined)) <= 2:
                parts = [f for f in factors_of(term) if f is not one and f is not other]
                return multiply(number(split(term)[0]), *parts, power(joined, exponent))
    return term


def join_square(total: Term) -> Term:
    """1 - 2x + x² as (1 - x)²."""
    root = square_root(total)
    return total if root is None else root


def settle(term: Term, typed: Collection[str]) -> Term:
    """Lowest terms and fewest signs: 9/(3r + 6s) as 3/(r + 2s), -(a - b) as b - a."""
    if term.kind == "sum":
        return add(*(settle(part, typed) for part in term.parts))
    if term.kind not in ("product", "power"):
        return term
    return _orient(_reduce(join_functions(term)), typed)


def _reduce(term: Term) -> Term:
    """A number that a sum below has in common cancelled, where that frees one of its terms."""
    for factor in factors_of(term):
        base, exponent = base_and_exponent(factor)
        if base.kind != "sum" or not exponent.is_whole or exponent.number > 0:
            continue
        content, primitive = split(take_out(base))
        is_unit = any(abs(split(part)[0]) == 1 for part in terms_of(primitive))
        coefficient = split(term)[0] * Fraction(content) ** exponent.number.numerator
        if content > 1 and is_unit and coefficient.denominator == 1:
            reduced = power(multiply(number(content), primitive), exponent)
            parts = [reduced if f is factor else f for f in factors_of(term)]
            return _reduce(multiply(number(split(term)[0]), *parts))
    return term


def _orient(term: Term, typed: Collection[str]) -> Term:
    if term.kind != "product":
        return term
    above = [f for f in term.parts if not is_below(f)]
    if term.number == -1 and len(term.parts) == 1 and term.parts[0].kind == "sum":
        # y - σ(z) for -(σ(z) - y), although that is how the difference was typed.
        (total,) = term.parts
        negative = sum(split(part)[0] < 0 for part in total.parts)
        return negate_terms(total) if negative else term
    for factor in above:
        base, exponent = base_and_exponent(factor)
        if base.kind != "sum" or not exponent.is_whole or exponent.number.numerator % 2 == 0:
            continue
        if base.key in typed:
            continue
        negative = sum(split(part)[0] < 0 for part in base.parts)
        if negative < len(base.parts):
            starts_with_one = any(part.key == ONE.key for part in base.parts)
            if term.number > 0 or not negative or (len(above) > 1 and starts_with_one):
                continue
        turned = power(negate_terms(base), exponent)
        parts = [turned if f is factor else f for f in term.parts]
        return multiply(number(-term.number), *parts)
    return term
