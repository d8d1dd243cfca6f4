"""What the application does, as verbs with the person who asks (``actor``). No HTTP, no admin in here."""
