"""What finds what: the same table for both databases, since tests run on either."""

import pytest

from strategy.search import Problem, understood
from tests.factories import make_plan, make_town
from tests.search.conftest import goal

EXAMPLES = [
    # language, title, what is typed, whether it is found
    ("nl", "Bewoners fietsen veilig naar school", "bewoner", True),
    ("nl", "Bewoners fietsen veilig naar school", "fiets", True),
    ("nl", "Een bewoner telt mee", "bewoners", True),
    ("nl", "Huizen voor iedereen", "huis", False),  # a vowel that changes is beyond stems
    ("nl", "Duurzame mobiliteit", "mobil", True),
    ("nl", "Duurzame mobiliteit", "biliteit", False),
    ("nl", "Duurzame mobiliteit", "MOBILITEIT", True),
    ("nl", "Eén loket", "een loket", True),
    ("nl", "Een café op de hoek", "cafe", True),
    ("nl", "Groene ruimte in de wijk", '"groene ruimte"', True),
    ("nl", "Ruimte voor groene daken", '"groene ruimte"', False),
    ("nl", "Ruimte voor groene daken", "groene ruimte", True),
    ("nl", "Groene ruimtes", '"groene ruimte"', False),
    ("nl", "Groene daken", "daken -groene", False),
    ("nl", "Groene daken", "daken -rode", True),
    ("nl", "Rood en groen", 'rood -"groen en rood"', True),
    ("nl", "Rood en groen", 'rood -"rood en groen"', False),
    ("nl", "De thema’s van de stad", "thema's", True),
    ("nl", "Samen-leven in 2030", "2030", True),
    ("fr", "Des écoles pour chaque quartier", "école", True),
    ("fr", "Des écoles pour chaque quartier", "ecole", True),
    ("fr", "La propreté des rues", "proprete", True),
    ("fr", "L’eau et l’énergie", "l'energie", True),
    ("fr", "L’eau et l’énergie", "eau", True),
    ("fr", "Une œuvre pour chaque place", "oeuvre", True),
    ("de", "Wohnungen für Familien", "Wohnung", True),
    ("de", "Städte und Gemeinden", "Stadte", True),
    ("de", "Städte und Gemeinden", "Staedte", True),
    ("de", "Städte und Gemeinden", "Stadt", True),
    ("de", "Staedte und Gemeinden", "Städte", True),
    ("de", "Sichere Straßen", "strassen", True),
    ("de", "Sichere Strassen", "Straße", True),
    ("en", "Safer streets for cyclists", "street", True),
    ("en", "A safer street", "streets", True),
    ("en", "Cities that grow", "city", True),
    ("da", "Skolerne er åbne", "skole", True),
    ("da", "Flere grønne områder", "gronne", True),
    ("da", "Flere grønne områder", "groenne", True),
    ("da", "Århus og Ærø", "aarhus", True),
    ("da", "Århus og Ærø", "aero", True),
    ("da", "Børn i bevægelse", "bevaegelse", True),
]


@pytest.mark.parametrize(("language", "title", "typed", "is_found"), EXAMPLES)
def test_what_is_typed_finds_the_title(found, publish, language, title, typed, is_found):
    town = make_town(language=language)
    publish(make_plan(town, **{f"title_{language}": "P"}), goal(**{f"title_{language}": title}))
    assert found(typed, lang=language, town=town) == ([title] if is_found else [])


@pytest.mark.parametrize("typed", ["BD-01", "bd-01", "BD01", "bd-0", '"BD-01"', "BD 01"])
def test_a_code_finds_its_goal_and_no_other(found, publish, plan, typed):
    publish(plan, goal(title_nl="Licht", code="BD-01"), goal(title_nl="Lucht", code="AP-01"))
    assert found(typed) == ["Licht"]


def test_a_code_of_three_parts_is_found_by_its_beginning(found, publish, plan):
    publish(plan, goal(title_nl="Licht", code="AC-01.02.03"), goal(title_nl="Lucht", code="AC-01.03.01"))
    assert found("AC-01.02") == ["Licht"]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", Problem.EMPTY),
        ("   \x00 ", Problem.EMPTY),
        ("🌳 * ? & | !", Problem.EMPTY),
        ('"', Problem.EMPTY),
        ("a", Problem.SHORT),
        ("-groen", Problem.ONLY_EXCLUDES),
        ("7", None),
        ("ov", None),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(found, typed, problem):
    assert understood(typed).problem == problem
    assert found(typed) == []


def test_a_long_question_is_cut_and_says_so():
    question = understood("woord " * 400)
    assert question.is_cut
    assert len(question.text) <= 200
    assert understood(" ".join(f"woord{n}" for n in range(11))).is_cut
    assert not understood("twee woorden").is_cut


def test_a_quotation_mark_that_is_not_closed_counts_to_the_end(found, publish, plan):
    publish(plan, goal(title_nl="Groene ruimte"), goal(title_nl="Ruimte, groene daken"))
    assert found('"groene ruimte') == ["Groene ruimte"]
    assert found("“groene ruimte”") == ["Groene ruimte"]
