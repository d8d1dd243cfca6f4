"""The read-only JSON API: what the public pages show, as data. Knows no user, session or cookie (docs/api.md)."""
