"""Screens for plans, editions and what belongs to them, a file each. They call services and decide nothing."""

from . import change, decision, edition, feedback, goal, plan

__all__ = ["change", "decision", "edition", "feedback", "goal", "plan"]
