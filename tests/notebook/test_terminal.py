"""Pictures in terminals: what each is known to draw, and what it is sent."""

from __future__ import annotations

import base64
import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import IPython
import pytest
from PIL import Image

from grad_magic.notebook.terminal import _area, _Room, protocol
from grad_magic.picture.screen import Png

IN_KITTY = {"KITTY_WINDOW_ID": "1", "TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environment", "drawn_by"),
    [
        ({}, ""),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "dumb", "KITTY_WINDOW_ID": "1"}, ""),
        ({"TERM": "xterm-kitty"}, "kitty"),
        (IN_KITTY, "kitty"),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, "kitty"),
        ({"TERM_PROGRAM": "iTerm.app", "LC_TERMINAL": "iTerm2"}, "iterm"),
        ({"TERM_PROGRAM": "WezTerm"}, "iterm"),
        ({"TERM": "foot-extra"}, "sixel"),
        ({"TERM": "footage"}, ""),
        ({"TERM": "mlterm-256color"}, "sixel"),
        ({"KONSOLE_VERSION": "221203", "TERM": "xterm-256color"}, "kitty"),
        # On the other side of ssh.
        ({"LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"}, "iterm"),
        # A multiplexer takes such sequences for itself.
        ({"TERM": "xterm-kitty", "TMUX": "/run/tmux/default,1,0"}, ""),
        ({"TERM": "screen-256color", "TERM_PROGRAM": "iTerm.app"}, ""),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, ""),
        ({"TERM": "foot", "STY": "1.pts-0"}, ""),
        # Others, started from one that draws.
        ({**IN_KITTY, "TERM_PROGRAM": "vscode"}, ""),
        ({"TERM_PROGRAM": "Apple_Terminal", "LC_TERMINAL": "iTerm2"}, ""),
        ({**IN_KITTY, "VTE_VERSION": "7200"}, ""),
        ({**IN_KITTY, "XTERM_VERSION": "XTerm(379)"}, ""),
    ],
)
def test_the_environment_tells_how_a_terminal_draws(
    environment: dict[str, str], drawn_by: str
) -> None:
    assert protocol(environment) == drawn_by


@pytest.mark.parametrize("size", [(614, 500), (560, 420), (1180, 470), (614, 1004)])
@pytest.mark.parametrize(("cell", "columns"), [((9, 18), 130), ((7, 15), 200), ((8, 19), 60)])
def test_kitty_stretches_no_picture(
    size: tuple[int, int], cell: tuple[int, int], columns: int
) -> None:
    (width, height), (cell_width, cell_height) = size, cell
    room = _Room(columns, columns * cell_width, cell_height / cell_width)
    found = re.fullmatch(r"c=(\d+),r=(\d+)", _area(Png(b"", width, height), room))
    assert found is not None
    wide, high = map(int, found.groups())
    assert min(width / 8, columns) * 11 / 12 - 1 < wide <= min(width / 8 + 1, columns)
    shown = wide * cell_width / (high * cell_height)
    assert shown == pytest.approx(width / height, rel=0.01)


def test_of_an_unknown_line_kitty_is_told_the_columns_alone() -> None:
    assert _area(Png(b"", 614, 500), _Room(130, 1040)) == "c=77"


def sent(folder: Path, cells: str) -> str:
    """What IPython sends to a terminal of 100 columns that says nothing of itself."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    terminal, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("4H", 40, 100, 0, 0))
    options = ("--no-banner", "--simple-prompt", "--no-confirm-exit", "--colors=NoColor")
    told = re.compile("TERM|TMUX|STY|KITTY|WEZTERM|LC_|MLTERM|INSIDE|WT_|XTERM|VTE|KONSOLE")
    inherited = {name: value for name, value in os.environ.items() if not told.match(name)}
    own = {"IPYTHONDIR": str(folder), "TMPDIR": str(folder), "PYTHONUTF8": "1"}
    process = subprocess.Popen(  # noqa: S603  (our own text)
        [sys.executable, "-m", "IPython", *options],
        stdin=subprocess.PIPE,
        stdout=side,
        stderr=side,
        env={**inherited, **own},
    )
    os.close(side)
    assert process.stdin is not None
    process.stdin.write(cells.encode())
    process.stdin.close()
    received = b""
    try:
        while part := os.read(terminal, 65536):
            received += part
    except OSError:  # so Linux tells the end
        pass
    os.close(terminal)
    process.wait(60)
    return received.decode().replace("\r\n", "\n")


CELLS = """%load_ext grad_magic
import os
%grad f=x^2*y at=(1,2) dir=(3,4) steps=short plot=contour,section
Out[3].value
os.environ["TERM"] = "xterm-kitty"; display(Out[3])
os.environ["TERM"] = "foot"; Out[3]
os.environ["TERM_PROGRAM"] = "iTerm.app"; Out[3]
%grad f=x^2*y at=(1,2) steps=short
%grad f=x^2*y at=(1,2) steps=short plot=none
"""


@pytest.mark.slow
@pytest.mark.skipif(
    IPython.version_info < (8,), reason="its terminal lets no object display itself"
)
def test_a_terminal_gets_the_picture_that_is_asked_for_under_the_answer(tmp_path: Path) -> None:
    *_, file, value, kitty, sixels, iterm, usual, none, _ = sent(tmp_path, CELLS).split("In [")
    for asked in (file, kitty, sixels, iterm):
        assert "D_u f(P) = ∇f(P)·u" in asked.partition("\x1b")[0]
    # Where nothing can be drawn there is a file, and no control sequence.
    (path,) = re.findall(r"^Picture: (.*)$", file, re.MULTILINE)
    with Image.open(path) as picture:
        width, height = picture.size
    assert "\x1b" not in file + usual + none
    assert "Picture" not in usual + none
    # The value is kept, as of any cell.
    assert "Out[3]: \n" in file
    assert "Out[4]: 2\n" in value
    first, *others = re.findall(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\", kitty)
    assert first[0] == "a=T,f=100,q=2,c=100,m=1"
    assert [keys for keys, _ in others] == ["m=1"] * (len(others) - 1) + ["m=0"]
    chunks = [chunk for _, chunk in (first, *others)]
    assert max(map(len, chunks)) <= 4096
    assert base64.b64decode("".join(chunks)) == Path(path).read_bytes()
    (drawn,) = re.findall(
        r"\x1b\]1337;File=inline=1;size=(\d+);width=100;height=auto;preserveAspectRatio=1:(.*)\x07",
        iterm,
    )
    assert int(drawn[0]) == len(base64.b64decode(drawn[1]))
    assert base64.b64decode(drawn[1]) == Path(path).read_bytes()
    # A hundred columns of 8 pixels have room for a third of it.
    start = f'\x1bP0;1q"1;1;{width // 3};{height // 3}#0;2;'
    assert re.search(rf"{re.escape(start)}[^\x1b]+\x1b\\\n", sixels)
