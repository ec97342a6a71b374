"""The packages that come with this one, but that a browser's Python may be without."""

from __future__ import annotations

import sys

DRAWING = ("numpy", "contourpy", "matplotlib")
"""What pictures and pages take; numbers of arrays and of Python functions take the first."""


def lacking() -> str:
    """The first of the packages that draw which is not installed; empty where all are."""
    return next((package for package in DRAWING if not is_there(package)), "")


def command_to_install(package: str) -> str:
    """The line of a notebook that installs it, there too."""
    return f"%pip install {package}"


def is_there(package: str) -> bool:
    """Whether it is loaded, or is found by what Python asks when it imports."""
    if package in sys.modules:
        return sys.modules[package] is not None
    return any(finder.find_spec(package, None) is not None for finder in sys.meta_path)
