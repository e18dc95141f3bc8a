"""Write what a page shows with fewer bytes and nodes, looking the same."""

import functools
import re
from pathlib import Path

_SPAN = re.compile(r"<(/?)span\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_LOOKS = '<span class="katex-html"'
#: Its LaTeX, a second time.
_SOURCE = re.compile(
    r"<annotation\b.*?</annotation>|</?semantics>|"
    r' xmlns="http://www\.w3\.org/1998/Math/MathML"',
    re.S,
)
#: Spans of code whose colour is that of code without any.
_PLAIN = re.compile(r'<span class="(?:n|p|w|nn|nx|pm)">([^<]*)</span>')
_CODE = re.compile(r"<pre>.*?</pre>", re.S)
#: What ``code.js`` colours.
_PYTHON = re.compile(
    r'(<div class="highlight-(?:ipython3|python) notranslate"[^>]*>'
    r'<div class="highlight"><pre>)(.*?)(?=</pre>)',
    re.S,
)
#: Marks that are no colours.
_MARKED = re.compile(r'<(?!/?span\b)|class="(?:hll|linenos)')
#: Brackets and roots of KaTeX, a kilobyte of curves each.
_CURVES = re.compile(r'(<path)( d="[^"]{200,}")(/>|></path>)')
#: What `style` says already without it.
_NOUGHT = re.compile(r"(?:margin-left|top):0em;")


@functools.cache
def rules(style):
    """List what a style sheet of formulas has rules for.

    Parameters
    ----------
    style : Path
        KaTeX's style sheet.

    Returns
    -------
    tuple of frozenset of str
        The classes with a rule, and those with a rule for spans inside.
    """
    css = re.sub(r"\{[^{}]*\}", " ", Path(style).read_text("utf-8"))
    named = re.findall(r"\.([A-Za-z][\w-]*)", css)
    parents = re.findall(r"\.([A-Za-z][\w-]*)>span", css)
    return frozenset(named), frozenset(parents)


def lean_formula(html, style):
    """Drop the spans and classes of a formula that no rule speaks of.

    Parameters
    ----------
    html : str
        What KaTeX gave: MathML, then spans.
    style : Path
        KaTeX's style sheet.

    Returns
    -------
    str
        The same MathML, fewer spans.
    """
    said, _, looks = html.partition(_LOOKS)
    if not looks:
        return html
    return _SOURCE.sub("", said) + _lean_spans(_LOOKS + looks, *rules(style))


def _lean_spans(html, named, parents):
    out, end = [], 0
    # The classes of the spans around, and whether each one stays.
    around = [(frozenset(), True), (frozenset(), True)]
    for tag in _SPAN.finditer(html):
        out.append(html[end : tag.start()])
        end = tag.end()
        if tag[1]:
            out.append("</span>" if around.pop()[1] else "")
            continue
        attributes = dict(_ATTRIBUTE.findall(tag[2]))
        kept = [c for c in attributes.pop("class", "").split() if c in named]
        near = around[-1][0] | around[-2][0]
        if kept or attributes or near & parents:
            around.append((frozenset(kept), True))
            out.append(_start(kept, attributes))
        else:
            around.append((around[-1][0], False))
    return "".join(out) + html[end:]


def _start(classes, attributes):
    words = {"class": " ".join(classes)} | attributes
    words["style"] = _NOUGHT.sub("", words.get("style", "")).rstrip(";")
    said = (f' {name}="{word}"' for name, word in words.items() if word)
    return f"<span{''.join(said)}>"


def later(html):
    """Leave of a formula what says it; its looks come when it is unfolded.

    A browser shows the MathML by itself until then, and without scripts.

    Parameters
    ----------
    html : str
        What KaTeX gave.

    Returns
    -------
    str
        The MathML alone, for ``folds.js``.
    """
    math = re.search(r"<math\b.*</math>", html, re.S)
    return f'<span class="katex fnn-later">{math[0]}</span>'


def lean_code(page):
    """Drop the spans of code that are not needed for its colours.

    Python is coloured in the browser, by ``code.js``; other languages lose
    the spans that have the colour of what is around them.

    Parameters
    ----------
    page : str
        HTML with code as Pygments marks it.

    Returns
    -------
    str
        The lighter HTML.
    """
    page = _PYTHON.sub(_plain, page)
    return _CODE.sub(lambda code: _PLAIN.sub(r"\1", code[0]), page)


def share_curves(page):
    """Write the curves of each large bracket once, where it is first.

    Parameters
    ----------
    page : str
        HTML with formulas.

    Returns
    -------
    str
        HTML in which the later ones refer to the first.
    """
    names = {}

    def share(found):
        path, curves, end = found.groups()
        if curves in names:
            return f'<use href="#{names[curves]}"/>'
        names[curves] = f"fnn-curve-{len(names) + 1}"
        return f'{path} id="{names[curves]}"{curves}{end}'

    return _CURVES.sub(share, page)


def _plain(code):
    if _MARKED.search(code[2]):
        return code[0]
    return code[1] + _SPAN.sub("", code[2])
