"""The meter of the pages, on a page whose costs are known."""

import gzip

import pytest

from bench.browser import executed, loaded, opened
from bench.serve import Log, serving

PAGE = """<!doctype html><meta charset="utf-8"><title>known</title>
<style>* { margin: 0; } #pushed { height: 450px; }</style>
<img src="_images/a.png" width="1" height="1">
<img src="http://another.invalid/b.png" width="1" height="1">
<p id="pushed">pushed</p>
<div data-explorable="a"></div>
<script src="first.js"></script>
<script>
  const busy = (ms) => { const t = performance.now() + ms;
    while (performance.now() < t); };
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  addEventListener("load", async () => {
    await wait(100);
    pushed.style.marginTop = "90px";
    await wait(100);
    busy(200);
    await wait(0);
    document.querySelector("div").dataset.ready = "true";
    await wait(100);
    document.head.append(Object.assign(
      document.createElement("script"), { src: "later.js" }));
  });
</script>
"""
SCRIPT = "const unused = %r;\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    folder = tmp_path_factory.mktemp("known")
    (folder / "_images").mkdir()
    (folder / "_images" / "a.png").write_bytes(bytes(5000))
    (folder / "page.html").write_text(PAGE, "utf-8")
    for name, size in (("first", 3000), ("later", 6000)):
        text = SCRIPT % "".join(f"{k * k:x}" for k in range(size))
        (folder / f"{name}.js").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def cost(chromium, known):
    log = Log()
    with serving(known, log) as address:
        yield loaded(chromium, f"{address}/page.html", {address: log})


def test_what_was_sent_is_weighed(cost, known):
    sent = dict(cost["heaviest"])
    wanted = {"/page.html", "/first.js", "/later.js", "/_images/a.png"}
    assert wanted <= set(sent)
    page = gzip.compress(PAGE.encode(), 6)
    assert 0 < sent["/page.html"] - len(page) < 500
    assert 5000 < cost["figures"] < 5500
    assert cost["bytes"] >= sum(sent[path] for path in wanted)


def test_a_request_to_another_host_is_counted(cost):
    assert cost["elsewhere"] == 1
    assert cost["hosts"] == ["another.invalid"]


def test_the_long_task_is_found(cost):
    assert cost["tasks"] >= 1
    assert cost["busy"] >= 200
    assert cost["blocked"] >= 150
    assert cost["blocked"] < cost["busy"]


def test_the_shift_is_that_of_the_pushed_paragraph(cost):
    # It moves by 90 pixels of the longer side's 1280, and touches 450 + 90 of
    # the window's 900.
    assert cost["shift"] == pytest.approx(0.6 * 90 / 1280, rel=0.15)


def test_only_scripts_before_the_explorable_count(chromium, known):
    with serving(known, Log()) as address:
        found = executed(chromium, f"{address}/page.html")
    names = [name for name, _ in found["scripts"]]
    assert "first.js" in names
    assert "later.js" not in names
    size = len(gzip.compress((known / "first.js").read_bytes(), 6))
    assert dict(found["scripts"])["first.js"] == size
    assert found["script"] >= size


def test_where_nothing_was_ready_no_script_is_counted(chromium, tmp_path):
    (tmp_path / "page.html").write_text("<script>1</script>", "utf-8")
    with (
        serving(tmp_path, Log()) as address,
        pytest.raises(RuntimeError, match="no explorable that was ready"),
    ):
        executed(chromium, f"{address}/page.html")


KEYS = """async () => {
  const press = () => dispatchEvent(new KeyboardEvent("keydown"));
  await new Promise(requestAnimationFrame);
  press();
  const end = performance.now() + 100;
  while (performance.now() < end);
  press();
  while (meter.inputs.length < 2) await new Promise(requestAnimationFrame);
  return meter.inputs;
}"""


def test_keys_that_wait_for_one_frame_have_their_own_times(chromium, known):
    with (
        serving(known, Log()) as address,
        opened(chromium, f"{address}/page.html") as page,
    ):
        first, second = page.evaluate(KEYS)
    assert first - second >= 99
