"""Fills in forms as a browser does: everything that the page shows goes back, changed or not."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.fields, self.area, self.select = form_id, False, {}, "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        name = given.get("name") or ""
        if not self.inside or "__prefix__" in name:
            return
        if tag == "input" and name and given.get("type") not in {"submit", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.fields.setdefault(name, []).append(given.get("value", "on" if "checked" in given else "") or "")
        elif tag == "textarea":
            self.area = name
            self.fields[name] = [""]
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.fields[self.select] = [given.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.area:
            self.fields[self.area][0] = self.fields[self.area][0].removeprefix("\r\n").removeprefix("\n")
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.inside = False


def filled(page: HttpResponse, form_id: str, **changes: object) -> dict[str, object]:
    """What the form with this id would post, with ``changes``."""
    parser = _Fields(form_id)
    parser.feed(page.content.decode())
    return {**parser.fields, **changes}
