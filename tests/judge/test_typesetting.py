r"""Typesetting: it reads as mathematics, and KaTeX takes it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.judge.fitting import fit
from fnn_lib.judge.judging import typeset_line
from fnn_lib.judge.reading import Malformed, read
from fnn_lib.judge.typesetting import latex

from .disguise import LETTERS, disguised, formulas
from .lines import HOSTILE, RIGHT, WRONG
from .matrices import TOLD, matrices
from .test_reading import SOUPS

NAMES = (
    *TOLD,
    "z",
    "y",
    "yhat",
    "y_k",
    "yhat_k",
    "W2",
    "W1_21",
    "delta2",
    "w_0",
)


@pytest.fixture(scope="module")
def katex():
    """KaTeX as the book has it: what it doubts is an error."""
    from sphinxcontrib import katex

    from _ext.formulas import OPTIONS, Server

    katex.KaTeXServer = Server
    return lambda text: katex.render_latex(text, OPTIONS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sigma(z)*(1-sigma(z))", "σ\\l(z\\r) \\l(1 - σ\\l(z\\r)\\r)"),
        ("exp(-z)/(1+exp(-z))**2", "\\frac{e^{-z}}{\\l(1 + e^{-z}\\r)^{2}}"),
        ("1/2z", "\\frac{1}{2} \\, z"),
        ("1/(2z)", "\\frac{1}{2 \\, z}"),
        ("tanh(z)**2", "\\tanh^{2}\\l(z\\r)"),
        ("1/cosh(z)^2", "\\frac{1}{\\cosh^{2}\\l(z\\r)}"),
        ("sigma(z)^2", "σ\\l(z\\r)^{2}"),
        ("sigma'(z)", "σ'\\l(z\\r)"),
        ("yhat_k - y_k", "\\hat{y}_{k} - y_{k}"),
        ("-yhat*y", "-\\hat{y} \\, y"),
        ("-(yhat*y)", "-\\hat{y} \\, y"),
        ("-yhat*y*z", "-\\hat{y} \\, y \\, z"),
        ("-yhat/y*z*y", "-\\frac{\\hat{y}}{y} \\, z \\, y"),
        ("y - (-z)*y*z", "y - \\l(-z \\, y \\, z\\r)"),
        ("-(yhat + y)", "-\\l(\\hat{y} + y\\r)"),
        ("y - (z - h)", "y - \\l(z - h\\r)"),
        ("y - z*h", "y - z \\, h"),
        ("y*(-z)", "y \\l(-z\\r)"),
        ("y + -z", "y - z"),
        ("-y/z", "-\\frac{y}{z}"),
        ("2*3", "2 \\cdot 3"),
        ("z*2", "z \\cdot 2"),
        ("2*(1/3)", "2 \\cdot \\frac{1}{3}"),
        ("(y/z)^2", "\\l(\\frac{y}{z}\\r)^{2}"),
        ("1e-3", "0.001"),
        ("e^z", "e^{z}"),
        ("W2.T*delta2", "W^{[2]\\top} \\, δ^{[2]}"),
        ("W1_21", "W_{21}^{[1]}"),
        ("w0", "w_{0}"),
        ("(W*h).T", "\\l(W \\, h\\r)^{\\top}"),
        ("delta*delta", "δ \\odot δ"),
        ("W/W", "W \\oslash W"),
        ("h^2", "h^{\\odot 2}"),
        ("ReLU(z)", "\\operatorname{ReLU}\\l(z\\r)"),
        ("sqrt(z)", "\\sqrt{z}"),
    ],
)
def test_it_reads_as_mathematics(text, shown):
    letters = {name: {} for name in NAMES} | TOLD
    letters["W2"], letters["delta2"] = {"shape": [2, 3]}, {"shape": [2, 1]}
    for short, long in [("σ", "\\sigma"), ("δ", "\\delta")]:
        shown = shown.replace(short, long)
    shown = shown.replace("\\l(", "\\left(").replace("\\r)", "\\right)")
    assert latex(fit(read(text, letters), letters)[0]) == shown


def test_katex_takes_the_lines_of_all_exercises(katex):
    for exercise, told in EXERCISES.items():
        lines = [told["answer"], *told.get("slips", {}).values()]
        lines += [line for name, line in RIGHT if name == exercise]
        lines += [line for name, line, _ in WRONG if name == exercise]
        for line in lines:
            found = typeset_line(told, line)
            if "latex" in found:
                assert katex(found["latex"]).startswith("<span")


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(formulas(), st.sampled_from([(2, 1), (3, 3), (2, 3)]), st.data())
def test_katex_takes_any_line(katex, formula, shape, data):
    text = disguised(formula, lambda items: data.draw(st.sampled_from(items)))
    try:
        katex(latex(read(text, LETTERS)))
    except Malformed:  # too long
        pass
    _, typed = data.draw(matrices(shape))
    try:
        katex(latex(fit(read(typed, TOLD), TOLD)[0]))
    except Malformed:
        pass


#: All that the typesetter ever writes, but for names.
OWN = set("0123456789.+-^_{}[]()', \\")


@settings(max_examples=300, deadline=None)
@given(SOUPS)
def test_nothing_typed_passes_through(pieces):
    try:
        shown = latex(read("".join(pieces), NAMES, ["g"]))
    except Malformed:
        return
    assert {c for c in shown if not (c.isascii() and c.isalpha())} <= OWN


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_are_typeset_clean_or_not_at_all(line):
    found = typeset_line(EXERCISES["sigmoid-derivative"], line)
    if "latex" in found:
        assert not {*'<>"&$%#\x00\u202e'} & set(found["latex"])
        assert "href" not in found["latex"]
    else:
        assert set(found) == {"message", "place"}
