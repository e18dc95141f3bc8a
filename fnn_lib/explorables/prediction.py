"""A question before the picture: what a reader expects to see."""

import traitlets

from .base import Explorable

__all__ = ["Prediction"]


class Prediction(Explorable):
    """Ask for a prediction, and answer once one is made.

    Parameters
    ----------
    question : str
        What will be seen.
    options : dict of str to bool
        What a reader may expect, and whether it is so; exactly one is, and
        an expression that computes it is better than a constant.
    then : str
        What to do in the picture to find out.
    because : str
        Why it is so; unfolded by the reader afterwards.

    Raises
    ------
    ValueError
        When not exactly one option is right.

    Examples
    --------
    >>> Prediction("Is 7 prime?", {"yes": True, "no": False}, "Try 2 to 6.",
    ...            "None of them divides it.")  # doctest: +SKIP
    """

    NAME = "prediction"
    TITLE = "A prediction"

    _question = traitlets.Unicode().tag(sync=True)
    _options = traitlets.List().tag(sync=True)
    _right = traitlets.Int().tag(sync=True)
    _then = traitlets.Unicode().tag(sync=True)
    _because = traitlets.Unicode().tag(sync=True)
    #: The number of the option that was chosen, from 0; -1 before.
    chosen = traitlets.Int(-1).tag(sync=True)

    def __init__(self, question, options, then, because):
        right = [k for k, so in enumerate(options.values()) if so]
        if len(right) != 1:
            raise ValueError(
                f"options: found {len(right)} that are right, wanted one"
            )
        super().__init__()
        self._question, self._options = question, list(options)
        self._right, self._then, self._because = *right, then, because

    def outputs(self):
        """Return nothing: a prediction computes nothing."""
        return {}
