"""StratML (ISO 17469-1 and Part 2): names that its reader and its writer share."""

CORE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
PERFORMANCE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"

ROOTS = {"StrategicPlan": CORE, "PerformancePlanOrReport": PERFORMANCE}

INSTRUCTION = "koers"
"""Target of the processing instruction with which we say what the standard has no element for: the language, the
town, and the kinds of the three layers. Schemas and other programs pass over it."""

KEY_PREFIX = "goal-"
"""In front of a goal's key: an xs:ID begins with a letter."""

REGISTERS = {
    "nis": "refnis-", "kommunekode": "kommune-", "cbs": "", "ags": "ags-", "insee": "insee-", "lau": "lau-",
}  # fmt: skip
"""What an organisation's Identifier begins with, by register of municipalities ("refnis-41002", "gm0344")."""
