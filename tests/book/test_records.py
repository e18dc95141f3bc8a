"""What others rely on: how to cite, what changed, what runs on a commit."""

import re
import subprocess
import sys
import tomllib

import pytest
import yaml


@pytest.fixture(scope="module")
def project(root):
    text = (root / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]


def test_the_citation_is_of_this_project_and_names_no_address(root, project):
    text = (root / "CITATION.cff").read_text("utf-8")
    cited = yaml.safe_load(text)
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["message"]
    assert cited["title"] == config["title"]
    assert cited["authors"] == [{"name": config["author"]}]
    assert str(cited["version"]) == project["version"]
    assert cited["license"] == project["license"]
    assert "@" not in text


def test_the_changelog_knows_the_version(root, project):
    text = (root / "CHANGELOG.md").read_text("utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert titles[0] == "Unreleased"
    for title in titles[1:]:
        assert re.fullmatch(r"\d+\.\d+\.\d+ \(\d{4}-\d\d-\d\d\)", title)


def test_contributing_is_one_page(root):
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert len(text.split()) <= 600


@pytest.fixture(scope="module")
def hooks(root):
    config = yaml.safe_load(
        (root / ".pre-commit-config.yaml").read_text("utf-8")
    )
    (local,) = config["repos"]
    assert local["repo"] == "local"  # nothing is fetched
    return {hook["id"]: hook for hook in local["hooks"]}


def test_hooks_use_the_tools_that_are_locked(root, hooks):
    locked = (root / "requirements.txt").read_text("utf-8")
    own = {"_ext.lint"}
    for hook in hooks.values():
        python, flag, module, *_ = hook["entry"].split()
        assert (python, flag) == (".venv/bin/python", "-m")
        assert hook["language"] == "system"
        package = module.removesuffix("_lib")
        assert module in own or re.search(rf"^{package}==", locked, re.M)


@pytest.mark.parametrize(
    ("name", "text", "hook"),
    [
        ("one.py", '"""Bad."""\n\nimport os\nx = undefined\n', "ruff-check"),
        ("two.md", "This is teh end.\n", "codespell"),
    ],
)
def test_a_hook_refuses_what_is_planted(
    root, tmp_path, hooks, name, text, hook
):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    command = hooks[hook]["entry"].split()[1:]
    done = subprocess.run(
        [sys.executable, *command, str(path)], cwd=root, capture_output=True
    )
    assert done.returncode
