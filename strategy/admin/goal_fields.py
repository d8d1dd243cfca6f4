"""Fields of a goal's form that Django does not have; its icon is chosen in icon_choice."""

from typing import Any

from django import forms

from ..vocabulary import SDGS, sdg_text


class SilentInput(forms.HiddenInput):
    """Without what its field says to a screen reader: HTML does not let a hidden input say anything."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attrs.items() if not name.startswith("aria-")}

    def format_value(self, value: Any) -> str | None:
        return ",".join(value) if isinstance(value, list) else super().format_value(value)


class SdgsField(forms.MultipleChoiceField):
    """Boxes for the goals of the United Nations; what is stored, and posted as it was shown, is "3,11"."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(str(number), f"{number}. {name}") for number, name in SDGS.items()], **kwargs)

    def prepare_value(self, value: Any) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        given = value if isinstance(value, list | tuple) else [value or ""]
        return [number for part in given for number in str(part).split(",") if number]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.to_python(initial)) != set(self.to_python(data))

    def clean(self, value: Any) -> str:
        return sdg_text(map(int, super().clean(value)))
