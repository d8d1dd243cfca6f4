"""Turns message catalogues into what Django reads, without gettext: ``compile.py FILE.po ...`` writes FILE.mo."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(source: Path) -> None:
    """Write the .mo beside ``source``; what is marked fuzzy stays out, so that a guess is never shown."""
    with source.open("rb") as file:
        catalogue = read_po(file)
    with source.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue, use_fuzzy=False)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_catalogue(Path(name))
