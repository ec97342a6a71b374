"""The collector is left as it was found."""

from __future__ import annotations

import gc

import pytest

from grad_magic.formula.collection import without_collection


def test_it_rests_inside_and_goes_on_behind() -> None:
    assert gc.isenabled()
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt), without_collection():
        raise KeyboardInterrupt
    assert gc.isenabled()
