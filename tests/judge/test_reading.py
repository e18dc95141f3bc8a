"""Reading: what means what; what is refused, where, with which words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.judge.reading import LONGEST, Malformed, Tree, read
from fnn_lib.judge.trees import nodes

from .lines import HOSTILE

#: Seconds after which the page ends a check.
LIMIT = 5

LETTERS = (
    "z",
    "y",
    "yhat",
    "y_k",
    "yhat_k",
    "W2",
    "W1_21",
    "delta",
    "h",
    "w_0",
)


def written(tree):
    """Write a tree with a bracket around every operation."""
    if tree.kind in ("letter", "number"):
        return tree.parts[0]
    if tree.kind == "call":
        name, primes, argument = tree.parts
        return f"{name}{primes * chr(39)}({written(argument)})"
    if len(tree.parts) == 1:
        return f"{tree.kind}({written(tree.parts[0])})"
    return f"({f' {tree.kind} '.join(map(written, tree.parts))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1/2z", "((1 / 2) * z)"),
        ("1/2*z", "((1 / 2) * z)"),
        ("z/y h", "((z / y) * h)"),
        ("z/(2y)", "(z / (2 * y))"),
        ("2z^2y", "((2 * (z ^ 2)) * y)"),
        ("-z^2", "neg((z ^ 2))"),
        ("z^2^3", "(z ^ (2 ^ 3))"),
        ("2^-z", "(2 ^ neg(z))"),
        ("z - y - h", "(z + neg(y) + neg(h))"),
        ("z(1-z)", "(z * (1 + neg(z)))"),
        ("(1-z)(1+z)", "((1 + neg(z)) * (1 + z))"),
        ("sigma(z)(1-sigma(z))", "(sigma(z) * (1 + neg(sigma(z))))"),
        ("\\sigma z \\sigma y", "(sigma(z) * sigma(y))"),
        ("\\tanh 2z y", "(tanh((2 * z)) * y)"),
        ("\\tanh^2 z", "(tanh(z) ^ 2)"),
        ("tanh²(z)", "(tanh(z) ^ 2)"),
        ("\\ln z^2", "log((z ^ 2))"),
        ("e^-z y", "(exp(neg(z)) * y)"),
        ("e^{-z}y", "(exp(neg(z)) * y)"),
        ("e", "exp(1)"),
        ("ze^z", "(z * exp(z))"),
        ("yhaty", "(yhat * y)"),
        ("zsigma(z)", "(z * sigma(z))"),
        ("\\hat{y}_ky_k", "(yhat_k * y_k)"),
        ("\\hat y_ky_k", "(yhat_k * y_k)"),
        ("zy^2", "(z * (y ^ 2))"),
        ("\\frac12z", "((1 / 2) * z)"),
        ("\\frac1{2z}", "(1 / (2 * z))"),
        ("\\frac z y", "(z / y)"),
        ("\\sqrt z y", "(sqrt(z) * y)"),
        ("\\sqrt{zy}", "sqrt((z * y))"),
        ("{z}^{2}", "(z ^ 2)"),
        ("{zy}^{2}", "((z * y) ^ 2)"),
        ("z^{zy}", "(z ^ (z * y))"),
        ("\\sigma'(z)", "sigma'(z)"),
        ("\\sigma^{\\prime}(z)", "sigma'(z)"),
        ("g^\\prime(z)", "g'(z)"),
        ("g’(z)", "g'(z)"),
        ("g''(z)", "g''(z)"),
        ("g′(z)^2", "(g'(z) ^ 2)"),
        ("W2^T delta", "(T(W2) * delta)"),
        ("W2^Tdelta", "(T(W2) * delta)"),
        ("W_2^\\top\\delta", "(T(W2) * delta)"),
        ("W^{[2]T}δ", "(T(W2) * delta)"),
        ("W^{[2]\\top}δ", "(T(W2) * delta)"),
        ("W^{[2]}{}^\\top δ", "(T(W2) * delta)"),
        ("{W^{[2]}}^\\intercal δ", "(T(W2) * delta)"),
        ("(W^{[2]})^{\\mathsf T} δ", "(T(W2) * delta)"),
        ("\\mathbf{W}^{[2]\\mathrm{T}}\\boldsymbol\\delta", "(T(W2) * delta)"),
        ("W^{(2)}h", "(W2 * h)"),
        ("W[2].T @ delta", "(T(W2) @ delta)"),
        ("W^[2] h", "(W2 * h)"),
        ("δhᵀ", "(delta * T(h))"),
        ("δ h^⊤", "(delta * T(h))"),
        ("h ⊙ (1 − h)", "(h o (1 + neg(h)))"),
        ("h \\circ h", "(h o h)"),
        ("h^{\\odot 2}", "(h ^ 2)"),
        ("h \\oslash y", "(h o/ y)"),
        ("y^{(k)}", "y_k"),
        ("w0 + w_{0} + w₀", "(w_0 + w_0 + w_0)"),
        ("W^{[1]}_{2,1}", "W1_21"),
        ("$z + 1$", "(z + 1)"),
        ("z\u200b+\u20611\u00a0", "(z + 1)"),
        ("+z", "z"),
        ("--z", "neg(neg(z))"),
        ("1e-3z", "(0.001 * z)"),
        ("2.50", "2.50"),
        (".5", "0.5"),
        ("2e^z", "(2 * exp(z))"),
        ("np.exp(z)", "exp(z)"),
        ("math.sqrt(z)", "sqrt(z)"),
    ],
)
def test_what_is_typed_is_read_as(text, tree):
    assert written(read(text, LETTERS, ["g"])) == tree


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", 0, "nothing is typed"),
        ("   ", 0, "nothing is typed"),
        ("z +", 3, "before the end"),
        ("sigma(z", 5, "never closed"),
        ("(z]", 2, "closes nothing"),
        ("z)", 1, "closes nothing"),
        ("x", 0, "“x” is unknown here; the letters are"),
        ("2 + foo", 4, "“foo” is unknown"),
        ("2 + cos(z)", 4, "; the functions are cosh, exp, log,"),
        ("z_z", 0, "“z_z” is unknown"),
        ("log_e(z)", 0, "“log_e” is unknown"),
        ("np.dot(z, y)", 3, "type the product with a sign"),
        ("z + k^{[3]}", 4, "“k3” is unknown"),
        ("z2", 0, "“z2” is unknown"),
        ("sigma + 1", 6, "sigma of what?"),
        ("exp -z", 4, "exp of what?"),
        ("tanh^{-1}(z)", 4, "1/tanh"),
        ("exp^{-z}", 3, "type exp(…) or e^{…}"),
        ("sigma(z)'", 8, "behind a function's name"),
        ("W2'", 0, "a transpose is ^T"),
        ("z.real", 1, "only .T"),
        ("np.linalg", 2, "only .T"),
        ("z ^", 3, "missing before the end"),
        ("z^2 = y", 4, "right-hand side"),
        ("\\frac{\\partial y}{\\partial z}", 6, "a derivative is not read"),
        ("∂y", 0, "a derivative is not read"),
        ("z!", 1, "factorial"),
        ("|z|", 0, "absolute value"),
        ("z < y", 2, "comparison"),
        ("sigma(z, y)", 7, "not several"),
        ("\\sum z", 0, "sum sign"),
        ("\\href{z}{y}", 0, "“\\href” is not understood"),
        ("z\x00y", 1, "U+0000"),
        ("z \u202e y", 2, "right-to-left override"),
        ("\u0443", 0, "cyrillic small letter u"),
        ("z; y", 1, "“;” has no meaning"),
        ("z\\y", 1, "“\\y” is not understood"),
        ("dot(z, y)", 0, "type the product"),
        ("transpose(W2)", 0, "as .T"),
        ("z^{2}^{3}", 5, "two exponents"),
        ("(z)_2", 3, "behind a letter"),
        ("z_", 1, "index is missing"),
        ("z_{", 1, "index is missing"),
        ("\\hat 2", 0, "under the hat"),
        ("1e999999", 0, "this long"),
        ("1" * 40, 0, "this long"),
        ("----z", 3, "too many signs"),
        ("(" * 30 + "z" + ")" * 30, 20, "brackets in one another"),
        ("z*" * 100 + "z", None, "too long a formula"),
        ("\\sqrt[3]{z}", 5, "type a power"),
    ],
)
def test_what_is_not_read_is_refused_at_its_place(text, place, words):
    with pytest.raises(Malformed) as error:
        read(text, LETTERS)
    assert words in str(error.value)
    assert place is None or error.value.place == place


@pytest.mark.parametrize("bracket", ["(", "[", "{", "\\frac{", "e^{", "-("])
def test_megabytes_of_brackets_are_refused_at_once(bracket):
    start = time.process_time()
    with pytest.raises(Malformed, match="at most 400") as error:
        read(bracket * 100_000, LETTERS)
    assert time.process_time() - start < LIMIT
    assert error.value.place == LONGEST


def test_letters_of_the_exercise_come_before_what_they_mean_elsewhere():
    assert written(read("e^T", ["e", "T"])) == "(e ^ T)"
    assert written(read("sigma z", ["sigma", "z"])) == "(sigma * z)"
    assert written(read("lambda*ell", ["lambda", "loss"])) == "(lambda * loss)"


def test_a_tree_has_nothing_that_is_not_listed():
    kinds = {*"+*@o/^T", "o/", "neg", "number", "letter", "call"}
    text = "W2^T(δ ⊙ g'(h)) - \\frac{e^{-z}}{2} / \\sqrt{y_k}^3"
    for node, _ in nodes(read(text, LETTERS, ["g"])):
        assert node.kind in kinds
        for part in node.parts:
            assert isinstance(part, Tree | str | int)


# -- whatever is typed, it is read or refused ---------------------------------

PIECES = [
    *"z y yhat yhat_k y_k W2 W1_21 h delta g ŷ σ δ ᵀ ² ⁻¹ ₂ ₖ e T".split(),
    *"( ) [ ] { } + - * / ^ ** @ . ' , _ = ! | & % $ # ~ ; : \" ` < >".split(),
    *"? \\ \\\\ \\frac \\hat \\sigma \\tanh \\left \\right \\cdot".split(),
    *"^T .T ^{[2]} ^{[2]T} ^{ _{ \\mathbf{ \\mathrm \\sqrt e^ exp".split(),
    *"sigma tanh ln np. 1 2 0.5 1e-3 1e9 99999 .5 1. 9^9 \\,".split(),
    *"\\top \\odot \\partial ⊙ · × ÷ − ′ ∘ lambda __import__ 𝜎 у ∞ ①".split(),
    *("\u0302", "\u200b", "\u202e", "\x00", "\n", "\t", "\ud800"),
]
SOUPS = st.lists(st.sampled_from(PIECES), max_size=25)
JOINTS = st.sampled_from(["", " "])


def read_or_refused(text, letters=LETTERS, functions=("g",)):
    start = time.process_time()
    try:
        tree = read(text, letters, functions)
    except Malformed as error:
        assert 0 <= error.place <= len(text)
        assert " " in str(error)
        tree = None
    assert time.process_time() - start < LIMIT
    return tree


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    read_or_refused(text)


@settings(max_examples=500, deadline=None)
@given(SOUPS, JOINTS)
def test_any_soup_of_pieces(pieces, joint):
    read_or_refused(joint.join(pieces))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(EXERCISES)), st.data())
def test_any_slip_of_the_keyboard(exercise, data):
    told = EXERCISES[exercise]
    line = told["answer"]
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(start + 3, len(line))))
    typed = data.draw(st.sampled_from(["", *PIECES]))
    line = line[:start] + typed + line[end:]
    read_or_refused(line, told["letters"], told.get("functions", ()))


@pytest.mark.parametrize("line", HOSTILE)
def test_hostile_lines_are_read_or_refused(line):
    read_or_refused(line)
