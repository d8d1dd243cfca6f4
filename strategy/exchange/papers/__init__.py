"""Our own papers read again: Word, OpenDocument, Markdown and text as our writers make them. No ORM."""
