"""What a format that we write is, and what it may know of the place that a plan comes from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from ..document import PlanDocument


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Facts beside the document; each "" where it is not known, and then nothing is said of it.

    ``site`` is the scheme and host of the public pages ("https://doelen.aalst.be"); ``town`` the municipality's
    name; ``register_scheme`` and ``register_code`` as in municipalities.registers; ``edition`` the number of a
    published edition; ``languages`` those that the pages can be read in.
    """

    site: str = ""
    town: str = ""
    country: str = ""
    register_scheme: str = ""
    register_code: str = ""
    edition: int | None = None
    status: str = ""
    """"draft" or "proposed", where the edition is not published: then every file says so"""


NOWHERE = Origin()


class Write(Protocol):
    """Raises Refused, with a sentence, where this plan cannot be written in this format or on this machine.

    ``language`` is "" for the authentic one; in another one, what is not translated stands in the authentic.
    """

    def __call__(self, document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes: ...


def nothing_is_lost(document: PlanDocument) -> list[str]:
    """For formats that hold all of a plan."""
    return []


@dataclass(frozen=True, kw_only=True)
class Writer:
    """``losses`` says in sentences what of a document the format cannot hold; [] where all of it."""

    suffix: str
    media_type: str
    write: Write
    losses: Callable[[PlanDocument], list[str]] = nothing_is_lost
