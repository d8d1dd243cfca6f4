"""Reads settings from the environment; an unclear value stops the start with a sentence, never with a guess."""

import json
import os
import re
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


def replicas(name: str, primary: dict, data: Path) -> dict[str, dict]:
    """More entries of DATABASES, from a list of addresses of replicas of the PostgreSQL that is ``primary``.

    Raises UnclearSetting where one of them, or the primary, is no PostgreSQL.
    """
    found = {}
    for number, url in enumerate(words(name), start=1):
        entry = database(url, data)
        if not entry["ENGINE"] == primary["ENGINE"] == "django.db.backends.postgresql":
            raise UnclearSetting(f"{name} must be a postgresql:// address, and so must DATABASE_URL")
        # a replica that is away should be noticed in seconds, not in the minutes of TCP
        entry["OPTIONS"] = {"connect_timeout": "3", "tcp_user_timeout": "3000"} | entry["OPTIONS"]
        if "pool" in entry["OPTIONS"]:
            entry["OPTIONS"]["pool"]["timeout"] = 2
        found[f"replica-{number}"] = entry
    return found


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


def mail_server(url: str) -> dict[str, str | int | bool]:
    """Django's settings for sending mail, from ``smtp://user:password@host:port`` (encrypted by STARTTLS; with
    ``?tls=no`` not at all) or ``smtps://…`` (encrypted from the start). Ports: 587, 465; 25 without encryption.

    Raises UnclearSetting for another scheme or a host that is missing.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise UnclearSetting("EMAIL_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465")
    is_plain = dict(parse_qsl(parts.query)).get("tls", "yes").lower() in FALSE
    starts_encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if starts_encrypted else 25 if is_plain else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": starts_encrypted,
        "EMAIL_USE_TLS": not starts_encrypted and not is_plain,
        "EMAIL_TIMEOUT": 20,
    }


def identity_providers(value: str) -> list[dict]:
    """The identity providers of towns for allauth, from a JSON list of objects with ``id`` (a word for addresses),
    ``name`` (for the button), ``issuer``, ``client_id``, ``secret`` and, where it is one town's, ``town``.

    Raises UnclearSetting where that cannot be read, lacks something or names an id twice.
    """
    try:
        given = json.loads(value)
    except ValueError as error:
        raise UnclearSetting(f"OIDC_PROVIDERS is not JSON: {error}") from None
    needed = ("id", "name", "issuer", "client_id", "secret")
    for entry in given if isinstance(given, list) else [given]:
        if not isinstance(given, list) or not isinstance(entry, dict) or not all(entry.get(name) for name in needed):
            raise UnclearSetting(f"OIDC_PROVIDERS must be a list of objects, each with {', '.join(needed)}")
        if not re.fullmatch(r"[a-z0-9-]+", entry["id"]) or sum(other["id"] == entry["id"] for other in given) > 1:
            raise UnclearSetting(f"OIDC_PROVIDERS: {entry['id']!r} must be a word of a-z, 0-9 and -, and used once")
    return [
        {
            "provider_id": entry["id"],
            "name": entry["name"],
            "client_id": entry["client_id"],
            "secret": entry["secret"],
            "settings": {"server_url": entry["issuer"], "town": entry.get("town", ""), "oauth_pkce_enabled": True},
        }
        for entry in given
    ]


def secret_key(debug: bool) -> str:
    """SECRET_KEY. In DEBUG a fixed one serves; in production its absence stops the start (UnclearSetting)."""
    value = text("SECRET_KEY")
    if value or not debug:
        if len(value) < 32:
            raise UnclearSetting("SECRET_KEY must be set to at least 32 random characters when DEBUG is false")
        return value
    return "only-for-debug-" + "koers" * 8
