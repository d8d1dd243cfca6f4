"""Who works in a municipality. Rights are checked at the edges; nobody becomes an operator here."""

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Membership, Municipality, User
from ..refusal import Refused
from ..roles import Role


def invite_person(
    town: Municipality, *, actor: User | None, email: str, role: str, first_name: str = "", last_name: str = ""
) -> Membership:
    """Gives the person with this e-mail address a role in ``town``; who is new gets an account without a password.

    What is known of an existing person is left as it is. Raises Refused for a role that they have already, an
    address that several accounts share, and an account that is switched off.
    """
    address = email.strip().lower()
    with transaction.atomic():
        Municipality.objects.select_for_update(no_key=True).get(pk=town.pk)
        people = list(User.objects.filter(email__iexact=address)[:2])
        if len(people) > 1:
            raise Refused(
                _("Several accounts have the address %(email)s. Ask the operator to tell them apart.")
                % {"email": address}
            )
        person = people[0] if people else _new_person(town, address, first_name, last_name)
        if not person.is_active:
            raise Refused(_("The account of %(email)s is switched off. Ask the operator.") % {"email": address})
        return _give(person, town, role)


def change_role(membership: Membership, *, actor: User | None, role: str) -> Membership:
    """Puts another role in the place of the present one. Raises Refused as invite_person and end_membership do."""
    with transaction.atomic():
        end_membership(membership, actor=actor, instead=role)
        return _give(membership.user, membership.municipality, role)


def end_membership(membership: Membership, *, actor: User | None, instead: str = "") -> None:
    """Takes a role from a person. Raises Refused where the town would have no administrator left.

    The operator can (``actor`` is a superuser): a town may be wound up. ``instead`` is the role that follows.
    """
    town = membership.municipality
    with transaction.atomic():
        Municipality.objects.select_for_update(no_key=True).get(pk=town.pk)
        held = Membership.objects.get(pk=membership.pk)
        others = town.memberships.filter(role=Role.ADMINISTRATOR, user__is_active=True).exclude(pk=held.pk)
        leaves = held.role == Role.ADMINISTRATOR and instead != Role.ADMINISTRATOR
        if leaves and not others.exists() and not (actor and actor.is_superuser):
            raise Refused(
                _("%(person)s is the last administrator of %(town)s. Make somebody else administrator first.")
                % {"person": held.user, "town": town}
            )
        held.delete()


def _new_person(town: Municipality, address: str, first_name: str, last_name: str) -> User:
    if User.objects.filter(username__iexact=address).exists():
        raise Refused(_("There is an account with the name %(email)s already. Ask the operator.") % {"email": address})
    person = User(
        username=address,
        email=address,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        language=town.language,
    )
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    return person


def _give(person: User, town: Municipality, role: str) -> Membership:
    membership, is_new = Membership.objects.get_or_create(user=person, municipality=town, role=Role(role))
    if not is_new:
        raise Refused(_("%(person)s already has this role here.") % {"person": person})
    return membership
