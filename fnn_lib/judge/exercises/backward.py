"""Exercises of the chapter on the backward pass."""

LAYER = {
    "delta": {"shape": [2, 1]},
    "h": {"shape": [3, 1]},
    "W": {"shape": [2, 3]},
}
BATCH = {
    "Delta": {"shape": [2, 4]},
    "A": {"shape": [3, 4]},
    "ones": {"shape": [4, 1], "value": 1},
    "m": {"value": 4},
}

EXERCISES = {
    "scalar-network-w0": {
        "asks": "∂L/∂w₀ in the letters of document C",
        "letters": {
            **{name: {} for name in ("x_0", "x_1", "w_4", "w_5", "y")},
            **{name: {} for name in ("z_0", "z_1", "z_2")},
            "a_0": {"is": "sigma(z_0)"},
            "a_1": {"is": "sigma(z_1)"},
            "a_2": {"is": "sigma(z_2)"},
        },
        "answer": "(a_2 - y)*sigma'(z_2)*w_4*sigma'(z_0)*x_0",
        "hints": [
            "There is one path: from w₀ to z₀, a₀, z₂, a₂ and L. Write down "
            "the slope of each of its five parts.",
            "∂L/∂a₂ = a₂ − y, ∂a₂/∂z₂ = σ'(z₂), and a₀ reaches z₂ with "
            "the weight w₄.",
            "∂a₀/∂z₀ = σ'(z₀) and ∂z₀/∂w₀ = x₀. Multiply the five.",
        ],
        "slips": {
            "the derivative of the activation is missing, at the output": (
                "(a_2 - y)*w_4*sigma'(z_0)*x_0"
            ),
            "the derivative of the activation is missing, in the hidden "
            "unit": "(a_2 - y)*sigma'(z_2)*w_4*x_0",
            "the derivative of the activation is missing, twice": (
                "(a_2 - y)*w_4*x_0"
            ),
            "the wrong weight: w₅ is on the other path": (
                "(a_2 - y)*sigma'(z_2)*w_5*sigma'(z_0)*x_0"
            ),
            "the weight on the path is missing": (
                "(a_2 - y)*sigma'(z_2)*sigma'(z_0)*x_0"
            ),
            "a₀ in place of x₀, as the document prints it": (
                "(a_2 - y)*sigma'(z_2)*w_4*sigma'(z_0)*a_0"
            ),
            "the wrong input": "(a_2 - y)*sigma'(z_2)*w_4*sigma'(z_0)*x_1",
            "the input is missing: that is ∂L/∂b₀": (
                "(a_2 - y)*sigma'(z_2)*w_4*sigma'(z_0)"
            ),
        },
    },
    "layer-weights": {
        "asks": "∂J/∂W, shape (2, 3), in δ and h",
        "letters": LAYER,
        "answer": "delta*h.T",
        "hints": [
            "One entry first: which z does W_jk feed, and with what factor?",
            "∂J/∂W_jk = δ_j h_k: the row index is that of δ, the column "
            "index that of h.",
            "A table of all products of a column and a row is an outer "
            "product.",
        ],
        "slips": {
            "that is ∂J/∂h, the gradient of the input": "W.T*delta",
        },
    },
    "layer-input": {
        "asks": "∂J/∂h, shape (3, 1), in W and δ",
        "letters": LAYER,
        "answer": "W.T*delta",
        "hints": [
            "h_k feeds every unit of the layer: a sum over j.",
            "∂J/∂h_k = Σ_j W_jk δ_j: the sum runs over the rows of W.",
            "A matrix whose rows are the columns of W has that sum in its "
            "product with δ.",
        ],
        "slips": {
            "that is ∂J/∂W, the gradient of the weights": "delta*h.T",
        },
    },
    "hidden-delta": {
        "asks": "δ of layer 1, in W2, delta2 and z1, with the slope g'",
        "letters": {
            "W1": {"shape": [2, 2]},
            "W2": {"shape": [2, 2]},
            "delta2": {"shape": [2, 1]},
            "z1": {"shape": [2, 1]},
            "z2": {"shape": [2, 1]},
        },
        "functions": ["g"],
        "answer": "(W2.T*delta2) ⊙ g'(z1)",
        "hints": [
            "Two steps: from layer 2 back to a1, and from a1 through g.",
            "Back through the weights of layer 2: the transposed matrix "
            "times delta2.",
            "Through g entry by entry: a product ⊙ with the slopes at z1.",
        ],
        "slips": {
            "the derivative of the activation is missing": "W2.T*delta2",
            "the wrong weight": "(W1.T*delta2) ⊙ g'(z1)",
            "the wrong weight, and a transpose is missing": (
                "(W1*delta2) ⊙ g'(z1)"
            ),
            "g in place of its derivative": "(W2.T*delta2) ⊙ g(z1)",
            "the derivative of the activation at the wrong layer": (
                "(W2.T*delta2) ⊙ g'(z2)"
            ),
            "the slopes come after the weights, not before": (
                "W2.T*(delta2 ⊙ g'(z1))"
            ),
            "the weights are missing": "delta2 ⊙ g'(z1)",
        },
    },
    "batch-weights": {
        "asks": "∂J/∂W, shape (2, 3), in Δ, A and m",
        "letters": BATCH,
        "answer": "Delta*A.T/m",
        "hints": [
            "J = (1/m) Σ_i ℓ_i, and for one sample ∂ℓ_i/∂W is δ times a "
            "transposed.",
            "Δ Aᵀ adds these products of all samples: both have one sample "
            "in each column.",
            "A sum becomes a mean by the factor that J begins with.",
        ],
        "slips": {
            "sum instead of mean": "Delta*A.T",
            "the mean is taken twice": "Delta*A.T/m^2",
        },
    },
    "batch-bias": {
        "asks": "∂J/∂b, shape (2, 1), in Δ, m and 1 (type ones)",
        "letters": BATCH,
        "answer": "Delta*ones/m",
        "hints": [
            "b is added in every sample: its gradient collects from all of "
            "them.",
            "For one sample ∂ℓ_i/∂b = δ_i. Add the columns of Δ.",
            "A matrix times a column of ones is the column of its row sums.",
        ],
        "slips": {
            "sum instead of mean": "Delta*ones",
            "the mean is taken twice": "Delta*ones/m^2",
        },
    },
}
