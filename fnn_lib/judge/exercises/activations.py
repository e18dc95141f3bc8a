"""Exercises of the chapter on activations."""

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
}
