"""The repository stands alone, and its set-up names no place to fetch from."""

import ast
import json
import re
import subprocess
import tomllib

import pytest

HOSTS = re.compile(
    r"(?:pypi|pythonhosted|npmjs|yarnpkg|debian)\.org|registry\.\w+\.\w+"
    r"|index-url|find-links|https?://[\w.]+/simple"
)
PLACES = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|tmp/\w+)/")
OWN = "tests/book/test_repository.py"


@pytest.fixture(scope="module")
def files(root):
    """All files of the repository as text, by their name."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True)
    if run.returncode:
        pytest.skip("not a git work tree")
    found = {}
    for name in run.stdout.splitlines():
        path = root / name
        if path.is_file() and name != OWN:
            found[name] = path.read_text("utf-8", errors="replace")
    return found


def test_no_file_names_a_registry(files):
    named = {
        n: HOSTS.search(t)[0] for n, t in files.items() if HOSTS.search(t)
    }
    assert named == {}


def test_no_file_names_a_place_of_one_machine(files):
    named = {
        n: PLACES.search(t)[0] for n, t in files.items() if PLACES.search(t)
    }
    assert named == {}


def test_nothing_reads_beside_the_repository(files):
    assert [n for n, t in files.items() if "../shared" in t] == []


def test_no_notebook_is_kept(files):
    assert [name for name in files if name.endswith(".ipynb")] == []


def test_every_requirement_is_pinned_and_hashed(files):
    lines = files["requirements.txt"].replace("\\\n", " ").splitlines()
    lines = [line for line in lines if line and not line.startswith("#")]
    assert len(lines) > 100
    for line in lines:
        assert re.match(r"[\w.-]+==[\w.]+ ", line), line
        assert "--hash=sha256:" in line, line


def test_every_declared_package_is_locked(files):
    project = tomllib.loads(files["pyproject.toml"])
    declared = list(project["project"]["dependencies"])
    for group in project["project"]["optional-dependencies"].values():
        declared += group
    locked = set(re.findall(r"^([\w.-]+)==", files["requirements.txt"], re.M))
    for requirement in declared + project["build-system"]["requires"]:
        name = re.match(r"[\w-]+", requirement.replace("_", "-"))[0]
        assert name in locked


def test_npm_packages_have_integrity_and_no_address(files):
    lock = json.loads(files["package-lock.json"])
    packages = {name: p for name, p in lock["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package


def imported(text):
    """List the modules that a file imports, relative ones with their dots."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield module
            if not node.module:
                yield from (module + alias.name for alias in node.names)


def parts(files, folder, pattern):
    return {
        name: list(imported(text))
        for name, text in files.items()
        if re.fullmatch(rf"{folder}/{pattern}\.py", name)
    }


NUMBERS = (
    "activations losses network gradcheck training layouts pairings data"
).split()


def test_the_numbers_never_import_the_symbols(files):
    meets = "display|statements|_outcomes"  # of symbols and numbers alike
    for name, modules in parts(files, "fnn_lib", rf"(?!{meets})\w+").items():
        for module in modules:
            assert "sympy" not in module, name
            assert "symbolic" not in module, name


def test_the_symbols_never_import_the_numbers(files):
    for name, modules in parts(files, "fnn_lib/symbolic", r"\w+").items():
        for module in modules:
            assert not module.startswith("fnn_lib"), name
            assert not module.startswith(".."), name
            assert module.strip(".") not in NUMBERS, name


def test_code_does_not_import_the_glue(files):
    for modules in parts(files, "fnn_lib", r".+").values():
        assert not any(module.startswith("_ext") for module in modules)
