"""What is drawn is what was computed: pictures against the library."""

import functools

import pytest

from fnn_lib.explorables import Activation, Softmax, Vec


@pytest.fixture(autouse=True)
def built_by_nobody(monkeypatch):
    monkeypatch.setenv("FNN_BUILD", "1")


@pytest.fixture(scope="module")
def visit(keep_page, server):
    return functools.cache(lambda page: keep_page(f"{server}/{page}"))


@pytest.fixture
def shown(visit):
    """Find an explorable on its page: ``shown(kind, page)``."""

    def find(kind, page):
        watched = visit(f"chapters/{page}.html")
        root = f'[data-explorable="{kind.NAME}"][data-ready]'
        return watched.page.locator(root)

    return find


def number(text):
    return float(text.replace("−", "-"))


def test_the_tangent_has_the_slope(shown):
    root = shown(Activation, "02_activations")
    at = root.locator("line.tangent").evaluate(
        "(l) => ['x1', 'x2', 'y1', 'y2'].map((k) => l[k].baseVal.value)"
    )
    # Pixels of one unit, from the labels of both axes.
    across, up = (
        root.locator(f".{axis} .tick").evaluate_all(
            """(ticks) => ticks.map((t) => [t.textContent,
                t.transform.baseVal.consolidate().matrix])
                .map(([text, { e, f }]) => [text, e + f])"""
        )
        for axis in ("axis-x", "axis-y")
    )

    def unit(ticks):
        (a, low), (b, high) = ticks[0], ticks[-1]
        return (high - low) / (number(b) - number(a))

    run = (at[1] - at[0]) / unit(across)
    rise = (at[3] - at[2]) / unit(up)
    assert rise / run == pytest.approx(Activation().outputs()["dg"], abs=1e-3)


def test_bars_and_squares_have_their_numbers(shown):
    root, wanted = shown(Softmax, "07_softmax"), Softmax().outputs()

    def texts(place):
        return [number(t) for t in root.locator(place).all_text_contents()]

    for place, name in (("shares", "yhat"), ("errors", "dl_dz")):
        right = [wanted[f"{name}_{k}"] for k in (1, 2, 3)]
        found = texts(f".{place} text.number")
        assert found == pytest.approx(right, abs=6e-4), place
    right = [wanted[f"jacobian_{i}{j}"] for i in (1, 2, 3) for j in (1, 2, 3)]
    assert texts("text.slope") == pytest.approx(right, abs=6e-4)


def test_the_entry_is_marked_where_it_is(shown):
    root, wanted = shown(Vec, "06_matrix_calculus"), Vec().outputs()
    row, column, place = Vec().row, Vec().column, wanted["vec_position"]
    for matrix, at in {
        "W": (row, column),
        "dJ_dW": (row, column),
        "vec_W": (place, 1),
        "vec_dJ_dW": (place, 1),
        "wide": (wanted["kron_row"], wanted["kron_column"]),
        "tall": (wanted["kron_column"], wanted["kron_row"]),
    }.items():
        found = root.locator(f".matrix.{matrix} .picked").first.evaluate(
            """({ x, y, width }) => [y, x].map(
                (d) => 1 + d.baseVal.value / width.baseVal.value)"""
        )
        assert found == pytest.approx(at), matrix
