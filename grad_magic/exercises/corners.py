"""Exercises about functions that may not be differentiable at P, made from their rates there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from grad_magic.exercises.drafts import PLANE, SPACE, Draft, Family, inner_product, write_row
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.terms import (
    Term,
    linear_terms,
    write_from,
    write_product,
    write_sum,
    write_through,
)
from grad_magic.presets import Asked

_QUESTIONS = (Asked.RATE, Asked.GRAPH_TANGENT)
_OBLIQUE = {
    2: ((3, 4), (4, 3), (6, 8), (5, 12), (12, 5)),
    3: ((1, 2, 2), (2, 1, 2), (2, 2, 1), (2, 3, 6), (6, 2, 3)),
}
_DIAGONALS = ((1, 1), (1, -1), (-1, 1), (-1, -1))
_LARGEST = {2: 6, 3: 4}


def _about(
    function: str, point: Sequence[int], direction: Sequence[int], names: Sequence[str] = PLANE
) -> Draft:
    at = tuple(map(str, point))
    return Draft(function, names, _QUESTIONS, at, f"dir={write_row(direction)}")


def _filled(function: str, point: Sequence[int], value: int, names: Sequence[str] = PLANE) -> str:
    """The function, with a value at the one point where it has none."""
    here, there = f"({','.join(names)})", write_row(point)
    return f"piecewise(({function}, {here} != {there}), ({value}, otherwise))"


def _oblique(draws: Draws, count: int = 2) -> tuple[int, ...]:
    return tuple(draws.sign() * entry for entry in draws.one_of(_OBLIQUE[count]))


def _slopes_along(draws: Draws, direction: Sequence[int]) -> tuple[int, ...]:
    """The slopes of linear terms, of which the rate along this vector is a whole number but 0."""
    length = round(inner_product(direction, direction) ** 0.5)
    largest = _LARGEST[len(direction)]
    while True:
        slopes = tuple(draws.nonzero(largest) for _ in direction)
        rate = inner_product(slopes, direction)
        if rate and rate % length == 0:
            return slopes


def _slopes_on_diagonal(draws: Draws, direction: Sequence[int], beside: int) -> tuple[int, int]:
    """The slopes of linear terms, of which the rate is a whole multiple of √2, with beside/√2."""
    while True:
        slopes = draws.nonzero(4), draws.nonzero(4)
        rate = beside + inner_product(slopes, direction)
        if rate and rate % 2 == 0:
            return slopes


def _place(draws: Draws) -> tuple[int, int]:
    return draws.between(-3, 3), draws.between(-3, 3)


def _edge(draws: Draws) -> Draft:
    """|x - p| and linear terms: across the edge there is no rate, along it there is one."""
    point = _place(draws)
    index = draws.below(2)
    along = tuple(int(axis != index) for axis in range(2))
    direction = draws.one_of((along, _oblique(draws)))
    slopes = _slopes_along(draws, direction)
    edge = Term(draws.nonzero(5), f"|{write_from(PLANE[index], point[index]).strip('()')}|")
    return _about(write_sum([edge, *linear_terms(slopes, PLANE)]), point, direction)


def _smooth_edge(draws: Draws) -> Draft:
    """(x - p)|x - p| and linear terms: it looks like an edge, and is none."""
    point, direction = _place(draws), _oblique(draws)
    slopes = _slopes_along(draws, direction)
    index = draws.below(2)
    start = write_from(PLANE[index], point[index])
    product = f"{start} |{start.strip('()')}|"
    terms = [Term(draws.nonzero(5), product), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), point, direction)


def _product_of_edges(draws: Draws) -> Draft:
    """|(x - p)(y - q)| and linear terms: differentiable in the corner."""
    point, direction = _place(draws), _oblique(draws)
    slopes = _slopes_along(draws, direction)
    starts = (write_from(name, here) for name, here in zip(PLANE, point, strict=True))
    terms = [Term(draws.nonzero(4), f"|{' '.join(starts)}|"), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), point, direction)


def _largest_of_two(draws: Draws) -> Draft:
    """The larger or smaller of two linear functions, where they are equal."""
    point, direction = _place(draws), _oblique(draws)
    value = draws.between(-3, 3)
    first, second = _slopes_along(draws, direction), _slopes_along(draws, direction)
    if first == second:
        second = (-first[0], -first[1])
    sides = ", ".join(write_through(slopes, PLANE, point, value) for slopes in (first, second))
    return _about(f"{draws.one_of(('max', 'min'))}({sides})", point, direction)


def _cone(draws: Draws) -> Draft:
    """A cone on its tip, and linear terms."""
    point, direction = _place(draws), _oblique(draws)
    squares = " + ".join(
        f"{write_from(name, here)}^2" for name, here in zip(PLANE, point, strict=True)
    )
    slopes = _slopes_along(draws, direction)
    terms = [Term(draws.nonzero(4), f"sqrt({squares})"), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), point, direction)


def _edge_that_ends(draws: Draws) -> Draft:
    """y|x| and linear terms: an edge along the axis, but for the origin."""
    direction = _oblique(draws)
    point = (0, draws.one_of((0, draws.nonzero(4))))
    slopes = _slopes_along(draws, direction)
    names, at = PLANE, point
    if draws.is_so():
        names, at = ("y", "x"), (point[1], point[0])
    terms = [Term(draws.nonzero(5), f"{names[1]} |{names[0]}|"), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), at, direction)


def _seam(draws: Draws) -> Draft:
    """Two formulas that meet, with the same slope across the seam or with another."""
    start, direction = draws.between(-2, 2), _oblique(draws)
    slopes = _slopes_along(draws, direction)
    factor, bend = draws.nonzero(4), draws.one_of((0, draws.nonzero(4)))
    linear = linear_terms(slopes, PLANE)
    step = write_from("x", start)
    bent = write_sum([Term(factor, f"{step}^2"), Term(bend, step), *linear])
    function = f"piecewise(({bent}, x >= {start}), ({write_sum(linear)}, otherwise))"
    return _about(function, (start, draws.between(-3, 3)), direction)


def _cubic_over_square(draws: Draws) -> Draft:
    """A cubic form over x² + y²: a rate in every direction, and not linear in it."""
    direction = draws.one_of(_DIAGONALS)
    powers = draws.one_of((((3, 0), (1, 2)), ((2, 1), (0, 3)), ((2, 1), (1, 2)), ((3, 0), (2, 1))))
    signs = [direction[0] ** a * direction[1] ** b for a, b in powers]
    while True:
        factors = draws.nonzero(7), draws.nonzero(7)
        total = inner_product(factors, signs)
        # With equal factors the divisor may cancel.
        if total and total % 4 == 0 and factors[0] != factors[1]:
            break
    terms = [
        Term(factor, write_product(power, PLANE))
        for factor, power in zip(factors, powers, strict=True)
    ]
    return _about(_filled(f"({write_sum(terms)})/(x^2 + y^2)", (0, 0), 0), (0, 0), direction)


def _quartic_over_square(draws: Draws) -> Draft:
    """A quartic form over x² + y², and linear terms: differentiable."""
    direction = _oblique(draws)
    slopes = _slopes_along(draws, direction)
    product = write_product(draws.one_of(((2, 2), (3, 1), (1, 3))), PLANE)
    terms = [Term(draws.nonzero(6), product, "x^2 + y^2"), *linear_terms(slopes, PLANE)]
    return _about(_filled(write_sum(terms), (0, 0), 0), (0, 0), direction)


def _no_limit(draws: Draws) -> Draft:
    """xy/(x² + y²) and linear terms: along the axes there are rates, elsewhere none."""
    direction = draws.one_of(((1, 0), (0, 1), _oblique(draws), _oblique(draws)))
    slopes = _slopes_along(draws, direction)
    divisor = draws.one_of(("x^2 + y^2", "sqrt(x^2 + y^2)"))
    terms = [Term(draws.nonzero(6), "x y", divisor), *linear_terms(slopes, PLANE)]
    return _about(_filled(write_sum(terms), (0, 0), 0), (0, 0), direction)


def _along_parabolas(draws: Draws) -> Draft:
    """x y²/(x² + y⁴): a rate in every direction, and no limit along parabolas."""
    x, y = draws.one_of((("x", "y"), ("y", "x")))
    along, across, multiple = draws.one_of(((1, 1, 2), (1, 2, 5), (2, 1, 10)))
    direction = {x: draws.sign() * along, y: draws.sign() * across}
    over = write_sum([Term(1, f"{x}^2"), Term(draws.between(1, 4), f"{y}^4")])
    product = "x y^2" if x == "x" else "x^2 y"
    term = Term(multiple * draws.nonzero(4), product, over)
    row = tuple(direction[name] for name in PLANE)
    return _about(_filled(write_sum([term]), (0, 0), 0), (0, 0), row)


def _oscillation(draws: Draws) -> Draft:
    """r² sin 1/r² and linear terms: differentiable, though its derivatives have no limits."""
    direction = _oblique(draws)
    slopes = _slopes_along(draws, direction)
    wave = draws.one_of(("sin", "cos"))
    over = draws.one_of(("x^2 + y^2", "sqrt(x^2 + y^2)"))
    terms = [
        Term(draws.nonzero(5), f"(x^2 + y^2) {wave}(1/({over}))"),
        *linear_terms(slopes, PLANE),
    ]
    return _about(_filled(write_sum(terms), (0, 0), 0), (0, 0), direction)


def _cube_root(draws: Draws) -> Draft:
    """k∛(x²y) and linear terms: a rate in every direction, and not linear in it."""
    index, direction = draws.below(2), draws.one_of(_DIAGONALS)
    product = ("x y^2", "x^2 y")[index]
    factor = draws.nonzero(9)
    slopes = _slopes_on_diagonal(draws, direction, factor * direction[index])
    terms = [Term(factor, f"cbrt({product})"), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), (0, 0), direction)


def _moved_cubic_over_square(draws: Draws) -> Draft:
    """A cubic form over a square, away from the origin and with linear terms."""
    point = draws.nonzero(3), draws.nonzero(3)
    a, b = (write_from(name, here) for name, here in zip(PLANE, point, strict=True))
    product = draws.one_of((f"{a}^2 {b}", f"{a} {b}^2"))
    direction = (1, draws.sign())
    factor = 2 * draws.nonzero(4)
    # Along (1, ±1) the form has half of its factor for a value, and one of the two its sign.
    half = factor // 2 * (direction[1] if product.startswith(f"{a}^2") else 1)
    slopes = _slopes_on_diagonal(draws, direction, half)
    terms = [Term(factor, product, f"{a}^2 + {b}^2"), *linear_terms(slopes, PLANE)]
    function = _filled(write_sum(terms), point, inner_product(slopes, point))
    return _about(function, point, direction)


def _product_over_square(draws: Draws) -> Draft:
    """A cubic product over x² + y² + z², and linear terms: a rate in every direction."""
    powers = draws.one_of(((1, 1, 1), (2, 1, 0), (0, 2, 1), (1, 0, 2), (1, 2, 0), (0, 1, 2)))
    place, multiple = draws.one_of((((1, 2, 2), 9), ((2, 1, 2), 9), ((1, 1, 1), 3)))
    direction = tuple(draws.sign() * entry for entry in place)
    factor = draws.nonzero(3)
    here = prod(entry**power for entry, power in zip(direction, powers, strict=True))
    while True:
        slopes = tuple(draws.nonzero(4) for _ in direction)
        rate = factor * here + inner_product(slopes, direction)
        if rate and rate % 3 == 0:
            break
    product = Term(multiple * factor, write_product(powers, SPACE), "x^2 + y^2 + z^2")
    function = write_sum([product, *linear_terms(slopes, SPACE)])
    return _about(_filled(function, (0, 0, 0), 0, SPACE), (0, 0, 0), direction, SPACE)


def _right_by_chance(draws: Draws) -> Draft:
    """x³y/(x⁴ + y²) and linear terms: every rate is ∇f(P)·u, and yet not differentiable."""
    direction = _oblique(draws)
    slopes = _slopes_along(draws, direction)
    product, over = draws.one_of((("x^3 y", "x^4 + y^2"), ("x y^3", "x^2 + y^4")))
    terms = [
        Term(draws.nonzero(6), product, over),
        *linear_terms(slopes, PLANE),
    ]
    return _about(_filled(write_sum(terms), (0, 0), 0), (0, 0), direction)


def _root_of_product(draws: Draws) -> Draft:
    """k√|xy| and linear terms: along the axes there are rates, elsewhere none."""
    direction = draws.one_of(((1, 0), (0, 1), _oblique(draws), _oblique(draws)))
    slopes = _slopes_along(draws, direction)
    terms = [Term(draws.nonzero(6), "sqrt(|x y|)"), *linear_terms(slopes, PLANE)]
    return _about(write_sum(terms), (0, 0), direction)


def _edge_in_space(draws: Draws) -> Draft:
    """An edge, a smooth one or the tip of a cone in space, and linear terms."""
    direction = _oblique(draws, 3)
    slopes = _slopes_along(draws, direction)
    point = (0, 0, draws.between(-2, 2))
    edge = draws.one_of(("|x y|", "x |x|", "|x|", "|y|", "y |y|", "sqrt(x^2 + y^2)"))
    terms = [Term(draws.nonzero(5), edge), *linear_terms(slopes, SPACE)]
    return _about(write_sum(terms), point, direction, SPACE)


def _oscillation_in_space(draws: Draws) -> Draft:
    """r² sin 1/r² in space, and linear terms."""
    direction = _oblique(draws, 3)
    slopes = _slopes_along(draws, direction)
    square = "x^2 + y^2 + z^2"
    wave = draws.one_of(("sin", "cos"))
    over = draws.one_of((square, f"sqrt({square})"))
    terms = [Term(draws.nonzero(5), f"({square}) {wave}(1/({over}))")]
    function = write_sum([*terms, *linear_terms(slopes, SPACE)])
    return _about(_filled(function, (0, 0, 0), 0, SPACE), (0, 0, 0), direction, SPACE)


CORNERS: Mapping[int, Sequence[Family]] = {
    1: (
        _edge,
        _smooth_edge,
        _product_of_edges,
        _largest_of_two,
        _cone,
        _edge_that_ends,
        _seam,
    ),
    2: (
        _cubic_over_square,
        _quartic_over_square,
        _no_limit,
        _along_parabolas,
        _oscillation,
        _cube_root,
    ),
    3: (
        _moved_cubic_over_square,
        _product_over_square,
        _right_by_chance,
        _root_of_product,
        _edge_in_space,
        _oscillation_in_space,
    ),
}
"""The families by level: edges, forms that are filled at the origin, and the same in space.

Of each kind some are differentiable, so that only looking tells.
"""
