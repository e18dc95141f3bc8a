"""What makes pages light: lean formulas, one style sheet, cut fonts."""

import io
import json
import re
import string
import subprocess

import pytest
import tinycss2
from fontTools.ttLib import TTFont
from IPython.lib.lexers import IPython3Lexer
from pygments.token import STANDARD_TYPES

from _ext import fonts, lean, letters, pictures, styles
from _ext.book import Book
from _ext.formulas import NODE, OPTIONS, STYLE, Server


@pytest.fixture(scope="module")
def typeset():
    from sphinxcontrib import katex

    katex.KaTeXServer = Server
    return lambda latex: katex.render_latex(latex, OPTIONS)


@pytest.fixture
def style(root):
    return root / STYLE


FORMULAS = [
    r"\frac{\partial J}{\partial W^{[l]}_{jk}}",
    r"\sqrt{x} + \hat{y} \begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    r"\sum_{k=1}^{n} \underbrace{a_k}_{\text{one}}",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_lean_formula_says_the_same(typeset, style, formula):
    html = typeset(formula)
    lighter = lean.lean_formula(html, style)

    def text(markup):
        looks = markup[markup.index("katex-html") :]
        return re.sub(r"<[^>]*>", "", looks)

    assert text(lighter) == text(html)
    assert len(lighter) < 0.9 * len(html)
    assert lighter.count("<span") == lighter.count("</span>")
    assert "<math" in lighter


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_lean_formula_keeps_what_rules_speak_of(typeset, style, formula):
    named, _ = lean.rules(style)
    html = typeset(formula)
    lighter = lean.lean_formula(html, style)
    for name in named:
        pattern = rf'class="(?:[^"]* )?{re.escape(name)}[ "]'
        assert len(re.findall(pattern, lighter)) == len(
            re.findall(pattern, html)
        ), name


def test_a_span_that_a_rule_finds_by_its_place_stays(style):
    html = (
        '<span class="katex"><span class="katex-html"><span class="vlist">'
        '<span><span class="mord">x</span></span></span></span></span>'
    )
    assert lean.lean_formula(html, style).count("<span") == 5


def test_a_formula_for_later_has_its_latex(typeset):
    html = lean.later(typeset("a < b"))
    assert "katex-html" not in html
    assert ">a &lt; b</annotation>" in html


def test_only_code_loses_spans():
    page = '<p><span class="n">a</span></p><pre><span class="n">b</span></pre>'
    assert (
        lean.lean_code(page) == '<p><span class="n">a</span></p><pre>b</pre>'
    )


PYTHON = (
    '<div class="highlight-ipython3 notranslate"><div class="highlight"><pre>'
    '<span></span><span class="k">if</span> <span class="n">a</span>:</pre>'
)


def test_python_is_coloured_in_the_browser():
    assert "<pre>if a:</pre>" in lean.lean_code(PYTHON)
    marked = PYTHON.replace('"n"', '"hll"')
    assert '<span class="k">' in lean.lean_code(marked)


#: Kinds of words with one colour, by the class that ``code.js`` gives them.
COLOURS = {
    "c1": "c1",
    "k": "k kn kc ow ne",
    "s2": "o s1 s2 sa sd se si",
    "mi": "mi mf nb nd bp vm",
    "nf": "nf nc fm",
}


def pygments(code):
    """Give each letter of Python its colour, as Pygments has it."""
    kinds = {k: name for name, some in COLOURS.items() for k in some.split()}
    found = []
    for token, text in IPython3Lexer().get_tokens(code):
        found += [kinds.get(STANDARD_TYPES.get(token), "")] * len(text)
    return found


def test_the_browser_colours_as_pygments_does(root):
    cells = [
        code
        for page in Book(root).sources()
        for code in re.findall(
            r"^```\{code-cell\}[^\n]*\n(?::[^\n]*\n)*\n*(.*?)^```$",
            page.read_text("utf-8"),
            re.M | re.S,
        )
    ]
    assert len(cells) > 500
    script = (root / "_ext" / "assets" / "code.js").read_text("utf-8")
    run = f"{script};const all = {json.dumps(cells)};" + (
        "console.log(JSON.stringify(all.map((x) => [...fnnCode.parts(x)])))"
    )
    done = subprocess.run(
        [NODE, "-"], input=run, capture_output=True, text=True, check=True
    )
    same = {"nd": "mi", "o": "s2"}
    for code, parts in zip(cells, json.loads(done.stdout), strict=True):
        assert "".join(text for _, text in parts) == code
        ours = [same.get(k, k) for k, text in parts for _ in text]
        wanted = pygments(code)[: len(code)]
        for letter, found, right in zip(code, ours, wanted, strict=True):
            assert found == right or letter.isspace(), code


def test_curves_stand_once_on_a_page(typeset):
    root = typeset(r"\sqrt{x}")
    page = lean.share_curves(root * 3)
    assert page.count('<path id="fnn-curve-1" d="') == 1
    assert page.count('<use href="#fnn-curve-1"/>') == 2
    assert page.count("<path") == 1


CSS = """
@charset "UTF-8";
.a, .b:not(.c):hover { color: red }
.d .a { color: blue }
p[class*="x"] > #e { --used: 1; --unused: 2; width: var(--used) }
@media print { .a { top: 0 } .d { top: 1px } }
@media screen { .d { top: 2px } }
.a { background: url("../f.png"), url(data:x) }
"""


@pytest.fixture
def purged(tmp_path):
    folder = tmp_path / "styles"
    folder.mkdir()
    (folder / "one.css").write_text('@import "two.css";')
    (folder / "two.css").write_text(CSS)

    def purge(*names):
        rules = styles.read(folder / "one.css", tmp_path)
        return tinycss2.serialize(styles.purge(rules, set(names)))

    return purge


def test_a_rule_stays_while_one_selector_may_match(purged):
    assert ".b:not(.c):hover" in purged("b")
    assert ".a" not in purged("b")
    assert ".d .a" not in purged("a")
    assert ".d .a" in purged("a", "d")


def test_rules_inside_media_are_judged_alike(purged):
    css = purged("a")
    assert "@media print" in css
    assert "top: 1px" not in css
    assert "@media screen" not in css
    assert "#e" in purged("e")


def test_addresses_are_those_seen_from_the_sheet(purged):
    assert 'url("f.png")' in purged("a")
    assert 'url("data:x")' in purged("a")


def test_unused_variables_go_and_used_ones_stay():
    css = ".a{--x:1;--y:var(--x);--z:';}';top:var(--y)}.b{--w:2}.c{--v:3}"
    found = styles.drop_unused_variables(css, 'style="top: var(--v)"')
    assert found == ".a{--x:1;--y:var(--x);top:var(--y)}.c{--v:3}"


def test_a_cut_font_has_the_letters_and_no_others(root):
    path = (root / STYLE).parent / "fonts" / "KaTeX_Main-Regular.ttf"
    small, kept, rest = fonts.cut(path, {*map(ord, "ab"), 0x4E00})
    assert kept == {ord("a"), ord("b")}
    assert ord("c") in rest
    assert set(TTFont(io.BytesIO(small)).getBestCmap()) == kept
    assert len(small) < 3000
    assert fonts.cut(path, kept)[0] == small


def test_ranges_of_letters():
    assert fonts.ranges(map(ord, "acbz")) == "U+61-63,U+7A"


def test_letters_by_font(typeset, style):
    html = lean.lean_formula(typeset(r"\alpha < \mathbf{Q}"), style)
    found = letters.formula_letters(html)
    assert "α" in found["KaTeX_Math-Italic"]
    assert "<" in found["KaTeX_Main-Regular"]
    assert found["KaTeX_Main-Bold"] == "Q"
    for font, some in letters.STANDING.items():
        assert some <= set(found[font])
    assert set(string.digits) <= set(found["KaTeX_Main-Regular"])


SVG = (
    '<figure class="fnn-figure"><svg role="img" aria-label="a &amp; b" '
    'width="72.4pt" height="36pt"><path style="stroke: currentColor; '
    'fill: var(--fnn-line-1, #1f6fb4)"/></svg><figcaption>c</figcaption>'
    "</figure>"
)


def test_a_figure_becomes_two_files(tmp_path):
    page = pictures.as_files(SVG, tmp_path, lambda name, _: f"../{name}")
    assert page.count("<img") == 2
    assert page.count('alt="a &amp; b" width="97" height="48"') == 2
    assert page.count('loading="lazy" decoding="async"') == 2
    assert page.endswith("<figcaption>c</figcaption></figure>")
    drawn = [path.read_text() for path in (tmp_path / "_images").iterdir()]
    assert len(set(drawn)) == 2
    assert not any("currentColor" in x or "var(" in x for x in drawn)


@pytest.mark.parametrize("theme", pictures.THEMES)
def test_each_theme_has_all_colours(theme):
    found = pictures.colours(theme)
    lines = {f"--fnn-line-{n}" for n in range(1, 6)}
    assert set(found) == {pictures.INK, *lines}
