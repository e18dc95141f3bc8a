"""Notebooks in the browser, with every other host out of reach."""

import json
import time

import numpy as np
import pytest

CDN = "https://cdn.jsdelivr.net/"
SENTENCE = "NumPy and Matplotlib are not loaded: in the browser they come"
# Python starts in a worker, and IPython with it: on a busy machine, slowly.
PATIENCE = 180_000


class Notebook:
    """A chapter in JupyterLite, and what went wrong there."""

    def __init__(self, context, server, html, path):
        self.wrong = []
        text = (html / "lite" / "files" / path).read_text("utf-8")
        self.sources = [c["source"] for c in json.loads(text)["cells"]]
        self.page = context.new_page()
        self.page.on("pageerror", lambda e: self.wrong.append(str(e)))
        self.page.on("response", self._response)
        self.page.goto(f"{server}/lite/lab/index.html?path={path}")
        # What is run before the kernel is there is forgotten.
        self.page.get_by_text("| Idle").wait_for(timeout=PATIENCE)

    def _response(self, response):
        if response.status >= 400:
            self.wrong.append(f"{response.status} {response.url}")

    def cell(self, text):
        """Return the first code cell with a text."""
        cells = self.page.locator(".jp-CodeCell")
        return cells.filter(has_text=text).first

    def run_to(self, text):
        """Run all cells from the top to the first with a text."""
        count = next(
            number
            for number, source in enumerate(self.sources, 1)
            if text in "".join(source)
        )
        first = self.page.locator(".jp-CodeCell").first
        first.locator(".cm-content").click()
        for _ in range(count):
            self.page.keyboard.press("Shift+Enter")
            time.sleep(0.05)

    def says(self, cell, text):
        """Wait until a cell's output has a text."""
        output = self.cell(cell).locator(".jp-Cell-outputArea")
        output.filter(has_text=text).wait_for(
            timeout=PATIENCE, state="attached"
        )


@pytest.fixture(scope="module")
def outside():
    """Addresses on other hosts that were asked for, in vain."""
    return []


@pytest.fixture(scope="module")
def context(chromium, server, outside):
    context = chromium.new_context(viewport={"width": 1280, "height": 1400})

    def answer(route):
        if route.request.url.startswith((server, "data:", "blob:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    # Of the pages, their workers and their service worker.
    context.route("**/*", answer)
    yield context
    context.close()


@pytest.fixture(scope="module")
def index(context, server, html):
    notebook = Notebook(context, server, html, "index.ipynb")
    notebook.run_to("gradient_check(small")
    yield notebook
    assert notebook.wrong == []


def test_the_first_cell_says_that_numpy_needs_a_network(index):
    index.says("fnn_browser.prepare", SENTENCE)
    output = index.cell("fnn_browser.prepare").locator(".jp-OutputArea")
    assert "Traceback" not in output.text_content()


def test_numpy_is_asked_for_at_pyodides_server_and_nothing_else(
    root, index, outside
):
    index.says("fnn_browser.prepare", SENTENCE)
    package = root / "node_modules" / "pyodide" / "package.json"
    version = json.loads(package.read_text("utf-8"))["version"]
    place = f"{CDN}pyodide/v{version}/full/"
    assert any(url.startswith(f"{place}numpy-2") for url in outside)
    assert all(url.startswith(place) for url in outside)


def test_an_explorable_is_live(index):
    root = "[data-explorable=activation][data-ready]"
    slider = index.page.locator(f"{root} input[name=z]").first
    slider.wait_for(timeout=PATIENCE)
    slider.focus()
    index.page.keyboard.press("Home")
    output = index.page.locator(f"{root} output[name=g]").first
    z = float(slider.input_value())
    assert z < -5
    index.page.wait_for_function(
        "([output, g]) => Math.abs(output.dataset.value - g) < 1e-12",
        arg=[output.element_handle(), 1 / (1 + np.exp(-z))],
        timeout=PATIENCE,
    )


def test_symbols_prove_and_refute(index):
    index.says("split the fraction", "proved")
    index.says("a slip of the sign", "at z = ")


def test_a_cell_that_needs_numpy_says_so_in_a_sentence(index):
    index.says("gradient_check(small", "see the first cell")


def test_the_symbols_of_a_chapter_run(context, server, html):
    notebook = Notebook(context, server, html, "chapters/02_activations.ipynb")
    # What was opened before stays closed: each notebook has a Python.
    assert notebook.page.locator(".jp-NotebookPanel").count() == 1
    notebook.run_to('label="eq-activations-sigmoid-slope"')
    notebook.says('label="eq-activations-absolute-value"', "proved")
    notebook.says('label="eq-activations-sigmoid-symmetry"', "proved")
    notebook.says('label="eq-activations-sigmoid-slope"', "proved")
    assert notebook.wrong == []
