"""The extract for the council's file: cover, contents, whole text, tags, pages; the same bytes twice; never a draft."""

import io

import pypdf
import pytest

from strategy.exchange.extracting import extract_of
from strategy.models import Edition
from strategy.refusal import Refused
from strategy.services.publishing import propose_edition, publish_edition
from strategy.tree import Branch
from strategy.vocabulary import DecisionKind, EditionKind
from tests.factories import make_body, make_decision, make_draft

SITE = "https://doelen.example"
PUBLIC = "/nl/lindehoven/2020-2025/editions/1/extract.pdf"


@pytest.fixture
def adopted(plan, publish):
    """A published edition of more than one page, adopted by two bodies."""
    objective = Branch({"kind": "objective", "title_nl": "Licht in <elke> straat", "text_nl": "Tekst. " * 800})
    theme = Branch({"kind": "theme", "title_nl": "Veilig", "title_en": "Safe", "code": "T1"}, children=[objective])
    edition = publish(plan, Branch({"kind": "mission", "title_nl": "Missie", "text_nl": "Voor allen."}), theme)
    town = plan.municipality
    make_decision(edition, body=make_body(town, "gemeenteraad"), votes_for=21, uri="https://besluit.example/1")
    make_decision(edition, body=make_body(town, "raad voor welzijn"), kind=DecisionKind.TAKES_NOTE)
    return edition


def opened(edition, language="nl") -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(extract_of(edition, language, site=SITE)))


def words(page) -> str:
    return " ".join(page.extract_text().split())


def test_the_cover_says_what_was_adopted_by_whom_and_how_to_check_it(adopted):
    cover = words(opened(adopted, "en").pages[0])

    for said in (
        "Lindehoven", "Plan 2020-2025", "Edition 1 (original)", "Translation; the authentic text is the one in Dutch",
        "Approved: gemeenteraad, 17 December 2019, 21 for", "https://besluit.example/1", "Noted: raad voor welzijn",
        "sha256sum", f"{SITE}/en/lindehoven/2020-2025/editions/1/sealed.json",
    ):  # fmt: skip
        assert said in cover
    assert adopted.seal in cover.replace(" ", "")


def test_the_whole_text_stands_in_order_with_contents_page_numbers_and_headers(adopted):
    pages = opened(adopted).pages
    contents, whole = words(pages[1]), " ".join(words(page) for page in pages[2:])

    assert len(pages) >= 4
    for number, page in enumerate(pages, 1):
        assert words(page).endswith(f"{number}/{len(pages)}")
    assert all("Lindehoven · Plan 2020-2025 · " in words(page) for page in pages[1:])
    assert contents.index("Missie") < contents.index("T1 Veilig") < contents.index("Licht in <elke> straat")
    assert whole.index("Voor allen.") < whole.index("T1 Veilig") < whole.index("Licht in <elke> straat")
    assert whole.count("Tekst.") == 800


def test_it_is_tagged_has_a_language_and_bookmarks(adopted):
    reader = opened(adopted, "en")
    root = reader.trailer["/Root"]

    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()
    flat = str(reader.outline)
    assert all(title in flat for title in ("Missie", "T1 Safe", "Licht in <elke> straat"))


def test_what_is_not_translated_says_so_and_carries_its_language(adopted):
    assert "only in Dutch" in words(opened(adopted, "en").pages[2])
    assert "alleen in" not in " ".join(words(page) for page in opened(adopted, "nl").pages)


def test_the_same_edition_gives_the_same_bytes(adopted):
    again = Edition.objects.get(pk=adopted.pk)
    assert extract_of(adopted, "nl", site=SITE) == extract_of(again, "nl", site=SITE)


def test_a_draft_has_no_extract(plan):
    with pytest.raises(Refused, match="A draft can still change"):
        extract_of(make_draft(plan, "Safe city"), "nl", site=SITE)


def test_a_proposal_is_marked_on_every_page_and_has_no_seal(plan):
    proposed = propose_edition(make_draft(plan, "Safe city"), actor=None)
    cover, *others = (words(page) for page in opened(proposed, "en").pages)

    assert "It is not approved, and it has no seal." in cover
    assert "sha256sum" not in cover
    assert all("PROPOSAL" in page for page in others)


def test_an_amendment_and_a_correction_name_the_decisions_they_rest_on(adopted, plan):
    amendment = make_draft(plan)
    make_decision(amendment, kind=DecisionKind.AMENDS, number="2023/7")
    publish_edition(amendment, actor=None)
    correction = publish_edition(make_draft(plan, kind=EditionKind.CORRECTION, reason="Een tikfout."), actor=None)
    cover = words(opened(correction, "en").pages[0])

    assert "Edition 3 (correction)" in cover
    assert "Why this edition was made: Een tikfout." in cover
    assert cover.index("On edition 1: Approved: gemeenteraad") < cover.index("On edition 2: Changes approved:")


def test_the_public_address_gives_it_and_is_kept(client, adopted):
    response = client.get(PUBLIC)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == ('attachment; filename="lindehoven-2020-2025-edition-1-extract.nl.pdf"')
    assert client.get(PUBLIC, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_the_public_never_gets_a_proposal(client, adopted, plan):
    propose_edition(make_draft(plan), actor=None)
    assert client.get(PUBLIC.replace("/1/", "/2/")).status_code == 404


def test_the_admin_gives_a_proposal_to_those_who_read_and_no_draft(client, reader, stranger, plan, adopted):
    draft = make_draft(plan)
    address = f"/admin/strategy/edition/{draft.pk}/extract.pdf"
    page = f"/admin/strategy/edition/{draft.pk}/change/"
    reader.language = "en"
    reader.save()
    client.force_login(reader)
    assert address not in client.get(page).content.decode()
    refused = client.get(address, follow=True)
    assert "A draft can still change" in refused.content.decode()
    propose_edition(draft, actor=None)
    assert f"{address}?language=en" in client.get(page).content.decode()
    assert client.get(f"{address}?language=en").content.startswith(b"%PDF")
    client.force_login(stranger)
    assert client.get(address).status_code == 404
