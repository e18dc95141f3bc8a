r"""Reading: what a reader typed, as a tree, by a whitelist.

LaTeX and Python are read alike: ``\\sigma(z)(1 - \\sigma(z))`` and
``sigma(z)*(1-sigma(z))`` give one tree. Nothing that was typed is ever
evaluated: a tree has numbers, letters that the exercise names, functions
of a fixed list, and operations.
"""

import re
from typing import NamedTuple

__all__ = ["LONGEST", "Malformed", "Tree", "read"]

#: Characters of an answer, and how deep its brackets go.
LONGEST = 400
DEEPEST = 40
#: Digits of a number; a power of a number may be this large.
DIGITS = 12
LARGEST_POWER = 60

FUNCTIONS = (
    *("sigma", "tanh", "exp", "log", "relu", "sqrt"),
    *("softplus", "sinh", "cosh", "sech"),
)
#: Other spellings of functions and letters.
SPELLINGS = {
    "σ": "sigma",
    "sigmoid": "sigma",
    "ln": "log",
    "ReLU": "relu",
    "δ": "delta",
    "α": "alpha",
    "ŷ": "yhat",
    "Ŷ": "Yhat",
    "y\u0302": "yhat",
    "Y\u0302": "Yhat",
    "ℓ": "loss",
    "ell": "loss",
    "hat_y": "yhat",
    "learning_rate": "alpha",
}
SPACES = r"\\[,;:! ]|\\quad|\\left|\\right|\\displaystyle|~|\s+"
TOKEN = re.compile(
    rf"(?P<space>{SPACES})"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<transpose>\.T\b|ᵀ|\^\s*(?:\{\s*)?(?:\\top|\\intercal|⊤|T)(?:\s*\})?"
    r"(?![A-Za-z(]))"
    r"|(?P<command>\\[A-Za-z]+)"
    r"|(?P<name>(?:[yY]\u0302|[A-Za-zσδαŷŶℓ])[A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)"
    r"|(?P<sign>\*\*|[-+*/^(){}\[\],'_@⊙·×−²³])"
)
#: Signs of a product; which one is meant shows in the shapes.
PRODUCTS = {
    "*": "*",
    "@": "@",
    "·": "*",
    "×": "*",
    "⊙": "o",
    "\\cdot": "*",
    "\\times": "*",
    "\\odot": "o",
    "\\circ": "o",
}
RAISED = {"²": 2, "³": 3}


class Malformed(ValueError):
    """What was typed could not be read.

    Attributes
    ----------
    place : int
        Where, counted from 0.
    """

    def __init__(self, message, place):
        super().__init__(message)
        self.place = place


class Tree(NamedTuple):
    """A node: what it is, its parts, and where it was typed.

    Attributes
    ----------
    kind : str
        ``number``, ``letter``, ``call``, ``+``, ``*``, ``@``, ``o``, ``/``,
        ``^``, ``neg`` or ``T``.
    parts : tuple
        Trees; of a number or a letter its text, of a call the function's
        name, its primes and its argument.
    place : int
        Where it begins.
    """

    kind: str
    parts: tuple
    place: int


class Token(NamedTuple):
    kind: str
    text: str
    place: int


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
    reader = _Reader(_tokens(text), set(letters), set(functions))
    if reader.now.kind == "end":
        raise Malformed("nothing is typed yet", 0)
    tree = reader.sum()
    if reader.now.kind != "end":
        raise Malformed(
            f"“{reader.now.text}” was not expected here", reader.now.place
        )
    return tree


def _tokens(text):
    tokens, place = [], 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if not match:
            raise Malformed(f"“{text[place]}” has no meaning here", place)
        kind = match.lastgroup
        if kind != "space":
            tokens.append(Token(kind, match[0], place))
        place = match.end()
    return [*tokens, Token("end", "the end", len(text))]


class _Reader:
    """A descent through the grammar, one method for each level."""

    def __init__(self, tokens, letters, functions):
        self.tokens, self.at, self.depth = tokens, 0, 0
        self.letters, self.functions = letters, functions

    @property
    def now(self):
        return self.tokens[self.at]

    def take(self):
        token = self.now
        self.at += 1
        return token

    def sees(self, *texts):
        return self.now.kind in ("sign", "command") and self.now.text in texts

    def want(self, text):
        if not self.sees(text):
            raise Malformed(
                f"“{text}” is missing before {_quoted(self.now)}",
                self.now.place,
            )
        return self.take()

    def sum(self):
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed("brackets this deep are no answer", self.now.place)
        terms = [self.product()]
        while self.sees("+", "-", "−"):
            sign = self.take()
            term = self.product()
            if sign.text != "+":
                term = Tree("neg", (term,), sign.place)
            terms.append(term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Tree("+", tuple(terms), 0)

    def product(self):
        left = self.signed()
        while True:
            place = self.now.place
            if self.sees("/"):
                self.take()
                left = Tree("/", (left, self.signed()), place)
            elif self.now.text in PRODUCTS:
                kind = PRODUCTS[self.take().text]
                left = Tree(kind, (left, self.signed()), place)
            elif self.starts():
                left = Tree("*", (left, self.power()), place)
            else:
                return left

    def starts(self):
        """Tell whether a factor begins here: a product without a sign."""
        kinds = ("number", "name")
        commands = self.now.kind == "command" and self.now.text not in PRODUCTS
        return self.now.kind in kinds or commands or self.sees("(", "{")

    def signed(self):
        signs = []
        while self.sees("-", "−", "+"):
            signs.append(self.take())
        tree = self.power()
        for sign in reversed(signs):
            if sign.text != "+":
                tree = Tree("neg", (tree,), sign.place)
        return tree

    def power(self):
        base = self.transposed(self.atom())
        if self.now.text in RAISED:
            token = self.take()
            two = Tree("number", (str(RAISED[token.text]),), token.place)
            return self.transposed(Tree("^", (base, two), token.place))
        if not self.sees("^", "**"):
            return base
        place = self.take().place
        return self.transposed(Tree("^", (base, self.exponent()), place))

    def exponent(self):
        if self.sees("{"):
            return self.group("{", "}")
        if self.sees("-", "−"):
            place = self.take().place
            return Tree("neg", (self.exponent(),), place)
        return self.power()

    def transposed(self, tree):
        while self.now.kind == "transpose":
            tree = Tree("T", (tree,), self.take().place)
        return tree

    def group(self, opening, closing):
        self.want(opening)
        tree = self.sum()
        self.want(closing)
        return tree

    def atom(self):
        token = self.now
        if token.kind == "number":
            self.take()
            if len(token.text) > DIGITS:
                raise Malformed("a number this long is no answer", token.place)
            return Tree("number", (token.text,), token.place)
        if self.sees("("):
            return self.group("(", ")")
        if self.sees("["):
            return self.group("[", "]")
        if self.sees("{"):
            return self.group("{", "}")
        if self.sees("\\frac", "\\dfrac", "\\tfrac"):
            self.take()
            above, below = self.group("{", "}"), self.group("{", "}")
            return Tree("/", (above, below), token.place)
        if token.kind in ("name", "command"):
            return self.named()
        raise Malformed(
            f"a number, a letter or a bracket is missing before "
            f"{_quoted(token)}",
            token.place,
        )

    def named(self):
        """Read a letter, a call of a function, or letters side by side."""
        token = self.take()
        name = self.spelled(token)
        name = self.indexed(name)
        if name in FUNCTIONS or name in self.functions:
            return self.call(name, token.place)
        if name in self.letters:
            return Tree("letter", (name,), token.place)
        if name == "e":
            return self.exponential(token)
        parts = self.side_by_side(token)
        if parts:
            return parts
        known = ", ".join(sorted(self.letters))
        raise Malformed(
            f"“{token.text}” is unknown here; the letters are {known}",
            token.place,
        )

    def spelled(self, token):
        if token.kind == "name":
            name = re.sub(r"^([yY])_hat(?![A-Za-z0-9])", r"\1hat", token.text)
            return SPELLINGS.get(name, name)
        name = token.text[1:]
        if name in ("hat", "widehat"):
            braced = self.sees("{")
            if braced:
                self.take()
            letter = self.take()
            if braced:
                self.want("}")
            head, _, index = letter.text.partition("_")
            return f"{head}hat" + (f"_{index}" if index else "")
        if name in ("operatorname", "mathrm", "text"):
            self.want("{")
            inner = self.take()
            self.want("}")
            return SPELLINGS.get(inner.text, inner.text)
        return SPELLINGS.get(name, name)

    def indexed(self, name):
        """Read an index that stands apart: _k, _{k}, ^{[1]}."""
        head, _, rest = name.partition("_")
        name = SPELLINGS.get(head, head) + (f"_{rest}" if rest else "")
        layer = self._bracketed()
        if layer:
            name = f"{name}{layer}"
        if self.sees("_"):
            self.take()
            braced = self.sees("{")
            if braced:
                self.take()
            index = self.take()
            if index.kind not in ("name", "number"):
                raise Malformed("an index is missing", index.place)
            if braced:
                self.want("}")
            name = f"{name}_{index.text}"
        return name

    def _bracketed(self):
        """Read the layer of W^{[1]}, and nothing else."""
        texts = [t.text for t in self.tokens[self.at : self.at + 6]]
        if texts[:3] == ["^", "{", "["] and texts[4:6] == ["]", "}"]:
            self.at += 6
            return texts[3]
        return ""

    def call(self, name, place):
        primes = 0
        power = None
        while self.sees("'"):
            self.take()
            primes += 1
        if self.sees("^", "**"):  # tanh^2 z
            self.take()
            power = self.exponent()
        elif self.now.text in RAISED:
            token = self.take()
            power = Tree("number", (str(RAISED[token.text]),), token.place)
        if self.sees("("):
            argument = self.group("(", ")")
        elif self.sees("{"):
            argument = self.group("{", "}")
        elif self.starts():
            argument = self.power()
        else:
            raise Malformed(f"{name} of what?", self.now.place)
        tree = Tree("call", (name, primes, argument), place)
        return tree if power is None else Tree("^", (tree, power), place)

    def exponential(self, token):
        if not self.sees("^", "**"):
            one = Tree("number", ("1",), token.place)
            return Tree("call", ("exp", 0, one), token.place)
        self.take()
        return Tree("call", ("exp", 0, self.exponent()), token.place)

    def side_by_side(self, token):
        """Read wx as w times x, where both are letters."""
        if token.kind != "name" or "_" in token.text:
            return None
        found, rest, place = [], token.text, token.place
        by_length = sorted(self.letters, key=len, reverse=True)
        while rest:
            letter = next((n for n in by_length if rest.startswith(n)), None)
            if letter is None:
                return None
            found.append(Tree("letter", (letter,), place))
            place, rest = place + len(letter), rest[len(letter) :]
        tree = found[0]
        for letter in found[1:]:
            tree = Tree("*", (tree, letter), letter.place)
        return tree


def _quoted(token):
    return "the end" if token.kind == "end" else f"“{token.text}”"
