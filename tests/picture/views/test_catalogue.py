from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture import views
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.views.catalogue import VIEWS, default_view
from grad_magic.reading.request import read_problem
from grad_magic.wording.english import ENGLISH


def test_every_module_beside_the_catalogue_is_a_row_of_it() -> None:
    modules = {module.name for module in pkgutil.iter_modules(views.__path__)}
    assert modules - {"catalogue"} == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_composes_a_panel_under_its_own_name(name: str) -> None:
    assert VIEWS[name].name == name
    assert callable(import_module(f"grad_magic.picture.views.{name}").compose_panel)


@pytest.mark.parametrize(
    ("name", "variables"), [(name, count) for name in VIEWS for count in VIEWS[name].variables]
)
def test_every_view_draws_a_function_of_each_number_of_variables(name: str, variables: int) -> None:
    names = ["x", "y", "z"][:variables]
    request = f"f={'+'.join(f'{v}^2' for v in names)} at=({','.join('1' for _ in names)})"
    solution = solve(read_problem(request))
    local = read_local_data(solution)
    assert local is not None
    panel = VIEWS[name].compose(solution, local, ENGLISH)
    assert panel is not None
    assert panel.description


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_the_default_only_where_it_exists(name: str) -> None:
    assert set(VIEWS[name].default_for) <= set(VIEWS[name].variables)


def test_each_number_of_variables_has_one_default_at_most() -> None:
    defaults = [variables for view in VIEWS.values() for variables in view.default_for]
    assert sorted(defaults) == [1, 2]


def test_without_a_view_there_is_no_default() -> None:
    assert default_view(7) is None


def test_a_view_is_not_imported_before_it_is_used() -> None:
    script = (
        "import sys; import grad_magic.picture.scene;"
        "views = {name for name in sys.modules if name.startswith('grad_magic.picture.views.')};"
        "assert views == {'grad_magic.picture.views.catalogue'}, views"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text
