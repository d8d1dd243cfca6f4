"""A plan out of a spreadsheet file: .xlsx. See strategy.exchange.sheets."""

from ..document import PlanDocument
from ..sheets import reading, xlsx_grid


def load(data: bytes, language: str = "") -> PlanDocument:
    """The plan in the file. ``language``: its authentic one, "" to find it out. Raises Refused with a sentence."""
    return reading.document_of(xlsx_grid.grids_of(data), language)
