"""What may be uploaded: PDF files and pictures, told by their content and not by what they call themselves."""

import io
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

PDF = "application/pdf"
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
SUFFIXES = {
    PDF: {".pdf"},
    "image/png": {".png"},
    "image/jpeg": {".jpg", ".jpeg"},
    "image/webp": {".webp"},
}
"""Media type -> endings that a file of it may have: a web server goes by the ending."""

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PICTURE = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000


def check_picture(file: UploadedFile) -> str:
    """The media type of an uploaded picture. Raises ValidationError where it is none, or too large."""
    _check_size(file, LARGEST_PICTURE)
    return _checked_suffix(file, _picture_type(file), _("This is not a picture: choose a PNG, JPEG or WebP file."))


def check_document(file: UploadedFile) -> str:
    """The media type of an uploaded PDF or picture. Raises ValidationError where it is neither, or too large."""
    _check_size(file, LARGEST_FILE)
    file.seek(0)
    is_pdf = file.read(5) == b"%PDF-"
    file.seek(0)
    found = PDF if is_pdf else _picture_type(file)
    return _checked_suffix(file, found, _("This kind of file cannot be offered: choose a PDF, PNG, JPEG or WebP file."))


HEADER = (1600, 700)
"""The largest that a header picture is sent: width and height."""


def as_header(file: UploadedFile) -> ContentFile:
    """A checked picture as a light WebP file of at most HEADER: cut to fit, upright, without what a camera notes."""
    file.seek(0)
    with Image.open(file) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        size = HEADER if upright.width >= HEADER[0] and upright.height >= HEADER[1] else upright.size
        fitted = ImageOps.fit(upright, size)
    written = io.BytesIO()
    fitted.save(written, "WEBP", quality=60, method=6)
    return ContentFile(written.getvalue(), name=f"{PurePath(file.name or 'header').stem[:40]}.webp")


def _check_size(file: UploadedFile, limit: int) -> None:
    if (file.size or 0) > limit:
        raise ValidationError(
            _("This file is %(size)s; the limit is %(limit)s. Make it smaller.")
            % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
        )


def _picture_type(file: UploadedFile) -> str:
    """The media type by the picture's own bytes, "" where it is no picture that we take."""
    try:
        file.seek(0)
        with Image.open(file) as picture:
            picture.verify()
            fits = picture.width * picture.height <= MOST_PIXELS
            return PICTURES.get(picture.format or "", "") if fits else ""
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return ""
    finally:
        if not file.closed:
            file.seek(0)


def _checked_suffix(file: UploadedFile, media_type: str, sentence: str) -> str:
    if not media_type:
        raise ValidationError(sentence)
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in SUFFIXES[media_type]:
        raise ValidationError(
            _("The name of this file ends in “%(suffix)s”, but its content is %(type)s. Rename it.")
            % {"suffix": suffix, "type": media_type}
        )
    return media_type
