"""Layouts: the same numbers as other authors arrange them.

The documents A to E write one network in five ways. A `Layout` turns the
canonical parameters ``[(W, b), ...]`` into a document's own arrays and back.
A gradient has the shape of its variable, so the same two functions carry
gradients. See :eq:`eq-notation-layouts`.
"""

from typing import NamedTuple

import numpy as np

from ._checks import choice, fail

__all__ = [
    "LAYOUTS",
    "Layout",
    "join_bias",
    "layout",
    "split_bias",
    "unvec",
    "vec",
]


def vec(W):
    """Stack the columns of `W` (n, k) into one column (n k, 1).

    See :eq:`eq-matrix-calculus-vec`.

    Raises
    ------
    ValueError
        When `W` is not a matrix.
    """
    return _matrix("W", W).reshape(-1, 1, order="F").copy()


def unvec(v, shape):
    """Undo `vec`: return the matrix of that shape whose columns `v` stacks.

    Raises
    ------
    ValueError
        When `v` has not one entry for each of the matrix.
    """
    v = np.asarray(v)
    rows, columns = shape
    if v.shape not in ((rows * columns, 1), (rows * columns,)):
        fail("v", f"shape {v.shape}", f"shape ({rows * columns}, 1)")
    return v.reshape(rows, columns, order="F").copy()


def join_bias(W, b):
    """Return ``[b | W]``, shape (n, 1 + k), from (n, k) and (n, 1).

    See :eq:`eq-forward-bias-inside`.

    Raises
    ------
    ValueError
        When the shapes are not those of one layer.
    """
    W, b = _layer(W, b)
    return np.hstack([b, W])


def split_bias(W):
    """Undo `join_bias`: return (n, k) weights and (n, 1) biases.

    Raises
    ------
    ValueError
        When `W` is no matrix of at least two columns.
    """
    W = _matrix("W", W)
    if W.shape[1] < 2:
        fail("W", f"shape {W.shape}", "a bias column and a weight column")
    return W[:, 1:].copy(), W[:, :1].copy()


class Layout(NamedTuple):
    """How a document arranges a network.

    Attributes
    ----------
    document : str
        The document's letter.
    samples : {"columns", "rows"}
        Where a batch has its samples.
    to_document : callable
        From canonical ``[(W, b), ...]`` to the document's arrays.
    from_document : callable
        The way back.
    """

    document: str
    samples: str
    to_document: object
    from_document: object

    def data(self, X):
        """Return a canonical batch (n, m) as the document arranges it.

        The same call leads back: columns stay, rows are transposed twice.
        """
        X = _matrix("X", X)
        return X.T.copy() if self.samples == "rows" else X.copy()


def _each(function):
    return lambda layers: [function(*layer) for layer in layers]


def _single(function):
    return lambda arrays: [function(W) for W in arrays]


def _to_rows(W, b):
    W, b = _layer(W, b)
    return W.T.copy(), b.T.copy()


def _from_rows(W, b):
    W, b = _layer(_matrix("W", W).T, _matrix("b", b).T)
    return W.copy(), b.copy()


def _flat_bias(W, b):
    W, b = _layer(W, b)
    return W.copy(), b[:, 0].copy()


def _column_bias(W, b):
    W, b = _matrix("W", W), np.asarray(b)
    if b.shape != W.shape[:1]:
        fail("b", f"shape {b.shape}", f"shape {W.shape[:1]}")
    return W.copy(), b[:, np.newaxis].copy()


#: Where each letter of document C stands: (layer, W or b, row, column).
_SCALARS = {
    "w0": (0, 0, 0, 0),
    "w1": (0, 0, 0, 1),
    "w2": (0, 0, 1, 0),
    "w3": (0, 0, 1, 1),
    "w4": (1, 0, 0, 0),
    "w5": (1, 0, 0, 1),
    "b0": (0, 1, 0, 0),
    "b1": (0, 1, 1, 0),
    "b2": (1, 1, 0, 0),
}


def _to_scalars(layers):
    layers = [_layer(W, b) for W, b in layers]
    shapes = [W.shape for W, _ in layers]
    if shapes != [(2, 2), (1, 2)]:
        fail("layers", f"weights {shapes}", "a 2-2-1 network")
    return {
        name: float(layers[l][kind][row, column])
        for name, (l, kind, row, column) in _SCALARS.items()
    }


def _from_scalars(values):
    if set(values) != set(_SCALARS):
        fail("values", sorted(values), sorted(_SCALARS))
    layers = [
        (np.empty((2, 2)), np.empty((2, 1))),
        (np.empty((1, 2)), np.empty((1, 1))),
    ]
    for name, (l, kind, row, column) in _SCALARS.items():
        layers[l][kind][row, column] = values[name]
    return layers


#: The layouts by the document's letter.
LAYOUTS = {
    "A": Layout("A", "columns", _each(join_bias), _single(split_bias)),
    "B": Layout("B", "columns", _each(_flat_bias), _each(_column_bias)),
    "C": Layout("C", "columns", _to_scalars, _from_scalars),
    "D": Layout("D", "rows", _each(_to_rows), _each(_from_rows)),
    "E": Layout("E", "columns", _each(_flat_bias), _each(_column_bias)),
}


def layout(document):
    """Return the layout of a document by its letter.

    Raises
    ------
    ValueError
        When there is no such document.
    """
    return LAYOUTS[choice("document", document, LAYOUTS)]


def _matrix(name, value):
    value = np.asarray(value)
    if value.ndim != 2:
        fail(name, f"shape {value.shape}", "a matrix")
    return value


def _layer(W, b):
    W, b = _matrix("W", W), np.asarray(b)
    if b.shape != (W.shape[0], 1):
        fail("b", f"shape {b.shape}", f"shape ({W.shape[0]}, 1)")
    return W, b
