r"""Reading: what a reader typed, as a tree, by a whitelist.

LaTeX and Python are read alike: ``\sigma(z)(1 - \sigma(z))`` and
``sigma(z)*(1-sigma(z))`` give one tree. Nothing that was typed is ever
evaluated: a tree has numbers, letters that the exercise names, functions
of a fixed list, and operations.

Products and quotients are read from left to right, with a sign or without:
``1/2z`` is ``(1/2)*z``, as in Python. A function without a bracket takes the
next power, with the number before it: ``\tanh 2z^2`` is ``tanh(2*z^2)``. A
bracket behind a letter is a factor: ``z(1-z)``. The page shows how a line was
read.
"""

from contextlib import contextmanager

from .names import names_of, parsed
from .naming import named
from .tokens import Cursor, Token, quoted, tokens
from .trees import Malformed, Tree, nodes

__all__ = ["LONGEST", "Malformed", "Tree", "read"]

#: Characters of an answer; how deep its brackets and its operations go.
LONGEST = 400
DEEPEST = 20
TALLEST = 60
#: Minus signs in a row.
SIGNS = 3

FRACTIONS = ("\\frac", "\\dfrac", "\\tfrac")
BRACKETS = {"(": ")", "[": "]", "{": "}"}


def read(text, letters, functions=()):
    """Read an answer.

    Parameters
    ----------
    text : str
        As typed.
    letters : collection of str
        The letters that may occur.
    functions : collection of str
        Functions without a definition that may occur, such as ``g``.

    Returns
    -------
    Tree

    Raises
    ------
    Malformed
        With the place at which reading ended.
    """
    if len(text) > LONGEST:
        raise Malformed(
            f"{len(text)} characters; an answer has at most {LONGEST}", LONGEST
        )
    reader = _Reader(Cursor(tokens(text)), names_of(letters, functions))
    if reader.cursor.now.kind == "end":
        raise Malformed("nothing is typed yet", 0)
    tree = reader.sum()
    if reader.cursor.now.kind != "end":
        raise reader.misplaced()
    for node, depth in nodes(tree):
        if depth > TALLEST:
            raise Malformed("this line is too long a formula", node.place)
    return tree


class _Reader:
    """The grammar: a method for each level, the loosest first."""

    def __init__(self, cursor, names):
        self.cursor, self.names = cursor, names
        self.sees, self.take = cursor.sees, cursor.take
        self.depth = 0

    def misplaced(self):
        token = self.cursor.now
        words = f"{quoted(token.text)} was not expected here"
        if token.text in BRACKETS.values():
            words = f"{quoted(token.text)} closes nothing"
        if token.text == ",":
            words = "one value is wanted here, not several"
        return Malformed(words, token.place)

    @contextmanager
    def deeper(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed(
                f"more than {DEEPEST} brackets in one another are no answer",
                self.cursor.now.place,
            )
        yield
        self.depth -= 1

    def sum(self):
        place = self.cursor.now.place
        terms = [self.product()]
        while self.sees("+", "-"):
            sign = self.take()
            term = self.product()
            if sign.text == "-":
                term = Tree("neg", (term,), sign.place)
            terms.append(term)
        return terms[0] if len(terms) == 1 else Tree("+", tuple(terms), place)

    def product(self):
        left = self.signed()
        while True:
            sign = self.cursor.now
            if self.sees(*OPERATIONS):
                self.take()
                right = self.signed()
                left = Tree(OPERATIONS[sign.text], (left, right), sign.place)
            elif self.starts():
                left = Tree("*", (left, self.power()), sign.place)
            else:
                return left

    def starts(self):
        """Tell whether a factor begins here: a product without a sign."""
        kinds = ("number", "name", "command")
        return self.cursor.now.kind in kinds or self.sees(*BRACKETS)

    def signed(self):
        signs = []
        while self.sees("-", "+"):
            signs.append(self.take())
        if len(signs) > SIGNS:
            raise Malformed("too many signs in a row", signs[SIGNS].place)
        tree = self.power()
        for sign in reversed(signs):
            if sign.text == "-":
                tree = Tree("neg", (tree,), sign.place)
        return tree

    def power(self):
        tree = self.transposed(self.atom())
        place = self.cursor.now.place
        exponent = self.exponent()
        if exponent:
            tree = self.transposed(Tree("^", (tree, exponent), place))
        self.ended()
        return tree

    def ended(self):
        """Refuse what does not stand behind a power."""
        token = self.cursor.now
        if self.sees("'", "''"):
            words = (
                "a prime stands behind a function's name; a transpose is ^T"
            )
            raise Malformed(words, token.place)
        if self.sees("."):
            raise Malformed("after a dot only .T is read", token.place)
        if self.sees("^", "_") or token.kind in ("raised", "lowered"):
            words = "two exponents in a row: set brackets"
            if self.sees("_") or token.kind == "lowered":
                words = "an index stands behind a letter"
            raise Malformed(words, token.place)

    def exponent(self):
        """Read what stands above, None where nothing does."""
        token = self.cursor.now
        if token.kind == "raised":
            self.take()
            one = Tree("number", (token.text.lstrip("-"),), token.place)
            minus = token.text[0] == "-"
            return Tree("neg", (one,), token.place) if minus else one
        if not self.sees("^"):
            return None
        self.take()
        with self.deeper():
            if self.cursor.ahead(2) == ["{", "⊙"]:
                self.cursor.at += 1
                self.cursor.replace(1, Token("sign", "{", token.place))
            return self.group() if self.sees("{") else self.signed()

    def transposed(self, tree):
        r"""Read the transposes behind a tree: .T, ᵀ, ^T, ^{T}, ^\top."""
        while True:
            token = self.cursor.now
            texts = [*self.cursor.ahead(4), ""]
            if token.kind == "transpose":
                count = 1
            elif texts[0] == "^" and self.turns(texts[1]):
                count = 2
                self.shorten()
            elif (
                texts[:2] == ["^", "{"]
                and self.turns(texts[2])
                and texts[3] == "}"
            ):
                count = 4
            else:
                return tree
            self.take(count)
            tree = Tree("T", (tree,), token.place)

    def turns(self, text):
        """Tell whether a text above stands for a transpose."""
        if text == "⊤":
            return True
        if text[:1] != "T" or "T" in self.names.letters:
            return False
        alone = text[1:2].isalpha() and not self.names.find(parsed(text))
        return text == "T" or alone

    def shorten(self):
        """Leave the h of W^Th where it stands."""
        above = self.cursor.found[self.cursor.at + 1]
        if len(above.text) > 1:
            rest = Token("name", above.text[1:], above.place + 1)
            first = Token("name", "T", above.place)
            self.cursor.at += 1
            self.cursor.replace(1, first, rest)
            self.cursor.at -= 1

    def group(self):
        opening = self.take()
        with self.deeper():
            tree = self.sum()
        if self.cursor.now.kind == "end":
            raise Malformed("this bracket is never closed", opening.place)
        if not self.sees(BRACKETS[opening.text]):
            raise self.misplaced()
        self.take()
        return tree

    def atom(self):
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
        texts = self.cursor.ahead(4)
        inner = self.cursor.found[self.cursor.at + 1 :][:1]
        if (
            texts[:1] == ["{"]
            and texts[2:3] == ["}"]
            and texts[3] in ("^", "_")
        ):
            if inner[0].kind in ("name", "command"):
                self.cursor.replace(3, inner[0])

    def given(self):
        r"""Read an argument of \frac or \sqrt; without braces it is short."""
        token = self.cursor.now
        if self.sees("{"):
            return self.group()
        if token.kind == "number" and len(token.text) > 1:
            rest = Token("number", token.text[1:], token.place + 1)
            first = Token("number", token.text[0], token.place)
            self.cursor.replace(1, first, rest)
        with self.deeper():
            return self.atom()

    def root(self):
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
            words = (
                "a prime stands behind a function's name; a transpose is ^T"
            )
            raise Malformed(words, token.place)
        if name in self.names.letters:
            return Tree("letter", (name,), token.place)
        exponent = self.exponent()  # e
        one = Tree("number", ("1",), token.place)
        return Tree("call", ("exp", 0, exponent or one), token.place)

    def call(self, name, primes, token):
        place = self.cursor.now.place
        power = self.exponent()  # tanh^2 z
        if power and power.kind == "neg":
            words = f"type 1/{name}(…) for this power; no inverse is read"
            raise Malformed(words, place)
        with self.deeper():
            tree = Tree(
                "call", (name, primes, self.argument(name)), token.place
            )
        return tree if power is None else Tree("^", (tree, power), place)

    def argument(self, name):
        token = self.cursor.now
        if self.sees(*BRACKETS):
            return self.group()
        if not self.starts():
            raise Malformed(f"{name} of what?", token.place)
        tree = self.power()
        if token.kind == "number" and self.cursor.now.kind in (
            "name",
            "command",
        ):
            tree = Tree("*", (tree, self.power()), token.place)
        return tree


#: Signs of a product or quotient; what a product means shows in the shapes.
OPERATIONS = {
    "*": "*",
    "@": "@",
    "⊙": "o",
    "/": "/",
    "⊘": "o/",
}
