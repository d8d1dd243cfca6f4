"""How a page is made small for the way, and which of the ways a visitor takes."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
import zstandard

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=9),
    "zstd": lambda body: zstandard.ZstdCompressor(level=15).compress(body),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
}
"""Encodings in the order that we prefer them: the smallest first."""


@lru_cache(maxsize=512)
def choose(accepted: str) -> str:
    """The first of ENCODERS that an Accept-Encoding header allows, or "" for the plain body (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _semicolon, parameter = part.strip().partition(";")
        weight = parameter.strip().removeprefix("q=") or "1"
        try:
            weights[name.strip()] = float(weight)
        except ValueError:
            weights[name.strip()] = 0.0
    return next((name for name in ENCODERS if weights.get(name, weights.get("*", 0.0)) > 0), "")
