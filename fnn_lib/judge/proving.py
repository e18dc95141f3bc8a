"""Proving: is a line that was found right equal for all values."""

from .fitting import fit
from .judging import EQUAL, judge_line, known, read_line

__all__ = ["prove_line"]


def prove_line(exercise, text):
    """Try to prove a right line; SymPy is imported only here.

    Parameters
    ----------
    exercise : dict
        See `fnn_lib.judge.exercises`.
    text : str
        As typed.

    Returns
    -------
    dict
        ``proved``, a bool, and ``words``: how it was found to be equal, or
        that it is not.
    """
    found = judge_line(exercise, text)
    if found["verdict"] != "right":
        return {"proved": False, "words": f"The line is {found['verdict']}."}
    from .meaning import proved

    letters = exercise["letters"]
    line, _ = fit(read_line(exercise, text), letters)
    if proved(line, known(exercise).answer, letters):
        words = "Proved by SymPy: the difference is 0."
        return {"proved": True, "words": words}
    return {"proved": False, "words": f"{EQUAL.capitalize()}."}
