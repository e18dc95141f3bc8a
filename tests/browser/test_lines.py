"""Your line, as a reader meets it: typed, judged, kept, and never run."""

import contextlib
import functools
import os
import re
import shutil
import threading

import pytest

from bench.serve import Quiet, Server
from fnn_lib.judge.exercises import EXERCISES
from tests.browser.conftest import launch
from tests.judge.lines import HOSTILE, RIGHT, WRONG

ONE = "sigmoid-derivative"
LINE = "sigma(z)*(1-sigma(z))"
#: Every host but this machine is not found.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
#: For what a page may take its time: Python starts on a busy machine.
PATIENCE = 60_000

# Type a line and wait for its verdict, inside the page.
JUDGE = """([id, line]) => new Promise((resolve) => {
  const form = document.querySelector(`[data-exercise="${id}"]`);
  const { answer, verdict } = form.elements;
  answer.focus();
  answer.value = line;
  answer.dispatchEvent(new Event("input", { bubbles: true }));
  form.requestSubmit();
  const look = () => {
    if (verdict.dataset.verdict || /5 s|not be loaded/.test(verdict.value))
      resolve([verdict.dataset.verdict, verdict.value]);
    else setTimeout(look, 1);
  };
  look();
})"""


@pytest.fixture(scope="module")
def alone(playwright):
    """A browser for which there is no other host."""
    browser = launch(playwright, ALONE)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def places(root):
    """Which chapter each exercise stands in."""
    found = {}
    for path in sorted((root / "chapters").glob("*.md")):
        for name in re.findall(r'YourLine\(\s*"([\w-]+)"', path.read_text()):
            found[name] = f"chapters/{path.stem}.html"
    assert set(found) == set(EXERCISES)
    return found


@pytest.fixture(scope="module")
def desk(alone, server, places):
    """Judge a line on the page of its exercise; each page is opened once."""
    context = alone.new_context()
    pages = {}

    def judged(name, line):
        place = places[name]
        if place not in pages:
            pages[place] = context.new_page()
            pages[place].set_default_timeout(PATIENCE)
            pages[place].goto(f"{server}/{place}")
        return pages[place].evaluate(JUDGE, [name, line])

    judged.pages = pages
    yield judged
    context.close()


@contextlib.contextmanager
def serving(folder, port=0):
    """Serve a folder for as long as it is wanted."""
    handler = functools.partial(Quiet, directory=str(folder))
    service = Server(("localhost", port), handler)
    thread = threading.Thread(target=service.serve_forever, daemon=True)
    thread.start()
    try:
        yield service.server_port
    finally:
        service.shutdown()
        service.server_close()
        thread.join()


def form(page, name=ONE):
    return page.locator(f'[data-exercise="{name}"]')


def wait_for(page, stage, name=ONE):
    form(page, name).and_(page.locator(f'[data-python="{stage}"]')).wait_for(
        timeout=PATIENCE
    )


@pytest.fixture
def touched(alone, server, places):
    """Open a page in a context of its own and touch an exercise."""
    with contextlib.ExitStack() as stack:

        def touch(before=None, address=server, name=ONE):
            context = alone.new_context()
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            if before:
                before(page)
            page.goto(f"{address}/{places[name]}")
            form(page, name).locator("[name=answer]").focus()
            return page

        yield touch


def test_every_exercise_knows_its_answer(desk):
    for name, exercise in EXERCISES.items():
        verdict, words = desk(name, exercise["answer"])
        assert verdict == "right", (name, words)


def test_right_lines_are_accepted_in_disguise(desk):
    assert len(RIGHT) >= 40
    found = {(name, line): desk(name, line)[0] for name, line in RIGHT}
    assert {k: v for k, v in found.items() if v != "right"} == {}


def test_wrong_lines_are_refused_and_known_slips_named(desk):
    assert len(WRONG) >= 40
    for name, line, slip in WRONG:
        verdict, words = desk(name, line)
        assert verdict == "wrong", (name, line, words)
        assert (slip or "") in words, (name, line)


# A worker of the test's own, asked for the proofs of all right lines.
PROVE = """([address, questions]) => new Promise((resolve, reject) => {
  const worker = new Worker(address, { type: "module" });
  const found = [];
  worker.onmessage = ({ data: { stage, message, ...answer } }) => {
    if (stage === "failed") reject(new Error(message));
    if (answer.number !== undefined) found.push(answer);
    if (found.length === questions.length) resolve(found);
  };
  questions.forEach(([exercise, text], number) =>
    worker.postMessage({ number, kind: "prove", exercise, text }));
})"""


def test_every_right_line_of_numbers_is_proved_in_the_page(desk, server):
    desk(ONE, LINE)
    [page] = [p for p in desk.pages.values() if form(p).count()]
    asked = [(EXERCISES[name], line) for name, line in RIGHT]
    address = f"{server}/_static/python/worker.js?v=test"
    for answer in page.evaluate(PROVE, [address, asked]):
        exercise, line = asked[answer["number"]]
        assert "error" not in answer, (line, answer["error"])
        shapes = any("shape" in told for told in exercise["letters"].values())
        unknown = exercise.get("functions")
        assert answer["result"]["proved"] or shapes or unknown, line


def test_hostile_lines_do_no_harm(desk):
    assert len(HOSTILE) >= 20
    for line in HOSTILE:
        verdict, words = desk(ONE, line)
        assert verdict in ("malformed", "wrong"), (line, words)
    [page] = [p for p in desk.pages.values() if form(p).count()]
    assert page.evaluate("globalThis.harm") is None
    assert (
        form(page).locator("img, script, iframe, a, svg:not(.katex *)").count()
        == 0
    )
    assert desk(ONE, LINE)[0] == "right"


def test_a_right_line_is_typeset_proved_and_remembered(touched):
    page = touched()
    page.keyboard.type(r"\sigma(z)(1 - \sigma(z))")
    form(page).locator(".fnn-typed .katex").wait_for()
    page.keyboard.press("Enter")
    proof = form(page).locator(".fnn-proof")
    proof.get_by_text("Proved by SymPy").wait_for()
    page.reload()
    verdict = form(page).locator("[name=verdict]")
    assert verdict.get_attribute("data-verdict") == "right"
    assert "when you were here last" in verdict.text_content()
    assert page.context.cookies() == []


@pytest.mark.parametrize("junk", ["{", "null", "[]", '{"__proto__": 1}', "7"])
def test_a_memory_of_another_kind_does_no_harm(touched, junk):
    def before(page):
        page.add_init_script(f"localStorage.setItem('fnn-lines', {junk!r})")

    page = touched(before)
    assert form(page).get_attribute("data-ready") == "true"
    assert form(page).locator("[name=answer]").input_value() == ""


def test_what_is_not_understood_is_marked(touched):
    page = touched()
    page.keyboard.type("sigma(z)*(1-)")
    page.keyboard.press("Enter")
    mark = form(page).locator(".fnn-typed mark")
    mark.wait_for()
    assert mark.text_content() == ")"


def test_hints_come_one_by_one_and_then_the_derivation(touched):
    page = touched()
    line, hints = form(page), EXERCISES[ONE]["hints"]
    for count, hint in enumerate(hints, 1):
        line.locator("[name=hint]").click()
        assert line.locator(".fnn-hints li").count() == count
        assert line.locator(".fnn-hints li").last.text_content() == hint
    assert line.locator("[name=hint]").is_disabled()
    line.locator("summary").click()
    line.locator(".fnn-solution .katex").wait_for()


def test_from_a_folder_it_says_what_it_needs(open_page, html, places):
    watched = open_page((html / places[ONE]).as_uri())
    page = watched.page
    form(page).locator("[name=answer]").fill(LINE)
    page.keyboard.press("Enter")
    told = form(page).locator(".fnn-loading")
    told.get_by_text("http.server").wait_for()
    form(page).locator("[name=hint]").click()
    assert form(page).locator(".fnn-hints li").count() == 1
    form(page).locator("summary").click()
    form(page).locator(".fnn-solution .katex").wait_for()
    assert watched.wrong == []


def test_without_a_server_the_exercises_of_a_page_still_work(touched, html):
    with serving(html) as port:
        address = f"http://localhost:{port}"
        page = touched(address=address)
        assert page.evaluate(JUDGE, [ONE, LINE])[0] == "right"
        wait_for(page, "kept")
    assert page.evaluate(JUDGE, ["tanh-derivative", "1"])[0] == "wrong"
    page.reload()
    assert page.evaluate(JUDGE, [ONE, LINE])[0] == "right"
    assert page.evaluate(JUDGE, ["tanh-derivative", "1"])[0] == "wrong"


def test_no_reader_is_left_with_an_old_page(touched, html, places, tmp_path):
    copy = tmp_path / "book"
    keep = shutil.ignore_patterns("lite", "downloads")
    shutil.copytree(html, copy, copy_function=os.link, ignore=keep)
    with serving(copy) as port:
        page = touched(address=f"http://localhost:{port}")
        wait_for(page, "kept")
        names = page.evaluate("caches.keys()")
        _replace(copy / places[ONE], "</body>", "<i id=new></i></body>")
        _replace(copy / "service-worker.js", '"book": "', '"book": "0')
        page.reload()
        assert page.locator("#new").count() == 1
        form(page).locator("[name=answer]").focus()
        wait_for(page, "kept")
        # The new one takes over by itself; then nothing old is kept.
        page.wait_for_function(
            "old => caches.keys().then(now => !now.includes(old))",
            arg=next(name for name in names if " book " in name),
        )
        assert page.evaluate("caches.match(location.href).then(Boolean)")
        python = [name for name in names if " python " in name]
        assert set(python) <= set(page.evaluate("caches.keys()"))


def _replace(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.unlink()  # a link to the book's own file
    path.write_text(text.replace(old, new, 1), "utf-8")


WORKER = "**/_static/python/worker.js*"
ENDLESS = """
postMessage({ stage: "ready" });
onmessage = ({ data: { number, text } }) => {
  while (text === "z") {}
  postMessage({ number, result: { verdict: "wrong", words: "Wrong." } });
};
"""


def test_a_check_that_takes_too_long_is_ended(touched):
    def before(page):
        page.route(
            WORKER,
            lambda route: route.fulfill(
                body=ENDLESS, content_type="text/javascript"
            ),
        )

    page = touched(before)
    verdict, words = page.evaluate(JUDGE, [ONE, "z"])
    assert not verdict
    assert "longer than 5 s" in words
    # A fresh worker goes on.
    assert page.evaluate(JUDGE, [ONE, "1"])[0] == "wrong"


def test_a_python_that_cannot_be_loaded_is_said(touched):
    def before(page):
        page.route("**/judge.snapshot*", lambda route: route.abort())

    page = touched(before)
    _, words = page.evaluate(JUDGE, [ONE, LINE])
    assert "could not be loaded" in words
    page.unroute("**/judge.snapshot*")
    assert page.evaluate(JUDGE, [ONE, LINE])[0] == "right"


def test_nothing_is_loaded_before_the_first_touch(alone, server, places):
    context = alone.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/{places[ONE]}")
    form(page).scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert not [
        url for url in asked if "/python/" in url or "katex.min.js" in url
    ]
    context.close()
