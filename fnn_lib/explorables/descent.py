"""Gradient descent on the cost of one unit, seen from above."""

import numpy as np

from ..network import Network
from ..training import train
from .base import Explorable, Output, button, slider

__all__ = ["Descent"]

#: Three samples on a line, so that the smallest cost is 0.
X = np.array([[0.0, 1.0, 2.0]])
Y = np.array([[0.5, 1.5, 2.5]])
#: The slope and the intercept of that line.
LOWEST = {"w": 1.0, "b": 0.5}


class Descent(Explorable):
    """The path of descent on the bowl of ``J(w, b)``, for ``z = w x + b``.

    The unit is linear and its loss the squared error, so that the cost is a
    quadratic bowl, see :eq:`eq-descent-contraction`. ``step`` counts the steps
    from the start; what is shown depends on nothing but it and the sliders,
    so that another learning rate shows its own path at once.

    In the page, ``run`` makes steps, slowly first, until it is pressed again,
    1000 steps are made, the gradient is shorter than a millionth or the next
    step would overflow; under reduced motion it jumps there. ``reset`` returns
    to the start, and there, pressed once more, the sliders to theirs.

    Outputs: ``steps`` that were made, ``w`` and ``b`` after them, ``cost``,
    and ``factor_steep`` and ``factor_flat``, by which a step multiplies the
    distance from the minimum along the two directions of curvature. A step
    after which the cost would overflow is not made, as in `train`.
    """

    NAME = "descent"
    TITLE = "Gradient descent on the cost of one unit"
    OUTPUTS = (
        Output("steps", "steps", whole=True),
        Output("w"),
        Output("b"),
        Output("cost", "cost J"),
        Output("factor_steep", "1 − αλ₁"),
        Output("factor_flat", "1 − αλ₂"),
    )

    step = button("Step")
    run = button("Run")
    reset = button("Back to the start")
    log10_learning_rate = slider(
        -0.7, -2.0, 0.5, 0.01, label="learning rate: log₁₀ α", symbol=""
    )
    w_0 = slider(-1.2, -1.5, 3.5, 0.05, label="start")
    b_0 = slider(1.4, -2.0, 3.0, 0.05, label="start")

    @property
    def learning_rate(self):
        """The learning rate."""
        return 10**self.log10_learning_rate

    def record(self):
        """Return the samples, the curvatures and their directions.

        The matrix of second derivatives is that of the mean of
        ``(w x + b - y)**2 / 2``; ``steep`` and ``flat`` are unit vectors.
        """
        curvatures, directions = _curvatures()
        return {
            "x": X[0].tolist(),
            "y": Y[0].tolist(),
            "lowest": LOWEST,
            "lambda_1": float(curvatures[1]),
            "lambda_2": float(curvatures[0]),
            "steep": directions[:, 1].tolist(),
            "flat": directions[:, 0].tolist(),
        }

    def outputs(self):
        """Train a network of one unit, one step for each press of ``step``.

        Returns
        -------
        dict of str to float
        """
        net = _unit(self.w_0, self.b_0)
        steps = 0
        while steps < self.step and self._one_step(net):
            steps += 1
        ((W, b),) = net.parameters
        return {
            "steps": steps,
            "w": W.item(),
            "b": b.item(),
            "cost": net.cost(X, Y),
            "factor_steep": self._factor("steep"),
            "factor_flat": self._factor("flat"),
        }

    def _factor(self, name):
        """Measure by what a step multiplies the distance in a direction."""
        lowest = np.array([LOWEST["w"], LOWEST["b"]])
        direction = np.array(self._recorded[name])
        w, b = lowest + direction
        net = _unit(w, b)
        self._one_step(net)
        ((W, b),) = net.parameters
        return float((np.array([W.item(), b.item()]) - lowest) @ direction)

    def _one_step(self, net):
        """Make a step with all samples; say whether it was possible."""
        try:
            train(
                net,
                X,
                Y,
                self.learning_rate,
                epochs=1,
                batch_size=X.shape[1],
                progress=False,
            )
        except FloatingPointError:
            return False
        return True


def _unit(w, b):
    """Return the network of one linear unit with these parameters."""
    net = Network((1, 1), output="identity", loss="squared_error")
    net.parameters = [([[w]], [[b]])]
    return net


def _curvatures():
    """Return the curvatures of J(w, b), rising, and their directions."""
    H = np.vstack([X, np.ones_like(X)])
    return np.linalg.eigh(H @ H.T / X.shape[1])
