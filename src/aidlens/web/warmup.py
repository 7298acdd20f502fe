"""What the first readers would wait for: the overview in every language with its figures, made before the door opens, and the index of the
search, made while they begin to read.
"""

from __future__ import annotations

from aidlens.catalog import default_dir
from aidlens.exhibits import registry
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.finder import index
from aidlens.i18n import CODES, lang
from aidlens.pagebook import book
from aidlens.records import current
from aidlens.view import HOME, View


def up() -> None:
    """Make the overview's exhibits; nothing for a record with faults."""
    catalog, faults = current(default_dir())
    if catalog is None or faults:
        return
    for code in CODES:
        view = View(lang=None if code == "en" else code)
        for exhibit in book.PAGES[HOME].exhibits:
            item = registry.build(exhibit, catalog, view, lang(code))
            if item.draw is not None:
                item.drawing(Canvas(LIGHT, lang(code)))


def search() -> None:
    """Make the index of the record in use, if it is not there yet; nothing for a record with faults."""
    catalog, faults = current(default_dir())
    if catalog is not None and not faults:
        index.of(catalog)
