"""The index of the search: what of the published plans can be found, and by which words. Written by strategy.search.

It can be thrown away and made again at any time (manage.py rebuild_search). It stands apart from the goals, so that
moving and writing them costs no index.
"""

from django.db import models


class SearchRow(models.Model):
    """A goal of an edition, or a plan itself, in one language that its town shows. Words are folded, blank between."""

    municipality = models.ForeignKey("municipalities.Municipality", models.CASCADE, related_name="+")
    plan = models.ForeignKey("strategy.Plan", models.CASCADE, related_name="+")
    goal_id = models.BigIntegerField(null=True)
    """Id of the goal, None for the plan itself. No foreign key: deleting drafts must not look here."""
    path = models.TextField(blank=True)
    """Ids of the goals above it, from the top down."""
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    """Of the page that shows it."""
    text_language = models.CharField(max_length=2)
    """Of its title: another one where the page falls back on the authentic text."""
    serves = models.CharField(max_length=20)
    """Languages of readers whom it is for: its own, and those that the town does not have."""
    shown_from = models.DateField()
    shown_until = models.DateField()
    """The first day on which it is shown no more."""
    recency = models.SmallIntegerField(default=0)
    """First year of the plan."""
    position = models.PositiveIntegerField(default=0)
    title_words = models.TextField()
    title_forms = models.TextField()
    text_words = models.TextField()
    text_forms = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "language"], name="search_row_town")]

    def __str__(self) -> str:
        return self.title_words


class SearchedPlan(models.Model):
    """What the rows of a plan were made from, and whether a search engine beside the database has them."""

    plan = models.OneToOneField("strategy.Plan", models.CASCADE, primary_key=True, related_name="+")
    made_from = models.CharField(max_length=80)
    is_sent = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.plan_id)
