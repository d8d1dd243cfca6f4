"""Screens for towns and people, a file each."""

from . import organisation, person, town

__all__ = ["organisation", "person", "town"]
