from .accessibility_statement import AccessibilityStatement
from .footer_link import FooterLink
from .membership import Membership
from .municipality import Municipality
from .organisation import Body, Organisation
from .user import User

__all__ = ["AccessibilityStatement", "Body", "FooterLink", "Membership", "Municipality", "Organisation", "User"]
