"""Systems with sines, cosines and roots, solved as polynomial systems.

With c = cos θ and s = sin θ in place of an angle θ, which is all of it, and c² + s² = 1; with r
in place of a root and r^q = the number under it. Every real solution gives one of the new system;
the other way each has to be tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sympy import Add, Expr, Integer, Pow, Rational, Symbol, cos, cot, csc, pi, sec, sin, tan

from grad_magic.calculus.exact.numbers import sign_of
from grad_magic.calculus.exact.simplify import shorten_number
from grad_magic.calculus.extrema.equations.angles import CIRCULAR, angle_of, common_periods
from grad_magic.calculus.extrema.equations.roots import UnsolvedError
from grad_magic.calculus.extrema.equations.systems import (
    LONGEST_VALUE,
    Assignment,
    Search,
    solve_system,
)

# sin(4θ) is a polynomial of degree 4 in cos θ and sin θ.
_LARGEST_MULTIPLE = 4
_MOST_ROOTS = 4
_LARGEST_SYSTEM = 200


@dataclass
class _Translation:
    """The new unknowns, and what they stand for.

    Attributes:
        angles: for each angle θ = 2πv/T of a variable v its cosine and sine.
        conditions: equations that the new unknowns satisfy.
        roots: what each root is called.
    """

    periods: Mapping[Symbol, Expr]
    angles: dict[Symbol, tuple[Symbol, Symbol]] = field(default_factory=dict)
    conditions: list[Expr] = field(default_factory=list)
    roots: dict[tuple[Expr, int], Symbol] = field(default_factory=dict)


def solve_as_polynomials(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Search:
    """The real solutions of a system in sines, cosines, roots and the variables themselves.

    Raises:
        UnsolvedError: the system is of another kind, or too large.
    """
    if sum(equation.count_ops() for equation in equations) > _LARGEST_SYSTEM:
        raise UnsolvedError
    translation = _Translation(common_periods(equations, variables))
    polynomials = [_without_circular(e, variables, translation) for e in equations]
    if any(polynomial.has(*translation.angles) for polynomial in polynomials):
        raise UnsolvedError
    polynomials = [_without_roots(p, variables, translation) for p in polynomials]
    if not translation.angles and not translation.roots:
        raise UnsolvedError
    others = [v for v in variables if v not in translation.angles]
    pairs = [symbol for pair in translation.angles.values() for symbol in pair]
    unknowns = [*translation.roots.values(), *pairs, *others]
    found = solve_system([*polynomials, *translation.conditions], unknowns)
    result = Search(
        is_complete=found.is_complete,
        periods=translation.periods,
        repeating=set(translation.angles),
    )
    for solution in found.solutions:
        values = _translated_back(solution, variables, translation)
        if values is None:
            result.is_complete = False
        elif values not in result.solutions:
            result.solutions.append(values)
    return result


def _without_circular(
    equation: Expr, variables: Sequence[Symbol], translation: _Translation
) -> Expr:
    """Polynomials in cos θ and sin θ for all functions of angles."""
    rewritten = equation
    for function, form in _IN_SINES.items():
        rewritten = rewritten.replace(function, form)
    waves = {
        part: _expanded(part, variables, translation)
        for part in rewritten.atoms(sin, cos)
        if part.has(*variables)
    }
    return rewritten.xreplace(waves)


_IN_SINES = {
    tan: lambda angle: sin(angle) / cos(angle),
    cot: lambda angle: cos(angle) / sin(angle),
    sec: lambda angle: 1 / cos(angle),
    csc: lambda angle: 1 / sin(angle),
}


def _expanded(wave: Expr, variables: Sequence[Symbol], translation: _Translation) -> Expr:
    """sin or cos of a sum of multiples of angles, multiplied out."""
    argument = wave.args[0].expand()
    inside = [v for v in variables if argument.has(v)]
    scaled: Expr = argument.xreplace(dict.fromkeys(inside, Integer(0)))
    pairs: dict[Expr, Symbol] = {}
    for variable in inside:
        slope = argument.diff(variable)
        if variable not in translation.periods or not slope.is_number:
            raise UnsolvedError
        multiple = slope * translation.periods[variable] / (2 * pi)
        if not (multiple.is_Integer and abs(multiple) <= _LARGEST_MULTIPLE):
            raise UnsolvedError
        scaled += multiple * variable
        cosine, sine = _pair_of(variable, translation)
        pairs |= {cos(variable): cosine, sin(variable): sine}
    if scaled.has(*CIRCULAR) or (not isinstance(scaled, (Add, Symbol)) and not scaled.is_Mul):
        raise UnsolvedError
    return wave.func(scaled).expand(trig=True).xreplace(pairs)


def _pair_of(variable: Symbol, translation: _Translation) -> tuple[Symbol, Symbol]:
    if variable not in translation.angles:
        index = len(translation.angles)
        cosine, sine = (Symbol(f"{letter}__{index}", real=True) for letter in "cs")
        translation.angles[variable] = cosine, sine
        translation.conditions.append(cosine**2 + sine**2 - 1)
    return translation.angles[variable]


def _without_roots(equation: Expr, variables: Sequence[Symbol], translation: _Translation) -> Expr:
    """Powers of a new unknown for those of a root, the innermost roots first."""
    unknowns = {*variables, *(s for pair in translation.angles.values() for s in pair)}
    while True:
        roots = [
            part
            for part in equation.atoms(Pow)
            if isinstance(part.exp, Rational) and part.exp.q > 1 and part.free_symbols & unknowns
        ]
        if not roots:
            return equation
        part = min(roots, key=lambda root: (root.count_ops(), str(root)))
        base, index = part.base, part.exp.q
        if (base, index) not in translation.roots:
            root = Symbol(f"r__{len(translation.roots)}", real=True)
            translation.roots[base, index] = root
            translation.conditions.append(root**index - base)
        if len(translation.roots) > _MOST_ROOTS:
            raise UnsolvedError
        root = translation.roots[base, index]
        unknowns.add(root)
        equation = equation.xreplace(
            {
                other: root**other.exp.p
                for other in roots
                if other.base == base and other.exp.q == index
            }
        )


def _translated_back(
    solution: Assignment, variables: Sequence[Symbol], translation: _Translation
) -> Assignment | None:
    """Values of the variables; None where an angle has none."""
    values: dict[Symbol, Expr] = {}
    new = set(translation.roots.values()).union(*translation.angles.values())
    for variable in variables:
        if variable in translation.angles:
            numbers = [solution.get(symbol, symbol) for symbol in translation.angles[variable]]
            if any(n.free_symbols or n.count_ops() > LONGEST_VALUE for n in numbers):
                return None
            cosine, sine = map(shorten_number, numbers)
            if sign_of(cosine**2 + sine**2 - 1) != 0:
                return None
            period = translation.periods[variable]
            values[variable] = shorten_number(angle_of(cosine, sine) * period / (2 * pi))
        elif variable in solution:
            values[variable] = solution[variable]
            if values[variable].free_symbols & new:
                return None
    return values
