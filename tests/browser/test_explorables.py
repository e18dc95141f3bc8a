"""Every explorable in a real browser: answers, hands, links, faults.

What a page shows is compared with the numbers of `fnn_lib`, computed here.
"""

import functools
import itertools
import json
import math
import random
import re
from pathlib import Path

import pytest
from PIL import Image

from fnn_lib.explorables import EXPLORABLES

#: Where each explorable is, by its name.
PAGES = {
    "notation": "chapters/01_notation",
    "activation": "chapters/02_activations",
    "loss": "chapters/03_losses",
    "forward": "chapters/04_forward",
    "backward": "chapters/05_backward",
    "vec": "chapters/06_matrix_calculus",
    "softmax": "chapters/07_softmax",
    "gradient-check": "chapters/08_gradient_check",
    "mutants": "chapters/08_gradient_check",
    "descent": "chapters/09_descent",
    "classifier": "chapters/09_descent",
}
NAMES = list(PAGES)
CLOSE = 1e-9
STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-state\+json">(.*?)'
    r"</script>",
    re.DOTALL,
)

# Put on each page: what a test does there.
HANDS = Path(__file__).with_name("hands.js").read_text("utf-8")


# -- What a test needs -------------------------------------------------------


@pytest.fixture(autouse=True)
def built_by_nobody(monkeypatch):
    # Without the bundle: what is wanted is `outputs()`.
    monkeypatch.setenv("FNN_BUILD", "1")


@pytest.fixture(scope="module")
def desk(keep_page, server, html):
    """Open a page once, from a server, for those who want no motion.

    What is seen there depends on the settings alone: two pictures can be
    compared.
    """
    return functools.cache(
        lambda page: open_ready(
            keep_page, f"{server}/{page}.html", reduced_motion="reduce"
        )
    )


@pytest.fixture(scope="module")
def phone(keep_page, html, desk):
    """Open a page once, from a folder, on a phone, in the dark.

    It is called up by the links of all its explorables, set on the desk to
    the last of their `settings`. What they show first is kept.
    """

    def open_by_links(page):
        names = [name for name in NAMES if PAGES[name] == page]
        queries = [link_to(desk(page), name) for name in names]
        watched = open_ready(
            keep_page,
            f"{(html / page).as_uri()}.html?{'&'.join(queries)}",
            width=360,
            height=740,
            theme="dark",
            has_touch=True,
        )
        for name in names:
            watched.first[name] = hands(watched, "go", name, [{}])[0]
        return watched

    return functools.cache(open_by_links)


@pytest.fixture(scope="module")
def looks(desk, phone):
    return {"desk": desk, "phone": phone}


def open_ready(open_page, url, until="domcontentloaded", before=(), **options):
    """Open a page with hands and wait until its explorables are ready."""

    def prepare(page):
        page.add_init_script(HANDS)
        for do in before:
            do(page)

    watched = open_page(url, until=until, before=prepare, **options)
    watched.first = {}
    ready(watched.page)
    return watched


def link_to(watched, name):
    """Choose a setting, and return its link's query."""
    hands(watched, "go", name, [settings(name)[-1]])
    link = watched.page.evaluate(
        f"hands.find('{name}').querySelector('a.fnn-link').href"
    )
    assert link.endswith(f"#explorable-{name}")
    return link.partition("?")[2].partition("#")[0]


def ready(page):
    """Wait until all places of the page have what belongs there."""
    page.wait_for_function(
        """() => [...document.querySelectorAll("[data-widget]")].every(
            (place) => place.dataset.failed || place.querySelector(
                "[data-ready], [data-failed], [data-prediction]"))"""
    )


def specification(name):
    """Return the controls of an explorable, as its class gives them."""
    kind = EXPLORABLES[name]
    traits = kind.class_traits()
    return {
        control: {"initial": traits[control].default_value}
        | traits[control].metadata["control"]
        for control in kind.control_names()
    }


def values(control):
    """List values of a control: its ends, some between, all of a choice."""
    if control["kind"] == "choice":
        return [value for value, _ in control["options"]]
    low, high, step = (control[key] for key in ("min", "max", "step"))
    count = round((high - low) / step)
    places = {0, count, *(round(count * part) for part in (0.2, 0.45, 0.7))}
    whole = isinstance(step, int) and isinstance(low, int)
    found = [low + k * step for k in sorted(places)]
    return found if whole else [float(f"{value:.10g}") for value in found]


def inputs(name):
    """Return the controls that have values, by name."""
    return {
        control: known
        for control, known in specification(name).items()
        if known["kind"] != "button"
    }


def settings(name, least=24, most=60):
    """List settings: all combinations of choices, sliders all over."""
    known = inputs(name)
    choices = [c for c in known if known[c]["kind"] == "choice"]
    combined = list(itertools.product(*(values(known[c]) for c in choices)))
    chance = random.Random(name)
    chance.shuffle(combined)
    count = min(most, max(least, len(combined)))
    found = [{c: known[c]["initial"] for c in known}]
    for k in range(count):
        setting = {c: chance.choice(values(known[c])) for c in known}
        chosen = combined[k % len(combined)]
        found.append(setting | dict(zip(choices, chosen, strict=True)))
    return found


def wanted(name, all_settings):
    """Compute the outputs of each setting with the library."""
    widget = EXPLORABLES[name]()
    found = []
    for setting in all_settings:
        for control, value in setting.items():
            setattr(widget, control, value)
        found.append(widget.outputs())
    return found


def agree(found, wanted, where):
    """Hold what the page has against the library."""
    assert sorted(found) == sorted(wanted), where
    for name, value in wanted.items():
        at = f"{name} at {where}"
        if isinstance(value, str):
            assert found[name] == value, at
            continue
        shown = float(found[name])
        if math.isfinite(value):
            close = CLOSE * max(1.0, abs(value))
            assert abs(shown - value) <= close, f"{at}: {shown}, not {value}"
        else:
            assert repr(shown) == repr(float(value)), at


def hands(watched, call, *arguments):
    """Call one of the page's hands."""
    words = ", ".join(json.dumps(argument) for argument in arguments)
    return watched.page.evaluate(f"hands.{call}({words})")


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


@pytest.fixture(params=["desk", "phone"])
def seen(request, looks, name):
    """The page of an explorable, either way, at its first setting."""
    yield from at_first(looks[request.param], name)


@pytest.fixture
def shown(desk, name):
    """The page of an explorable on the desk, at its first setting."""
    yield from at_first(desk, name)


@pytest.fixture
def held(phone, name):
    """The page of an explorable on the phone, at its first setting."""
    yield from at_first(phone, name)


def at_first(look, name):
    watched = look(PAGES[name])
    hands(watched, "reset", name)
    yield watched
    assert watched.wrong == []


def test_each_explorable_is_on_its_page(html):
    assert set(EXPLORABLES) == set(PAGES)
    for name in EXPLORABLES:
        text = (html / f"{PAGES[name]}.html").read_text("utf-8")
        saved = STATE.search(text)
        states = json.loads(saved[1])["state"].values() if saved else ()
        assert name in [s["state"]["_explorable"] for s in states]


# -- Numbers -----------------------------------------------------------------


def test_every_output_is_the_library_s(seen, name):
    given = settings(name)
    found = hands(seen, "go", name, given)
    for outputs, right, setting in zip(
        found, wanted(name, given), given, strict=True
    ):
        agree(outputs, right, setting)
    if "step" in specification(name):
        follow_steps(seen, name, settings(name)[-1])


def follow_steps(watched, name, setting, most=20):
    """Press `step`, and hold what each step leads to."""
    hands(watched, "reset", name)
    hands(watched, "go", name, [setting])
    found = hands(watched, "go", name, [{"step": 1}] * most)
    right = wanted(name, [setting | {"step": k + 1} for k in range(most)])
    for k, outputs in enumerate(found):
        agree(outputs, right[k], setting | {"step": k + 1})


def test_every_control_does_something(shown, name):
    known = inputs(name)
    dead = []
    for control, specified in known.items():
        first = {control: specified["initial"]}
        others = [
            {control: value}
            for value in values(specified)
            if value != specified["initial"]
        ]
        before, *seen, after = hands(
            shown, "pictures", name, [first, *others, first]
        )
        assert after == before, f"{control}: not as before"
        dead += [
            setting
            for setting, picture in zip(others, seen, strict=True)
            if picture == before
        ]
    assert dead == []


def test_reset_leads_back(shown, name):
    first = hands(shown, "pictures", name, [{}])
    start = hands(shown, "settings", name)
    assert hands(shown, "pictures", name, [settings(name)[-1]]) != first
    hands(shown, "reset", name)
    assert hands(shown, "pictures", name, [{}]) == first
    assert hands(shown, "settings", name) == start
    agree(*hands(shown, "go", name, [{}]), *wanted(name, [{}]), "start")


def test_paper_shows_the_first_setting(shown, name):
    setting = settings(name)[-1]
    (first,) = hands(shown, "pictures", name, [{}])
    start = hands(shown, "settings", name)
    if "step" in specification(name):
        hands(shown, "go", name, [{"step": 1}] * 3)
    (then,) = hands(shown, "pictures", name, [setting])
    chosen = hands(shown, "settings", name)
    # A browser prints what is there when the event has been heard.
    printed = shown.page.evaluate(
        "dispatchEvent(new Event('beforeprint')),"
        f"[hands.picture(hands.find('{name}')), hands.settings('{name}')]"
    )
    shown.page.evaluate("dispatchEvent(new Event('afterprint')), 0")
    assert printed == [first, start]
    assert hands(shown, "pictures", name, [{}]) == [then]
    assert hands(shown, "settings", name) == chosen


# -- Hands -------------------------------------------------------------------


def test_the_keyboard_reaches_all_in_order(shown, name):
    every = hands(shown, "reachable", name)
    assert set(specification(name)) <= set(every)
    for _ in every:
        shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("window.reached") == every


def test_the_keyboard_moves_a_slider_and_chooses(shown, name):
    known, keys = inputs(name), shown.page.keyboard
    setting = {c: k["initial"] for c, k in known.items()}
    kinds = {k["kind"]: c for c, k in reversed(known.items())}
    if "range" in kinds:
        control = kinds["range"]
        low, high = known[control]["min"], known[control]["max"]
        step = known[control]["step"]
        focus(shown, name, control)
        for key, value in (
            ("Home", low),
            ("ArrowRight", low + step),
            ("End", high),
            ("ArrowLeft", high - step),
        ):
            keys.press(key)
            setting[control] = round(value, 10)
            follows(shown, name, setting)
    if "choice" in kinds:
        control = kinds["choice"]
        options = values(known[control])
        setting[control] = options[-1]
        focus(shown, name, control)
        keys.press("End")
        follows(shown, name, setting)
        setting[control] = options[-2]
        keys.press("ArrowUp")
        follows(shown, name, setting)


def focus(watched, name, control):
    watched.page.evaluate(
        f"hands.control(hands.find('{name}'), '{control}').focus()"
    )


def follows(watched, name, setting):
    """Hold the outputs against a setting that is already there."""
    agree(*hands(watched, "go", name, [{}]), *wanted(name, [setting]), setting)


def test_a_sentence_says_so_half_a_second_later(shown, name):
    said = hands(shown, "sentence", name, settings(name)[1:4])
    assert said["after"] != said["before"]
    assert 400 <= said["late"] <= 2000
    assert not re.search(r"undefined|NaN|null|\[object", said["after"])
    assert said["after"].endswith((".", "!", "?"))


def resting_handles(shown, name):
    """Return where the handles are once the page above has its heights."""
    hands(shown, "see", name, ".fnn-picture")
    before, now = None, hands(shown, "handles", name)
    while before != now:
        shown.page.wait_for_timeout(150)
        before, now = now, hands(shown, "handles", name)
    return now


def test_handles_follow_the_mouse(shown, name):
    page = shown.page
    count = len(resting_handles(shown, name))
    if name == "activation":
        assert count == 1
    for k in range(min(count, 3)):
        box = resting_handles(shown, name)[k]
        assert min(box["width"], box["height"]) >= 18
        before = hands(shown, "pictures", name, [{}])
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        seen = []
        for far in (24, -24):
            page.mouse.move(x + far, y - far, steps=3)
            seen += hands(shown, "pictures", name, [{}])
        page.mouse.up()
        assert set(seen) - set(before)
        hands(shown, "reset", name)


def test_the_point_goes_where_the_mouse_is(desk):
    shown = desk(PAGES["activation"])
    hands(shown, "reset", "activation")
    hands(shown, "see", "activation", ".fnn-picture")
    (box,) = hands(shown, "handles", "activation")
    y = box["y"] + box["height"] / 2
    ticks = shown.page.evaluate(
        """[...hands.find("activation").querySelectorAll(".axis-x .tick")].map(
            (tick) => { const line = tick.querySelector("line")
                .getBoundingClientRect();
              return [tick.textContent, line.x + line.width / 2]; })"""
    )
    places = {float(text.replace("−", "-")): x for text, x in ticks}
    shown.page.mouse.move(places[0] + (places[2] - places[0]) / 2, y)
    shown.page.mouse.down()
    for z in (-4.0, 6.0):
        shown.page.mouse.move(places[z], y, steps=4)
        hands(shown, "go", "activation", [{}])
        assert hands(shown, "settings", "activation")["z"] == z
        follows(shown, "activation", {"z": z})
    shown.page.mouse.move(places[8] + 500, y)
    hands(shown, "go", "activation", [{}])
    shown.page.mouse.up()
    assert hands(shown, "settings", "activation")["z"] == 8
    assert shown.wrong == []


# -- On the desk, and on a phone reached by a link ---------------------------


def test_a_link_reproduces_its_setting(phone, name):
    watched, setting = phone(PAGES[name]), settings(name)[-1]
    agree(watched.first[name], *wanted(name, [setting]), setting)
    root = watched.page.locator(f"#explorable-{name}")
    assert root.get_attribute("data-explorable") == name


def test_nothing_is_too_small_or_sticks_out(seen, name):
    hands(seen, "see", name)
    for setting in settings(name)[:4]:
        hands(seen, "go", name, [setting])
        assert hands(seen, "misfits", name) == []
    assert seen.page.evaluate(SIDEWAYS) <= 0


SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"


def test_a_finger_moves_a_slider(held, name):
    known = inputs(name)
    sliders = [c for c in known if known[c]["kind"] == "range"]
    if not sliders:
        return
    control = sliders[0]
    box = hands(held, "see", name, f'input[name="{control}"]')
    y = box["y"] + box["height"] / 2
    places = [box["x"] + box["width"] * part for part in (0.2, 0.5, 0.8)]
    held.page.touchscreen.tap(places[0], y)
    (first,) = hands(held, "go", name, [{}])
    tapped = hands(held, "settings", name)
    low, high = known[control]["min"], known[control]["max"]
    assert low <= tapped[control] < (low + high) / 2
    slide(held.page, y, places)
    (then,) = hands(held, "go", name, [{}])
    slid = hands(held, "settings", name)
    assert (low + high) / 2 < slid[control] <= high
    for outputs, setting in ((first, tapped), (then, slid)):
        kept = {c: setting[c] for c in sliders}
        agree(outputs, *wanted(name, [kept]), kept)


def slide(page, y, places):
    """Draw a finger over a page."""
    session = page.context.new_cdp_session(page)
    for event, *at in (
        ("touchStart", places[0]),
        *(("touchMove", x) for x in places[1:]),
        ("touchEnd",),
    ):
        points = [{"x": x, "y": y} for x in at]
        session.send(
            "Input.dispatchTouchEvent", {"type": event, "touchPoints": points}
        )
    session.detach()


def test_a_finger_keeps_the_point(phone):
    held = phone(PAGES["activation"])
    hands(held, "reset", "activation")
    hands(held, "see", "activation", ".fnn-picture")
    (box,) = hands(held, "handles", "activation")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # More than one move: a drag that is made anew by drawing ends with one.
    slide(held.page, y, [x + 10 * k for k in range(8)])
    hands(held, "go", "activation", [{}])
    (after,) = hands(held, "handles", "activation")
    assert abs(after["x"] - box["x"] - 70) < 2
    assert held.wrong == []


def test_screenshots(seen, name, shots):
    page, size_before = seen.page, seen.page.viewport_size
    page.set_viewport_size(size_before | {"height": 1800})
    # Nobody waits half a second for the sentence: paper has it at once.
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    root = page.locator(f"#explorable-{name}")
    dark = size_before["width"] == 360
    look = "dark-360" if dark else "light-1280"
    path = shots / f"explorable-{name}-{look}.png"
    hands(seen, "see", name)
    root.screenshot(path=path)
    page.set_viewport_size(size_before)
    with Image.open(path) as image:
        colours = image.convert("RGB").getcolors(1 << 24)
    # Neither blank nor one colour: a picture, with its shades.
    assert len(colours) > 50
    light = max(colours)[1]
    assert (sum(light) < 300) == dark


# -- Links that nobody made here ---------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "activation.z=NaN&activation.function=<img src=x onerror=taken()>",
        "activation.z=1e999&activation.function=softmin&activation.q=1"
        "&activation-2.z=3&__proto__.z=1&loss.z=3&z=4",
    ],
)
def test_a_link_with_nonsense_changes_nothing(open_page, server, query):
    address = f"{server}/{PAGES['activation']}.html?{query}"
    watched = open_ready(open_page, address)
    follows(watched, "activation", {})
    root = watched.page.locator("#explorable-activation")
    assert root.locator("img, script").count() == 0
    assert "<img" not in root.inner_html()
    assert watched.wrong == []


@pytest.mark.parametrize("base", ["server", "folder"])
def test_the_link_is_put_into_the_address_bar(open_page, server, html, base):
    place = server if base == "server" else html.as_uri()
    address = f"{place}/{PAGES['activation']}.html?other=1"
    watched = open_ready(open_page, address)
    hands(watched, "go", "activation", [{"function": "tanh", "z": -2.5}])
    watched.page.locator("#explorable-activation a.fnn-link").click()
    says = watched.page.locator("#explorable-activation [aria-live]")
    says.filter(has_text="address bar").wait_for()
    assert watched.page.url == (
        f"{address}&activation.function=tanh&activation.z=-2.5"
        "#explorable-activation"
    )
    assert watched.wrong == []


def test_a_link_leads_to_its_explorable(open_page, html):
    query = "?activation.z=-2.5#explorable-activation"
    address = (html / f"{PAGES['activation']}.html").as_uri() + query
    watched = open_ready(open_page, address)
    follows(watched, "activation", {"z": -2.5})
    watched.page.wait_for_function(
        """() => {
            const { top, bottom } = hands.find("activation")
                .getBoundingClientRect();
            return top >= 0 && top < innerHeight && bottom > 0;
        }"""
    )
    assert watched.wrong == []


# -- Callbacks and predictions -----------------------------------------------


@pytest.fixture(params=sorted(set(PAGES.values())))
def page_name(request):
    return request.param


def saved(html, page, explorable):
    """Return the saved states of one kind on a page."""
    text = (html / f"{page}.html").read_text("utf-8")
    states = json.loads(STATE.search(text)[1])["state"].values()
    states = [entry["state"] for entry in states]
    return [s for s in states if s["_explorable"] == explorable]


@pytest.mark.parametrize("look", ["desk", "phone"])
def test_each_setting_of_a_callback_shows_its_frame(
    looks, html, look, page_name
):
    watched = looks[look](page_name)
    lives = saved(html, page_name, "live")
    assert lives
    for number, state in enumerate(lives):
        controls = state["_controls"]
        counts = [len(steps(control)) for control in controls]
        frames = state["_recorded"]["frames"]
        assert math.prod(counts) == len(frames)
        # All are there before any is shown: a browser that is told to show
        # the next picture gives up loading the one before.
        widths = hands(watched, "frames", number)
        assert all(width > 100 for width in widths)
        hands(watched, "reset", "live", number)
        for control in controls:
            alone = [{control["name"]: v} for v in steps(control)]
            first = {control["name"]: control["initial"]}
            seen = hands(watched, "pictures", "live", [*alone, first], number)[
                :-1
            ]
            assert len(set(seen)) == len(seen), control["name"]
    assert watched.wrong == []


def steps(control):
    """List all values of a callback's control."""
    if control["kind"] == "choice":
        return [
            str(v).lower() if isinstance(v, bool) else v
            for v, _ in control["options"]
        ]
    low, high, step = (control[key] for key in ("min", "max", "step"))
    count = round((high - low) / step) + 1
    return [float(f"{low + k * step:.10g}") for k in range(count)]


def test_a_callback_shows_the_frame_of_all_its_controls(desk, html):
    page = PAGES["activation"]
    watched = desk(page)
    state = saved(html, page, "live")[0]
    controls = state["_controls"]
    every = list(itertools.product(*map(steps, controls)))
    names = [control["name"] for control in controls]
    shown = watched.page.evaluate(
        """async (settings) => {
            const root = hands.find("live"), found = [];
            for (const setting of settings) {
                for (const [name, value] of Object.entries(setting))
                    hands.put(root, name, value);
                await hands.frame();
                found.push(root.querySelector("img").getAttribute("src"));
            }
            return found;
        }""",
        [dict(zip(names, one, strict=True)) for one in every],
    )
    assert shown == [f["image"] for f in state["_recorded"]["frames"]]


def test_the_answer_is_there_after_a_prediction(desk, html, page_name):
    watched, states = desk(page_name), saved(html, page_name, "prediction")
    boxes = hands(watched, "predictions")
    assert len(boxes) == len(states) > 0
    assert len({box["group"] for box in boxes}) == len(boxes)
    for box, state in zip(boxes, states, strict=True):
        assert state["_question"] in box["before"]
        assert box["folds"] == 0
        for words in (state["_because"], state["_then"], "You were right"):
            assert words not in box["before"]
        options, right = state["_options"], state["_options"][state["_right"]]
        assert len(box["answers"]) == len(options)
        for option, seen in zip(options, box["answers"], strict=True):
            assert seen["checked"]
            assert not seen["open"]  # the reader looks first
            assert state["_then"] in seen["all"]
            verdict = (
                "You were right. "
                if option == right
                else f"You expected “{option}”; it is “{right}”. "
            )
            assert verdict + state["_because"] in seen["answer"]
    assert watched.wrong == []


# -- Faults ------------------------------------------------------------------


def test_what_fails_leaves_the_others_alone(open_page, server, html):
    """Of four widgets, three are broken, each in another way."""
    page = PAGES["activation"]
    text = (html / f"{page}.html").read_text("utf-8")
    match = STATE.search(text)
    states = json.loads(match[1])["state"]
    kinds = {v["state"]["_explorable"]: k for k, v in states.items()}
    whole = json.dumps(states[kinds["activation"]])
    states[kinds["prediction"]]["state"]["_explorable"] = "nowhere"
    states[kinds["activation"]]["state"]["function"] = "softmin"
    states[kinds["live"]] |= {"state": {"_explorable": "live"}}
    states["99"] = json.loads(whole)
    broken = text[: match.start(1)] + json.dumps({"state": states})
    broken += text[match.end(1) :].replace(
        "</article>", '<div data-widget="99"></div></article>', 1
    )
    url = f"{server}/{page}.html"

    def replace(tab):
        tab.route(url, lambda route: route.fulfill(body=broken))

    watched = open_ready(open_page, url, before=[replace])
    nowhere, live = (
        watched.page.locator(f'[data-widget="{kinds[kind]}"]')
        for kind in ("prediction", "live")
    )
    for place in (nowhere, live):
        assert place.get_attribute("data-failed") == "true"
        assert "could not be started" in place.text_content()
    assert "found no explorable “nowhere”" in nowhere.text_content()
    stopped = watched.page.locator(f'[data-widget="{kinds["activation"]}"]')
    root = stopped.locator("[data-explorable]")
    assert root.get_attribute("data-failed") == "true"
    assert root.get_attribute("data-ready") is None
    assert "This picture stopped:" in root.text_content()
    # The fourth lives, and the one that stopped goes on at a setting it can.
    setting = {"function": "relu", "z": 2.5}
    for number in (1, 0):
        found = hands(watched, "go", "activation", [setting], number)
        agree(*found, *wanted("activation", [setting]), setting)
    assert root.get_attribute("data-failed") is None
    assert root.get_attribute("data-ready") == "true"
    # A console tells what it was, and no error went past the host.
    assert all(wrong.startswith("console: ") for wrong in watched.wrong)
    for words in ("nowhere", "is not a function", "undefined"):
        assert any(words in wrong for wrong in watched.wrong)


def test_without_scripts_a_page_says_what_is_missing(chromium, html):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / f"{PAGES['activation']}.html").as_uri())
    said = page.locator(".fnn-widget noscript").all_text_contents()
    context.close()
    assert all("this picture needs scripts" in text for text in said)
    assert len(said) >= 3
