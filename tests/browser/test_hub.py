"""A class on a real JupyterHub; only where `make hub` has installed it."""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from _ext.book import Book
from _ext.bundle import make_bundles

from .test_jupyter import (
    CELLS,
    PATIENCE,
    READY,
    Notebook,
    sigmoid,
    wait_for,
)

PROXY = "hub/node_modules/configurable-http-proxy"
READERS = ("ada", "emmy")
PASSWORD = secrets.token_hex(8)
COPIED = ("hub", "chapters", "index.md", "_ext/jupyter")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def place(root, tmp_path_factory, chromium):
    """Start the hub as `make hub` does, in a folder of its own."""
    installed = importlib.util.find_spec("jupyterhub")
    if not installed or not (root / PROXY).is_dir():
        pytest.skip("the hub is not installed: `make hub` does it")
    make_bundles(Book(root))
    folder = tmp_path_factory.mktemp("hub")
    for name in COPIED:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy
        copy(root / name, folder / name)
    # What a reader has before is kept; here, cells to try.
    for reader in READERS:
        home = folder / "_build" / "hub" / "homes" / reader
        home.mkdir(parents=True)
        cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "P",
        }
        nbformat.write(notebook, home / "small.ipynb")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    own = {
        "HUB_PASSWORD": PASSWORD,
        "HUB_BIND": f"127.0.0.1:{port}",
        "PYTHONPATH": str(root),
    }
    others = {k: v for k, v in os.environ.items() if k != "FNN_BUILD"}
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterhub"),
                *("-f", str(folder / "hub" / "jupyterhub_config.py")),
                f"--JupyterHub.hub_port={free_port()}",
                "--ConfigurableHTTPProxy.api_url="
                f"http://127.0.0.1:{free_port()}",
            ],
            cwd=folder,
            env=others | own,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(f"{address}/hub/login", server, folder / "log")
        yield address
    finally:
        server.send_signal(signal.SIGTERM)  # ends its readers' servers, too
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(30)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def class_room(place, chromium):
    """Two readers, at once, each with a notebook that is ready."""
    pages = {}
    for reader in READERS:
        context = chromium.new_context(
            viewport={"width": 1280, "height": 1400}
        )
        page = context.new_page()
        page.goto(f"{place}/hub/user-redirect/doc/tree/small.ipynb")
        page.locator("#username_input").fill(reader)
        page.locator("#password_input").fill(PASSWORD)
        page.locator("#login_submit").click()
        pages[reader] = page
    for page in pages.values():
        page.get_by_text("| Idle").wait_for(timeout=3 * PATIENCE)
    yield {reader: Notebook(page) for reader, page in pages.items()}
    for page in pages.values():
        page.context.close()


def test_each_reader_has_a_kernel_that_follows_the_page(class_room):
    for notebook in class_room.values():
        notebook.run(0)
    for turn, notebook in enumerate(class_room.values()):
        notebook.shows(0, "g", sigmoid(1.0))
        slider = notebook.cell(0).locator(f"{READY} input[name=z]")
        slider.focus()
        for _ in range(turn + 1):
            notebook.page.keyboard.press("ArrowRight")
        # A hand in the picture, then what Python has.
        box = notebook.cell(0).locator(f"{READY} .point").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        notebook.page.mouse.move(x, y)
        notebook.page.mouse.down()
        notebook.page.mouse.move(x - 40 * (turn + 1), y, steps=3)
        notebook.page.mouse.up()
    there = {}
    for reader, notebook in class_room.items():
        slider = notebook.cell(0).locator(f"{READY} input[name=z]")
        there[reader] = float(slider.input_value())
        assert there[reader] < 1
        notebook.run(2)
        notebook.says(2, f"z is {there[reader]} and g is")
    assert len(set(there.values())) == len(READERS)  # nobody moves another's
    assert np.isfinite(list(there.values())).all()


def test_a_reader_has_the_chapters(class_room, place):
    page = class_room["ada"].page.context.new_page()
    page.goto(f"{place}/user/ada/lab/tree/chapters/02_activations.md")
    title = page.locator(".jp-MarkdownCell h1", has_text="Activations")
    title.wait_for(timeout=PATIENCE)
    page.close()
