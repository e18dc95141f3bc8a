"""The explorable of a classifier: its training against the library's."""

import json

import numpy as np
import pytest
import sympy as sp
import traitlets

from fnn_lib import gradient_check
from fnn_lib.activations import ACTIVATIONS
from fnn_lib.explorables.classifier import (
    DATA,
    MOST_UNITS,
    Classifier,
    _network,
    samples,
)
from fnn_lib.explorables.proved.classifier import loss, y, z
from fnn_lib.pairings import pairing
from fnn_lib.symbolic import Derivation, RefutedStep, sigma

# Beyond what the units of a network reach.
POINTS = np.concatenate([np.linspace(-20, 20, 401), [-5e3, -710, 710, 5e3]])
RUN = """
const run = ({ recorded, settings, epochs }) =>
  settings.map(({ data, hidden_units, log10_learning_rate }) => {
    const learner = new script.Learner(
      recorded.samples[data],
      recorded.weights[hidden_units],
      10 ** log10_learning_rate,
    );
    learner.train(epochs, Infinity);
    const grid = learner.field([-1, 0.5], [2, 0, -2], []);
    const { costs, cost, accuracy } = learner;
    return { epochs: learner.epochs, costs, cost, accuracy, grid };
  });
"""


@pytest.fixture(autouse=True)
def _without_a_bundle(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


@pytest.fixture
def learners(beside):
    """Return what the page computes for some settings."""

    def run(settings, epochs, altered=None, code=RUN):
        argument = {
            "recorded": Classifier().record(),
            "settings": settings,
            "epochs": epochs,
        }
        name = "classifier_network.js"
        return beside("classifier", name, code, argument, altered)

    return run


def setting(data, n, rate):
    return {"data": data, "hidden_units": n, "log10_learning_rate": rate}


def test_formulas_agree_with_the_library(proved, agree):
    def run(name, **more):
        return proved("classifier", name, [{"z": z, **more} for z in POINTS])

    Z = POINTS[None]
    tanh, sigmoid = ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"]
    hidden = run("hidden")
    agree([f["a"] for f in hidden], tanh.value(Z)[0])
    agree([f["slope"] for f in hidden], tanh.slope(Z)[0])
    agree([f["a"] for f in run("tanh")], tanh.value(Z)[0])
    agree([f["yhat"] for f in run("sigmoid")], sigmoid.value(Z)[0])
    head = pairing("sigmoid", "binary_cross_entropy")
    for target in (0.0, 1.0):
        Y = np.full_like(Z, target)
        found = run("output", y=target)
        agree([f["loss"] for f in found], head.value(Z, Y))
        agree([f["dl_dz"] for f in found], head.dl_dZ(Z, Y)[0])


def test_a_wrong_slope_is_refuted():
    for wrong in (y - sigma(z), sigma(z) + y, sigma(-z) - y):
        with pytest.raises(RefutedStep):
            Derivation(sp.diff(loss.first, z)).step(wrong)


def test_the_epochs_of_the_page_are_those_of_train(learners):
    settings = [
        setting(data, n, rate)
        for data in DATA
        for n in range(1, MOST_UNITS + 1)
        for rate in (-2.0, 0.0, 1.0)
    ]
    for epochs in (0, 1, 20):
        found = learners(settings, epochs)
        for one, page in zip(settings, found, strict=True):
            wanted = Classifier(**one, step=epochs).outputs()
            assert page["epochs"] == wanted["epochs"]
            assert page["accuracy"] == wanted["accuracy"]
            assert abs(page["cost"] - wanted["cost"]) <= 1e-9


def test_a_wrong_line_in_the_page_is_noticed(learners):
    """The comparison above is no formality: each mistake exceeds 1e-9."""
    one = setting("moons", 4, 0.0)
    wanted = Classifier(**one, step=20).outputs()
    for line, wrong in {
        "W2[j] -= alpha * dJ_dW2;": "W2[j] += alpha * dJ_dW2;",
        "W2[j] * dJ_dZ2[i] * slope1[k];": "W2[j] * dJ_dZ2[i];",
        "dl_dz / m;": "dl_dz;",
        "dJ_dW1_2 += dJ_dZ1 * x_2[i];": "dJ_dW1_2 += dJ_dZ1 * x_1[i];",
    }.items():
        (found,) = learners([one], 20, {line: wrong})
        assert not abs(found["cost"] - wanted["cost"]) < 1e-4


def test_a_run_ends_at_the_first_epoch_below_its_goal(learners):
    code = RUN.replace("(epochs, Infinity)", "(epochs, Infinity, 0.5)")
    (found,) = learners([setting("circles", 4, 0.0)], 500, code=code)
    assert 20 < found["epochs"] < 500
    assert found["costs"][-1] < 0.5 <= min(found["costs"][:-1])


def test_the_image_shows_the_predictions(learners):
    found = learners([setting("xor", 5, 0.5)], 0)[0]["grid"]
    X = [[x_1, x_2] for x_2 in (2, 0, -2) for x_1 in (-1, 0.5)]
    wanted = _network(5).forward(np.array(X).T)[0]
    assert found == pytest.approx(wanted, abs=1e-12)


def test_outputs_are_those_of_epochs_by_hand():
    """The update written out once more, with gradients that are checked."""
    X, Y = samples("spirals")
    net = _network(3)
    assert gradient_check(net, X, Y, method="complex").passed
    for _ in range(5):
        for (W, b), (dJ_dW, dJ_db) in zip(
            net.parameters, net.gradients(X, Y), strict=True
        ):
            W -= 10**0.5 * dJ_dW
            b -= 10**0.5 * dJ_db
    shown = Classifier(**setting("spirals", 3, 0.5), step=5).outputs()
    right = [
        bool(yhat > 0.5) == bool(y)
        for yhat, y in zip(net.forward(X)[0], Y[0], strict=True)
    ]
    assert shown == pytest.approx(
        {
            "epochs": 5,
            "cost": net.cost(X, Y),
            "accuracy": sum(right) / len(right),
        }
    )


@pytest.mark.parametrize("data", DATA)
def test_samples_are_scaled_and_of_two_equal_classes(data):
    X, Y = samples(data)
    assert X.shape == (2, Y.shape[1])
    assert Y.sum() == Y.shape[1] / 2
    assert np.abs(X.mean(axis=1)).max() < 1e-3
    assert X.std(axis=1) == pytest.approx(1, abs=1e-3)
    assert np.abs(X).max() < 2.5, "the plane of the picture ends there"


def test_the_samples_saved_are_those_that_python_trains_with():
    recorded = json.loads(json.dumps(Classifier().record()))
    for data in DATA:
        saved = recorded["samples"][data]
        X, Y = samples(data)
        assert np.array_equal([saved["x_1"], saved["x_2"]], X)
        assert np.array_equal([saved["y"]], Y)


def test_a_setting_outside_its_limits_is_refused():
    for wrong in (
        {"hidden_units": 9},
        {"data": "rings"},
        {"log10_learning_rate": 2.0},
    ):
        with pytest.raises(traitlets.TraitError):
            Classifier(**wrong)
