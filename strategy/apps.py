from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class StrategyConfig(AppConfig):
    name = "strategy"
    verbose_name = _("strategy")

    def ready(self) -> None:
        pre_migrate.connect(_let_tables_be_rebuilt, sender=self)
        post_migrate.connect(_seal_again, sender=self)
        for name in ("Municipality", "Organisation", "Body", "FooterLink", "AccessibilityStatement"):
            for signal in (post_save, post_delete):
                signal.connect(_public_pages_changed, sender=f"municipalities.{name}")
        self._keep_search()

    def _keep_search(self) -> None:
        """Services know nothing of the search: it listens to what they publish."""
        from .services.planning import public_text_changed

        public_text_changed.connect(_search_follows, dispatch_uid="search")
        post_migrate.connect(_search_catches_up, sender=self)


def _let_tables_be_rebuilt(sender, using, plan, **kwargs) -> None:
    """SQLite alters a table by making it anew, which a trigger on it or about it forbids."""
    from .models import triggers

    if plan:
        triggers.remove(connections[using])


def _public_pages_changed(sender, instance, raw=False, **kwargs) -> None:
    """Every public page names its town, shows its colours, or says who decided."""
    from .services.planning import touch_town

    if not raw:
        touch_town(instance.municipality_id)


def _search_follows(**told) -> None:
    from .search import keeping

    keeping.follow(**told)


def _search_catches_up(**told) -> None:
    from .search import keeping

    keeping.catch_up(**told)


def _seal_again(sender, using, **kwargs) -> None:  # flush sends no plan
    from .models import Goal, tree_guard, triggers

    if Goal._meta.db_table in connections[using].introspection.table_names():
        triggers.install(connections[using])
        tree_guard.install(connections[using])
