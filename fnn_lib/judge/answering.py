"""The judge as the worker of a page calls it: text in, text out."""

import json

from .judgement import in_words
from .judging import judge_line, typeset_line

__all__ = ["answer"]

KINDS = {"judge": judge_line, "typeset": typeset_line}


def answer(kind, exercise, text):
    """Answer one question of the page.

    Parameters
    ----------
    kind : str
        ``judge`` or ``typeset``.
    exercise : str
        JSON, see `judging`.
    text : str
        As typed.

    Returns
    -------
    str
        JSON.
    """
    result = KINDS[kind](json.loads(exercise), text)
    if "verdict" in result:
        result["words"] = in_words(result)
    return json.dumps(result)
