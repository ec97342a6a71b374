"""The form of an expression that a book would print: the shortest of a few that are equal.

Entrywise products are multiplied out only where fewer names remain, reciprocals first: that is
how y ⊙ (1/σ) ⊙ σ ⊙ (1 − σ) becomes y ⊙ (1 − σ), and the logistic loss σ − y.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from grad_magic.calculus.arrays.nodes import (
    ONCE,
    SCALAR,
    Exponent,
    Node,
    add,
    chain,
    in_order,
    multiply,
    remembered,
    total,
)

# Longer ones are not multiplied out: layers are named long before.
_LONGEST = 400
_MOST_TERMS = 12


@remembered
def shortest(node: Node) -> Node:
    """The form with the fewest names, then the fewest divisions; brackets win a tie."""
    rebuild = _REBUILD.get(node.operation)
    best = node
    if rebuild is not None:
        best = rebuild(node, [shortest(operand) for operand in node.operands])
        candidates = [factored(best), best]
        if best.size < _LONGEST:
            expanded = multiplied_out(best)
            candidates += [factored(expanded), expanded, over_one_stroke(best)]
        fewest = min(form.leaves for form in candidates)
        best = min((form for form in candidates if form.leaves == fewest), key=_divisions)
    return best


def _divisions(node: Node) -> Fraction:
    """How often its parts are divided by: σ - 1/σ is plainer than σ ⊙ (1 - 1/σ²)."""
    parts = in_order(node)
    return sum((-e for part in parts for _, e in part.factors if e < 0), Fraction(0))


_REBUILD: Mapping[str, Callable[[Node, list[Node]], Node]] = {
    "sum": lambda node, parts: add(zip(node.coefficients, parts, strict=True), node.shape),
    "product": lambda node, parts: multiply(zip(parts, node.coefficients, strict=True), node.shape),
    "chain": lambda _, parts: chain(*parts),
    "total": lambda _, parts: total(parts[0]),
}


@remembered
def multiplied_out(node: Node) -> Node:
    """Entrywise products multiplied out over sums."""
    if node.operation == "sum":
        return add(((c, multiplied_out(term)) for c, term in node.terms), node.shape)
    if node.operation != "product":
        return node
    factors = list(node.factors)
    sums = [
        index
        for index, (factor, exponent) in enumerate(factors)
        if factor.operation == "sum" and exponent == 1 and len(factor.operands) <= _MOST_TERMS
    ]
    if not sums:
        return node
    chosen = min(sums, key=lambda index: not _has_reciprocal(factors[index][0]))
    others = factors[:chosen] + factors[chosen + 1 :]
    return add(
        (
            (c, multiplied_out(multiply([*others, (term, ONCE)], node.shape)))
            for c, term in factors[chosen][0].terms
        ),
        node.shape,
    )


@remembered
def over_one_stroke(node: Node) -> Node:
    """A sum over the one denominator of its terms: 1/(1 + u) - u/(1 + u)² = 1/(1 + u)²."""
    if node.operation != "sum" or not 1 < len(node.operands) <= _MOST_TERMS:
        return node
    divisors = (
        factor
        for term in node.operands
        for factor, exponent in term.factors
        if factor.operation == "sum" and exponent < 0 and factor.shape in (node.shape, SCALAR)
    )
    for divisor in dict.fromkeys(divisors):
        exponents = [dict(term.factors).get(divisor, Fraction(0)) for term in node.operands]
        least = min(exponents)
        # (1 + x²)^½ is not multiplied out.
        if any((exponent - least).denominator != 1 for exponent in exponents):
            continue
        terms = [
            (c, multiplied_out(multiply([*term.factors, (divisor, -least)], node.shape)))
            for c, term in node.terms
        ]
        above = factored(add(terms, node.shape))
        whole = multiply([(above, ONCE), (divisor, least)], node.shape)
        # (1 - y/p)/(1 - p) is shorter than (1 - y)/(1 - p) - y/p, and nobody writes it.
        if whole.leaves < node.leaves and not _divisions(above):
            return over_one_stroke(whole)
    return node


def _has_reciprocal(node: Node) -> bool:
    return any(exponent < 0 for term in node.operands for _, exponent in term.factors)


@remembered
def factored(node: Node) -> Node:
    """What all terms share before or behind brackets: UMv + UNv = U(M + N)v, sa + sb = s(a + b)."""
    if node.operation != "sum" or len(node.operands) < 2:
        return node
    for side in (0, -1):
        found = _share_end(node, side)
        if found is not None:
            return found
    shared = _shared_factors(node)
    if not shared:
        return node
    inner_terms = []
    for coefficient, term in node.terms:
        left = [(f, e - shared.get(f, Fraction(0))) for f, e in _all_factors(term, shared)]
        is_array = node.shape != SCALAR and not any(not f.is_scalar for f in shared)
        inner_terms.append((coefficient, multiply(left, node.shape if is_array else SCALAR)))
    shape = _shape_of([term for _, term in inner_terms])
    inner_terms = [
        (c, term if term.shape == shape else multiply([(term, ONCE)], shape))
        for c, term in inner_terms
    ]
    inner = factored(add(inner_terms, shape))
    return multiply([(inner, ONCE), *shared.items()], node.shape)


def _shape_of(nodes: Sequence[Node]) -> tuple[int | str, int | str]:
    return next((node.shape for node in nodes if not node.is_scalar), SCALAR)


def _all_factors(term: Node, shared: dict[Node, Exponent]) -> list[tuple[Node, Exponent]]:
    """The factors of a term, with those that it shares with exponent 0 where it has none."""
    factors = dict(term.factors)
    return [(f, factors.get(f, Fraction(0))) for f in {**factors, **shared}]


def _matrices(node: Node) -> tuple[list[tuple[Node, Exponent]], tuple[Node, ...]]:
    """A term as scalars times a chain of matrices."""
    scalars = [(f, e) for f, e in node.factors if f.is_scalar]
    arrays = [(f, e) for f, e in node.factors if not f.is_scalar]
    if node.is_scalar:
        return scalars, ()
    if len(arrays) == 1 and arrays[0][1] == 1 and arrays[0][0].operation == "chain":
        return scalars, arrays[0][0].operands
    return scalars, (multiply(arrays, node.shape),)


def _share_end(node: Node, side: int) -> Node | None:
    """Terms that begin, or end, with the same matrix, with it before or behind brackets."""
    parts = [(c, *_matrices(term)) for c, term in node.terms]
    for first, (coefficient, scalars, matrices) in enumerate(parts):
        if len(matrices) < 2:
            continue
        group = [
            index
            for index, (c, others, chained) in enumerate(parts)
            if len(chained) > 1
            and chained[side] is matrices[side]
            and abs(c) == abs(coefficient)
            and others == scalars
        ]
        if len(group) < 2 or group[0] != first:
            continue
        cut = slice(1, None) if side == 0 else slice(None, -1)
        terms = [(parts[i][0] / coefficient, chain(*parts[i][2][cut])) for i in group]
        inner = factored(add(terms, terms[0][1].shape))
        common = matrices[side]
        whole = chain(common, inner) if side == 0 else chain(inner, common)
        if scalars:
            whole = multiply([*scalars, (whole, ONCE)], node.shape)
        rest = [(c, term) for i, (c, term) in enumerate(node.terms) if i not in group]
        return factored(add([(coefficient, whole), *rest], node.shape))
    return None


def _shared_factors(node: Node) -> dict[Node, Exponent]:
    """The factors that all terms have, with the exponent that may be taken out."""
    terms = [dict(term.factors) for term in node.operands]
    shared: dict[Node, Exponent] = {}
    for factor in terms[0]:
        exponents = [term.get(factor, Fraction(0)) for term in terms]
        if factor.operation in ("one", "ones"):
            continue
        if min(exponents) == max(exponents):
            shared[factor] = exponents[0]
        elif factor.is_scalar and max(exponents) < 0:
            shared[factor] = max(exponents)
        elif factor.is_scalar and min(exponents) > 0:
            shared[factor] = min(exponents)
    return shared
