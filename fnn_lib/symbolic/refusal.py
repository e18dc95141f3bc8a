"""The refusal of a statement that does not hold."""

__all__ = ["CLASH", "RefutedStep"]

#: What stands on the left where a product does not conform.
CLASH = "shapes that conform"


class RefutedStep(ValueError):
    """A step, or any other statement, that does not hold.

    Parameters
    ----------
    message : str
        What was claimed, and what was found instead.
    counterexample : dict
        Values at which the two sides differ, by the name of the symbol.
    left, right : object
        The two values there: what it is, and what was claimed.
    sides : tuple, optional
        The two expressions themselves, and where they were compared.

    Attributes
    ----------
    counterexample, left, right, sides : object
        As given.
    """

    def __init__(self, message, counterexample, left, right, sides=None):
        super().__init__(message)
        self.sides = sides
        self.counterexample = counterexample
        self.left, self.right = left, right
