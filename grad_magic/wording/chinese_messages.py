"""What errors say in Chinese."""

from __future__ import annotations

from collections.abc import Mapping

CHINESE_MESSAGES: Mapping[str, str] = {}
