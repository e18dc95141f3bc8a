"""Your line: an exercise whose answer is judged where it is typed."""

import traitlets

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
        # SymPy and mpmath are large: when they are needed.
        from ..judge.exercises import exercise_of
        from .held import held

        told = exercise_of(exercise)
        found = held(told, derivation, letters, functions or {}, at)
        super().__init__()
        self._exercise = {"id": exercise} | told
        self.answer, self._derivation = found
        self.on_msg(self._asked)

    def _asked(self, _widget, content, _buffers):
        """Answer the page of a notebook; the static page asks its worker."""
        from ..judge.answering import KINDS

        reply = {"number": content["number"]}
        try:
            ask = KINDS[content["kind"]]
            reply["result"] = ask(self._exercise, content["text"])
        except Exception as error:  # the page must not wait for ever
            reply["error"] = f"{type(error).__name__}: {error}"
        self.send(reply)

    def outputs(self):
        """Return nothing: what is typed decides."""
        return {}
