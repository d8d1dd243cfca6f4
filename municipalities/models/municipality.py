"""The tenant: a municipality with its languages, register code and appearance."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .. import domains
from ..registers import Country, Scheme, check_code

RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "api", "domains", "healthz", "media", "metrics", "preview", "readyz", "static", "theme"}
    | {"accessibility", "compare", "contact", "help", "privacy", "search"}
)
FEWEST_DAYS, MOST_DAYS = 30, 1825
"""How long what citizens write may be kept."""


def validate_slug_is_free_word(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("This word is an address of the site itself: choose another one."))


class MunicipalityQuerySet(models.QuerySet):
    def of(self, user, right):
        """The municipalities in which ``user`` has ``right``."""
        return self if user.is_active and user.is_superuser else self.filter(pk__in=user.towns_with(right))


class Municipality(models.Model):
    slug = models.SlugField(
        _("address"),
        max_length=50,
        unique=True,
        validators=[validate_slug_is_free_word],
        help_text=_("The word for this municipality in addresses, for example aalst."),
    )
    name = models.CharField(_("name"), max_length=100, help_text=_("The place: Aalst."))
    formal_name = models.CharField(
        _("full name"), max_length=150, blank=True, help_text=_("As the municipality signs: Stad Aalst.")
    )
    domain = models.CharField(
        _("own domain"),
        max_length=253,
        blank=True,
        validators=[domains.validate_domain],
        help_text=_("A host name of the municipality that leads to this site, for example plan.aalst.be."),
    )
    country = models.CharField(_("country"), max_length=2, choices=Country.choices)
    register_scheme = models.CharField(_("register"), max_length=20, choices=Scheme.choices, blank=True)
    register_code = models.CharField(_("code in the register"), max_length=20, blank=True)
    language = models.CharField(
        _("authentic language"),
        max_length=2,
        choices=settings.LANGUAGES,
        help_text=_("Texts in this language are binding; the others are shown as translations."),
    )
    languages = models.JSONField(
        _("languages"),
        default=list,
        help_text=_("The languages in which the public pages can be read."),
    )
    brand_colour = models.CharField(
        _("colour"),
        max_length=7,
        default="#1d4f91",
        validators=[
            RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits, for example #a8192e."))
        ],
        help_text=_("Shades with enough contrast are made from it."),
    )
    logo = models.FileField(_("logo"), upload_to="logos/", blank=True)
    header_picture = models.ImageField(
        _("header picture"),
        upload_to="headers/",
        blank=True,
        help_text=_("Wide, and quiet at the left: it lies behind the mission, darkened so that the text can be read."),
    )
    requires_decision = models.BooleanField(
        _("publication needs a decision"),
        default=False,
        help_text=_("If on, an edition can only be published once a decision that adopts it is recorded."),
    )
    contact_address = models.TextField(_("postal address"), blank=True, max_length=400)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    contact_url = models.URLField(
        _("website"), max_length=400, blank=True, help_text=_("The municipality’s own website, or its contact page.")
    )
    privacy_email = models.EmailField(_("data protection officer"), blank=True, help_text=_("An e-mail address."))
    privacy_url = models.URLField(
        _("privacy statement"), max_length=400, blank=True, help_text=_("The municipality’s own, on its website.")
    )
    feedback_kept_days = models.PositiveSmallIntegerField(
        _("days that messages are kept"),
        default=365,
        validators=[MinValueValidator(FEWEST_DAYS), MaxValueValidator(MOST_DAYS)],
        help_text=_("What citizens write is deleted after this many days: from 30 to 1825, which is five years."),
    )
    requires_second_factor = models.BooleanField(
        _("a second factor is required"),
        default=False,
        help_text=_("If on, people only get in with an authenticator app or a passkey besides their password."),
    )
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        editable=False,
        help_text=_("Every page says that the texts are not the municipality’s own."),
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ("slug",)
        constraints = [
            models.UniqueConstraint(
                fields=["register_scheme", "register_code"],
                condition=~models.Q(register_code=""),
                name="municipality_register_code_once",
                violation_error_message=_("Another municipality already has this code."),
            ),
            models.UniqueConstraint(
                fields=["domain"],
                condition=~models.Q(domain=""),
                name="municipality_domain_once",
                violation_error_message=_("Another municipality already has this domain."),
            ),
            models.CheckConstraint(
                condition=models.Q(domain="") | models.Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"),
                name="municipality_domain_is_a_host_name",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=[code for code, _name in settings.LANGUAGES]),
                name="municipality_language_known",
            ),
            models.CheckConstraint(
                condition=models.Q(feedback_kept_days__range=(FEWEST_DAYS, MOST_DAYS)),
                name="municipality_messages_are_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def save(self, *args, **kwargs) -> None:
        super().save(*args, **kwargs)
        domains.forget()

    def get_absolute_url(self) -> str:
        return reverse("public:town", kwargs={"lang": self.language, "town": self.slug})

    @property
    def municipality_id(self) -> int:
        """A municipality belongs to itself: rules ask every object for this."""
        return self.pk

    def clean_fields(self, exclude=None) -> None:
        self.domain = domains.normal(self.domain)
        super().clean_fields(exclude)

    def clean(self) -> None:
        if not isinstance(self.languages, list):
            raise ValidationError({"languages": _("Choose the languages from the list.")})
        unknown = set(self.languages) - set(dict(settings.LANGUAGES))
        if unknown:
            raise ValidationError(
                {
                    "languages": _("%(unknown)s is not a language of Koers: choose from %(known)s.")
                    % {"unknown": ", ".join(sorted(unknown)), "known": ", ".join(dict(settings.LANGUAGES))}
                }
            )
        self._check_language_is_not_sealed()
        # the authentic language is always on, and first
        self.languages = [self.language, *(code for code in self.languages if code != self.language)]
        if bool(self.register_scheme) != bool(self.register_code):
            raise ValidationError({"register_code": _("Give both the register and the code, or neither.")})
        if self.register_scheme:
            check_code(self.register_scheme, self.register_code, self.country)

    def _check_language_is_not_sealed(self) -> None:
        """Seals say which language is authentic, so it stays once something is published."""
        before = type(self).objects.filter(pk=self.pk).values_list("language", flat=True).first()
        if before not in (None, self.language) and self.plans.published().exists():
            raise ValidationError(
                {
                    "language": _(
                        "What is published is sealed with its authentic language. "
                        "Keep this language, and add the other one as a translation."
                    )
                }
            )
