"""Exercises of the chapter on softmax with cross-entropy."""

UNIT = {"domain": "unit"}

EXERCISES = {
    "softmax-diagonal": {
        "asks": "∂ŷ_k/∂z_k of softmax, in ŷ_k",
        "letters": {"yhat_k": UNIT},
        "answer": "yhat_k*(1 - yhat_k)",
        "hints": [
            "ŷ_k is exp(z_k)/S. Where does z_k occur? Take the logarithm, and "
            "it is log ŷ_k = z_k − log S.",
            "The slope of log ŷ_k is that of ŷ_k over ŷ_k. The slope of S in "
            "z_k is exp(z_k).",
        ],
        "slips": {
            "the sum below depends on z_k, too": "yhat_k",
            "that is the form off the diagonal": "-yhat_k^2",
            "1 + in place of 1 −": "yhat_k*(1 + yhat_k)",
            "the factor ŷ_k is missing": "1 - yhat_k",
            "that is the slope of tanh": "1 - yhat_k^2",
            "the slope is one too many": "(yhat_k*(1 - yhat_k))^2",
        },
    },
    "softmax-off-diagonal": {
        "asks": "∂ŷ_i/∂z_k of softmax for i ≠ k, in ŷ_i and ŷ_k",
        "letters": {"yhat_i": UNIT, "yhat_k": UNIT},
        "answer": "-yhat_i*yhat_k",
        "hints": [
            "ŷ_i is exp(z_i)/S. Its numerator does not depend on z_k, its "
            "denominator does.",
            "The slope of 1/S is −1/S² times the slope of S, and that is "
            "exp(z_k). One S for each factor.",
        ],
        "slips": {
            "that is the form on the diagonal": "yhat_i*(1 - yhat_i)",
            "the numerator does not depend on z_k": "yhat_i*(1 - yhat_k)",
            "the sum below depends on z_k: softmax couples its units": "0",
            "the factor ŷ_k is missing": "-yhat_i",
            "the factor ŷ_i is missing": "-yhat_k",
            "that is ŷ_i twice": "-yhat_i^2",
            "that is ŷ_k twice": "-yhat_k^2",
        },
    },
    "softmax-cross-entropy-logit": {
        "asks": "∂ℓ/∂z_k of softmax with cross-entropy, in ŷ_k and y_k",
        "letters": {"yhat_k": UNIT, "y_k": UNIT},
        "answer": "yhat_k - y_k",
        "hints": [
            "Take the logarithm before you differentiate: log ŷ_j is "
            "z_j − log S.",
            "The targets sum to 1, so the loss is log S minus the sum of all "
            "y_j z_j. Which terms depend on z_k?",
            "The slope of log S in z_k is exp(z_k)/S. Which letter is that?",
        ],
        "slips": {
            "the derivative of the activation is missing": "-y_k/yhat_k",
            "the derivative of the activation is one too many": (
                "(yhat_k - y_k)*yhat_k*(1 - yhat_k)"
            ),
            "only the path through ŷ_k is counted, as if the Jacobian were "
            "diagonal": "-y_k*(1 - yhat_k)",
            "the target is not subtracted": "yhat_k",
            "the prediction is missing: log S depends on z_k": "-y_k",
            "right only for the class that occurred": "yhat_k - 1",
            "+ in place of −": "yhat_k + y_k",
        },
    },
    "softmax-batch-logits": {
        "asks": "∂J/∂Z of a batch, in Ŷ, Y and m",
        "letters": {
            "Yhat": {"domain": "unit", "shape": [2, 4]},
            "Y": {"domain": "unit", "shape": [2, 4]},
            "m": {"value": 4},
        },
        "answer": "(Yhat - Y)/m",
        "hints": [
            "The cost is the mean of the m losses. How many of them depend "
            "on the logits of sample n?",
            "Only one, with the factor 1/m. Its gradient in column n of Z "
            "is column n of Ŷ minus column n of Y.",
        ],
        "slips": {
            "sum instead of mean": "Yhat - Y",
            "the mean is taken over the classes, too": "(Yhat - Y)/(2*m)",
            "half of the sum: divided by the number of classes, or twice the "
            "mean": "(Yhat - Y)/2",
            "divided by m twice": "(Yhat - Y)/m^2",
            "m times in place of 1/m": "m*(Yhat - Y)",
            "only the prediction is divided by m": "Yhat/m - Y",
            "only the target is divided by m": "Yhat - Y/m",
            "the derivative of the activation is one too many": (
                "(Yhat - Y) ⊙ Yhat ⊙ (1 - Yhat)/m"
            ),
        },
    },
    "softmax-temperature-logit": {
        "asks": "∂ℓ/∂z_k with the logits divided by T, in ŷ_k, y_k and T",
        "letters": {
            "yhat_k": UNIT,
            "y_k": UNIT,
            "T": {"domain": "positive"},
        },
        "answer": "(yhat_k - y_k)/T",
        "hints": [
            "Give z_k/T a name. What is the gradient in that?",
            "It is ŷ_k − y_k, since nothing else has changed. The chain rule "
            "asks for one factor more: the slope of z_k/T in z_k.",
        ],
        "slips": {
            "the factor 1/T of the chain rule is missing": "yhat_k - y_k",
            "T in place of 1/T": "T*(yhat_k - y_k)",
            "divided by T twice": "(yhat_k - y_k)/T^2",
            "only the prediction is divided by T": "yhat_k/T - y_k",
            "only the target is divided by T": "yhat_k - y_k/T",
            "the derivative of the activation is one too many": (
                "(yhat_k - y_k)*yhat_k*(1 - yhat_k)/T"
            ),
            "the derivative of the activation is missing": "-y_k/(T*yhat_k)",
        },
    },
}
