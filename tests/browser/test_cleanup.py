"""A notebook shows a widget and takes it away: nothing goes on behind it."""

import json

import pytest

from _ext.book import Book
from _ext.bundle import FOLDER, make_bundles
from fnn_lib.explorables import EXPLORABLES, Prediction

# Counts what is attached outside a widget's own element, and what is let go.
MOUNT = """
async ([script, state]) => {
  const held = new Set();
  const track = (object, on, off, key) => {
    const [attach, detach] = [object[on], object[off]];
    object[on] = function (...given) {
      held.add(key(this, given));
      return attach.apply(this, given);
    };
    object[off] = function (...given) {
      held.delete(key(this, given));
      return detach.apply(this, given);
    };
  };
  const type = (_, [name]) => name;
  track(window, "addEventListener", "removeEventListener", type);
  for (const { prototype } of [ResizeObserver, MutationObserver])
    track(prototype, "observe", "disconnect", (observer) => observer);
  const listeners = new Map();
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    save_changes() {},
    on(event, listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event).add(listener);
    },
    off: (event, listener) => listeners.get(event)?.delete(listener),
  };
  const address = URL.createObjectURL(
    new Blob([script], { type: "text/javascript" }));
  const { default: widget } = await import(address);
  const el = document.createElement("div");
  document.body.append(el);
  const end = widget.render({ model, el });
  const heard = () => [...listeners].filter(([, all]) => all.size).length;
  const during = { heard: heard(), held: held.size };
  const ready = el.querySelector("[data-ready]") !== null;
  end();
  el.remove();
  return { during, ready, heard: heard(), held: [...held].map(String) };
}
"""


@pytest.fixture(scope="module")
def script(root):
    """What JupyterLab loads."""
    make_bundles(Book(root))
    return (root / FOLDER / "static" / "explorables.mjs").read_text("utf-8")


@pytest.fixture
def taken_away(chromium, script, monkeypatch):
    """Show a widget in an empty page and take it away; say what is left."""
    monkeypatch.setenv("FNN_BUILD", "1")
    page = chromium.new_page()

    def run(widget):
        state = json.loads(json.dumps(widget.get_state(), default=str))
        return page.evaluate(MOUNT, [script, state])

    yield run
    page.close()


@pytest.mark.parametrize("name", EXPLORABLES)
def test_nothing_listens_to_what_is_gone(taken_away, name):
    kind = EXPLORABLES[name]
    found = taken_away(kind())
    assert found["ready"], "it was drawn before it was taken away"
    # Each control is heard of, and the page's size, theme and printing are.
    assert found["during"]["heard"] >= len(kind.control_names())
    assert found["during"]["held"] >= 4
    assert (found["heard"], found["held"]) == (0, [])


def test_a_prediction_follows_python_and_lets_go(taken_away):
    options = {"yes": True, "no": False}
    found = taken_away(Prediction("So?", options, "Try.", "It is so."))
    assert found["during"]["heard"] == 1
    assert (found["heard"], found["held"]) == (0, [])
