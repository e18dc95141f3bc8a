"""A tiny book: an index and two chapters, built in a second or two."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HEAD = """\
---
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
---
"""
ONE = (
    HEAD
    + """
# One

Inline $\\sigma(z)$, and $m = 1$, a setting.
{eq}`eq-two-double` stands elsewhere.

```{code-cell} ipython3
from IPython.display import Markdown
import fnn_lib
Markdown("$$\\nA = g(Z)\\n$$ (eq-one-layer)")
```

```{code-cell} ipython3
print("version", fnn_lib.VERSION)
```
"""
)
TWO = (
    HEAD
    + """
# Two

See {eq}`eq-one-layer` and {cite:t}`book`.

```{code-cell} ipython3
:tags: [remove-stderr]
import sys
from IPython.display import Markdown
print("progress", file=sys.stderr)
Markdown("$$\\n2 z = z + z\\n$$ (eq-two-double)")
```

So $2z = z + z$, and document X has one statement.

```{code-cell} ipython3
from fnn_lib import Left
Left(
    fnn_formulas={"verdict": "proved", "groups": [["2 z", "z + z"]]},
    fnn_statements=[{"id": "X1", "how": "erratum", "verdict": "proved",
        "claim": "2 z = z + z", "printed": {"refuted": "2, not 3"},
        "altered": [{"words": "a sign", "refuted": "2, not -2"}]}],
)
```

```{exercise-start}
:label: ex-two-1
```
Compute twice 21.
```{exercise-end}
```

```{solution-start} ex-two-1
:class: dropdown
```
```{code-cell} ipython3
2 * 21
```
```{solution-end}
```
"""
)
INDEX = """\
# A toy

{doc}`chapters/one` and {doc}`chapters/two`.

```{bibliography}
```
"""
TOC = """\
format: jb-book
root: index
parts:
  - caption: Chapters
    numbered: true
    chapters:
      - file: chapters/one
      - file: chapters/two
"""
LIBRARY = """\
VERSION = 1


class Left:
    def __init__(self, **left):
        self.left = left

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": "left"}, self.left
"""
STATEMENTS = """\
- id: X1
  lines: '3'
  kind: result
  status: erratum
  printed: 2 z = 3 z
  why: Twice is not thrice.
  chapter: two
  level: proved
"""
BOOK = "@book{book, title={T}, author={A. Author}, publisher={P}, year={2020}}"


# Each build is a process of its own; what all of them import is there before
# it starts. `Toy.start` runs the command line as a reader does.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["_ext.build", "_ext.stages"])


def build_alone(arguments, env, said):
    """Build in this process; write what is said into a file."""
    with open(said, "a") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.chdir(REPOSITORY)
    os.environ.clear()
    os.environ.update(env)
    from _ext.build import main

    sys.exit(main(arguments))


class Toy:
    """A book in a folder, with what a test needs to say about it."""

    def __init__(self, root):
        self.root = root

    def write(self):
        """Write a book that builds."""
        self.path("index.md").parent.mkdir(parents=True, exist_ok=True)
        for name, text in {
            "index.md": INDEX,
            "chapters/one.md": ONE,
            "chapters/two.md": TWO,
            "chapters/references.bib": BOOK,
            "chapters/statements/X.yml": STATEMENTS,
            "fnn_lib/__init__.py": LIBRARY,
            "_toc.yml": TOC,
            "_config.yml": (REPOSITORY / "_config.yml").read_text("utf-8"),
        }.items():
            self.path(name).parent.mkdir(exist_ok=True)
            self.path(name).write_text(text, "utf-8")
        logo = REPOSITORY / "_ext" / "assets"
        shutil.copytree(logo, self.path("_ext/assets"))
        modules = REPOSITORY / "node_modules"
        self.path("node_modules").symlink_to(modules)
        return self

    def path(self, name):
        return self.root / name

    def edit(self, name, old, new):
        """Replace a text that must be there."""
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def page(self, name):
        return (self.root / "_build/html" / f"{name}.html").read_text("utf-8")

    def start(self):
        """Start a build and return its process."""
        return subprocess.Popen(
            [sys.executable, "-m", "_ext.build", "--root", str(self.root)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def build(self, *arguments):
        """Build; return the exit code and all that was said."""
        given = ["--root", str(self.root), *arguments]
        env = os.environ | {"NO_COLOR": "1"}
        with tempfile.NamedTemporaryFile() as said:
            process = FORKS.Process(
                target=build_alone, args=(given, env, said.name)
            )
            process.start()
            process.join(300)
            if process.exitcode is None:
                process.kill()
            return process.exitcode, Path(said.name).read_text("utf-8")
