"""The same explorables in JupyterLab: Python and page share their state."""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import nbformat
import numpy as np
import pytest

from _ext.book import Book
from _ext.bundle import make_bundles

CELLS = (
    "from fnn_lib.explorables import Activation\nw = Activation()\nw",
    "w.z = 1.5",
    "print('z is', w.z, 'and g is', round(w.outputs()['g'], 6))",
    "w.function = 'tanh'\nw",
    "from fnn_lib.display import live\n"
    "def double(k=1):\n"
    "    print('twice is', 2 * k)\n"
    "shown = live(double, alt='a number', k=(1, 5))\n"
    "print(type(shown))\n"
    "shown",
    "shown.children[0].value = 4",
)
READY = "[data-explorable=activation][data-ready]"
# A kernel starts, and a browser loads JupyterLab: on a busy machine, slowly.
PATIENCE = 90_000


@pytest.fixture(scope="module")
def lab(root, tmp_path_factory, chromium):
    """Start JupyterLab as `make lab` does; yield a page's address."""
    make_bundles(Book(root))
    folder = tmp_path_factory.mktemp("lab")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(cell, id=f"cell-{k}")
            for k, cell in enumerate(CELLS)
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Py"}},
    )
    (folder / "books").mkdir()
    nbformat.write(notebook, folder / "books" / "small.ipynb")
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    own = {
        "JUPYTER_CONFIG_PATH": str(root / "_ext" / "jupyter"),
        "PYTHONPATH": str(root),
        # Nothing of the person who runs the tests.
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
    others = {k: v for k, v in os.environ.items() if k != "FNN_BUILD"}
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser"),
                *("--allow-root", f"--ServerApp.port={port}"),
                *("--ServerApp.ip=localhost", "--ServerApp.port_retries=0"),
                f"--IdentityProvider.token={token}",
                f"--ServerApp.root_dir={folder / 'books'}",
            ],
            env=others | own,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    place = f"http://localhost:{port}"
    try:
        wait_for(f"{place}/api/status?token={token}", server, folder / "log")
        yield place, f"{place}/doc/tree/small.ipynb?token={token}"
    finally:
        # Its kernels, too.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(address, server, log):
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if server.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.2)
    pytest.fail(f"JupyterLab does not answer: {log.read_text()[-2000:]}")


class Notebook:
    """A notebook in a browser."""

    def __init__(self, page):
        self.page = page

    def cell(self, number):
        return self.page.locator(".jp-CodeCell").nth(number)

    def run(self, number):
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        # The focus goes on to the next cell, and must not do so later.
        self.page.wait_for_function(
            "next => document.querySelectorAll('.jp-CodeCell')[next]"
            "?.contains(document.activeElement)",
            arg=number + 1,
        )

    def says(self, number, text):
        """Wait until a cell's output has a text."""
        output = self.cell(number).locator(".jp-Cell-outputArea")
        output.filter(has_text=text).wait_for(timeout=PATIENCE)
        return output.text_content()

    def shows(self, number, name, value):
        """Wait until an explorable in a cell's output shows a value."""
        output = self.cell(number).locator(f"{READY} output[name={name}]")
        output.wait_for(timeout=PATIENCE)
        self.page.wait_for_function(
            "([element, value]) =>"
            " Math.abs(Number(element.dataset.value) - value) < 1e-12",
            arg=[output.element_handle(), value],
            timeout=PATIENCE,
        )


@pytest.fixture(scope="module")
def notebook(chromium, lab):
    place, address = lab
    context = chromium.new_context(viewport={"width": 1280, "height": 1400})
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(
                (place, place.replace("http", "ws"), "data:", "blob:")
            )
            or wrong.append(f"another host: {request.url}")
        ),
    )
    page.goto(address)
    # What is run before the kernel is there is forgotten.
    page.get_by_text("| Idle").wait_for(timeout=PATIENCE)
    yield Notebook(page)
    context.close()
    assert wrong == []


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_python_and_the_page_share_their_state(notebook):
    notebook.run(0)
    notebook.shows(0, "g", sigmoid(1.0))
    # Python moves the picture,
    notebook.run(1)
    notebook.shows(0, "g", sigmoid(1.5))
    slider = notebook.cell(0).locator(f"{READY} input[name=z]")
    assert float(slider.input_value()) == 1.5
    # the page's slider moves what Python has,
    slider.focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.shows(0, "g", sigmoid(1.55))
    notebook.run(2)
    notebook.says(2, f"z is 1.55 and g is {sigmoid(1.55):.6f}")
    # and so does a hand in the picture.
    box = notebook.cell(0).locator(f"{READY} .point").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    notebook.page.mouse.move(x, y)
    notebook.page.mouse.down()
    notebook.page.mouse.move(x - 60, y, steps=3)
    notebook.page.mouse.up()
    there = float(slider.input_value())
    assert there < 1
    notebook.shows(0, "g", sigmoid(there))
    notebook.run(2)
    notebook.says(2, f"z is {there} and g is")


def test_two_views_of_one_widget_move_together(notebook):
    notebook.run(3)
    slider = notebook.cell(3).locator(f"{READY} input[name=z]")
    slider.wait_for(timeout=PATIENCE)
    slider.focus()
    notebook.page.keyboard.press("Home")
    for number in (0, 3):
        notebook.shows(number, "g", np.tanh(-8.0))
    # No link there: the address is the notebook's, not the widget's.
    assert notebook.page.locator(".fnn-link").count() == 0
    notebook.cell(3).locator("button[name=reset]").click()
    for number in (0, 3):
        notebook.shows(number, "g", sigmoid(1.0))


def test_a_callback_is_interactive(notebook):
    notebook.run(4)
    said = notebook.says(4, "twice is 2")
    assert "ipywidgets" in said
    assert "interactive" in said
    notebook.run(5)
    notebook.says(4, "twice is 8")
