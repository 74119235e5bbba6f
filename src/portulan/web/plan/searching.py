"""Searching the plan: actions, objectives, results, bodies, proofs and notes that hold every word asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portulan.plandoc.text import fold
from portulan.plans.queries.former_codes import FormerCode
from portulan.plans.queries.rows import BodyRow
from portulan.tracking.queries import Note, PlanView, TrackedAction
from portulan.web.plan import former_codes, marks
from portulan.web.plan.addresses import address
from portulan.web.plan.highlight import excerpt, found, highlight
from portulan.web.plan.sentences import actions_counted
from portulan.web.templatetags import ui


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its code, its words with those asked for highlighted, where to read it."""

    code: SafeString
    title: SafeString
    address: str
    about: SafeString | str = ""
    status: SafeString | str = ""


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """What was found of one kind; `left` are not shown."""

    title: str
    items: tuple[Found, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Search:
    """An answer: `count_line` says how many were found."""

    q: str
    groups: tuple[FoundGroup, ...]
    count_line: str


def search(
    plan: PlanView,
    notes: Iterable[Note],
    q: str,
    *,
    slug: str,
    plan_address: str,
    most: int = 20,
    former: Iterable[FormerCode] = (),
) -> Search:
    """Everything that holds every word of `q`, whatever case and accents, and the actions that had it as their
    code once (`former`); at most `most` of each kind."""
    words = fold(q).split()
    if not words:
        return Search(q, (), "")
    reader = _Reader(plan, words, slug, plan_address)
    kinds = (
        (_("Actions"), list(reader.actions())),
        (_("Codes d’avant"), [_of_former(one, slug) for one in former]),
        (_("Objectifs"), list(reader.objectives())),
        (_("Résultats attendus"), list(reader.results())),
        (_("Responsables"), list(reader.bodies())),
        (_("Preuves"), list(reader.proofs())),
        (_("Avancements"), list(reader.notes(notes))),
    )
    groups = tuple(
        FoundGroup(title, tuple(items[:most]), max(0, len(items) - most)) for title, items in kinds if items
    )
    return Search(q, groups, _count_line(sum(len(items) for _title, items in kinds)))


def _count_line(number: int) -> str:
    if not number:
        return _("Rien n’a été trouvé")
    return ngettext("%(n)d réponse", "%(n)d réponses", number) % {"n": number}


def _of_former(one: FormerCode, slug: str) -> Found:
    code, title = format_html("{}", one.code), format_html("{}", ui.typo(one.title))
    return Found(code, title, former_codes.address_of(one, slug), former_codes.sentence(one))


class _Reader:
    """Looks for the words in each kind of thing, in the plan's order."""

    def __init__(self, plan: PlanView, words: list[str], slug: str, plan_address: str) -> None:
        self.plan, self.words, self.slug, self.plan_address = plan, words, slug, plan_address

    def actions(self) -> Iterator[Found]:
        """By code, text, short title or recommendation; those whose code was asked for come first."""
        hits = [
            action
            for action in self.plan.actions
            if found(
                self.words,
                action.row.code,
                marks.plain(action.row.text),
                action.row.short_title,
                *action.row.recommendations,
            )
        ]
        hits.sort(key=lambda action: not fold(action.row.code).startswith(self.words[0]))
        for action in hits:
            yield self._of_action(
                action,
                self._marked(ui.typo(action.row.short_title)),
                self._marked(marks.plain(action.row.text)),
                ui.status_pill(action.status),
            )

    def objectives(self) -> Iterator[Found]:
        for top in self.plan.objectives:
            for node in top.walk():
                title = marks.plain(node.title)
                if found(self.words, node.code, title, node.short_title):
                    code = self._marked("" if node.label and node is not top else node.code)
                    yield Found(code, self._marked(title), f"{self.plan_address}#o-{node.id}")

    def results(self) -> Iterator[Found]:
        for action in self.plan.actions:
            for result in action.row.results:
                text = marks.plain(result.text)
                if found(self.words, text):
                    yield self._of_action(action, self._marked(text), self._named(action))

    def bodies(self) -> Iterator[Found]:
        carried: dict[str, tuple[BodyRow, int]] = {}
        for action in self.plan.actions:
            for body in action.row.bodies:
                if found(self.words, body.name, body.acronym, body.written):
                    carried[body.label] = (body, carried.get(body.label, (body, 0))[1] + 1)
        for body, number in carried.values():
            yield Found(
                self._marked(ui.typo(body.acronym)),
                self._marked(ui.typo(body.name)),
                f"{self.plan_address}?{_query(body.label)}",
                actions_counted(number),
            )

    def proofs(self) -> Iterator[Found]:
        for action in self.plan.actions:
            for proof in action.proofs:
                if found(self.words, proof.title, proof.note, proof.file_name):
                    about = format_html("{} · {}", self._named(action), ui.day(proof.on))
                    yield self._of_action(action, self._marked(proof.title), about)

    def notes(self, notes: Iterable[Note]) -> Iterator[Found]:
        for note in notes:
            action = self.plan.by_id.get(note.action_id)
            if action is not None and found(self.words, note.text):
                about = format_html("{}, {} · {}", note.author_name, ui.day(note.on), self._named(action))
                yield self._of_action(action, excerpt(note.text, self.words), about)

    def _of_action(
        self, action: TrackedAction, title: SafeString, about: SafeString, status: SafeString | str = ""
    ) -> Found:
        where = address("action", self.slug, action.row.id)
        return Found(self._marked(action.row.code), title, where, about, status)

    def _named(self, action: TrackedAction) -> SafeString:
        return format_html("{}", ui.typo(action.row.short_title) or marks.plain(action.row.text))

    def _marked(self, text: str) -> SafeString:
        return highlight(text, self.words)


def _query(label: str) -> str:
    return urlencode({"responsable": label})
