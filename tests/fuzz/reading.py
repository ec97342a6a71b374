"""Coverage-guided fuzzing of the reader, as a command: atheris is not among the test packages.

    pip install atheris
    python -m tests.fuzz.reading [-max_total_time=60] [-artifact_prefix=/tmp/] [CORPUS_DIRECTORY]

It ends with the first text at which anything but GradMagicError comes out, and prints it.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Fuzzes until it is stopped, or until something else than GradMagicError comes out."""
    # In here, so that pytest can look for doctests; atheris first, so that it sees every branch.
    import atheris  # type: ignore[import-untyped]

    with atheris.instrument_imports(include=["grad_magic"]):
        from grad_magic.errors import GradMagicError
        from grad_magic.reading.request import read_request
    from tests.reading.test_fuzz import FUNCTIONS, HEADS, NOTEBOOK, TOKENS

    choices = {"tokens": list(TOKENS), "heads": list(HEADS), "functions": list(FUNCTIONS)}

    def text_of(data: bytes) -> str:
        """What the bytes choose: free text, a row of signs, or a sound function with a slip."""
        provider = atheris.FuzzedDataProvider(data)
        kind = provider.ConsumeIntInRange(0, 2)
        if kind == 0:
            text = str(provider.ConsumeUnicodeNoSurrogates(200))
            return f"f={text}" if provider.ConsumeBool() else text
        if kind == 1:
            text = str(provider.PickValueInList(choices["heads"]))
            for _ in range(provider.ConsumeIntInRange(1, 25)):
                text += provider.PickValueInList(choices["tokens"])
            return text
        text = str(provider.PickValueInList(choices["functions"]))
        start = provider.ConsumeIntInRange(0, len(text))
        slip = str(provider.PickValueInList(choices["tokens"]))
        return text[:start] + slip + text[start + provider.ConsumeIntInRange(0, 8) :]

    def check(error: GradMagicError, text: str) -> None:
        assert error.message in str(error), repr(text)
        assert 0 <= error.start <= error.end <= len(error.source), repr(text)

    def read_one(data: bytes) -> None:
        text = text_of(data)
        try:
            read_request(text, NOTEBOOK)
        except GradMagicError as error:
            check(error, text)
        except BaseException as error:
            error.args = (*error.args, repr(text))
            raise

    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
