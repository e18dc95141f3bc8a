"""The four equations of a layer, in the letters of the five documents.

Each is read from a text, run on the document's own arrays, and typeset from
what was read; see :eq:`eq-notation-four` and, for the arrays,
:eq:`eq-notation-layouts`.
"""

from typing import NamedTuple

import numpy as np

from ..layouts import layout
from ..network import Network
from .notation_lines import Arrays, read

__all__ = ["DOCUMENTS", "EQUATIONS", "ROLES", "Run"]

EQUATIONS = {
    "forward": "forward",
    "delta": "back through the layer",
    "weights": "gradient in the weights",
    "bias": "gradient in the biases",
}

#: What a factor is, in every document alike.
ROLES = {
    "Z": "pre-activations",
    "W": "weights",
    "A_before": "input of the layer",
    "b": "biases",
    "ones": "ones",
    "slope": "slope of the activation",
    "W_next": "next weights",
    "dJ_dZ": "gradient in Z",
    "dJ_dZ_next": "gradient in the next Z",
    "dJ_dA": "gradient in A",
    "dJ_da": "one column of it",
    "dJ_dW": "gradient in W",
    "dJ_db": "gradient in b",
}


class Run:
    """Both passes of a network with two layers; the first one is layer l.

    Parameters
    ----------
    n_before, n_here, n_next : int
        Units of the layers l - 1, l and l + 1.
    m : int
        Samples of the batch.
    seed : int
        Of all numbers.
    """

    def __init__(self, n_before, n_here, n_next, m, seed=0):
        random = np.random.default_rng(seed)
        self.net = Network((n_before, n_here, n_next), hidden="tanh")
        self.net.parameters = [
            (random.normal(size=W.shape), random.normal(size=b.shape))
            for W, b in self.net.parameters
        ]
        self.X = random.normal(size=(n_before, m))
        self.Y = random.integers(0, 2, size=(n_next, m)).astype(float)
        self.m = m
        self.g = self.net.activations[1]

    def passes(self, samples):
        """Return input, Z and the gradients of the first samples."""
        X, Y = self.X[:, :samples], self.Y[:, :samples]
        return X, self.net.trace(X).Z[1], self.net.backward(X, Y)

    def arrays(self, letter, back):
        """Return a document's W, b of layer l, its next W, dJ_dW, dJ_db."""
        to_document = layout(letter).to_document
        gradients = zip(back.dJ_dW[1:], back.dJ_db[1:], strict=True)
        parameters = to_document(self.net.parameters)
        return *parameters, to_document(list(gradients))[0]


def _here(run):
    X, Z, back = run.passes(run.m)
    (W, b), (W_next, _) = run.net.parameters
    values = {
        "Z[l]": Z,
        "W[l]": W,
        "A[l-1]": X,
        "b[l]": b,
        "ones": np.ones((run.m, 1)),
        "W[l+1]": W_next,
        "dJ_dZ[l]": back.dJ_dZ[1],
        "dJ_dZ[l+1]": back.dJ_dZ[2],
        "dJ_dW[l]": back.dJ_dW[1],
        "dJ_db[l]": back.dJ_db[1],
    }
    return Arrays(values, {"g'": run.g.slope})


def _a(run):
    x, z, back = run.passes(1)
    W, W_next, gradient = run.arrays("A", back)
    values = {
        "**z**(1)": z,
        "**W**(1)": W,
        "**x**": layout("A").data(x),
        "bar:**W**(2)": W_next[:, 1:],
        "grad_**z**(1)_J": back.dJ_dZ[1],
        "grad_**z**(2)_J": back.dJ_dZ[2],
        "grad_**W**(1)_J": gradient,
    }
    return Arrays(values, {"g'": run.g.slope})


def _b(run):
    X, Z, back = run.passes(run.m)
    (W, b), (W_next, _), (dJ_dW, dJ_db) = run.arrays("B", back)
    n, z, dJ_da = len(Z), Z[:, :1], back.dJ_dA[1][:, :1]
    # Row j, column p: the slope of activation p in pre-activation j.
    slopes = [run.g.pullback(z, unit.reshape(n, 1)) for unit in np.eye(n)]
    values = {
        "**Z**[l]": Z,
        "**W**[l]": W,
        "**A**[l-1]": layout("B").data(X),
        "**b**[l]": b,
        "**W**[l+1]": W_next,
        "dJ_d**Z**[l]": back.dJ_dZ[1],
        "dJ_d**Z**[l+1]": back.dJ_dZ[2],
        "dJ_d**A**[l]": back.dJ_dA[1],
        "dJ_d**a**[l]_{:,i}": dJ_da,
        "dJ_d**z**[l]_{:,i}": back.dJ_dZ[1][:, :1],
        "d**a**[l]_{:,i}_d**z**[l]_{:,i}": np.hstack(slopes),
        "dJ_d**W**[l]": dJ_dW,
        "dJ_d**b**[l]": dJ_db[:, np.newaxis],
    }

    def broadcast(b):
        return np.repeat(b[:, np.newaxis], run.m, axis=1)

    return Arrays(values, {"broadcast": broadcast})


def _c(run):
    x, z, back = run.passes(1)
    (W, b), (W_next, _) = run.net.parameters
    values = {
        "z_n": z,
        "W_n": W,
        "x_{n-1}": layout("C").data(x),
        "b_n": b,
        "W_{n+1}": W_next,
        "dL_dz_n": back.dJ_dZ[1],
        "dL_dz_{n+1}": back.dJ_dZ[2],
        "dL_dW_n": back.dJ_dW[1],
        "dL_db_n": back.dJ_db[1],
    }
    return Arrays(values, {"sigma'": lambda z: np.diagflat(run.g.slope(z))})


def _d(run):
    X, Z, back = run.passes(run.m)
    (W, b), (W_next, _), (dL_dW, dL_db) = run.arrays("D", back)
    rows = layout("D").data
    values = {
        "Z_1": rows(Z),
        "X": rows(X),
        "W_1": W,
        "b_1": b,
        "W_2": W_next,
        "dL_dZ_1": rows(back.dJ_dZ[1]),
        "dL_dZ_2": rows(back.dJ_dZ[2]),
        "dL_dW_1": dL_dW,
        "dL_db_1": dL_db,
    }
    return Arrays(values, {"sigma'": run.g.slope}, samples=0)


def _e(run):
    x, z, back = run.passes(1)
    (W, b), (W_next, _), (dL_dW, dL_db) = run.arrays("E", back)
    values = {
        "**z**_1": z,
        "**W**_1": W,
        "**x**": layout("E").data(x),
        "**b**_1": b[:, np.newaxis],
        "**W**_2": W_next,
        "delta_1": back.dJ_dZ[2],
        "delta_2": back.dJ_dZ[1],
        "dL_d**W**_1": dL_dW,
        "dL_d**b**_1": dL_db[:, np.newaxis],
    }
    return Arrays(values, {"tanh'": lambda z: 1 - np.tanh(z) ** 2})


class Equation(NamedTuple):
    """What a document says for one of `EQUATIONS`.

    Attributes
    ----------
    lines : tuple of Line
        One, or two where the document takes two steps.
    statements : tuple of str
        Where it stands in the ledger.
    note : str
        What a reader of this book has to know.
    own : bool
        Whether the document has it; else the lines are those that hold it.
    """

    lines: tuple
    statements: tuple = ()
    note: str = ""
    own: bool = True


class Document(NamedTuple):
    """One way to write a network.

    Attributes
    ----------
    layout : str
        How samples and biases lie.
    arrays : callable
        From a `Run` to the document's arrays.
    roles : dict of str to str
        What the names of factors are, see `ROLES`.
    inside : dict of str to str
        The role of the first row or column of a factor, where that is
        another one.
    equations : dict of str to Equation
        By the name in `EQUATIONS`.
    """

    layout: str
    arrays: object
    roles: dict
    inside: dict
    equations: dict


def _equation(*texts, statements="", note="", own=True):
    lines = tuple(map(read, texts))
    return Equation(lines, tuple(statements.split()), note, own)


HERE = Document(
    "samples in columns",
    _here,
    {
        "Z[l]": "Z",
        "W[l]": "W",
        "A[l-1]": "A_before",
        "b[l]": "b",
        "ones": "ones",
        "g'(Z[l])": "slope",
        "W[l+1]": "W_next",
        "dJ_dZ[l]": "dJ_dZ",
        "dJ_dZ[l+1]": "dJ_dZ_next",
        "dJ_dW[l]": "dJ_dW",
        "dJ_db[l]": "dJ_db",
    },
    {},
    {
        "forward": _equation("Z[l] = W[l] A[l-1] + b[l] ones^T"),
        "delta": _equation("dJ_dZ[l] = g'(Z[l]) ⊙ ( W[l+1]^T dJ_dZ[l+1] )"),
        "weights": _equation("dJ_dW[l] = dJ_dZ[l] A[l-1]^T"),
        "bias": _equation("dJ_db[l] = dJ_dZ[l] ones"),
    },
)

A = Document(
    "one sample; biases inside W",
    _a,
    {
        "**z**(1)": "Z",
        "**W**(1)": "W",
        "[1;**x**]": "A_before",
        "[1,**x**^T]": "A_before",
        "g'(**z**(1))": "slope",
        "bar:**W**(2)": "W_next",
        "grad_**z**(1)_J": "dJ_dZ",
        "grad_**z**(2)_J": "dJ_dZ_next",
        "grad_**W**(1)_J": "dJ_dW",
    },
    {
        "**W**(1)": "b",
        "grad_**W**(1)_J": "dJ_db",
        "[1;**x**]": "ones",
        "[1,**x**^T]": "ones",
    },
    {
        "forward": _equation(
            "**z**(1) = **W**(1) [1;**x**]",
            statements="A23",
            note="A has no bias of its own: it is column 0 of W, and a 1 "
            "stands on top of the input. A has no batch either: change m, and "
            "only our line changes.",
        ),
        "delta": _equation(
            "grad_**z**(1)_J = g'(**z**(1)) ⊙ { bar:**W**(2)^T · "
            "grad_**z**(2)_J }",
            statements="A59",
            note="W with a bar is W without its column 0: nothing goes back "
            "through a bias.",
        ),
        "weights": _equation(
            "grad_**W**(1)_J = grad_**z**(1)_J · [1,**x**^T]",
            statements="A51",
            note="Column 0 of the result, made by the 1, is the gradient in "
            "the biases.",
        ),
        "bias": _equation(
            "grad_**W**(1)_J = grad_**z**(1)_J · [1,**x**^T]",
            statements="A48 A51",
            note="A has no such equation. The gradient in the biases is "
            "column 0 of its gradient in W, marked here.",
            own=False,
        ),
    },
)

B = Document(
    "samples in columns",
    _b,
    {
        "**Z**[l]": "Z",
        "**W**[l]": "W",
        "**A**[l-1]": "A_before",
        "broadcast(**b**[l])": "b",
        "d**a**[l]_{:,i}_d**z**[l]_{:,i}": "slope",
        "**W**[l+1]": "W_next",
        "dJ_d**Z**[l]": "dJ_dZ",
        "dJ_d**z**[l]_{:,i}": "dJ_dZ",
        "dJ_d**Z**[l+1]": "dJ_dZ_next",
        "dJ_d**A**[l]": "dJ_dA",
        "dJ_d**a**[l]_{:,i}": "dJ_da",
        "dJ_d**W**[l]": "dJ_dW",
        "dJ_d**b**[l]": "dJ_db",
    },
    {},
    {
        "forward": _equation(
            "**Z**[l] = **W**[l] **A**[l-1] + broadcast(**b**[l])",
            statements="B25",
            note="As here. The copies of the bias, one for each sample, are "
            "a function; our ones make them by a product.",
        ),
        "delta": _equation(
            "dJ_d**A**[l] = **W**[l+1]^T dJ_d**Z**[l+1]",
            "dJ_d**z**[l]_{:,i} = d**a**[l]_{:,i}_d**z**[l]_{:,i} "
            "dJ_d**a**[l]_{:,i}",
            statements="B65 B53",
            note="Two steps: the whole batch through the weights, then each "
            "sample i through a matrix of slopes. Units may depend on each "
            "other, so B has no ⊙. The first line is lost in our copy and "
            "rebuilt from the line before it.",
        ),
        "weights": _equation(
            "dJ_d**W**[l] = dJ_d**Z**[l] **A**[l-1]^T",
            statements="B45",
            note="As here.",
        ),
        "bias": _equation(
            "dJ_d**b**[l] = Sigma_{axis=1} dJ_d**Z**[l]",
            statements="B46",
            note="As here: a sum over axis 1 and a product with ones both "
            "add the columns up.",
        ),
    },
)

C = Document(
    "one sample",
    _c,
    {
        "z_n": "Z",
        "W_n": "W",
        "x_{n-1}": "A_before",
        "b_n": "b",
        "sigma'(z_n)": "slope",
        "W_{n+1}": "W_next",
        "dL_dz_n": "dJ_dZ",
        "dL_dz_{n+1}": "dJ_dZ_next",
        "dL_dW_n": "dJ_dW",
        "dL_db_n": "dJ_db",
    },
    {},
    {
        "forward": _equation(
            "z_n = W_n x_{n-1} + b_n",
            statements="C44",
            note="n is the layer, and x is what comes out of a layer. C has "
            "no batch: change m, and only our line changes.",
        ),
        "delta": _equation(
            "dL_dz_n = sigma'(z_n) W_{n+1}^T dL_dz_{n+1}",
            statements="C77",
            note="The slopes stand on the diagonal of a matrix where we have "
            "⊙. C's own line has lost a factor; this is what its steps give, "
            "written for layer n.",
        ),
        "weights": _equation(
            "dL_dW_n = dL_dz_n x_{n-1}^T",
            statements="C88",
            note="One sample: a column times a row. C prints it for the last "
            "layer, with a small w.",
        ),
        "bias": _equation(
            "dL_db_n = dL_dz_n",
            statements="C80",
            note="One sample: there is nothing to add up, so our ones have "
            "no counterpart.",
        ),
    },
)

D = Document(
    "samples in rows",
    _d,
    {
        "Z_1": "Z",
        "W_1": "W",
        "X": "A_before",
        "b_1": "b",
        "sigma'(Z_1)": "slope",
        "W_2": "W_next",
        "dL_dZ_1": "dJ_dZ",
        "dL_dZ_2": "dJ_dZ_next",
        "dL_dW_1": "dJ_dW",
        "dL_db_1": "dJ_db",
    },
    {},
    {
        "forward": _equation(
            "Z_1 = X W_1 + b_1",
            statements="D02",
            note="Each matrix is the transpose of ours, and the product has "
            "the opposite order. The bias is one row, copied by broadcasting; "
            "D writes no ones.",
        ),
        "delta": _equation(
            "dL_dZ_1 = dL_dZ_2 · W_2^T ⊙ sigma'(Z_1)",
            statements="D57",
            note="The opposite order again: the weights come after the "
            "gradient. Both products are meant from left to right.",
        ),
        "weights": _equation(
            "dL_dW_1 = X^T · dL_dZ_1",
            statements="D62",
            note="The transpose of our line, so the input comes first.",
        ),
        "bias": _equation(
            "dL_db_1 = Sigma_{samples} dL_dZ_1",
            statements="D63",
            note="A sum over the rows gives a row. D prints one more index, "
            "k, at the gradient in Z.",
        ),
    },
)

E = Document(
    "one sample",
    _e,
    {
        "**z**_1": "Z",
        "**W**_1": "W",
        "**x**": "A_before",
        "**b**_1": "b",
        "tanh'(**z**_1)": "slope",
        "**W**_2": "W_next",
        "delta_2": "dJ_dZ",
        "delta_1": "dJ_dZ_next",
        "dL_d**W**_1": "dJ_dW",
        "dL_d**b**_1": "dJ_db",
    },
    {},
    {
        "forward": _equation(
            "**z**_1 = **W**_1 **x** + **b**_1",
            statements="E08",
            note="The layer stands below. E has no batch: change m, and only "
            "our line changes.",
        ),
        "delta": _equation(
            "delta_2 = tanh'(**z**_1) ∘ ( **W**_2^T delta_1 )",
            statements="E42",
            note="E numbers δ in the order in which it is computed: the "
            "second belongs to layer 1. The circle is our ⊙, and the slope of "
            "tanh is written out.",
        ),
        "weights": _equation(
            "dL_d**W**_1 = delta_2 **x**^T",
            statements="E38",
            note="δ with number 2 is the gradient in the pre-activations of "
            "layer 1.",
        ),
        "bias": _equation(
            "dL_d**b**_1 = delta_2",
            statements="E39",
            note="One sample: there is nothing to add up, so our ones have "
            "no counterpart.",
        ),
    },
)

DOCUMENTS = {"here": HERE, "A": A, "B": B, "C": C, "D": D, "E": E}
