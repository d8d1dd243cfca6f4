"""What columns, kinds and languages are called in five languages: tables only, with one way to look things up.

The first word of each entry is the one that our own export writes.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

LABELS = (
    "mission", "vision", "value", "theme", "objective:strategic", "objective", "objective:operational", "ambition",
    "action_plan", "action", "topic",
)  # fmt: skip
"""Names of levels in their usual order, top first. What stands before the colon is the kind."""

KINDS: dict[str, dict[str, tuple[str, ...]]] = {
    "mission": {
        "nl": ("missie", "onze missie", "missieverklaring", "opdracht"),
        "fr": ("mission", "notre mission", "raison d’être"),
        "de": ("Mission", "Auftrag", "unser Auftrag", "Selbstverständnis"),
        "en": ("mission", "our mission", "mission statement", "purpose"),
        "da": ("mission", "vores mission", "formål"),
    },
    "vision": {
        "nl": ("visie", "onze visie", "toekomstvisie"),
        "fr": ("vision", "notre vision"),
        "de": ("Vision", "Leitbild", "unsere Vision"),
        "en": ("vision", "our vision", "vision statement"),
        "da": ("vision", "vores vision"),
    },
    "value": {
        "nl": ("waarde", "kernwaarde", "onze waarden"),
        "fr": ("valeur", "valeur fondamentale", "nos valeurs"),
        "de": ("Wert", "Grundwert", "unsere Werte"),
        "en": ("value", "core value", "our values"),
        "da": ("værdi", "kerneværdi", "vores værdier"),
    },
    "theme": {
        "nl": ("thema", "beleidsthema", "pijler", "programma", "beleidsprogramma", "domein", "beleidsdomein",
               "speerpunt", "hoofdthema"),
        "fr": ("thème", "axe", "axe stratégique", "pilier", "domaine", "thématique", "volet", "programme"),
        "de": ("Thema", "Handlungsfeld", "Leitthema", "Themenfeld", "Säule", "Schwerpunkt", "Programm"),
        "en": ("theme", "pillar", "strategic theme", "focus area", "priority area", "programme", "program", "domain"),
        "da": ("tema", "indsatsområde", "fokusområde", "pejlemærke", "område", "søjle"),
    },
    "objective:strategic": {
        "nl": ("strategische doelstelling", "doel", "strategische beleidsdoelstelling", "strategisch doel", "sd",
               "strategische doesltelling"),
        "fr": ("objectif stratégique", "but", "os"),
        "de": ("strategisches Ziel", "strategische Ziele", "Oberziel", "Leitziel"),
        "en": ("strategic objective", "strategic goal", "goal"),
        "da": ("strategisk mål", "strategiske mål", "overordnet mål"),
    },
    "objective": {
        "nl": ("doelstelling", "beleidsdoelstelling", "hoofddoelstelling", "bd"),
        "fr": ("objectif", "objectif politique"),
        "de": ("Ziel", "Zielsetzung", "Hauptziel"),
        "en": ("objective", "policy objective", "aim"),
        "da": ("mål", "målsætning", "hovedmål"),
    },
    "objective:operational": {
        "nl": ("operationele doelstelling", "operationeel doel", "subdoelstelling", "subdoel", "deeldoelstelling"),
        "fr": ("objectif opérationnel", "sous-objectif", "oo"),
        "de": ("operatives Ziel", "operative Ziele", "Teilziel", "Unterziel"),
        "en": ("operational objective", "operational goal", "sub-objective", "subgoal", "sub goal"),
        "da": ("delmål", "operationelt mål", "operationelle mål"),
    },
    "ambition": {
        "nl": ("ambitie",), "fr": ("ambition",), "de": ("Ambition", "Anspruch"), "en": ("ambition",),
        "da": ("ambition",),
    },
    "action_plan": {
        "nl": ("actieplan", "actieplannen", "ap"),
        "fr": ("plan d’action", "plans d’action", "plan d’actions"),
        "de": ("Aktionsplan", "Maßnahmenplan", "Aktionspläne"),
        "en": ("action plan",),
        "da": ("handleplan", "handlingsplan"),
    },
    "action": {
        "nl": ("actie", "maatregel", "project", "actiepunt"),
        "fr": ("action", "mesure", "projet"),
        "de": ("Maßnahme", "Aktion", "Projekt"),
        "en": ("action", "measure", "project", "initiative"),
        "da": ("handling", "indsats", "initiativ", "projekt", "aktion", "tiltag"),
    },
    "topic": {
        "nl": ("onderwerp", "punt", "aandachtspunt"),
        "fr": ("sujet", "point"),
        "de": ("Stichwort", "Punkt"),
        "en": ("topic", "item"),
        "da": ("emne", "punkt"),
    },
}  # fmt: skip

ATTRIBUTES: dict[str, dict[str, tuple[str, ...]]] = {
    "depth": {"nl": ("diepte",), "fr": ("profondeur",), "de": ("Tiefe",), "en": ("depth",), "da": ("dybde",)},
    "kind": {
        "nl": ("soort", "niveau", "type", "categorie", "laag"),
        "fr": ("nature", "niveau", "type", "genre", "catégorie"),
        "de": ("Art", "Ebene", "Typ", "Stufe", "Kategorie"),
        "en": ("kind", "level", "type", "category"),
        "da": ("slags", "niveau", "type", "kategori"),
    },
    "code": {
        "nl": ("code", "nummer", "nr", "volgnummer", "codering"),
        "fr": ("code", "numéro", "n°", "num"),
        "de": ("Code", "Nummer", "Nr.", "Ziffer", "Kennziffer", "Kürzel"),
        "en": ("code", "number", "no", "ref", "reference", "#"),
        "da": ("kode", "nummer", "nr."),
    },
    "title": {
        "nl": ("titel", "korte omschrijving", "naam", "benaming", "korte beschrijving", "omschrijving kort",
               "formulering", "label"),
        "fr": ("titre", "intitulé", "libellé", "nom", "dénomination", "description courte", "énoncé"),
        "de": ("Titel", "Bezeichnung", "Name", "Kurzbeschreibung", "Überschrift"),
        "en": ("title", "name", "short description", "heading", "label", "wording"),
        "da": ("titel", "navn", "overskrift", "kort beskrivelse", "betegnelse"),
    },
    "description": {
        "nl": ("omschrijving",), "fr": ("description",), "de": ("Beschreibung",), "en": ("description",),
        "da": ("beskrivelse",),
    },
    "text": {
        "nl": ("tekst", "lange omschrijving", "toelichting", "uitleg", "lange beschrijving", "beschrijving", "inhoud",
               "omschrijving lang", "verduidelijking"),
        "fr": ("texte", "description longue", "explication", "contenu", "détail", "précisions"),
        "de": ("Text", "Langbeschreibung", "Erläuterung", "Inhalt", "lange Beschreibung", "Details"),
        "en": ("text", "long description", "explanation", "details", "body", "content"),
        "da": ("tekst", "lang beskrivelse", "uddybning", "forklaring", "indhold", "uddybende tekst"),
    },
    "short_title": {
        "nl": ("korte titel", "verkorte titel"), "fr": ("titre court",), "de": ("Kurztitel",), "en": ("short title",),
        "da": ("kort titel",),
    },
    "lead_in": {
        "nl": ("aanloop", "inleidende zin"), "fr": ("amorce", "phrase d’introduction"), "de": ("Einleitungssatz",),
        "en": ("lead-in",), "da": ("indledning",),
    },
    "form": {"nl": ("vorm",), "fr": ("forme",), "de": ("Form",), "en": ("form",), "da": ("form",)},
    "icon": {"nl": ("pictogram", "icoon"), "fr": ("icône",), "de": ("Symbol",), "en": ("icon",), "da": ("ikon",)},
    "key": {"nl": ("sleutel",), "fr": ("clé",), "de": ("Schlüssel",), "en": ("key",), "da": ("nøgle",)},
    "priority": {
        "nl": ("prioritair", "prioriteit", "is prioritair"),
        "fr": ("prioritaire", "priorité"),
        "de": ("Priorität", "prioritär"),
        "en": ("priority", "is priority"),
        "da": ("prioriteret", "prioritet"),
    },
    "sdg": {
        "nl": ("SDG", "duurzame ontwikkelingsdoelstellingen", "duurzame ontwikkelingsdoelen"),
        "fr": ("ODD", "objectifs de développement durable", "SDG"),
        "de": ("SDG", "Nachhaltigkeitsziele", "globale Nachhaltigkeitsziele"),
        "en": ("SDG", "global goals", "sustainable development goals"),
        "da": ("verdensmål", "FN's verdensmål", "SDG"),
    },
    "id": {
        "nl": ("extern nummer", "id", "externe id", "uuid"),
        "fr": ("numéro externe", "id", "identifiant"),
        "de": ("externe Nummer", "id", "Kennung"),
        "en": ("external number", "id", "external id", "identifier", "uuid"),
        "da": ("eksternt nummer", "id"),
    },
    "parent": {
        "nl": ("ouder", "bovenliggend", "bovenliggende", "hoort bij", "onderdeel van", "valt onder", "hoofdcode",
               "moeder"),
        "fr": ("parent", "supérieur", "rattaché à", "dépend de", "appartient à"),
        "de": ("übergeordnet", "übergeordnete", "gehört zu", "Elternteil", "übergeordnetes"),
        "en": ("parent", "belongs to", "part of", "under"),
        "da": ("overordnet", "hører til", "forælder", "hører under", "del af"),
    },
    "comment": {
        "nl": ("commentaar", "opmerking", "evaluatie", "nota", "stand van zaken"),
        "fr": ("commentaire", "remarque", "évaluation", "observations"),
        "de": ("Kommentar", "Bemerkung", "Anmerkung", "Bewertung", "Notiz"),
        "en": ("comment", "remark", "note", "evaluation"),
        "da": ("kommentar", "bemærkning", "note", "evaluering"),
    },
    "dummy": {"nl": ("dummy",)},
    "aside": {
        "nl": ("aanlevering id", "aanleveringid", "volgorde", "positie"),
        "fr": ("ordre", "position"), "de": ("Reihenfolge", "Position"), "en": ("order", "position", "sort order"),
        "da": ("rækkefølge", "position"),
    },
}  # fmt: skip
"""Roles of columns. "description" is a title where there is no other, else a text; "aside" is passed over silently."""

LANGUAGE_NAMES: dict[str, tuple[str, ...]] = {
    "nl": ("nl", "nederlands", "néerlandais", "Niederländisch", "Dutch", "hollandsk", "nederlandsk", "nld", "ned"),
    "fr": ("fr", "français", "Frans", "Französisch", "French", "fransk", "fra"),
    "de": ("de", "Deutsch", "Duits", "allemand", "German", "tysk", "deu"),
    "en": ("en", "English", "Engels", "anglais", "Englisch", "engelsk", "eng"),
    "da": ("da", "dansk", "Deens", "danois", "Dänisch", "Danish", "dan"),
}

YES = frozenset({
    "1", "x", "ja", "j", "oui", "o", "yes", "y", "true", "waar", "vrai", "wahr", "sand", "✓", "✔", "prioritair",
    "prioritaire", "prioritar", "priority", "prioriteret",
})  # fmt: skip
"""What a flag says when it is up, folded."""

PREFIXES = {
    "SD": "objective:strategic", "OS": "objective:strategic", "BD": "objective", "OD": "objective:operational",
    "OO": "objective:operational", "AP": "action_plan", "AC": "action", "ACT": "action", "TH": "theme",
    "AMB": "ambition",
}  # fmt: skip
"""Letters that a code begins with, by what they usually stand for."""

PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "’": "", "'": "", "°": ""})
ENDINGS = ("en", "er", "s", "n", "e", "r")


def fold(text: str) -> str:
    """``text`` for comparing: lower case, no accents, one space between words, no other signs."""
    spread = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    kept = (" " if not sign.isalnum() and sign != "#" else sign for sign in spread if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())


@cache
def _table(name: str) -> dict[str, tuple[str, str]]:
    """Folded word -> (what it stands for, language); the first language that knows a word wins."""
    found: dict[str, tuple[str, str]] = {}
    entries = {"kinds": KINDS, "attributes": ATTRIBUTES}[name]
    for meaning, languages in entries.items():
        for language, words in languages.items():
            for word in words:
                found.setdefault(fold(word), (meaning, language))
    return found


@lru_cache(maxsize=4096)
def kind_of(words: str) -> tuple[str, str] | None:
    """The label and language of a folded word for a kind, in the singular or the plural; None where it is none."""
    table = _table("kinds")
    if words in table:
        return table[words]
    for ending in ENDINGS:
        tokens = [token.removesuffix(ending) if len(token) > len(ending) + 2 else token for token in words.split()]
        if " ".join(tokens) in table:
            return table[" ".join(tokens)]
    return None


def attribute_of(words: str) -> tuple[str, str] | None:
    """The role and language of a folded header; None where it is none."""
    return _table("attributes").get(words) or _table("attributes").get(words.removesuffix("s"))


@lru_cache(maxsize=1024)
def language_of(word: str) -> str:
    """The language that a folded word names, or nothing."""
    return next((code for code, names in LANGUAGE_NAMES.items() if word in map(fold, names)), "")


def own_word(table: dict[str, dict[str, tuple[str, ...]]], name: str, language: str) -> str:
    """The word that our export writes for ``name``; English where ``language`` has none."""
    words = table[name]
    return words.get(language, words.get("en", next(iter(words.values()))))[0]


@cache
def _spoken(language: str) -> frozenset[str]:
    return frozenset(
        fold(word) for table in (KINDS, ATTRIBUTES) for entry in table.values() for word in entry.get(language, ())
    )


def languages_of(heading: str) -> list[str]:
    """The languages that a header cell may be in, by the words in it."""
    folded = fold(heading)
    return [
        code
        for code in LANGUAGE_NAMES
        if folded in _spoken(code) or any(word in _spoken(code) for word in folded.split())
    ]
