"""An activation, its slope, and the tangent at a point."""

import numpy as np

from ..activations import ACTIVATIONS
from .base import Explorable, Output, choice, slider

__all__ = ["Activation"]


class Activation(Explorable):
    """The curve of an activation with its tangent at z.

    Outputs: ``g`` = g(z) and ``dg`` = g'(z), see
    :eq:`eq-activations-sigmoid-slope`.
    """

    NAME = "activation"
    TITLE = "An activation and its slope at a point"
    OUTPUTS = (Output("g", "value g(z)"), Output("dg", "slope g'(z)"))

    function = choice(
        {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"},
        label="activation",
        symbol="",
    )
    z = slider(1.0, -8.0, 8.0, 0.05, label="pre-activation")

    def outputs(self):
        """Compute the value and the slope.

        Returns
        -------
        dict of str to float
        """
        g, Z = ACTIVATIONS[self.function], np.array([[self.z]])
        return {"g": g.value(Z).item(), "dg": g.slope(Z).item()}
