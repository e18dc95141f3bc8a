"""The build of a toy book: what it keeps, what it refuses, what it repeats."""

import json
import signal
import time
from random import Random

import pytest

from .toy import Toy


@pytest.fixture
def toy(copy_built, tmp_path):
    """A copy of the built toy, with its cache, to be broken."""
    return copy_built(tmp_path / "toy")


def test_pages_have_outputs_numbers_and_links(built):
    one, two = built.page("chapters/one"), built.page("chapters/two")
    assert "version 1" in one
    assert 'id="equation-eq-one-layer"' in one
    assert 'href="two.html#equation-eq-two-double">(2.1)</a>' in one
    assert 'href="one.html#equation-eq-one-layer">(1.1)</a>' in two
    assert '<div class="solution dropdown admonition"' in two
    assert "42" in two
    assert "progress" not in two.split("cell_output")[1]


def test_only_what_changed_is_done_again(toy):
    code, said = toy.build()
    assert code == 0, said
    assert "nothing changed" in said
    toy.edit("chapters/one.md", "stands elsewhere", "stands further on")
    code, said = toy.build()
    assert code == 0, said
    assert "execute: 0 of 2 (2 unchanged)" in said
    assert "stands further on" in toy.page("chapters/one")


def test_a_change_in_the_library_executes_again(toy):
    toy.edit("fnn_lib/__init__.py", "VERSION = 1", "VERSION = 2")
    code, said = toy.build()
    assert code == 0, said
    assert "execute: 2 of 2" in said
    assert "version 2" in toy.page("chapters/one")


def test_katex_is_served_with_the_book(built):
    static = built.root / "_build/html/_static"
    assert (static / "katex/katex.min.css").is_file()
    fonts = (static / "katex/fonts").iterdir()
    assert {font.suffix for font in fonts} == {".woff2"}


def test_a_failing_cell_is_named_and_nothing_is_published(toy):
    toy.edit("chapters/one.md", 'print("version"', '1 / 0\nprint("version"')
    toy.edit("chapters/two.md", "2 * 21", 'raise ValueError("dJ_dW[1]")')
    code, said = toy.build()
    assert code == 1
    assert "one: ZeroDivisionError: division by zero" in said
    assert "one.md, line 18: 1 / 0" in said
    assert "two: ValueError: dJ_dW[1]" in said
    assert "version 1" in toy.page("chapters/one")


@pytest.mark.parametrize(
    "formula",
    [r"\frac{1", r"\notacommand{z}", r"a \\", "é"],
    ids=["brace", "command", "newline", "accent"],
)
def test_katex_is_strict(formula):
    from sphinxcontrib import katex

    from _ext.formulas import OPTIONS, Server

    katex.KaTeXServer = Server
    with pytest.raises(katex.KaTeXError):
        katex.render_latex(formula, OPTIONS | {"displayMode": True})
    good = katex.render_latex(r"\hat{y} = \text{é}", OPTIONS)
    assert good.startswith('<span class="katex">')


def test_bad_formulas_and_warnings_fail_and_fail_again(toy):
    toy.edit("chapters/one.md", "eq-two-double", "eq-two-nowhere")
    toy.edit("chapters/one.md", "\\sigma(z)", "\\sigmo(z)")
    toy.edit("chapters/two.md", "2 z = z + z", r"2 z = \\fraq{z}")
    for _ in range(2):
        code, said = toy.build()
        assert code == 1
        assert "eq-two-nowhere" in said
        assert "chapters/one.md: WARNING: KaTeX cannot typeset" in said
        assert r"\sigmo(z)" in said
        assert "chapters/two.md: WARNING: KaTeX cannot typeset" in said
        assert r"2 z = \fraq{z}" in said
    assert "katex-error" not in toy.page("chapters/two")


def test_stderr_fails_unless_it_is_meant(toy):
    toy.edit("chapters/two.md", ":tags: [remove-stderr]\n", "")
    code, said = toy.build()
    assert code == 1
    assert "stderr" in said


def test_a_missing_page_fails(toy):
    toy.path("chapters/two.md").unlink()
    code, said = toy.build()
    assert code == 1
    assert "missing page: chapters/two.md" in said


def test_one_chapter_alone(toy):
    toy.edit("chapters/two.md", "2 * 21", "2 * 22")
    code, said = toy.build("--chapter", "two")
    assert code == 0, said
    assert "execute: 1 of 1" in said
    page = toy.root / "_build/chapter/two/html/chapters/two.html"
    assert str(page) in said
    assert "44" in page.read_text("utf-8")
    toy.edit("chapters/two.md", "2 z = z + z", r"2 z = \\fraq{z}")
    code, said = toy.build("--chapter", "two")
    assert code == 1
    assert r"\fraq{z}" in said


def test_a_killed_build_leaves_no_trace(toy):
    toy.edit("fnn_lib/__init__.py", "VERSION = 1", "VERSION = 3")
    process = toy.start()
    for line in process.stdout:
        if "one" in line:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    code, said = toy.build()
    assert code == 0, said
    assert "version 3" in toy.page("chapters/one")


def test_a_build_killed_at_any_moment_is_repeated_without_damage(toy):
    random = Random(6)
    toy.edit("chapters/two.md", "2 * 21", "2 * 23")
    toy.edit("fnn_lib/__init__.py", "VERSION = 1", "VERSION = 4")
    for _ in range(3):
        process = toy.start()
        # Up to its end; what a faster machine has finished is killed in vain.
        time.sleep(random.uniform(0.2, 6))
        process.kill()
        process.communicate()
    code, said = toy.build()
    assert code == 0, said
    fresh = Toy(toy.root.parent / "fresh").write()
    fresh.edit("chapters/two.md", "2 * 21", "2 * 23")
    fresh.edit("fnn_lib/__init__.py", "VERSION = 1", "VERSION = 4")
    code, said = fresh.build()
    assert code == 0, said
    assert published(toy) == published(fresh)


def published(toy):
    """Return all files of the pages; Sphinx's own note is none of them."""
    html = toy.root / "_build/html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*")
        if path.is_file() and path.name != ".buildinfo"
    }


def test_what_took_longest_is_said_and_kept(built):
    times = json.loads((built.root / "_build/times.json").read_text("utf-8"))
    assert set(times["chapters"]) == {"one", "two"}
    assert times["last"] == times["chapters"]
    assert {"execution", "rendering", "publishing"} <= set(times["stages"])
    assert sum(times["stages"].values()) >= 0.9 * times["total"]


def test_a_damaged_cache_is_made_anew(toy):
    for kept in (toy.root / "_build/cache").glob("*/executed/*/base.ipynb"):
        kept.unlink()
    code, said = toy.build()
    assert code == 0, said
    assert "execute: 2 of 2" in said


def test_the_ledger_lies_beside_the_first_page(built):
    path = built.root / "_build/html/ledger.json"
    (entry,) = json.loads(path.read_text("utf-8"))
    assert entry["id"] == "X1"
    assert entry["status"] == "erratum"
    assert entry["printed"] == "2 z = 3 z"
    assert entry["right"] == "2 z = z + z"
    assert (entry["verdict"], entry["chapter"]) == ("proved", "two")


def test_an_altered_formula_in_prose_fails_at_its_line(toy):
    toy.edit("chapters/two.md", "So $2z = z + z$", "So $2z = z - z$")
    code, said = toy.build()
    assert code == 1
    assert "chapters/two.md, line 18" in said
    assert "no cell of this chapter proved or ran $2z = z - z$" in said


def test_a_display_typed_by_hand_fails_at_its_line(toy):
    toy.edit("chapters/two.md", "So $2z = z + z$", "$$2z = z + z$$")
    code, said = toy.build()
    assert code == 1
    assert "line 18: typed by hand" in said


def test_a_statement_without_a_check_fails(toy):
    toy.edit("chapters/two.md", '"id": "X1"', '"id": "X2"')
    code, said = toy.build()
    assert code == 1
    assert "X1: no check ran in two" in said
    assert "X2: judged, and no statement of the documents" in said


def test_a_new_judgement_is_held_against_new_runs(toy):
    toy.edit("chapters/statements/X.yml", "level: proved", "level: every size")
    code, said = toy.build()
    assert code == 1
    assert "execute: 2 of 2" in said
    assert "X1: proved, wanted proved for every size" in said
