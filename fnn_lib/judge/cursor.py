"""A cursor: where reading is among the tokens."""

__all__ = ["Cursor"]


class Cursor:
    """A place among tokens that moves on.

    Parameters
    ----------
    found : list of Token
    """

    def __init__(self, found):
        self.found, self.at = found, 0

    @property
    def now(self):
        """The token at the place."""
        return self.found[self.at]

    def ahead(self, count):
        """Return the texts of the next tokens.

        Parameters
        ----------
        count : int

        Returns
        -------
        list of str
        """
        return [t.text for t in self.found[self.at : self.at + count]]

    def sees(self, *texts):
        """Tell whether the token is a sign, or a command, of these."""
        return self.now.kind in ("sign", "command") and self.now.text in texts

    def take(self, count=1):
        """Move on; return the token that was passed last."""
        last = len(self.found) - 1
        token = self.found[min(self.at + count - 1, last)]
        self.at = min(self.at + count, last)
        return token

    def replace(self, count, *instead):
        """Put other tokens in the place of the next ones."""
        self.found[self.at : self.at + count] = instead
