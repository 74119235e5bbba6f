"""What a page sent is written action by action: what can be taken is, what cannot comes back as it was typed."""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone

from portulan.inquiries import commands
from portulan.inquiries.models import Asked
from portulan.plans.models import Action
from portulan.shared.errors import ForPeople, Invalid
from portulan.tracking.models import Evidence
from portulan.web.answering.forms import AnswerForm
from portulan.web.tracking.views import given


def save(forms: Iterable[AnswerForm], asked: Asked, submission: uuid.UUID | None) -> bool:
    """Write what these forms say; what could not be is among their errors. Whether anything was written. Files are
    kept first, whatever is wrong beside them: a browser forgets those of a form that comes back."""
    spoken = [form for form in forms if form.says_something()]
    actions = Action.objects.in_bulk([form.action_id for form in spoken])
    written = [_save(form, actions[form.action_id], asked, submission) for form in spoken]
    return any(written)


def _save(form: AnswerForm, action: Action, asked: Asked, submission: uuid.UUID | None) -> bool:
    form.full_clean()
    parts = [_files(form, action, asked, submission), _link(form, action, asked, submission)]
    parts += [_gone(form, action, asked), _note(form, action, asked, submission)]
    return any(parts)


def _files(form: AnswerForm, action: Action, asked: Asked, submission: uuid.UUID | None) -> bool:
    files = form.sound("documents")
    if not files:
        return False
    try:
        commands.attach(
            asked, action, files=[given(one) for one in files], on=_other_day(form), submission=submission
        )
    except ForPeople as error:
        return _refuse(form, error, "documents")
    return True


def _link(form: AnswerForm, action: Action, asked: Asked, submission: uuid.UUID | None) -> bool:
    url = form.sound("url")
    if not url:
        return False
    title = title_of_link(url)
    try:
        commands.attach(asked, action, url=url, title=title, on=_other_day(form), submission=submission)
    except ForPeople as error:
        return _refuse(form, error, "url")
    return True


def _note(form: AnswerForm, action: Action, asked: Asked, submission: uuid.UUID | None) -> bool:
    if not form.notes():
        return False
    text, state = form.sound("text"), form.sound("state")
    try:
        commands.note(asked, action, on=form.day(), text=text, state=state, submission=submission)
    except ForPeople as error:
        return _refuse(form, error, "text")
    return True


def _gone(form: AnswerForm, action: Action, asked: Asked) -> bool:
    standing = Evidence.objects.filter(pk__in=form.sound("gone") or [], removed_at=None)
    taken = [_taken(form, one, action, asked) for one in standing]
    return any(taken)


def _taken(form: AnswerForm, evidence: Evidence, action: Action, asked: Asked) -> bool:
    try:
        commands.take_back(asked, action, evidence)
    except ForPeople as error:
        return _refuse(form, error, "gone")
    return True


def _refuse(form: AnswerForm, error: ForPeople, field: str) -> bool:
    named = error.field if isinstance(error, Invalid) and error.field in form.fields else field
    form.add_error(named, error.sentence)
    return False


def _other_day(form: AnswerForm) -> dt.date | None:
    """The day that was chosen; None for today, when each proof has the one that it says."""
    day = form.day()
    return None if day == timezone.localdate() else day


def title_of_link(url: str) -> str:
    """ "example.org, pv-cep": a title for a link that was given none."""
    parts = urlsplit(url if "//" in url else f"//{url}")
    last = parts.path.rstrip("/").rpartition("/")[2]
    return ", ".join(filter(None, [(parts.hostname or url).removeprefix("www."), last]))[:200]


_TYPED = re.compile(r"a-([0-9a-f-]{36})-(?:text|url)")


def strays(request: HttpRequest, own: Iterable[uuid.UUID]) -> list[str]:
    """What was typed about actions that are not, or no longer, this person's: shown back, never written."""
    known = {str(pk) for pk in own}
    found = []
    for name, value in request.POST.items():
        match = _TYPED.fullmatch(name)
        if match and match[1] not in known and str(value).strip():
            found.append(str(value).strip())
    return found
