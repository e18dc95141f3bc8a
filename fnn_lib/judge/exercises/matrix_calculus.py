"""Exercises of the chapter on matrix calculus."""

SQUARE = {"shape": [2, 2]}

EXERCISES = {
    "quadratic-form": {
        "asks": "The gradient of xᵀ S x in x, shape (3, 1)",
        "letters": {"S": {"shape": [3, 3]}, "x": {"shape": [3, 1]}},
        "answer": "(S + S.T)*x",
        "hints": [
            "xᵀ S x = Σ_i Σ_j x_i S_ij x_j. Both factors depend on x.",
            "The derivative in x_p has two sums: i = p, and j = p.",
            "They are Σ_j S_pj x_j and Σ_i S_ip x_i. Which product has the "
            "second one for entry p?",
        ],
        "slips": {
            "that is right for a symmetric S alone": "2*S*x",
            "one of the two terms is missing": "S*x",
            "one of the two terms is missing: S enters as it is, too": (
                "S.T*x"
            ),
            "the factor 1/2 belongs to another form": "(S + S.T)*x/2",
        },
    },
    "least-squares": {
        "asks": "∂J/∂W, shape (2, 3), in W, X and Y",
        "letters": {
            "W": {"shape": [2, 3]},
            "X": {"shape": [3, 4]},
            "Y": {"shape": [2, 4]},
        },
        "answer": "(W*X - Y)*X.T",
        "hints": [
            "Give the residual a name: R = W X − Y. What is ∂J/∂R?",
            "∂J/∂R = R, since J is half the sum of its squares.",
            "Now it is a layer whose gradient in Z is R and whose input is X.",
        ],
        "slips": {
            "the factor 2 cancels against the half": "2*(W*X - Y)*X.T",
            "the target is missing": "W*X*X.T",
        },
    },
    "trace-linear": {
        "asks": "The gradient of tr(P W Q) in W, shape (2, 2)",
        "letters": {"P": SQUARE, "W": SQUARE, "Q": SQUARE},
        "answer": "P.T*Q.T",
        "hints": [
            "Bring dJ = tr(P dW Q) into the form tr(Gᵀ dW).",
            "Rotate: tr(P dW Q) = tr(Q P dW). So Gᵀ = Q P.",
            "The transpose of a product is the product of the transposes, in "
            "the other order.",
        ],
        "slips": {
            "the factors are in the wrong order": "Q.T*P.T",
            "the factors are in the wrong order and not transposed": "P*Q",
        },
    },
}
