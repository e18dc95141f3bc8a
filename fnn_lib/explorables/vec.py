"""Where an entry of W goes: in vec(W), in x^T ⊗ I and in the gradient."""

import numpy as np

from ..layouts import vec
from ..network import Network
from .base import Explorable, Output, slider

__all__ = ["Vec"]

#: The numbers in the picture; a smaller W has the upper left ones.
W = np.array([[2, -1, 1, 3], [-1, 3, 2, -2], [3, 2, -3, 1], [-2, -3, 1, -1]])
x = np.array([[2], [-1], [3], [-2]])
#: The gradient in z.
delta = np.array([[-1], [2], [3], [-2]])


class Vec(Explorable):
    """A layer z = W x = (x^T ⊗ I) vec(W), and one entry of W in it.

    A selected row or column beyond the last one is the last one. All places
    count from 1.

    Outputs: ``vec_position``, the entry's place in vec(W), which stacks
    columns, see :eq:`eq-matrix-calculus-vec`; ``kron_row`` and
    ``kron_column``, where its coefficient stands in x^T ⊗ I: in the row of
    the entry of z that it feeds, and in the column of its place in vec(W),
    see :eq:`eq-matrix-calculus-layer`; ``coefficient``, the number there;
    ``dJ_dW``, the entry of the gradient at that place, see
    :eq:`eq-matrix-calculus-vec-gradient`.
    """

    NAME = "vec"
    TITLE = (
        "An entry of W in vec(W), in the Kronecker product, in the gradient"
    )
    OUTPUTS = (
        Output("vec_position", "place in vec(W)", whole=True),
        Output("kron_row", "row in xᵀ ⊗ I", whole=True),
        Output("kron_column", "column in xᵀ ⊗ I", whole=True),
        Output("coefficient", "coefficient there", whole=True),
        Output("dJ_dW", "gradient there", whole=True),
    )

    rows = slider(3, 1, 4, 1, label="rows of W", symbol="")
    columns = slider(2, 1, 4, 1, label="columns of W", symbol="")
    row = slider(2, 1, 4, 1, label="row of the entry", symbol="i")
    column = slider(2, 1, 4, 1, label="column of the entry", symbol="j")

    def record(self):
        """Return the numbers in the picture."""
        return {
            "W": W.tolist(),
            "x": x[:, 0].tolist(),
            "delta": delta[:, 0].tolist(),
        }

    def outputs(self):
        """Find the places by a W with a single 1, the gradient by a network.

        Returns
        -------
        dict of str to float
        """
        n, m = self.rows, self.columns
        i, j = min(self.row, n) - 1, min(self.column, m) - 1
        unit = np.zeros((n, m))
        unit[i, j] = 1
        kronecker = np.kron(x[:m].T, np.eye(n))
        ((row,),) = (unit @ x[:m])[:, 0].nonzero()
        ((column,),) = (kronecker[row] * vec(unit)[:, 0]).nonzero()
        net = Network((m, n), output="identity", loss="squared_error")
        net.parameters = [(W[:n, :m], np.zeros((n, 1)))]
        target = net.forward(x[:m]) - delta[:n]  # half its squared distance
        ((dJ_dW, _),) = net.gradients(x[:m], target)
        return {
            "vec_position": int(vec(unit).argmax()) + 1,
            "kron_row": int(row) + 1,
            "kron_column": int(column) + 1,
            "coefficient": float(kronecker[row, column]),
            "dJ_dW": float(dJ_dW[i, j]),
        }
