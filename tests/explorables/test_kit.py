"""The kit of the explorables in Node: numbers, links, names, the model."""

import json
import math
import subprocess

import pytest

from _ext.bundle import FOLDER
from _ext.formulas import NODE
from fnn_lib.explorables import EXPLORABLES
from fnn_lib.symbolic.notation import latex, symbol

# Python's repr and JSON have no infinity that JavaScript reads.
WORDS = {math.inf: "Infinity", -math.inf: "-Infinity"}


MODULES = ("controls", "link", "model", "notation", "numbers")
# Of the page, the links read the address; nothing else is there.
SERVER = """
globalThis.location = { search: "?other=1", pathname: "/page" };
for await (const line of createInterface({ input: process.stdin })) {
  const said = {};
  try {
    said.answer = new Function(...NAMES, JSON.parse(line))(...KIT);
  } catch (error) {
    said.error = String(error);
  }
  console.log(JSON.stringify(said));
}
"""


@pytest.fixture(scope="module")
def node(root, tmp_path_factory):
    """Run JavaScript with all of the kit that needs no page; it says JSON."""
    kit = root / FOLDER / "kit"
    script = tmp_path_factory.mktemp("kit") / "server.mjs"
    lines = [
        f"import * as {name} from {json.dumps((kit / f'{name}.js').as_uri())};"
        for name in MODULES
    ]
    lines += [
        'import { createInterface } from "node:readline";',
        f"const NAMES = {json.dumps(MODULES)};",
        f"const KIT = [{', '.join(MODULES)}];",
    ]
    script.write_text("\n".join(lines) + SERVER, "utf-8")
    with subprocess.Popen(
        [NODE, "--no-warnings", str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as server:

        def run(code):
            server.stdin.write(json.dumps(code) + "\n")
            server.stdin.flush()
            said = json.loads(server.stdout.readline())
            assert "error" not in said, said
            return said["answer"]

        yield run
        server.stdin.close()


def call(node, function, *arguments):
    words = [
        WORDS.get(a, "NaN" if a != a else json.dumps(a))
        if isinstance(a, float)
        else json.dumps(a)
        for a in arguments
    ]
    return node(f"return {function}({', '.join(words)})")


# -- Numbers -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0.0000"),
        (0.25, "0.2500"),
        (-0.25, "−0.2500"),
        (0.001, "0.0010"),
        (0.00099, "9.900 · 10⁻⁴"),
        (-1.5e-12, "−1.500 · 10⁻¹²"),
        (99999.0, "99999.0000"),
        (1e5, "1.000 · 10⁵"),
        (1e300, "1.000 · 10³⁰⁰"),
        (math.nan, "not a number"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        ("2x3", "2 × 3"),
        ("", ""),
    ],
)
def test_a_number_as_it_is_shown(node, value, shown):
    assert call(node, "numbers.format", value) == shown


@pytest.mark.parametrize(
    ("value", "step", "shown"),
    [
        (3, 1, "3"),
        (-3, 1, "−3"),
        (1.5, 0.05, "1.50"),
        (-0.1, 0.05, "−0.10"),
        (2.0, 0.5, "2.0"),
        (0.1234, 0.05, "0.1234"),  # set by Python, between two steps
        (3e-7, 1e-7, "0.0000003"),
    ],
)
def test_a_setting_with_the_decimals_of_its_step(node, value, step, shown):
    assert call(node, "numbers.formatAt", value, step) == shown


@pytest.mark.parametrize(
    ("low", "high", "step", "value", "near"),
    [
        (-8, 8, 0.05, 1.234, 1.25),
        (-8, 8, 0.05, 99.0, 8),
        (-8, 8, 0.05, -99.0, -8),
        (-8, 8, 0.05, 0.1 + 0.2, 0.3),
        (0.05, 1.05, 0.1, 0.16, 0.15),  # the steps count from the least
        (0, 1, 0.3, 1.0, 0.9),  # the most is no whole step away
        (0, 1e-6, 1e-7, 3.2e-7, 3e-7),
        (1, 5, 1, 2.6, 3),
        (-16, 0, 0.25, -7.6, -7.5),
    ],
)
def test_the_nearest_value_that_a_control_can_have(
    node, low, high, step, value, near
):
    control = {"min": low, "max": high, "step": step}
    assert call(node, "numbers.fit", control, value) == near


def test_every_value_of_every_control_fits(node):
    controls = [c for c in specifications() if c["kind"] == "range"]
    wrong = node(
        f"const wrong = []; for (const c of {json.dumps(controls)}) {{"
        "const count = Math.round((c.max - c.min) / c.step);"
        "for (let k = 0; k <= count; k++) {"
        "const value = c.min + k * c.step, near = numbers.fit(c, value);"
        "const again = numbers.fit(c, near);"
        "if (Math.abs(near - value) > 1e-9 * c.step || again !== near)"
        "wrong.push([c.name, value, near]); } } return wrong;"
    )
    assert wrong == []


# -- Links -------------------------------------------------------------------

CONTROLS = [
    {
        "name": "function",
        "kind": "choice",
        "initial": "sigmoid",
        "options": [["sigmoid", "sigmoid"], ["relu", "ReLU"]],
    },
    {
        "name": "target",
        "kind": "choice",
        "initial": 1,
        "options": [[1, "1"], [2, "2"]],
    },
    {
        "name": "centred",
        "kind": "choice",
        "initial": True,
        "options": [[True, "yes"], [False, "no"]],
    },
    {
        "name": "z",
        "kind": "range",
        "initial": 1.0,
        "min": -8.0,
        "max": 8.0,
        "step": 0.05,
    },
    {"name": "step", "kind": "button", "initial": 0},
]
INITIAL = {control["name"]: control["initial"] for control in CONTROLS}


def read(node, address):
    return call(node, "link.fromAddress", "activation", CONTROLS, address)


def written(node, **settings):
    return call(
        node, "link.toAddress", "activation", CONTROLS, INITIAL | settings
    )


def test_a_link_has_what_differs_from_the_first_setting(node):
    assert written(node) == "?other=1#explorable-activation"
    assert written(node, z=-0.5, function="relu", step=3) == (
        "?other=1&activation.function=relu&activation.z=-0.5"
        "#explorable-activation"
    )


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"z": 7.95},
        {"z": -8.0, "function": "relu"},
        {"target": 2, "centred": False},
    ],
)
def test_a_link_says_what_it_was_made_of(node, settings):
    address = written(node, **settings).partition("#")[0]
    assert read(node, address) == settings


@pytest.mark.parametrize(
    "value",
    ["NaN", "1e999", "-Infinity", "", "+", "1,5", "z", "<img src=x>", "null"],
)
def test_nonsense_for_a_number_is_not_taken(node, value):
    assert read(node, f"?activation.z={value}") == {}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "?",
        "?activation.function=softmin",
        "?activation.function=ReLU",  # what is shown, not what is meant
        "?activation.function=<img src=x onerror=alert(1)>",
        "?activation.target=3",
        "?activation.centred=1",
        "?activation.step=5",
        "?activation._recorded=1&activation.__proto__=1",
        "?activation-2.z=2&loss.z=2&z=2",
        "?activation.Z=2",
    ],
)
def test_nothing_but_settings_of_its_own_is_taken(node, address):
    assert read(node, address) == {}


def test_a_number_beyond_the_limits_is_the_nearest(node):
    assert read(node, "?activation.z=99") == {"z": 8}
    assert read(node, "?activation.z=0.26") == {"z": 0.25}


# -- Names -------------------------------------------------------------------


def specifications():
    for kind in EXPLORABLES.values():
        for name, trait in kind.class_traits().items():
            if control := trait.metadata.get("control"):
                yield {"name": name} | control


def shown_names():
    """All names that a page typesets: of controls, and of outputs."""
    names = {"Z1_2", "dJ_dW1_21", "yhat_1", "dl_dyhat", "A[l-1]", "b2_1"}
    for control in specifications():
        symbol = control.get("symbol")
        if control["kind"] != "button" and symbol != "":
            names.add(symbol or control["name"])
    for kind in EXPLORABLES.values():
        for output in kind.OUTPUTS:
            if not output.label:
                names.add(getattr(output, "symbol", "") or output.name)
    return sorted(names)


def test_names_are_typeset_as_the_chapters_do(node):
    names = shown_names()
    found = node(f"return {json.dumps(names)}.map((n) => notation.tex(n))")
    wanted = [latex(symbol(name)) for name in names]
    assert dict(zip(names, found, strict=True)) == dict(
        zip(names, wanted, strict=True)
    )


# -- The model ---------------------------------------------------------------


LISTENING = """
    const one = new model.Model({ z: 1, y: 2 }), heard = [];
    const hear = () => heard.push(one.get("z"));
    one.on("change:z", hear);
    one.on("change:z", hear);
    one.set("z", 1);
    one.set("z", 3);
    one.set("y", 5);
    one.set("z", 4);
    one.set("z", NaN);
    one.set("z", NaN);
    one.off("change:z", hear);
    one.off("change:z", hear);
    one.off("change:y", hear);
    one.set("z", 7);
    one.save_changes();
    return heard;
"""


def test_a_listener_hears_what_changed_and_only_that(node):
    assert node(LISTENING) == [3, 4, None]


def test_two_places_of_one_state_do_not_share_it(node):
    assert node(
        "const state = { z: 1 };"
        "const one = new model.Model(state), two = new model.Model(state);"
        "one.set('z', 2); return [one.get('z'), two.get('z'), state.z];"
    ) == [2, 1, 1]
