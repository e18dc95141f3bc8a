"""One training step, done by each library in its own idiom.

Each class has ``step()``, and ``parameters``, the ``[(W, b), ...]`` that it
has moved, shaped as in `fnn_lib`. All start from the same weights and see the
same batch: softmax with cross-entropy, ReLU, float32, plain descent.
"""

import warnings

import numpy as np

from fnn_lib import Network
from fnn_lib.training import _step

__all__ = ["RIVALS", "Problem"]

#: Of every step here; small, so that thousands of them stay finite.
LEARNING_RATE = 1e-3


class Problem:
    """Sizes, a batch of samples, and the weights that all start from.

    Parameters
    ----------
    sizes : tuple of int
        Units of each layer.
    m : int
        Samples in the batch.
    """

    def __init__(self, sizes, m):
        random = np.random.default_rng(0)
        self.sizes, self.m = sizes, m
        self.rows = random.normal(size=(m, sizes[0])).astype(np.float32)
        # Every class is there, or scikit-learn would not know how many.
        classes = np.arange(m) % sizes[-1]
        self.classes = random.permutation(classes)
        self.targets = np.eye(sizes[-1], dtype=np.float32)[self.classes]

    def network(self):
        """Return a new network of `fnn_lib` with the first weights."""
        return Network(
            self.sizes,
            hidden="relu",
            output="softmax",
            loss="categorical_cross_entropy",
            dtype=np.float32,
        )


class FnnLib:
    """`fnn_lib`: the step that `fnn_lib.train` makes."""

    def __init__(self, problem):
        self.net = problem.network()
        self.X, self.Y = problem.rows.T, problem.targets.T
        self.passes = ()

    def step(self):
        """Take a step."""
        self.passes = _step(
            self.net, self.X, self.Y, LEARNING_RATE, *self.passes
        )

    def forward(self):
        """Go forward only, in the arrays of the last step."""
        self.net._forward(self.X, into=self.passes[0])

    def backward(self):
        """Go backward only, in the arrays of the last step."""
        trace, back = self.passes
        self.net._backward(trace, self.Y, into=back, rate=1.0)

    @property
    def parameters(self):
        """The parameters as they are."""
        return self.net.parameters


class PyTorch:
    """PyTorch: a sequential module, its loss and its optimizer."""

    def __init__(self, problem):
        import torch
        from torch import nn

        layers = []
        for W, b in problem.network().parameters:
            linear = nn.Linear(*W.T.shape)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(W))
                linear.bias.copy_(torch.from_numpy(b.ravel()))
            layers += [linear, nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1])
        self.loss = nn.CrossEntropyLoss()
        parameters = self.model.parameters()
        self.optimizer = torch.optim.SGD(parameters, lr=LEARNING_RATE)
        self.X = torch.from_numpy(problem.rows)
        self.y = torch.from_numpy(problem.classes)

    def step(self):
        """Take a step."""
        self.learn(self.X, self.y)

    def learn(self, X, y):
        """Take a step on a batch of rows and classes."""
        self.optimizer.zero_grad(set_to_none=True)
        self.loss(self.model(X), y).backward()
        self.optimizer.step()

    @property
    def parameters(self):
        """The parameters as they are."""
        found = [p.detach().numpy() for p in self.model.parameters()]
        return [
            (W, b[:, None])
            for W, b in zip(found[::2], found[1::2], strict=True)
        ]


class ScikitLearn:
    """scikit-learn: ``partial_fit`` of a classifier, on the one batch."""

    def __init__(self, problem):
        from sklearn.neural_network import MLPClassifier

        self.model = MLPClassifier(
            hidden_layer_sizes=problem.sizes[1:-1],
            activation="relu",
            solver="sgd",
            alpha=0.0,
            batch_size=problem.m,
            learning_rate_init=LEARNING_RATE,
            momentum=0.0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        self.X, self.y = problem.rows, problem.classes
        # Its arrays are made by the first step, and then filled anew.
        classes = np.arange(problem.sizes[-1])
        self.model.partial_fit(self.X, self.y, classes=classes)
        for l, (W, b) in enumerate(problem.network().parameters):
            self.model.coefs_[l][...] = W.T
            self.model.intercepts_[l][...] = b.ravel()

    def step(self):
        """Take a step."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.model.partial_fit(self.X, self.y)

    @property
    def parameters(self):
        """The parameters as they are."""
        return [
            (W.T, b[:, None])
            for W, b in zip(
                self.model.coefs_, self.model.intercepts_, strict=True
            )
        ]


class Products:
    """The matrix products of a step and nothing else: the limit.

    Every array is there before. The weights stay as they are.
    """

    def __init__(self, problem):
        net = problem.network()
        m, sizes = problem.m, problem.sizes
        self.W = [None, *(W for W, _ in net.parameters)]
        self.A = [problem.rows.T, *(_noise(n, m) for n in sizes[1:])]
        self.dJ_dZ = [None, *(_noise(n, m) for n in sizes[1:])]
        self.dJ_dA = [None, *(np.empty_like(dZ) for dZ in self.dJ_dZ[1:])]
        self.Z = [None, *(np.empty_like(dZ) for dZ in self.dJ_dZ[1:])]
        self.dJ_dW = [None, *(np.empty_like(W) for W in self.W[1:])]

    def step(self):
        """Multiply."""
        self.forward()
        self.backward()

    def forward(self):
        """Multiply as a forward pass does."""
        W, A = self.W, self.A
        for l in range(1, len(W)):
            np.matmul(W[l], A[l - 1], out=self.Z[l])

    def backward(self):
        """Multiply as a backward pass does; nothing is learned from dJ_dX."""
        W, A, dJ_dZ = self.W, self.A, self.dJ_dZ
        for l in range(len(W) - 1, 0, -1):
            np.matmul(dJ_dZ[l], A[l - 1].T, out=self.dJ_dW[l])
            if l > 1:
                np.matmul(W[l].T, dJ_dZ[l], out=self.dJ_dA[l - 1])


def _noise(n, m):
    random = np.random.default_rng(n)
    return random.normal(size=(n, m)).astype(np.float32)


#: Who is timed, by the name in the results.
RIVALS = {
    "fnn_lib": FnnLib,
    "pytorch": PyTorch,
    "sklearn": ScikitLearn,
    "products": Products,
}
