"""The picture in a terminal: drawn there if it is known to draw, and else in a file.

What a terminal can do is read from the environment alone: one that is asked may not answer, and its
answer would stand in the next line of input.
"""

from __future__ import annotations

import os
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from grad_magic.picture.scene import Scene
    from grad_magic.picture.screen import Png
    from grad_magic.wording.language import Language

# A column is taken to be so many CSS pixels wide, whatever its size on the screen.
_COLUMN = 8
# Bytes of base64 that kitty takes at a time.
_CHUNK = 4096


# Of so many widths, a twelfth less at most, the one is taken at which a picture fills whole lines.
_NARROWER = 12


class _Room(NamedTuple):
    """How wide a terminal is, in columns and in pixels, and how high a line for a column's width.

    The last is 0 where it is not known.
    """

    columns: int
    pixels: int
    line: float = 0


def show_in_terminal(scenes: Sequence[Scene], language: Language) -> None:
    """Shows pictures under what has been printed, one under the other, or says where they are."""
    draw = _DRAWN_BY.get(protocol(os.environ))
    shown = _save(scenes, language) if draw is None else draw(scenes, _room())
    sys.stdout.write(f"{shown}\n")
    sys.stdout.flush()


def protocol(environment: Mapping[str, str]) -> str:
    """How a terminal with this environment draws: "kitty", "iterm", "sixel", or "" for not at all.

    >>> protocol({"TERM": "xterm-kitty"})
    'kitty'
    >>> protocol({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-1000/default,1,0"})
    ''
    """
    kind = environment.get("TERM", "")
    if "TMUX" in environment or "STY" in environment or kind.startswith(("screen", "tmux", "dumb")):
        return ""
    # The terminal itself; other variables may be those of one from which it was started.
    program = environment.get("TERM_PROGRAM")
    if program:
        return _PROGRAMS.get(program, "")
    for beginning, drawn_by in _KINDS.items():
        if kind == beginning or kind.startswith(f"{beginning}-"):
            return drawn_by
    if _WITHOUT_PICTURES & set(environment):
        return ""
    handed_on = _PROGRAMS.get(environment.get("LC_TERMINAL", ""), "")
    return next((mark for name, mark in _MARKS.items() if name in environment), handed_on)


_PROGRAMS: Mapping[str, str] = MappingProxyType(
    {
        "iTerm.app": "iterm",
        "iTerm2": "iterm",  # as LC_TERMINAL has it
        "WezTerm": "iterm",
        "mintty": "iterm",
        "ghostty": "kitty",
    }
)
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "xterm-kitty": "kitty",
        "xterm-ghostty": "kitty",
        "wezterm": "iterm",
        "foot": "sixel",
        "mlterm": "sixel",
        "contour": "sixel",
        "yaft": "sixel",
        "vt340": "sixel",
    }
)
_MARKS: Mapping[str, str] = MappingProxyType(
    {
        "KITTY_WINDOW_ID": "kitty",
        "WEZTERM_PANE": "iterm",
        "MLTERM": "sixel",
        "KONSOLE_VERSION": "kitty",  # of 22.04 and newer; older ones show nothing
    }
)
_WITHOUT_PICTURES = frozenset({"XTERM_VERSION", "VTE_VERSION", "WT_SESSION", "INSIDE_EMACS"})


def _room() -> _Room:
    """The terminal's width as the system knows it; many do not tell it their pixels."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns
    try:
        import fcntl
        import struct
        import termios

        sizes = fcntl.ioctl(sys.stdout.fileno(), termios.TIOCGWINSZ, bytes(8))
        lines, _, pixels, height = struct.unpack("4H", sizes)
    except (ImportError, OSError):  # Windows has none of it
        lines = pixels = height = 0
    line = height * columns / (lines * pixels) if lines and pixels else 0
    return _Room(columns, pixels or columns * _COLUMN, line)


def _columns(width: int, room: _Room) -> int:
    return min(-(-width // _COLUMN), room.columns)


def _kitty(scenes: Sequence[Scene], room: _Room) -> str:
    """In chunks; q=2: nothing is answered."""
    from grad_magic.picture.screen import render_png

    png = render_png(*scenes)
    area = _area(png, room)
    text = b64encode(png.data).decode("ascii")
    chunks = [text[start : start + _CHUNK] for start in range(0, len(text), _CHUNK)]
    drawn = []
    for index, chunk in enumerate(chunks):
        first = "" if index else f"a=T,f=100,q=2,{area},"
        more = int(index < len(chunks) - 1)
        drawn.append(f"\x1b_G{first}m={more};{chunk}\x1b\\")
    return "".join(drawn)


def _area(png: Png, room: _Room) -> str:
    """Columns and lines: told the columns alone, kitty before 0.29 keeps the height of a picture.

    Both are whole numbers, and a picture is stretched to fill them.
    """
    most = _columns(png.width, room)
    if not room.line:
        return f"c={most}"
    heights = {
        columns: columns * png.height / (png.width * room.line)
        for columns in range(most, most - most // _NARROWER - 1, -1)
    }
    columns = min(heights, key=lambda count: abs(round(heights[count]) / heights[count] - 1))
    return f"c={columns},r={max(1, round(heights[columns]))}"


def _iterm(scenes: Sequence[Scene], room: _Room) -> str:
    from grad_magic.picture.screen import render_png

    png = render_png(*scenes)
    asked = (
        f"inline=1;size={len(png.data)};width={_columns(png.width, room)};"
        "height=auto;preserveAspectRatio=1"
    )
    return f"\x1b]1337;File={asked}:{b64encode(png.data).decode('ascii')}\x07"


def _sixel(scenes: Sequence[Scene], room: _Room) -> str:
    from grad_magic.picture.screen import paint
    from grad_magic.picture.sheet import SCREEN_RESOLUTION
    from grad_magic.picture.sixel import encode_sixels, shrink

    pixels = paint(*scenes)
    width = pixels.shape[1]
    wanted = _columns(width // SCREEN_RESOLUTION, room) * room.pixels // room.columns
    return encode_sixels(shrink(pixels, max(1, -(-width // max(1, wanted)))))


_DRAWN_BY: Mapping[str, Callable[[Sequence[Scene], _Room], str]] = MappingProxyType(
    {"kitty": _kitty, "iterm": _iterm, "sixel": _sixel}
)


def _save(scenes: Sequence[Scene], language: Language) -> str:
    """Where a file with the pictures is, or that there is none."""
    from grad_magic.picture.screen import render_png

    try:
        folder = _folder()
        path = folder / f"picture-{len(list(folder.iterdir())) + 1}.png"
        path.write_bytes(render_png(*scenes).data)
    except OSError:
        return Message("the_picture_cannot_be_saved").told(language.code)
    return Message("the_picture_is_in_a_file", path=path).told(language.code)


@lru_cache
def _folder() -> Path:
    """One for a session; what is asked for by `plot=` is kept until the system clears it away."""
    return Path(tempfile.mkdtemp(prefix="grad_magic-"))
