"""The service worker: of one build, and of what there is."""

import json
import re
import subprocess

import pytest

from _ext.book import Book
from _ext.formulas import NODE
from _ext.offline import NAME, SCRIPT, book_digest, write_service_worker
from _ext.pyodide import python_version


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "lite").mkdir()
    (tmp_path / "chapters" / "one.html").write_text("one")
    (tmp_path / "lite" / "index.html").write_text("lite")
    return tmp_path


def constants(path):
    text = path.read_text("utf-8")
    return {
        name: json.loads(value)
        for name, value in re.findall(
            r"^const (\w+) = ([{\[].*);$", text, re.M
        )
    }


def test_the_digest_is_of_the_pages(pages):
    before = book_digest(pages)
    (pages / "lite" / "index.html").write_text("another")
    assert book_digest(pages) == before
    (pages / "chapters" / "one.html").write_text("One")
    assert book_digest(pages) != before


def test_writing_it_again_changes_nothing(root, pages):
    write_service_worker(Book(root), pages)
    first = (pages / NAME).read_bytes()
    write_service_worker(Book(root), pages)
    assert (pages / NAME).read_bytes() == first


def test_the_published_one_names_this_build_and_files_that_there_are(
    root, html
):
    found = constants(html / NAME)
    assert found["DIGEST"]["book"] == book_digest(html)
    assert found["DIGEST"]["python"] == python_version(Book(root))
    folder = html / "_static" / "python"
    served = {name.split("?")[0] for name in found["CORE"]}
    assert served == {path.name for path in folder.iterdir()}


def test_the_scripts_ask_for_the_python_of_this_build(root, html):
    scripts = (html / "_static").glob("explorable*.js")
    said = "".join(path.read_text("utf-8") for path in scripts)
    assert python_version(Book(root)) in said


# A browser whose storage is full, but for an old answer to everything.
FULL = """
globalThis.registration = { scope: "http://book/" };
globalThis.self = globalThis;
const DIGEST = { book: "b", python: "p" }, CORE = [];
const heard = {};
globalThis.addEventListener = (name, then) => (heard[name] = then);
const old = { match: async () => "old", put: async () => { throw Error(); } };
globalThis.caches = { open: async () => old };
let server = async () => new Response("new");
globalThis.fetch = (request) => server(request);
const ask = async (url) => {
  let answer;
  const respondWith = (promised) => (answer = promised);
  heard.fetch({ request: new Request(url), respondWith });
  return answer && ((await answer).text?.() ?? answer);
};
"""
ASKED = """
const page = "http://book/one.html";
const found = [await ask(page), await ask("http://book/_static/python/a")];
found.push(await ask("http://book/lite/"), await ask("http://other/"));
server = async () => { throw Error("no server"); };
console.log(JSON.stringify([...found, await ask(page)]));
"""


def test_a_full_storage_keeps_no_answer_of_the_server_from_the_page():
    script = "\n".join([FULL, SCRIPT.read_text("utf-8"), ASKED])
    done = subprocess.run(
        [NODE, "--input-type=module"],
        input=script,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["new", "old", None, None, "old"]
