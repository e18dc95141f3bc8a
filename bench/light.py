"""A generated book of light chapters, to see how a build grows."""

import shutil

import yaml

__all__ = ["GROWTH", "light_book"]

#: How many chapters the small and the large book have.
GROWTH = (2, 8)

PAGE = """\
---
jupytext: {{text_representation: {{extension: .md, format_name: myst}}}}
kernelspec: {{display_name: Python 3, language: python, name: python3}}
---

# Chapter {number}

```{{code-cell}} ipython3
import sympy as sp

from fnn_lib import Network
from fnn_lib.display import show
from fnn_lib.symbolic import Derivation, symbol

z = symbol("z")
d = Derivation(sp.diff(z**{power}, z))
d.step({power} * z ** ({power} - 1), because="the power rule")
show(d, label="eq-light-{number}")
```

See {{eq}}`eq-light-{number}`.

```{{code-cell}} ipython3
Network((3, {power}, 1), seed=0).parameters[0][0].shape
```
"""


def light_book(root, target, count):
    """Write a book of light chapters.

    Parameters
    ----------
    root : Path
        The repository: library, configuration and what is installed.
    target : Path
        A folder that does not exist.
    count : int
        How many chapters.
    """
    (target / "chapters").mkdir(parents=True)
    shutil.copytree(
        root / "fnn_lib",
        target / "fnn_lib",
        # Neither explorables nor a judge: their parts do not grow.
        ignore=shutil.ignore_patterns("__pycache__", "explorables", "judge"),
    )
    shutil.copytree(root / "_ext" / "assets", target / "_ext" / "assets")
    shutil.copyfile(root / "_config.yml", target / "_config.yml")
    (target / "node_modules").symlink_to(root / "node_modules")
    (target / "index.md").write_text("# A light book\n", "utf-8")
    bib = root / "chapters" / "references.bib"
    shutil.copyfile(bib, target / "chapters" / "references.bib")
    names = [f"chapters/light{number}" for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        page = PAGE.format(number=number, power=number + 1)
        (target / f"{name}.md").write_text(page, "utf-8")
    toc = {
        "format": "jb-book",
        "root": "index",
        "parts": [
            {
                "caption": "Chapters",
                "numbered": True,
                "chapters": [{"file": name} for name in names],
            }
        ],
    }
    (target / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
