"""Tables as officers make them, each with the tree it means: {what is special: (csv, tree)}."""

LAYOUTS = {
    "a column for each level, repeats left blank": (
        """
Thema;Doelstelling;Ambitie
Groen;Meer bomen;1000 bomen
;;Een bos
;Minder verharding;
Veilig;Licht;In elke straat
""",
        """
theme Groen
  objective Meer bomen
    ambition 1000 bomen
    ambition Een bos
  objective Minder verharding
theme Veilig
  objective Licht
    ambition In elke straat
""",
    ),
    "levels repeated in every row, columns in another order, a level skipped": (
        """
Actie;Toelichting;Pijler;Doelstelling
Planten;In de herfst;Groen;Bomen
Snoeien;;Groen;Bomen
Vegen;;Groen;
Lampen;;Veilig;Licht
""",
        """
theme Groen
  objective Bomen
    action Planten
    action Snoeien
  action Vegen
theme Veilig
  objective Licht
    action Lampen
""",
    ),
    "an ambition above objectives": (
        """
Ambitie;Doelstelling
Groen;Bomen
Groen;Gras
Groen;Water
""",
        """
ambition Groen
  objective Bomen
  objective Gras
  objective Water
""",
    ),
    "several goals in one cell": (
        'Thema;Ambities\nVeilig;"- In elke straat\n- Op elk plein"\nGroen;"1. Bomen\n2. Gras"\n',
        """
theme Veilig
  ambition In elke straat
  ambition Op elk plein
theme Groen
  ambition Bomen
  ambition Gras
""",
    ),
    "a column that names the kind": (
        """
Soort;Titel
Missie;Waarom wij er zijn
Thema;Groen
Doelstelling;Bomen
Actie;Planten
Doelstelling;Gras
Thema;Veilig
""",
        """
mission Waarom wij er zijn
theme Groen
  objective Bomen
    action Planten
  objective Gras
theme Veilig
""",
    ),
    "codes of the Flemish finance packages": (
        """
Code,Omschrijving
BD-01,Veilige stad
AP-01.01,Licht
AC-01.01.01,Lampen
AC-01.01.02,Masten
AP-01.02,Politie
BD-02,Groene stad
""",
        """
objective BD-01 Veilige stad
  action_plan AP-01.01 Licht
    action AC-01.01.01 Lampen
    action AC-01.01.02 Masten
  action_plan AP-01.02 Politie
objective BD-02 Groene stad
""",
    ),
    "numbers with points, not in their order": (
        "Nr.\tBezeichnung\n1.1\tBäume\n1\tGrün\n2\tSicher\n1.1.2\tGießen\n1.1.1\tPflanzen\n",
        """
theme 1 Grün
  objective 1.1 Bäume
    ambition 1.1.2 Gießen
    ambition 1.1.1 Pflanzen
theme 2 Sicher
""",
    ),
    "numbers with decimal commas": (
        "N°;Intitulé\n1;Vert\n1,1;Arbres\n1,2;Herbe\n2;Sûr\n",
        """
theme 1 Vert
  objective 1,1 Arbres
  objective 1,2 Herbe
theme 2 Sûr
""",
    ),
    "codes inside the titles": (
        "Titel\n1. Groen\n1.1 Bomen\n1.2 Gras\n2. Veilig\n",
        """
theme 1 Groen
  objective 1.1 Bomen
  objective 1.2 Gras
theme 2 Veilig
""",
    ),
    "titles that begin with a number keep it": (
        "Doelstelling\n20 nieuwe parken\n5 scholen erbij\n2030 zonder uitstoot\n",
        "objective 20 nieuwe parken\nobjective 5 scholen erbij\nobjective 2030 zonder uitstoot",
    ),
    "codes without an inside, and the code of the parent": (
        """
code;parent code;title
BD001;;Safe
AP000300;BD001;Light
AC000301;AP000300;Lamps
BD002;;Green
""",
        """
objective BD001 Safe
  action_plan AP000300 Light
    action AC000301 Lamps
objective BD002 Green
""",
    ),
    "leading spaces": (
        "Titel\nGroen\n  Bomen\n    Planten\n  Gras\nVeilig\n",
        """
theme Groen
  objective Bomen
    ambition Planten
  objective Gras
theme Veilig
""",
    ),
    "dashes in front, and no header": (
        "Groen\n- Bomen\n- Gras\nVeilig\n- Licht\n",
        "theme Groen\n  objective Bomen\n  objective Gras\ntheme Veilig\n  objective Licht",
    ),
    "a staircase of columns": (
        "Groen;;\n;Bomen;\n;;Planten\n;Gras;\nVeilig;;\n",
        """
theme Groen
  objective Bomen
    ambition Planten
  objective Gras
theme Veilig
""",
    ),
    "the number of the level": (
        "Niveau;Titel\n1;Groen\n2;Bomen\n3;Planten\n2;Gras\n",
        """
theme Groen
  objective Bomen
    ambition Planten
  objective Gras
""",
    ),
    "columns called level 1, 2, 3": (
        "Niveau 1;Niveau 2;Niveau 3\nGrøn;Træer;Plante\n;;Vande\n",
        """
theme Grøn
  objective Træer
    ambition Plante
    ambition Vande
""",
    ),
    "strategic and operational objectives": (
        "Objectif stratégique;Objectif opérationnel;Action\nVille verte;Arbres;Planter\n",
        """
theme Ville verte
  objective Arbres
    action Planter
""",
    ),
    "strategic objectives alone are objectives": (
        "Strategische doelstellingen;Toelichting\nGroen;a\nVeilig;b\n",
        "objective Groen\nobjective Veilig",
    ),
    "Danish words": (
        "Indsatsområde|Mål|Handling\nKlima|Mere skov|Plant træer\n|Mindre CO2|\n",
        """
theme Klima
  objective Mere skov
    action Plant træer
  objective Mindre CO2
""",
    ),
    "lines over the whole width above their goals": (
        "Nr;Titel\nThema 1: Groen;\n1.1;Bomen\n1.2;Gras\nThema 2: Veilig;\n2.1;Licht\n",
        """
theme 1 Groen
  objective 1.1 Bomen
  objective 1.2 Gras
theme 2 Veilig
  objective 2.1 Licht
""",
    ),
    "titles that say their level, and rows below them": (
        "Titel\nPijler 1: Groen\nBomen\nGras\nPijler 2: Veilig\nLicht\n",
        """
theme 1 Groen
  objective Bomen
  objective Gras
theme 2 Veilig
  objective Licht
""",
    ),
    "a kind that is only written where it changes": (
        "Soort;Titel\nThema;Groen\nDoelstelling;Bomen\n;Gras\nThema;Veilig\n",
        """
theme Groen
  objective Bomen
  objective Gras
theme Veilig
""",
    ),
    "goals above objectives, as English has it": (
        "Goal,Objective,Action\nSafe,Light,Lamps\n,,Masts\n",
        """
theme Safe
  objective Light
    action Lamps
    action Masts
""",
    ),
    "a number of a level that has no column": (
        "Ziel-Nr.;Handlungsfeld;Maßnahme\n1;Klima;Radwege\n2;;Solardächer\n",
        """
theme Klima
  action 1 Radwege
  action 2 Solardächer
""",
    ),
    "statements with what they say in the row below": (
        "Onze missie\nWij zijn er voor iedereen.\nOnze visie\nIn 2030 is de stad groen.\nThema 1: Groen\nBomen\n",
        """
mission Onze missie
vision Onze visie
theme 1 Groen
  objective Bomen
""",
    ),
    "kinds that only this town has": (
        "Ebene;Titel\nLeuchtturm;Grün\nZiel;Bäume\nMaßnahme;Pflanzen\n",
        """
theme Grün
  objective Bäume
    action Pflanzen
""",
    ),
}
