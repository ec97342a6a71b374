"""Cells run in a shell, and what they display."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython.core.displaypub import CapturingDisplayPublisher

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def run(shell: InteractiveShell, source: str) -> Any:
    """The value of a cell that must succeed."""
    outcome = shell.run_cell(source, store_history=True)
    outcome.raise_error()
    return outcome.result


def published(shell: InteractiveShell) -> list[dict[str, Any]]:
    """What has been displayed, output by output."""
    assert isinstance(shell.display_pub, CapturingDisplayPublisher)
    return shell.display_pub.outputs
