"""What people say of a goal's translations, on the record; what follows from that is read by translated_from.

``Goal.translated_from`` goes where the goal goes: into copies, records, restored branches.
"""

from typing import Any

from django.utils.translation import gettext as _

from municipalities.models import Municipality, User

from ..models import Goal
from ..models.goal import CONTENT_FIELDS
from ..refusal import Refused
from ..translated_from import State, hash_of, source_hash, source_texts, state_in, with_former_texts
from ..tree import Tree, rearranging
from ..vocabulary import Action


def state_of(goal: Goal, language: str, authentic: str) -> State:
    """The state of the translation of ``goal`` into ``language``."""
    return state_in(values_of(goal), language, authentic)


def confirm_translation(goal: Goal, *, actor: User | None, language: str, source: str) -> Goal:
    """Says that the translation into ``language`` holds for the present authentic text too; undoable.

    ``source`` is the hash of the authentic text that the person saw. Raises Refused where that text has changed
    once more, or where there is no translation to confirm.
    """
    with rearranging(goal.edition, actor=actor) as tree:
        current, town = tree.goal(goal), tree.edition.plan.municipality
        now = source_hash(values_of(current), town.language)
        has_one = bool(getattr(current, f"title_{language}", ""))
        check_can_confirm(tree.name(current), town, language, has_one=has_one, is_as_seen=source == now)
        was = current.translated_from.get(language)
        if was != now:
            follow_source(tree, current, language, now)
        return tree.goal(current)


def follow_source(tree: Tree, goal: Goal, language: str, source: Any) -> None:
    """Writes and records which text the translation into ``language`` follows from now on: a hash or a former text."""
    was, noted = goal.translated_from.get(language), {**goal.translated_from, language: source}
    now = source_texts(values_of(goal), tree.edition.plan.municipality.language)
    noted = with_former_texts(noted, now, now)
    tree.by_id.filter(pk=goal.pk).update(translated_from=noted)
    sides = [{"language": language, "source": side} for side in (was, noted[language])]
    tree.record(Action.CONFIRM, goal.key, *sides)


def is_followed(goal: Goal, language: str, source: Any) -> bool:
    """Whether the translation into ``language`` follows the text ``source`` (a hash or texts)."""
    return hash_of(goal.translated_from.get(language)) == hash_of(source)


def values_of(goal: Goal) -> dict[str, Any]:
    """A goal's content and translated_from by column, as the functions here take them."""
    return {name: getattr(goal, name) for name in (*CONTENT_FIELDS, "translated_from")}


def check_can_confirm(name: str, town: Municipality, language: str, *, has_one: bool, is_as_seen: bool) -> None:
    """Raises Refused where what is called ``name`` has no translation into ``language`` (``has_one``), or its
    authentic text is not the one that the person saw."""
    if language == town.language or language not in town.languages or not has_one:
        raise Refused(_("“%(goal)s” has no translation here that could be confirmed.") % {"goal": name})
    if not is_as_seen:
        raise Refused(
            _("The authentic text of “%(goal)s” has changed again. Look at the difference once more.") % {"goal": name}
        )
