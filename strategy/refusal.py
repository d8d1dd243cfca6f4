"""The one exception for "no", by the name that this app knows it by; towns and people are refused by the same."""

from municipalities.refusal import Refused

__all__ = ["Refused"]
