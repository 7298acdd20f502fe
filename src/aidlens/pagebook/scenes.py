"""The scenes of the story in words: caption, where a click leads and what that is called; the same on live and plain pages."""

from __future__ import annotations

from dataclasses import dataclass

from aidlens import story
from aidlens.catalog import Catalog
from aidlens.exhibits import contribute
from aidlens.exhibits.scenes import Scene, quoted, scenes_of
from aidlens.i18n import Lang
from aidlens.pagebook import book
from aidlens.story_facts import Span
from aidlens.view import View


@dataclass(frozen=True)
class Told:
    """A scene in words, by its number: its caption, where a click leads and what that is called, its own address; ``said`` are the words
    that pages say of the single works it speaks of, each with the page they stand on.
    """

    number: int
    scene: Scene
    words: tuple[Span, ...]
    href: str
    label: str
    own: str
    said: tuple[tuple[str, str], ...]

    @property
    def id(self) -> str:
        """The id of the scene."""
        return self.scene.id

    @property
    def text(self) -> str:
        """Its caption as plain words."""
        return story.plain_words(self.words)


def told(catalog: Catalog, view: View, lang: Lang) -> list[Told]:
    """The scenes of the record in their order."""
    view = view.only()
    captions = story.captions(catalog, view, lang)
    return [
        Told(
            number, scene, captions[scene.id], scene.href(view), label(scene, lang), view.href(scene=scene.id), quoted(catalog, scene, lang)
        )
        for number, scene in enumerate(scenes_of(catalog), 1)
    ]


def label(scene: Scene, lang: Lang) -> str:
    """What a click on a scene leads to, in words."""
    if scene.to.page == contribute.PAGE:
        return contribute.missing_words(lang)
    if scene.to.page == "map":
        return lang.t("Open on the map")
    if scene.to.without_evidence != scene.to:
        return lang.t("Open its card")
    return lang.t("Open the page: {name}", name=book.PAGES[scene.to.page].name(lang))
