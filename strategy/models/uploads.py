"""Where uploaded files are kept: each in a folder of its own, so that it keeps its name."""

import secrets

from django.utils.deconstruct import deconstructible


@deconstructible
class Folder:
    """``upload_to=Folder("attachments")`` gives attachments/<random>/<name>."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, instance: object, filename: str) -> str:
        return f"{self.name}/{secrets.token_hex(8)}/{filename}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Folder) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)
