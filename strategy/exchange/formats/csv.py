"""A plan out of a spreadsheet file: .csv. See strategy.exchange.sheets."""

from ..document import PlanDocument
from ..sheets import csv_grid, reading


def load(data: bytes, language: str = "") -> PlanDocument:
    """The plan in the file. ``language``: its authentic one, "" to find it out. Raises Refused with a sentence."""
    return reading.document_of(csv_grid.grids_of(data), language)
