"""The forward pass of a small network, unit by unit."""

from .base import Output, choice
from .small_network import SIZES, SmallNetwork

__all__ = ["Forward"]

_INNER = "Pre-activations and activations"


def _units():
    """Name the units that compute, layer by layer."""
    return [
        (layer, j) for layer in (1, 2, 3) for j in range(1, SIZES[layer] + 1)
    ]


class Forward(SmallNetwork):
    """The 3-2-2-1 network: inputs, weights and biases to be moved.

    Outputs: ``Z<layer>_<unit>``, ``A<layer>_<unit>`` and ``yhat``, see
    :eq:`eq-forward-network-entries`.
    """

    NAME = "forward"
    TITLE = "A network of three inputs, two hidden layers and one output"
    OUTPUTS = (
        Output("yhat", "prediction ŷ"),
        *(
            Output(f"{letter}{layer}_{j}", group=_INNER)
            for layer, j in _units()
            for letter in "ZA"
            if (letter, layer) != ("A", 3)
        ),
    )

    unit = choice(
        {f"{layer}_{j}": f"{j} of layer {layer}" for layer, j in _units()},
        label="unit spelled out",
        symbol="",
    )

    def outputs(self):
        """Compute all pre-activations and activations.

        Returns
        -------
        dict of str to float
        """
        trace = self.network().trace(self.sample())
        found = {
            f"{letter}{layer}_{j}": arrays[layer][j - 1, 0].item()
            for letter, arrays in (("Z", trace.Z), ("A", trace.A))
            for layer, j in _units()
        }
        return found | {"yhat": found.pop("A3_1")}
