"""Text work on CSS: makes style sheets small, and keeps of a theme only the properties that components reach."""

import re
from collections.abc import Iterable

_TOKENS = re.compile(r"""(?P<comment>/\*.*?\*/)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
_USE = re.compile(r"var\(\s*(--[\w-]+)")


def minified(css: str) -> str:
    """``css`` without comments and needless blanks; what stands in quotes is left alone."""
    strings: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        if match["comment"]:
            return " "
        strings.append(match["string"])
        return f'"{len(strings) - 1}"'

    css = re.sub(r"\s+", " ", _TOKENS.sub(set_aside, css))
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    css = re.sub(r": ", ":", css)  # only behind a colon: before one, a blank can be part of a selector
    css = css.replace(";}", "}").strip()
    return re.sub(r'"(\d+)"', lambda match: strings[int(match[1])], css)


def properties(css: str) -> dict[str, str]:
    """The custom properties that a style sheet defines."""
    return {name: value.strip() for name, value in _PROPERTY.findall(css)}


def reached(css: str, theme: dict[str, str], without: Iterable[str] = ()) -> dict[str, str]:
    """The properties of ``theme`` that ``css`` uses, directly or through one another, less those in ``without``."""
    needed: set[str] = set()
    open_names = set(_USE.findall(css))
    while open_names:
        name = open_names.pop()
        if name in theme and name not in needed:
            needed.add(name)
            open_names |= set(_USE.findall(theme[name]))
    left_out = set(without)
    return {
        name: value
        for name, value in theme.items()
        if name in needed and name not in left_out and not value.startswith("var(--todo")
    }


def rule(selector: str, values: dict[str, str]) -> str:
    """One rule, minified."""
    return selector + "{" + ";".join(f"{name}:{value}" for name, value in values.items()) + "}"
