from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from IPython.core.completer import provisionalcompleter
from sympy import Matrix, symbols

from grad_magic.notebook.completion import complete
from grad_magic.notebook.tab import install, remove
from grad_magic.presets import TOPICS
from grad_magic.reading.options import OPTION_KEYS

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

x, y = symbols("x y")


def paraboloid(u: float, v: float) -> float:
    return u**2 + v**2


paraboloid.__module__ = "__main__"

ENDLESS: list[object] = []
ENDLESS.append(ENDLESS)

NAMES = MappingProxyType(
    {
        "point": (1, 0),
        "points": [(1, 0), (Fraction(1, 2), 1)],
        "array": np.array([1.0, 2.0]),
        "cube": np.zeros((2, 2, 2)),
        "column": Matrix([1, 2]),
        "number": 3,
        "flag": True,
        "word": "at",
        "endless": ENDLESS,
        "empty": (),
        "mixed": (1, "a"),
        "expression": x * y,
        "x": x,
        "paraboloid": paraboloid,
        "imported": subprocess.run,
    }
)
NONE: Mapping[str, object] = MappingProxyType({})


def offered(marked: str, names: Mapping[str, object] = NONE) -> list[str] | None:
    """What is offered at the mark ‸ in a cell."""
    found = complete(marked.replace("‸", ""), marked.index("‸"), names)
    if found is None:
        return None
    assert marked[: marked.index("‸")].endswith(found.fragment)
    return [candidate.text for candidate in found.candidates]


def keys_but(*used: str) -> list[str]:
    return [f"{key}=" for key in OPTION_KEYS if key not in used]


@pytest.mark.parametrize(
    "start", ["%%grad ", "%grad ", "r = %grad ", "%%time\n%%grad ", "%%grad\n"]
)
def test_an_empty_request_is_offered_the_function_every_clause_and_exercises(start: str) -> None:
    assert offered(f"{start}‸") == ["f=", *keys_but(), "practice"]


@pytest.mark.parametrize(
    "cell",
    [
        "%%grad f=x*exp(2*y) at=(1,0) ‸",
        "%%grad f(x,y)=x*exp(2*y) at=(1,0) ‸",
        "%%grad ‸ f=x*y at=(1,0)",
        "%%grad f=x*y\n‸\nat=(x=1, y=0)",
        "# the gradient\n\n%%grad z = x*y\nat = [(1,0),(0,1)]  # points\n ‸",
        "2 + 3\n%grad f=x*y at=(1,0) ‸\n%grad f=x dir=(1,0)",
        "%grad f=x*y \\\n  at=(1,0) ‸",
    ],
)
def test_clauses_used_before_or_behind_the_cursor_are_not_offered(cell: str) -> None:
    assert offered(cell) == keys_but("at")


@pytest.mark.parametrize(
    ("cell", "used"),
    [
        ("%%grad x^2+y^2 ‸", ()),
        ("%%grad x^2+y^2\n‸", ()),
        (r"%%grad $\frac{x}{y}$ ‸", ()),
        ("%%grad f=x*y, ‸", ()),
        ("%%grad f=x*y at=(1,0), ‸", ("at",)),
        ("%%grad f＝x*y　at＝（1，0）　‸", ("at",)),
        ("%%grad x^2 ‸ at=1", ("at",)),
    ],
)
def test_behind_a_bare_function_or_a_comma_the_next_clause_is_offered(
    cell: str, used: tuple[str, ...]
) -> None:
    assert offered(cell) == keys_but(*used)


def test_where_a_clause_fits_it_is_offered_alone() -> None:
    assert offered("%%grad f=x*y a‸") == ["at=", "angle=", "angles=", "answer=", "as="]
    assert offered("%%grad f=x ta‸") == ["tan", "tanh"]
    assert offered("%%grad x^2+ta‸") == ["tan", "tanh"]


def test_with_a_direction_no_other_one_is_offered() -> None:
    offers = offered("%%grad f=x*y to=(1,0) ‸")
    assert offers == keys_but("dir", "to", "angle", "angles")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%grad a‸", "at="),
        ("%%grad f=x*y a‸", "at="),
        ("%%grad f=x*y at=(1,0)\ndi‸", "dir="),
        ("%%grad f=x*y di‸=(1,0)", "dir"),
        ("%%grad f=x*y cri‸", "critical="),
        ("%%grad f=x*y at=(1,0) ra‸", "rate="),
        ("%%grad f=(x,y) or‸", "order="),
        ("%%grad f=x*exp(2*y at=(1,0) di‸", "dir="),
    ],
)
def test_a_clause_is_completed_from_its_beginning(cell: str, expected: str) -> None:
    offers = offered(cell)
    assert offers is not None
    assert expected in offers
    assert all(offer.startswith(expected[0]) for offer in offers)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%grad f=arct‸", ["arctan", "arctg", "arctanh", "arctan2"]),
        ("%%grad f=x*arct‸ at=(1,0)", ["arctan", "arctg", "arctanh", "arctan2"]),
        ("%%grad f=2arct‸", ["arctan", "arctg", "arctanh", "arctan2"]),
        ("%%grad f=(x, arct‸", ["arctan", "arctg", "arctanh", "arctan2"]),
        ("%%grad f=(x^2, arct‸) at=(1,2)", ["arctan", "arctg", "arctanh", "arctan2"]),
        ("%%grad f=x*y at=(1,1) rate=sq‸", ["sqrt"]),
        ("%%grad f=x*y at=(sq‸", ["sqrt"]),
        ("%%grad f=x*y dir=(1, sq‸)", ["sqrt"]),
        ("%%grad\nf=x*\n  sq‸\nat=(1,0)", ["sqrt"]),
    ],
)
def test_functions_are_offered_inside_expressions(cell: str, expected: list[str]) -> None:
    assert offered(cell) == expected


def test_after_an_operator_only_functions_are_offered_each_under_one_name() -> None:
    offers = offered("%%grad f=x + ‸")
    assert offers is not None
    assert {"exp", "log", "asin"} <= set(offers)
    assert not {"ln", "arcsin", "at="} & set(offers)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%grad f=x*y dir=gr‸", ["grad"]),
        ("%%grad f=x*y dir=-‸", ["-grad"]),
        ("%%grad f=x*y critical=‸", ["all"]),
        ("%%grad f=x*y critical=a‸", ["all"]),
        ("%%grad f=x*y steps=‸", ["short", "brief", "full"]),
        ("%%grad f=x*y steps=f‸", ["full"]),
        ("%%grad f=x*y style=‸", ["plain", "stewart", "openstax", "tongji"]),
        ("%%grad f=x*y style=o‸", ["openstax"]),
        ("%%grad f=x*y dir = -gr‸ at=(1,0)", ["-grad"]),
        ("%%grad f=x*y plot=‸", ["contour", "section", "rates", "field", "curve", "all", "none"]),
        ("%%grad f=x*y plot=contour,‸", ["section", "rates", "field", "curve"]),
        ("%%grad f=x*y plot=contour, s‸", ["section"]),
    ],
)
def test_fixed_values_are_offered(cell: str, expected: list[str]) -> None:
    offers = offered(cell)
    assert offers is not None
    assert set(expected) <= set(offers)


@pytest.mark.parametrize("cell", ["r = %gr‸", "x = 1\nr=%grad‸", "%time %gr‸", "%time r = %gr‸"])
def test_where_no_cell_magic_can_stand_the_line_magic_is_offered_alone(cell: str) -> None:
    assert offered(cell) == ["%grad"]


def test_in_a_list_what_is_there_and_what_stands_alone_is_not_offered() -> None:
    offers = offered("%%grad f=x*y plot=section,‸")
    assert offers is not None
    assert not {"section", "all", "none"} & set(offers)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("at=", {"point", "points", "array", "column", "number", "expression"}),
        ("at = po", {"point", "points"}),
        ("f=", {"expression", "column", "paraboloid"}),
        ("f=x*y c=", {"number", "expression"}),
        ("f=x*y+{", {"number", "expression"}),
        ("f=x*y at=(1, nu", set()),
        (r"f=$\frac{nu", set()),
    ],
)
def test_names_of_the_notebook_are_offered_where_their_values_fit(
    cell: str, expected: set[str]
) -> None:
    offers = offered(f"%%grad {cell}‸", NAMES)
    assert offers is not None
    assert set(offers) & set(NAMES) == expected


@pytest.mark.parametrize(("key", "example"), [("at", "(1,0)"), ("order", "2"), ("digits", "4")])
def test_a_clause_without_names_or_words_is_offered_its_example(key: str, example: str) -> None:
    assert offered(f"%%grad f=x*y {key}=‸") == [example]


@pytest.mark.parametrize("cell", ["%%grad f=zzz‸", "%%grad f=x*y at=(1,0)‸"])
def test_where_nothing_fits_what_is_written_stays(cell: str) -> None:
    offers = offered(cell)
    assert offers is not None
    assert len(offers) == 1
    assert cell.partition("‸")[0].endswith(offers[0])


@pytest.mark.parametrize(
    "cell",
    [
        "‸",
        "%%gr‸",
        "%%grad‸",
        "%grad‸",
        "%%gradient f=‸",
        "a %grad ‸",
        "print(‸",
        "%grad f=x\nprint(‸",
        "%%grad f=x*y # a‸",
        "%%time ‸\n%%grad f=x*y",
        r"%%grad f=\al‸",
    ],
)
def test_elsewhere_completion_is_left_to_ipython(cell: str) -> None:
    assert offered(cell) is None


def completions(shell: InteractiveShell, marked: str) -> list[tuple[int, int, str]]:
    """What IPython itself makes of it, with files, Jedi and all."""
    text, offset = marked.replace("‸", ""), marked.index("‸")
    with provisionalcompleter():
        found = list(shell.Completer.completions(text, offset))
    return [(completion.start, completion.end, completion.text) for completion in found]


@pytest.fixture
def plain_shell(new_shell: Callable[[bool], InteractiveShell]) -> InteractiveShell:
    shell = new_shell(True)  # noqa: FBT003
    remove(shell)
    return shell


def hooks(shell: InteractiveShell) -> tuple[object, ...]:
    completer: Any = shell.Completer
    return (list(completer.custom_matchers), "_complete" in vars(completer))


def test_ipython_offers_what_fits_and_nothing_else(plain_shell: InteractiveShell) -> None:
    install(plain_shell)
    plain_shell.user_ns.update(sqrt_of_two=1.4, sql="", start=(1, 0))
    assert completions(plain_shell, "%%grad f=x*sq‸ at=(1,0)") == [(11, 13, "sqrt")]
    assert completions(plain_shell, "%%grad\nf=x*y\nat=sta‸") == [(16, 19, "start")]
    assert completions(plain_shell, "%%grad f=x*y dir=-gr‸") == [(17, 20, "-grad")]
    keys = [(13, 13, key) for key in keys_but()]
    assert completions(plain_shell, "%%grad f=x*y ‸") == keys
    with pytest.warns(PendingDeprecationWarning):
        found = plain_shell.Completer.complete(line_buffer="%grad f=sq", cursor_pos=10)
    assert found == ("sq", ["sqrt"])


def test_names_that_ipython_defines_are_not_offered(plain_shell: InteractiveShell) -> None:
    install(plain_shell)
    plain_shell.run_cell("In = 5\n_mine = 3\nmine = lambda a, b: a*b", store_history=False)
    offers = [text for *_, text in completions(plain_shell, "%%grad f=‸")]
    assert offers[0] == "mine"
    assert not {"get_ipython", "exit", "_mine", "quit"} & set(offers)


@pytest.mark.slow
def test_other_cells_are_completed_as_before(plain_shell: InteractiveShell) -> None:
    plain_shell.user_ns["a_long_name"] = 1
    cells = ("a_lon‸", "%%grad f=\\alp‸", "%%ti‸", "x = 1\na_lon‸")
    before = [completions(plain_shell, cell) for cell in cells]
    install(plain_shell)
    assert [completions(plain_shell, cell) for cell in cells] == before


def test_removing_takes_everything_away_and_installing_doubles_nothing(
    plain_shell: InteractiveShell,
) -> None:
    before = hooks(plain_shell)
    install(plain_shell)
    once = hooks(plain_shell)
    install(plain_shell)
    again = hooks(plain_shell)
    assert len(once[0]) == len(again[0])  # type: ignore[arg-type]
    assert once[1] == again[1]
    assert once != before
    remove(plain_shell)
    assert hooks(plain_shell) == before
    remove(plain_shell)


def test_a_module_loaded_anew_finds_what_the_old_one_installed(
    plain_shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hooks(plain_shell)
    install(plain_shell)
    name = "grad_magic.notebook.tab"
    monkeypatch.delitem(sys.modules, name)
    fresh = __import__(name, fromlist=["install"])
    assert fresh.install is not install
    fresh.install(plain_shell)
    offers = [text for *_, text in completions(plain_shell, "%%grad ‸")]
    assert offers == ["f=", *keys_but(), "practice"]
    fresh.remove(plain_shell)
    assert hooks(plain_shell) == before


@pytest.mark.slow
def test_completing_imports_nothing_heavy() -> None:
    script = (
        "import sys\n"
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "before = set(sys.modules)\n"
        "from grad_magic.notebook.tab import install\n"
        "install(shell)\n"
        "shell.Completer.complete(line_buffer='%grad f=s', cursor_pos=9)\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert not new & {'sympy', 'numpy', 'matplotlib', 'mpmath'}, new\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)  # noqa: S603


@pytest.mark.parametrize(
    ("cell", "candidates"),
    [
        ("%grad pr‸", ["practice"]),
        ("%%grad pr‸\n", ["practice"]),
        ("%grad practice ‸", ["topic=", "level=", "seed=", "solution"]),
        ("%grad practice s‸", ["seed=", "solution"]),
        ("%grad practice so‸", ["solution"]),
        ("%grad practice topic=‸", [*TOPICS]),
        ("%grad practice topic=d‸", ["directional", "differentiability"]),
        ("%grad practice level=‸", ["1", "2", "3"]),
        ("%grad practice seed=‸", ["7"]),
        ("%grad practice topic=tangent ‸", ["level=", "seed="]),
        ("%grad practice topic=tangent l‸", ["level="]),
        ("%%grad practice topic=tangent\nlevel=2 ‸", ["seed="]),
        ("e = %grad practice t‸", ["topic="]),
        ("%grad practice to‸=tangent", ["topic"]),
    ],
)
def test_an_exercise_is_completed_by_its_own_clauses(cell: str, candidates: list[str]) -> None:
    assert offered(cell) == candidates


@pytest.mark.parametrize("cell", ["%grad f=x*pr‸", "%grad f=x*y pr‸", "%grad at=(1,2) pr‸"])
def test_only_the_first_word_asks_for_an_exercise(cell: str) -> None:
    assert "practice" not in (offered(cell) or [])


ARRAYS = MappingProxyType(
    {
        "data": np.ones((3, 2)),
        "labels": np.ones(3),
        "rows": [[1, 2], [3, 4]],
        "cube": np.ones((2, 2, 2)),
        "words": np.array(["a", "b"]),
        "number": 3,
    }
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%grad L(w)=norm(X@w-l‸", ["labels", "log", "ln"]),
        ("%%grad L(W)=trace(W.T@d‸", ["data", "det", "diag", "dot"]),
        ("%%grad L(w)=norm(X@w-y)^2 X=‸", ["data", "labels", "rows"]),
        ("%%grad L(w)=norm(X@w-y)^2 X=data y=l‸", ["labels"]),
        ("%%grad L(W,b)=norm(W@x+b)^2 x=labels at=‸", ["(W="]),
        ("%%grad L(W,b)=norm(W@x+b)^2 x=labels at=(‸", ["W=", "b="]),
        ("%%grad L(W,b)=norm(W@x+b)^2 x=labels at=(W=data, ‸", ["b="]),
        ("%%grad L(W,b)=norm(W@x+b)^2 x=labels dir=(W=r‸", ["rows"]),
        ("%%grad L(w)=norm(X@w-y)^2 X=data y=labels pa‸", ["path="]),
        ("%%grad L(W)=tra‸", ["trace"]),
    ],
)
def test_in_requests_about_arrays_their_names_are_offered(cell: str, expected: list[str]) -> None:
    found = offered(cell, ARRAYS)
    assert found is not None
    assert found[: len(expected)] == expected


def test_beside_a_matrix_product_arrays_of_the_request_come_first() -> None:
    found = offered("%%grad L(W,b)=sum(W@‸) X:(n,d) y=labels", ARRAYS)
    assert found is not None
    assert found[:7] == ["W", "b", "X", "y", "data", "labels", "rows"]
    assert "cube" not in found
