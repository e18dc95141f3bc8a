"""Softmax of three logits, its Jacobian, and the cross-entropy behind it."""

import numpy as np

from ..activations import ACTIVATIONS
from ..pairings import pairing
from .base import Explorable, Output, choice, slider

__all__ = ["Softmax"]

CLASSES = (1, 2, 3)
LOSS = "Loss and its slope in the prediction of the target"
JACOBIAN = "Jacobian: row of the logit, column of the prediction"


class Softmax(Explorable):
    """Predictions, gradient and Jacobian of three logits.

    All are computed with ``shift`` added to every logit. Outputs: ``yhat_k``,
    ``value``, the loss, ``dl_dyhat``, its slope in the prediction of the
    target, ``dl_dz_k``, see :eq:`eq-softmax-cross-entropy-logit`, and
    ``jacobian_ij``, the slope of ``yhat_j`` in ``z_i``, see
    :eq:`eq-softmax-jacobian`.
    """

    NAME = "softmax"
    TITLE = "Softmax, its Jacobian and the gradient of the cross-entropy"
    OUTPUTS = (
        *(Output(f"yhat_{k}") for k in CLASSES),
        *(Output(f"dl_dz_{k}") for k in CLASSES),
        Output("value", group=LOSS, symbol="loss"),
        Output("dl_dyhat", group=LOSS),
        *(
            Output(
                f"jacobian_{i}{j}", group=JACOBIAN, symbol=f"dyhat_{j}_dz_{i}"
            )
            for i in CLASSES
            for j in CLASSES
        ),
    )

    z_1 = slider(2.0, -10.0, 10.0, 0.1, label="logit")
    z_2 = slider(1.0, -10.0, 10.0, 0.1, label="logit")
    z_3 = slider(-1.0, -10.0, 10.0, 0.1, label="logit")
    shift = slider(0.0, -10.0, 10.0, 0.5, label="shift of all", symbol="")
    target = choice(list(CLASSES), 2, label="target class", symbol="")

    def outputs(self):
        """Compute predictions, loss, gradients and Jacobian.

        Returns
        -------
        dict of str to float
        """
        Z = np.array([[self.z_1], [self.z_2], [self.z_3]]) + self.shift
        Y = np.eye(3)[:, [self.target - 1]]
        head = pairing("softmax", "categorical_cross_entropy")
        softmax = ACTIVATIONS["softmax"]
        # Column j is what a gradient of 1 in prediction j pulls back to.
        columns = [
            softmax.pullback(Z, column[:, None]) for column in np.eye(3)
        ]
        slopes = {"yhat": softmax.value(Z), "dl_dz": head.dl_dZ(Z, Y)}
        entries = {
            f"{name}_{k}": column[k - 1].item()
            for name, column in slopes.items()
            for k in CLASSES
        }
        jacobian = {
            f"jacobian_{i}{j}": columns[j - 1][i - 1].item()
            for i in CLASSES
            for j in CLASSES
        }
        return (
            entries
            | jacobian
            | {
                "value": head.value(Z, Y).item(),
                "dl_dyhat": head.dl_dYhat(Z, Y)[self.target - 1].item(),
            }
        )
