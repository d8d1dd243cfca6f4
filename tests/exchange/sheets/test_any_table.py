"""Whatever stands in a table, it is refused with a sentence or becomes a plan that can be imported."""

import csv as csv_files
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strategy.exchange.document import PlanDocument
from strategy.exchange.formats import csv
from strategy.exchange.importing import import_document
from strategy.exchange.sheets.template import nodes_of
from strategy.refusal import Refused
from strategy.vocabulary import CODE_LENGTH, TITLE_LENGTH, may_stand_under, step_order
from tests.factories import make_town

from .layouts import LAYOUTS
from .shown import read

HEADINGS = [
    "Thema", "Doelstelling", "Ambitie", "Actie", "Titel", "Tekst", "Code", "Niveau", "Soort", "Parent", "ID", "diepte",
    "sleutel", "Titre (fr)", "Actieplan ID", "Actieplan", "Doelstelling ID", "Strategische doelstelling", "Budget", "",
    "Operationele doelstelling", "Niveau 1", "Niveau 2", "Missie", "Korte titel", "Prioritair", "Thema code",
]  # fmt: skip
VALUES = [
    "", "", "", "1", "1.1", "1.1.1", "2", "1.2", "BD-01", "AP-01.01", "AC-01.01.01", "thema", "actie", "missie",
    "visie", "pijler", "Groen", "Bomen", "  Gras", "    Water", "- Licht", "x", "ja", "a\nb", "- een\n- twee", "=1",
    "0", "99", "w" * 600, "ABCDEFGH", "aaaaaaaa", "A.1", "II", "3)", "…", "é\u202e",
]  # fmt: skip
tables = st.lists(st.sampled_from(HEADINGS), min_size=1, max_size=7).flatmap(
    lambda header: st.tuples(
        st.just(header),
        st.lists(st.lists(st.sampled_from(VALUES), min_size=1, max_size=len(header) + 1), min_size=1, max_size=12),
    )
)


def written(header: list[str], rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv_files.writer(file, delimiter=";").writerows([header, *rows])
    return file.getvalue().encode()


def faults(document: PlanDocument) -> list[str]:
    """What would make an import refuse the document."""
    found = []
    order = step_order([level.kind for level in document.levels])
    codes = [node.code for node, _depth in nodes_of(document.goals) if node.code]
    if len(codes) != len(set(codes)):
        found.append("a code stands twice")
    for node, _depth in nodes_of(document.goals):
        if not node.title.strip() or len(node.title) > TITLE_LENGTH or len(node.code) > CODE_LENGTH:
            found.append(f"title or code of {node.title[:20]!r}")
        found += [
            f"{child.kind} under {node.kind}"
            for child in node.children
            if not may_stand_under(child.kind, node.kind, order)
        ]
    return found


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(tables)
def test_any_table_becomes_a_plan_without_faults_or_a_sentence(table):
    try:
        document = csv.load(written(*table), "nl")
    except Refused as refused:
        assert "found" in str(refused) or "empty" in str(refused)  # noqa: PT017 - both ends are fine
        return
    if not {"diepte", "sleutel", "Soort"} <= set(table[0]):  # our own export is taken at its word
        assert faults(document) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_can_be_imported(name):
    document = read(LAYOUTS[name][0].lstrip("\n"), "nl")
    document.slug = document.title = "plan"

    imported = import_document(document, make_town(languages=("nl", "fr", "en")), actor=None)

    assert imported.goals == len(list(nodes_of(document.goals)))
