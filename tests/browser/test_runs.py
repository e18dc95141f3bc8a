"""Steps and runs of descent and of the classifier, in a browser."""

import functools

import pytest

from fnn_lib.explorables import Classifier, Descent

KINDS = {"descent": Descent, "classifier": Classifier}
# Slow, fast and too fast; the ends of the sliders among them.
SETTINGS = {
    "descent": [
        {"log10_learning_rate": rate, "w_0": w_0, "b_0": b_0}
        for rate, w_0, b_0 in [
            (-0.7, -1.2, 1.4),
            (-2.0, 3.5, -2.0),
            (-0.08, -1.5, 3.0),
            (0.5, 0.35, 2.85),
        ]
    ],
    "classifier": [
        {"data": data, "hidden_units": n, "log10_learning_rate": rate}
        for data, n, rate in [
            ("circles", 3, 0.0),
            ("moons", 8, 1.0),
            ("xor", 1, -2.0),
            ("spirals", 6, 0.5),
        ]
    ],
}
# Settings, presses of a button, and then, a frame later, the outputs.
ACT = """
async ([name, settings, button, times]) => {
  const root = document.querySelector(`[data-explorable="${name}"]`);
  const control = (name) => root.querySelector(`[name="${name}"]:not(output)`);
  for (const [name, value] of Object.entries(settings)) {
    control(name).value = value;
    for (const kind of ["input", "change"])
      control(name).dispatchEvent(new Event(kind, { bubbles: true }));
  }
  for (let k = 0; k < times; k++) control(button).click();
  const frame = () => new Promise(requestAnimationFrame);
  const outputs = () => Object.fromEntries(
    [...root.querySelectorAll("output")].map(
      ({ name, dataset }) => [name, Number(dataset.value)]));
  await frame();
  await frame();
  // On a busy machine a frame has no time for all steps; the next ones do.
  for (let same = 0, before; button === "step" && same < 3; ) {
    const now = JSON.stringify(outputs());
    same = now === before ? same + 1 : 0;
    before = now;
    await frame();
  }
  if (root.dataset.failed) throw new Error(root.innerText);
  return outputs();
}
"""
SAYS = '[data-explorable="{}"] .fnn-says'


class Hand:
    """Someone who works one of the two."""

    def __init__(self, watched, name):
        self.watched, self.name, self.page = watched, name, watched.page
        self.root = self.page.locator(f'[data-explorable="{name}"]')
        self.root.scroll_into_view_if_needed()

    def act(self, settings=None, button="step", times=0):
        """Set controls, press a button, and return the outputs."""
        arguments = [self.name, settings or {}, button, times]
        return self.page.evaluate(ACT, arguments)

    def begin(self):
        """Go back to the first setting, and have that said at once."""
        self.act(button="reset", times=2)
        self.page.evaluate("dispatchEvent(new Event('afterprint'))")
        says = self.root.locator(".fnn-says").text_content()
        assert "ended" not in says and "diverges" not in says

    def ended(self):
        """Wait until a run ends and return why."""
        self.page.wait_for_function(
            "name => document.querySelector(name).textContent"
            ".includes('The run ended')",
            arg=SAYS.format(self.name),
        )
        return self.root.locator(".fnn-says").text_content()

    def value(self, control):
        """Return the value of a slider."""
        return float(self.root.locator(f"[name={control}]").input_value())


@pytest.fixture(scope="module")
def visit(keep_page, server):
    """Open the page of descent once for each kind of reader."""
    url = f"{server}/chapters/09_descent.html"

    @functools.cache
    def visit(**options):
        return keep_page(url, **options)

    return visit


@pytest.fixture
def hand(visit):
    """Someone at a first setting: ``hand(name, **options)``."""

    def make(name, **options):
        made.append(Hand(visit(**options), name))
        made[-1].begin()
        return made[-1]

    made = []
    yield make
    assert all(one.watched.wrong == [] for one in made)


def agree(found, widget):
    for name, value in widget.outputs().items():
        close = 1e-9 * max(1, abs(value))
        assert abs(found[name] - value) <= close, f"{name} of {widget!r}"


@pytest.mark.parametrize("name", KINDS)
def test_twenty_steps_are_the_library_s(hand, name):
    one = hand(name)
    for setting in SETTINGS[name]:
        one.act(button="reset", times=1)
        agree(one.act(setting), KINDS[name](**setting))
        for steps in range(1, 21):
            found = one.act(times=1)
            assert found[next(iter(found))] == steps
            agree(found, KINDS[name](**setting, step=steps))


@pytest.mark.parametrize("name", KINDS)
def test_another_setting_shows_as_many_steps(hand, name):
    one = hand(name)
    one.act(times=12)
    for setting in SETTINGS[name]:
        agree(one.act(setting), KINDS[name](**setting, step=12))


@pytest.mark.parametrize("name", KINDS)
def test_reset_leads_to_the_start_and_then_to_the_first_setting(hand, name):
    one, setting = hand(name), SETTINGS[name][1]
    first = one.act()
    one.act(setting, times=3)
    agree(one.act(button="reset", times=1), KINDS[name](**setting))
    assert one.act(button="reset", times=1) == first


@pytest.mark.parametrize("name", KINDS)
def test_a_run_is_paused_where_it_is(hand, name):
    one = hand(name)
    button = one.root.locator("[name=run]")
    button.click()
    assert button.text_content() == "Pause"
    one.page.wait_for_timeout(600)
    button.click()
    assert button.text_content() == "Run"
    found = one.act()
    steps = found[next(iter(found))]
    assert steps > 0
    agree(found, KINDS[name](step=int(steps)))
    one.page.wait_for_timeout(200)
    assert one.act() == found


def test_a_run_speaks_seldom(hand):
    one = hand("classifier")
    one.page.wait_for_timeout(800)
    said = one.page.evaluate(
        """async (name) => {
          const says = document.querySelector(name);
          let times = 0;
          const watch = new MutationObserver(() => times++);
          watch.observe(says, { childList: true });
          says.closest("[data-explorable]").querySelector("[name=run]")
            .click();
          await new Promise((then) => setTimeout(then, 3000));
          return times;
        }""",
        SAYS.format("classifier"),
    )
    assert said <= 1


@pytest.mark.parametrize(
    ("name", "setting", "why"),
    [
        ("descent", {}, "the gradient is shorter than a millionth"),
        ("descent", {"log10_learning_rate": -2.0}, "1000 steps were made"),
        ("descent", {"log10_learning_rate": 0.5}, "next step would overflow"),
        ("classifier", {}, "the cost is below 0.01"),
        ("classifier", {"hidden_units": 1}, "3000 steps were made"),
    ],
)
def test_a_run_ends_and_says_why(hand, name, setting, why):
    """Where motion is reduced, at once."""
    one = hand(name, reduced_motion="reduce")
    one.act(setting, "run", 1)
    assert why in one.ended()
    found = one.act()
    steps = int(found[next(iter(found))])
    agree(found, KINDS[name](**setting, step=steps))
    # A sentence on a run is not said of what came after it.
    one.act(times=1)
    one.page.wait_for_timeout(700)
    assert "ended" not in one.root.locator(".fnn-says").text_content()


def test_divergence_is_said_and_shown(hand):
    one = hand("descent")
    found = one.act({"log10_learning_rate": 0.1}, times=150)
    assert found["cost"] > 1e80
    shown = one.root.locator(".notice").text_content()
    assert "diverges" in shown
    assert "off the map" in shown
    one.page.wait_for_timeout(700)
    assert "diverges" in one.root.locator(".fnn-says").text_content()


def test_the_start_is_dragged_and_clicked(hand):
    one = hand("descent")
    one.act()
    box = one.root.locator("circle.start").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    mouse = one.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x + 90, y + 60, steps=4)
    mouse.up()
    one.act()
    w_0, b_0 = one.value("w_0"), one.value("b_0")
    assert w_0 > -1.2
    assert b_0 < 1.4
    assert w_0 + 1.2 == pytest.approx(1.5 * (1.4 - b_0), abs=0.11)
    mouse.click(x, y)
    found = one.act()
    setting = {"w_0": one.value("w_0"), "b_0": one.value("b_0")}
    assert setting == pytest.approx({"w_0": -1.2, "b_0": 1.4}, abs=0.051)
    agree(found, Descent(**setting))
