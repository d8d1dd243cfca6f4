"""What the account's own pages say in words."""

from django import template

from ..signing_in import browsers

register = template.Library()

register.filter("browser_in_words", browsers.in_words)
