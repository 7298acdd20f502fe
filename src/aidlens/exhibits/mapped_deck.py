"""The interactive map: the ground as a deck for pydeck, and where each field of ``mapped_figure`` stands at every step of the zoom."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pydeck as pdk

from aidlens.exhibits import mapped_layout as layout
from aidlens.exhibits.mapped_figure import HALO_METRES, Map
from aidlens.exhibits.mapped_marks import rooms
from aidlens.exhibits.style import mix
from aidlens.measures import borders
from aidlens.measures.relief import relief

DECIMALS = 4  # of a degree: eleven metres, finer than a pixel at the closest zoom
NEAREST_HALO = 40  # of 255


def deck(drawn: Map, *, served: bool = False) -> pdk.Deck:
    """The ground: relief, rivers, borders, and the halo of the place in focus; no tiles, no style, no fonts.

    Where the site serves them by themselves the deck names their addresses, else it holds them.
    """
    theme, catalog = drawn.theme, drawn.catalog
    picture = relief(catalog, theme.name)
    water = mix(theme.kinds["water"], theme.paper, 0.5)
    lon, lat = layout.place(*drawn.centre, 0)
    zooms = drawn.zooms

    def lines(name: str, colour: str) -> pdk.Layer:
        return pdk.Layer(
            "LineLayer",
            borders.address(catalog, name) if served else borders.steps(catalog, name),
            id=name,
            get_source_position="from",
            get_target_position="to",
            get_color=_rgb(colour),
            get_width=drawn.edge / 1.5,
            pickable=False,
        )

    image = picture.address if served else f"data:image/jpeg;base64,{b64encode(picture.jpeg).decode()}"
    bounds = [picture.west, picture.south, picture.east, picture.north]
    halos = [{"lon": spot.lon, "lat": spot.lat} for spot in drawn.located if spot.place in (drawn.view.at, *drawn.view.district)]
    layers = [
        pdk.Layer("BitmapLayer", None, id="relief", image=pdk.types.String(image), bounds=bounds, pickable=False),
        lines(borders.RIVERS, water),
        lines(borders.NEIGHBOURS, mix(theme.quiet, theme.paper, 0.5)),
        lines(borders.PROVINCES, mix(theme.quiet, theme.paper, 0.6)),
        pdk.Layer(
            "ScatterplotLayer",
            halos,
            id="halos",
            get_position="[lon, lat]",
            get_radius=HALO_METRES,
            get_fill_color=[*_rgb(theme.quiet), NEAREST_HALO],
            pickable=False,
        ),
    ]
    state = pdk.ViewState(latitude=lat, longitude=lon, zoom=zooms[drawn.step], min_zoom=zooms[0] - 0.3, max_zoom=zooms[-1])
    return pdk.Deck(layers=layers, initial_view_state=state, map_provider=None)


def places(drawn: Map) -> dict[str, Any]:
    """Where the overlay of a map belongs: ``zooms``, the steps; ``fields`` by id, their seats (lon, lat) and for each step their middle
    in px from the first (None: no room, or others stand for it there); ``names`` of the ground, for each step their middle (lon, lat).
    """
    names = [drawn.names(step, drawn.placed(step)) for step in range(layout.STEPS)]
    fields = {}
    for members in drawn.shown:
        spot, field = drawn.spot(members), drawn.drawn_field(members)
        found = [next((item for item in step if item.members == members), None) for step in drawn.steps]
        fields[spot.place] = {
            "seats": [[one.lon, one.lat] for one in spot.districts],
            "size": [round(value, 1) for value in (field.width, field.height)],
            "rooms": [[round(value, 1) for value in box] for box in rooms(field)],
            "steps": [_rounded(item.at) if item else None for item in found],
            "bare": [bool(item and not item.named) for item in found],
        }
    grounds = {
        key: [_degrees(found[key], drawn.zooms[step]) for step, found in enumerate(names)] for key in names[0] if any(n[key] for n in names)
    }
    return {"zooms": [round(zoom, 4) for zoom in drawn.zooms], "fields": fields, "names": grounds}


def written(deck: pdk.Deck) -> str:
    """A deck as JSON, as short as it goes."""
    content = json.loads(deck.to_json(), parse_float=lambda text: round(float(text), DECIMALS))
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def _rounded(at: layout.Point | None) -> list[float] | None:
    return None if at is None else [round(at[0], 1), round(at[1], 1)]


def _degrees(at: layout.Point | None, zoom: float) -> list[float] | None:
    return None if at is None else [round(value, 3) for value in layout.place(*at, zoom)]


def _rgb(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
