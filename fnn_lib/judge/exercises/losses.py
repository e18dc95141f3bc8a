"""Exercises of the chapter on losses."""

PREDICTION = {"yhat": {"domain": "unit"}, "y": {"domain": "unit"}}

EXERCISES = {
    "bce-prediction": {
        "asks": "∂ℓ/∂ŷ of the binary cross-entropy, in ŷ and y",
        "letters": PREDICTION,
        "answer": "(yhat - y)/(yhat*(1 - yhat))",
        "hints": [
            "The loss is −y log ŷ − (1 − y) log(1 − ŷ). One term at a time.",
            "The slope of log ŷ is 1/ŷ. The chain rule gives the other one a "
            "minus: 1 − ŷ falls as ŷ grows.",
        ],
        "slips": {
            "the inner slope of log(1 − ŷ), which is −1, is missing": (
                "-y/yhat - (1 - y)/(1 - yhat)"
            ),
            "that is the slope in the logit": "yhat - y",
            "the second term is missing": "-y/yhat",
            "the first term is missing": "(1 - y)/(1 - yhat)",
            "target and prediction are swapped": "(y - yhat)/(y*(1 - y))",
            "that is the loss itself": (
                "-y*log(yhat) - (1 - y)*log(1 - yhat)"
            ),
            "y and 1 − y are swapped": "-(1 - y)/yhat + y/(1 - yhat)",
            "the factor 1 − ŷ below is missing": "(yhat - y)/yhat",
        },
    },
    "bce-by-logit": {
        "asks": "ℓ, the binary cross-entropy of a sigmoid, in z and y",
        "letters": {"z": {}, "y": {"domain": "unit"}},
        "answer": "log(1 + exp(z)) - y*z",
        "hints": [
            "With ŷ for σ(z), −log ŷ is log(1 + exp(−z)). And −log(1 − ŷ)?",
            "It is log(1 + exp(z)), since 1 − σ(z) is σ(−z). Now write "
            "1 + exp(−z) as exp(−z) (1 + exp(z)).",
            "So log(1 + exp(−z)) is log(1 + exp(z)) − z. Put both into the "
            "loss and collect the logarithms.",
        ],
        "slips": {
            "that is the loss for the target 0: y is missing": (
                "log(1 + exp(z))"
            ),
            "that is the loss for the target 1: y is missing": (
                "log(1 + exp(-z))"
            ),
            "y and 1 − y are swapped": "log(1 + exp(z)) - (1 - y)*z",
            "the product y z has the wrong sign": "log(1 + exp(z)) + y*z",
            "the exponent has the wrong sign": "log(1 + exp(-z)) - y*z",
            "that is the slope in z": "1/(1 + exp(-z)) - y",
        },
    },
    "bce-sigmoid-logit": {
        "asks": "∂ℓ/∂z of the binary cross-entropy of a sigmoid, in ŷ and y",
        "letters": PREDICTION,
        "answer": "yhat - y",
        "hints": [
            "The chain rule: ∂ℓ/∂z is ∂ℓ/∂ŷ times ∂ŷ/∂z.",
            "∂ℓ/∂ŷ is (ŷ − y) / (ŷ (1 − ŷ)).",
            "∂ŷ/∂z is ŷ (1 − ŷ). Multiply.",
        ],
        "slips": {
            "the derivative of the activation is missing": (
                "(yhat - y)/(yhat*(1 - yhat))"
            ),
            "the derivative of the activation is one too many": (
                "(yhat - y)*yhat*(1 - yhat)"
            ),
            "that is the slope of the activation alone": "yhat*(1 - yhat)",
            "that is the slope of tanh": "(yhat - y)*(1 - yhat^2)",
            "the target is not subtracted": "yhat",
            "+ in place of −": "yhat + y",
            "a factor 2 too many": "2*(yhat - y)",
            "only the term with y was kept": "-y*(1 - yhat)",
            "only the term with 1 − y was kept": "(1 - y)*yhat",
        },
    },
    "squared-error-sigmoid-logit": {
        "asks": "∂ℓ/∂z of the squared error of a sigmoid, in ŷ and y",
        "letters": PREDICTION,
        "answer": "(yhat - y)*yhat*(1 - yhat)",
        "hints": [
            "The loss is half the square of ŷ − y. Its slope in ŷ is ŷ − y.",
            "The chain rule asks for one factor more: the slope of the "
            "sigmoid, in ŷ.",
        ],
        "slips": {
            "the derivative of the activation is missing": "yhat - y",
            "the derivative of the activation is one too many": (
                "(yhat - y)*(yhat*(1 - yhat))^2"
            ),
            "that is the slope of the activation alone": "yhat*(1 - yhat)",
            "that is the slope of tanh": "(yhat - y)*(1 - yhat^2)",
            "the half of the loss is missing": "2*(yhat - y)*yhat*(1 - yhat)",
            "the half of the loss is one too many": (
                "(yhat - y)*yhat*(1 - yhat)/2"
            ),
            "the slope is taken at the target": "(yhat - y)*y*(1 - y)",
            "the factor 1 − ŷ is missing": "(yhat - y)*yhat",
            "the factor ŷ is missing": "(yhat - y)*(1 - yhat)",
            "the square is still there": "(yhat - y)^2*yhat*(1 - yhat)",
        },
    },
}
