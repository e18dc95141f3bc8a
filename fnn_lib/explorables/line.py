"""Your line: an exercise whose answer is judged where it is typed."""

import traitlets

from ..judge.answering import KINDS
from ..judge.exercises import EXERCISES
from ..judge.meaning import expression
from ..judge.reading import read
from ..symbolic import latex, verify
from .base import Explorable

__all__ = ["YourLine"]


class YourLine(Explorable):
    """Take a reader's line and judge it, with hints and the derivation.

    Parameters
    ----------
    exercise : str
        Its id in `fnn_lib.judge.exercises`.
    derivation : Derivation
        The chapter's; its last line must be the exercise's answer.
    letters : dict
        The symbols of the derivation by the names of the exercise.
    functions : dict
        The functions of the derivation by the names that a line calls.

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

    def __init__(self, exercise, derivation, letters, functions=None):
        if exercise not in EXERCISES:
            raise ValueError(
                f"exercise: found {exercise!r}, wanted one of "
                + ", ".join(EXERCISES)
            )
        told = EXERCISES[exercise]
        tree = read(told["answer"], told["letters"], told.get("functions", ()))
        answer = expression(tree, letters, functions or {})
        held = verify(derivation.result, answer, where=derivation.where)
        if not held.verdict.startswith("proved"):
            raise ValueError(
                f"derivation: found it {held.verdict}, wanted it proved equal "
                f"to {told['answer']}"
            )
        super().__init__()
        self._exercise = {"id": exercise} | told
        self._derivation = derivation.latex()
        self.answer = latex(answer)
        self.on_msg(self._asked)

    def _asked(self, _widget, content, _buffers):
        """Answer the page of a notebook; the static page asks its worker."""
        result = KINDS[content["kind"]](self._exercise, content["text"])
        self.send({"number": content["number"], "result": result})

    def outputs(self):
        """Return nothing: what is typed decides."""
        return {}
