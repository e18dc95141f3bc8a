"""Two losses of a sigmoid output, and how hard each pulls at the logit."""

import numpy as np

from ..activations import ACTIVATIONS
from ..pairings import pairing
from .base import Explorable, Output, choice, slider

__all__ = ["Loss"]


class Loss(Explorable):
    """The loss over the logit with its slope, for either loss.

    Outputs: ``yhat``, ``value``, the loss, and its slopes ``dl_dyhat`` and
    ``dl_dz``, see :eq:`eq-losses-bce-logit` and
    :eq:`eq-losses-squared-error-logit`.
    """

    NAME = "loss"
    TITLE = "A loss and its slope in the logit"
    OUTPUTS = (
        Output("yhat"),
        Output("value", symbol="loss"),
        Output("dl_dyhat"),
        Output("dl_dz"),
    )

    loss = choice(
        {
            "binary_cross_entropy": "binary cross-entropy",
            "squared_error": "squared error",
        },
        label="loss",
        symbol="",
    )
    y = choice([0, 1], 1, label="target")
    z = slider(-2.0, -12.0, 12.0, 0.05, label="logit")

    def outputs(self):
        """Compute the prediction, the loss and both slopes.

        Returns
        -------
        dict of str to float
        """
        head = pairing("sigmoid", self.loss)
        Z, Y = np.array([[self.z]]), np.array([[float(self.y)]])
        return {
            "yhat": ACTIVATIONS["sigmoid"].value(Z).item(),
            "value": head.value(Z, Y).item(),
            "dl_dyhat": head.dl_dYhat(Z, Y).item(),
            "dl_dz": head.dl_dZ(Z, Y).item(),
        }
