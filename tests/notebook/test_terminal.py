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

from grad_magic.notebook.terminal import protocol

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


def sent(folder: Path, cells: str) -> str:
    """What IPython sends to a terminal of 100 columns that says nothing of itself."""
    fcntl, pty, termios = map(pytest.importorskip, ("fcntl", "pty", "termios"))
    terminal, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("4H", 40, 100, 0, 0))
    options = ("--no-banner", "--simple-prompt", "--no-confirm-exit", "--colors=NoColor")
    told = re.compile("TERM|TMUX|STY|KITTY|WEZTERM|LC_|MLTERM|INSIDE|WT_|XTERM|VTE")
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
