r"""Atoms: what a product is made of, brackets, numbers, names and calls."""

from .names import parsed
from .naming import named
from .tokens import Token, quoted
from .trees import Malformed, Tree

__all__ = ["BRACKETS", "PRIMED", "Atoms"]

FRACTIONS = ("\\frac", "\\dfrac", "\\tfrac")
BRACKETS = {"(": ")", "[": "]", "{": "}"}
PRIMED = "a prime stands behind a function's name; a transpose is ^T"


class Atoms:
    """The part of the reader below powers; it needs the part above.

    Parameters
    ----------
    cursor : Cursor
    names : Names
    """

    def __init__(self, cursor, names):
        self.cursor, self.names = cursor, names
        self.sees, self.take = cursor.sees, cursor.take

    def misplaced(self):
        """Return what to raise for a token that fits nowhere."""
        token = self.cursor.now
        words = f"{quoted(token.text)} was not expected here"
        if token.text in BRACKETS.values():
            words = f"{quoted(token.text)} closes nothing"
        if token.text == ",":
            words = "one value is wanted here, not several"
        return Malformed(words, token.place)

    def group(self):
        """Read a sum in brackets."""
        opening = self.take()
        with self.deeper(opening.place):
            tree = self.sum()
        if self.cursor.now.kind == "end":
            raise Malformed("this bracket is never closed", opening.place)
        if not self.sees(BRACKETS[opening.text]):
            raise self.misplaced()
        self.take()
        return tree

    def atom(self):
        """Read a factor without its exponent."""
        token = self.cursor.now
        self.unbrace()
        if token.kind == "number":
            self.take()
            return Tree("number", (token.text,), token.place)
        if self.sees(*BRACKETS):
            return self.group()
        if self.sees(*FRACTIONS):
            self.take()
            return Tree("/", (self.given(), self.given()), token.place)
        if self.sees("\\sqrt"):
            return self.root()
        if self.cursor.now.kind in ("name", "command"):
            return self.name()
        what = "the end" if token.kind == "end" else quoted(token.text)
        raise Malformed(
            f"a number, a letter or a bracket is missing before {what}",
            token.place,
        )

    def unbrace(self):
        """Read {W}^{[2]} as W^{[2]}: the braces have no meaning of theirs."""
        texts = [*self.cursor.ahead(4), "", "", ""]
        if (texts[0], texts[2]) == ("{", "}") and texts[3] in ("^", "_"):
            inner = self.cursor.found[self.cursor.at + 1]
            single = inner.kind == "name" and len(self.names.apart(inner)) < 2
            if single or inner.kind == "command":
                self.cursor.replace(3, inner)

    def given(self):
        r"""Read an argument of \frac or \sqrt; without braces it is short."""
        token = self.cursor.now
        if self.sees("{"):
            return self.group()
        unknown = token.kind == "name" and not self.names.find(
            parsed(token.text)
        )
        if (unknown or token.kind == "number") and len(token.text) > 1:
            self.shorten(token)
        with self.deeper(token.place):
            return self.atom()

    def shorten(self, token):
        """Leave but the first character: LaTeX takes no more."""
        first, rest = token.text[0], token.text[1:]
        kind = "number" if rest.isdigit() else token.kind
        if rest[0] != "_":
            self.cursor.replace(
                1,
                Token(token.kind, first, token.place),
                Token(kind, rest, token.place + 1),
            )

    def root(self):
        r"""Read \sqrt{z}."""
        token = self.take()
        if self.sees("["):
            words = "a root with an index is not read: type a power"
            raise Malformed(words, self.cursor.now.place)
        return Tree("call", ("sqrt", 0, self.given()), token.place)

    def name(self):
        """Read a letter, or the call of a function."""
        name, primes, token = named(self.cursor, self.names)
        if name in self.names.functions:
            return self.call(name, primes, token)
        if primes:
            raise Malformed(PRIMED, token.place)
        if name in self.names.letters:
            return Tree("letter", (name,), token.place)
        exponent = self.exponent()  # e
        one = Tree("number", ("1",), token.place)
        return Tree("call", ("exp", 0, exponent or one), token.place)

    def call(self, name, primes, token):
        """Read what a function is called with, and its power."""
        place = self.cursor.now.place
        power = self.exponent()  # tanh^2 z
        if power and power.kind == "neg":
            words = f"type 1/{name}(…) for this power; no inverse is read"
            if name == "exp":
                words = "type exp(…) or e^{…}"
            raise Malformed(words, place)
        with self.deeper(token.place):
            argument = self.argument(name)
        tree = Tree("call", (name, primes, argument), token.place)
        return tree if power is None else Tree("^", (tree, power), place)

    def argument(self, name):
        """Read an argument; without brackets it is a power."""
        token = self.cursor.now
        if self.sees(*BRACKETS):
            return self.group()
        if not self.starts():
            raise Malformed(f"{name} of what?", token.place)
        tree = self.power()
        behind = self.cursor.now.kind in ("name", "command")
        if token.kind == "number" and behind:
            tree = Tree("*", (tree, self.power()), token.place)
        return tree
