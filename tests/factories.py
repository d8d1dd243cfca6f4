"""The smallest valid objects, made through the services where there are any. Names are invented, no real towns."""

import datetime
import itertools

from municipalities.models import Body, Membership, Municipality, Organisation, User
from municipalities.registers import Country
from strategy.models import Decision, Edition, Plan
from strategy.services.deciding import record_decision
from strategy.services.planning import save_plan
from strategy.services.publishing import publish_edition, start_draft

from .outline import plant

PASSWORD = "nine green windmills"
"""Of everybody made here; for journeys that sign in by the form."""

_number = itertools.count(1)


def make_town(
    slug: str = "", *, language: str = "nl", languages: tuple[str, ...] = (), **fields: object
) -> Municipality:
    """A municipality that publishes in ``languages`` (its authentic ``language`` always among them)."""
    slug = slug or f"town-{next(_number)}"
    town = Municipality(
        slug=slug,
        language=language,
        languages=[language, *(code for code in languages if code != language)],
        **{f"name_{language}": slug.title(), "country": Country.BELGIUM, **fields},
    )
    town.full_clean()
    town.save()
    return town


def make_user(name: str = "", town: Municipality | None = None, *roles: str, **fields: object) -> User:
    """Somebody with ``roles`` in ``town``, who signs in to the admin with PASSWORD."""
    name = name or f"person-{next(_number)}"
    user = User(username=name, email=f"{name}@example.org", **{"is_staff": True, **fields})
    user.set_password(PASSWORD)
    user.save()
    for role in roles:
        Membership.objects.create(user=user, municipality=town, role=role)
    return user


def make_plan(
    town: Municipality | None = None,
    *,
    slug: str = "2020-2025",
    starts_in: int | None = 2020,
    ends_in: int | None = 2025,
    actor: User | None = None,
    **fields: object,
) -> Plan:
    town = town or make_town()
    title = {f"title_{town.language}": f"Plan {slug}"}
    plan = Plan(municipality=town, slug=slug, starts_in=starts_in, ends_in=ends_in, **{**title, **fields})
    return save_plan(plan, actor=actor)


def make_draft(plan: Plan | None = None, text: str = "", *, actor: User | None = None, **fields: object) -> Edition:
    """A draft; ``text`` is planted in it as an outline, behind what it was copied from."""
    edition = start_draft(plan or make_plan(), actor=actor, **fields)
    if text:
        plant(edition, text, actor=actor)
    return edition


def make_published(
    plan: Plan | None = None, text: str = "Safe city", *, actor: User | None = None, **fields: object
) -> Edition:
    """A published and sealed edition with ``text`` as its tree."""
    return publish_edition(make_draft(plan, text, actor=actor, **fields), actor=actor)


def make_body(town: Municipality, name: str = "Council") -> Body:
    """What decides, with the organisation it decides for."""
    organisation = Organisation.objects.create(municipality=town, **{f"name_{town.language}": f"City of {town}"})
    return Body.objects.create(organisation=organisation, **{f"name_{town.language}": name})


def make_decision(
    edition: Edition,
    *,
    body: Body | None = None,
    date: datetime.date | None = datetime.date(2019, 12, 17),
    actor: User | None = None,
    **fields: object,
) -> Decision:
    """A decision that adopts ``edition``, unless ``fields`` say otherwise."""
    body = body or make_body(edition.plan.municipality)
    return record_decision(Decision(edition=edition, body=body, date=date, **fields), actor=actor)
