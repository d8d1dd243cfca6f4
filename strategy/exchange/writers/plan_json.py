"""JSON, which holds all of a plan in all its languages: the asked language changes nothing."""

from ..document import PlanDocument
from ..formats import plan_json
from .writer import NOWHERE, Origin, Writer


def _write(document: PlanDocument, language: str, origin: Origin = NOWHERE, /) -> bytes:
    return plan_json.dump(document, status=origin.status).encode()


JSON = Writer(suffix=".json", media_type="application/json", write=_write)
