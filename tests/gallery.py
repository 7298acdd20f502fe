"""The gallery: every exhibit in every theme, size and language on one contact sheet, and the reference pictures tests compare with.

``python -m tests.gallery`` writes ``gallery.html`` (open it in any browser); ``python -m tests.gallery --references [ids]`` draws the
reference pictures in ``tests/reference`` again, after a change that was meant.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, sync_playwright

from aidlens.catalog import Catalog, site_dir
from aidlens.drawing.svg import svg
from aidlens.exhibits import registry
from aidlens.exhibits.base import Exhibit
from aidlens.exhibits.style import LIGHT, THEMES, Canvas
from aidlens.i18n import lang
from aidlens.templates import styles
from aidlens.ui import html
from aidlens.view import View
from tests import shipped

REFERENCES = Path(__file__).parent / "reference"
ASSETS = site_dir() / "src/aidlens/ui/assets"
WIDE, NARROW, ROOM = 1152, 354, 1744  # px of the page's column: desktop, phone, projector
PHONE = 390  # px of a phone's window, which holds its column
TALLEST, TALLEST_TABLE = 1000, 390  # px of a picture kept: a long table is judged by its beginning


@dataclass(frozen=True)
class Frame:
    """One way to show an exhibit."""

    key: str
    theme: str
    code: str
    narrow: bool

    @property
    def name(self) -> str:
        """The name of its picture."""
        return f"{self.key}-{self.code}-{'phone' if self.narrow else 'desktop'}"

    @property
    def width(self) -> int:
        """The width of its column."""
        return NARROW if self.narrow else ROOM if self.theme == "projector" else WIDE

    def exhibit(self, catalog: Catalog) -> Exhibit:
        """The exhibit as a reader of this language sees it."""
        return registry.build(self.key, catalog, View(lang=self.code), lang(self.code))

    def canvas(self) -> Canvas:
        """What it is drawn on."""
        theme = THEMES[self.theme]
        return Canvas(replace(theme, size=LIGHT.size) if self.narrow else theme, lang(self.code), self.narrow)


ALL = [
    Frame(key, theme, code, narrow) for key in registry.BUILDERS for theme in THEMES for narrow in (False, True) for code in ("en", "it")
]
COMPARED = [Frame(key, "light", code, narrow) for key in registry.BUILDERS for code, narrow in (("en", False), ("it", True))]


def figure(frame: Frame, catalog: Catalog) -> str:
    """The figure, or the table, as markup of its own."""
    exhibit = frame.exhibit(catalog)
    if exhibit.draw is None:
        return html.table(exhibit)
    drawing = exhibit.legible(frame.canvas(), frame.width, 0, pressed=1.0)  # the stage of a room is a little narrower than a page
    return svg(drawing, name=frame.key, title=exhibit.title, description=exhibit.alt)


def framed(frame: Frame, catalog: Catalog) -> str:
    """The exhibit with title, subtitle and foot, as on its page."""
    exhibit = frame.exhibit(catalog)
    foot = "".join(f"<p>{escape(line)}</p>" for line in (exhibit.source_line, exhibit.coverage, *exhibit.caveats) if line)
    return (
        f'<section class="al-exhibit" lang="{frame.code}"><h2 class="al-h2">{escape(exhibit.title)}</h2>'
        f'<p class="al-sub">{escape(exhibit.subtitle)}</p></section>{figure(frame, catalog)}<div class="al-foot">{foot}</div>'
    )


def style() -> str:
    """The page's style sheets, their fonts read from this folder."""
    sheets = str(styles("colours", "themes")) + "".join((ASSETS / name).read_text(encoding="utf-8") for name in ("page.css", "access.css"))
    return sheets.replace("/app/static/", (site_dir() / "static").as_uri() + "/")


def sheet(catalog: Catalog, frames: Iterable[Frame] = ALL) -> str:
    """The contact sheet: one page, drawn as it is scrolled."""
    cells = "".join(
        f'<article data-frame="{frame.name}-{frame.theme}" style="width:{frame.width}px"><iframe title="{frame.name}" loading="lazy" '
        f'srcdoc="{escape(single(frame, catalog))}" style="width:100%;height:{_height(frame, catalog)}px;border:0"></iframe>'
        f"<p>{frame.name} · {frame.theme}</p></article>"
        for frame in frames
    )
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Gallery</title>"
        "<style>body{margin:24px;background:#888;display:flex;flex-wrap:wrap;gap:24px;align-items:flex-start;font:14px sans-serif}"
        f"article p{{margin:4px 0}}</style><body>{cells}</body></html>"
    )


def _height(frame: Frame, catalog: Catalog) -> int:
    exhibit = frame.exhibit(catalog)
    return 900 if exhibit.draw is None else int(exhibit.drawing(frame.canvas()).height) + (420 if frame.narrow else 260)


def single(frame: Frame, catalog: Catalog) -> str:
    """One framed exhibit as a document of its own."""
    return (
        f'<!doctype html><html lang="{frame.code}" data-theme="{frame.theme}"><meta charset="utf-8"><style>{style()}'
        "body{margin:0;background:var(--paper);color:var(--ink)}</style>"
        f"<body>{framed(frame, catalog)}</body></html>"
    )


# ── pictures ──


class Studio:
    """Draws exhibits in a browser and takes their pictures."""

    def __init__(self, page: Page, catalog: Catalog) -> None:
        self.page, self.catalog = page, catalog
        blank = REFERENCES / "studio.html"  # a file of this folder, so that the fonts beside it may be read
        page.goto(blank.as_uri())
        page.add_style_tag(content=style() + "body{margin:0;background:var(--paper);color:var(--ink)}#stage{overflow:hidden}")
        page.evaluate(
            "Promise.all(['400 16px Newsreader','400 16px \\'Libre Franklin\\'','600 16px \\'Libre Franklin\\'']"
            ".map(font => document.fonts.load(font)))"
        )

    def picture(self, frame: Frame) -> Image.Image:
        """The picture of a figure or table, its beginning where it is long."""
        self.page.set_viewport_size({"width": PHONE if frame.narrow else frame.width, "height": 900})
        self.page.evaluate(
            "([theme, lang, body, width]) => { document.documentElement.dataset.theme = theme; document.documentElement.lang = lang;"
            "document.getElementById('stage').innerHTML = body;"
            "document.getElementById('stage').style.width = `${width}px`; }",
            [frame.theme, frame.code, figure(frame, self.catalog), frame.width],
        )
        self.page.evaluate("async () => { await document.fonts.ready; }")
        stage = self.page.locator("#stage").bounding_box()
        assert stage is not None
        tallest = TALLEST_TABLE if frame.exhibit(self.catalog).draw is None else TALLEST
        area = {"x": 0, "y": 0, "width": frame.width, "height": min(stage["height"], tallest)}
        taken = self.page.screenshot(clip=area, full_page=True)  # type: ignore[arg-type]
        return Image.open(io.BytesIO(taken)).convert("L")

    def overlaps(self, frame: Frame) -> list[str]:
        """Words of a figure that lie on other words, or run out of it."""
        self.picture(frame)
        found: list[str] = self.page.evaluate(_OVERLAPS, frame.width)
        return found


_OVERLAPS = """width => {
  const words = [...document.querySelectorAll('#stage .al-d text')].filter(item => {
    const box = item.getBoundingClientRect();  // what lies wholly outside is clipped: a map shows a part of its marks
    return box.right > 0 && box.left < width;
  })
    .filter(item => /[\\p{L}\\d]/u.test(item.textContent))
    .map(item => [item.textContent, item.getBoundingClientRect()]);
  const faults = [];
  for (const [text, box] of words) if (box.left < -3 || box.right > width + 3) faults.push(`cut: ${text}`);
  words.forEach(([one, a], at) => words.slice(at + 1).forEach(([two, b]) => {
    const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (wide > 3 && high > Math.min(a.height, b.height) * 0.35) faults.push(`${one} | ${two}`);
  }));
  return faults;
}"""


def small(image: Image.Image) -> Image.Image:
    """A picture at the size kept: at most 800 px wide, eight greys."""
    if image.width > 800:
        image = image.resize((800, round(image.height * 800 / image.width)), Image.Resampling.LANCZOS)
    return image.quantize(8).convert("L")


def difference(one: Image.Image, two: Image.Image) -> tuple[float, float]:
    """How far two pictures are apart: mean and greatest difference of greys (0 to 255) once both are blurred.

    The blur forgives another machine's smoothing of letters; a moved bar, a lost label or another number stay.
    """
    height = max(one.height, two.height)
    padded = []
    for image in (one, two):
        ground = Image.new("L", (max(one.width, two.width), height), image.getpixel((image.width - 1, image.height - 1)))
        ground.paste(image, (0, 0))
        padded.append(np.asarray(ground.filter(ImageFilter.GaussianBlur(4)), dtype=float))
    apart = np.abs(padded[0] - padded[1])
    return float(apart.mean()), float(apart.max())


def open_studio(browser: Browser, catalog: Catalog) -> Studio:
    """A studio in a browser that may read files."""
    return Studio(browser.new_page(device_scale_factor=1), catalog)


def studios(catalog: Catalog) -> Iterator[Studio]:
    """A studio in a browser of its own, closed afterwards."""
    from tests.browser import find_chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium.find(), args=arguments())
        yield open_studio(browser, catalog)
        browser.close()


def arguments() -> list[str]:
    """What a browser is started with to draw in."""
    from tests.browser.conftest import ARGUMENTS

    return [*ARGUMENTS, "--allow-file-access-from-files"]


def renew(catalog: Catalog, keys: list[str]) -> None:
    """Draw reference pictures again."""
    for studio in studios(catalog):
        for frame in COMPARED:
            if not keys or frame.key in keys:
                path = REFERENCES / f"{frame.name}.png"
                small(studio.picture(frame)).quantize(8).save(path, optimize=True)
                print(f"{path.name}: {path.stat().st_size // 1024 + 1} kB")


def main(arguments: list[str]) -> int:
    """Write the contact sheet, or the reference pictures."""
    catalog = shipped.catalog()
    if "--references" in arguments:
        renew(catalog, [item for item in arguments if not item.startswith("-")])
        return 0
    target = Path(arguments[0]) if arguments else Path("gallery.html")
    target.write_text(sheet(catalog), encoding="utf-8")
    print(f"{target}: {len(ALL)} frames")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
