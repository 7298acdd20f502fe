"""The empty presentation in the house's look: theme part, master, two layouts; and its bytes, the same for the same slides.

Colours are written as colours of the theme wherever the theme has them, so that a change of theme changes the slides.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from aidlens.exhibits.style import LIGHT
from aidlens.export.deck_text import CREATED

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.6
TITLE_LAYOUT, PLAIN_LAYOUT = 0, 1
KINDS = LIGHT.kinds
SCHEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.quiet,
    "lt2": LIGHT.panel,
    "accent1": KINDS["school"],
    "accent2": KINDS["health"],
    "accent3": KINDS["water"],
    "accent4": KINDS["transport"],
    "accent5": KINDS["public"],
    "accent6": KINDS["agriculture"],
    "hlink": LIGHT.link,
    "folHlink": KINDS["culture"],
}
_THEME = {
    LIGHT.ink: MSO_THEME_COLOR.TEXT_1,
    LIGHT.paper: MSO_THEME_COLOR.BACKGROUND_1,
    LIGHT.quiet: MSO_THEME_COLOR.TEXT_2,
    LIGHT.panel: MSO_THEME_COLOR.BACKGROUND_2,
    KINDS["school"]: MSO_THEME_COLOR.ACCENT_1,
    KINDS["health"]: MSO_THEME_COLOR.ACCENT_2,
    KINDS["water"]: MSO_THEME_COLOR.ACCENT_3,
    KINDS["transport"]: MSO_THEME_COLOR.ACCENT_4,
    KINDS["public"]: MSO_THEME_COLOR.ACCENT_5,
    KINDS["agriculture"]: MSO_THEME_COLOR.ACCENT_6,
}
# Panose numbers lead a program without these fonts to a serif and a sans of the same build.
FONTS = {"majorFont": ("Newsreader", "02040503050406030204", "18"), "minorFont": ("Libre Franklin", "020B0604020202020204", "34")}
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def paint(colour: Any, wanted: str) -> None:
    """Set a colour: by the theme's name where it has one."""
    theme = _THEME.get(wanted)
    if theme is None:
        colour.rgb = RGBColor(*(int(wanted[at : at + 2], 16) for at in (1, 3, 5)))  # type: ignore[no-untyped-call]
    else:
        colour.theme_color = theme


def empty(lang_tag: str) -> Any:
    """A presentation without slides, 16:9, in the house's look."""
    show: Any = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH), Inches(HEIGHT)
    size = show.element.find(qn("p:sldSz"))
    size.attrib.pop("type", None)
    _drop(show.part, RT.PRINTER_SETTINGS)
    _drop(show.part.package, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail")
    _drop(show.part.package, RT.EXTENDED_PROPERTIES)
    master = show.slide_master
    layouts = list(master.slide_layouts)
    for layout in (item for place, item in enumerate(layouts) if place not in (0, 5)):
        master.slide_layouts.remove(layout)
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype == RT.THEME)
    theme._blob = _theme(theme.blob)
    _master(master, lang_tag)
    for layout, name in zip(master.slide_layouts, ("Title", "Exhibit"), strict=True):
        layout.name = name
        _layout(layout, lang_tag, title=name == "Title")
    return show


def _drop(owner: Any, reltype: str) -> None:
    rels = owner._rels
    for key in [key for key, rel in rels.items() if rel.reltype == reltype]:
        rels.pop(key)


def _theme(blob: bytes) -> bytes:
    root = etree.fromstring(blob)
    root.set("name", "AidLens")
    scheme = root.find(f".//{{{_A}}}clrScheme")
    scheme.set("name", "AidLens")
    for name, colour in SCHEME.items():
        slot = scheme.find(f"{{{_A}}}{name}")
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{_A}}}srgbClr", val=colour.lstrip("#"))
    fonts = root.find(f".//{{{_A}}}fontScheme")
    fonts.set("name", "AidLens")
    for kind, (name, panose, family) in FONTS.items():
        latin = fonts.find(f"{{{_A}}}{kind}/{{{_A}}}latin")
        for key, value in (("typeface", name), ("panose", panose), ("pitchFamily", family), ("charset", "0")):
            latin.set(key, value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _master(master: Any, lang_tag: str) -> None:
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type
        if "TITLE" in str(kind):
            _title_place(shape, 0.42, 1.05, "b")
        elif "BODY" in str(kind):
            place(shape, MARGIN, 1.9, WIDTH - 2 * MARGIN, 4.4)
        else:
            shape._element.getparent().remove(shape._element)
    style = master._element.find(qn("p:txStyles"))
    first = style.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    first.set("algn", "l")
    first.find(qn("a:defRPr")).set("sz", "3000")
    for level in style.find(qn("p:bodyStyle")):
        if level.tag.endswith("pPr"):
            level.find(qn("a:defRPr")).set("sz", "1800")
    _speak(master._element, lang_tag)


def _layout(layout: Any, lang_tag: str, *, title: bool) -> None:
    for shape in list(layout.placeholders):
        kind = str(shape.placeholder_format.type)
        if "SUBTITLE" in kind:
            place(shape, MARGIN, 3.55, 9.6, 1.2)
            body = shape._element.find(qn("p:txBody"))
            first = body.find(qn("a:lstStyle")).find(qn("a:lvl1pPr"))
            if first is not None:
                first.set("algn", "l")
        elif "TITLE" in kind:
            if title:
                _title_place(shape, 1.6, 1.8, "b")
        else:
            shape._element.getparent().remove(shape._element)
    _speak(layout._element, lang_tag)


def _title_place(shape: Any, top: float, height: float, anchor: str) -> None:
    place(shape, MARGIN, top, WIDTH - 2 * MARGIN, height)
    properties = shape._element.find(qn("p:txBody")).find(qn("a:bodyPr"))
    for name in ("lIns", "tIns", "rIns", "bIns"):
        properties.set(name, "0")
    properties.set("anchor", anchor)
    for child in list(properties):
        properties.remove(child)


def _speak(element: Any, lang_tag: str) -> None:
    for run in element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        run.set("lang", lang_tag)
        run.attrib.pop("smtClean", None)


def place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    """Set a shape's place and size, in inches."""
    shape.left, shape.top, shape.width, shape.height = Inches(left), Inches(top), Inches(width), Inches(height)


def points(size: float) -> Any:
    """A type size."""
    return Pt(size)


def saved(show: Any, title: str, subject: str, language: str) -> bytes:
    """The file's bytes: the same slides give the same bytes whenever and wherever they are written."""
    core = show.core_properties
    core.title, core.subject, core.author, core.last_modified_by = title[:250], subject[:250], "AidLens", "AidLens"
    core.keywords, core.comments, core.category, core.language, core.revision = "", "", "", language, 1
    core.created = core.modified = CREATED
    raw = io.BytesIO()
    show.save(raw)
    return repacked(raw.getvalue())


def repacked(raw: bytes) -> bytes:
    """An archive with its members in a fixed order and without times."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
        names = source.namelist()
        first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in names]
        for name in [*first, *sorted((item for item in names if item not in first), key=_natural)]:
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(member, source.read(name))
    return out.getvalue()


def _natural(name: str) -> list[Any]:
    return [(1, int(part), "") if part.isdigit() else (0, 0, part) for part in re.split(r"(\d+)", name)]
