from __future__ import annotations

from dataclasses import fields, replace
from functools import partial

import pytest

from grad_magic.errors import RequestSyntaxError
from grad_magic.notebook.completion import complete
from grad_magic.notebook.help import write_help
from grad_magic.problem import Presentation, Problem
from grad_magic.reading import parameters
from grad_magic.reading.options import OPTION_BY_KEY, OPTION_KEYS, OPTIONS, Kind, Option, key_meant
from grad_magic.reading.readers import READERS
from grad_magic.reading.request import Request, read_request

DEFAULTS = {
    part.name: part.default for kind in (Problem, Presentation, Request) for part in fields(kind)
}


def test_every_kind_of_value_has_a_reader() -> None:
    assert set(READERS) == set(Kind)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_an_option_sets_a_field_and_has_its_default(option: Option) -> None:
    assert option.default == DEFAULTS[option.field]


def test_no_key_or_synonym_means_two_options() -> None:
    words = [word for option in OPTIONS for word in (option.key, *option.synonyms)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_help_tab_and_reader_know_every_option(option: Option) -> None:
    assert f"{option.key}={option.example}" in write_help()
    found = complete(f"%%grad f=x {option.key}", 11 + len(option.key), {})
    assert found is not None
    assert f"{option.key}=" in [candidate.text for candidate in found.candidates]
    with pytest.raises(RequestSyntaxError) as caught:
        read_request(f"f=x {option.key}=1 {option.key}=1")
    assert caught.value.message == f"the clause {option.key} is given twice"


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)
def test_the_values_of_an_option_can_be_read(option: Option) -> None:
    for value in option.values:
        point = "at=(1,2) " if option.field in ("direction", "path") else ""
        metric = "metric=[[1,0],[0,1]] " if value == "natural" else ""
        function = "x*y==1" if value == "implicit" else "f=x*y"
        read_request(f"{function} {point}{metric}{option.key}={value}")


def test_a_synonym_is_not_read_but_its_error_names_the_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    options = [replace(OPTION_BY_KEY["at"], synonyms=("point", "P")), OPTION_BY_KEY["dir"]]
    assert [key_meant(key, options) for key in ("point", "P", "at", "v")] == ["at", "at", "", "dir"]
    monkeypatch.setattr(parameters, "key_meant", partial(key_meant, options=options))
    with pytest.raises(RequestSyntaxError) as caught:
        read_request("f=x*y point=(1,2)")
    assert str(caught.value) == (
        "unknown clause point\n    f=x*y point=(1,2)\n          ^^^^^\n"
        "Did you mean at? Write at=(1,2)."
    )


def test_the_options_stand_in_the_order_of_the_help() -> None:
    places = [write_help().index(f"\n    {key}=") for key in OPTION_KEYS]
    assert places == sorted(places)
