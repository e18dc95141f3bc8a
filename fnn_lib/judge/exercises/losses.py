"""Exercises of the chapter on losses."""

EXERCISES = {
    "bce-sigmoid-logit": {
        "asks": "∂ℓ/∂z of the binary cross-entropy of a sigmoid, in ŷ and y",
        "letters": {"yhat": {"domain": "unit"}, "y": {"domain": "unit"}},
        "answer": "yhat - y",
        "hints": [
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
        },
    },
}
