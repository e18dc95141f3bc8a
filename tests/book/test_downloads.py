"""Downloads of a toy book: its notebooks, and all of it as one archive."""

import os
import re
import zipfile

import nbformat
import pytest

from _ext.downloads import for_a_folder, write_archive

NAME = "feedforward-networks-derived"


@pytest.fixture(scope="module")
def archive(built):
    path = built.path(f"_build/html/downloads/{NAME}.zip")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_each_page_with_cells_is_there_with_its_outputs(built):
    folder = built.path("_build/html/downloads")
    names = {path.name for path in folder.glob("*.ipynb")}
    assert names == {"one.ipynb", "two.ipynb"}
    notebook = nbformat.read(folder / "one.ipynb", 4)
    nbformat.validate(notebook)
    printed = [o for c in notebook.cells for o in c.get("outputs", [])]
    assert printed[0].data["text/markdown"] == "$$\nA = g(Z)\n$$\n\n(1.1)"
    assert "text/html" not in printed[0].data
    assert printed[1].text == "version 1\n"


def test_what_the_page_does_not_show_is_no_output(built):
    path = built.path("_build/html/downloads/two.ipynb")
    notebook = nbformat.read(path, 4)
    outputs = str([cell.get("outputs") for cell in notebook.cells])
    assert "42" in outputs
    assert "progress" not in outputs
    # What the build reads of an output, readers do not need.
    assert "fnn_formulas" not in outputs


def test_the_pages_link_to_what_is_there(built):
    page = built.page("chapters/two")
    links = re.findall(r'<a href="([^"]*)" download', page)
    assert [link.rpartition("/")[2] for link in links] == [
        "two.ipynb",
        f"{NAME}.zip",
    ]
    for link in links:
        assert built.path(f"_build/html/chapters/{link}").is_file()
    # The first page of the toy has no cells: nothing to run or to download.
    assert " download" not in built.page("index")
    # What the theme calls the source is no notebook.
    assert "_sources" not in page
    assert "window.print()" in page


def test_the_archive_has_the_book_without_itself(built, archive):
    html = built.path("_build/html")
    wanted = {
        f"{NAME}/{path.relative_to(html).as_posix()}"
        for path in html.rglob("*")
        if path.is_file()
    }
    left_out = {f"{NAME}/.buildinfo", f"{NAME}/downloads/{NAME}.zip"}
    assert set(archive.namelist()) == wanted - left_out
    assert archive.namelist() == sorted(archive.namelist())
    assert {e.date_time[:3] for e in archive.infolist()} == {(2020, 1, 1)}
    page = archive.read(f"{NAME}/chapters/two.html").decode()
    assert "two.ipynb" in page
    assert ".zip" not in page


def test_what_needs_a_server_stays_outside(tmp_path):
    for name in ("index.html", "lite/lab/index.html", "a/b.css"):
        path = tmp_path / "html" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    made = []
    for time in (1e9, 1.5e9):
        os.utime(tmp_path / "html" / "index.html", (time, time))
        write_archive(tmp_path / "html", tmp_path / "one.zip")
        made.append((tmp_path / "one.zip").read_bytes())
    names = zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert names == ["one/a/b.css", "one/index.html"]
    assert made[0] == made[1]


def test_a_page_of_the_archive_offers_only_what_it_has():
    page = (
        '<a href="../lite/lab/index.html?path=a.ipynb" target="_blank"'
        ' class="btn-run-here">Run</a><ul><li><a href="../downloads/a.ipynb"'
        ' download>A</a></li>\n<li>\n<a href="../downloads/book.zip" download>'
        "<span>Book</span></a>\n</li></ul>"
    )
    assert for_a_folder(page) == (
        '<a href="#" class="btn-run-here">Run</a><ul>'
        '<li><a href="../downloads/a.ipynb" download>A</a></li>\n</ul>'
    )


def test_a_second_build_makes_the_same_files(built):
    folder = built.path("_build/html/downloads")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    code, said = built.build()
    assert code == 0, said
    assert before == {p.name: p.read_bytes() for p in folder.iterdir()}
