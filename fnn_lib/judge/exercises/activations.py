"""Exercises of the chapter on activations."""

EXERCISES = {
    "sigmoid-derivative": {
        "asks": "The slope of the sigmoid, σ′(z)",
        "letters": {"z": {}},
        "without": ["sigma'", "tanh'"],
        "answer": "sigma(z)*(1 - sigma(z))",
        "hints": [
            "Write the sigmoid as a quotient, 1/(1 + exp(−z)). Or take its "
            "logarithm first: log σ(z) = −log(1 + exp(−z)).",
            "The chain rule gives −1/(1 + exp(−z))² times the slope of "
            "1 + exp(−z). And the slope of log σ(z) is σ′(z)/σ(z).",
            "Either way exp(−z)/(1 + exp(−z)) appears. That is 1 − σ(z).",
        ],
        "slips": {
            "the inner slope, of exp(−z), is missing": "-1/(1 + exp(-z))^2",
            "1 + in place of 1 −": "sigma(z)*(1 + sigma(z))",
            "the factor σ(z) is missing": "1 - sigma(z)",
            "the factor 1 − σ(z) is missing": "sigma(z)",
            "that is the slope of tanh": "1 - tanh(z)^2",
            "that is the slope of tanh, with σ in it": "1 - sigma(z)^2",
            "that is the slope by a: z stands where σ(z) belongs": "z*(1 - z)",
        },
    },
    "tanh-derivative": {
        "asks": "The slope of tanh, in z or in tanh(z)",
        "letters": {"z": {}},
        "without": ["tanh'", "sigma'"],
        "answer": "1 - tanh(z)^2",
        "hints": [
            "Write tanh z as a quotient, with exp(z) − exp(−z) above and "
            "exp(z) + exp(−z) below. Each is the slope of the other.",
            "The quotient rule leaves two squares above and one below. Split "
            "the fraction: one of its parts is a number.",
        ],
        "slips": {
            "the square is missing": "1 - tanh(z)",
            "1 + in place of 1 −": "1 + tanh(z)^2",
            "that is the slope of the sigmoid": "sigma(z)*(1 - sigma(z))",
            "that is the slope of the sigmoid, with tanh in it": (
                "tanh(z)*(1 - tanh(z))"
            ),
            "tanh is taken twice": "1 - tanh(tanh(z))^2",
            "z stands where tanh z belongs": "1 - z^2",
            "the denominator is not squared": ("4/(exp(z) + exp(-z))"),
            "the 4 above is missing: the cross terms do not cancel": (
                "1/(exp(z) + exp(-z))^2"
            ),
        },
    },
    "sigmoid-second-derivative": {
        "asks": "The second derivative of the sigmoid, σ″(z), in σ(z)",
        "letters": {"z": {}},
        "without": ["sigma'", "tanh'"],
        "answer": "sigma(z)*(1 - sigma(z))*(1 - 2*sigma(z))",
        "hints": [
            "The slope is σ(z) (1 − σ(z)), a product. Both factors depend "
            "on z.",
            "The slope of 1 − σ(z) is −σ′(z). What do the two terms of the "
            "product rule have in common?",
            "The common factor is σ′(z). What remains is (1 − σ(z)) − σ(z).",
        ],
        "slips": {
            "the derivative of the activation is missing": "1 - 2*sigma(z)",
            "the derivative of the activation is one too many": (
                "(sigma(z)*(1 - sigma(z)))^2*(1 - 2*sigma(z))"
            ),
            "that is the slope itself: the slope of 1 − σ(z) has a minus": (
                "sigma(z)*(1 - sigma(z))"
            ),
            "only the first factor was differentiated": (
                "sigma(z)*(1 - sigma(z))^2"
            ),
            "only the second factor was differentiated": (
                "-sigma(z)^2*(1 - sigma(z))"
            ),
            "the slopes of the factors were multiplied": (
                "-(sigma(z)*(1 - sigma(z)))^2"
            ),
            "1 + 2 σ(z) in place of 1 − 2 σ(z)": (
                "sigma(z)*(1 - sigma(z))*(1 + 2*sigma(z))"
            ),
        },
    },
    "tanh-by-sigmoid": {
        "asks": "tanh(z), with sigmoids alone",
        "letters": {"z": {}},
        "without": ["tanh", "exp", "sinh", "cosh", "sech"],
        "answer": "2*sigma(2*z) - 1",
        "hints": [
            "Multiply above and below by exp(−z), so that the denominator "
            "looks like that of a sigmoid.",
            "The denominator is 1 + exp(−2z). Which sigmoid has it? Add 1 to "
            "the fraction and see what stands above.",
        ],
        "slips": {
            "the factor 2 of the argument is missing": "2*sigma(z) - 1",
            "the argument is halved, not doubled": "2*sigma(z/2) - 1",
            "the factor 2 in front is missing": "sigma(2*z) - 1",
            "only half the height": "sigma(2*z) - 1/2",
            "it is not moved down by 1": "2*sigma(2*z)",
        },
    },
}
