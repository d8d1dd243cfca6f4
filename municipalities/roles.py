"""Who may do what: one table from role to actions. Nothing else in the project lists rights."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    OFFICER = "officer", _("policy officer")
    SECRETARY = "secretary", _("council secretary")
    ADMINISTRATOR = "administrator", _("municipality administrator")
    READER = "reader", _("reader")


class Right(TextChoices):
    """One thing that a person may do in a municipality."""

    READ = "read", _("read drafts and previews")
    WRITE = "write", _("edit plans, editions and goals")
    PUBLISH = "publish", _("publish an edition where no decision is required")
    ADOPT = "adopt", _("publish an edition that a decision adopted")
    DECIDE = "decide", _("record decisions")
    MANAGE = "manage", _("manage people, settings and appearance")


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.READ, Right.WRITE, Right.PUBLISH}),
    Role.SECRETARY: frozenset({Right.READ, Right.DECIDE, Right.ADOPT}),
    Role.ADMINISTRATOR: frozenset({Right.READ, Right.MANAGE}),
    Role.READER: frozenset({Right.READ}),
}


def rights_of(roles: set[str]) -> frozenset[Right]:
    """The rights that a person with these roles (values of Role) has."""
    return frozenset().union(*(RIGHTS[Role(role)] for role in roles)) if roles else frozenset()
