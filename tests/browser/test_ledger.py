"""The ledger in a real browser: filters, links to the checks and back."""

import functools
import json

import pytest

LEDGER = "chapters/appendices/equations.html"
COUNT = "n => document.querySelector('output').value.startsWith(`${n} of `)"
# Where a statement rests, and which statement one sees there.
REST = """async key => {
    const frame = () => new Promise(requestAnimationFrame);
    const place = () => document.getElementById(key).getBoundingClientRect();
    const calm = [];
    while (new Set(calm.slice(-60)).size !== 1 || calm.length < 60) {
        await frame();
        calm.push(place().top);
    }
    const {left, top} = place();
    const there = document.elementFromPoint(left + 30, top + 20);
    return [top, there?.closest('.fnn-statement')?.id];
}"""


@pytest.fixture(scope="module")
def entries(html):
    return json.loads((html / "ledger.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def visit(keep_page, server, html):
    """Open the ledger once from the server, and once from the folder."""
    places = {"server": server, "folder": html.as_uri()}
    return functools.cache(lambda base: keep_page(f"{places[base]}/{LEDGER}"))


@pytest.fixture(params=["server", "folder"])
def ledger(request, visit, entries):
    """The ledger with nothing filtered away, and no row called up."""
    watched = visit(request.param)
    watched.page.evaluate("history.replaceState(null, '', location.pathname)")
    watched.page.click("button[type=reset]")
    watched.page.wait_for_function(COUNT, arg=len(entries))
    yield watched.page
    assert watched.wrong == []


def shown(page):
    return page.locator(".fnn-ledger > .fnn-statement:visible")


def test_all_statements_are_listed(ledger, entries):
    count = ledger.locator("output[name=count]")
    assert count.inner_text() == f"{len(entries)} of {len(entries)} statements"
    assert shown(ledger).count() == len(entries)


@pytest.mark.parametrize(
    ("name", "value", "key", "wanted"),
    [
        ("status", "erratum", "status", "erratum"),
        ("document", "e", "document", "E"),
        ("chapter", "07-softmax", "chapter", "07_softmax"),
        ("verdict", "proved", "verdict", "proved"),
    ],
)
def test_a_filter_shows_what_it_names(
    ledger, entries, name, value, key, wanted
):
    ledger.select_option(f"select[name={name}]", value)
    found = {entry["id"] for entry in entries if entry[key] == wanted}
    ids = shown(ledger).evaluate_all("all => all.map(e => e.id)")
    assert set(ids) == found


def test_filters_and_the_search_work_together_and_are_reset(ledger, entries):
    ledger.select_option("select[name=document]", "c")
    ledger.fill("input[name=search]", "C31")
    assert shown(ledger).count() >= 1
    ledger.click("button[type=reset]")
    ledger.wait_for_function(COUNT, arg=len(entries))
    assert shown(ledger).count() == len(entries)


def test_the_controls_work_from_the_keyboard(ledger):
    ledger.focus("input[name=search]")
    ledger.keyboard.type("A27")
    assert "A27" in shown(ledger).first.text_content()
    ledger.keyboard.press("Enter")  # must not leave the page
    assert LEDGER in ledger.url


def test_a_row_leads_to_its_check_and_back(ledger):
    row = ledger.locator("#D29")
    row.locator("a", has_text="check in").click()
    ledger.wait_for_url("**/07_softmax.html#D29")
    check = ledger.locator("#D29")
    check.wait_for(state="visible")  # its fold has opened
    box = check.bounding_box()
    assert box["y"] + box["height"] > 0
    assert box["y"] < ledger.viewport_size["height"]
    check.locator("a", has_text="in the ledger").click()
    ledger.wait_for_url(f"**/{LEDGER}#D29")
    assert ledger.locator("#D29").is_visible()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "place", ["04_forward#B15", "05_backward#C31", "06_matrix_calculus#C97"]
)
def test_a_link_into_a_fold_opens_it_and_lands_there(
    open_page, html, place, width
):
    name, _, key = place.partition("#")
    url = f"{(html / 'chapters').as_uri()}/{name}.html#{key}"
    page = open_page(url, width=width).page
    # At rest below the header, and what one sees there is the statement.
    seen = page.evaluate(REST, key)
    assert 40 < seen[0] < 250
    assert seen[1] == key


def test_the_reader_may_leave_at_once(open_page, html):
    url = f"{(html / 'chapters').as_uri()}/06_matrix_calculus.html#C97"
    page = open_page(url).page
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(1500)
    place = page.locator("#C97").evaluate("e => e.getBoundingClientRect().y")
    assert place < 0


def test_an_erratum_leads_to_what_it_names(open_page, html):
    url = (html / "chapters/appendices/errata.html").as_uri()
    page = open_page(url).page
    page.locator("#A27 a", has_text="A19").click()
    page.wait_for_url(f"**/{LEDGER}#A19")
    assert page.locator("#A19").is_visible()


def test_a_link_reaches_a_row_that_is_filtered_away(ledger):
    ledger.select_option("select[name=document]", "a")
    ledger.evaluate("location.hash = 'D29'")
    ledger.locator("#D29").wait_for(state="visible")


def test_the_list_stands_there_without_a_script(chromium, html, entries):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / LEDGER).as_uri())
    assert page.locator(".fnn-statement").count() == len(entries)
    assert not page.locator("form.fnn-filter").is_visible()
    context.close()
