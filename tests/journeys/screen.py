"""The screen of the tree as a person sees it: rows by their titles, sentences, and the mouse."""

from playwright.sync_api import Locator, Page, expect

from strategy.models import Edition


class Screen:
    def __init__(self, page: Page, edition: Edition) -> None:
        self.page, self.edition = page, edition
        self.panel = page.locator("#goal-panel")
        self.tools = page.locator("#goal-tools")
        self.saying = page.locator("#tree-says")

    def open(self, query: str = "") -> None:
        self.page.goto(f"/admin/strategy/edition/{self.edition.pk}/tree/{query}")
        self.ready()

    def ready(self) -> None:
        self.page.locator("html[data-tree-ready]").wait_for()

    def row(self, title: str) -> Locator:
        """The row's own line, without what stands below it."""
        link = self.page.locator(".goal-words a", has_text=title).filter(has_text=title)
        return self.page.locator(".goal", has=link).first

    def choose(self, title: str) -> None:
        """Opens a goal in the form beside the tree."""
        self.row(title).locator("a").click()
        expect(self.panel.locator(".goal-panel-name")).to_have_text(title)

    def says(self, *words: str) -> None:
        for word in words:
            expect(self.saying).to_contain_text(word)

    def has_focus(self, title: str) -> None:
        expect(self.row(title)).to_be_focused()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def outline(self) -> str:
        """The tree as the page shows it, as indented text."""
        lines = self.page.locator("#goal-tree").evaluate(
            """box => [...box.querySelectorAll(".goal")].map(line =>
                "  ".repeat(line.getAttribute("aria-level") - 1) + line.querySelector("a").textContent)"""
        )
        return "".join(f"{line}\n" for line in lines)

    def shows(self, outline: str) -> None:
        self.page.wait_for_function(
            """wanted => [...document.querySelectorAll("#goal-tree li")].map(row =>
                "  ".repeat(row.firstElementChild.getAttribute("aria-level") - 1)
                + row.querySelector(".goal-words a").textContent + "\\n").join("") === wanted""",
            arg=outline,
        )

    # -- the mouse ---------------------------------------------------------------------------------

    def pick_up(self, title: str) -> None:
        frame = self.row(title).bounding_box()
        self.page.mouse.move(frame["x"] + 60, frame["y"] + frame["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(frame["x"] + 60, frame["y"] + frame["height"] / 2 + 9, steps=3)

    def carry(self, title: str, part: float, right: int = 0) -> None:
        """Carries what is picked up over a row: ``part`` of its height (0 the upper edge, 1 the lower one)."""
        frame = self.row(title).bounding_box()
        self.page.mouse.move(
            self.row(title).bounding_box()["x"] + 60 + right, frame["y"] + frame["height"] * part, steps=5
        )

    def drop(self) -> None:
        self.page.mouse.up()
