"""What a page keeps of its widgets: places, states, pictures as files."""

import base64
import json
import re

import pytest

from _ext import widgets
from _ext.book import BuildError
from _ext.widgets import lighten
from fnn_lib.explorables import live

from .toy import Toy

VIEW = '<script type="application/vnd.jupyter.widget-view+json">{}</script>'
STATE = '<script type="application/vnd.jupyter.widget-state+json">{}</script>'
# As anywidget saves one, the parts that a page has no use for among them.
SAVED = {
    "model_module": "anywidget",
    "model_module_version": "~0.11.*",
    "model_name": "AnyModel",
    "state": {
        "_anywidget_id": "fnn_lib.explorables.activation.Activation",
        "_css": "",
        "_dom_classes": [],
        "_esm": "",
        "_model_module": "anywidget",
        "_model_name": "AnyModel",
        "_view_count": None,
        "layout": "IPY_MODEL_c0ffee",
        "tabbable": None,
        "tooltip": None,
        "_controls": [],
        "_explorable": "activation",
        "_outputs": [],
        "_recorded": {},
        "_title": "An activation",
        "z": 1.0,
    },
}
LAYOUT = {"model_name": "LayoutModel", "state": {"_model_name": "Layout"}}


def saved(**changes):
    return SAVED | {"state": SAVED["state"] | changes}


def recorded(*contents):
    frames = [{"image": address(content), "text": "t"} for content in contents]
    return saved(_recorded={"frames": frames, "size": [1, 1]})


def address(content):
    if not content:
        return ""
    return "data:image/webp;base64," + base64.b64encode(content).decode()


def view(model):
    # myst-nb writes a JSON text of a JSON text.
    return VIEW.format(json.dumps(json.dumps({"model_id": model})))


def page_of(models, order=None):
    """A page as myst-nb writes it, its widgets in some order."""
    views = " and ".join(view(model) for model in order or models)
    states = json.dumps({"state": models | {"c0ffee": LAYOUT}})
    states = states.replace("</script>", r"<\/script>")
    return f"<p>{views}</p>{STATE.format(states)}"


def pathto(name, resource=0):
    assert resource == 1
    return f"../{name}"


@pytest.fixture
def light(tmp_path):
    return lambda *given: lighten(page_of(*given), tmp_path, pathto)


def states_of(page):
    text = re.search(r'widget-state\+json">(.*?)</script>', page)[1]
    return json.loads(text)["state"]


def test_places_are_numbered_in_the_order_of_the_page(light):
    models = {"ffff": saved(z=1.0), "aaaa": saved(z=2.0)}
    page = light(models, ["aaaa", "ffff", "aaaa"])
    places = re.findall(r'<div class="fnn-widget" data-widget="(\d)"', page)
    assert places == ["1", "2", "1"]
    states = states_of(page)
    assert [states[k]["state"]["z"] for k in "12"] == [2.0, 1.0]
    assert "widget-view" not in page


def test_the_state_is_what_the_host_reads(light):
    (saved_state,) = states_of(light({"a": SAVED})).values()
    assert set(saved_state["state"]) == {
        *("_controls", "_explorable", "_outputs", "_recorded", "_title", "z")
    }


def test_widgets_that_no_place_shows_are_left_out(light):
    page = light({"a": saved(), "hidden": saved()}, ["a"])
    assert list(states_of(page)) == ["1"]


def test_the_same_widgets_make_the_same_bytes(light):
    # The ids of models are drawn anew whenever a chapter runs.
    one = light({"12ab": saved(z=1.0), "34cd": recorded(b"picture")})
    two = light({"98fe": saved(z=1.0), "76dc": recorded(b"picture")})
    assert one == two


def test_without_scripts_a_place_says_what_it_is(light):
    page = light({"a": saved(_title="a < b & c")})
    assert "<noscript><p>a &lt; b &amp; c: this picture needs scr" in page


def test_text_cannot_end_the_script(light):
    text = "</script><script>alert(1)</script><!--"
    page = light({"a": saved(_question=text)})
    assert text not in page
    assert "alert(1)</script>" not in page
    assert states_of(page)["1"]["state"]["_question"] == text


def test_recorded_pictures_become_files(light, tmp_path):
    page = light({"a": recorded(b"one", b"two", b"one", b"")})
    frames = states_of(page)["1"]["state"]["_recorded"]["frames"]
    names = [frame["image"] for frame in frames]
    assert names[0] == names[2] != names[1]
    assert names[3] == ""  # the function only printed
    for name, content in zip(names, (b"one", b"two"), strict=False):
        assert name.startswith("../_images/live-")
        assert (tmp_path / name.removeprefix("../")).read_bytes() == content
    assert len(list((tmp_path / "_images").iterdir())) == 2
    assert frames[0]["text"] == "t"


def test_a_page_without_widgets_stays_as_it_is(tmp_path):
    page = "<p>widget-state</p>"
    assert lighten(page, tmp_path, pathto) == page
    assert list(tmp_path.iterdir()) == []


# -- What it refuses ---------------------------------------------------------


def test_a_widget_of_someone_else_is_refused(light):
    slider = {"state": {"_model_name": "IntSliderModel", "value": 3}}
    with pytest.raises(BuildError, match="found IntSliderModel, which no"):
        light({"a": SAVED, "b": slider})


def test_a_widget_without_a_state_is_refused(light, tmp_path):
    with pytest.raises(BuildError, match="found a widget without a state"):
        light({"a": SAVED}, ["a", "b"])
    with pytest.raises(BuildError, match="found a widget without a state"):
        lighten(view("a"), tmp_path, pathto)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_state_that_javascript_cannot_read_is_refused(light, value):
    with pytest.raises(BuildError, match="has NaN or infinity"):
        light({"a": saved(_recorded={"error": [1.0, value]})})


def test_a_page_has_no_more_frames_than_one_callback_may_have(light):
    frames = [b"%d" % k for k in range(30)]
    light({"a": recorded(*frames), "b": recorded(*frames)})
    with pytest.raises(BuildError, match="live: found 61 frames on one page"):
        light({"a": recorded(*frames), "b": recorded(*frames, b"more")})


def test_a_page_has_no_more_bytes_than_one_callback_may_have(light):
    half = widgets.MOST_BYTES // 2
    one, two = b"1" * half, b"2" * half
    # The same picture is one file.
    light({"a": recorded(one, two), "b": recorded(one)})
    with pytest.raises(BuildError, match="found 1000001 bytes of pictures"):
        light({"a": recorded(one, b"3"), "b": recorded(two)})


def test_a_page_may_have_what_one_callback_may():
    assert widgets.MOST_FRAMES == live.MOST_FRAMES
    assert widgets.MOST_BYTES == live.MOST_BYTES


def test_a_dead_widget_fails_the_build(tmp_path):
    toy = Toy(tmp_path).write()
    toy.edit("chapters/two.md", "2 * 21", "import ipywidgets as w\nw.Text()")
    code, said = toy.build()
    assert code == 1
    assert "found TextModel, which no script of a page would show" in said
    assert "Traceback" not in said
    assert not (toy.root / "_build/html").exists()
