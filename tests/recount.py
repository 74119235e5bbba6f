"""Statuses counted again from the canonical JSON alone, with code of its own, and what pages must say of them."""

import datetime as dt
import re
from collections import Counter

ORDER = "realisee retard echeance encours avenir suspendue abandonnee ajour anourrir".split()
SETTLED = {"done": "realisee", "suspended": "suspendue", "dropped": "abandonnee"}
WORDS = {
    "realisee": ("réalisée", "réalisées"),
    "suspendue": ("suspendue", "suspendues"),
    "abandonnee": ("abandonnée", "abandonnées"),
} | {
    key: (word, word)
    for key, word in {
        "retard": "en retard",
        "echeance": "à échéance",
        "encours": "en cours",
        "avenir": "à venir",
        "ajour": "à jour",
        "anourrir": "à nourrir",
    }.items()
}
NUMBERS = (
    "aucune une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt"
).split()


class Recount:
    """The plan of a JSON text: `told` is its content, `actions` its actions with their status on its day."""

    def __init__(self, told):
        self.told, self.day = told, dt.date.fromisoformat(told["as_of"])
        self.turn = (told["year"]["month"], told["year"]["day"])
        self.actions = [(action, self.status(action)) for action in self.under(told)]

    def year(self, day):
        return day.year - ((day.month, day.day) < self.turn)

    def under(self, node):
        yield from node.get("actions", [])
        for one in node["objectives"]:
            yield from self.under(one)

    def status(self, action):
        if action["state"] in SETTLED:
            return SETTLED[action["state"]]
        if action["deadline"]["kind"] == "continuous":
            fed = {one["academic_year"] for one in action["proofs"] if not one["draft"]}
            return "ajour" if self.year(self.day) in fed else "anourrir"
        if action["deadline"]["due"]:
            due = dt.date.fromisoformat(action["deadline"]["due"])
            if due < self.day:
                return "retard"
            if self.year(due) == self.year(self.day):
                return "echeance"
        return "encours" if action["state"] == "started" else "avenir"

    def tally(self, actions=None):
        kept = self.actions if actions is None else [(one, self.status(one)) for one in actions]
        return Counter(status for _action, status in kept)

    def proved(self, action):
        """(results, declared reached, proved) of an action."""
        held = {pk for one in action["proofs"] if not one["draft"] for pk in one["results"]}
        results = action["expected_results"]
        return (
            len(results),
            sum(bool(one["reached_on"]) for one in results),
            sum(one["id"] in held for one in results),
        )

    def piles(self):
        """How many actions are due in each academic year of the plan, by status."""
        period = self.told["period"]
        piles = {first: [] for first in range(period["starts"], period["ends"] + 1)}
        for action, _status in self.actions:
            if action["deadline"]["due"]:
                piles.setdefault(self.year(dt.date.fromisoformat(action["deadline"]["due"])), []).append(action)
        return {first: self.tally(actions) for first, actions in sorted(piles.items())}


def in_words(tally):
    """ "2 à échéance, 2 à venir"."""
    return ", ".join(f"{tally[one]} {WORDS[one][tally[one] > 1]}" for one in ORDER if tally[one])


def opening(tally):
    """The beginning of the dashboard's sentence."""
    done, late, due = (tally[one] for one in ("realisee", "retard", "echeance"))
    said = [NUMBERS[n] if n <= 20 else str(n) for n in (done, late, due)]
    many = "s" * (done > 1)
    return f"{said[0]} action{many} réalisée{many}, {said[1]} en retard, {said[2]} à mener à terme"


def text(html):
    """The words of a page, blanks made one, no-break ones too."""
    bare = re.sub(r"<[^>]+>", " ", html.replace("\u00a0", " "))
    return re.sub(r"\s+([,.])", r"\1", re.sub(r"\s+", " ", bare))


def check(client, slug, day, today):
    """Everything that pages say as of that day, against the recount; answers the recount."""
    au = "" if day == today else f"?au={day.isoformat()}"
    document = client.get(f"/e/{slug}/plan/exporter/json{au}").json()
    again = Recount(document)
    assert again.day == day
    _dashboard(client.get(f"/e/{slug}/{au}").content.decode(), again)
    _plan(client.get(f"/e/{slug}/plan/{au}").content.decode(), again)
    return again


def _dashboard(html, again):
    tally, page = again.tally(), text(html)
    assert opening(tally) in page
    legend = dict(re.findall(r'\?statut=(\w+)[^"]*"><i[^>]*></i><b>(\d+)</b>', html))
    assert {key: int(n) for key, n in legend.items()} == {key: n for key, n in tally.items() if n}
    for top in again.told["objectives"]:
        actions = list(again.under(top))
        count = f"{len(actions)} action{'s' * (len(actions) > 1)}"
        assert f"{count} : {in_words(again.tally(actions))}" in page
    piles = re.findall(r'class="pile" role="img" aria-label="(\d{4})-\d\d\s:\s([^"]*)">(.*?)</div>', html)
    said = {int(first): (words, Counter(re.findall(r'class="g g-(\w+)"', cells))) for first, words, cells in piles}
    assert said == {first: (in_words(one) or "aucune action", one) for first, one in again.piles().items()}


def _plan(html, again):
    pills = re.findall(r'<td role="cell" class="c-st"><span class="st st-(\w+)">', html)
    assert pills == [status for _action, status in again.actions]
    bilans = re.findall(r'<div class="bilan">.*?aria-label="([^"]*)"', html, re.DOTALL)
    expected = []
    for top in again.told["objectives"]:
        actions = list(again.under(top))
        expected.append(f"{len(actions)} action{'s' * (len(actions) > 1)} : {in_words(again.tally(actions))}")
    assert [one.replace("\u00a0", " ") for one in bilans] == expected
