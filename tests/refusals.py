"""What a service answers when it says no."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from strategy.refusal import Refused


@contextmanager
def refused(sentence: str, field: str | None = None) -> Iterator[None]:
    """What stands in the block is refused with a text that begins with ``sentence``, about ``field`` if given."""
    with pytest.raises(Refused) as answer:
        yield
    assert str(answer.value).startswith(sentence)
    assert field is None or answer.value.field == field
