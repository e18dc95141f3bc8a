"""Exercises of the chapter on gradient checking."""

LETTERS = {"x": {}, "h": {"domain": "positive"}}

EXERCISES = {
    "forward-difference-square": {
        "asks": "The forward difference of x², in x and h",
        "letters": LETTERS,
        "answer": "2*x + h",
        "hints": [
            "Expand (x + h)², and take x² off.",
            "Divide 2 x h + h² by h.",
        ],
        "slips": {
            "the error of the first order is missing": "2*x",
            "half of h, times f'' = 2, is h": "2*x + h/2",
            "not divided by h": "2*x*h + h^2",
        },
    },
    "central-difference-cubic": {
        "asks": "The central difference of x³, in x and h",
        "letters": LETTERS,
        "answer": "3*x^2 + h^2",
        "hints": [
            "Expand (x + h)³ and (x − h)³. Which terms cancel in the "
            "difference?",
            "6 x² h + 2 h³ is left. Divide by 2 h.",
        ],
        "slips": {
            "the error of the second order is missing": "3*x^2",
            "that is the forward difference": "3*x^2 + 3*x*h + h^2",
            "that is the complex step": "3*x^2 - h^2",
            "divided by h, not by 2h": "6*x^2 + 2*h^2",
        },
    },
    "second-difference-quartic": {
        "asks": "The second difference of x⁴, in x and h",
        "letters": LETTERS,
        "answer": "12*x^2 + 2*h^2",
        "hints": [
            "Expand (x + h)⁴ + (x − h)⁴: the odd powers of h cancel.",
            "2 x⁴ + 12 x² h² + 2 h⁴ is left. Take 2 x⁴ off and divide.",
        ],
        "slips": {
            "the error of the second order is missing": "12*x^2",
            "x⁴ is taken off once, not twice": ("x^4/h^2 + 12*x^2 + 2*h^2"),
            "divided by h, not by h²": "12*x^2*h + 2*h^3",
        },
    },
}
