"""The sentences that the script of the tree's screen says by itself; all others come with the server's answers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORDS: dict[str, Promise] = {
    "top": _("at the top, below no other goal"),
    "first": pgettext_lazy("place", "first"),
    "last": pgettext_lazy("place", "last"),
    "after": _("after “%(goal)s”"),
    "moveTitle": _("Move “%(goal)s”"),
    "noTarget": _("No goal with these words can have this one below it."),
    "found": _("Shown: %(count)s of %(all)s goals."),
    "picked": _("“%(goal)s” is picked up. The line shows where it would go. Escape puts it back."),
    "putBack": _("“%(goal)s” stays where it was."),
    "nowhere": _("It cannot go there."),
    "changed": _("Somebody else has changed the tree. This is how it stands now."),
    "offline": _("The server cannot be reached. Nothing is lost: try again in a moment."),
    "failed": _("That did not work. Reload the page and try again."),
    "signedOut": _(
        "You are logged out. What you typed is kept in this browser: log in again in another tab, then save here."
    ),
    "signIn": _("Log in in another tab"),
    "noRight": _("You cannot change this edition any more. Reload the page to see why."),
    "gone": _("This goal is no longer there: somebody deleted it. What you typed is kept in this browser."),
    "unsaved": _("not saved"),
    "kept": _("What you typed in “%(goal)s” is not saved yet. This browser keeps it, and offers it when you return."),
    "cannotUp": _("It is already first."),
    "cannotDown": _("It is already last."),
    "cannotIn": _("It cannot go below the goal above it."),
    "cannotOut": _("It cannot go beside the goal above it."),
    "chooseFirst": _("Choose a goal first."),
}


def words_for_script() -> dict[str, str]:
    return {name: str(sentence) for name, sentence in WORDS.items()}
