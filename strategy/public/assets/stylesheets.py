"""Text work on CSS: makes style sheets small, and keeps of a theme only the properties that components reach."""

import re
from collections.abc import Iterable

_TOKENS = re.compile(r"""(?P<comment>/\*.*?\*/)|(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""", re.DOTALL)
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+);")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_BRACKETS = re.compile(r"(?P<name>:[\w-]*)\((?P<inside>[^()]*)\)")
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


def only_classes(css: str, used: Iterable[str]) -> str:
    """Minified ``css`` without the selectors that ask for a class that is not among ``used``."""
    gone = set(_CLASS.findall(css)) - set(used)

    def kept(match: re.Match[str]) -> str:
        wanted = [one for one in _alternatives(match[1]) if gone.isdisjoint(_CLASS.findall(_demanded(one)))]
        return f"{','.join(wanted)}{{{match[2]}}}" if wanted else ""

    return re.sub(r"@media[^{}]+\{\}", "", _RULE.sub(kept, css))


def _demanded(selector: str) -> str:
    """``selector`` without what it excludes by :not(), and without lists of which one entry is enough."""

    def opened(match: re.Match[str]) -> str:
        is_demand = match["name"] != ":not" and "," not in match["inside"]
        return f"{match['name']} {match['inside']}" if is_demand else ""

    while (shorter := _BRACKETS.sub(opened, selector)) != selector:
        selector = shorter
    return selector


def _alternatives(selector: str) -> list[str]:
    """The parts of a selector between its commas; those within brackets part nothing."""
    parts, depth = [""], 0
    for character in selector:
        depth += (character == "(") - (character == ")")
        if character == "," and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return parts


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
