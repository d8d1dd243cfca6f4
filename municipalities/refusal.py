"""The one exception for "no": its text is a sentence for the person who asked, in their language."""


class Refused(Exception):
    """A service or the tree will not do what was asked.

    ``str()`` gives a translated sentence that says what is wrong, where, and what to do. ``field`` names the
    input it is about, where there is one, so that a form can show it there.
    """

    def __init__(self, sentence: object, field: str = "") -> None:
        super().__init__(str(sentence))
        self.field = field
