"""Warming: judge each exercise once, so that all it takes is loaded."""

from .answering import KINDS
from .exercises import EXERCISES

__all__ = ["warm"]


def warm():
    """Judge the answer and the slips of every exercise, and prove.

    Raises
    ------
    ValueError
        When an answer is not found right, or a slip is.
    """
    for name, exercise in EXERCISES.items():
        _expect("right", name, exercise, exercise["answer"])
        for line in exercise.get("slips", {}).values():
            _expect("wrong", name, exercise, line)
        KINDS["prove"](exercise, f"({exercise['answer']})/2*2")


def _expect(wanted, name, exercise, line):
    KINDS["typeset"](exercise, line)
    found = KINDS["judge"](exercise, line)["verdict"]
    if found != wanted:
        raise ValueError(f"{name}: found {line} {found}, wanted {wanted}")
