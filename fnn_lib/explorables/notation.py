"""One equation in the notation of the book and of the five documents."""

from .base import Explorable, Output, choice, slider
from .notation_documents import DOCUMENTS, EQUATIONS, ROLES, Run

__all__ = ["Notation"]

#: How closely both sides of an equation that is shown have to agree.
CLOSE = 1e-12
#: Sizes that differ from each other, from 1, and from each other plus 1: the
#: shape of an array tells which of them it has.
TOLD_APART = {"n_before": 3, "n_here": 7, "n_next": 5, "m": 11}


class Notation(Explorable):
    """The same equation here and in a document, with the shapes of all.

    Outputs: ``shape_<factor>`` for each factor of the document's equation as
    it stands there, transposed or with a 1 added: ``"2x3"`` for two rows and
    three columns, ``""`` for a factor that the document's equation does not
    have. See :eq:`eq-notation-four` and :eq:`eq-notation-layouts`.
    """

    NAME = "notation"
    TITLE = "One equation in six notations, with the shapes of its factors"
    OUTPUTS = tuple(
        Output(f"shape_{role}", words) for role, words in ROLES.items()
    )

    document = choice(
        {name: f"document {name}" for name in DOCUMENTS if name != "here"},
        label="beside ours",
        symbol="",
    )
    equation = choice(EQUATIONS, label="equation", symbol="")
    factor = choice(
        {"none": "none"} | ROLES, label="factor to mark", symbol=""
    )
    n_before = slider(3, 1, 4, 1, label="units before", symbol="n_{l-1}")
    n_here = slider(2, 1, 4, 1, label="units of the layer", symbol="n_l")
    n_next = slider(1, 1, 4, 1, label="units after", symbol="n_{l+1}")
    m = slider(4, 1, 5, 1, label="samples", symbol="m")

    def record(self):
        """Run all equations and return what the page typesets of them.

        Returns
        -------
        dict
            ``documents``: for each its layout and its equations; a factor
            has its letters and, for rows and columns, the sizes that these
            are the sum of.

        Raises
        ------
        ValueError
            When the two sides of an equation differ.
        """
        run = Run(**TOLD_APART)
        documents = {
            name: {
                "layout": document.layout,
                "equations": {
                    equation: _typeset(document, given, document.arrays(run))
                    for equation, given in document.equations.items()
                },
            }
            for name, document in DOCUMENTS.items()
        }
        return {"documents": documents}

    def outputs(self):
        """Read the shapes off arrays of these sizes.

        Returns
        -------
        dict of str to str
        """
        document = DOCUMENTS[self.document]
        run = Run(self.n_before, self.n_here, self.n_next, self.m)
        arrays = document.arrays(run)
        shapes = {f"shape_{role}": "" for role in ROLES}
        for line in document.equations[self.equation].lines:
            for kind, factor in line.tokens():
                if kind == "factor":
                    rows, columns = factor.value(arrays).shape
                    role = document.roles[factor.key]
                    shapes[f"shape_{role}"] = f"{rows}x{columns}"
        return shapes


def _typeset(document, equation, arrays):
    """Run an equation, and return its parts for the page."""
    lines = []
    for line in equation.lines:
        if (error := line.error(arrays)) > CLOSE:
            raise ValueError(
                f"{line.left.token}: found sides that differ by {error:.1e}, "
                f"wanted at most {CLOSE}"
            )
        lines.append(
            [_part(document, *token, arrays) for token in line.tokens()]
        )
    return {
        "lines": lines,
        "statements": equation.statements,
        "note": equation.note,
        "own": equation.own,
    }


def _part(document, kind, part, arrays):
    """Return a factor or a sign for the page."""
    if kind != "factor":
        named = part.startswith("Sigma_")
        letters = [part if named else {"upright": part}]
        return {"kind": kind, "letters": letters}
    found = {
        "kind": kind,
        "role": document.roles[part.key],
        "letters": _letters(part),
        "shape": [_sizes(size) for size in part.value(arrays).shape],
    }
    if part.key in document.inside:
        found["inside"] = {
            "role": document.inside[part.key],
            "side": "top" if part.ones == ";" else "left",
        }
    return found


#: What stands around an argument, where the name of a function does not.
_AROUND = {
    "tanh'": ("(1 − tanh²(", "))"),
    "broadcast": ("broadcast(", ")"),
}


def _letters(factor):
    """Return the names of a factor and what stands around them."""
    name = factor.name + "^T" * factor.transposed
    if factor.function in _AROUND:
        before, after = _AROUND[factor.function]
        return [{"upright": before}, name, {"upright": after}]
    if factor.function:
        return [f"{factor.function}({name})"]
    if factor.ones == ";":
        return [{"column": [[{"upright": "1"}], [name]]}]
    if factor.ones == ",":
        return [{"upright": "( 1  "}, name, {"upright": " )"}]
    return [name]


def _sizes(size):
    """Tell which sizes a number of rows or columns is the sum of."""
    if size == 1:
        return [1]
    names = {number: name for name, number in TOLD_APART.items()}
    return [names[size]] if size in names else [1, names[size - 1]]
