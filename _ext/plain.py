"""Translate MyST into the Markdown that every notebook viewer knows.

JupyterLab without an extension, Colab and GitHub show a directive or a role
as its source. Each rule below says one of them in plain words.
"""

import re

from _ext.book import BuildError

ROLE = re.compile(r"(?<!\w)\{([a-z][a-z0-9:_-]*)\}`([^`]+)`")
DIRECTIVE = re.compile(
    r"^([`:]{3,})\{([a-z][a-z0-9:_-]*)\}[ ]*(.*)\n"  # its name, its argument
    r"((?::[\w-]+:.*\n)*)"  # its options
    r"((?:.*\n)*?)"  # what is inside
    r"\1[ ]*$",
    re.MULTILINE,
)
LABEL = re.compile(r"^\([\w-]+\)=\n+", re.MULTILINE)
DEFINED = re.compile(r"^(\S.*)\n: +", re.MULTILINE)
TARGET = re.compile(r"(.*?)\s*<([^<>]+)>", re.DOTALL)
# Code may speak of anything: between backticks, or fenced and without a name.
CODE = re.compile(
    r"^(`{3,}|~{3,})(?!\{).*\n(?:.*\n)*?\1[ ]*$"
    r"|(?<![`}])(`{1,2})(?!`)(?:.|\n)+?(?<!`)\2(?!`)",
    re.MULTILINE,
)
LEFT = re.compile(
    r"(?<!\w)\{[a-z][\w:-]*\}`|^[`:]{3,}\{.*|^\([\w-]+\)=$", re.MULTILINE
)


def plain(text, names):
    """Translate a Markdown cell.

    Parameters
    ----------
    text : str
        MyST Markdown.
    names : Names
        What its labels are called.

    Returns
    -------
    str
        Markdown; formulas between dollars stay as they are.

    Raises
    ------
    BuildError
        When it has a role or a directive that no rule translates.
    """
    text = DIRECTIVE.sub(lambda found: _directive(found, names), text + "\n")
    text = DEFINED.sub(r"- \1: ", LABEL.sub("", text))
    text = ROLE.sub(lambda found: _role(found, names), text)
    if left := LEFT.search(CODE.sub("", text)):
        raise BuildError(
            f"notebooks: found {left[0]!r}, wanted a role or a directive "
            "that _ext/plain.py has a rule for"
        )
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _role(found, names):
    rule = ROLES.get(found[1])
    return rule(found[2], names) if rule else found[0]


def _directive(found, names):
    name, argument, options, body = found.groups()[1:]
    rule = DIRECTIVES.get(name)
    return rule(argument.strip(), options, body, names) if rule else found[0]


def _equation(label, names):
    number = names.equations.get(label, label.removeprefix("eq-"))
    return names.link(f"({number})", label, f"equation-{label}")


def _reference(text, names):
    words = TARGET.fullmatch(text)
    label = words[2] if words else text
    known = names.titles.get(label)
    if known is None and label in names.exercises:
        known = f"Exercise {names.exercises[label]}"
    return names.link(words[1] if words else known or label, label, label)


def _cited(text, names):
    keys = [key.strip() for key in text.split(",")]
    return f"[{'; '.join(names.works.get(key, key) for key in keys)}]"


def _cited_in_text(text, names):
    return _cited(text, names).strip("[]")


def _code(text, _names):
    return f"`{text}`"


#: A role's text, in words.
ROLES = {
    "eq": _equation,
    "ref": _reference,
    "numref": _reference,
    "cite": _cited,
    "cite:p": _cited,
    "cite:t": _cited_in_text,
    "py:mod": _code,
    "py:func": _code,
    "py:class": _code,
}


def _exercise(_argument, options, _body, names):
    label = re.search(r":label: *(\S+)", options)
    number = names.exercises.get(label[1], "") if label else ""
    return f"### {f'Exercise {number}'.strip()}\n"


def _solution(argument, _options, _body, names):
    number = names.exercises.get(argument, "")
    return f"#### {f'Solution of exercise {number}'.strip()}\n"


def _nothing(*_):
    return ""


def _listing(language, options, body, _names):
    caption = re.search(r":caption: *(.+)", options)
    head = f"`{caption[1]}`\n\n" if caption else ""
    return f"{head}```{language}\n{body.strip()}\n```"


def _framed(title):
    def rule(argument, _options, body, names):
        head = plain(argument, names) if argument else title
        return f"**{head.rstrip('.')}.** {plain(body, names)}"

    return rule


#: A directive's argument, options and content, in Markdown.
DIRECTIVES = {
    "exercise-start": _exercise,
    "exercise-end": _nothing,
    "solution-start": _solution,
    "solution-end": _nothing,
    "code-block": _listing,
    # What only a page has.
    "figures": _nothing,
    "equations": _nothing,
    "errata": _nothing,
    "bibliography": _nothing,
    "tableofcontents": _nothing,
} | {
    name: _framed(name.removeprefix("prf:").capitalize())
    for name in (
        "admonition note tip hint important warning caution attention "
        "seealso dropdown prf:theorem prf:lemma prf:proof prf:definition "
        "prf:remark prf:example"
    ).split()
}
