"""Public registers of municipalities: which scheme a country uses and what its codes look like.

Formats: Statbel REFNIS (5 digits), Danish kommunekode (4 digits), CBS/TOOI (GM and 4 digits),
German Amtlicher Gemeindeschluessel (8 digits), INSEE (5 characters), LAU of Luxembourg (4 digits).
"""

import re

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Country(TextChoices):
    BELGIUM = "be", _("Belgium")
    DENMARK = "dk", _("Denmark")
    FRANCE = "fr", _("France")
    GERMANY = "de", _("Germany")
    LUXEMBOURG = "lu", _("Luxembourg")
    NETHERLANDS = "nl", _("Netherlands")


class Scheme(TextChoices):
    NIS = "nis", _("NIS code (Belgium)")
    KOMMUNEKODE = "kommunekode", _("kommunekode (Denmark)")
    CBS = "cbs", _("CBS code (Netherlands)")
    AGS = "ags", _("Amtlicher Gemeindeschlüssel (Germany)")
    INSEE = "insee", _("INSEE code (France)")
    LAU = "lau", _("LAU code (Luxembourg)")


SCHEMES: dict[str, tuple[str, str, str]] = {
    # scheme: (country, pattern, example)
    Scheme.NIS: (Country.BELGIUM, r"\d{5}", "41002"),
    Scheme.KOMMUNEKODE: (Country.DENMARK, r"\d{4}", "0187"),
    Scheme.CBS: (Country.NETHERLANDS, r"GM\d{4}", "GM0344"),
    Scheme.AGS: (Country.GERMANY, r"\d{8}", "05315000"),
    Scheme.INSEE: (Country.FRANCE, r"[0-9AB]{5}", "59350"),
    Scheme.LAU: (Country.LUXEMBOURG, r"\d{4}", "0304"),
}


def check_code(scheme: str, code: str, country: str) -> None:
    """Raises ValidationError, with a sentence per field, where ``code`` is not of ``scheme`` or the scheme
    is another country's."""
    scheme_country, pattern, example = SCHEMES[scheme]
    if scheme_country != country:
        raise ValidationError(
            {"register_scheme": _("This register belongs to another country: choose the one of the municipality.")}
        )
    if not re.fullmatch(pattern, code):
        raise ValidationError(
            {
                "register_code": _("%(code)s is not a code of this register: a code looks like %(example)s.")
                % {"code": code, "example": example}
            }
        )
