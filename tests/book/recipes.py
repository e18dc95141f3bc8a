"""Follows a recipe: its fenced blocks are written and run as it says."""

import re
import shlex
import subprocess
import sys
from typing import NamedTuple

STEP = re.compile(
    r"^(?P<verb>Write|In|Run)(?: `(?P<path>[^`]+)`)?"
    r"(?:, (?P<where>after|before) `(?P<mark>[^`]+)`)?:\n\n"
    r"(?P<fence>`{3,})\w+\n(?P<text>.*?)^(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
#: How the commands of a recipe run where there is no .venv of their own.
COMMANDS = {
    (".venv/bin/python",): (sys.executable,),
    ("make", "chapter"): (sys.executable, "-m", "_ext.build"),
}


class Step(NamedTuple):
    """One step: what to do, with which file, and the text of its block."""

    verb: str
    path: str
    where: str
    mark: str
    text: str


def steps(page):
    """List the steps of a recipe, and refuse a block that belongs to none."""
    found = list(STEP.finditer(page))
    rest = STEP.sub("", page)
    assert found, "no step"
    assert "```" not in rest, f"a block without a step: {rest}"
    names = Step._fields
    return [Step(*(match[name] for name in names)) for match in found]


def write(folder, step):
    """Write a new file; an old one would be lost."""
    path = folder / step.path
    assert not path.exists(), step.path
    path.write_text(step.text, "utf-8")


def insert(folder, step):
    """Put lines before or after the only line that reads as the mark."""
    path = folder / step.path
    lines = path.read_text("utf-8").splitlines(keepends=True)
    there = [k for k, line in enumerate(lines) if holds(line, step.mark)]
    assert len(there) == 1, f"{step.path}: {len(there)} of {step.mark!r}"
    at = there[0] + (step.where == "after")
    lines.insert(at, step.text)
    path.write_text("".join(lines), "utf-8")


def holds(line, mark):
    """Say whether a line is the mark; in lists its indent does not count."""
    line = line.rstrip("\n")
    return mark in (line, line.strip())


def run(folder, line):
    """Run a command of a recipe; return the exit code and what it said."""
    done = subprocess.run(
        translated(line),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
    )
    return done.returncode, done.stdout + done.stderr


def translated(line):
    """Return a command as it runs here."""
    words = shlex.split(line)
    for known, instead in COMMANDS.items():
        if tuple(words[: len(known)]) == known:
            rest = words[len(known) :]
            named = [word.removeprefix("CHAPTER=") for word in rest]
            chapter = ["--chapter"] if named != rest else []
            return [*instead, *chapter, *named]
    raise AssertionError(f"found {line!r}, wanted a command of {COMMANDS}")


DO = {"Write": write, "In": insert}


def follow(folder, pages):
    """Follow recipes that go on with each other, in one folder.

    A command that several of them end with runs once, at the end. Return
    what each said; one that fails is an error.
    """
    commands = {}
    for step in (step for page in pages for step in steps(page)):
        if step.verb == "Run":
            commands |= dict.fromkeys(step.text.splitlines())
        else:
            DO[step.verb](folder, step)
    for line in commands:
        code, commands[line] = run(folder, line)
        assert code == 0, commands[line]
    return commands
