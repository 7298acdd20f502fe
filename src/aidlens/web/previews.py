"""What other programs read of a page: title, description, picture, languages, canonical address and structured data."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from aidlens.catalog import Catalog
from aidlens.exhibits import things
from aidlens.i18n import CODES, Lang
from aidlens.templates import Markup, render
from aidlens.view import HOME, View
from aidlens.web.plain_content import Content

_LOCALES = {"en": "en_GB", "it": "it_IT"}
CARD_SIZE = (1200, 630)


def picture_of(content: Content, lang: Lang) -> str:
    """The in-site address of the picture of what a page shows, filters and all."""
    view = content.view.without_evidence if content.card.count("/") == 2 and not content.own else View()
    return f"{content.card}?{urlencode(view.having(page=HOME, lang=lang.code, theme='', sheet=1).to_query(), safe=',')}"


def tags(content: Content, catalog: Catalog, lang: Lang, base: str) -> Markup:
    """The elements of ``<head>`` for a page; ``base`` is the site's address. The plain page is the one to be found by search."""
    title = full_title(content)
    description = content.finding[:300]
    picture = base + picture_of(content, lang)
    here = base + content.at(lang=lang.code, theme="", embed="")
    properties = {
        "og:type": "article" if content.kind == "Article" else "website",
        "og:site_name": "AidLens",
        "og:title": title,
        "og:description": description,
        "og:url": here,
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": str(CARD_SIZE[0]),
        "og:image:height": str(CARD_SIZE[1]),
        "og:image:alt": description,
        "og:locale": _LOCALES[lang.code],
    }
    others = [("og:locale:alternate", _LOCALES[code]) for code in CODES if code != lang.code]
    names = {"twitter:card": "summary_large_image", "twitter:title": title, "twitter:description": description, "twitter:image": picture}
    page = render(
        "previews",
        title=title,
        description=description,
        here=here,
        alternates={code or "x-default": base + content.at(lang=code, theme="", embed="") for code in (*CODES, None)},
        feed=(lang.t("Editions of the record"), f"{base}/feed.xml?lang={lang.code}"),
        properties=[*properties.items(), *others],
        names=list(names.items()),
        structured=Markup(structured(content, catalog, lang, base)),
    )
    return Markup(page)


def full_title(content: Content) -> str:
    """The page's title with the site's name; each sheet of a page has its own."""
    sheet = f" ({content.sheet}/{content.sheets})" if content.sheet > 1 else ""
    return f"{content.title}{sheet} · AidLens"


def structured(content: Content, catalog: Catalog, lang: Lang, base: str) -> str:
    """Structured data (schema.org) for a script element that no browser runs; "<" is written so that it cannot end the element."""
    record = _dataset(catalog, lang, base)
    data: dict[str, Any] = {"@context": "https://schema.org"}
    if content.kind == "Dataset":
        data |= record
    else:
        data |= {
            "@type": content.kind,
            "name": content.title,
            "headline": content.title[:110],
            "description": content.finding,
            "inLanguage": lang.code,
            "url": base + content.path,
            "image": base + picture_of(content, lang),
            "publisher": record["creator"],
            "isPartOf": {name: record[name] for name in ("@type", "name", "description", "url", "license")},
            **content.about,
        }
        if content.modified:
            data["dateModified"] = content.modified
        if not content.thing:
            # What a page of a thing quotes is its publishers': there the licence stands at the record alone.
            data["license"] = record["license"]
        pages = [catalog.row("sources", key) for key in content.sources]
        if pages:
            # An exhibit's page has no room for more than addresses.
            data["citation"] = [things.cited(row) if content.thing else row["url"] for row in pages if content.thing or row["url"]]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _dataset(catalog: Catalog, lang: Lang, base: str) -> dict[str, Any]:
    described = catalog.descriptor
    it = "_it" if lang.code == "it" else ""
    return {
        "@type": "Dataset",
        "name": described.get(f"title{it}") or described["title"],
        "description": described.get(f"description{it}") or described["description"],
        "url": f"{base}/plain/data?lang={lang.code}",
        "inLanguage": lang.code,
        "version": catalog.edition,
        "dateModified": str(described.get("created", ""))[:10],
        "license": described["licenses"][0]["path"],
        "keywords": list(described.get("keywords", ())),
        "isAccessibleForFree": True,
        "spatialCoverage": "Afghanistan",
        "creator": {"@type": "Organization", "name": "AidLens", "url": f"{base}/"},
    }
