"""Rows of a plan whose texts stand in several languages, and remember what each translation was made from."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ..translated_from import note_translations
from ..vocabulary import LANGUAGES


class Translated(models.Model):
    """``TEXTS`` are its translated fields; each is translated for itself, unlike the texts of a goal.

    ``translated_from`` holds for each of them, by name, what Goal.translated_from holds for a goal. It is kept here,
    at the one door that every form, import and service goes through.
    """

    TEXTS: ClassVar[tuple[str, ...]]

    translated_from = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        editable=False,
        help_text=_(
            "text -> language -> the authentic text that its translation was made from: a hash, or the former text"
        ),
    )

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs) -> None:
        if update_fields is not None and not set(self.text_columns()) & set(update_fields):
            return super().save(*args, update_fields=update_fields, **kwargs)
        with transaction.atomic():
            self._note_translations()
            also = None if update_fields is None else [*update_fields, "translated_from"]
            return super().save(*args, update_fields=also, **kwargs)

    @classmethod
    def text_columns(cls) -> list[str]:
        return [f"{name}_{code}" for name in cls.TEXTS for code in LANGUAGES]

    def text_values(self, field: str) -> dict[str, Any]:
        """The columns of one text and what its translations follow, as the functions of translated_from take them."""
        values = {f"{field}_{code}": getattr(self, f"{field}_{code}") for code in LANGUAGES}
        return {**values, "translated_from": self.translated_from.get(field, {})}

    def _note_translations(self) -> None:
        """A new row keeps what it brings along, as a copy does; a stored one goes by what is stored."""
        stored = models.QuerySet(type(self)).select_for_update(no_key=True).filter(pk=self.pk) if self.pk else None
        before = stored.values(*self.text_columns(), "translated_from").first() if stored is not None else None
        noted = before["translated_from"] if before else self.translated_from
        authentic = getattr(self, "plan", self).municipality.language
        for name in self.TEXTS:
            values = self.text_values(name)
            then = {**(before or values), "translated_from": noted.get(name)}
            noted = {**noted, name: note_translations(values, then, authentic, (name,))}
        self.translated_from = {name: sources for name, sources in noted.items() if sources}
