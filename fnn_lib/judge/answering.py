"""The judge as the worker of a page calls it: text in, text out."""

import json

from .judgement import in_words
from .judging import judge_line, typeset_line
from .proving import prove_line

__all__ = ["KINDS", "answer"]


def _judged(exercise, text):
    found = judge_line(exercise, text)
    return found | {"words": in_words(found)}


#: What the page may ask; each takes the exercise and what was typed.
KINDS = {"judge": _judged, "prove": prove_line, "typeset": typeset_line}


def answer(kind, exercise, text):
    """Answer one question of the page.

    Parameters
    ----------
    kind : str
        ``typeset`` while typing, ``judge`` when asked, ``prove`` after a
        right verdict: only that one needs SymPy.
    exercise : str
        JSON, see `fnn_lib.judge.exercises`.
    text : str
        As typed.

    Returns
    -------
    str
        JSON.
    """
    return json.dumps(KINDS[kind](json.loads(exercise), text))
