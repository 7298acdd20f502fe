"""The map as an exhibit: how many works of which kind stand where, and the map itself, on which each mark is one work."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidlens.catalog import Catalog
from aidlens.exhibits.base import Column, Exhibit, exhibit, source_line
from aidlens.exhibits.beyond import beyond
from aidlens.exhibits.mapped_fields import spots_of
from aidlens.exhibits.mapped_figure import Map
from aidlens.exhibits.mapped_years import Years
from aidlens.exhibits.mapped_years import years as years_of
from aidlens.exhibits.style import LIGHT, Canvas
from aidlens.i18n import Lang
from aidlens.measures import mapped, works
from aidlens.view import BESIDE, View


@exhibit("map", place=14, obeys="works")
def build(catalog: Catalog, view: View, lang: Lang) -> Exhibit:
    """The works shown, by place and kind family, as precisely as the sources allow and no finer."""
    frame = mapped.marks(catalog, view)
    data = pd.DataFrame([_row(catalog, row, view, lang) for row in frame.to_dict("records")], columns=list(_COLUMNS))
    shown = works.select(catalog, view)
    sources = tuple(dict.fromkeys(key for keys in shown["sources"] for key in keys))
    return Exhibit(
        title=title(data, view, lang),
        subtitle=lang.t("Works by place: one mark is one work, beside the seat of its district, never at a building"),
        alt=" ".join(f"{row['place_text']}: {row['works_text']} {row['family_text']}." for row in data.to_dict("records")[:40]),
        data=data,
        columns=(
            Column("place_text", lang.t("Place")),
            Column("level_text", lang.t("How precisely")),
            Column("family_text", lang.t("Kind")),
            Column("works_text", lang.t("works"), value="works", href="href"),
        ),
        sources=sources,
        source_line=source_line(catalog, sources, lang),
        view=view.without_evidence.having(page="map"),
        coverage=precision_line(mapped.precisions(shown), lang),
        more=beyond(catalog, view.having(page="map"), lang),
        caveats=(
            lang.t("No point is finer than a district seat; a village is text only. Security works never go below the district."),
            lang.t(
                "Outlines, relief: Natural Earth (public domain; relief by Tom Patterson). Rivers: GSHHG (LGPL 3). "
                "District seats: GeoNames (CC BY 4.0)."
            ),
        ),
        draw=lambda canvas: on(catalog, view, canvas).draw(),
        small=lambda canvas: on(catalog, view, canvas).small(),
        bars="works",
        print_first="works",
        slide="drawing",
    )


def on(catalog: Catalog, view: View, canvas: Canvas) -> Map:
    """The map of the works shown, for a canvas."""
    lang = canvas.lang
    kinds: dict[str, list[str]] = {family: [] for family in LIGHT.kinds}
    for row in catalog.rows("kinds"):
        kinds[row["family"]].append(row["id"])
    here = view.without_evidence.having(page="map", sheet=1)
    names = family_names(lang)
    # What is chosen already is taken off again.
    families = {
        family: (names[family], here.having(kind=() if set(view.kind) == set(found) else tuple(found)).href())
        for family, found in kinds.items()
    }
    drawn = Map(catalog, spots_of(catalog, view.without_evidence, lang, narrow=canvas.narrow), families, view, canvas)
    if view.extent == "west" and drawn.located and not drawn.in_frame:
        return Map(catalog, drawn.spots, families, view.having(extent="country"), canvas)
    return drawn


def extent(catalog: Catalog, view: View, canvas: Canvas) -> str:
    """The part of the country that is shown: that of the view, but the whole where all its works lie outside the west."""
    drawn = on(catalog, view, canvas)
    return drawn.view.extent


def family_names(lang: Lang) -> dict[str, str]:
    """Short names of what shares a symbol and a colour; a filter names each kind in full."""
    return {
        "school": lang.t("Schools"),
        "health": lang.t("Health"),
        "water": lang.t("Water"),
        "transport": lang.t("Roads, energy"),
        "security": lang.t("Security"),
        "public": lang.t("Public buildings"),
        "agriculture": lang.t("Farming"),
        "culture": lang.t("Women, culture, other"),
    }


def years(catalog: Catalog, view: View, canvas: Canvas) -> Years | None:
    """The years under the map of a view; None where no work has a date."""
    drawn = on(catalog, view, canvas)
    shared = tuple(drawn.spot(members) for members in drawn.shown if len(members) > 1)
    return years_of(catalog, drawn.spots, shared, view, canvas, drawn.size.width)


def title(data: pd.DataFrame, view: View, lang: Lang) -> str:
    """The share of the placed works in the place that has most of them; neutral under filters."""
    placed = data[data["level"] == "district"]
    if view.filters or view.funding != "public" or view.done or placed.empty:
        return lang.n("{n} work on this map and beside it", "{n} works on this map and beside it", int(data["works"].sum()))
    by_place = placed.groupby("place_text")["works"].sum().sort_values(ascending=False)
    return lang.t(
        "{n} of {total} finished works with exactly one known district lie in {place}",
        n=int(by_place.iloc[0]),
        total=int(placed["works"].sum()),
        place=by_place.index[0],
    )


def precision_line(counts: dict[str, int], lang: Lang) -> str:
    """How many works stand at a district, at a province's edge, beside the map; how each is drawn is said where it is drawn."""
    return lang.n(
        "{n} work at a district seat · {province} known to a province only · {beside} in several provinces or nowhere, counted here only",
        "{n} works at a district seat · {province} known to a province only · {beside} in several provinces or nowhere, counted here only",
        counts["district"],
        **{key: lang.number(counts[key]) for key in ("province", "beside")},
    )


_COLUMNS = (
    *("place", "place_text", "level", "level_text", "family", "family_text", "kinds", "works", "works_text", "lat", "lon", "href", "hover"),
)


def _row(catalog: Catalog, row: dict[str, Any], view: View, lang: Lang) -> dict[str, Any]:
    place = catalog.name("places", row["place"], lang.code) or lang.t("several provinces, or no place")
    family = lang.join(catalog.name("kinds", kind, lang.code).lower() for kind in row["kinds"])
    number = lang.n("{n} work", "{n} works", row["works"])
    levels = {"district": lang.t("district seat"), "province": lang.t("province only"), "beside": lang.t("beside the map")}
    return {
        "place": row["place"],
        "place_text": place,
        "level": row["level"],
        "level_text": levels[row["level"]],
        "family": row["family"],
        "family_text": family,
        "kinds": ";".join(row["kinds"]),
        "works": row["works"],
        "works_text": lang.number(row["works"]),
        "lat": row["lat"],
        "lon": row["lon"],
        "href": _there(view, row).href(),
        "hover": f"{place}: {number} ({family})",
    }


def _there(view: View, row: dict[str, Any]) -> View:
    """The view of the works behind a mark."""
    return view.without_evidence.having(page="map", kind=row["kinds"], at=row["place"] or BESIDE, sheet=1)
