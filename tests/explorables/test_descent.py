"""The explorable of descent: a path that NumPy and the page agree on."""

import numpy as np
import pytest
import sympy as sp

from fnn_lib.explorables.descent import LOWEST, Descent, X, Y
from fnn_lib.explorables.proved import descent as formulas
from fnn_lib.explorables.proved.descent import b, loss, w, x, y
from fnn_lib.losses import LOSSES
from fnn_lib.symbolic import Derivation, RefutedStep, verify

RUN = """
const run = ({ recorded, settings, steps }) =>
  settings.map((setting) => {
    const path = new script.Path(recorded, setting);
    const made = path.go(steps);
    return { steps: made, ...path.places[made] };
  });
"""
RATES = [-2.0, -0.7, -0.38, -0.12, -0.08, -0.07, 0.0, 0.5]


@pytest.fixture(autouse=True)
def _without_a_bundle(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


@pytest.fixture
def paths(beside):
    """Return where some steps lead, as the page computes it."""

    def run(settings, steps, altered=None):
        argument = {
            "recorded": Descent().record(),
            "settings": settings,
            "steps": steps,
        }
        return beside("descent", "descent_path.js", RUN, argument, altered)

    return run


def test_formulas_agree_with_the_library(proved, agree):
    random = np.random.default_rng(0)
    points = random.normal(scale=3, size=(200, 4))
    points[:20] *= 1e6
    found = proved(
        "descent",
        "sample",
        [dict(zip("wbxy", p, strict=True)) for p in points],
    )
    w, b, x, y = points.T
    Yhat, targets = (w * x + b)[None], y[None]
    slope = LOSSES["squared_error"].gradient(Yhat, targets)[0]
    value = LOSSES["squared_error"].value(Yhat, targets)
    agree([f["loss"] for f in found], value)
    agree([f["dl_db"] for f in found], slope)
    agree([f["dl_dw"] for f in found], slope * x)


def test_a_wrong_slope_is_refuted():
    for wrong in (w * x + b - y, (y - w * x - b) * x, (w * x + b) * x - y):
        with pytest.raises(RefutedStep):
            Derivation(sp.diff(loss, w)).step(wrong)


def test_rates_agree_with_steps_that_are_made(proved, agree):
    curvatures = {k: Descent().record()[k] for k in ("lambda_1", "lambda_2")}
    points = [{"alpha": 10**rate, **curvatures} for rate in RATES]
    found = proved("descent", "rates", points)
    for rate, one in zip(RATES, found, strict=True):
        wanted = Descent(log10_learning_rate=rate).outputs()
        for name in ("factor_steep", "factor_flat"):
            agree(one[name], wanted[name])
    at = [
        {"alpha": found[0][name], **curvatures}
        for name in ("limit", "fastest")
    ]
    limit, fastest = proved("descent", "rates", at)
    agree(limit["factor_steep"], -1.0)
    assert abs(limit["factor_flat"]) < 1
    agree(fastest["factor_steep"], -fastest["factor_flat"])


def test_a_wrong_rate_is_refuted():
    condition = formulas.STEEP.result + 1
    with pytest.raises(RefutedStep):
        formulas.rate(condition, 1 / formulas.lambda_1)
    with pytest.raises(RefutedStep):
        verify(formulas.STEEP.first, 1 + formulas.alpha * formulas.lambda_1)


def test_the_steps_of_the_page_are_those_of_train(paths):
    settings = [
        {"log10_learning_rate": rate, "w_0": w_0, "b_0": b_0}
        for rate in RATES
        for w_0, b_0 in [(-1.2, 1.4), (3.5, -2.0)]
    ]
    for steps in (0, 1, 20):
        for setting, found in zip(
            settings, paths(settings, steps), strict=True
        ):
            wanted = Descent(**setting, step=steps).outputs()
            for name in ("steps", "w", "b", "cost"):
                close = 1e-9 * max(1, abs(wanted[name]))
                assert abs(found[name] - wanted[name]) <= close


def test_a_wrong_line_in_the_page_is_noticed(paths):
    """The comparison above is no formality: each mistake exceeds 1e-9."""
    setting = {"log10_learning_rate": -0.7, "w_0": -1.2, "b_0": 1.4}
    wanted = Descent(**setting, step=20).outputs()
    for line, wrong in {
        "b: b - alpha * dJ_db,": "b: b + alpha * dJ_db,",
        "w: w - alpha * dJ_dw,": "w: w - alpha * dJ_db,",
        "at.dJ_dw += sample.dl_dw / m;": "at.dJ_dw += sample.dl_dw;",
    }.items():
        (found,) = paths([setting], 20, {line: wrong})
        assert not abs(found["cost"] - wanted["cost"]) < 1e-3


def test_outputs_are_those_of_the_recursion():
    """The distance is multiplied by I - alpha H in each step."""
    widget = Descent(log10_learning_rate=-0.3, w_0=2.0, b_0=-1.0, step=7)
    m = X.shape[1]
    H = np.array([[np.sum(X * X), np.sum(X)], [np.sum(X), m]]) / m
    lowest = np.array([LOWEST["w"], LOWEST["b"]])
    factor = np.eye(2) - 10**-0.3 * H
    place = lowest + np.linalg.matrix_power(factor, 7) @ (
        np.array([2.0, -1.0]) - lowest
    )
    found = widget.outputs()
    assert found["steps"] == 7
    assert [found["w"], found["b"]] == pytest.approx(place)
    assert found["cost"] == pytest.approx(
        (place - lowest) @ H @ (place - lowest) / 2
    )
    factors = sorted([found["factor_steep"], found["factor_flat"]])
    assert factors == pytest.approx(np.linalg.eigvalsh(factor))


def test_the_smallest_cost_is_zero_and_the_limit_is_one():
    assert np.allclose(LOWEST["w"] * X + LOWEST["b"], Y)
    limit = np.log10(2 / Descent().record()["lambda_1"])
    below, above = (
        Descent(log10_learning_rate=limit + d, step=400).outputs()["cost"]
        for d in (-0.01, 0.01)
    )
    assert below < 1e-4 < 1e4 < above


def test_a_step_that_would_overflow_is_not_made(paths):
    setting = {"log10_learning_rate": 0.5, "w_0": -1.2, "b_0": 1.4}
    wanted = Descent(**setting, step=400).outputs()
    assert 100 < wanted["steps"] < 400
    assert np.isfinite(list(wanted.values())).all()
    (found,) = paths([setting], 400)
    assert found["steps"] == wanted["steps"]
    assert found["cost"] == pytest.approx(wanted["cost"])


def test_the_directions_of_the_map_are_those_of_the_curvatures():
    recorded = Descent().record()
    H = np.array([[np.mean(X * X), np.mean(X)], [np.mean(X), 1]])
    for name, value in (("steep", "lambda_1"), ("flat", "lambda_2")):
        direction = np.array(recorded[name])
        assert H @ direction == pytest.approx(recorded[value] * direction)
        assert np.linalg.norm(direction) == pytest.approx(1)
    assert recorded["lambda_1"] > recorded["lambda_2"] > 0
