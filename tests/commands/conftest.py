import pytest
from django.core.management import call_command


@pytest.fixture
def demo(db, settings, tmp_path):
    """The five towns, loaded as `make run` loads them."""
    settings.MEDIA_ROOT = tmp_path
    settings.DEBUG = True
    call_command("demo", verbosity=0)


@pytest.fixture
def run(capfdbinary):
    """Runs a command and gives what it wrote to standard output, as text."""

    def run_command(*words: object, **options: object) -> str:
        capfdbinary.readouterr()
        call_command(*map(str, words), **options)
        return capfdbinary.readouterr().out.decode()

    return run_command
