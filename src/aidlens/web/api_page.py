"""The API's description as a page: light HTML with its own few styles, no script."""

from __future__ import annotations

from html import escape
from typing import Any

from aidlens.i18n import CODES, Lang
from aidlens.web import api_query as query

_FONTS = "/app/static/fonts/"
# The look of the site in little: paper, one serif for headings, one sans for text, hairlines.
STYLE = (
    "".join(
        f'@font-face{{font-family:"{family}";src:url("{_FONTS}{name}") format("woff2");font-weight:{weight};font-display:swap}}'
        for family, name, weight in (
            ("Libre Franklin", "libre-franklin-latin-wght-normal.woff2", "100 900"),
            ("Newsreader", "newsreader-latin-standard-normal.woff2", "200 800"),
        )
    )
    + """
:root{color-scheme:light dark;--paper:#fbf8f2;--panel:#f4efe4;--ink:#1f2328;--quiet:#5b6168;--rule:#e2dacb;--link:#184798}
@media(prefers-color-scheme:dark){:root{--paper:#14181d;--panel:#1d232a;--ink:#ece7dd;--quiet:#a9afb6;--rule:#343b44;--link:#9db4ee}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.5 "Libre Franklin","Helvetica Neue",Arial,sans-serif}
a{color:var(--link);text-underline-offset:3px}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
header,main,footer{max-width:1040px;margin:0 auto;padding:0 24px}
header{display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;align-items:baseline;padding-top:16px;padding-bottom:12px}
header a{padding:4px 0}
.brand{font:600 22px/1.2 Newsreader,Georgia,serif;color:var(--ink);text-decoration:none}
h1{font:400 40px/1.16 Newsreader,Georgia,serif;letter-spacing:-.015em;margin:26px 0 12px;text-wrap:balance}
.lead{font:400 20px/1.45 Newsreader,Georgia,serif;max-width:40em;margin:0 0 14px}
h2{font:600 21px/1.3 "Libre Franklin",Arial,sans-serif;border-top:3px solid var(--ink);margin:44px 0 2px;padding-top:12px}
h3{font:600 16px/1.4 "Libre Franklin",Arial,sans-serif;margin:26px 0 2px;overflow-wrap:anywhere}
p{margin:0 0 8px;max-width:46em}
.quiet,dt small,td small{color:var(--quiet)}
code{font:500 .92em/1.5 ui-monospace,"DejaVu Sans Mono",Menlo,monospace;overflow-wrap:anywhere}
ul{margin:4px 0;padding:0;list-style:none}
.manners{margin:14px 0 0;max-width:60em}
.manners li{border-top:1px solid var(--rule);padding:7px 0}
.tries li{border-left:3px solid var(--link);padding:2px 0 2px 12px;margin:4px 0}
details{margin:6px 0}
summary{cursor:pointer;color:var(--link);padding:4px 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:15px}
th{text-align:left;font-weight:500;color:var(--quiet);border-bottom:1px solid var(--ink);padding:6px 14px 6px 0}
td{border-bottom:1px solid var(--rule);padding:7px 14px 7px 0;vertical-align:top}
td.v{overflow-wrap:anywhere;min-width:12em}
td.v code{margin-right:.55em}
footer{border-top:1px solid var(--rule);margin-top:56px;padding-top:14px;padding-bottom:40px;color:var(--quiet);font-size:15px}
@media(max-width:600px){h1{font-size:31px}.lead{font-size:18px}header,main,footer{padding-left:18px;padding-right:18px}}
@media print{details>*{display:block}}
"""
)
_FEW = 16


def page(description: dict[str, Any], lang: Lang) -> str:
    """The whole page for a description in its language."""
    info = description["info"]
    parts = [
        f"<h1>{escape(info['title'])}</h1><p class=lead>{escape(info['summary'])}</p><p>{escape(info['description'])}</p>",
        f'<p><a href="{query.DESCRIPTION}?lang={lang.code}">{escape(lang.t("The same as an OpenAPI 3.1 description"))}</a> · '
        f'<a href="{escape(info["license"]["url"])}">{escape(info["license"]["name"])}</a></p>',
        _manners(lang),
    ]
    for tag in description["tags"]:
        parts.append(f'<section id="{tag["name"]}"><h2>{_heading(tag["name"], lang)}</h2><p class=quiet>{escape(tag["description"])}</p>')
        parts += [_operation(path, item["get"], lang) for path, item in description["paths"].items() if tag["name"] in item["get"]["tags"]]
        parts.append("</section>")
    return _frame(info["title"], "".join(parts), lang)


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
