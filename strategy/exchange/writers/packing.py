"""Office files are zip archives; ours say nothing of the moment they were made, so that one plan gives one file."""

import datetime
import io
import zipfile

MOMENT = datetime.datetime(1980, 1, 1)
"""What stands where a format demands a moment: the earliest that a zip archive can name."""


def timeless(data: bytes) -> bytes:
    """The same archive, in the same order, with every entry dated MOMENT."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename, MOMENT.timetuple()[:6])
            plain.compress_type, plain.external_attr = entry.compress_type, entry.external_attr
            new.writestr(plain, old.read(entry))
    return packed.getvalue()
