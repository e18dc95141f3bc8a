"""Callbacks of Python, recorded over the grid of their controls."""

import base64
import io

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from fnn_lib.display import live
from fnn_lib.explorables.live import MOST_FRAMES, grid, record

PREFIX = "data:image/webp;base64,"


@pytest.fixture(autouse=True)
def in_the_build(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


def draw(k=1, noisy=False):
    """Draw a line of that slope."""
    _, axes = plt.subplots(figsize=(2, 1))
    axes.plot([0, 1], [0, k], "r:" if noisy else "b-")


def say(**settings):
    print(" ".join(f"{name}={v!r}" for name, v in settings.items()))


def texts(widget):
    return [frame["text"] for frame in widget._recorded["frames"]]


def initial(widget):
    return {c["name"]: c["initial"] for c in widget._controls}


def pixels(frame):
    image = base64.b64decode(frame["image"].removeprefix(PREFIX))
    return np.asarray(Image.open(io.BytesIO(image)).convert("RGB"), float)


# -- The grid ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ((1, 4), [1, 2, 3, 4]),
        ((0, 10, 5), [0, 5, 10]),
        ((0, 9, 5), [0, 5]),
        ((0.0, 0.3, 0.1), [0.0, 0.1, 0.2, 0.3]),
        ((0.0, 1.0, 0.35), [0.0, 0.35, 0.7]),
        ((-1, 1, 0.5), [-1.0, -0.5, 0.0, 0.5, 1.0]),
        (["tanh", "relu"], ["tanh", "relu"]),
        ([8, 2], [8, 2]),
        ({"one": 1, 2: 2}, ["one", "2"]),
        (True, [True, False]),
    ],
)
def test_the_values_of_a_control(given, values):
    assert grid({"k": given}) == {"k": values}
    kinds = [type(value) for value in grid({"k": given})["k"]]
    assert kinds == [type(value) for value in values]


@pytest.mark.parametrize(
    "given",
    [
        (),
        (1,),
        (1, 1),
        (4, 1),
        (0, 1, 0),
        (0, 1, -1),
        (0, 1, 2),
        (1, 2, 3, 4),
        ("a", "b"),
        [],
        {},
        [(2, 2), (3,)],
        [None],
        "tanh",
        5,
        0.5,
        None,
        print,
    ],
)
def test_what_makes_no_control_is_refused(given):
    with pytest.raises(ValueError, match=r"k: found .*, wanted"):
        grid({"k": given})


@pytest.mark.parametrize("name", ["layout", "outputs", "keys", "record"])
def test_a_name_that_a_widget_needs_is_refused(name):
    with pytest.raises(ValueError, match=f"{name}: found a name that widgets"):
        record(say, {name: [1, 2]}, "words")


# -- The record --------------------------------------------------------------


def test_each_setting_has_its_frame_the_last_control_fastest():
    widget = record(say, {"a": (1, 2), "b": ["x", "y", "z"]}, "words")
    wanted = [f"a={a} b={b!r}" for a in (1, 2) for b in "xyz"]
    assert texts(widget) == wanted


def test_a_function_gets_what_a_text_stands_for():
    widget = record(say, {"sizes": {"small": (2,), "large": (9, 9)}}, "words")
    assert texts(widget) == ["sizes=(2,)", "sizes=(9, 9)"]
    (control,) = widget._controls
    assert control["options"] == [["small", "small"], ["large", "large"]]


def test_a_picture_is_what_the_function_drew():
    widget = record(draw, {"k": (1, 3), "noisy": False}, "words")
    frames = widget._recorded["frames"]
    assert len({frame["image"] for frame in frames}) == 6
    assert widget._recorded["size"] == [192, 96]
    shown = pixels(frames[0])
    # The book's figures are clear; their line is as it was drawn.
    assert shown.shape[:2] == (150, 300)
    assert (shown[..., 2] - shown[..., 0] > 100).any()
    assert (pixels(frames[1])[..., 0] - pixels(frames[1])[..., 2] > 100).any()
    assert plt.get_fignums() == []


def test_the_same_function_makes_the_same_frames():
    one = record(draw, {"k": (1, 2)}, "words")._recorded
    assert record(draw, {"k": (1, 2)}, "words")._recorded == one


def test_a_figure_of_someone_else_is_not_recorded():
    plt.figure()
    widget = record(say, {"k": [1]}, "words")
    assert widget._recorded["frames"] == [{"image": "", "text": "k=1"}]


def test_the_words_for_the_picture_and_for_the_controls():
    widget = record(draw, {"k": (1, 2), "noisy": True}, "A line.")
    assert widget._title == "A line."
    slope, noisy = widget._controls
    assert (slope["label"], slope["symbol"]) == ("k", "")
    assert noisy["options"] == [[True, "yes"], [False, "no"]]


def with_defaults(a=3, b=True, c="x", d=2, e=0.5):
    print(a, b, c, d, e)


def without(a, b, c, d, e):
    print(a, b, c, d, e)


CONTROLS = {
    "a": (1, 8),
    "b": False,
    "c": ["y", "x"],
    "d": {"one": 1, "two": 2},
    "e": (0.0, 1.0, 0.5),
}


@pytest.mark.parametrize("f", [with_defaults, without])
def test_it_starts_where_it_starts_with_a_kernel(f, monkeypatch):
    monkeypatch.setattr("fnn_lib.explorables.live.MOST_FRAMES", 1000)
    in_the_page = initial(record(f, CONTROLS, "words"))
    monkeypatch.delenv("FNN_BUILD")
    widgets = live(f, alt="words", **CONTROLS).children[:-1]
    with_kernel = {w.description: w.value for w in widgets}
    with_kernel["d"] = next(w.label for w in widgets if w.description == "d")
    assert in_the_page == with_kernel


def test_a_default_that_no_control_has_is_not_the_start():
    def f(k=99):
        print(k)

    assert initial(record(f, {"k": (1, 5)}, "words")) == {"k": 3}


# -- What it refuses ---------------------------------------------------------


def test_too_many_settings_are_refused_before_any_is_run():
    def never(**settings):
        raise AssertionError

    controls = {"a": (1, 8), "b": (1, 8)}
    with pytest.raises(ValueError, match="controls: found 64 settings") as no:
        record(never, controls, "words")
    assert f"wanted at most {MOST_FRAMES}" in str(no.value)


def test_pictures_that_weigh_too_much_are_refused():
    noise = np.random.default_rng(0).random((700, 1000, 3))

    def f(k):
        plt.figure(figsize=(8, 6)).figimage(noise)

    with pytest.raises(ValueError, match=r"f: found pictures of \d{7} bytes"):
        record(f, {"k": [1]}, "words")


def test_a_function_that_shows_nothing_is_refused():
    def f(k):
        if k == 1:
            print(k)

    with pytest.raises(ValueError, match="f: found nothing shown at "):
        record(f, {"k": [1, 2]}, "words")


def test_a_second_figure_that_would_be_lost_is_refused():
    def f(k):
        plt.figure()
        plt.figure()

    with pytest.raises(ValueError, match="f: found 2 figures"):
        record(f, {"k": [1]}, "words")


def test_what_a_callback_raises_fails_the_build():
    def f(k):
        print(1 / (k - 2))

    with pytest.raises(ZeroDivisionError):
        record(f, {"k": (1, 3)}, "words")


# -- With a kernel -----------------------------------------------------------


def test_with_a_kernel_it_is_interactive(monkeypatch):
    monkeypatch.delenv("FNN_BUILD")
    seen = []
    widget = live(lambda k: seen.append(k), alt="words", k=(1, 5))
    assert isinstance(widget, ipywidgets.interactive)
    widget.children[0].value = 4
    widget.update()
    assert seen[-1] == 4
