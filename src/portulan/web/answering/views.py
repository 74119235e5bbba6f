"""The page that a personal link opens: all the actions that wait for a word, one « Envoyer » for all of it."""

import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portulan.inquiries import commands
from portulan.inquiries.models import Asked, PersonalLink
from portulan.web.answering import words
from portulan.web.answering.door import by_link
from portulan.web.answering.forms import AnswerForm
from portulan.web.answering.page import Mine, cards, meanwhile, mine, moment, thanked
from portulan.web.answering.saving import save, strays


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def answer(request: HttpRequest, link: PersonalLink, token: str) -> HttpResponse:
    """Shows the page, or takes what it sends; what is empty is left alone."""
    asked, now = link.asked, timezone.now()
    page = mine(asked, timezone.localdate(now))
    if page is None:
        return _no_seat(request, asked)
    if request.method == "POST":
        return _take(request, link, token, page)
    if request.method == "GET":
        commands.opened(asked)
    return _show(request, link, page, page.forms())


def _take(request: HttpRequest, link: PersonalLink, token: str, page: Mine) -> HttpResponse:
    forms = page.forms(request.POST, request.FILES)
    typed = strays(request, forms)
    written = save(forms.values(), link.asked, _submission(request))
    wrong = [form for form in forms.values() if form.says_something() and form.errors]
    if written and not wrong and not typed:
        opened = moment(request.POST.get("opened", "")) or timezone.now()
        query = urlencode({"merci": opened.isoformat()})
        return HttpResponseRedirect(f"{reverse('answer', args=[token])}?{query}")
    again = mine(link.asked, timezone.localdate()) or page
    kept = again.forms() | {form.action_id: form for form in wrong}
    return _show(request, link, again, kept, wrong=wrong, strays=typed, nothing=not written, status=422)


def _show(
    request: HttpRequest,
    link: PersonalLink,
    page: Mine,
    forms: Mapping[uuid.UUID, AnswerForm],
    *,
    wrong: Any = (),
    strays: Any = (),
    nothing: bool = False,
    status: int = 200,
) -> HttpResponse:
    shown = cards(page.actions(), page, forms)
    awaited = shown[: len(page.share.awaited)]
    left = sum(not card.answered for card in awaited)
    since = moment(request.GET.get("merci", ""))
    name = str(link.asked.person)
    answered = any(card.answered for card in shown)
    context = {
        "title": words.thanks(name, left) if since else words.greeting(name, left, answered=answered),
        "since": since,
        "inquiry": link.asked.inquiry,
        "link": link,
        "bodies": page.bodies,
        "awaited": awaited,
        "others": shown[len(page.share.awaited) :],
        "thanked": thanked(page, since) if since else [],
        "meanwhile": meanwhile(page, link.asked, since) if since else [],
        "wrong": [card for card in shown if card.form in wrong],
        "strays": strays,
        "nothing": nothing and not wrong and not strays,
        "submission": uuid.uuid4(),
        "opened": timezone.now().isoformat(),
    }
    return render(request, "answering/answer.html", context, status=status)


def _no_seat(request: HttpRequest, asked: Asked) -> HttpResponse:
    sentence = _(
        "Votre mandat a pris fin, ou n’est pas encore noté : aucune action n’attend un mot de vous. Si ce n’est "
        "pas juste, écrivez à %(name)s. Merci pour ce que vous avez fait avancer."
    )
    context = {
        "title": _("Vous ne siégez dans aucune instance aujourd’hui"),
        "sentence": sentence % {"name": asked.inquiry.opened_by_name},
    }
    return render(request, "answering/closed.html", context, status=403)


def _submission(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("submission", ""))
    except ValueError:
        return None
