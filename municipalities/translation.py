"""Which texts of this app exist in every language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import AccessibilityStatement, Body, FooterLink, Municipality, Organisation


@register(Municipality)
class MunicipalityTranslation(TranslationOptions):
    fields = ("name", "formal_name")


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name",)


@register(Body)
class BodyTranslation(TranslationOptions):
    fields = ("name", "by_line")


@register(FooterLink)
class FooterLinkTranslation(TranslationOptions):
    fields = ("label",)


@register(AccessibilityStatement)
class AccessibilityStatementTranslation(TranslationOptions):
    fields = ("not_compliant", "burden", "out_of_scope")
