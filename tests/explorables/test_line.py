"""Your line: an answer is held against the derivation of its chapter."""

import pytest
import sympy as sp

from fnn_lib.explorables import YourLine
from fnn_lib.judge.exercises import EXERCISES
from fnn_lib.symbolic import (
    Derivation,
    Induction,
    RefutedStep,
    entries,
    matrix,
    smooth,
    symbol,
)
from fnn_lib.symbolic.named import matrix_of

j, k, p, r = sp.symbols("j k p r", integer=True, positive=True)
n, K = sp.symbols("n K", integer=True, positive=True)
W, h, d = (sp.IndexedBase(name, real=True) for name in ("W", "h", "delta"))
PRE = sp.Sum(d[p] * sp.Sum(W[p, r] * h[r], (r, 1, K)), (p, 1, n))
LAYER = {
    "W": matrix("W", n, K),
    "h": matrix_of("h", h[k], (k, K)),
    "delta": matrix_of("delta", d[j], (j, n)),
}
SHAPES = {
    "W": {"shape": [2, 3]},
    "h": {"shape": [3, 1]},
    "delta": {"shape": [2, 1]},
}


@pytest.fixture
def ask(monkeypatch):
    """Build `YourLine` for an exercise of one's own with that answer."""

    def build(answer, derivation, letters, *rest, **named):
        told = {
            "asks": "?",
            "letters": SHAPES if named else {name: {} for name in letters},
            "functions": ["g"],
            "answer": answer,
            "hints": ["."],
        }
        monkeypatch.setitem(EXERCISES, "own", told)
        return YourLine("own", derivation, letters, *rest, **named)

    return build


def weight():
    found = Derivation(sp.Derivative(PRE, W[j, k]))
    found.step(d[j] * h[k], because="linear")
    return found


def fed():
    found = Derivation(sp.Derivative(PRE, h[k]))
    found.step(sp.Sum(W[j, k] * d[j], (j, 1, n)), because="linear")
    return found


def test_a_matrix_is_held_against_the_derivation_of_its_entry(ask):
    built = ask("delta*h.T", weight(), LAYER, at=(j, k))
    assert built._derivation.splitlines()[-2].endswith(
        r"\left(\delta h^{\top}\right)_{j, k}"
    )
    ask("W.T*delta", fed(), LAYER, at=(k,))


@pytest.mark.parametrize("wrong", ["2*delta*h.T", "delta*h.T + W", "W"])
def test_a_wrong_matrix_is_refused(ask, wrong):
    with pytest.raises(RefutedStep):
        ask(wrong, weight(), LAYER, at=(j, k))


@pytest.mark.parametrize("wrong", ["-W.T*delta", "W.T*delta + h", "h"])
def test_a_wrong_column_is_refused(ask, wrong):
    with pytest.raises(RefutedStep):
        ask(wrong, fed(), LAYER, at=(k,))


def test_a_function_of_a_matrix_goes_entry_by_entry(ask):
    z, slope = entries("z", 2), smooth("g'")
    found = Derivation(
        sp.Matrix([sp.Derivative(smooth("g")(v), v) for v in z])
    )
    found.step(z.applyfunc(slope), because="name of the slope")
    ask("g'(z)", found, {"z": z}, {"g'": slope})
    with pytest.raises(RefutedStep):
        ask("g(z)", found, {"z": z}, {"g": smooth("g")})


def halving(factor):
    """Return the claim that t halvings of x leave x 2^{-t}."""
    t, x = sp.Symbol("t", integer=True, positive=True), symbol("x")
    half = sp.Rational(1, 2)
    base = Derivation(x, lhs=symbol("x(0)"))
    base.step(x * half**0)
    step = Derivation(half * symbol("x(t)"), lhs=symbol("x(t+1)"))
    given = {symbol("x(t)"): x * half**t}
    step.step(factor * x * half**t, because="hypothesis", given=given)
    claims = {"0": x, "t": x * half**t, "t+1": x * half ** (t + 1)}
    induction = Induction(
        lambda place: (symbol(f"x({place})"), claims[place]),
        base,
        step,
        start=x,
        rule=claims["t+1"],
        places=("0", "t", "t+1"),
    )
    return induction, {"x": x, "t": t}


def test_an_answer_is_held_against_what_an_induction_claims(ask):
    induction, letters = halving(sp.Rational(1, 2))
    ask("x/2^t", induction, letters)
    for wrong in ("x/2", "x/2^(t + 1)", "x/t"):
        with pytest.raises(RefutedStep):
            ask(wrong, induction, letters)


def test_a_line_that_nothing_was_derived_for_is_refused(ask):
    x = symbol("x")
    with pytest.raises(ValueError, match="derivation: found it read"):
        ask("x", Derivation(x), {"x": x})


def test_a_notebook_is_answered_whatever_happens(ask, monkeypatch):
    z = sp.Symbol("z", real=True)
    square = Derivation(sp.Derivative(z**2, z))
    square.step(2 * z, because="power rule")
    asked = ask("2*z", square, {"z": z})
    sent = []
    monkeypatch.setattr(asked, "send", sent.append)
    for number, kind in enumerate(("judge", "prove", "typeset", "run")):
        content = {"number": number, "kind": kind, "text": "z + z"}
        asked._asked(asked, content, [])
    judged, proved, shown, failed = sent
    assert judged["result"]["verdict"] == "right"
    assert proved["result"]["proved"]
    assert shown["result"]["latex"] == "z + z"
    assert failed == {"number": 3, "error": "KeyError: 'run'"}
