"""A headless Chromium, driven through its own pipe: no driver and no package is needed for it.

It speaks the Chrome DevTools Protocol, one JSON message after the other with a NUL byte between.
"""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
_LEAST_DESCRIPTOR = 5
_SECONDS = 20.0


class Browser:
    """A browser with one tab, and what went wrong in it.

    Attributes:
        faults: messages of the console, exceptions, and breaches of a page's policy.
        requests: the addresses of all that was loaded but the page itself.
    """

    def __init__(self, reading: int, writing: int) -> None:
        self._reading, self._writing = reading, writing
        self._buffer, self._count, self._session = b"", 0, ""
        self._frames: list[str] = []
        self.faults: list[str] = []
        self.requests: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, *, frame: str = "", **parameters: object) -> Any:
        """What the browser answers, of the page or of a frame in it."""
        self._count += 1
        message: dict[str, object] = {"id": self._count, "method": method, "params": parameters}
        if frame or self._session:
            message["sessionId"] = frame or self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._count:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def _receive(self) -> Any:
        while b"\0" not in self._buffer:
            assert select.select([self._reading], [], [], _SECONDS)[0], "no answer"
            self._buffer += os.read(self._reading, 1 << 20)
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)

    def _note(self, event: Any) -> None:
        method, said = event.get("method"), event.get("params", {})
        if method == "Target.attachedToTarget" and self._session:
            self._frames.append(said["sessionId"])
        elif method == "Target.detachedFromTarget":
            self._frames.remove(said["sessionId"])
        elif method == "Runtime.exceptionThrown":
            self.faults.append(json.dumps(said["exceptionDetails"]))
        elif method == "Runtime.consoleAPICalled":
            self.faults.append(json.dumps(said["args"]))
        elif method == "Log.entryAdded":
            self.faults.append(said["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            address = said["request"]["url"]
            if not address.startswith(("data:", "file:", "about:")):
                self.requests.append(address)

    def open(
        self, page: Path, width: int = 1000, height: int = 1100, scheme: str = "light"
    ) -> None:
        """Loads a file, and waits until it is drawn."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        media = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", features=media)
        self.call("Page.navigate", url=page.as_uri())
        self.wait_for("document.readyState === 'complete' && location.protocol === 'file:'")

    def follow_frames(self) -> None:
        """From here on frames in a page that are processes of their own can be asked."""
        self.call(
            "Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True
        )

    def evaluate_in_frames(self, expression: str) -> list[Any]:
        """The values of an expression in each frame of the page."""
        return [self.evaluate(expression, frame) for frame in tuple(self._frames)]

    def evaluate(self, expression: str, frame: str = "") -> Any:
        """The value of an expression in the page, or in a frame of it."""
        answer = self.call(
            "Runtime.evaluate",
            frame=frame,
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> None:
        """Waits until something holds in the page."""
        self.wait_until(lambda: bool(self.evaluate(condition)), condition)

    def wait_until(self, holds: Callable[[], bool], condition: str = "") -> None:
        """Waits until something holds."""
        end = time.monotonic() + _SECONDS
        while not holds():
            assert time.monotonic() < end, condition
            time.sleep(0.01)

    def next_frame(self) -> None:
        """Waits until what has changed is drawn."""
        self.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """The mouse, pressed at one place of the window and released at another."""
        middle = tuple((one + other) / 2 for one, other in zip(start, end, strict=True))
        steps = (("mousePressed", start), ("mouseMoved", middle), ("mouseMoved", end))
        for kind, (x, y) in (*steps, ("mouseReleased", end)):
            self.call(
                "Input.dispatchMouseEvent",
                type=kind,
                x=x,
                y=y,
                button="left",
                buttons=0 if kind == "mouseReleased" else 1,
                clickCount=1,
            )
        self.next_frame()

    def press(self, key: str) -> None:
        """A key, pressed and released."""
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key)
        self.next_frame()


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A browser that ends with the block."""
    assert CHROMIUM is not None
    to_browser, writing = os.pipe()
    reading, from_browser = os.pipe()
    # Chromium reads from 3 and writes to 4, which none of the pipe's ends may be before.
    ends = [
        fcntl.fcntl(end, fcntl.F_DUPFD, _LEAST_DESCRIPTOR) for end in (to_browser, from_browser)
    ]
    silence = os.open(os.devnull, os.O_RDWR)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = (
            *(CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--remote-debugging-pipe"),
            f"--user-data-dir={profile}",
        )
        copies = [(silence, 1), (silence, 2), (ends[0], 3), (ends[1], 4)]
        actions = [(os.POSIX_SPAWN_DUP2, source, target) for source, target in copies]
        process = os.posix_spawn(CHROMIUM, command, os.environ, file_actions=actions)
        try:
            yield Browser(reading, writing)
        finally:
            os.kill(process, signal.SIGTERM)
            os.waitpid(process, 0)
            for end in (to_browser, from_browser, reading, writing, silence, *ends):
                os.close(end)
