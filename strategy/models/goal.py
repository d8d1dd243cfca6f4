"""One node of an edition's tree. Its shape is written by strategy.tree alone; a sealed one by nobody."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from mptt.managers import TreeManager
from mptt.models import MPTTModel, TreeForeignKey
from mptt.querysets import TreeQuerySet

from ..refusal import Refused
from ..vocabulary import (
    CODE_LENGTH,
    GOAL_KINDS,
    KEY_LENGTH,
    LANGUAGES,
    SDGS_LENGTH,
    SHORT_TITLE_LENGTH,
    TEXT_FIELDS,
    TITLE_LENGTH,
    Form,
    Kind,
    Status,
)

SHAPE_FIELDS = frozenset({"edition", "edition_id", "parent", "parent_id", "tree_id", "lft", "rght", "level", "key"})
"""Columns that only strategy.tree may write."""

PLAIN_FIELDS = ("kind", "code", "form", "icon", "is_priority", "external_id", "sdgs")
"""Columns that are the same in every language."""

CONTENT_FIELDS = PLAIN_FIELDS + tuple(f"{name}_{code}" for name in TEXT_FIELDS for code in LANGUAGES)
"""Everything of a goal that its author writes; all of it is sealed."""


class Sealed(Refused):
    """A published edition's goals do not change: make a correction or an amendment."""

    def __init__(self) -> None:
        super().__init__(_("This edition is published and sealed. Start a new draft to change the text."))


class ShapeGuarded(Exception):
    """Code other than strategy.tree tried to write a tree's shape: a programming error."""


class GoalQuerySet(TreeQuerySet):
    def update(self, **values):
        if SHAPE_FIELDS & values.keys():
            raise ShapeGuarded("goals are placed by strategy.tree, not by update()")
        if self.filter(edition__status=Status.PUBLISHED).exists():
            raise Sealed
        return super().update(**values)

    def delete(self):
        raise ShapeGuarded("goals are deleted by strategy.tree, as whole branches")

    def bulk_create(self, *args, **kwargs):
        raise ShapeGuarded("goals are made by strategy.tree")

    def shown(self):
        """Without the hidden root."""
        return self.exclude(kind=Kind.ROOT)


class GoalManager(TreeManager.from_queryset(GoalQuerySet)):
    """mptt's own ways to a place, which write numbers past save() and update(), are closed too."""

    def insert_node(self, *args, **kwargs):
        raise ShapeGuarded("goals are made by strategy.tree")

    def move_node(self, *args, **kwargs):
        raise ShapeGuarded("goals are moved by strategy.tree")


class Goal(MPTTModel):
    # Without an index of its own: goal_key_once begins with it. And none on the numbers: tree_guard says why.
    edition = models.ForeignKey(
        "strategy.Edition",
        models.PROTECT,
        related_name="goals",
        verbose_name=_("edition"),
        editable=False,
        db_index=False,
    )
    tree_id = models.PositiveIntegerField(editable=False)
    parent = TreeForeignKey(
        "self", models.CASCADE, null=True, related_name="children", verbose_name=_("parent"), editable=False
    )
    key = models.CharField(_("key"), max_length=KEY_LENGTH, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=[(kind.value, kind.label) for kind in GOAL_KINDS])
    code = models.CharField(
        _("code"), max_length=CODE_LENGTH, blank=True, help_text=_("What people call it: BD-01, 2.3.")
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    short_title = models.CharField(
        _("short title"), max_length=SHORT_TITLE_LENGTH, blank=True, help_text=_("For menus and diagrams.")
    )
    lead_in = models.CharField(
        _("lead-in"), max_length=500, blank=True, help_text=_("A sentence that comes before the text or the list.")
    )
    text = models.TextField(
        _("text"), blank=True, help_text=_("An empty line starts a new paragraph; line breaks are kept.")
    )
    form = models.CharField(_("form of the text"), max_length=20, choices=Form.choices, default=Form.PROSE)
    icon = models.CharField(_("icon"), max_length=40, blank=True)
    is_priority = models.BooleanField(_("priority"), default=False)
    external_id = models.CharField(
        _("number in another system"), max_length=80, blank=True, help_text=_("The id in the finance package, if any.")
    )
    sdgs = models.CharField(
        _("global goals (SDGs)"),
        max_length=SDGS_LENGTH,
        blank=True,
        default="",
        help_text=_("The goals of the United Nations for sustainable development that it helps to reach."),
    )
    """Numbers in their order, "3,11"; vocabulary.sdg_numbers reads it. A text, so that an empty one leaves every
    seal as it is (docs/adr)."""
    translated_from = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text=_("language -> the authentic text that its translation was made from: a hash, or the former text"),
    )

    objects = GoalManager()

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ("tree_id", "lft")
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="goal_key_once"),
            models.UniqueConstraint(
                fields=["edition", "code"],
                condition=~Q(code=""),
                name="goal_code_once",
                violation_error_message=_("Another goal of this edition already has this code."),
            ),
            models.UniqueConstraint(fields=["edition"], condition=Q(kind=Kind.ROOT), name="goal_one_root"),
            models.CheckConstraint(condition=Q(lft__gte=1, lft__lt=F("rght")), name="goal_lft_before_rght"),
            models.CheckConstraint(condition=Q(tree_id=F("edition_id")), name="goal_tree_is_edition"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="goal_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.ROOT, parent=None, level=0)
                | (~Q(kind=Kind.ROOT) & Q(parent__isnull=False, level__gte=1)),
                name="goal_only_root_is_parentless",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.title or self.key) if part)

    @property
    def municipality_id(self) -> int:
        return self.edition.municipality_id

    def save(self, *args, update_fields=None, **kwargs) -> None:
        """Writes content alone: an instance that is older than somebody's move must not bring its place back."""
        if self._state.adding or update_fields is None or SHAPE_FIELDS & set(update_fields):
            raise ShapeGuarded("save(update_fields=…) writes content; strategy.tree makes and moves goals")
        if self.edition.is_sealed:
            raise Sealed
        super().save(*args, update_fields=update_fields, **kwargs)

    def delete(self, *args, **kwargs):
        raise ShapeGuarded("goals are deleted by strategy.tree, as whole branches")


def unguarded_goals() -> models.QuerySet:
    """All goals without the guards above and without language rewriting. For strategy.tree alone."""
    return models.QuerySet(Goal)
