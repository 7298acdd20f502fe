"""Fixtures of all tests: the shipped record, the two languages, copies of the record to break."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from aidlens import cli, cli_export, export_deck_cli, records
from aidlens.catalog import Catalog, site_dir
from aidlens.checks import record as record_checks
from aidlens.checks.faults import Fault
from aidlens.checks.rules import NAMED
from aidlens.i18n import Lang, lang
from tests import shipped, tables
from tests.browser import find_chromium

# One profile for every machine: the same examples each time, no deadline on a busy laptop.
settings.register_profile("house", derandomize=True, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


# Of the browser's tests, which come last, all but the shortest: none of them is left to one worker when the other has ended.
LONGEST = (
    *("test_faults.py", "test_channels.py", "test_present.py", "test_markup.py", "test_requests.py", "test_recipes.py"),
    *(
        "test_access.py",
        "test_stage.py",
        "test_every_mark.py",
        "test_story.py",
        "test_pages.py",
        "test_map.py",
        "test_overview.py",
        "test_way.py",
        "test_phone.py",
        "test_first_paint.py",
    ),
    *("test_claim_sheet.py", "test_handout.py", "test_pictures.py", "test_seam.py", "test_plain.py", "test_keyboard.py", "test_marks.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: once Playwright runs, its event loop holds this thread and no other may be started in it.

    The longest files of each part begin it, so that two workers end together.
    """

    def place(item: pytest.Item) -> tuple[bool, int]:
        name = item.path.name
        return item.get_closest_marker("browser") is not None, LONGEST.index(name) if name in LONGEST else len(LONGEST)

    items.sort(key=place)


@pytest.fixture(autouse=True)
def _own_environment() -> Iterator[None]:
    """No test sees a reader's AIDLENS_DATA or AIDLENS_CONTACT, and none leaves its own behind."""
    before = dict(os.environ)
    os.environ.pop("AIDLENS_DATA", None)
    os.environ.pop("AIDLENS_CONTACT", None)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session", autouse=True)
def _checked_here() -> Iterator[None]:
    """In this process a changed record is checked here: to start another one for each copy would take most of the tests' time.

    Servers start theirs, and ``tests/checks/test_apart.py`` holds that it says the same.
    """
    before, records.check = records.check, record_checks.check
    yield
    records.check = before


@pytest.fixture(scope="session", autouse=True)
def _scanned_once() -> Iterator[None]:
    """For each page tried without a browser Streamlit reads anew what all installed packages say of themselves: once is enough."""
    from streamlit.components.v2 import manifest_scanner

    before = manifest_scanner.scan_component_manifests
    manifest_scanner.scan_component_manifests = cache(before)
    yield
    manifest_scanner.scan_component_manifests = before


@pytest.fixture
def checked_once(monkeypatch: pytest.MonkeyPatch, catalog: Catalog, data_dir: Path) -> None:
    """The command line takes the shipped record as it was read once; other records are checked as ever."""

    def check(root: Path) -> tuple[Catalog | None, list[Fault]]:
        return (catalog, []) if root == data_dir else record_checks.check(root)

    for module in (cli, cli_export, export_deck_cli):
        monkeypatch.setattr(module, "check", check)


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of the shipped record. Read only: tests that change it use ``record`` or ``excerpt``."""
    return site_dir() / "data"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The shipped record, loaded and checked."""
    return shipped.catalog()


@pytest.fixture(scope="session")
def whole(data_dir: Path) -> Catalog:
    """The shipped record as its files have it, withheld rows and all."""
    return Catalog.read(data_dir)


@pytest.fixture(scope="session")
def en() -> Lang:
    return lang("en")


@pytest.fixture(scope="session")
def it() -> Lang:
    return lang("it")


@pytest.fixture(params=["en", "it"])
def either(request: pytest.FixtureRequest) -> Lang:
    """Each language in turn."""
    return lang(request.param)


@pytest.fixture
def record(tmp_path: Path, data_dir: Path) -> Path:
    """A copy of the whole record, for breaking."""
    return Path(shutil.copytree(data_dir, tmp_path / "data"))


@pytest.fixture(scope="session")
def small_record(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Path:
    """A sound excerpt of the record, made once; copied by ``excerpt``."""
    return tables.excerpt(data_dir, tmp_path_factory.mktemp("excerpt") / "data", NAMED["observations"])


@pytest.fixture
def excerpt(tmp_path: Path, small_record: Path) -> Path:
    """A copy of a small sound excerpt of the record, for breaking: its check is several times faster than that of the whole."""
    return Path(shutil.copytree(small_record, tmp_path / "data"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Callable[[list[str]], Browser]]:
    """Starts a Chromium with arguments; where there is none, the tests that need it are skipped by name."""
    try:
        path = find_chromium.find()
    except FileNotFoundError as error:
        pytest.skip(f"no browser: {error}")
    if path is None:
        pytest.skip(f"no browser. {find_chromium.CURE}")
    # One driver for all: a second one in the same thread is refused.
    with sync_playwright() as playwright:
        yield lambda arguments: playwright.chromium.launch(executable_path=path, args=arguments)
