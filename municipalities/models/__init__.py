from .membership import Membership
from .municipality import Municipality
from .organisation import Body, Organisation
from .user import User

__all__ = ["Body", "Membership", "Municipality", "Organisation", "User"]
