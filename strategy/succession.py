"""What became of the goals of one plan in the next, found out from lines between them. No ORM, no I/O.

Only lines and drops are stored, for those are what somebody decided. Whether a goal was merged, split, reworded or is
new follows from the lines and from the two texts, and is found out whenever it is shown (docs/adr).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from .vocabulary import SuccessionKind

Pair = tuple[str, str]
"""(old key, new key); the new one is "" for a goal that was dropped."""


WORDING = ("title", "lead_in", "text")
"""What of a goal can be reworded, in the authentic language: the binding text. A short title is for menus."""


class Succession:
    """``old`` and ``new``: the goals of the two plans in the order of their trees, key -> wording. Lines of which an
    end does not stand in its tree (any more) say nothing."""

    def __init__(
        self, pairs: Iterable[Pair], old: Mapping[str, Hashable | None], new: Mapping[str, Hashable | None]
    ) -> None:
        self.old, self.new = old, new
        self.dropped: set[str] = set()
        places = {key: place for place, key in enumerate([*old, *new])}
        self.heirs: dict[str, list[str]] = {}
        self.ancestors: dict[str, list[str]] = {}
        standing = [(o, n) for o, n in pairs if o in old and (n in new or not n)]
        for old_key, new_key in sorted(standing, key=lambda pair: (places[pair[0]], places.get(pair[1], 0))):
            if not new_key:
                self.dropped.add(old_key)
                continue
            self.heirs.setdefault(old_key, []).append(new_key)
            self.ancestors.setdefault(new_key, []).append(old_key)

    def outcome(self, key: str) -> SuccessionKind | None:
        """What became of an old goal; None where nobody has said."""
        heirs = self.heirs.get(key, [])
        if not heirs:
            return SuccessionKind.DROPPED if key in self.dropped else None
        if len(heirs) > 1:
            return SuccessionKind.SPLIT
        return SuccessionKind.MERGED if len(self.ancestors[heirs[0]]) > 1 else self._continued(key, heirs[0])

    def origin(self, key: str) -> SuccessionKind:
        """Where a new goal comes from."""
        ancestors = self.ancestors.get(key, [])
        if not ancestors:
            return SuccessionKind.NEW
        if len(ancestors) > 1:
            return SuccessionKind.MERGED
        return SuccessionKind.SPLIT if len(self.heirs[ancestors[0]]) > 1 else self._continued(ancestors[0], key)

    @property
    def undecided(self) -> list[str]:
        """The old goals of which nobody has said what became."""
        return [key for key in self.old if self.outcome(key) is None]

    def _continued(self, old: str, new: str) -> SuccessionKind:
        return SuccessionKind.CONTINUED if self.old[old] == self.new[new] else SuccessionKind.REWORDED


def kinds_of(pairs: Iterable[Pair]) -> dict[Pair, SuccessionKind]:
    """What each line is as far as the lines alone tell it, for storing."""
    known = list(pairs)
    succession = Succession(known, dict.fromkeys(old for old, _new in known), dict.fromkeys(new for _old, new in known))
    kinds = {}
    for old, new in known:
        if not new:
            kinds[old, new] = SuccessionKind.DROPPED
        elif len(succession.ancestors[new]) > 1:
            kinds[old, new] = SuccessionKind.MERGED
        else:
            kinds[old, new] = SuccessionKind.SPLIT if len(succession.heirs[old]) > 1 else SuccessionKind.CONTINUED
    return kinds
