"""The exercises: what is asked, what may occur, what goes wrong.

Plain data, so that the page and a notebook have the same. The answers are
proved where the exercise stands: `fnn_lib.explorables.YourLine` holds each
against the derivation of its chapter.
"""

__all__ = ["EXERCISES"]

#: By id: see `fnn_lib.judge.judging`; ``hints`` come one after the other.
EXERCISES = {
    "sigmoid-derivative": {
        "asks": "The slope of the sigmoid, σ'(z)",
        "letters": {"z": {}},
        "answer": "sigma(z)*(1 - sigma(z))",
        "hints": [
            "Write the sigmoid as a power: (1 + e^{-z})^{-1}.",
            "The chain rule gives -(1 + e^{-z})^{-2} times the slope of "
            "1 + e^{-z}, which is -e^{-z}.",
        ],
        "slips": {
            "1 + in place of 1 −": "sigma(z)*(1 + sigma(z))",
            "the factor σ(z) is missing": "1 - sigma(z)",
            "the factor 1 − σ(z) is missing": "sigma(z)",
            "that is the slope of tanh": "1 - sigma(z)^2",
        },
    },
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
    "layer-weights": {
        "asks": "∂J/∂W of a layer z = W h + b for one sample, in δ = ∂J/∂z "
        "and h",
        "letters": {
            "delta": {"shape": [2, 1]},
            "h": {"shape": [3, 1]},
            "W": {"shape": [2, 3]},
        },
        "answer": "delta*h.T",
        "hints": [
            "One entry first: which z does W_jk feed, and with what factor?",
            "∂J/∂W_jk = δ_j h_k. Which product of δ and h has these entries?",
        ],
        "slips": {},
    },
}
