"""Asking for news and answering: all the commands under one name."""

from portulan.inquiries.commands.answering import attach, note, opened, take_back
from portulan.inquiries.commands.asking import Given, give_link, open_inquiry, remind, revoke, revoke_all, sent

__all__ = [
    "Given",
    "attach",
    "give_link",
    "note",
    "open_inquiry",
    "opened",
    "remind",
    "revoke",
    "revoke_all",
    "sent",
    "take_back",
]
