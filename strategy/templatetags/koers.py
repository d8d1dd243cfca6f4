"""Template tags of the whole site."""

from django import template

from ..public.drawing import shield
from ..public.icons import icon
from ..public.rendering import children, tile, words

register = template.Library()
register.simple_tag(icon, name="icon")
register.simple_tag(shield, name="shield")
register.simple_tag(children, name="children")
register.simple_tag(tile, name="tile")
register.simple_tag(words, name="words")
