"""Files inside a PlanDocument: stored files to base64 and back."""

import base64
import binascii
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from ..refusal import Refused
from .document import FileEntry


def entry_of(stored: FieldFile, media_type: str = "", *, with_content: bool = True) -> FileEntry | None:
    """A stored file as an entry; None where there is none."""
    if not stored:
        return None
    name, content = PurePosixPath(stored.name or "").name, ""
    if with_content:
        with stored.open("rb") as file:
            content = base64.b64encode(file.read()).decode()
    guessed = media_type or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return FileEntry(name=name, media_type=guessed, content=content)


def content_of(entry: FileEntry) -> ContentFile:
    """An entry as a file to store, named without any folder. Raises Refused where its content is not base64."""
    try:
        content = base64.b64decode(entry.content, validate=True)
    except binascii.Error as error:
        raise Refused(
            _("The content of the file “%(name)s” is damaged: it is not base64.") % {"name": entry.name}
        ) from error
    return ContentFile(content, name=PurePosixPath(entry.name.replace("\\", "/")).name or "file")


@contextmanager
def given_back_on_failure() -> Iterator[list[FieldFile]]:
    """A list for files that are stored inside a transaction: where it fails, they are deleted again."""
    stored: list[FieldFile] = []
    try:
        yield stored
    except BaseException:
        give_back(stored)
        raise


def give_back(stored: list[FieldFile]) -> None:
    """Deletes files that were stored for rows which will not stay."""
    for file in stored:
        file.delete(save=False)


def store(entry: FileEntry | None, field: FieldFile, stored: list[FieldFile]) -> None:
    """Stores an entry, where there is one, in a model's file field and notes it in ``stored``."""
    if entry is not None:
        content = content_of(entry)
        field.save(content.name or "file", content, save=False)
        stored.append(field)
