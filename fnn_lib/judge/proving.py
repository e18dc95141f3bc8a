"""Proving: is a line that was found right equal for all values."""

from .judging import EQUAL, judge_line, read_line

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

    answer = read_line(exercise, exercise["answer"])
    if proved(read_line(exercise, text), answer, exercise["letters"]):
        words = "Proved by SymPy: the difference is 0."
        return {"proved": True, "words": words}
    return {"proved": False, "words": f"{EQUAL.capitalize()}."}
