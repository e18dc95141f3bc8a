"""Planted mistakes: each runs, and each check says what it must."""

import subprocess
import sys

import autograd.numpy as anp
import numpy as np
import pytest
import traitlets
from autograd import grad

from fnn_lib import Network
from fnn_lib.explorables import Mutants, mutants
from fnn_lib.explorables.planted import (
    LINES,
    MUTANTS,
    POINTS,
    planted,
)
from fnn_lib.explorables.proved import _mutants as symbols

CHECKS = ("central", "complex", "symbolic")
#: What is found elsewhere than by all three checks, by point.
EXCEPTIONS = {
    "generic": {
        "safety": "-xx",
        "cost_sum": "xx-",
        "sum_for_mean": "--x",
        "upside_down": "--x",
    },
    "one_sample": {
        **dict.fromkeys(
            ("mean_lost", "mean_for_sum", "cost_sum", "sum_for_mean"), "---"
        ),
        "safety": "-xx",
        "upside_down": "--x",
    },
    "symmetric": {
        "transpose_lost": "---",
        "safety": "-xx",
        "cost_sum": "xx-",
        "sum_for_mean": "--x",
        "upside_down": "--x",
    },
    "zero": {
        **dict.fromkeys(
            (
                *("transpose_lost", "slope_lost", "weights_swapped"),
                *("softmax_diagonal", "slope_one_off", "slope_at_A"),
                "upside_down",
            ),
            "---",
        ),
        "safety": "-xx",
        "cost_sum": "xx-",
        "sum_for_mean": "--x",
    },
    "saturated": {
        name: "---" for name in MUTANTS if name not in ("none", "delta_lost")
    },
}


@pytest.fixture
def widget(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")
    return Mutants


@pytest.mark.parametrize("point", POINTS)
def test_without_a_mistake_it_is_the_library_s_network(point):
    net, X, Y = POINTS[point].make(planted("none"))
    right, *_ = POINTS[point].make(Network)
    assert net.cost(X, Y) == right.cost(X, Y)
    for found, wanted in zip(
        net.backward(X, Y), right.backward(X, Y), strict=True
    ):
        for one, other in zip(found, wanted, strict=True):
            np.testing.assert_array_equal(one, other)


def test_each_mistake_is_one_line_that_stands_in_the_passes():
    assert len(MUTANTS) >= 11
    for name, mutant in MUTANTS.items():
        if name == "none":
            continue
        right = LINES[mutant.line]
        assert mutant.text != right
        assert "\n" not in mutant.text
        # Both assign the same name.
        assert mutant.text.split(" = ")[0] == right.split(" = ")[0]
    assert len({m.text for m in MUTANTS.values()}) == len(MUTANTS)
    assert len({m.label for m in MUTANTS.values()}) == len(MUTANTS)


def test_a_planted_line_is_what_runs():
    net, X, Y = POINTS["generic"].make(planted("sign_flipped"))
    right, *_ = POINTS["generic"].make(Network)
    for found, wanted in zip(
        net.gradients(X, Y), right.gradients(X, Y), strict=True
    ):
        for one, other in zip(found, wanted, strict=True):
            np.testing.assert_array_equal(one, -other)
    swapped, X, Y = POINTS["generic"].make(planted("upside_down"))
    assert swapped.cost(X[::-1], Y) == right.cost(X, Y)


@pytest.mark.parametrize("point", POINTS)
def test_checks_find_what_they_must(widget, point):
    usual = {name: "xxx" for name in MUTANTS} | {"none": "---"}
    for name, wanted in (usual | EXCEPTIONS[point]).items():
        shown = widget(mutant=name, point=point).outputs()
        found = "".join(
            "x" if shown[f"error_{check}"] > allowed else "-"
            for check, allowed in mutants.ALLOWED.items()
        )
        assert found == wanted, (name, point)


def test_a_mistake_shows_where_it_is(widget):
    table = widget().record()["table"]["generic"]

    def arrays(name):
        """Return the rows that differ, dJ_dW and dJ_db of layers 1 to 3."""
        return [
            "".join("-x"[not p] for p in row) for row in table[name]["rows"]
        ]

    assert arrays("none") == ["------"] * 3
    assert arrays("bias_forgotten") == ["-x-x-x"] * 3
    assert arrays("wrong_layer") == ["x-x-x-"] * 3
    assert arrays("transpose_lost") == ["xxxx--"] * 3
    assert arrays("sign_flipped") == ["xxxxxx"] * 3


def test_the_record_is_what_outputs_compute(widget):
    record = widget().record()
    assert [line for line, _ in record["lines"]] == list(LINES)
    for point in POINTS:
        for name in ("none", "wrong_axis", "safety"):
            outputs = widget(mutant=name, point=point).outputs()
            found = record["table"][point][name]
            assert found["errors"] == [outputs[f"error_{c}"] for c in CHECKS]
            assert found["largest"] == outputs["largest"]


def test_a_saturated_gradient_is_too_small_to_be_tested(widget):
    shown = widget(mutant="sign_flipped", point="saturated").outputs()
    assert 0 < shown["largest"] < 1e-16
    assert shown["error_complex"] < 1e-12


@pytest.mark.parametrize("point", POINTS)
def test_symbols_agree_with_automatic_differentiation(point):
    net, X, Y = POINTS[point].make(Network)

    def cost(parameters):
        (W1, b1), (W2, b2), (W3, b3) = parameters
        Z = W2 @ anp.tanh(W1 @ X + b1) + b2
        Z = W3 @ (anp.exp(Z) / anp.exp(Z).sum(0)) + b3
        losses = anp.log(anp.exp(Z).sum(0)) - (Y * Z).sum(0)
        return losses.mean()

    wanted = grad(cost)([tuple(map(np.copy, q)) for q in net.parameters])
    found = symbols.gradients(net.parameters, X, Y)
    for pair, right in zip(found, wanted, strict=True):
        for one, other in zip(pair, right, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=2e-16)


def test_symbols_hold_for_other_sizes():
    random = np.random.default_rng(0)
    net = Network(
        (2, 2, 2, 2),
        hidden=("tanh", "softmax"),
        output="softmax",
        loss="categorical_cross_entropy",
    )
    X, Y = random.normal(size=(2, 5)), np.eye(2)[:, [0, 1, 1, 0, 1]]
    found = symbols.gradients(net.parameters, X, Y)
    for pair, right in zip(found, net.gradients(X, Y), strict=True):
        for one, other in zip(pair, right, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-16)


def test_wrong_symbols_would_be_seen(monkeypatch):
    """A symbolic cost with a mistake of its own finds one where none is."""
    net, X, Y = POINTS["generic"].make(planted("none"))
    right = symbols.gradients(net.parameters, X, Y)
    assert mutants.by_symbols(net, X, Y, right).passed
    wrong = [(W, -b) for W, b in right]
    report = mutants.by_symbols(net, X, Y, wrong)
    assert not report.passed
    assert [row.passed for row in report.rows] == [True, False] * 3


def test_importing_the_explorables_loads_no_sympy():
    code = (
        "import sys, fnn_lib.explorables;"
        "sys.exit(any(name in sys.modules for name in ('sympy', 'mpmath')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_setting_outside_its_limits_is_refused(widget):
    shown = widget()
    with pytest.raises(traitlets.TraitError, match="'mutant'"):
        shown.mutant = "transpose"
    with pytest.raises(traitlets.TraitError, match="'point'"):
        shown.point = "somewhere"
    assert (shown.mutant, shown.point) == ("transpose_lost", "generic")
    with pytest.raises(ValueError, match="samples: found no such control"):
        widget(samples=1)
