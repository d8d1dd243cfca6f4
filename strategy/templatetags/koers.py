"""Template tags of the whole site."""

from django import template

from ..public.drawing import shield
from ..public.icons import icon

register = template.Library()
register.simple_tag(icon, name="icon")
register.simple_tag(shield, name="shield")
