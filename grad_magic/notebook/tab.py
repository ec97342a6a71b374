"""The Tab key of a shell, which asks `completion`; that is loaded when it is first pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell


def install(shell: InteractiveShell) -> None:
    """Adds Tab completion of requests to a shell; what an earlier call added goes first."""
    remove(shell)
    completer: Any = shell.Completer
    try:
        from IPython.core.completer import context_matcher
    except ImportError:
        vars(completer)["_complete"] = _older_completion(shell)
    else:
        completer.custom_matchers.append(context_matcher(identifier=__name__)(_matcher(shell)))


def remove(shell: InteractiveShell) -> None:
    """Takes away from a shell all that `install` added, also before an `%autoreload`."""
    completer: Any = shell.Completer
    completer.custom_matchers[:] = [
        matcher for matcher in completer.custom_matchers if not _is_ours(matcher)
    ]
    if _is_ours(vars(completer).get("_complete")):
        del vars(completer)["_complete"]


def _is_ours(function: object) -> bool:
    return getattr(function, "__module__", None) == __name__


def _visible_names(shell: InteractiveShell) -> dict[str, object]:
    """The names that the user gave, and not those that IPython put there."""
    hidden = shell.user_ns_hidden
    return {
        name: value
        for name, value in shell.user_ns.items()
        if not name.startswith("_") and name not in hidden
    }


def _matcher(shell: InteractiveShell) -> Callable[[CompletionContext], SimpleMatcherResult]:
    """What IPython 8.6 and later ask, before its own matchers."""
    from IPython.core.completer import SimpleCompletion

    def match_request(context: CompletionContext) -> SimpleMatcherResult:
        from grad_magic.notebook.completion import complete

        text = context.full_text
        offset = _offset(text, context.cursor_line, context.cursor_position)
        found = complete(text, offset, _visible_names(shell))
        if found is None:
            return {"completions": []}
        return {
            "completions": [SimpleCompletion(c.text, type=c.kind) for c in found.candidates],
            "matched_fragment": found.fragment,
            "ordered": True,
            "suppress": True,
        }

    return match_request


def _older_completion(shell: InteractiveShell) -> Callable[..., tuple[Any, ...]]:
    """What stands before the completer's own method in versions before 8.6, which ask no matchers.

    Its hook `complete_command` sees the cursor's line alone, so not that this is the body of
    a `%%grad` cell, and lets Jedi add Python's names.
    """
    # What it returns is a tuple in these versions alone.
    original: Any = shell.Completer._complete  # noqa: SLF001

    def complete_request(**place: Any) -> tuple[Any, ...]:
        from grad_magic.notebook.completion import complete

        text = place.get("full_text") or place.get("line_buffer") or place.get("text") or ""
        column = len(text) if place["cursor_pos"] is None else place["cursor_pos"]
        offset = _offset(text, place["cursor_line"], column)
        found = complete(text, offset, _visible_names(shell))
        if found is None:
            untouched: tuple[Any, ...] = original(**place)
            return untouched
        texts = [candidate.text for candidate in found.candidates]
        return found.fragment, texts, [__name__] * len(texts), ()

    return complete_request


def _offset(text: str, line: int, column: int) -> int:
    return sum(len(part) + 1 for part in text.split("\n")[:line]) + column
