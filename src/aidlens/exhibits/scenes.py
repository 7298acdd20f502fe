"""The pictures of the story, one a scene, all over one canvas: the same marks from the count to what became of them.

Which scenes there are is data (``scenes.csv``): how the marks stand, which are lit, where a click leads. A scene needs no code.
"""

from __future__ import annotations

from collections.abc import Callable

from aidlens.catalog import Catalog
from aidlens.drawing.drawing import Bar, Drawing, Item, Picture
from aidlens.exhibits import scenes_fields, scenes_lists, scenes_map
from aidlens.exhibits.scenes_cast import Cast, Scene, cast_of, scenes_of
from aidlens.exhibits.scenes_land import Ground
from aidlens.exhibits.scenes_picture import Brush, Laid, whole
from aidlens.exhibits.scenes_single import quote
from aidlens.exhibits.style import Canvas
from aidlens.i18n import Lang
from aidlens.single_flight_cache import once
from aidlens.view import View

__all__ = ["Cast", "Scene", "cast_of", "drawing", "ground", "laid", "quoted", "scenes_of"]

FAR = 0.09  # how much is seen of the land under a picture that stands on none
Draw = Callable[[Brush, Catalog, View], None]


def fields(brush: Brush, _catalog: Catalog, _view: View) -> None:
    """What was counted."""
    scenes_fields.counted(brush)


def found(brush: Brush, _catalog: Catalog, _view: View) -> None:
    """What of it was found, and what else."""
    scenes_fields.found(brush)


def years(brush: Brush, _catalog: Catalog, _view: View) -> None:
    """The works found, by their years."""
    scenes_fields.years(brush)


def districts(brush: Brush, catalog: Catalog, view: View) -> None:
    """Their way to the districts."""
    scenes_map.draw(brush, catalog, view, "west", single=False)


def work(brush: Brush, catalog: Catalog, view: View) -> None:
    """Single works, in the words of their pages."""
    scenes_map.draw(brush, catalog, view, scenes_map.extent_for(catalog, brush), single=True)


# How a scene's marks may stand, by the name that the table gives it.
PICTURES: dict[str, Draw] = {
    draw.__name__: draw for draw in (fields, found, districts, years, work, scenes_lists.became, scenes_lists.verdicts)
}


def laid(catalog: Catalog, scene: Scene, view: View, canvas: Canvas) -> tuple[Laid, Brush]:
    """A scene laid out on a canvas; ``view`` is what its links go on from."""
    return _laid(catalog, scene, view.only(), canvas)


@once(128)
def _laid(catalog: Catalog, scene: Scene, view: View, canvas: Canvas) -> tuple[Laid, Brush]:
    brush = Brush(canvas, cast_of(catalog, view, canvas.lang), scene)
    PICTURES[scene.picture](brush, catalog, view)
    return brush.laid, brush


@once(16)
def ground(catalog: Catalog, extent: str, canvas: Canvas, *, coarse: bool = False) -> tuple[Item, ...]:
    """The land of an extent: relief, rivers and borders."""
    return Ground(catalog, canvas, extent).under(coarse=coarse)


def quoted(catalog: Catalog, scene: Scene, lang: Lang) -> tuple[tuple[str, str], ...]:
    """What pages say of the single works a scene speaks of, each with the page."""
    every = (quote(catalog, key, lang) for key in scene.works)
    return tuple(said for said in every if said[0])


def drawing(catalog: Catalog, scene: Scene, view: View, canvas: Canvas) -> Drawing:
    """A scene as one drawing that stands by itself: for pages without scripts and for paper."""
    picture, brush = laid(catalog, scene, view, canvas)
    if picture.ground:
        return whole(picture, brush.cast, brush, ground(catalog, picture.ground, canvas, coarse=True))
    # What stands on no land has it far below.
    relief = [item for item in ground(catalog, "west", canvas, coarse=True) if isinstance(item, Picture)]
    veil = Bar(0, 0, brush.width, brush.height, fill=brush.theme.paper, opacity=1 - FAR)
    return whole(picture, brush.cast, brush, (*relief, veil))
