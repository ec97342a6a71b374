"""A product is never taken for irreducible; what is irreducible mostly is."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sympy import QQ
from sympy.polys.rings import PolyElement, ring

from grad_magic.calculus.exact.irreducible import is_seen_irreducible

_, x, y, z = ring("x y z", QQ)

_MONOMIALS = st.tuples(*[st.integers(0, 2)] * 3).map(lambda e: x ** e[0] * y ** e[1] * z ** e[2])
_POLYNOMIALS = st.lists(st.tuples(_MONOMIALS, st.integers(-3, 3)), min_size=1, max_size=4).map(
    lambda terms: sum((factor * monomial for monomial, factor in terms), 0 * x)
)


@pytest.mark.slow
@given(_POLYNOMIALS, _POLYNOMIALS)
def test_a_product_is_not_seen_as_irreducible(first: PolyElement, second: PolyElement) -> None:
    assume(not first.is_ground)
    assume(not second.is_ground)
    assert not is_seen_irreducible((first * second).terms())


@pytest.mark.slow
@given(_POLYNOMIALS)
def test_what_is_seen_as_irreducible_has_no_factors(polynomial: PolyElement) -> None:
    if is_seen_irreducible(polynomial.terms()):
        content, factors = polynomial.factor_list()
        assert abs(content) == 1
        assert [times for _, times in factors] == [1]


@pytest.mark.parametrize(
    "polynomial", [x + 1, x * y + z, x**2 + y**2, x**2 * y**2 - 2 * x * y * z + 5 * z**2 + z]
)
def test_ordinary_sums_are_seen_as_irreducible(polynomial: PolyElement) -> None:
    assert is_seen_irreducible(polynomial.terms())


@pytest.mark.parametrize("polynomial", [x, x * y, 2 * x + 2, x**2 - y**2, x * y + x, 0 * x + 3])
def test_products_and_what_has_a_common_factor_are_not(polynomial: PolyElement) -> None:
    assert not is_seen_irreducible(polynomial.terms())
