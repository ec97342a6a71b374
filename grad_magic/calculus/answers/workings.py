"""What students compute on the way, right and wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sympy import Expr, sqrt

from grad_magic.calculus.answers.implicit import true_implicit
from grad_magic.calculus.answers.partials import named_partials
from grad_magic.calculus.answers.truths import ZERO, Row, dot
from grad_magic.problem import Problem
from grad_magic.solution import Solution

# Permutations and changes of sign of more components are no slips that anyone looks for.
_MOST_COMPONENTS = 4


@dataclass(frozen=True)
class Workings:
    """What students compute on the way, right and wrong."""

    problem: Problem
    known: Solution

    @cached_property
    def gradient(self) -> Row:
        """∇f(P); of a question without a point ∇f. Empty where there is none."""
        if self.known.point is None:
            return self.known.partials
        return () if self.known.gradient_at is None else tuple(self.known.gradient_at)

    @property
    def partials(self) -> Row:
        """The general derivatives; empty where they are the answer themselves."""
        is_formula = self.known.point is not None and self.problem.procedure is None
        return self.known.partials if is_formula else ()

    def implicit(self, *, at_point: bool) -> Row:
        """The named derivatives of an implicit function; empty where there are none."""
        answer = self.problem.answer
        derivatives = () if answer is None else answer.derivatives
        return true_implicit(self.known, derivatives, at_point=at_point).row or ()

    @property
    def unit(self) -> Row:
        """u; empty without a direction."""
        return () if self.known.unit_direction is None else tuple(self.known.unit_direction)

    @property
    def given(self) -> Row:
        """v, the direction as it was given."""
        return self.problem.direction or ()

    @property
    def target(self) -> Row:
        """Q, where the direction is given by the point that it looks toward."""
        if "to" not in self.problem.places or self.problem.point is None:
            return ()
        return tuple(a + b for a, b in zip(self.problem.point, self.given, strict=True))

    @cached_property
    def swapped(self) -> tuple[Row, ...]:
        """∇f(P) with its components in other orders."""
        if len(self.gradient) > _MOST_COMPONENTS:
            return ()
        orders = itertools.permutations(self.gradient)
        return tuple(dict.fromkeys(order for order in orders if order != self.gradient))

    @cached_property
    def at_swapped_point(self) -> tuple[Row, ...]:
        """∇f where the coordinates of P stand in other orders."""
        point = self.known.point
        if point is None or not self.partials or len(point) > _MOST_COMPONENTS:
            return ()
        orders = {order for order in itertools.permutations(point) if order != point}
        return tuple(filter(None, (self._gradient_at(order) for order in sorted(orders, key=str))))

    def _gradient_at(self, point: Row) -> Row:
        place = dict(zip(self.known.variables, point, strict=True))
        row = tuple(entry.subs(place, simultaneous=True) for entry in self.known.partials)
        return row if all(entry.is_finite is not False for entry in row) else ()

    @cached_property
    def with_other_sign(self) -> tuple[Row, ...]:
        """∇f(P) with one of its components negative where it is not, and the other way round."""
        return tuple(changed(self.gradient, lambda entry: -entry))

    @cached_property
    def with_zeros(self) -> tuple[Row, ...]:
        """∇f(P) after the point has been put in too early: what is constant has derivative 0."""
        if not self.gradient or self.known.point is None:
            return ()
        return ((ZERO,) * len(self.gradient), *changed(self.gradient, lambda _: ZERO))

    @cached_property
    def second_derivatives(self) -> Row:
        """The Hessian at P, or without a point, row by row; empty where there is none."""
        known = self.known
        hessian = known.hessian if known.point is None else known.hessian_at
        return () if hessian is None else tuple(hessian)

    @property
    def general_second_derivatives(self) -> Row:
        """The Hessian as a matrix of functions; empty where that is the answer itself."""
        hessian = self.known.hessian if self.known.point is not None else None
        return () if hessian is None else tuple(hessian)

    @property
    def second_derivatives_of_constant(self) -> tuple[Row, ...]:
        """The Hessian after the point has been put in too early; none without a point."""
        return () if self.known.point is None else ((ZERO,) * len(self.second_derivatives),)

    @property
    def swapped_second_derivatives(self) -> Iterator[Row]:
        """The Hessian with the variables in other orders."""
        count, row = len(self.known.variables), self.second_derivatives
        if row and count <= _MOST_COMPONENTS:
            for order in itertools.permutations(range(count)):
                other = tuple(row[i * count + j] for i in order for j in order)
                if other != row:
                    yield other

    @property
    def second_derivatives_with_other_sign(self) -> Iterator[Row]:
        """The Hessian with the sign of one second derivative the other way round."""
        count, row = len(self.known.variables), self.second_derivatives
        if row and count <= _MOST_COMPONENTS:
            for i, j in itertools.combinations_with_replacement(range(count), 2):
                places = {i * count + j, j * count + i}
                yield tuple(-entry if at in places else entry for at, entry in enumerate(row))

    @property
    def named_partials(self) -> Row:
        """The derivatives that the answer names, at P or without a point."""
        return self._named_partials(at_point=self.known.point is not None)

    @property
    def general_named_partials(self) -> Row:
        """The same as functions; empty where they are the answer themselves."""
        return () if self.known.point is None else self._named_partials(at_point=False)

    def _named_partials(self, *, at_point: bool) -> Row:
        by = self.problem.answer.derivatives if self.problem.answer is not None else ()
        row = named_partials(self.known, by, at_point=at_point)
        return tuple(entry for entry in row if entry is not None)

    @property
    def other_partials(self) -> Iterator[Row]:
        """In the place of one derivative that the answer names, that by swapped variables."""
        by = self.problem.answer.derivatives if self.problem.answer is not None else ()
        if len(by) == 1 and len(self.known.variables) <= _MOST_COMPONENTS:
            at_point, names = self.known.point is not None, self.known.variables
            for order in itertools.permutations(names):
                swapped = dict(zip(names, order, strict=True))
                other = tuple(swapped[name] for name in by[0])
                (entry,) = named_partials(self.known, (other,), at_point=at_point)
                if entry is not None and sorted(map(str, other)) != sorted(map(str, by[0])):
                    yield (entry,)
        elif len(by) <= _MOST_COMPONENTS:
            yield from itertools.permutations(self.named_partials)

    @property
    def natural_gradient(self) -> Row:
        """F⁻¹∇f(P); empty without a metric."""
        natural = self.known.natural_gradient
        return () if natural is None else tuple(natural)

    @property
    def gradient_by_metric(self) -> Row:
        """F∇f(P), which is not asked for anywhere."""
        metric = self.problem.metric
        if metric is None or not self.gradient:
            return ()
        return tuple(dot(row, self.gradient) for row in metric)

    @cached_property
    def turned(self) -> tuple[Row, ...]:
        """The vectors perpendicular to ∇f(P) in the plane."""
        if len(self.gradient) != 2:
            return ()
        first, second = self.gradient
        return (-second, first), (second, -first)

    def norm(self, gradient: Row) -> Expr:
        """The length of a row."""
        return sqrt(dot(gradient, gradient))

    def rates(self, gradients: Iterable[Row]) -> Iterator[Row]:
        """What these gradients would give along u."""
        for gradient in gradients:
            if gradient and self.unit:
                yield (dot(gradient, self.unit),)

    def rates_along(self, vectors: Iterable[Row]) -> Iterator[Row]:
        """What ∇f(P) would give along these vectors."""
        for vector in vectors:
            if vector and len(vector) == len(self.gradient):
                yield (dot(self.gradient, vector),)

    @property
    def own_rates(self) -> Iterator[Row]:
        """D_u f(P), where a direction is given."""
        if self.known.directional_derivative is not None:
            yield (self.known.directional_derivative,)


def changed(row: Row, change: Callable[[Expr], Expr]) -> Iterator[Row]:
    """The row with one entry changed, each in turn."""
    if len(row) > _MOST_COMPONENTS:
        return
    for index, entry in enumerate(row):
        if entry != 0:
            yield (*row[:index], change(entry), *row[index + 1 :])


def one_sign_changed(row: Row) -> tuple[Row, ...]:
    """The row with one of its signs the other way round, each in turn."""
    return tuple(changed(row, lambda entry: -entry))


def negative(row: Row) -> Row:
    """The row with all its signs the other way round."""
    return tuple(-entry for entry in row)
