"""What tests of several folders share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def html(root):
    """The published book; `make book` makes it."""
    folder = root / "_build" / "html"
    if not (folder / "index.html").is_file():
        message = "the book is not built: run `make book` first"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder
