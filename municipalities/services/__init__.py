"""What the application does with towns and people, as verbs with the person who asks (``actor``)."""
