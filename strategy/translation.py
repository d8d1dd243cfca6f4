"""Which texts of this app exist in every language (django-modeltranslation)."""

from modeltranslation.translator import TranslationOptions, register

from .models import Attachment, Edition, Goal, Level, Milestone, Plan
from .models.goal import TEXT_FIELDS


@register(Plan)
class PlanTranslation(TranslationOptions):
    fields = Plan.TEXTS


@register(Level)
class LevelTranslation(TranslationOptions):
    fields = Level.TEXTS


@register(Edition)
class EditionTranslation(TranslationOptions):
    fields = Edition.TEXTS


@register(Goal)
class GoalTranslation(TranslationOptions):
    fields = TEXT_FIELDS


@register(Milestone)
class MilestoneTranslation(TranslationOptions):
    fields = Milestone.TEXTS


@register(Attachment)
class AttachmentTranslation(TranslationOptions):
    fields = Attachment.TEXTS


# mptt's own methods (get_descendants and the like) must read the active language's columns too
Goal._tree_manager = Goal.objects
