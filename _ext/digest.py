"""A digest of everything but its own text that a chapter's output rests on."""

import hashlib
import platform

# Folders of code: a changed byte in one may change any output. Style sheets
# and pictures under _ext/assets change pages, not outputs.
FOLDERS = ("fnn_lib", "_ext")
SUFFIXES = {
    ".py",
    ".csv",
    ".json",
    ".md",
    ".txt",
    ".gz",
    ".npz",
    ".js",
    ".mjs",
}
#: Folders inside them: what is built, and what only pages load.
SKIPPED = {"__pycache__", "assets", "static"}
FILES = ("requirements.txt", "package-lock.json", "pyproject.toml")


def inputs(root):
    """List the files that the digest covers.

    Parameters
    ----------
    root : Path
        The book's root.

    Returns
    -------
    list of Path
        Sorted, so that the order of a directory listing does not matter.
    """
    found = [root / name for name in FILES]
    for folder in FOLDERS:
        found += (
            path
            for path in (root / folder).rglob("*")
            if path.suffix in SUFFIXES
            and not SKIPPED & set(path.relative_to(root).parts)
            # Scripts of the explorables draw in the page, not in a kernel.
            and (path.suffix != ".js" or "explorables" not in path.parts)
        )
    # Data that chapters read, such as a list of statements.
    found += (p for p in root.glob("*.yml") if not p.name.startswith("_"))
    found += (root / "chapters").rglob("*.yml")
    return sorted(path for path in found if path.is_file())


def digest(root):
    """Compute the digest.

    Parameters
    ----------
    root : Path
        The book's root.

    Returns
    -------
    str
        Sixteen hexadecimal digits.
    """
    total = hashlib.sha256(platform.python_version().encode())
    for path in inputs(root):
        content = hashlib.sha256(path.read_bytes()).digest()
        name = path.relative_to(root).as_posix()
        total.update(name.encode() + b"\0" + content)
    return total.hexdigest()[:16]
