"""Keeps out of the logs what opens a page by itself: the tokens that stand in some addresses."""

import logging
import re

_TOKEN = re.compile(r"(/(?:r|invitation|entrer|calendrier)/)[^/\s]+")


class HiddenTokens(logging.Filter):
    """Each token in a message, or in what is put into it, becomes « … »."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = _hidden(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(one) for one in record.args)
        return True


def _hidden(value: object) -> object:
    return _TOKEN.sub(r"\1…", value) if isinstance(value, str) else value
