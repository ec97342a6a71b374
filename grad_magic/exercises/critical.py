"""Exercises about critical points, made from the points that there are to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grad_magic.exercises.drafts import PLANE, SPACE, Draft, Family
from grad_magic.exercises.draws import Draws
from grad_magic.exercises.terms import Term, write_from, write_sum
from grad_magic.presets import Asked


def _about(function: str, variables: Sequence[str] = PLANE, name: str = "f") -> Draft:
    return Draft(function, variables, (Asked.CRITICAL_POINTS,), name=name)


def _square(factor: int, name: str, middle: int) -> list[Term]:
    """factor·(x - middle)² multiplied out, without its number."""
    return [Term(factor, f"{name}^2"), Term(-2 * factor * middle, name)]


def _squares(draws: Draws) -> Draft:
    """A sum or a difference of squares: one point."""
    terms = [term for name in PLANE for term in _square(draws.nonzero(4), name, draws.nonzero(4))]
    return _about(write_sum(sorted(terms, key=lambda term: "^" not in term.product)))


def _quadratic(draws: Draws) -> Draft:
    """A quadratic function with the product x y: one point."""
    a, b, c = draws.nonzero(3), draws.nonzero(5), draws.nonzero(3)
    if 4 * a * c == b * b:
        b += 1
    p, q = draws.between(-3, 3), draws.nonzero(3)
    terms = (
        *(Term(a, "x^2"), Term(b, "x y"), Term(c, "y^2")),
        *(Term(-2 * a * p - b * q, "x"), Term(-b * p - 2 * c * q, "y")),
    )
    return _about(write_sum(terms))


def _rectangle(draws: Draws) -> Draft:
    """k(x - p)(y - q) multiplied out: a saddle."""
    p, q, factor = draws.nonzero(6), draws.nonzero(6), draws.nonzero(4)
    return _about(write_sum([Term(factor, "x y"), Term(-factor * q, "x"), Term(-factor * p, "y")]))


def _bowl(draws: Draws) -> list[Term]:
    """A sum of squares, multiplied out without its number."""
    (a, p), (b, q) = ((draws.between(1, 3), draws.nonzero(3)) for _ in PLANE)
    return [Term(a, "x^2"), Term(b, "y^2"), Term(-2 * a * p, "x"), Term(-2 * b * q, "y")]


def _bowl_above_zero(draws: Draws) -> str:
    """A sum of squares and a positive number, multiplied out."""
    (a, p), (b, q) = ((draws.between(1, 3), draws.nonzero(3)) for _ in PLANE)
    number = a * p * p + b * q * q + draws.one_of((1, 4, 9))
    terms = (*_square(a, "x", p), *_square(b, "y", q), Term(number))
    return write_sum(sorted(terms, key=lambda term: -len(term.product)))


def _exponential(draws: Draws) -> Draft:
    sign = draws.sign()
    exponent = write_sum([Term(sign * term.factor, term.product) for term in _bowl(draws)])
    return _about(write_sum([Term(draws.nonzero(4), f"e^({exponent})")]))


def _reciprocal(draws: Draws) -> Draft:
    return _about(write_sum([Term(draws.nonzero(9), "", _bowl_above_zero(draws))]))


def _logarithm(draws: Draws) -> Draft:
    return _about(write_sum([Term(draws.nonzero(4), f"ln({_bowl_above_zero(draws)})")]))


def _cubic_and_square(draws: Draws) -> Draft:
    """x³ - 3a²x beside a square: a saddle and an extremum."""
    a, factor = draws.between(1, 3), draws.sign()
    terms = [Term(factor, "x^3"), *_square(draws.nonzero(3), "y", draws.nonzero(4))]
    return _about(write_sum([*terms, Term(-3 * factor * a * a, "x")]))


def _number(draws: Draws) -> Term:
    """A number beside the others, which moves no critical point."""
    return Term(draws.between(-9, 9))


def _folium(draws: Draws) -> Draft:
    """k(x³ ± y³ - 3axy): a saddle and an extremum."""
    a, factor, sign = draws.nonzero(5), draws.nonzero(3), draws.sign()
    terms = [Term(factor, "x^3"), Term(factor * sign, "y^3"), Term(-3 * factor * a, "x y")]
    return _about(write_sum([*terms, _number(draws)]))


def _two_cubics(draws: Draws) -> Draft:
    """Four points: two saddles, a minimum and a maximum."""
    terms = []
    for name in PLANE:
        a, factor = draws.between(1, 3), draws.nonzero(2)
        terms += [Term(factor, f"{name}^3"), Term(-3 * factor * a * a, name)]
    ordered = sorted(terms, key=lambda term: "^" not in term.product)
    return _about(write_sum([*ordered, _number(draws)]))


def _quartic_with_product(draws: Draws) -> Draft:
    """k(x⁴ + y⁴ ± 4a²xy): a saddle between two extrema."""
    a, factor, sign = draws.between(1, 4), draws.nonzero(3), draws.sign()
    terms = [Term(factor, "x^4"), Term(factor, "y^4"), Term(4 * factor * sign * a * a, "x y")]
    return _about(write_sum([*terms, _number(draws)]))


def _triangle(draws: Draws) -> Draft:
    """k xy(3m - x - y): three saddles around an extremum."""
    m, factor = draws.nonzero(4), draws.nonzero(4)
    terms = [Term(3 * m * factor, "x y"), Term(-factor, "x^2 y"), Term(-factor, "x y^2")]
    return _about(write_sum([*terms, _number(draws)]))


def _product_and_reciprocals(draws: Draws) -> Draft:
    """k(xy + p²q/x + pq²/y): one point."""
    p, q, factor = draws.nonzero(3), draws.nonzero(3), draws.nonzero(3)
    over_x, over_y = Term(factor * p * p * q, "", "x"), Term(factor * p * q * q, "", "y")
    return _about(write_sum([Term(factor, "x y"), over_x, over_y, _number(draws)]))


def _damped(draws: Draws) -> Draft:
    """k((x - p)² ± y²)e^{∓x}: two points."""
    factor, sign, along = draws.nonzero(5), draws.sign(), draws.sign()
    index, start = draws.below(2), draws.between(-3, 3)
    squares = [f"{write_from(PLANE[index], start)}^2", f"{PLANE[1 - index]}^2"]
    inner = write_sum([Term(1, squares[index]), Term(sign, squares[1 - index])])
    exponent = write_sum([Term(along, PLANE[index])])
    return _about(write_sum([Term(factor, f"({inner}) e^({exponent})")]))


def _parabola_cut(draws: Draws) -> Draft:
    """k(x²y + y² - m²y): two saddles and an extremum."""
    m, factor = draws.one_of((2, 4, 6)), draws.nonzero(3)
    y, product = draws.one_of((("y", "x^2 y"), ("x", "x y^2")))
    terms = [Term(factor, product), Term(factor, f"{y}^2"), Term(-factor * m * m, y)]
    return _about(write_sum([*terms, _number(draws)]))


def _cubic_with_circle(draws: Draws) -> Draft:
    """k(x³ + 3xy² - 3a²x): four points."""
    a, factor = draws.between(1, 4), draws.nonzero(3)
    x, product = draws.one_of((("x", "x y^2"), ("y", "x^2 y")))
    terms = [Term(factor, f"{x}^3"), Term(3 * factor, product), Term(-3 * factor * a * a, x)]
    return _about(write_sum([*terms, _number(draws)]))


def _quadratic_in_space(draws: Draws) -> Draft:
    """A quadratic function of three variables: one point."""
    a, c, d = draws.nonzero(3), draws.nonzero(3), draws.nonzero(3)
    b = draws.nonzero(3)
    if 4 * a * c == b * b:
        b += 1
    p, q, r = draws.between(-2, 2), draws.nonzero(2), draws.nonzero(3)
    terms = (
        *(Term(a, "x^2"), Term(c, "y^2"), Term(d, "z^2"), Term(b, "x y")),
        *(Term(-2 * a * p - b * q, "x"), Term(-b * p - 2 * c * q, "y"), Term(-2 * d * r, "z")),
    )
    return _about(write_sum(terms), SPACE)


def _cubic_in_space(draws: Draws) -> Draft:
    """A cubic in one variable, squares in the others: two points."""
    a, factor = draws.between(1, 3), draws.nonzero(2)
    terms = [
        Term(factor, "x^3"),
        *_square(draws.nonzero(2), "y", draws.nonzero(3)),
        *_square(draws.nonzero(2), "z", draws.between(-2, 2)),
        Term(-3 * factor * a * a, "x"),
    ]
    return _about(write_sum(terms), SPACE)


def _box(draws: Draws) -> Draft:
    """k(a(x² + y² + z²) ± 2xyz): the origin and four saddles."""
    a, factor, sign = draws.between(1, 4), draws.nonzero(4), draws.sign()
    squares = [Term(factor * a, f"{name}^2") for name in SPACE]
    product = Term(2 * factor * sign, "x y z")
    return _about(write_sum([*squares, product, _number(draws)]), SPACE)


def _double_well(draws: Draws) -> Draft:
    """k(x⁴ - 2a²x²) and a square: three points."""
    a, factor = draws.between(1, 3), draws.nonzero(2)
    terms = [
        Term(factor, "x^4"),
        Term(-2 * factor * a * a, "x^2"),
        *_square(draws.nonzero(3), "y", draws.nonzero(4)),
    ]
    return _about(write_sum(terms))


# Orthogonal to (1, 1, 1) and to (0, 1, 2), so that the errors of the best line are multiples.
_ERRORS = (1, -2, 1)


def _regression(draws: Draws) -> Draft:
    """The least squares of a line through three points, which lie beside the best one."""
    slope, start, first = draws.nonzero(4), draws.nonzero(5), draws.between(-1, 2)
    size = draws.nonzero(2)
    squares = []
    for step, error in enumerate(_ERRORS):
        x = first + step
        y = slope * x + start + size * error
        squares.append(f"({write_sum([Term(x, 'w'), Term(1, 'b'), Term(-y)])})^2")
    return _about(" + ".join(squares), ("w", "b"), "L")


def _flat(draws: Draws) -> Draft:
    """A fourth or third power beside a square: the discriminant is 0, and higher order decides."""
    power, factor, other = draws.one_of((3, 4)), draws.nonzero(3), draws.nonzero(3)
    x, y = draws.one_of((("x", "y"), ("y", "x")))
    raised = f"{write_from(x, draws.nonzero(3))}^{power}"
    return _about(
        write_sum([Term(factor, raised), Term(other, f"{write_from(y, draws.between(-3, 3))}^2")])
    )


def _two_parabolas(draws: Draws) -> Draft:
    """(y - ax²)(y - bx²): along every line a minimum or a maximum, and yet a saddle."""
    steep = draws.one_of([(a, b) for a in range(-4, 5) for b in range(a + 1, 5) if a * b > 0])
    x, y = draws.one_of((("x", "y"), ("y", "x")))
    square = f"{write_from(x, draws.between(-3, 3))}^2"
    brackets = (write_sum([Term(1, y), Term(-a, square)]) for a in steep)
    factors = "".join(f"({inner})" for inner in brackets)
    return _about(write_sum([Term(draws.nonzero(3), factors)]))


CRITICAL: Mapping[int, Sequence[Family]] = {
    1: (_squares, _quadratic, _rectangle, _exponential, _reciprocal, _logarithm, _cubic_and_square),
    2: (
        _folium,
        _two_cubics,
        _quartic_with_product,
        _triangle,
        _product_and_reciprocals,
        _damped,
        _parabola_cut,
        _cubic_with_circle,
    ),
    3: (
        _quadratic_in_space,
        _cubic_in_space,
        _box,
        _double_well,
        _regression,
        _flat,
        _two_parabolas,
    ),
}
"""The families by level: one point or two, several, and three variables or no D-test."""
