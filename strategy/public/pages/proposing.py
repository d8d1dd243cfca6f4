"""What the pages of a plan say about its proposal: that there is one, or on its own pages how to send remarks on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..places import Place
from ..texts import When, filled
from ..visiting import Visit


@dataclass(frozen=True)
class ProposalNote:
    """``is_here``: this is a page of the proposal. ``href`` leads to the proposal, or there to the form for remarks."""

    is_here: bool
    sentence: SafeString
    href: str
    link: str
    way_back: str = ""


def proposal_of(place: Place, visit: Visit, section: str) -> ProposalNote | None:
    """On the first page of a plan: a link to its proposal. On the proposal's own pages: the band above them."""
    proposal = place.proposal
    if proposal is None:
        return None
    last_day = When(proposal.remarks_until).html(place.lang) if proposal.remarks_until else SafeString()
    if place.preview and place.preview.is_public:
        if proposal.is_open:
            sentence = filled(_("Open for remarks up to and including %(day)s."), day=last_day)
            return ProposalNote(True, sentence, _remarks(place, visit), _("Send a remark"), place.preview.way_back)
        closed = (
            filled(_("Remarks could be sent up to and including %(day)s."), day=last_day) if last_day else SafeString()
        )
        return ProposalNote(True, closed, "", "", place.preview.way_back)
    if place.preview or section != "plan" or place.number is not None:
        return None
    sentence = filled(_("A new edition of this text is proposed. It is not yet decided."))
    if proposal.is_open:
        sentence += filled(" " + _("You can send remarks up to and including %(day)s."), day=last_day)
    parts = {"lang": place.lang, "town": place.town.slug, "plan": place.plan.slug}
    return ProposalNote(False, sentence, reverse("public:proposal:plan", kwargs=parts), _("Read the proposal"))


def _remarks(place: Place, visit: Visit) -> str:
    """The form for a remark on this page of the proposal."""
    town = reverse("public:town", kwargs={"lang": place.lang, "town": place.town.slug})
    query = urlencode({"edition": place.edition.pk, "page": reverse(visit.view, kwargs=visit.kwargs)})
    return f"{town}feedback/?{query}"
