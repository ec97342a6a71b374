"""Sliders under an answer, by ipywidgets: they ask a `Mover`, and show what it sees.

Nothing runs between two moves but a timer of a fraction of a second, after which a place that rests
is looked at again exactly. The widgets of a cell are closed when it runs again, and when no
frontend shows them any more, as after its output was cleared.
"""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from IPython.core.getipython import get_ipython
from sympy import Expr, Float, Rational

from grad_magic.errors import GradMagicError
from grad_magic.interactive.place import on_scale, turned
from grad_magic.picture.palette import THEMES
from grad_magic.presets import DEFAULT_THEME

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from IPython.core.interactiveshell import InteractiveShell

    from grad_magic.interactive.mover import Mover, Sight
    from grad_magic.interactive.numbers import Row, Script
    from grad_magic.interactive.place import Place
    from grad_magic.notebook.forms import Forms

# After so many seconds without a move a slider rests.
_REST = 0.25
# After so many seconds without a view they are closed: a cell that is moved in the notebook is
# without one for a moment.
_UNSEEN = 5.0
# What is less of a slider's step is no move.
_LEAST_MOVE = 1e-6
# Of more cells the sliders of the first ones are closed, as not every frontend counts its views.
_MOST_CELLS = 16
# Of a slider with its name and number, and of the name.
_WIDTH, _NAME_WIDTH = "36em", "17em"
# A coordinate that takes more signs stands in its entry by its decimal.
_LONGEST = 20
# Of numbers, which stand below one another from the left whatever the notebook does with tables.
_CELL = "font-weight:normal;text-align:left;vertical-align:baseline;padding:2px 10px 2px 0"
_INSTALL = "pip install 'grad-magic[interactive]'"
_VIEW = "application/vnd.jupyter.widget-view+json"

_LIVE: OrderedDict[str, list[Sliders]] = OrderedDict()
"""The sliders of each cell."""


def show_sliders(mover: Mover, shell: InteractiveShell) -> tuple[Forms, str]:
    """The output that shows sliders, and why there are none; one of both is empty."""
    try:
        import ipywidgets
    except ImportError:
        rows = mover.language.sentences
        reason = rows["sliders_of_widgets"].format(package="ipywidgets", command=_INSTALL)
        return {}, rows["sliders_missing"].format(reason=reason)
    cell = _running_cell(shell)
    sliders = Sliders(mover, ipywidgets, on_unseen=lambda: _close_one(shell, cell, sliders))
    if not _LIVE:
        shell.events.register("pre_run_cell", close_former)
    _LIVE.setdefault(cell, []).append(sliders)
    _LIVE.move_to_end(cell)
    while len(_LIVE) > _MOST_CELLS:
        _close(next(iter(_LIVE)))
    view = {"version_major": 2, "version_minor": 0, "model_id": sliders.root.model_id}
    return {_VIEW: view}, ""


def close_former(info: Any) -> None:
    """Closes the sliders that a cell made when it last ran, before it runs again."""
    shell = get_ipython()
    if shell is None or not info.store_history:
        return
    cell = _running_cell(shell, info.raw_cell)
    if cell in _LIVE:
        _close(cell)
    _forget_shell(shell)


def close_all(shell: InteractiveShell) -> None:
    """Closes all sliders."""
    for cell in tuple(_LIVE):
        _close(cell)
    _forget_shell(shell)


def _close(cell: str) -> None:
    for sliders in _LIVE.pop(cell):
        sliders.close()


def _close_one(shell: InteractiveShell, cell: str, sliders: Sliders) -> None:
    """Closes these sliders of a cell, which may have others."""
    sliders.close()
    _LIVE[cell].remove(sliders)
    if not _LIVE[cell]:
        del _LIVE[cell]
    _forget_shell(shell)


def _forget_shell(shell: InteractiveShell) -> None:
    if _LIVE:
        return
    for callback in tuple(shell.events.callbacks["pre_run_cell"]):
        # By its module, as after `%autoreload` it is another function.
        if getattr(callback, "__module__", "") == __name__:
            shell.events.unregister("pre_run_cell", callback)


def _running_cell(shell: InteractiveShell, text: str | None = None) -> str:
    """What tells the running cell from others: its number in the notebook, or else its text."""
    kernel: Any = getattr(shell, "kernel", None)
    if kernel is not None:
        metadata = kernel.get_parent("shell").get("metadata", {})
        if metadata.get("cellId"):
            return str(metadata["cellId"])
    if text is None:
        history: Any = shell.history_manager
        text = history.input_hist_raw[-1] if history is not None else ""
    return str(text).rstrip()


class Sliders:
    """The widgets of one answer.

    Args:
        mover: what they move.
        widgets: ipywidgets.
        on_unseen: called when a frontend has shown them and none does any more.
    """

    def __init__(self, mover: Mover, widgets: Any, on_unseen: Callable[[], None]) -> None:
        self._mover, self._widgets, self._on_unseen = mover, widgets, on_unseen
        self._place = mover.start
        self._angles = tuple(round(angle, 6) for angle in mover.start.angles)
        self._timer: asyncio.TimerHandle | None = None
        self._farewell: asyncio.TimerHandle | None = None
        self._is_setting = False
        self._image = widgets.Image(format="png", value=b"")
        self._numbers, self._sentence = widgets.HTML(), widgets.HTML()
        self._coordinates = [
            self._coordinate_slider(self._word("coordinate", variable=name), number, limits)
            for name, number, limits in zip(
                mover.contents.names.variables,
                mover.contents.start.point,
                mover.contents.ranges,
                strict=True,
            )
        ]
        self._turns = [self._angle_slider(index, angle) for index, angle in enumerate(self._angles)]
        self._point, self._tip = self._entry(self._letter), None
        if self._angles:
            direction = mover.contents.names.direction
            tip = mover.language.sentences["sliders_tip"].format(direction=direction)
            self._tip = self._entry(tip)
        self._said = widgets.HTML()
        button = widgets.Button(description=self._word("start_again"))
        button.on_click(lambda _: self.move_to(mover.start))
        entries = [entry for entry in (self._point, self._tip) if entry is not None]
        controls = widgets.VBox([*self._coordinates, *self._turns, *entries, button, self._said])
        below = widgets.HBox(
            [controls, self._numbers],
            layout=widgets.Layout(flex_flow="row wrap", align_items="flex-start"),
        )
        self.root = widgets.VBox([self._image, self._sentence, below])
        # From 0 on a frontend counts its views here; ipywidgets has no public name for it.
        self.root.set_trait("_view_count", 0)
        self.root.observe(self._count_views, "_view_count")
        self._watch()
        self.move_to(mover.start)

    @property
    def place(self) -> Place:
        """Where they stand."""
        return self._place

    def move_to(self, place: Place) -> None:
        """Moves all to a place, where they rest."""
        self._place = place
        self._angles = tuple(round(angle, 6) for angle in place.angles)
        self._set_sliders()
        self._cancel()
        self._show(self._mover.look(place))

    def close(self) -> None:
        """Closes all widgets, and ends what waits."""
        self._cancel()
        self._stay()
        waiting = [self.root]
        while waiting:
            widget = waiting.pop()
            waiting += getattr(widget, "children", ())
            for part in (getattr(widget, name, None) for name in ("layout", "style")):
                if part is not None:
                    part.close()
            widget.close()

    def _word(self, key: str, **parts: str) -> str:
        names = self._mover.contents.names
        row = self._mover.contents.words[key]
        return row.format(direction=names.direction, point=names.point, **parts)

    def _coordinate_slider(self, name: str, number: float, limits: tuple[float, float]) -> Any:
        step = self._mover.contents.step
        low, high = (float(on_scale(limit, step)) for limit in limits)
        number = float(on_scale(number, step))
        places = max(0, -math.floor(math.log10(step)))
        return self._slider(name, number, (min(low, number), max(high, number)), step, places)

    def _angle_slider(self, index: int, angle: float) -> Any:
        names = self._mover.contents.names.variables
        if index == 1:
            name = self._word("elevation", first=names[0], second=names[1])
            return self._slider(f"{name} (°)", round(angle), (-90, 90), 1, 0)
        name = self._word("angle", axis=names[0])
        return self._slider(f"{name} (°)", round(angle), (-180, 180), 1, 0)

    def _slider(
        self, name: str, number: float, limits: tuple[float, float], step: float, places: int
    ) -> Any:
        low, high = limits
        return self._widgets.FloatSlider(
            value=number,
            min=low,
            max=high,
            step=step,
            description=name,
            readout_format=f".{places}f",
            style={"description_width": _NAME_WIDTH},
            layout={"width": _WIDTH, "max_width": "100%"},
        )

    def _entry(self, name: str) -> Any:
        return self._widgets.Text(
            description=name,
            continuous_update=False,
            style={"description_width": _NAME_WIDTH},
            layout={"width": _WIDTH, "max_width": "100%"},
        )

    def _watch(self) -> None:
        for axis, slider in enumerate(self._coordinates):
            slider.observe(self._follower(self._move, axis), "value")
        for index, slider in enumerate(self._turns):
            slider.observe(self._follower(self._turn, index), "value")
        for entry in (self._point, self._tip):
            if entry is not None:
                entry.observe(self._read_entry, "value")

    def _follower(self, follow: Callable[[int, float], None], index: int) -> Callable[[Any], None]:
        def moved(change: Any) -> None:
            # A frontend reckons where a slider stands, and tells it in other last digits.
            is_told_back = abs(change["new"] - change["old"]) < _LEAST_MOVE * change["owner"].step
            if not (self._is_setting or is_told_back):
                follow(index, change["new"])

        return moved

    def _move(self, axis: int, number: float) -> None:
        point = list(self._place.point)
        point[axis] = on_scale(number, self._mover.contents.step)
        self._go(replace(self._place, point=tuple(point), has_decimals=True))

    def _turn(self, index: int, angle: float) -> None:
        angles = list(self._angles)
        angles[index] = round(angle)
        self._angles = tuple(angles)
        self._go(turned(self._place, self._angles))

    def _go(self, place: Place) -> None:
        """Shows a place on the way, and again when it rests."""
        self._place = place
        self._cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            # Nobody would tell when it rests.
            self._show(self._mover.look(place))
            return
        self._show(self._mover.look(place, is_resting=False))
        self._timer = loop.call_later(_REST, self._rest)

    def _rest(self) -> None:
        self._timer = None
        self._show(self._mover.look(self._place))

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _count_views(self, change: Any) -> None:
        self._stay()
        if change["new"]:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._farewell = loop.call_later(_UNSEEN, self._on_unseen)

    def _stay(self) -> None:
        if self._farewell is not None:
            self._farewell.cancel()
            self._farewell = None

    def _read_entry(self, change: Any) -> None:
        if self._is_setting:
            return
        read = self._mover.with_tip if change["owner"] is self._tip else self._mover.with_point
        try:
            place = read(self._place, change["new"])
        except GradMagicError as error:
            self._said.value = escape(error.message)
            return
        self.move_to(place)

    def _set_sliders(self) -> None:
        """Puts all sliders where they are to stand, without following them."""
        step = self._mover.contents.step
        self._is_setting = True
        for slider, number in zip(self._coordinates, self._place.point, strict=True):
            # A frontend would move one that stands between two steps or beyond its end, and tell
            # that back; also while it learns of another end.
            nearest = float(on_scale(float(number), step))
            slider.value = min(max(nearest, slider.min), slider.max)
        for slider, angle in zip(self._turns, self._angles, strict=True):
            slider.value = round(angle)
        self._is_setting = False

    def _show(self, sight: Sight) -> None:
        self._is_setting = True
        self._point.value = self._written(sight.place.point)
        if self._tip is not None:
            tip = [float(x) + y for x, y in zip(sight.place.point, sight.place.way, strict=True)]
            self._tip.value = self._written(tip)
        self._is_setting = False
        self._said.value = ""
        self._sentence.value = sight.script.html(sight.said)
        self._numbers.value = write_table(sight.rows, sight.script, self._theme)
        if sight.frame is not None:
            self._image.value = sight.frame.png.data
            self._image.width, self._image.height = (
                str(sight.frame.png.width),
                str(sight.frame.png.height),
            )
        self._image.layout.display = None if sight.frame is not None else "none"

    @staticmethod
    def _written(point: Sequence[Any]) -> str:
        numbers = [_typed(entry) for entry in point]
        return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"

    @property
    def _letter(self) -> str:
        """What the moving point is called."""
        names = self._mover.contents.names
        return names.point if len(names.variables) > 1 else names.variables[0]

    @property
    def _theme(self) -> str:
        return self._mover.problem.presentation.theme or DEFAULT_THEME


def _typed(number: Any) -> str:
    """A coordinate as one would type it."""
    decimal = f"{float(number):.6g}"
    is_rounded = isinstance(number, Expr) and not number.has(Float) and number != Rational(decimal)
    exact = str(number).replace("**", "^")
    return exact if is_rounded and len(exact) <= _LONGEST else decimal


def write_table(rows: Sequence[Row], script: Script, theme: str) -> str:
    """The numbers as HTML."""
    return f"<table>{''.join(_write_row(row, script, theme) for row in rows)}</table>"


def _write_row(row: Row, script: Script, theme: str) -> str:
    colour, black = (THEMES[theme].styles[role].colour for role in (row.role, "point"))
    # Mixed with that of the notebook's text it can be read on light paper and on dark; what is
    # black in pictures is in that of the text.
    mixed = "inherit" if colour == black else f"color-mix(in srgb, {colour} 60%, currentcolor)"
    colours = f"color:{colour};color:{mixed}"
    name = f'<th style="{colours};{_CELL}">{script.html(row.name)}</th>'
    return f'<tr>{name}<td style="{_CELL}">{script.html(row.value)}</td></tr>'
