r"""Naming: one name, with all that stands above and below it, from tokens."""

from .names import COMMANDS, HOMES, PRODUCTS, SPELLINGS, Name, parsed
from .tokens import Token, quoted
from .trees import Malformed

__all__ = ["named"]


def named(cursor, names):
    """Read a name.

    Parameters
    ----------
    cursor : Cursor
        At a name or a command.
    names : Names

    Returns
    -------
    tuple of (str, int, Token)
        The name as in code, its primes, and where it began.

    Raises
    ------
    Malformed
        When it is unknown.
    """
    if cursor.now.text in HOMES and cursor.ahead(2)[1:] == ["."]:
        home = cursor.take(2)
        name = parsed(cursor.now.text)
        if name.text in PRODUCTS:
            raise names.unknown(name, cursor.now)
        if name.text not in names.functions:
            raise Malformed("after a dot only .T is read", home.place)
    start, token = cursor.at, cursor.now
    name = _head(cursor)
    name, primes = _suffixes(cursor, names, name)
    found = names.find(name)
    if found:
        return found, primes, token
    pieces = names.apart(token) if token.kind == "name" else []
    if len(pieces) > 1:
        cursor.at = start
        cursor.replace(1, *pieces)
        return named(cursor, names)
    if name.text == "e":
        return "e", primes, token
    raise names.unknown(name, token, called=cursor.sees("("))


def _head(cursor):
    token = cursor.take()
    if token.kind == "name":
        return parsed(token.text)
    if token.text[1:] in COMMANDS:
        return Name(SPELLINGS.get(token.text[1:], token.text[1:]))
    raise Malformed(f"{quoted(token.text)} is not understood", token.place)


def _suffixes(cursor, names, name):
    """Read layers, indices and primes, in whatever order they stand."""
    primes = 0
    while True:
        place = cursor.now.place
        more, layer, index = _primes(cursor), "", ""
        if not more:
            layer = _layer(cursor, names, name)
        if not more and not layer:
            index = _index(cursor, names, name)
        if not (more or layer or index):
            return name, primes
        if (layer and name.layer) or (index and name.index):
            raise Malformed("one index of a kind is enough", place)
        primes += more
        layer, index = layer or name.layer, index or name.index
        name = name._replace(layer=layer, index=index)


def _primes(cursor):
    """Read a prime, or two: ', '', ^' or ^{'}."""
    texts = [*cursor.ahead(4), "", "", "", ""]
    above = texts[0] == "^"
    braced = above and texts[1] == "{" and texts[3] == "}"
    primes = {"'": 1, "''": 2}.get(texts[above + braced], 0)
    if primes:
        cursor.take(1 + above + 2 * braced)
    return primes


def _layer(cursor, names, name):
    """Read [2] above a name or behind it; (2) where it can be no power."""
    texts = [*cursor.ahead(6), "", "", "", "", "", ""]
    above = texts[0] == "^"
    braced = above and texts[1] == "{"
    opening, layer, closing = texts[above + braced :][:3]
    if opening + closing not in ("[]", "()"):
        return ""
    if not _stands(names, name, layer, opening == "[", above):
        return ""
    if braced and texts[5] != "}":  # W^{[2]T}: the rest stays above
        del cursor.found[cursor.at + 2 : cursor.at + 5]
    else:
        cursor.take(3 + above + 2 * braced)
    return layer


def _stands(names, name, layer, square, above):
    """Tell whether brackets hold a layer or an index, not a factor."""
    found = names.find(name._replace(layer=layer))
    if not found and (name.base, layer) not in names.above:
        # For the message: g^{[1]} is unknown, rather than g.
        known = names.find(name) or name.base == "e"
        return square and above and layer.isdigit() and not known
    # y^(k) with letters y and y_k is no power when there is no letter k.
    power = layer.isdigit() or names.find(parsed(layer))
    return square or not (power and names.find(name))


def _index(cursor, names, name):
    """Read _2, _{2,1} or ₂."""
    if cursor.now.kind == "lowered":
        return cursor.take().text
    if not cursor.sees("_"):
        return ""
    place = cursor.take().place
    if cursor.sees("{"):
        cursor.take()
        texts = []
        while cursor.now.kind in ("name", "number") or cursor.sees(","):
            texts.append(cursor.take().text)
        if not texts or not cursor.sees("}"):
            raise Malformed("an index is missing", place)
        cursor.take()
        return "".join(texts).replace(",", "")
    if cursor.now.kind not in ("name", "number"):
        raise Malformed("an index is missing", place)
    token = cursor.take()
    if token.kind == "number":
        return token.text
    for end in range(len(token.text), 0, -1):  # y_kx is y_k times x
        head, rest = token.text[:end], token.text[end:]
        if names.find(name._replace(index=head)) and rest[:1] != "_":
            if rest:
                cursor.at -= 1
                cursor.replace(1, Token("name", rest, token.place + end))
            return head
    return token.text
