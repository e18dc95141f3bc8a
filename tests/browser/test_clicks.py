"""Clicks into the pictures of notation and vec, in a browser."""

import functools

import pytest

from fnn_lib.explorables import Vec

FRAMES = "new Promise((then) => setTimeout(then, 60))"


@pytest.fixture(autouse=True)
def built_by_nobody(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


@pytest.fixture(scope="module")
def visit(keep_page, server):
    return functools.cache(lambda page: keep_page(f"{server}/{page}"))


@pytest.fixture
def shown(visit, request):
    """The explorable of a page, at its first setting and in sight."""
    name, page = request.param
    watched = visit(f"chapters/{page}.html")
    shown = watched.page.locator(f'[data-explorable="{name}"]')
    shown.scroll_into_view_if_needed()
    shown.locator('button[name="reset"]').click()
    watched.page.evaluate(FRAMES)
    yield shown
    assert watched.wrong == []


def value(shown, name):
    return shown.locator(f'[name="{name}"]:not(output)').input_value()


def click(shown, matrix, row, column):
    """Click into a matrix of vec, at a place that counts from 1."""
    ground = shown.locator(f".matrix.{matrix} .ground").first
    side = ground.evaluate(
        "(r) => r.parentNode.querySelector('.picked').width.baseVal.value"
    )
    ground.click(
        position={"x": (column - 0.5) * side, "y": (row - 0.5) * side},
        force=True,
    )
    shown.page.evaluate(FRAMES)


@pytest.mark.parametrize(
    "shown", [("vec", "06_matrix_calculus")], indirect=True
)
@pytest.mark.parametrize(
    ("matrix", "place", "entry"),
    [
        ("W", (3, 1), (3, 1)),
        ("dJ_dW", (1, 2), (1, 2)),
        ("vec_W", (4, 1), (1, 2)),
        ("vec_dJ_dW", (6, 1), (3, 2)),
        ("wide", (3, 3), (3, 1)),
        # What is 0 there belongs to the entry of that column, or row.
        ("wide", (1, 6), (3, 2)),
        ("tall", (4, 3), (1, 2)),
        # A number of x or z leaves the row or the column as it was.
        ("x", (1, 1), (2, 1)),
        ("z", (3, 1), (3, 2)),
    ],
)
def test_a_click_selects_the_entry_that_is_there(shown, matrix, place, entry):
    click(shown, matrix, *place)
    found = int(value(shown, "row")), int(value(shown, "column"))
    assert found == entry
    wanted = Vec(row=entry[0], column=entry[1]).outputs()
    for name, number in wanted.items():
        output = shown.locator(f'output[name="{name}"]')
        assert float(output.get_attribute("data-value")) == number


@pytest.mark.parametrize(
    "shown", [("vec", "06_matrix_calculus")], indirect=True
)
def test_the_mouse_shows_what_a_click_would_select(shown):
    ground = shown.locator(".matrix.W .ground")
    ground.hover(position={"x": 5, "y": 5}, force=True)
    under = shown.locator(".under")
    assert under.count() == shown.locator(".matrix").count()
    assert all(mark.is_visible() for mark in under.all())
    assert (value(shown, "row"), value(shown, "column")) == ("2", "2")
    shown.page.mouse.move(0, 0)
    assert not any(mark.is_visible() for mark in under.all())


@pytest.mark.parametrize("shown", [("notation", "01_notation")], indirect=True)
def test_a_click_marks_a_factor_everywhere(shown):
    shown.locator('.equation [data-role="W"]').first.click()
    shown.page.evaluate(FRAMES)
    assert value(shown, "factor") == "W"
    lit = shown.locator(".math.lit")
    assert lit.count() == 2 + 5  # ours, A's, and all five below
    assert set(lit.evaluate_all("all => all.map((e) => e.dataset.role)")) == {
        "W"
    }
    shown.locator('.equation [data-role="W"]').first.click()
    shown.page.evaluate(FRAMES)
    assert value(shown, "factor") == "none"
    assert lit.count() == 0


@pytest.mark.parametrize("shown", [("notation", "01_notation")], indirect=True)
def test_a_factor_that_is_missing_is_said_to_be(shown):
    shown.locator("select[name=factor]").select_option("b")
    shown.page.evaluate(FRAMES)
    # A has the biases inside its weights: marked there.
    assert shown.locator(".inside.lit").count() == 1
    assert shown.locator(".math.holds").count() == 2
    assert shown.locator(".absent").text_content() == ""
    shown.locator("select[name=factor]").select_option("slope")
    shown.page.evaluate(FRAMES)
    said = shown.locator(".absent").text_content()
    assert "slope of the activation" in said
    assert "our equation or in that of document A" in said


@pytest.mark.parametrize("shown", [("notation", "01_notation")], indirect=True)
def test_a_click_chooses_a_document(shown):
    shown.locator('[data-document="D"] .title').click()
    shown.page.evaluate(FRAMES)
    assert value(shown, "document") == "D"
    shape = shown.locator('output[name="shape_W"]')
    assert shape.get_attribute("data-value") == "3x2"
    assert shape.text_content() == "3 × 2"
    joined = shown.locator(".equation .join").all_text_contents()
    assert [text.split("=")[1].strip() for text in joined] == ["3", "1", "3"]


def test_the_switch_of_themes_shows_one_icon(open_page, server):
    page = open_page(f"{server}/index.html").page
    icons = page.locator(".theme-switch-button .theme-switch")
    assert icons.count() == 3
    assert sum(icon.is_visible() for icon in icons.all()) == 1
