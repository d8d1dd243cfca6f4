"""Reads settings from the environment; an unclear value stops the start with a sentence, never with a guess."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class UnclearSetting(Exception):
    """A value in the environment that cannot be understood, or one that production needs and lacks."""


def text(name: str, default: str = "") -> str:
    """The value of ``name``, or ``default`` where it is absent or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """``name`` as a truth value.

    Raises UnclearSetting for anything but true/false, yes/no, on/off, 1/0.
    """
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise UnclearSetting(f"{name} must be true or false, got {value!r}")


def number(name: str, default: int) -> int:
    """``name`` as a whole number of at least zero. Raises UnclearSetting otherwise."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise UnclearSetting(f"{name} must be a whole number, got {value!r}")
    return int(value)


def choice(name: str, default: str, among: tuple[str, ...]) -> str:
    """``name`` as one of the words ``among``. Raises UnclearSetting for another one."""
    value = text(name, default).lower()
    if value not in among:
        raise UnclearSetting(f"{name} must be one of {', '.join(among)}, got {value!r}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """``name`` as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def database(url: str, data: Path) -> dict:
    """One entry of Django's DATABASES from ``postgresql://user:password@host:port/name?option=value``
    or ``sqlite:///path`` (relative paths start in ``data``). A socket folder may stand in ``?host=``.

    Raises UnclearSetting for another scheme or a name that is missing.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:]) or "koers.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / path,
            "OPTIONS": {
                # recursive_triggers: INSERT OR REPLACE must not slip past the seal's trigger against deletion;
                # a writer takes the lock at the start of its transaction, so that it waits instead of failing
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA recursive_triggers=ON;",
            },
        }
    if parts.scheme not in {"postgresql", "postgres"}:
        raise UnclearSetting(f"DATABASE_URL must start with postgresql:// or sqlite:///, got {parts.scheme!r}")
    options = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise UnclearSetting("DATABASE_URL names no database: add it behind the last slash")
    pool = {"min_size": 1, "max_size": number("DATABASE_POOL", 8), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**options, **({"pool": pool} if pool["max_size"] else {})},
    }


def cache(url: str) -> dict:
    """One entry of Django's CACHES from ``redis://…`` (Redis, Valkey), ``locmem://`` or ``dummy://``.

    Raises UnclearSetting for another scheme.
    """
    scheme = urlsplit(url).scheme
    backends = {
        "redis": "django.core.cache.backends.redis.RedisCache",
        "rediss": "django.core.cache.backends.redis.RedisCache",
        "locmem": "django.core.cache.backends.locmem.LocMemCache",
        "dummy": "django.core.cache.backends.dummy.DummyCache",
    }
    if scheme not in backends:
        raise UnclearSetting(f"CACHE_URL must start with redis://, locmem:// or dummy://, got {scheme!r}")
    return {"BACKEND": backends[scheme], "LOCATION": url if scheme.startswith("redis") else ""}


def search_engine(name: str) -> str:
    """``https://user:password@host:port/index`` of OpenSearch or Elasticsearch, or "" for the database's own search.

    Raises UnclearSetting for another scheme, or without host or index.
    """
    url = text(name)
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.hostname or not parts.path.strip("/")):
        raise UnclearSetting(f"{name} must be http:// or https:// with a host and an index, as https://host:9200/koers")
    return url


def mail(url: str) -> tuple[str, int, str, str, bool, bool]:
    """Host, port, user, password, STARTTLS and TLS of a mail server, from ``smtp://user:password@host:port``
    (smtp+tls:// for STARTTLS, smtps:// for TLS from the start).

    Raises UnclearSetting for another scheme or a host that is missing.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise UnclearSetting(f"EMAIL_URL must look like smtp+tls://user:password@host:587, got {parts.scheme!r}")
    return (
        parts.hostname,
        parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.scheme == "smtp+tls",
        parts.scheme == "smtps",
    )


def secret_key(debug: bool) -> str:
    """SECRET_KEY. In DEBUG a fixed one serves; in production its absence stops the start (UnclearSetting)."""
    value = text("SECRET_KEY")
    if value or not debug:
        if len(value) < 32:
            raise UnclearSetting("SECRET_KEY must be set to at least 32 random characters when DEBUG is false")
        return value
    return "only-for-debug-" + "koers" * 8
