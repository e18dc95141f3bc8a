"""The exercises: what is asked, what may occur, what goes wrong.

Plain data, one module for each chapter, so that the page and a notebook have
the same. The answers are proved where the exercise stands:
`fnn_lib.explorables.YourLine` holds each against the derivation of its
chapter. An exercise is a dict:

``asks``
    The question in a few words; the chapter has the formulas.
``letters``
    By name, a dict with ``domain``, ``shape``, ``value`` or ``is``; see
    `fnn_lib.judge.points.points`.
``functions``
    Names of functions that it says nothing of, such as ``g``.
``without``
    Functions that a line may not use, since it is to be freed of them:
    ``tanh``, or ``sigma'`` for the slope alone.
``answer``
    The right line, in the grammar of `fnn_lib.judge.reading`.
``hints``
    They come one after the other.
``slips``
    By the words for it, a wrong line that readers write.
"""

from . import (
    activations,
    backward,
    descent,
    forward,
    gradient_check,
    losses,
    matrix_calculus,
    softmax,
)

__all__ = ["EXERCISES", "exercise_of"]

#: By id.
EXERCISES = (
    activations.EXERCISES
    | losses.EXERCISES
    | forward.EXERCISES
    | backward.EXERCISES
    | matrix_calculus.EXERCISES
    | softmax.EXERCISES
    | gradient_check.EXERCISES
    | descent.EXERCISES
)


def exercise_of(name):
    """Look an exercise up.

    Parameters
    ----------
    name : str
        Its id.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        When there is none.
    """
    if name not in EXERCISES:
        raise ValueError(
            f"exercise: found {name!r}, wanted one of " + ", ".join(EXERCISES)
        )
    return EXERCISES[name]
