"""A feedforward network: its forward line beside its backward line.

Layers are numbered l = 1..L, layer 0 is the input; samples stand in columns.
Lists of per-layer arrays are indexed by l itself, so position 0 of ``Z`` is
``None``: the input has no pre-activation.
"""

import copy

import numpy as np

from ._arguments import float_type, hidden_names, layer_sizes
from ._checks import array, choice, count, items
from .activations import activation
from .pairings import pairing
from .passes import Backward, Trace

__all__ = ["Network"]


#: What the cost divides the sum of the losses of m samples by.
REDUCTIONS = {"mean": lambda m: m, "sum": lambda m: 1}

#: Deviation of a first weight times sqrt(n_{l-1}): ReLU halves the variance.
GAINS = {"relu": 2.0**0.5}


class Network:
    """A fully connected feedforward network.

    Parameters
    ----------
    sizes : sequence of int
        Units of each layer, ``(n_0, n_1, ..., n_L)``.
    hidden : str or sequence of str
        Activation of all hidden layers, or one for each.
    output : str
        Activation of the output layer.
    loss : str
        One of `fnn_lib.losses.LOSSES`; not every output goes with every
        loss.
    reduction : {"mean", "sum"}
        Whether the cost averages or adds the samples' losses.
    seed : int
        Seed of the first weights; biases start at zero.
    dtype : numpy dtype
        float32 or float64; results come in this type.

    Raises
    ------
    ValueError
        When an argument is not as described; it says what was found and what
        was wanted.

    Examples
    --------
    >>> net = Network((3, 2, 2, 1), hidden="tanh", output="sigmoid",
    ...               loss="binary_cross_entropy", seed=0)
    >>> net.forward([[0.5], [-1.0], [2.0]]).shape
    (1, 1)
    """

    def __init__(
        self,
        sizes,
        hidden="tanh",
        output="sigmoid",
        loss="binary_cross_entropy",
        reduction="mean",
        seed=0,
        dtype=np.float64,
    ):
        self.sizes = layer_sizes(sizes)
        self.dtype = float_type(dtype)
        self.loss = loss
        self.reduction = choice("reduction", reduction, REDUCTIONS)
        self._head = pairing(output, loss)
        names = (*hidden_names(hidden, len(self.sizes) - 2), output)
        #: The activations g[l] for l = 1..L, ``None`` at 0.
        self.activations = [None, *map(activation, names)]
        random = np.random.default_rng(count("seed", seed, least=0))
        self._W, self._b = [None], [None]
        for name, n_in, n in zip(
            names, self.sizes, self.sizes[1:], strict=False
        ):
            deviation = GAINS.get(name, 1.0) / np.sqrt(n_in)
            W = random.normal(scale=deviation, size=(n, n_in))
            self._W.append(W.astype(self.dtype))
            self._b.append(np.zeros((n, 1), self.dtype))

    @property
    def L(self):
        """The number of layers that have weights."""
        return len(self.sizes) - 1

    @property
    def parameters(self):
        """The arrays ``[(W, b), ...]`` for l = 1..L, open to writing.

        Shapes (n_l, n_{l-1}) and (n_l, 1). Assigning copies the new values
        in: after a ``ValueError`` for a wrong shape or an entry that is not
        finite nothing has changed.
        """
        return list(zip(self._W[1:], self._b[1:], strict=True))

    @parameters.setter
    def parameters(self, values):
        fresh = []
        values = items("parameters", values, self.L, "pairs")
        for l, pair in enumerate(values, 1):
            W, b = items(f"parameters[{l - 1}]", pair, 2, "arrays, (W, b)")
            fresh.append(
                (
                    array(f"W[{l}]", W, self._W[l].shape, self.dtype),
                    array(f"b[{l}]", b, self._b[l].shape, self.dtype),
                )
            )
        for (W, b), (new_W, new_b) in zip(self.parameters, fresh, strict=True):
            W[...], b[...] = new_W, new_b

    def forward(self, X):
        """Return the predictions ``Yhat``, shape (n_L, m).

        See :eq:`eq-forward-layer`.

        Parameters
        ----------
        X : array_like, shape (n_0, m)
            The samples, one per column.

        Raises
        ------
        ValueError
            When `X` has another shape, is empty or not finite.
        """
        return self._forward(self._inputs(X)).A[-1]

    def trace(self, X):
        """Return every ``Z[l]`` and ``A[l]`` of a forward pass.

        Parameters and errors are those of `forward`.

        Returns
        -------
        Trace
            Arrays of shape (n_l, m).
        """
        return self._forward(self._inputs(X))

    def cost(self, X, Y):
        """Return the cost ``J``, see :eq:`eq-losses-cost`.

        Parameters
        ----------
        X : array_like, shape (n_0, m)
            The samples, one per column.
        Y : array_like, shape (n_L, m)
            Their targets.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            When a shape differs, an array is empty or not finite, or a
            target is outside the domain of the loss.
        """
        X, Y = self._samples(X, Y)
        return float(self._cost(X, Y))

    def gradients(self, X, Y):
        """Return ``[(dJ_dW, dJ_db), ...]`` for l = 1..L.

        Each has the shape of its parameter. See :eq:`eq-backward-weights`
        and :eq:`eq-backward-bias`. Parameters and errors are those of `cost`.
        """
        back = self.backward(X, Y)
        return list(zip(back.dJ_dW[1:], back.dJ_db[1:], strict=True))

    def backward(self, X, Y):
        """Return every gradient of the cost, those of `X` among them.

        Parameters and errors are those of `cost`.

        Returns
        -------
        Backward
            Each gradient has the shape of its variable.
        """
        X, Y = self._samples(X, Y)
        return self._backward(self._forward(X), Y)

    def copy(self):
        """Return an independent network with the same parameters."""
        return self._astype(self.dtype)

    # -- the two passes ----------------------------------------------------

    # `into` has the lists of an earlier pass over as many samples: their
    # arrays are filled anew. Where a list has None, a fresh array is made.
    # With a `rate` the gradients come times it, and those of X and Yhat,
    # from which nothing is learned, are left out.

    def _forward(self, X, into=None):
        W, b, g, L = self._W, self._b, self.activations, self.L
        Z, A = into or Trace.empty(L)
        A[0] = X
        for l in range(1, L + 1):
            Z[l] = np.matmul(W[l], A[l - 1], out=Z[l])
            Z[l] += b[l]  # eq-forward-layer
            A[l] = g[l].value(Z[l], out=A[l])  # eq-forward-activation
        return Trace(Z, A)

    def _backward(self, trace, Y, into=None, rate=None):
        (Z, A), g, W, L = trace, self.activations, self._W, self.L
        dJ_dZ, dJ_dA, dJ_dW, dJ_db, _ = into or Backward.empty(L)
        samples, ends = REDUCTIONS[self.reduction](Y.shape[1]), rate is None
        # eq-backward-output
        dJ_dZ[L] = self._head.dl_dZ(Z[L], Y, Yhat=A[L]) / samples
        if not ends:  # all that follows is linear in it
            dJ_dZ[L] *= rate
        for l in range(L, 0, -1):
            # eq-backward-weights, eq-backward-bias
            dJ_dW[l] = np.matmul(dJ_dZ[l], A[l - 1].T, out=dJ_dW[l])
            dJ_db[l] = dJ_dZ[l].sum(axis=1, keepdims=True)
            if l > 1 or ends:  # eq-backward-activations
                dJ_dA[l - 1] = np.matmul(W[l].T, dJ_dZ[l], out=dJ_dA[l - 1])
            if l > 1:  # eq-backward-delta
                dJ_dZ[l - 1] = g[l - 1].pullback(
                    Z[l - 1], dJ_dA[l - 1], out=dJ_dZ[l - 1]
                )
        if ends:
            dJ_dA[L] = self._head.dl_dYhat(Z[L], Y, Yhat=A[L]) / samples
        return Backward(dJ_dZ, dJ_dA, dJ_dW, dJ_db, dJ_dA[0])

    def _cost(self, X, Y):
        losses = self._head.value(self._forward(X).Z[-1], Y)
        return losses.sum() / REDUCTIONS[self.reduction](Y.shape[1])

    # -- arguments and copies ----------------------------------------------

    def _inputs(self, X):
        return array("X", X, (self.sizes[0], "m"), self.dtype)

    def _samples(self, X, Y):
        X = self._inputs(X)
        Y = array("Y", Y, (self.sizes[-1], X.shape[1]), self.dtype)
        self._head.loss.check_targets(Y)
        return X, Y

    def _astype(self, dtype):
        """Return a copy that computes in `dtype`, complex ones included."""
        twin = copy.copy(self)
        twin.dtype = np.dtype(dtype)
        twin._W = [None, *(W.astype(dtype) for W in self._W[1:])]
        twin._b = [None, *(b.astype(dtype) for b in self._b[1:])]
        return twin
