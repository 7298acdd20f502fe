"""Whom a reader may write to of an error, a correction or a removal: AIDLENS_CONTACT, else what the record's description names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from aidlens.catalog import DESCRIPTOR, Catalog
from aidlens.checks.faults import Fault
from aidlens.i18n import Lang

ENV = "AIDLENS_CONTACT"
LONGEST = 200
_MAIL = re.compile(r"[^@\s<>\"'(),:;?&\\]+@[^@\s<>\"'(),:;?&/\\]+\.[^@\s<>\"'(),:;?&/\\.]+")
_HOST = re.compile(r"[^\s<>\"'@/\\]+")
# Where code is kept, these are read by everybody: no place to write of a person at risk.
_PUBLIC = {"issues", "discussions", "pulls", "pull", "merge_requests"}


def of(catalog: Catalog) -> str:
    """The mail address or web address to write to; "" where this copy names nobody, or nobody who could be reached."""
    named = own() or stated(catalog.descriptor)
    return named if serves(named) else ""


def own() -> str:
    """What whoever runs this copy has set; it goes before what the record names."""
    return os.environ.get(ENV, "").strip()


def stated(descriptor: Mapping[str, Any]) -> str:
    """What the record's description names: its contact, else a contributor's mail address or the page of a contributor for contact."""
    return next((value for _, value in _stated(descriptor) if value), "")


def _stated(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "contact", str(descriptor.get("contact") or "").strip()
    listed = descriptor.get("contributors")
    for item in (entry for entry in (listed if isinstance(listed, list) else ()) if isinstance(entry, Mapping)):
        yield "contributors", str(item.get("email") or (item.get("path") if item.get("role") == "contact" else "") or "").strip()


def is_mail(address: str) -> bool:
    """Whether an address is one for mail."""
    return _MAIL.fullmatch(address) is not None


def serves(address: str) -> bool:
    """Whether somebody at risk could write there: a mail address, or a web address that is no public list of issues."""
    if not address or len(address) > LONGEST or not address.isprintable() or re.search(r"[\s<>\"\\]", address):
        return False
    if is_mail(address):
        return True
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return False
    return not _PUBLIC & {step.lower() for step in parts.path.split("/")}


def faults(descriptor: Mapping[str, Any]) -> list[Fault]:
    """Contacts of the record's description that reach nobody."""
    return [Fault(DESCRIPTOR, 0, name, value, "contact") for name, value in _stated(descriptor) if value and not serves(value)]


def misuse() -> str:
    """One line where AIDLENS_CONTACT reaches nobody; "" where it does, or is not set."""
    if not own() or serves(own()):
        return ""
    shown = "".join(letter if letter.isprintable() else " " for letter in own())[:60]
    return (
        f"{ENV} is «{shown}»: neither a mail address nor a web address (https://…), or a public place such as a list of issues. "
        "Name one that only those who answer can read, or leave it empty."
    )


def warning(catalog: Catalog, lang: Lang) -> str:
    """One line for whoever runs a copy that names nobody; "" where it names somebody."""
    if of(catalog):
        return ""
    return lang.t(
        "Warning: this copy names nobody to write to, so nobody can ask for a removal. Set {variable} to a mail address or a web address, "
        "or contact in datapackage.json.",
        variable=ENV,
    )
