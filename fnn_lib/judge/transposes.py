r"""Transposes behind a tree: .T, ᵀ, ^T, ^{T}, ^\top."""

from .names import parsed
from .tokens import Token

__all__ = ["transposed"]


def transposed(cursor, names):
    """Read the transposes at a place.

    Parameters
    ----------
    cursor : Cursor
    names : Names

    Yields
    ------
    int
        The place of each.
    """
    while True:
        token = cursor.now
        texts = [*cursor.ahead(4), "", "", "", ""]
        if token.kind == "transpose":
            cursor.take()
        elif texts[0] == "^" and _turns(texts[1], names):
            _shorten(cursor)
            cursor.take(2)
        elif (
            texts[:2] == ["^", "{"]
            and _turns(texts[2], names)
            and texts[3] == "}"
        ):
            cursor.take(4)
        else:
            return
        yield token.place


def _turns(text, names):
    """Tell whether a text above stands for a transpose."""
    if text == "⊤":
        return True
    if text[:1] != "T" or "T" in names.letters:
        return False
    alone = text[1:2].isalpha() and not names.find(parsed(text))
    return text == "T" or alone


def _shorten(cursor):
    """Leave the h of W^Th where it stands."""
    above = cursor.found[cursor.at + 1]
    if len(above.text) > 1:
        first = Token("name", "T", above.place)
        rest = Token("name", above.text[1:], above.place + 1)
        cursor.found[cursor.at + 1 : cursor.at + 2] = [first, rest]
