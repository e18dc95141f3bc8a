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

from .atoms import BRACKETS, PRIMED, Atoms
from .cursor import Cursor
from .names import names_of
from .tokens import Token, tokens
from .transposes import transposed
from .trees import Malformed, Tree, nodes

__all__ = ["LONGEST", "Malformed", "Tree", "read"]

#: Characters of an answer; how deep its brackets and its operations go.
LONGEST = 400
DEEPEST = 20
TALLEST = 60
#: Minus signs in a row.
SIGNS = 3


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


class _Reader(Atoms):
    """The grammar: a method for each level, the loosest first."""

    depth = 0

    @contextmanager
    def deeper(self, place):
        """Count what stands inside one another."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed(
                f"more than {DEEPEST} brackets in one another are no answer",
                place,
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
        tree = self.turned(self.atom())
        place = self.cursor.now.place
        exponent = self.exponent()
        if exponent:
            tree = self.turned(Tree("^", (tree, exponent), place))
        self.ended()
        return tree

    def turned(self, tree):
        for place in transposed(self.cursor, self.names):
            tree = Tree("T", (tree,), place)
        return tree

    def ended(self):
        """Refuse what does not stand behind a power."""
        token = self.cursor.now
        if self.sees("'", "''"):
            raise Malformed(PRIMED, token.place)
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
        with self.deeper(token.place):
            if self.cursor.ahead(2) == ["{", "⊙"]:
                self.cursor.at += 1
                self.cursor.replace(1, Token("sign", "{", token.place))
            return self.group() if self.sees("{") else self.signed()


#: Signs of a product or quotient; what a product means shows in the shapes.
OPERATIONS = {
    "*": "*",
    "@": "@",
    "⊙": "o",
    "/": "/",
    "⊘": "o/",
}
