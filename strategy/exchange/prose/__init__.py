"""From pages written for people to a PlanDocument: bytes -> blocks -> document. No ORM, no request."""
