"""Your line: an exercise whose answer is judged where it is typed."""

import traitlets

from ..judge.answering import KINDS
from ..judge.exercises import EXERCISES
from ..judge.meaning import expression
from ..judge.reading import read
from ..symbolic import Induction, latex, verify
from ..symbolic.components import entry
from .base import Explorable

__all__ = ["YourLine"]


class YourLine(Explorable):
    """Take a reader's line and judge it, with hints and the derivation.

    Parameters
    ----------
    exercise : str
        Its id in `fnn_lib.judge.exercises`.
    derivation : Derivation or Induction
        The chapter's; its last line, or what an induction claims to be
        computed, must be the exercise's answer.
    letters : dict
        The symbols of the derivation by the names of the exercise; matrices
        are explicit or of symbolic size.
    functions : dict
        The functions of the derivation by the names that a line calls.
    at : tuple
        Of a derivation of one entry of a matrix: its row and its column, or
        its row in a column.

    Raises
    ------
    ValueError
        When there is no such exercise, or the derivation was not proved.
    RefutedStep
        When the derivation ends in something else than the answer.
    """

    NAME = "line"
    TITLE = "Your line"

    _exercise = traitlets.Dict().tag(sync=True)
    #: LaTeX of the derivation, shown when it is asked for.
    _derivation = traitlets.Unicode().tag(sync=True)

    def __init__(self, exercise, derivation, letters, functions=None, at=()):
        if exercise not in EXERCISES:
            raise ValueError(
                f"exercise: found {exercise!r}, wanted one of "
                + ", ".join(EXERCISES)
            )
        told = EXERCISES[exercise]
        tree = read(told["answer"], told["letters"], told.get("functions", ()))
        answer = expression(tree, letters, functions or {})
        place = at[:1], at[1:]
        _hold(derivation, entry(answer, *place) if at else answer)
        super().__init__()
        self._exercise = {"id": exercise} | told
        self._derivation = derivation.latex()
        if at:
            self._derivation = _closed(self._derivation, answer, at)
        self.answer = latex(answer)
        self.on_msg(self._asked)

    def _asked(self, _widget, content, _buffers):
        """Answer the page of a notebook; the static page asks its worker."""
        result = KINDS[content["kind"]](self._exercise, content["text"])
        self.send({"number": content["number"], "result": result})

    def outputs(self):
        """Return nothing: what is typed decides."""
        return {}


def _hold(derivation, answer):
    """Refuse an answer that is not proved to be what is derived."""
    derived, where = _derived(derivation)
    verdicts = derivation.verdict, verify(derived, answer, where=where).verdict
    if not all(verdict.startswith("proved") for verdict in verdicts):
        raise ValueError(
            f"derivation: found it {' and '.join(verdicts)}, wanted it proved "
            f"and proved equal to {latex(answer)}"
        )


def _derived(derivation):
    if isinstance(derivation, Induction):
        return derivation.claims[1][1], derivation.step.where
    return derivation.result, derivation.where


def _closed(aligned, answer, at):
    """Add to the lines for an entry the matrix that it is an entry of."""
    index = ", ".join(map(latex, at))
    last = rf"&= \left({latex(answer)}\right)_{{{index}}}"
    end = "\n\\end{aligned}"
    return f"{aligned.removesuffix(end)} \\\\[0.5em]\n{last}{end}"
