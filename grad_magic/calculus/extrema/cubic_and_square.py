"""A cubic in one variable beside a square with another, with parameters: x³ + ax² + bx + y² - xy.

Where y is chosen so that f_y = 0, a cubic in x alone is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy import Expr, Integer, Poly, Symbol, Tuple

from grad_magic.calculus.domains import has_values_for_all
from grad_magic.calculus.exact.simplify import shorten
from grad_magic.calculus.extrema.kinds.sites import free_letter
from grad_magic.calculus.extrema.polynomial_cases import cases_of_cubic, of_kind
from grad_magic.findings import CriticalReason, Finding
from grad_magic.formula.program import Program, compile_formula
from grad_magic.formula.sympy_forms import from_sympy
from grad_magic.solution import CriticalPoint, CriticalPoints

_CUBIC = 3
_SQUARE = 2
_KIND = {1: "minimum", -1: "maximum"}


@dataclass(frozen=True)
class _Completed:
    """f = g(x) + c·(y - m(x))².

    Attributes:
        variables: of f.
        x, y: the two, in this order.
        cubic: g.
        vertex: m, linear.
        lead: c, a number that is not 0.
    """

    variables: Sequence[Symbol]
    x: Symbol
    y: Symbol
    cubic: Expr
    vertex: Expr
    lead: Expr

    def on_vertex(self, place: Expr) -> Tuple:
        """(x, m(x)) for a number x."""
        at = {self.x: place, self.y: shorten(self.vertex.xreplace({self.x: place}))}
        return Tuple(*(at[variable] for variable in self.variables))

    def point(self, row: CriticalPoint) -> CriticalPoint:
        """A critical point of g as one of f, which is bent along y as c says."""
        (place,) = row.point
        sign = 1 if self.lead.is_positive else -1
        point = replace(row, point=tuple(self.on_vertex(place)))
        if row.kind != "saddle":
            return of_kind(point, row.kind if row.kind == _KIND[sign] else "saddle")
        # An inflection of g: along the vertices f goes the other way than along y.
        t = free_letter([*self.variables, *self.cubic.free_symbols, *self.vertex.free_symbols])
        steep = Poly(self.cubic, self.x).LC()
        step = t if steep.is_positive != self.lead.is_positive else -t
        beside = Tuple(
            *(c + t if v == self.y else c for v, c in zip(self.variables, point.point, strict=True))
        )
        ways = [(beside, self.lead * t**2), (self._from(place, step), steep * step**3)]
        rising, falling = ways[::sign]
        parts = {
            "parameter": t,
            "rising_curve": rising[0],
            "rising_term": rising[1],
            "falling_curve": falling[0],
            "falling_term": falling[1],
        }
        return replace(point, reason=Finding(CriticalReason.OPPOSITE_CURVES, parts))

    def _from(self, place: Expr, step: Expr) -> Tuple:
        return Tuple(*(entry.expand() for entry in self.on_vertex(place + step)))


def cases_of_cubic_and_square(
    f: Expr, variables: Sequence[Symbol], program: Program
) -> CriticalPoints | None:
    """The critical points of g(x) + c·(y - m(x))² with a cubic g and a linear m, by those of g.

    The highest coefficients are numbers. None for others.

    Args:
        f: the function, with parameters.
        variables: its two variables.
        program: the function as typed.
    """
    completed = _completed(f, variables) if has_values_for_all(program, variables) else None
    if completed is None:
        return None
    g = completed.cubic
    found = cases_of_cubic(g, (completed.x,), compile_formula(from_sympy(g)))
    return found and replace(found, points=tuple(map(completed.point, found.points)))


def _completed(f: Expr, variables: Sequence[Symbol]) -> _Completed | None:
    if len(variables) != 2 or not f.is_polynomial(*variables):
        return None
    degrees = {variable: Poly(f, variable).degree() for variable in variables}
    x, y = sorted(variables, key=lambda variable: -degrees[variable])
    if (degrees[x], degrees[y]) != (_CUBIC, _SQUARE):
        return None
    lead, middle, rest = Poly(f, y).all_coeffs()
    vertex = (-middle / (2 * lead)).expand()
    if not lead.is_number or not vertex.is_polynomial(x) or Poly(vertex, x).degree() > 1:
        return None
    cubic = (rest - lead * vertex**2).expand()
    steep = Poly(cubic, x).LC() if cubic.has(x) else Integer(0)
    if None in (steep.is_positive, lead.is_positive) or not steep.is_number or steep == 0:
        return None
    return _Completed(variables, x, y, cubic, vertex, lead)
