"""Several languages in columns, however their headers name them."""

import pytest

from .shown import read


@pytest.mark.parametrize(
    ("header", "authentic", "other"),
    [
        ("titel (nl);titel (fr)", "nl", "fr"),
        ("title en;title da", "en", "da"),
        ("Titre FR;Titre NL", "fr", "nl"),
        ("titel_de;titel_en", "de", "en"),
        ("Nederlands;Français", "nl", "fr"),
        ("DE;FR", "de", "fr"),
        ("Titel Nederlands;Titel Frans", "nl", "fr"),
    ],
)
def test_each_title_column_is_in_the_language_it_names(header, authentic, other):
    document = read(f"{header};code\nEen;Un;1\n")

    assert document.language == authentic
    assert document.goals[0].title == "Een"
    assert document.goals[0].translations == {other: {"title": "Un"}}


def test_the_column_without_a_language_is_the_authentic_one():
    document = read("Titel;Title (en);Tekst;Text (en)\nGroen;Green;Veel bomen;Many trees\n")

    goal = document.goals[0]
    assert document.language == "nl"
    assert (goal.title, goal.text) == ("Groen", "Veel bomen")
    assert goal.translations == {"en": {"title": "Green", "text": "Many trees"}}


def test_the_language_that_is_asked_for_is_the_authentic_one():
    document = read("title (en);title (nl);code\nGreen;Groen;1\n", "nl")

    assert document.language == "nl"
    assert document.goals[0].title == "Groen"
    assert document.goals[0].translations == {"en": {"title": "Green"}}


def test_levels_may_have_columns_in_two_languages():
    document = read(
        "Thema (nl);Thema (fr);Doelstelling (nl);Doelstelling (fr)\nGroen;Vert;Bomen;Arbres\n;;Gras;Herbe\n"
    )

    theme = document.goals[0]
    assert theme.translations == {"fr": {"title": "Vert"}}
    assert [(goal.title, goal.translations["fr"]["title"]) for goal in theme.children] == [
        ("Bomen", "Arbres"),
        ("Gras", "Herbe"),
    ]


def test_a_goal_that_is_only_there_in_another_language_is_kept_and_doubted():
    document = read("titel (nl);titel (fr);code\nGroen;Vert;1\n;Sûr;2\n")

    assert document.goals[1].title == "Sûr"
    assert document.warnings[0].line == 3


@pytest.mark.parametrize(
    ("table", "language"),
    [
        ("Code;Omschrijving\n1;Wij planten bomen in de stad\n", "nl"),
        ("N°;Intitulé\n1;Nous plantons des arbres dans la ville\n", "fr"),
        ("Nr.;Bezeichnung\n1;Wir pflanzen Bäume in der Stadt\n", "de"),
        ("No;Name\n1;We plant trees in the city\n", "en"),
        ("Nr.;Betegnelse\n1;Vi planter træer i byen\n", "da"),
    ],
)
def test_the_language_is_found_out(table, language):
    assert read(table).language == language
