"""Exercises of the chapter on the forward pass."""

EXERCISES = {
    "collapse-bias": {
        "asks": "The bias of the one layer, shape (2, 1), in W1, W2, b1, b2",
        "letters": {
            "W1": {"shape": [2, 2]},
            "W2": {"shape": [2, 2]},
            "b1": {"shape": [2, 1]},
            "b2": {"shape": [2, 1]},
        },
        "answer": "W2*b1 + b2",
        "hints": [
            "Put z = W1 x + b1 into W2 z + b2 and multiply out.",
            "The bias is what is left where x is 0.",
            "b1 goes through layer 2 like anything else that layer 1 sends.",
        ],
        "slips": {
            "the bias of layer 2 is missing": "W2*b1",
            "the bias of layer 1 is missing": "b2",
            "the weights of layer 2 are missing": "b1 + b2",
            "the wrong weight": "W1*b1 + b2",
            "that is the bias with the layers exchanged": "W1*b2 + b1",
            "the bias of layer 2 does not pass through layer 2": (
                "W2*(b1 + b2)"
            ),
        },
    },
    "parameter-count": {
        "asks": "The number of parameters, in k, n and L",
        "letters": {
            "k": {"domain": "whole"},
            "n": {"domain": "whole"},
            "L": {"domain": "whole"},
        },
        "answer": "n*(k + 1) + (L - 1)*n*(n + 1)",
        "hints": [
            "Count layer 1 apart: it reads k inputs, the others read n units.",
            "A layer of n units that reads k others has n k weights and "
            "n biases.",
            "There are L − 1 layers of n units that read n units.",
        ],
        "slips": {
            "the biases are missing": "n*k + (L - 1)*n^2",
            "one layer too many": "n*(k + 1) + L*n*(n + 1)",
            "the first layer reads k inputs, not n": "L*n*(n + 1)",
            "one bias for each layer, not for each unit": (
                "n*k + 1 + (L - 1)*(n^2 + 1)"
            ),
        },
    },
}
