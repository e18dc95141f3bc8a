"""What the tests of the build share: a toy book, built."""

import shutil

import pytest

from .toy import Toy


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A toy book in a folder with a space in its name, built once."""
    toy = Toy(tmp_path_factory.mktemp("a toy")).write()
    code, said = toy.build()
    assert code == 0, said
    return toy


@pytest.fixture(scope="session")
def copy_built(built):
    """Copy the built toy, with its cache, to be changed or broken."""

    def copy(place):
        shutil.copytree(built.root, place, symlinks=True)
        return Toy(place)

    return copy
