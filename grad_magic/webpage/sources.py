"""The files of this room that are no Python."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


@lru_cache
def read_source(name: str) -> str:
    """The text of a style, a script or a template."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
