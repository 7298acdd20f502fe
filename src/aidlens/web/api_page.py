"""The API's description as a page: light HTML with its own few styles, no script."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from aidlens.exhibits.contact import Told
from aidlens.i18n import CODES, Lang
from aidlens.web import api_query as query

# The look of the site in little: paper, one serif for headings, one sans for text, hairlines.
STYLE = (Path(__file__).parent / "assets" / "api.css").read_text(encoding="utf-8")
_FEW = 16


def page(description: dict[str, Any], lang: Lang, report: Told) -> str:
    """The whole page for a description in its language, and whom to write to."""
    info = description["info"]
    parts = [
        f"<h1>{escape(info['title'])}</h1><p class=lead>{escape(info['summary'])}</p><p>{escape(info['description'])}</p>",
        f'<p><a href="{query.DESCRIPTION}?lang={lang.code}">{escape(lang.t("The same as an OpenAPI 3.1 description"))}</a> · '
        f'<a href="{escape(info["license"]["url"])}">{escape(info["license"]["name"])}</a></p>',
        _manners(lang),
        f"<p>{report.html(_anchor)}</p>",
    ]
    for tag in description["tags"]:
        parts.append(f'<section id="{tag["name"]}"><h2>{_heading(tag["name"], lang)}</h2><p class=quiet>{escape(tag["description"])}</p>')
        parts += [_operation(path, item["get"], lang) for path, item in description["paths"].items() if tag["name"] in item["get"]["tags"]]
        parts.append("</section>")
    return _frame(info["title"], "".join(parts), lang)


def _anchor(text: str, href: str) -> str:
    return f'<a href="{escape(href)}" rel="noopener noreferrer">{escape(text)}</a>'


def _frame(title: str, body: str, lang: Lang) -> str:
    other = next(code for code in CODES if code != lang.code)
    name = {"en": "English", "it": "Italiano"}[other]
    site, back = f"/?lang={lang.code}", escape(lang.t("To the site"))
    links = "".join(f'<link rel=alternate hreflang={code} href="/api/?lang={code}">' for code in CODES)
    return (
        f'<!doctype html><html lang="{lang.code}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name=viewport content="width=device-width,initial-scale=1"><link rel=icon href="/app/static/mark.svg" type="image/svg+xml">'
        f"{links}<style>{STYLE}</style></head>"
        f'<body><header><a class=brand href="{site}">AidLens</a><nav>'
        f'<a href="/api/?lang={other}" lang="{other}" hreflang="{other}">{name}</a></nav></header>'
        f'<main>{body}</main><footer><a href="{site}">{back}</a></footer></body></html>'
    )


def _manners(lang: Lang) -> str:
    """How to ask: lists, parts, caching, refusals."""
    sentences = (
        lang.t("A list answers with items, total, limit, offset and next, the address of the next part."),
        lang.t("Several codes are written with commas: kind=school,health. Nothing else is needed to combine filters."),
        lang.t("Answers carry an ETag: send it back as If-None-Match, and an unchanged answer costs nothing."),
        lang.t("What is not understood is refused with status 400 and a sentence that names the parameter, the value and what would do."),
    )
    return "<ul class=manners>" + "".join(f"<li>{escape(text)}</li>" for text in sentences) + "</ul>"


def _heading(tag: str, lang: Lang) -> str:
    return escape(
        {
            "index": lang.t("The index"),
            "claims": lang.t("Claims"),
            "observations": lang.t("Published numbers"),
            "works": lang.t("Works"),
            "sources": lang.t("Sources"),
            "exhibits": lang.t("Exhibits"),
        }[tag]
    )


def _operation(path: str, item: dict[str, Any], lang: Lang) -> str:
    tries = "".join(f'<li><a href="{escape(address)}"><code>{escape(address)}</code></a></li>' for address in item["x-examples"])
    rows = "".join(_row(parameter, lang) for parameter in item["parameters"])
    head = "".join(f"<th scope=col>{escape(text)}</th>" for text in (lang.t("Parameter"), lang.t("Meaning"), lang.t("Values")))
    label = lang.n("{n} parameter", "{n} parameters", len(item["parameters"]))
    return (
        f"<h3>{escape(item['summary'])}</h3><p><code>GET {escape(path)}</code></p><ul class=tries>{tries}</ul>"
        f"<details><summary>{escape(label)}</summary><div class=scroll><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _row(parameter: dict[str, Any], lang: Lang) -> str:
    return (
        f"<tr><td><code>{escape(parameter['name'])}</code></td><td>{escape(parameter['description'])}</td>"
        f"<td class=v>{_values(parameter['schema'], lang)}</td></tr>"
    )


def _values(schema: dict[str, Any], lang: Lang) -> str:
    """What a parameter takes: its codes, its bounds, and what holds when it is left out."""
    inner = schema.get("items", schema)
    default = schema.get("default")
    left_out = f" <small>{escape(lang.t('left out: {value}', value=default))}</small>" if default is not None else ""
    if "enum" in inner:
        shown = " ".join(f"<code>{escape(code)}</code>" for code in inner["enum"][:_FEW])
        rest = len(inner["enum"]) - _FEW
        more = lang.n("and {n} more in the OpenAPI description", "and {n} more in the OpenAPI description", rest) if rest > 0 else ""
        return f"{shown} <small>{escape(more)}</small>{left_out}"
    if inner["type"] == "boolean":
        return "<code>true</code> <code>false</code>"
    if inner["type"] == "integer":
        return f"{inner['minimum']}–{inner['maximum']}{left_out}"
    return escape(lang.t("at most {n} letters", n=inner["maxLength"])) if "maxLength" in inner else escape(lang.t("an id"))
