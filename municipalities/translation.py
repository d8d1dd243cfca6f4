"""Which texts of this app exist in every language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Body, Municipality, Organisation


@register(Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ("name", "formal_name")


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "by_line")
