"""How to tell of an error, ask for a correction or a removal, in words: for cards, the method, plain pages, the API and files."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aidlens.catalog import Catalog
from aidlens.checks import contact
from aidlens.i18n import Lang


@dataclass(frozen=True)
class Told:
    """A line in three parts: what for, the address to write to ("" for a copy that names nobody), what not to do. ``href`` opens it."""

    before: str
    address: str = ""
    href: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The line without markup."""
        return f"{self.before} {self.address}. {self.after}" if self.address else self.before


def told(catalog: Catalog, lang: Lang, about: str = "") -> Told:
    """Whom to write to; ``about`` begins the letter. Where this copy names nobody, that, and no promise."""
    address = contact.of(catalog)
    if not address:
        return Told(lang.t("This copy names nobody to write to."))
    title = quote(lang.t("AidLens, edition {edition}", edition=catalog.edition))
    return Told(
        lang.t("To report an error, ask for a correction or a removal, write to"),
        address,
        f"mailto:{quote(address, safe='@+')}?subject={title}&body={quote(about)}" if contact.is_mail(address) else address,
        lang.t("Do not write of a person at risk in a public issue; use the contact."),
    )


def named(catalog: Catalog) -> str:
    """The address to write to, "" for none."""
    return contact.of(catalog)
