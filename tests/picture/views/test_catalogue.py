from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

from grad_magic.calculus.solver import solve
from grad_magic.picture import views
from grad_magic.picture.local_data import read_local_data
from grad_magic.picture.shapes import STANDARD_SIZE
from grad_magic.picture.views.catalogue import VIEWS, all_views, default_views
from grad_magic.presets import VIEWS as NAMES
from grad_magic.reading.request import read_problem
from grad_magic.wording.english import ENGLISH

COUNTS = (1, 2, 3, 4)


def test_every_module_beside_the_catalogue_is_a_row_of_it() -> None:
    modules = {module.name for module in pkgutil.iter_modules(views.__path__)}
    # Of three variables the surface is another one, and the curve of a vector function.
    assert modules - {"catalogue", "level_surface", "vector_curve"} == set(VIEWS)


def test_a_request_can_name_every_view() -> None:
    assert tuple(VIEWS) == NAMES


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_composes_a_panel_under_its_own_name(name: str) -> None:
    assert VIEWS[name].name == name
    assert callable(import_module(f"grad_magic.picture.views.{name}").compose_panel)


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        (name, count)
        for name in VIEWS
        for count in COUNTS
        if VIEWS[name].least <= count <= VIEWS[name].most
    ],
)
def test_every_view_draws_a_function_of_each_number_of_variables(name: str, variables: int) -> None:
    names = ["x", "y", "z", "w"][:variables]
    request = f"f={'+'.join(f'{v}^2' for v in names)} at=({','.join('1' for _ in names)})"
    solution = solve(read_problem(request + " path=descent" * VIEWS[name].is_of_path))
    local = read_local_data(solution)
    assert local is not None
    assert VIEWS[name].absence(solution) is None
    panel = VIEWS[name].compose(solution, local, STANDARD_SIZE, ENGLISH)
    assert panel is not None
    assert panel.description


def test_one_variable_has_its_curve_two_the_contour_plot_and_three_the_level_surface() -> None:
    names = [[view.name for view in default_views(count)] for count in COUNTS]
    assert names == [["curve"], ["contour"], ["surface"], []]


@pytest.mark.parametrize("variables", COUNTS)
def test_what_is_usual_is_one_of_all_and_each_of_all_can_be_drawn(variables: int) -> None:
    every = all_views(variables)
    assert set(default_views(variables)) <= set(every)
    assert all(view.least <= variables <= view.most for view in every)


@pytest.mark.slow
def test_a_view_is_not_imported_before_it_is_used() -> None:
    script = (
        "import sys; import grad_magic.picture.scene;"
        "views = {name for name in sys.modules if name.startswith('grad_magic.picture.views.')};"
        "assert views == {'grad_magic.picture.views.catalogue'}, views"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603 - our own text
