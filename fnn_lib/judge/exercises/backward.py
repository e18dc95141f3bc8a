"""Exercises of the chapter on the backward pass."""

EXERCISES = {
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
