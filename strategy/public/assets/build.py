"""Builds what the public pages' browser loads, from our sources here and npm packages. No Django.

``python -m strategy.public.assets.build`` writes to .build/static/koers/: site.css, forms.css (on pages with a form),
site.js, the font, icons.json (name -> what stands inside the <svg>) and LICENSES.txt.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from municipalities.colours import DEFAULT_BRAND, palette, theme_css

from .packages import NoPackages, fetch
from .stylesheets import minified, only_classes, properties, reached, rule

SOURCES = Path(__file__).resolve().parent
PROJECT = SOURCES.parents[2]
BUILD = PROJECT / ".build"
OUTPUT = BUILD / "static" / "koers"

NEW, OLDER = "@nl-design-system-candidate", "@utrecht"
COMPONENTS = {
    "site": [(NEW, name) for name in ("heading", "skip-link", "button")]
    + [(OLDER, name) for name in ("root", "breadcrumb-nav")],
    "forms": [(OLDER, name) for name in ("form-field", "form-label", "textbox", "textarea")],
}
CLASSES = frozenset(
    {f"nl-heading{part}" for part in ("", "--level-1", "--level-2", "--level-3")}
    | {"nl-skip-link", "nl-skip-link--visible-on-focus", "utrecht-root"}
    | {f"nl-button{part}" for part in ("", "--primary", "--secondary", "__icon-start", "__label")}
    | {f"utrecht-breadcrumb-nav{part}" for part in ("", "__link", "__item", "__separator", "__list", "__list--html-ol")}
    | {"utrecht-form-field", "utrecht-form-label", "utrecht-textbox", "utrecht-textbox--html-input"}
    | {"utrecht-textarea", "utrecht-textarea--html-textarea"}
)
"""The design system's classes that our pages use: the rules for all others stay out. A test compares the templates."""
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
FONT_FILE = "atkinson-hyperlegible-next-latin-wght-normal.woff2"
ICONS = "lucide-static"
HUE_COUNT = 8

CREDITS = {
    "NL Design System (EUPL-1.2)": "Components and start theme in site.css and forms.css: minified, without the "
    "variants that no page uses, otherwise unchanged. "
    "Copyright Frameless B.V., Gemeente Utrecht and the NL Design System community.",
    "Atkinson Hyperlegible Next (SIL OFL-1.1)": "The font in fonts/. Copyright the Braille Institute of America.",
    "Lucide (ISC)": "The icons in icons.json. Copyright the Lucide contributors; parts by Cole Bemis (Feather, MIT).",
}


def component(modules: Path, scope: str, name: str) -> str:
    """The style sheet of one component of the NL Design System."""
    folder = modules / scope / f"{name}-css" / "dist"
    for file in ("index.min.css", "index.css", f"{name}.css"):
        if (folder / file).is_file():
            return only_classes(minified((folder / file).read_text()), CLASSES)
    raise FileNotFoundError(f"{scope}/{name}-css holds no style sheet that the build knows; see its dist folder.")


def vendored(modules: Path) -> dict[str, str]:
    """The design system's part of each of our style sheets; forms.css relies on the tokens in site.css."""
    theme = properties((modules / TOKENS / "dist" / "variables.css").read_text())
    sheets: dict[str, str] = {}
    given: set[str] = set()
    for sheet, names in COMPONENTS.items():
        css = "".join(component(modules, scope, name) for scope, name in names)
        tokens = reached(css, theme, without=given)
        given |= set(tokens)
        sheets[sheet] = rule(":root", tokens) + css
    return sheets


def hues() -> str:
    """Classes .hue-0 to .hue-7, since the pages' security policy allows no style attribute."""
    return "".join(
        rule(f".hue-{number}", {f"--c-{part}": colour for part, colour in hue.items()})
        for number, hue in enumerate(palette(HUE_COUNT))
    )


def icons(modules: Path) -> dict[str, str]:
    """Each icon of icons.txt: the markup inside its <svg>, to be put into one of our own."""
    inner = {}
    for name in (SOURCES / "icons.txt").read_text().split():
        file = modules / ICONS / "icons" / f"{name}.svg"
        if not file.is_file():
            raise FileNotFoundError(f"icons.txt names {name}, which Lucide does not have; see its list of icons.")
        markup = re.sub(r"^.*?<svg[^>]*>|</svg>.*$", "", file.read_text(), flags=re.DOTALL)
        inner[name] = re.sub(r"\s+", " ", markup).strip().replace(" />", "/>").replace("> <", "><")
    return inner


def licences(modules: Path) -> str:
    """What the licences ask us to say: who made what, the exact versions, and the texts that the packages carry."""
    packages = json.loads((PROJECT / "package.json").read_text())["dependencies"]
    parts = ["Third-party work in this folder", *(f"{name}\n{text}" for name, text in CREDITS.items())]
    parts.append("Packages\n" + "\n".join(f"{name} {version}" for name, version in packages.items()))
    for package in (f"{NEW}/button-css", FONT, ICONS):
        for file in sorted((modules / package).glob("LICEN[SC]E*")):
            parts.append(f"{'=' * 72}\nLicence text from {package}\n\n{file.read_text().strip()}")
    return "\n\n".join(parts) + "\n"


def build(modules: Path, output: Path) -> None:
    """Write all files into ``output``, and remove what an earlier build left there."""
    sheets = vendored(modules)
    own = minified((SOURCES / "site.css").read_text())
    files = {
        "site.css": f"@layer nlds{{{sheets['site']}{theme_css(DEFAULT_BRAND)}}}{own}{hues()}",
        "forms.css": f"@layer nlds{{{sheets['forms']}}}",
        "site.js": (SOURCES / "site.js").read_text(),
        "icons.json": json.dumps(icons(modules), indent=0),
        "LICENSES.txt": licences(modules),
    }
    shutil.rmtree(output, ignore_errors=True)
    (output / "fonts").mkdir(parents=True)
    for name, text in files.items():
        notice = "/* third-party parts: see LICENSES.txt */" if name.endswith(".css") else ""
        (output / name).write_text(notice + text)
    shutil.copyfile(modules / FONT / "files" / FONT_FILE, output / "fonts" / "atkinson-hyperlegible-next.woff2")


def main() -> int:
    try:
        build(fetch(PROJECT, BUILD / "packages"), OUTPUT)
    except (NoPackages, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
