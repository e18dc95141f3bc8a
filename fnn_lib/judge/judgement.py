"""The judge as a notebook calls it."""

from .exercises import exercise_of
from .judging import judge_line
from .proving import prove_line

__all__ = ["Judgement", "judge"]


class Judgement(dict):
    """What was found, and as a sentence; see `judge_line` for the keys."""

    def __repr__(self):
        return in_words(self)


def judge(exercise, answer):
    """Judge a line of one's own.

    Parameters
    ----------
    exercise : str
        Its id, such as ``sigmoid-derivative``.
    answer : str
        As one would write it, like LaTeX or like Python.

    Returns
    -------
    Judgement
        ``["verdict"]`` is ``right``, ``wrong`` or ``malformed``; of a right
        one ``["proved"]`` tells whether SymPy proved it.

    Raises
    ------
    ValueError
        When there is no such exercise.
    """
    told = exercise_of(exercise)
    if not isinstance(answer, str):
        raise ValueError(f"answer: found {answer!r}, wanted a text")
    found = judge_line(told, answer)
    if found["verdict"] == "right":
        found |= prove_line(told, answer)
    return Judgement(found)


def in_words(found):
    """Say what was found in one or two sentences.

    Parameters
    ----------
    found : dict
        Of `judge_line`, perhaps with what `prove_line` found.

    Returns
    -------
    str
    """
    if found["verdict"] == "right":
        if "proved" in found:
            return f"Right. {found['words']}"
        return f"Right: {found['message']}."
    if found["verdict"] == "malformed":
        end = "" if found["message"].endswith("?") else "."
        return f"Not understood, at place {found['place'] + 1}: " + (
            f"{found['message']}{end}"
        )
    text = "Wrong"
    if "slip" in found:
        text += f": {found['slip']}"
    if "at" not in found:
        message = found["message"]
        return f"{text}. {message[0].upper()}{message[1:]}."
    at = ", ".join(f"{name} = {x}" for name, x in found["at"].items())
    entry = "({}, {})".format(*found["entry"]) if "entry" in found else ""
    return (
        f"{text}. At {at} yours is {found['yours']}, the right value "
        f"{found['right']}{entry and ', in entry ' + entry}."
    )
