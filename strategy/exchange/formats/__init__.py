"""One module per format; each reads to or writes from a PlanDocument and never touches the database."""

from collections.abc import Callable

from ..document import PlanDocument
from . import plan_json

READERS: dict[str, Callable[[bytes], PlanDocument]] = {"json": plan_json.load}
WRITERS: dict[str, Callable[[PlanDocument], str]] = {"json": plan_json.dump}
