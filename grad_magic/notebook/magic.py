"""The magics %%grad and %grad."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class, no_var_expand
from traitlets import Bool, Enum, Float, Int, TraitError, Unicode, observe, validate

from grad_magic.errors import GradMagicError, MeaninglessRequestError, told_in
from grad_magic.notebook import tab
from grad_magic.notebook.cell import (
    NAME_INSIDE_SCRIPTS,
    accept_bare_calls,
    complete_bare_cell,
    join_lines,
    refuse_bare_calls,
    show_in_script,
)
from grad_magic.notebook.help import write_help
from grad_magic.notebook.warmup import WarmUp
from grad_magic.presets import (
    DEFAULT_BUDGET,
    DEFAULT_DIGITS,
    DEFAULT_LANGUAGE_CODE,
    DEFAULT_PLOT,
    DEFAULT_STEPS,
    DEFAULT_STYLE,
    DEFAULT_THEME,
    LANGUAGE_CODES,
    MAX_DIGITS,
    PLOTS,
    STEPS,
    STYLES,
    THEMES,
)
from grad_magic.reading.options import OPTION_BY_KEY
from grad_magic.wording.messages import Message

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets import Bunch, HasTraits, TraitType

    from grad_magic.exercises.exercise import Exercise
    from grad_magic.presets import Asked
    from grad_magic.problem import Presentation
    from grad_magic.result import Results

_HELP_FLAGS = ("?", "-h", "--help", "help")


def _asks_for_help(request: str) -> bool:
    """Whether nothing but the help is asked for, and perhaps its language."""
    words = [word for word in request.split() if not word.startswith("lang=")]
    return len(words) == 1 and words[0] in _HELP_FLAGS


def _grad(self: GradMagic, line: str, cell: str | None = None) -> Results | Exercise | None:
    request = line if cell is None else join_lines(line, cell)
    if _asks_for_help(request):
        # Help belongs on standard output.
        print(write_help(self.language_of(request)))  # noqa: T201
        return None
    result = self.answer(request.rstrip())
    is_silenced = request.rstrip().endswith(";")
    if cell is None and not is_silenced:
        show_in_script(result, self.warmup.shell)
    # No name can be bound to a cell magic, so a silenced one has nothing to return.
    return None if cell is not None and is_silenced else result


_grad.__name__ = "grad"
_grad.__doc__ = write_help()


def _silenced(result: Results | Exercise, cell: int) -> Results | Exercise:
    """The result, which is not displayed in the cell of this number."""
    if isinstance(result, tuple):
        return result.silenced_in(cell)
    return replace(result, silent_in_cell=cell)


def _views_of(plot: str) -> tuple[str, ...]:
    """The pictures that a setting names, with commas between them.

    Raises:
        RequestSyntaxError: there is none of such a name.
    """
    from grad_magic.formula.tree import Place
    from grad_magic.reading.choices import read_choices

    text = f"plot={plot}"
    place = Place(text.index("=") + 1, len(text))
    return read_choices(OPTION_BY_KEY["plot"], text, place) if plot.strip() else DEFAULT_PLOT


_SETTINGS = {
    "warm_up": Message("setting_warm_up"),
    "digits": Message("setting_digits"),
    "steps": Message("setting_steps"),
    "style": Message("setting_style", names=", ".join(STYLES)),
    "lang": Message("setting_lang"),
    "plot": Message("setting_plot", names=", ".join(PLOTS)),
    "theme": Message("setting_theme"),
    "budget": Message("setting_budget"),
}
"""What `%config GradMagic` says of each setting."""


@magics_class
class GradMagic(Magics):
    """`%grad`, `%%grad` and what `%config GradMagic` sets."""

    warm_up = Bool(
        default_value=True,
        help=str(_SETTINGS["warm_up"]),
    ).tag(config=True)
    digits = Int(DEFAULT_DIGITS, min=1, max=MAX_DIGITS, help=str(_SETTINGS["digits"])).tag(
        config=True
    )
    steps = Enum(STEPS, DEFAULT_STEPS, help=str(_SETTINGS["steps"])).tag(config=True)
    style = Enum(
        (DEFAULT_STYLE, *STYLES),
        DEFAULT_STYLE,
        help=str(_SETTINGS["style"]),
    ).tag(config=True)
    # Empty for that of the request's own words.
    lang = Enum(("", *LANGUAGE_CODES), "", help=str(_SETTINGS["lang"])).tag(config=True)
    plot = Unicode("", help=str(_SETTINGS["plot"])).tag(config=True)
    theme = Enum(THEMES, DEFAULT_THEME, help=str(_SETTINGS["theme"])).tag(config=True)
    budget = Float(DEFAULT_BUDGET, min=0.1, help=str(_SETTINGS["budget"])).tag(config=True)

    @validate("plot")
    def _check_plot(self, proposal: Bunch) -> str:
        plot: str = proposal["value"]
        try:
            with told_in(self.language):
                _views_of(plot)
        except GradMagicError as error:
            raise TraitError(str(error)) from None
        return plot

    @classmethod
    def class_get_trait_help(
        cls,
        trait: TraitType[Any, Any],
        inst: HasTraits | None = None,
        helptext: str | None = None,
    ) -> str:
        """What `%config GradMagic` says of a setting, in the language that is set."""
        if isinstance(inst, GradMagic) and trait.name is not None:
            helptext = _SETTINGS[trait.name].told(inst.language)
        return super().class_get_trait_help(trait, inst, helptext)

    grad = no_var_expand(line_cell_magic(_grad))

    def __init__(self, shell: InteractiveShell) -> None:
        super().__init__(shell)
        self.warmup = WarmUp(shell)
        # What an answer without a function is about.
        self.exercise: Exercise | None = None

    @observe("lang")
    def _offer_help(self, _change: Bunch) -> None:
        """Lets `%%grad?`, which shows a docstring, show the help in the language that is set."""

        @no_var_expand
        @wraps(_grad)
        def grad(line: str, cell: str | None = None) -> Results | Exercise | None:
            return _grad(self, line, cell)

        grad.__doc__ = write_help(self.language)
        shell = self.shell
        assert shell is not None
        manager = shell.magics_manager
        is_registered = manager.registry.get(type(self).__name__) is self
        for kind, own in self.magics.items():
            own["grad"] = grad
            if is_registered:
                manager.magics[kind]["grad"] = grad
        if is_registered:
            manager.magics["line"][NAME_INSIDE_SCRIPTS] = grad

    def answer(self, request: str) -> Results | Exercise:
        """The result of a request, silent for this cell if it ends in a semicolon.

        Raises:
            UsageError: for every error that the user can mend; printed without traceback.
        """
        shell = self.warmup.shell
        try:
            with told_in(self.language_of(request)):
                store_as, result = self._answered(request.removesuffix(";"))
        except GradMagicError as error:
            raise UsageError(str(error)) from None
        except KeyboardInterrupt:
            said = Message("interrupted_there_is_no_answer")
            raise UsageError(said.told(self.language_of(request))) from None
        if store_as:
            shell.user_ns[store_as] = result
        return _silenced(result, shell.execution_count) if request.endswith(";") else result

    def language_of(self, request: str) -> str:
        """In which language to say what is wrong with a request."""
        from grad_magic.reading.language import language_asked

        return language_asked(request, self.lang)

    @property
    def language(self) -> str:
        """In which language to tell what is no answer."""
        return self.lang or DEFAULT_LANGUAGE_CODE

    def _presentation(self, request: str) -> Presentation:
        """How the answer to a request is shown that does not say it itself."""
        from grad_magic.problem import Presentation
        from grad_magic.reading.language import language_spoken

        return Presentation(
            digits=self.digits,
            steps=self.steps,
            style=self.style,
            language=self.lang or language_spoken(request),
            plot=_views_of(self.plot),
            theme=self.theme,
        )

    def _answered(self, request: str) -> tuple[str, Results | Exercise]:
        """The result, and under which name it is to be stored."""
        from grad_magic.calculus.budget import time_limit
        from grad_magic.reading.practice import answers_exercise, asks_for_practice
        from grad_magic.reading.request import read_request
        from grad_magic.result import answer

        presentation = self._presentation(request)
        questions: tuple[Asked, ...] = ()
        shell = self.warmup.shell
        if self.warmup.interrupted_cell == shell.execution_count:
            raise KeyboardInterrupt
        if asks_for_practice(request):
            return self._practised(request, presentation)
        if answers_exercise(request):
            exercise = self._last_exercise(request)
            request = f"{exercise.request}\n{request}"
            presentation = exercise.problem.presentation
            questions = exercise.questions
        with time_limit(self.budget):
            asked = read_request(request, shell.user_ns, presentation).answering(questions)
        return asked.store_as, answer(asked, self.budget)

    def _practised(
        self, request: str, presentation: Presentation
    ) -> tuple[str, Results | Exercise]:
        """A new exercise, which the answers that follow are about, or the solution of the last."""
        from grad_magic.calculus.budget import time_limit
        from grad_magic.exercises.exercise import make_exercise
        from grad_magic.reading.practice import read_practice

        asked = read_practice(request, self.warmup.shell.user_ns, presentation)
        if asked.is_solution:
            return "", self._last_exercise(request).solve(self.budget)
        with time_limit(self.budget):
            self.exercise = make_exercise(asked)
        return asked.store_as, self.exercise

    def _last_exercise(self, request: str) -> Exercise:
        if self.exercise is None:
            raise MeaninglessRequestError(
                Message("there_is_no_exercise_yet"),
                advice=Message("ask_for_an_exercise_or_name_the_function"),
                source=request,
                end=len(request),
            )
        return self.exercise


def load(shell: InteractiveShell) -> None:
    """Adds the magics and what they need to a shell; what an earlier load added goes first."""
    unload(shell)
    magics = GradMagic(shell)
    shell.register_magics(magics)
    line_magics = shell.magics_manager.magics["line"]
    line_magics[NAME_INSIDE_SCRIPTS] = line_magics["grad"]
    shell.input_transformers_cleanup.append(complete_bare_cell)
    accept_bare_calls(shell)
    tab.install(shell)
    if magics.warm_up:
        magics.warmup.schedule()


def unload(shell: InteractiveShell) -> None:
    """Takes away from a shell all that `load` added.

    Names, and not identities, tell what is ours: after `%autoreload` the classes and
    functions of the earlier load are other objects.
    """
    tab.remove(shell)
    refuse_bare_calls(shell)
    # Loaded where there have been some.
    sliders = sys.modules.get("grad_magic.notebook.sliders")
    if sliders is not None:
        sliders.close_all(shell)
    registry = shell.magics_manager.registry
    magics = registry.pop(GradMagic.__name__, None)
    if magics is not None:
        magics.warmup.cancel()
        shell.configurables.remove(magics)
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("grad", None)
    shell.magics_manager.magics["line"].pop(NAME_INSIDE_SCRIPTS, None)
    transformers = shell.input_transformers_cleanup
    transformers[:] = [
        transformer
        for transformer in transformers
        if getattr(transformer, "__module__", "") != complete_bare_cell.__module__
    ]
