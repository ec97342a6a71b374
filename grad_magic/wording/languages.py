"""All languages, by their codes: the one place where a language is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from grad_magic.wording.chinese import CHINESE
from grad_magic.wording.english import ENGLISH
from grad_magic.wording.language import Language

DEFAULT_LANGUAGE = ENGLISH

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (ENGLISH, CHINESE)}
