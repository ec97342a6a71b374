"""What a frontend is shown, in all its forms."""

from __future__ import annotations

from typing import TypeAlias

WidgetView: TypeAlias = dict[str, int | str]
"""A widget by the model that it shows."""
Forms: TypeAlias = dict[str, str | WidgetView]
"""By MIME types: text, images in base64, and views of widgets."""
