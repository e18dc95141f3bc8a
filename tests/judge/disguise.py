"""Formulas as plain Python and as readers write them, from one draw.

A formula is nested tuples. `python` writes it fully bracketed, for Python
itself to evaluate: an oracle that shares nothing with the judge. `disguised`
writes the same formula as somebody might type it.
"""

import mpmath
from hypothesis import strategies as st

LETTERS = {
    "z": ["z", " z ", "{z}"],
    "y": ["y", "{y}", "\\mathrm{y}"],
    "yhat": [
        *("yhat", "y_hat", "ŷ", "y\u0302", "\\hat y", "\\hat{y}"),
        *("\\widehat{y}", "{\\hat{y}}", "\\hat{\\mathbf{y}}"),
    ],
    "yhat_k": [
        *("yhat_k", "y_hat_k", "ŷ_k", "ŷ_{k}", "ŷₖ", "y\u0302_k", "\\hat y_k"),
        *("\\hat{y}_k", "\\hat{y}_{k}", "\\hat{y_k}", "yhat[k]"),
    ],
    "W1_21": [
        *("W1_21", "W^{[1]}_{21}", "W_{21}^{[1]}", "W_{2,1}^{[1]}"),
        *("\\mathbf{W}^{[1]}_{21}", "W[1]_21", "W₂₁^{[1]}"),
    ],
    "delta2": [
        *("delta2", "δ2", "\\delta^{[2]}", "δ^{[2]}", "δ_2", "\\delta_{2}"),
        *("\\boldsymbol\\delta^{[2]}", "\\boldsymbol{\\delta}^{[2]}"),
        *("delta[2]", "δ^{(2)}", "{\\delta}^{[2]}", "δ₂"),
    ],
}
FUNCTIONS = {
    "sigma": ["sigma", "\\sigma", "σ", "sigmoid", "\\operatorname{sigmoid}"],
    "tanh": ["tanh", "\\tanh", "np.tanh", "\\mathrm{tanh}", "\\text{tanh}"],
    "exp": ["exp", "\\exp", "np.exp", "math.exp", "e^"],
    "sech": ["sech", "\\operatorname{sech}"],
    "relu": ["relu", "ReLU", "\\operatorname{ReLU}", "\\mathrm{ReLU}"],
}
BRACKETS = [
    *("(%s)", "( %s )", "[%s]", "\\left(%s\\right)", "\\left[ %s\\right]"),
    *("\\big(%s\\big)", "{%s}", "{(%s)}"),
]
TIMES = ["*", " * ", "\\cdot ", "·", "×", " \\times ", " ", "\\, ", "~"]
MINUS = ["-", " - ", "−", " – "]
ENVIRONMENT = {
    "sigma": lambda z: 1 / (1 + mpmath.exp(-z)),
    "tanh": lambda z: mpmath.sinh(z) / mpmath.cosh(z),
    "exp": mpmath.exp,
    "sech": lambda z: 2 / (mpmath.exp(z) + mpmath.exp(-z)),
    "relu": lambda z: (z + abs(z)) / 2,
}


def formulas():
    """Draw formulas whose values stay within bounds."""
    numbers = st.sampled_from(["1", "2", "0.5", "3", "10", "1e-2"])
    leaves = st.one_of(
        st.tuples(st.just("letter"), st.sampled_from(sorted(LETTERS))),
        st.tuples(st.just("number"), numbers),
    )
    return st.recursive(leaves, _grown, max_leaves=8)


def _grown(inner):
    name = st.sampled_from(sorted(FUNCTIONS))
    binary = st.sampled_from(["+", "-", "*", "/"])
    return st.one_of(
        st.tuples(binary, inner, inner),
        st.tuples(st.just("neg"), inner),
        st.tuples(st.just("^"), inner, st.sampled_from(["2", "3", "-1"])),
        st.tuples(st.just("call"), name, inner),
    )


def python(formula):
    """Write a formula for Python, every part in brackets."""
    kind, *parts = formula
    if kind == "letter":
        return parts[0]
    if kind == "number":
        return f"number('{parts[0]}')"
    if kind == "neg":
        return f"(-{python(parts[0])})"
    if kind == "^":
        return f"({python(parts[0])} ** ({parts[1]}))"
    if kind == "call":
        return f"{parts[0]}({python(parts[1])})"
    return f"({python(parts[0])} {kind} {python(parts[1])})"


class Far(Exception):
    """Further out than the judge goes."""


def _near(function):
    def bounded(z):
        if abs(z) > 1e4:
            raise Far
        return function(z)

    return bounded


def oracle(formula, point):
    """Let Python evaluate a formula; None where it has no value."""
    functions = {name: _near(f) for name, f in ENVIRONMENT.items()}
    functions["number"] = mpmath.mpf
    try:
        value = eval(python(formula), functions, dict(point))
    except ZeroDivisionError:
        return None
    if abs(value) > 1e6:
        raise Far
    return value


def disguised(formula, pick):
    """Write a formula as somebody might type it.

    `pick` takes a list and returns one of its items.
    """
    kind, *parts = formula
    return WRITERS[kind](pick, *parts)


def _bracketed(formula, pick):
    return pick(BRACKETS) % disguised(formula, pick)


def _factor(formula, pick):
    """Write a part so that it can stand in a product or below a power."""
    if formula[0] in ("letter", "number"):
        return disguised(formula, pick)
    return _bracketed(formula, pick)


def _call(pick, name, argument):
    head = pick(FUNCTIONS[name])
    if head == "e^":
        return f"e^{{{disguised(argument, pick)}}}"
    return f"{head}{_bracketed(argument, pick)}"


def _times(pick, left, right):
    sign = pick(TIMES)
    if right[0] == "number" or left[0] == "number":
        sign = pick(TIMES[:5])
    return f"{_factor(left, pick)}{sign}{_factor(right, pick)}"


def _over(pick, above, below):
    fraction = pick(["\\frac", "\\dfrac", "\\tfrac", ""])
    if fraction:
        one, two = disguised(above, pick), disguised(below, pick)
        return f"{fraction}{{{one}}}{{{two}}}"
    sign = pick(["/", " / ", "÷"])
    return f"{_factor(above, pick)}{sign}{_factor(below, pick)}"


def _raised(pick, base, exponent):
    forms = ["^%s", "**%s", "^{%s}", " ^ {%s}", "**(%s)"]
    above = pick(forms) % exponent
    if pick([True, False]):
        above = exponent.translate(str.maketrans("123-", "¹²³⁻"))
    return f"{pick(BRACKETS) % disguised(base, pick)}{above}"


def _minus(pick, left, right):
    one = disguised(left, pick)
    if right[0] in ("+", "-", "neg"):
        return f"{one}{pick(MINUS)}{_bracketed(right, pick)}"
    return f"{one}{pick(MINUS)}{disguised(right, pick)}"


def _plus(pick, left, right):
    two = disguised(right, pick)
    two = _bracketed(right, pick) if right[0] == "neg" else two
    return f"{disguised(left, pick)} + {two}"


WRITERS = {
    "letter": lambda pick, name: pick(LETTERS[name]),
    "number": lambda pick, text: text,
    "neg": lambda pick, inner: f"{pick(MINUS)}{_factor(inner, pick)}",
    "+": _plus,
    "-": _minus,
    "*": _times,
    "/": _over,
    "^": _raised,
    "call": _call,
}
