"""A small network that learns two classes in the plane."""

import functools

import numpy as np

from ..data import standardize
from ..network import Network
from ..training import train
from .base import Explorable, Output, button, choice, slider

__all__ = ["DATA", "Classifier", "samples"]

#: Samples of each class.
EACH = 50
MOST_UNITS = 8
SEED = 0


def _circles(random):
    """Place a disc and a ring around it."""
    angle = random.uniform(0, 2 * np.pi, 2 * EACH)
    inside = 0.55 * np.sqrt(random.uniform(0, 1, EACH))
    radius = np.concatenate([inside, random.uniform(0.85, 1.15, EACH)])
    return radius * np.stack([np.cos(angle), np.sin(angle)])


def _moons(random):
    """Place two half circles that reach into each other."""
    one, other = random.uniform(0, np.pi, (2, EACH))
    X = np.hstack(
        [
            [np.cos(one), np.sin(one)],
            [1 - np.cos(other), 0.5 - np.sin(other)],
        ]
    )
    return X + random.normal(scale=0.12, size=X.shape)


def _quadrants(random):
    """Place four squares; those that face each other are of one class."""
    corners = np.array([[1, -1, 1, -1], [1, -1, -1, 1]])
    X = np.repeat(corners, EACH // 2, axis=1)
    return X + random.uniform(-0.8, 0.8, size=X.shape)


def _spirals(random):
    """Place two arms, each turned by half a circle against the other."""
    t = np.linspace(0.12, 1, EACH)
    arm = t * np.stack([np.cos(2.5 * np.pi * t), np.sin(2.5 * np.pi * t)])
    X = np.hstack([arm, -arm])
    return X + random.normal(scale=0.03, size=X.shape)


#: How each set is made.
DATA = {
    "circles": _circles,
    "moons": _moons,
    "xor": _quadrants,
    "spirals": _spirals,
}


@functools.cache
def samples(data):
    """Return a set of samples, scaled, to three decimals.

    Parameters
    ----------
    data : str
        One of `DATA`.

    Returns
    -------
    X : ndarray, shape (2, 100)
        Inputs of mean 0 and deviation 1, one sample per column.
    Y : ndarray, shape (1, 100)
        Targets: 1 for the first half of the samples, 0 for the other.
    """
    X = DATA[data](np.random.default_rng(SEED))
    X = standardize(X, X)[0].round(3)
    Y = np.repeat([[1.0, 0.0]], EACH, axis=1)
    X.flags.writeable = Y.flags.writeable = False
    return X, Y


def _network(hidden_units):
    """Return the network with its first weights, which the seed fixes."""
    return Network((2, hidden_units, 1), seed=SEED)


class Classifier(Explorable):
    """A 2-n-1 network, tanh and sigmoid, and the boundary that it learns.

    One ``step`` is one epoch: one step of descent with all samples, see
    :eq:`eq-descent-step`. ``step`` counts the epochs from the first weights,
    which depend on the number of hidden units alone; what is shown depends
    on nothing but it and the other controls, so that another setting is
    trained for as many epochs at once.

    In the page, ``run`` trains, slowly first, until it is pressed again, 3000
    epochs are made or the cost is below 0.01; under reduced motion only the
    end is drawn. ``reset`` returns to the first weights, and there, pressed
    once more, the other controls to theirs.

    Outputs: ``epochs``, ``cost`` and ``accuracy``, the share of samples on
    their side of the boundary.
    """

    NAME = "classifier"
    TITLE = "A network learns two classes in the plane"
    OUTPUTS = (
        Output("epochs", "epochs", whole=True),
        Output("cost", "cost J"),
        Output("accuracy", "accuracy"),
    )

    step = button("Step")
    run = button("Run")
    reset = button("Back to the start")
    data = choice(
        {
            "circles": "a disc in a ring",
            "moons": "two moons",
            "xor": "quadrants (exclusive or)",
            "spirals": "two spirals",
        },
        label="data",
        symbol="",
    )
    hidden_units = slider(3, 1, MOST_UNITS, 1, label="hidden units", symbol="")
    log10_learning_rate = slider(
        0.0, -2.0, 1.0, 0.05, label="learning rate: log₁₀ α", symbol=""
    )

    def record(self):
        """Return the samples of each set and the first weights."""
        return {
            "samples": {name: _plain(*samples(name)) for name in DATA},
            "weights": {
                str(n): [
                    {"W": W.tolist(), "b": b[:, 0].tolist()}
                    for W, b in _network(n).parameters
                ]
                for n in range(1, MOST_UNITS + 1)
            },
        }

    def outputs(self):
        """Train a network for ``step`` epochs, each of one step.

        Returns
        -------
        dict of str to float
        """
        (X, Y), net = samples(self.data), _network(self.hidden_units)
        if self.step:
            train(
                net,
                X,
                Y,
                10**self.log10_learning_rate,
                epochs=self.step,
                batch_size=X.shape[1],
                progress=False,
            )
        return {
            "epochs": self.step,
            "cost": net.cost(X, Y),
            "accuracy": float(np.mean((net.forward(X) > 0.5) == (Y == 1))),
        }


def _plain(X, Y):
    return {"x_1": X[0].tolist(), "x_2": X[1].tolist(), "y": Y[0].tolist()}
