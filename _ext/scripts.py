"""Write the scripts of the pages shorter."""

import subprocess

from _ext.book import BuildError
from _ext.formulas import NODE


def minify_scripts(static, root):
    """Minify the scripts that are not yet, in place.

    Names that other scripts may use stay as they are.

    Parameters
    ----------
    static : Path
        Folder of what the pages load.
    root : Path
        Of the book, where esbuild lies.

    Raises
    ------
    BuildError
        For a script that is none.
    """
    scripts = [
        path
        for path in sorted(static.glob("*.js"))
        if not path.name.startswith("explorable")
        and not path.name.endswith(".min.js")
    ]
    if not scripts:
        return
    esbuild = root / "node_modules" / "esbuild" / "bin" / "esbuild"
    done = subprocess.run(
        [
            *(NODE, str(esbuild), *map(str, scripts), "--minify"),
            *("--allow-overwrite", f"--outdir={static}"),
            *("--target=es2022", "--legal-comments=inline"),
            "--log-level=warning",
        ],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BuildError(f"a script of the pages: {done.stderr.strip()}")
