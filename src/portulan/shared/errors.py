"""The errors that a page knows how to show, each with a sentence for people."""


class ForPeople(Exception):
    """`sentence` says what happened and what to do; it holds nothing internal."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = str(sentence)


class Refused(ForPeople):
    """This person may not do this."""


class Conflict(ForPeople):
    """Somebody changed it meanwhile, or it was done already."""


class Invalid(ForPeople):
    """What was given cannot be taken; `field` names the form's field when one is at fault."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NothingFound(Invalid):
    """What was given was read, and does not hold what is looked for: something else may be tried."""


class Busy(Invalid):
    """What was given is right, but cannot be taken just now: it may be sent again."""
