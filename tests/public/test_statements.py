"""Mission, vision and values in their forms: prose, verse, quotation, parts."""

from strategy.tree import Branch

PLAN = "/nl/lindehoven/2020-2025/"


def mission(**content: str) -> Branch:
    return Branch({"kind": "mission", "title_nl": "Onze missie", **content})


def test_the_lines_of_a_verse_stay_lines(read, publish, plan):
    publish(plan, mission(text_nl="Een stad\nom in te <wonen>.", form="verse"))
    for path in (PLAN, f"{PLAN}tree/"):
        assert '<div class="verse"><p>Een stad<br>om in te &lt;wonen&gt;.</p></div>' in read(path)


def test_a_quotation_is_one_with_its_lead_in_before_it(read, publish, plan):
    publish(plan, mission(lead_in_nl="Waarom zijn we er?", text_nl="Voor iedereen.", form="quotation"))
    html = read(PLAN).split("<main")[1]
    assert '<blockquote class="quotation"><p>Voor iedereen.</p></blockquote>' in html
    assert html.index("Waarom zijn we er?") < html.index("Voor iedereen.")


def test_an_empty_line_makes_a_paragraph(read, publish, plan):
    publish(plan, mission(text_nl="Eerst.\n\nDan."))
    assert '<div class="prose"><p>Eerst.</p><p>Dan.</p></div>' in read(PLAN)


def test_a_vision_in_three_parts_has_a_heading_for_each(read, publish, plan):
    parts = [Branch({"kind": "vision", "title_nl": f"Deel {n}", "text_nl": f"Tekst {n}."}) for n in (1, 2, 3)]
    publish(plan, Branch({"kind": "vision", "title_nl": "Onze visie"}, children=parts))
    for path in (PLAN, f"{PLAN}tree/"):
        html = read(path)
        assert all(f">Deel {n}</h3>" in html and f"<p>Tekst {n}.</p>" in html for n in (1, 2, 3))


def test_values_stand_under_the_plans_own_words(read, publish, plan, name_level):
    name_level(plan, "value", "waarde", "waarden", "Zo werken we")
    publish(plan, *(Branch({"kind": "value", "title_nl": word}) for word in ("Open", "Eerlijk")))
    html = read(PLAN)
    assert 'id="values">Zo werken we</h2>' in html
    assert ">Eerlijk</h3>" in html


def test_a_plan_without_goals_has_a_whole_text_and_no_tree(read, publish, plan):
    publish(plan, mission(text_nl="Voor iedereen."))
    html = read("/en/lindehoven/2020-2025/")
    assert "Whole text" in html
    assert "Tree of goals" not in html
    assert 'id="glance"' not in html
