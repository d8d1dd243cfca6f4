import json

import pytest

from . import score_table
from .notation import QUESTIONS, Score


def pytest_configure(config):
    if not config.pluginmanager.has_plugin(score_table.__name__):
        config.pluginmanager.register(score_table, score_table.__name__)


@pytest.fixture
def scores(request):
    """Notes the scores of the corpus for the table at the end."""

    def note(results: dict[str, Score]) -> None:
        path = score_table.score_file(request.config)
        path.parent.mkdir(parents=True, exist_ok=True)
        plain = {name: {question: result.share(question) for question in QUESTIONS} for name, result in results.items()}
        path.write_text(json.dumps(plain))

    return note
