"""What the documents name exists, and no tracked file points into a machine or a package registry."""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest

from aidlens.catalog import Catalog, site_dir
from aidlens.cli import _parser
from aidlens.view import PAGES

ROOT = site_dir()
DOCUMENTS = [path for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data/README.md") if path.exists()]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md")) if (ROOT / "docs").is_dir() else []
# Split so that this file does not hold what it looks for.
REGISTRIES = ["".join(parts) for parts in (("py", "pi.org"), ("python", "hosted.org"), ("registry.", "npmjs"), ("npm", "js.com"))]
MACHINES = ["".join(parts) for parts in (("/ro", "ot/"), ("/ho", "me/"), ("/Use", "rs/"), ("/wo", "rk/"), ("/tm", "p/"), ("C:", "\\Users"))]
PLACEHOLDERS = {"/path/to"}


def snippets(path: Path) -> list[str]:
    """Code of a document: spans in backticks and indented or fenced lines."""
    text = path.read_text(encoding="utf-8")
    fenced = re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
    lines = [line.strip() for block in fenced for line in block.splitlines()]
    lines += [line.strip() for line in text.splitlines() if line.startswith("    ")]
    return [item for item in lines + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text) if item]


def named(pattern: str) -> list[tuple[str, str]]:
    """(document, match) for every snippet that matches a pattern."""
    return [(path.name, found.group(1)) for path in DOCUMENTS for item in snippets(path) if (found := re.match(pattern, item))]


def test_the_documents_are_there() -> None:
    assert {"README.md", "CONTRIBUTING.md"} <= {path.name for path in DOCUMENTS}
    assert (ROOT / "LICENSE").exists()


def test_readme_says_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for words in ("make run", "make test", "CC BY 4.0", "MIT", "aidlens check"):
        assert words in text


def test_contributing_is_under_two_pages() -> None:
    """The recipes' blocks aside, which nobody reads before they need one."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert len(re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).split()) < 800


def test_every_make_target_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.MULTILINE))
    phony = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split())  # type: ignore[union-attr]
    assert targets >= phony
    found = named(r"make ([a-z-]+)")
    assert found
    assert [item for item in found if item[1] not in targets] == []


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = [action for action in _parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(actions[0].choices)


def _below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The subcommands of a command, {} for one without."""
    return next((dict(action.choices) for action in parser._actions if isinstance(action, argparse._SubParsersAction)), {})


def test_every_aidlens_command_named_exists() -> None:
    found = named(r"aidlens (--?\w+|\w+.*)$")
    assert found
    for document, words in found:
        name, *rest = shlex.split(words.split("#")[0])
        if name.startswith("-"):
            assert name in {option for action in _parser()._actions for option in action.option_strings}, document
            continue
        assert name in _commands(), f"{document}: aidlens {words}"
        parser = _commands()[name]
        if rest and rest[0] in _below(parser):
            parser = _below(parser)[rest[0]]
        known = {option for action in parser._actions for option in action.option_strings}
        assert [item for item in rest if item.startswith("--") and item.split("=")[0] not in known] == [], f"{document}: aidlens {words}"


def test_every_command_explains_itself() -> None:
    for name, command in _commands().items():
        assert command.description, name
        for words, parser in (_below(command) or {name: command}).items():
            assert parser.description, words
            assert "--data" in parser.format_help(), words


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_path_named_exists(path: Path) -> None:
    places = (path.parent, ROOT, ROOT / "data", ROOT / "src/aidlens", ROOT / "tests")
    text = path.read_text(encoding="utf-8")
    names = [item for item in snippets(path) if re.fullmatch(r"\.?[\w.-]+(/[\w.-]+)*/?", item)]
    names = [item for item in names if "/" in item or re.search(r"\.(py|csv|md|json|toml|txt|po|css|js)$", item)]
    names += [found for found in re.findall(r"\]\(([^)#]+)", text) if "://" not in found]
    missing = [name for name in names if not any((place / name).exists() for place in places)]
    assert missing == []


def test_fields_and_columns_named_exist(catalog: Catalog) -> None:
    """In CONTRIBUTING a word in backticks that looks like a field is one: of the record, of the code or a code of a vocabulary."""
    fields = {spec["name"] for resource in catalog.descriptor["resources"] for spec in resource["schema"]["fields"]}
    codes = set(catalog.codes["code"]) | set(catalog.codes["vocabulary"])
    source = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    words = {item for item in snippets(ROOT / "CONTRIBUTING.md") if re.fullmatch(r"[a-z]+(_[a-z]+)*", item)}
    assert {word for word in words if word not in fields | codes | set(PAGES) and not re.search(rf"\b{word}\b", source)} == set()


def test_the_edition_named_is_the_edition(catalog: Catalog) -> None:
    for path in DOCUMENTS:
        for edition in re.findall(r"edition (\d{4}\.\d+)", path.read_text(encoding="utf-8")):
            assert edition == catalog.edition, path.name


# ── tracked files ──


def tracked() -> list[Path]:
    """Text files under version control."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there are no tracked files to read")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    binary = {".png", ".jpg", ".woff2", ".pdf", ".pptx", ".ico"}
    return [ROOT / name for name in names if name and Path(name).suffix not in binary and (ROOT / name).is_file()]


def test_no_tracked_file_names_a_registry() -> None:
    found = [f"{path.name}: {host}" for path in tracked() for host in REGISTRIES if host in path.read_text(encoding="utf-8")]
    assert found == []


def test_no_tracked_file_points_to_a_package_index() -> None:
    for path in (ROOT / "requirements").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.lstrip().startswith(("-i ", "--index", "--extra-index", "--find-links", "--trusted"))] == []


def test_no_tracked_file_names_a_folder_of_a_machine() -> None:
    found = []
    for path in tracked():
        if path.suffix == ".csv" or path.suffix == ".geojson":
            continue  # addresses of pages hold such words
        text = path.read_text(encoding="utf-8")
        for folder in MACHINES:
            # The start of a path, not the middle of an address or of an import.
            found += [f"{path.relative_to(ROOT)}: {folder}" for _ in re.findall(rf"(?<![\w.:/]){re.escape(folder)}", text)]
    assert found == []


def test_every_locked_package_has_hashes() -> None:
    for name in ("run.txt", "dev.txt", "bench.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        pins = re.findall(r"^([\w.\[\]-]+)==([^\s\\]+) ?\\?\n((?:    --hash=\S+ ?\\?\n)*)", text, re.MULTILINE)
        assert len(pins) > 20, name
        assert [pin[0] for pin in pins if "--hash=sha256:" not in pin[2]] == [], name


def test_every_dependency_is_pinned_with_hashes() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    pinned = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for requirement in named:
        name = re.split(r"[<>=\[ ]", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==\S+ \\\n\s+--hash=sha256:", pinned, re.MULTILINE), f"{name} is missing: make lock"


def test_what_changed_for_users_is_told_of_this_edition(catalog: Catalog) -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == catalog.edition
    ways = catalog.sources["read_as"].value_counts()
    assert f"{ways['whole_copy'] + ways['excerpt_copy']} were read, {ways['not_found']} not found" in text
