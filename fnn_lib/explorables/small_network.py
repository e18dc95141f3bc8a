"""The network with three inputs, 2-2-1, that two chapters walk through.

Its controls, shared by the forward and by the backward pass, and the same
network in the numbers of `fnn_lib`.
"""

import numpy as np
import traitlets

from ..network import Network
from .base import Explorable, choice, slider

__all__ = ["PARAMETERS", "SIZES", "SmallNetwork"]

SIZES = (3, 2, 2, 1)

#: The first values, all different: a path shows by its numbers. The name says
#: which layer, which row and which column.
WEIGHTS = {
    1: [[0.5, -0.8, 1.2], [-0.4, 0.9, 0.3]],
    2: [[1.3, -1.1], [0.7, 1.0]],
    3: [[1.4, -0.6]],
}
BIASES = {1: [0.1, -0.2], 2: [-0.3, 0.2], 3: [0.4]}


def _named(layer):
    """Name the parameters of a layer, weights first."""
    for j, row in enumerate(WEIGHTS[layer], 1):
        for k, weight in enumerate(row, 1):
            yield f"W{layer}_{j}{k}", weight
    for j, bias in enumerate(BIASES[layer], 1):
        yield f"b{layer}_{j}", bias


#: The first value of each parameter, by its name.
PARAMETERS = {
    name: value for layer in (1, 2, 3) for name, value in _named(layer)
}


class _Inputs(traitlets.HasTraits):
    hidden = choice(
        {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU"},
        label="hidden activation",
        symbol="",
    )
    x_1 = slider(1.0, -3.0, 3.0, 0.1, label="input")
    x_2 = slider(-0.5, -3.0, 3.0, 0.1, label="input")
    x_3 = slider(-0.6, -3.0, 3.0, 0.1, label="input")


def _parameter(name, value):
    kind, layer = ("weight" if name[0] == "W" else "bias"), name[1]
    return slider(
        value,
        -3.0,
        3.0,
        0.1,
        label=kind,
        group=f"Weights and biases of layer {layer}",
    )


_Parameters = type(
    "_Parameters",
    (traitlets.HasTraits,),
    {name: _parameter(name, value) for name, value in PARAMETERS.items()},
)


class SmallNetwork(_Inputs, _Parameters, Explorable):
    """A picture of the 3-2-2-1 network, all its numbers to be moved."""

    def network(self):
        """Return the network as the controls have it.

        Returns
        -------
        Network
            Sigmoid output, binary cross-entropy.
        """
        net = Network(SIZES, hidden=self.hidden)
        for layer, (W, b) in enumerate(net.parameters, 1):
            for j in range(SIZES[layer]):
                b[j] = getattr(self, f"b{layer}_{j + 1}")
                for k in range(SIZES[layer - 1]):
                    W[j, k] = getattr(self, f"W{layer}_{j + 1}{k + 1}")
        return net

    def sample(self):
        """Return the one sample, shape (3, 1)."""
        return np.array([[self.x_1], [self.x_2], [self.x_3]])
