"""The extracts of the Flemish reporting (BBC-DR): several sheets that refer to each other, or one."""

from strategy.exchange.formats import xlsx

from .shown import doubts, read, tree, workbook

SIX = ("ID", "code", "korte omschrijving", "prioritair", "lange omschrijving", "commentaar", "evaluatie")


def header(kind: str, *before: str) -> list[str]:
    return [*before, *(f"{kind} {name}" for name in SIX)]


DELIVERY = workbook(
    aanlevering=[["Aanlevering ID", "Bestuur ID", "Datum vaststelling"], [1, 5, "2019-12-17"]],
    strategische_doesltelling=[
        [*header("Strategische doelstelling", "Aanlevering ID"), "Strategische doelstelling dummy"],
        [1, 10, "SD1", "Leefbare stad", 0, "", "", "", 0],
        [1, 11, "SD0", "Geen", 0, "", "", "", 1],
    ],
    beleidsdoelstelling=[
        header("Beleidsdoelstelling", "AANLEVERINGID", "STRATEGISCHEDOELSTELLINGID"),
        [1, 10, 20, "BD001", "Veilig", 1, "Lang verhaal", "opmerking", ""],
        [1, 0, 21, "BD002", "Los", 0, "", "", ""],
        [1, 11, 22, "BD003", "Onder een dummy", 0, "", "", ""],
    ],
    actieplan=[
        header("Actieplan", "AANLEVERINGID", "BELEIDSDOELSTELLINGID"),
        [1, 20, 30, "AP001", "Licht", 0, "", "", ""],
        [1, 99, 31, "AP002", "Wees", 0, "", "", ""],
    ],
    actie=[header("Actie", "Aanlevering ID", "ACTIEPLANID"), [1, 30, 40, "AC001", "Lampen", 0, "", "", ""]],
    transactie=[["Transactie ID", "Bedrag"], [1, 100]],
)


def test_sheets_that_refer_to_each_other_become_one_tree():
    document = xlsx.load(DELIVERY, "nl")

    assert tree(document) == (
        "theme SD1 Leefbare stad\n"
        "  objective BD001 Veilig\n"
        "    action_plan AP001 Licht\n"
        "      action AC001 Lampen\n"
        "objective BD003 Onder een dummy\n"
        "objective BD002 Los\n"
        "action_plan AP002 Wees"
    )
    safe = document.goals[0].children[0]
    assert (safe.external_id, safe.is_priority, safe.text) == ("20", True, "Lang verhaal")


def test_orphans_dates_dummies_and_remarks_are_said():
    said = "\n".join(sentence for sentences in doubts(xlsx.load(DELIVERY, "nl")).values() for sentence in sentences)

    assert "there is no goal “99” to put it under; “Wees”" in said
    assert "Datum vaststelling is 2019-12-17" in said
    assert "“Geen” is marked as a dummy" in said
    assert "“Beleidsdoelstelling commentaar”" in said
    assert "“transactie” holds no goals" in said
    assert "Los" not in said


def test_one_sheet_with_the_ancestors_in_columns():
    document = read(
        "Beleidsdoelstelling ID;Beleidsdoelstelling code;Beleidsdoelstelling korte omschrijving;"
        "Actieplan ID;Actieplan code;Actieplan korte omschrijving;Actie ID;Actie code;Actie korte omschrijving\n"
        "1;BD1;Veilig;2;AP1;Licht;3;AC1;Lampen\n"
        "1;BD1;Veilig;2;AP1;Licht;4;AC2;Masten\n"
        "1;BD1;Veilig;5;AP2;Politie;;;\n"
    )

    assert tree(document) == (
        "objective BD1 Veilig\n"
        "  action_plan AP1 Licht\n"
        "    action AC1 Lampen\n"
        "    action AC2 Masten\n"
        "  action_plan AP2 Politie"
    )


def test_a_table_of_action_plans_alone_keeps_them_all():
    document = read(
        "AANLEVERINGID;BELEIDSDOELSTELLINGID;Actieplan ID;Actieplan code;Actieplan korte omschrijving\n"
        "1;20;30;AP1;Licht\n1;0;31;AP2;Groen\n"
    )

    assert tree(document) == "action_plan AP1 Licht\naction_plan AP2 Groen"
    assert set(doubts(document)) == {2, 3}
