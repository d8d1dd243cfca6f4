"""How people sign in: what of django-allauth the site uses, and what it does differently (docs/signing-in.md)."""
