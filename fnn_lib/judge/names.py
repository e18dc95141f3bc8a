r"""Names: letters and functions by all the ways to write them.

A name has a base, perhaps a layer and an index: ``W^{[2]}_{21}``, ``W2_21``
and ``W_{21}^{[2]}`` are the same.
"""

import functools
import re
from typing import NamedTuple

from .tokens import Token, quoted
from .trees import Malformed

__all__ = ["FUNCTIONS", "GREEK", "Name", "names_of", "parsed"]

FUNCTIONS = frozenset(
    "sigma tanh sinh cosh sech exp log relu softplus sqrt".split()
)
GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi "
    "omicron pi rho sigma sigma tau upsilon phi chi psi omega"
).split()
SPELLINGS = {chr(ord("α") + k): name for k, name in enumerate(GREEK)} | {
    "ϵ": "epsilon",
    "varepsilon": "epsilon",
    "ϕ": "phi",
    "varphi": "phi",
    "sigmoid": "sigma",
    "ln": "log",
    "ReLU": "relu",
    "RELU": "relu",
    "ŷ": "yhat",
    "y\u0302": "yhat",
    "Ŷ": "Yhat",
    "Y\u0302": "Yhat",
    "ℓ": "loss",
    "ell": "loss",
    "learning_rate": "alpha",
    "Δ": "Delta",
}
#: Commands that are names.
COMMANDS = (
    frozenset(GREEK)
    | {"varepsilon", "varphi", "ell", "ln", "Delta"}
    | (FUNCTIONS - {"relu", "softplus", "sqrt"})
)
#: Where Python keeps its functions: ``np.exp`` is a spelling of ``exp``.
HOMES = frozenset("np numpy math sp sympy".split())
#: Functions of two arguments, and what to type instead.
PRODUCTS = frozenset("dot matmul outer multiply inner einsum".split())
PARTS = re.compile(r"([A-Za-z]+)([0-9]*)(?:_(\w+))?")
LONGEST = 60


class Name(NamedTuple):
    """A base such as ``W`` or ``yhat``, a layer and an index, as text."""

    base: str
    layer: str = ""
    index: str = ""

    @property
    def text(self):
        """As in code."""
        tail = f"_{self.index}" if self.index else ""
        return f"{self.base}{self.layer}{tail}"


def parsed(text):
    """Return the name that a text spells.

    Parameters
    ----------
    text : str
        Such as ``W1_21``, ``y_hat`` or ``ŷ_k``.

    Returns
    -------
    Name
    """
    text = SPELLINGS.get(text, text)
    head, *indices = text.split("_")
    if head == "hat" and indices:
        head, *indices = (f"{indices[0]}hat", *indices[1:])
    if "hat" in indices:
        indices.remove("hat")
        head += "hat"
    digits = re.search("[0-9]*$", head).group()
    base = head[: len(head) - len(digits)]
    return Name(SPELLINGS.get(base, base), digits, "_".join(indices))


def names_of(letters, functions=()):
    """Return the `Names` of letters and functions, made once."""
    return _names(frozenset(letters), frozenset(functions))


class Names:
    """The names that may occur in an answer.

    Parameters
    ----------
    letters : collection of str
    functions : collection of str
        Those that are not in `FUNCTIONS`.
    """

    def __init__(self, letters, functions=()):
        self.letters = frozenset(letters)
        self.functions = (FUNCTIONS | set(functions)) - self.letters
        self.known = self.letters | self.functions
        self.loose, self.above = {}, set()
        for text in sorted(self.known):
            name = parsed(text)
            self.above.add((name.base, name.layer))
            if not (name.layer and name.index):
                key = (name.base, name.layer or name.index)
                self.loose.setdefault(key, text)

    def find(self, name):
        """Return the text of a known name, or None.

        A lonely number may stand above or below: W_2 is found as W2, and
        w0 as w_0.
        """
        if name.text in self.known:
            return name.text
        if name.layer and name.index:
            return None
        return self.loose.get((name.base, name.layer or name.index))

    def apart(self, token):
        """Cut a name that is none into names side by side: wx into w and x.

        Parameters
        ----------
        token : Token

        Returns
        -------
        list of Token
            Empty where that cannot be.
        """
        text, failed = token.text, set()

        def cut(start):
            if start == len(text):
                return []
            for end in range(len(text), start, -1):
                if text[end - 1] == "_":  # z_z is not z times z
                    continue
                if end in failed or not self.find(parsed(text[start:end])):
                    if not (end == len(text) and text[start:end] == "e"):
                        continue
                rest = cut(end)
                if rest is not None:
                    return [(start, end), *rest]
                failed.add(end)
            return None

        pieces = cut(0) if len(text) <= LONGEST else None
        return [
            Token("name", text[start:end], token.place + start)
            for start, end in pieces or ()
        ]

    def unknown(self, name, token, *, called=False):
        """Return what to raise for a name that is not known."""
        if name.base in PRODUCTS:
            words = f"{quoted(name.base)}: type the product with a sign"
            return Malformed(f"{words}, @ or ⊙", token.place)
        if name.base in ("transpose", "T"):
            return Malformed("type a transpose as .T or ^T", token.place)
        letters = ", ".join(sorted(self.letters))
        shown = name.text if name.base in token.text else token.text
        words = f"{quoted(shown)} is unknown here; the letters are {letters}"
        if called and len(name.base) > 1:
            words += f"; the functions are {', '.join(sorted(self.functions))}"
        return Malformed(words, token.place)


_names = functools.lru_cache(maxsize=64)(Names)
