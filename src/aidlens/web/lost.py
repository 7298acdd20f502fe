"""What stands at an address where nothing is: the site's head, every page with what it answers; our own icon and manifest."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aidlens.catalog import site_dir
from aidlens.exhibits.style import THEMES
from aidlens.i18n import CODES, Lang, guess, lang
from aidlens.pagebook import book
from aidlens.view import View
from aidlens.web import plain_page
from aidlens.web.plain_links import plain_href


def routes() -> list[BaseRoute]:
    """The routes of this module: what browsers and bots ask for by itself, and the overview by its name."""
    icons = [Route(path, _icon) for path in ("/favicon.ico", "/favicon.png", "/apple-touch-icon.png")]
    manifests = [Route(path, _manifest) for path in ("/manifest.json", "/site.webmanifest")]
    return [*icons, *manifests, Route("/overview", _overview)]


def page(words: Lang, *, live: bool) -> str:
    """The page, with ways to the live pages or to the plain ones."""
    links = {path: (View.href if live else plain_href)(View(page=path, lang=words.code)) for path in book.PAGES}
    # Only queries: an address that somebody made up is never written into a link.
    return plain_page.lost(words, links, {code: f"?lang={code}" for code in ("it", "en")})


def language(request: Request) -> str:
    """The language of the address, else the one the browser prefers."""
    asked = request.query_params.get("lang", "")
    return asked if asked in CODES else guess(request.headers.get("accept-language", "").split(","))


async def _icon(_request: Request) -> Response:
    return FileResponse(site_dir() / "static" / "touch.png", headers={"Cache-Control": "public, max-age=86400"})


async def _manifest(request: Request) -> Response:
    words = lang(language(request))
    body = {
        "name": "AidLens",
        "short_name": "AidLens",
        "description": words.t("AidLens: what Italy built in Afghanistan"),
        "lang": words.code,
        "start_url": "/",
        "display": "browser",
        "background_color": THEMES["light"].paper,
        "theme_color": THEMES["light"].paper,
        "icons": [
            {"src": "/app/static/mark.svg", "type": "image/svg+xml", "sizes": "any"},
            {"src": "/app/static/touch.png", "type": "image/png", "sizes": "180x180"},
        ],
    }
    return JSONResponse(body, headers={"Vary": "Accept-Language"}, media_type="application/manifest+json")


async def _overview(request: Request) -> Response:
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", 308)
