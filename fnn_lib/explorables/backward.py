"""The backward pass of a small network, path by path."""

from ..differences import numerical_gradient
from .base import Output, choice, slider
from .small_network import PARAMETERS, SIZES, SmallNetwork

__all__ = ["Backward"]

#: The step of the central difference that the page shows.
H = 1e-5


class Backward(SmallNetwork):
    """The paths from a parameter of the 3-2-2-1 network to its cost.

    Outputs: ``J``, ``dJ_d<name>`` for each parameter, ``dJ_selected`` for
    the selected one, see :eq:`eq-backward-paths`, and ``dJ_numeric``, its
    central difference.
    """

    NAME = "backward"
    TITLE = "The paths from a parameter of a network to its cost"
    OUTPUTS = (
        Output("J", "cost J"),
        Output("dJ_selected", "sum over the paths"),
        Output("dJ_numeric", "central difference"),
        *(
            Output(f"dJ_d{name}", group="The gradient in each parameter")
            for name in PARAMETERS
        ),
    )

    y = choice([0, 1], 1, label="target")
    parameter = choice(list(PARAMETERS), "W1_11", label="parameter", symbol="")
    reached = slider(3, 0, 3, 1, label="layers walked back", symbol="")

    @classmethod
    def control_names(cls):
        """List the controls, first what the picture is about."""
        first = ["parameter", "reached"]
        rest = [name for name in super().control_names() if name not in first]
        return first + rest

    def record(self):
        """Return the step of the difference."""
        return {"h": H}

    def outputs(self):
        """Compute the cost, all gradients, and one of them from the cost.

        Returns
        -------
        dict of str to float
        """
        net, X, Y = self.network(), self.sample(), [[float(self.y)]]
        found = {"J": net.cost(X, Y)}
        for layer, (dJ_dW, dJ_db) in enumerate(net.gradients(X, Y), 1):
            for j in range(SIZES[layer]):
                found[f"dJ_db{layer}_{j + 1}"] = dJ_db[j, 0].item()
                for k in range(SIZES[layer - 1]):
                    name = f"dJ_dW{layer}_{j + 1}{k + 1}"
                    found[name] = dJ_dW[j, k].item()
        found["dJ_selected"] = found[f"dJ_d{self.parameter}"]
        found["dJ_numeric"] = self._difference(net, X, Y)
        return found

    def _difference(self, net, X, Y):
        """Return the central difference of the cost in the parameter."""
        kind, layer, place = *self.parameter[:2], self.parameter[3:]
        array = net.parameters[int(layer) - 1]["Wb".index(kind)]
        index = tuple(int(digit) - 1 for digit in place.ljust(2, "1"))

        def J(value):
            array[index] = value.item()
            return net.cost(X, Y)

        at = array[index]
        return numerical_gradient(J, at, "central", H).item()
