"""What all explorables share: controls as traits, settings, the bundle."""

import json
import re

import pytest
import traitlets

from fnn_lib.explorables import EXPLORABLES, base
from fnn_lib.explorables.base import (
    Explorable,
    Output,
    button,
    choice,
    slider,
)

NAMES = sorted(EXPLORABLES)
IDENTIFIER = re.compile(r"[A-Za-z]\w*")


class Sample(Explorable):
    """Two times z."""

    NAME = "sample"
    TITLE = "A sample"
    OUTPUTS = (Output("twice", "two times z"),)

    z = slider(0.5, -1.0, 1.0, 0.25, label="a number", group="more")
    count = slider(2, 1, 5, 1)
    target = choice([1, 2, 3], 2, label="class")
    function = choice({"tanh": "tanh", "relu": "ReLU"})
    run = button("Run")

    def record(self):
        return {"started": self.z}

    def outputs(self):
        return {"twice": 2 * self.z}


@pytest.fixture(autouse=True)
def built_by_nobody(monkeypatch):
    monkeypatch.setenv(base.BUILD, "1")


def controls(widget):
    return {control["name"]: control for control in widget._controls}


def test_controls_stand_in_the_order_of_their_definition():
    names = ["z", "count", "target", "function", "run"]
    assert Sample.control_names() == names
    assert list(controls(Sample())) == names


def test_a_control_says_all_that_the_page_needs():
    known = controls(Sample(z=-0.25))
    assert known["z"] == {
        "name": "z",
        "kind": "range",
        "initial": -0.25,
        "min": -1.0,
        "max": 1.0,
        "step": 0.25,
        "label": "a number",
        "group": "more",
        "symbol": None,
    }
    assert known["target"]["options"] == [[1, "1"], [2, "2"], [3, "3"]]
    assert known["target"]["initial"] == 2
    assert known["function"]["options"] == [["tanh", "tanh"], ["relu", "ReLU"]]
    assert known["function"]["initial"] == "tanh"
    assert known["run"]["kind"] == "button"
    assert known["run"]["initial"] == 0


def test_whole_limits_make_a_whole_number():
    widget = Sample(count=4)
    widget.z = 1
    assert isinstance(widget.z, float)
    with pytest.raises(traitlets.TraitError, match="count"):
        widget.count = 2.5


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("z", 1.5),
        ("z", -1.5),
        ("z", "0"),
        ("z", None),
        ("count", 6),
        ("target", 4),
        ("target", "1"),
        ("function", "ReLU"),
        ("run", -1),
    ],
)
def test_what_a_control_does_not_have_is_refused(name, value):
    widget = Sample()
    before = getattr(widget, name)
    with pytest.raises(traitlets.TraitError, match=name):
        setattr(widget, name, value)
    assert getattr(widget, name) == before
    with pytest.raises(traitlets.TraitError, match=name):
        Sample(**{name: value})


def test_an_unknown_control_is_refused_by_its_name():
    with pytest.raises(ValueError, match="q: found no such control") as said:
        Sample(q=1)
    assert "wanted one of z, count, target, function, run" in str(said.value)


def test_the_page_gets_outputs_title_and_what_was_recorded():
    state = Sample(z=0.75).get_state()
    assert state["_explorable"] == "sample"
    assert state["_title"] == "A sample"
    assert state["_recorded"] == {"started": 0.75}
    (output,) = state["_outputs"]
    assert (output["name"], output["label"]) == ("twice", "two times z")
    assert state["z"] == 0.75


def test_a_page_gets_no_script_with_each_widget():
    assert Sample()._esm == Sample()._css == ""


def test_a_notebook_gets_the_bundle(monkeypatch, tmp_path):
    monkeypatch.delenv(base.BUILD)
    monkeypatch.setattr(base, "BUILT", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"no explorables\.mjs"):
        Sample()
    (tmp_path / "explorables.mjs").write_text("export default {};")
    (tmp_path / "explorables.css").write_text(".x { }")
    widget = Sample()
    assert widget._esm == "export default {};"
    assert widget._css == ".x { }"


def test_without_a_formula_there_are_no_outputs():
    class Bare(Explorable):
        """Nothing."""

    with pytest.raises(NotImplementedError):
        Bare().outputs()


# -- All that are in the book ------------------------------------------------

LAYERS = {1: (2, 3), 2: (2, 2), 3: (1, 2)}
PARAMETERS = [
    name
    for l, (rows, columns) in LAYERS.items()
    for j in range(1, rows + 1)
    for name in (
        *(f"W{l}_{j}{k}" for k in range(1, columns + 1)),
        f"b{l}_{j}",
    )
]
NETWORK = ["hidden", "x_1", "x_2", "x_3", *PARAMETERS]
#: Of each its controls and its outputs: links, chapters and readers' scripts
#: rest on these names; there may be more.
CONTRACT = {
    "activation": ("function z", "g dg"),
    "loss": ("loss z y", "yhat value dl_dyhat dl_dz"),
    "forward": (
        " ".join(NETWORK),
        "Z1_1 Z1_2 Z2_1 Z2_2 Z3_1 A1_1 A1_2 A2_1 A2_2 yhat",
    ),
    "backward": (
        " ".join([*NETWORK, "y", "parameter"]),
        " ".join(
            ["J", "dJ_selected", "dJ_numeric"]
            + [f"dJ_d{name}" for name in PARAMETERS]
        ),
    ),
    "softmax": (
        "z_1 z_2 z_3 target shift",
        "yhat_1 yhat_2 yhat_3 value dl_dz_1 dl_dz_2 dl_dz_3 "
        "jacobian_11 jacobian_12 jacobian_13 jacobian_21 jacobian_22 "
        "jacobian_23 jacobian_31 jacobian_32 jacobian_33",
    ),
    "gradient-check": ("method log10_h", "error"),
    "mutants": ("mutant", "error_central error_complex error_symbolic"),
    "descent": ("log10_learning_rate step run reset", "steps w b cost"),
    "classifier": (
        "data hidden_units log10_learning_rate step run reset",
        "epochs cost accuracy",
    ),
    "notation": ("document equation", "shape_W shape_Z"),
    "vec": ("rows columns row column", "vec_position kron_row kron_column"),
}


def test_all_are_there():
    assert set(EXPLORABLES) == set(CONTRACT)
    assert len(PARAMETERS) == 17


@pytest.mark.parametrize("name", CONTRACT)
def test_its_names_are_those_of_the_contract(name):
    kind, (named, computed) = EXPLORABLES[name], CONTRACT[name]
    assert set(named.split()) <= set(kind.control_names())
    assert set(computed.split()) <= {output.name for output in kind.OUTPUTS}


@pytest.mark.parametrize("name", NAMES)
def test_its_names_are_its_own(name):
    kind = EXPLORABLES[name]
    names = [*kind.control_names(), *(out.name for out in kind.OUTPUTS)]
    assert kind.NAME == name
    assert len(set(names)) == len(names)
    for one in names:
        assert IDENTIFIER.fullmatch(one)
        # A control that replaces a part of the widget breaks it.
        assert not hasattr(Explorable, one)
    assert kind.TITLE
    assert not kind.TITLE.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_it_starts_where_its_sliders_can_be(name):
    for control in EXPLORABLES[name]()._controls:
        if control["kind"] != "range":
            continue
        low, step = control["min"], control["step"]
        for value in (control["initial"], control["max"]):
            steps = (value - low) / step
            assert steps == pytest.approx(round(steps), abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_its_outputs_are_those_that_it_names(name):
    kind = EXPLORABLES[name]
    found = kind().outputs()
    assert sorted(found) == sorted(output.name for output in kind.OUTPUTS)
    for value in found.values():
        assert isinstance(value, str | float | int)
        assert type(value).__module__ == "builtins"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_can_read_its_state(name):
    state = EXPLORABLES[name]().get_state()
    state = {key: v for key, v in state.items() if not key.startswith("_mod")}
    # JSON of JavaScript has neither NaN nor infinity.
    json.dumps(state, allow_nan=False)


@pytest.mark.parametrize("name", NAMES)
def test_what_it_records_is_the_same_each_time(name):
    kind = EXPLORABLES[name]
    assert kind().record() == kind().record()


@pytest.mark.parametrize("name", NAMES)
def test_each_of_its_controls_has_words(name):
    for control in EXPLORABLES[name]()._controls:
        assert control.get("label") or control.get("symbol", control["name"])
