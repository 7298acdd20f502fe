"""An exhibit's id stands in its own module and in the book of pages, nowhere else: what it can do are fields of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields

import pytest

from aidlens.catalog import Catalog, site_dir
from aidlens.checks.story import exhibits
from aidlens.exhibits import registry
from aidlens.exhibits.base import OBEYED, Exhibit
from aidlens.export.pptx_exhibits import PAINTERS
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.view import PAGES, View
from tests import shipped

SOURCE = site_dir() / "src" / "aidlens"
IDS = frozenset(registry.BUILDERS)
OWN = {key: build.__module__.removeprefix("aidlens.").replace(".", "/") + ".py" for key, build in registry.BUILDERS.items()}
# Words that name an exhibit and something else: a table, a column or a code of the record, a page, a filter, a column of a measure. They
# are judged by what stands around them.
_RECORD = shipped.catalog()
MANY = IDS & {
    *_RECORD.tables,
    *(spec["name"] for resource in _RECORD.descriptor["resources"] for spec in resource["schema"]["fields"]),
    *_RECORD.codes["code"],
    *PAGES,
    *(spec.name for spec in fields(View)),
    "values",
}
TAKE_IDS = {"build", "exhibit", "home", "Slide", "Show", "Mapped", "Told", "Placed", "of_exhibit", "exhibit_href"}
HOLD_IDS = {"id", "exhibit", "key"}


def ids_in(path: str, source: str) -> list[str]:
    """The exhibits that a file of the package names and should not; ``path`` is relative to it ("ui/stage.py")."""
    if path.startswith("pagebook/"):
        return []
    found = {(node.lineno, str(node.value)) for node in _named(ast.parse(source)) if OWN[str(node.value)] != path}
    return [f"{path}:{line}: {key}" for line, key in sorted(found)]


def _named(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in IDS - MANY:
            yield node
        for inner in _judged(node):
            if isinstance(inner, ast.Constant) and inner.value in MANY:
                yield inner


def _judged(node: ast.AST) -> list[ast.expr]:
    """The expressions that name an exhibit if they are an id: compared with one's id, handed to what takes ids, listed among ids."""
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        names = {side.attr if isinstance(side, ast.Attribute) else side.id if isinstance(side, ast.Name) else "" for side in sides}
        if names & HOLD_IDS:
            return [part for side in sides for part in (side.elts if isinstance(side, (ast.Tuple, ast.List, ast.Set)) else [side])]
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""
        return list(node.args) if called in TAKE_IDS else []
    listed = [key for key in node.keys if key] if isinstance(node, ast.Dict) else []
    listed = node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else listed
    texts = [item.value for item in listed if isinstance(item, ast.Constant)]
    return list(listed) if len(texts) > 1 and len(texts) == len(listed) and set(texts) <= IDS else []


def test_no_exhibit_is_named_outside_its_module_and_the_book() -> None:
    files = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))
    assert [fault for path in files for fault in ids_in(path, (SOURCE / path).read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "source", "key"),
    [
        ("ui/stage.py", 'DATED = ("over-time", "values", "timeline")', "values"),
        ("ui/stage.py", 'FILTERED = ("counts", "works", "map")', "map"),
        ("exhibits/registry.py", 'WHOLE = frozenset({"growth", "chain"})', "chain"),
        ("exhibits/base.py", 'def anchor(self): return "events" if self.id == "timeline" else self.id', "timeline"),
        ("export/slides.py", 'if exhibit == "map":\n    pass', "map"),
        ("ui/take.py", 'if item.id == "works":\n    pass', "works"),
        ("web/plain_parts.py", 'barred = "" if item.id == "ladder" else item.bars', "ladder"),
        ("web/plain_content.py", 'sheets = 1 if key in ("works", "other") else 0', "works"),
        ("export/pptx_exhibits.py", 'PAINTERS = {"map": 1, "works": 2}', "works"),
        ("deck.py", 'slide = Slide("counts", View(page="works"))', "counts"),
        ("web/warm.py", 'item = registry.build("ladder", catalog, view, lang)', "ladder"),
        ("checks/story.py", 'EXHIBITS = ("ladder", "split")', "split"),
        ("exhibits/works.py", 'other = "split"', "split"),
    ],
)
def test_the_detector_fires(path: str, source: str, key: str) -> None:
    assert any(fault.endswith(f": {key}") for fault in ids_in(path, source))


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("exhibits/works.py", '@exhibit("counts", place=11)\ndef counts(): pass'),
        ("pagebook/pages/works.py", 'Show("counts")'),
        ("web/api_answers.py", 'TABLES = ("claims", "observations", "works", "sources")'),
        ("ui/page.py", 'row = catalog.row("works", key)\nview = View(page="map")\nladder = row["ladder"] == "full"'),
        ("measures/disagreements.py", 'frame.sort_values(["values", "id"])'),
    ],
)
def test_the_detector_is_quiet(path: str, source: str) -> None:
    assert ids_in(path, source) == []


def test_the_checks_know_the_exhibits_as_they_are_declared() -> None:
    assert exhibits() == IDS


@pytest.mark.parametrize("key", list(registry.BUILDERS))
def test_what_an_exhibit_can_do_is_there_to_be_done(key: str, catalog: Catalog, either: Lang) -> None:
    item: Exhibit = registry.build(key, catalog, View(page=book.home(key), lang=either.code), either)
    assert (item.id, item.obeys) == (key, registry.OBEYS[key]) and item.obeys in OBEYED
    assert item.slide in {"", *PAINTERS}
    columns = {column.key for column in item.columns}
    assert set(item.wall_columns) <= columns
    named = {item.bars, item.print_first} - {""}
    assert named <= set(item.data.columns)
    assert not item.bars or any(column.value == item.bars for column in item.columns)


def test_every_way_of_drawing_on_a_slide_is_used(catalog: Catalog, en: Lang) -> None:
    assert {registry.build(key, catalog, View(page=book.home(key)), en).slide for key in registry.BUILDERS} == {"", *PAINTERS}


@pytest.mark.parametrize("key", [key for key, obeys in registry.OBEYS.items() if not obeys])
def test_an_exhibit_of_the_whole_record_is_the_same_under_any_filter(key: str, catalog: Catalog, en: Lang) -> None:
    """A stage that says "always the whole record" must not say something false."""
    plain = registry.BUILDERS[key](catalog, View(page=book.home(key)), en)
    narrowed = View(page=book.home(key), kind=("well",), first=2013, last=2013, province=("farah",), basis="euros", funding="all")
    narrowed = registry.BUILDERS[key](catalog, narrowed, en)  # type: ignore[assignment]
    assert (narrowed.title, narrowed.coverage) == (plain.title, plain.coverage)  # type: ignore[attr-defined]
    assert narrowed.table().equals(plain.table())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("obeys", "changes"),
    [("works", {"kind": ("well",), "province": ("herat",)}), ("years", {"first": 2013, "last": 2013}), ("basis", {"basis": "euros"})],
)
def test_an_exhibit_changes_with_the_filters_it_obeys(obeys: str, changes: dict[str, object], catalog: Catalog, en: Lang) -> None:
    for key in [key for key, other in registry.OBEYS.items() if other == obeys]:
        view = View(page=book.home(key))
        tables = [registry.build(key, catalog, one, en).table() for one in (view, view.having(**changes))]
        assert not tables[0].equals(tables[1]), key
