"""What a view of works leaves out and could be added by one press: said in one line, with the address that adds it."""

from __future__ import annotations

from aidlens.catalog import Catalog
from aidlens.i18n import Lang
from aidlens.measures import works
from aidlens.view import View


def beyond(catalog: Catalog, view: View, lang: Lang) -> tuple[str, str]:
    """Words and address: how many more works there are that were supplied, are announced or in progress. Two empty texts for none."""
    count = works.more(catalog, view)
    if not count:
        return "", ""
    words = lang.n("{n} more: supplied, announced or in progress", "{n} more: supplied, announced or in progress", count)
    return words, view.without_evidence.having(done="all", sheet=1).href()


def done_names(lang: Lang) -> dict[str, str]:
    """What can be asked for: built, supplied, announced, all."""
    return {
        "built": lang.t("built or renovated, finished"),
        "supplied": lang.t("supplies, services and courses"),
        "announced": lang.t("announced or in progress"),
        "all": lang.t("all of it"),
    }
