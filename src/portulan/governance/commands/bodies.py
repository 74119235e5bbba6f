"""Making bodies known: a name met in a plan is the body that already has it as a spelling, or a new one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from portulan.governance import rules
from portulan.governance.models import Body, BodyAlias


def bodies_named(
    names: Iterable[str], acronyms: Mapping[str, str] | None = None, keep_apart: Collection[str] = ()
) -> dict[str, Body]:
    """The body of each name, made when no spelling of it is known in the open workspace. `acronyms` gives full
    names; two spellings with the same key, or the singular and the plural of one of these names, are one body with
    an alias, called by the best written of them (`names`, each as often as it is met), unless they are among those
    to `keep_apart`, each a body of its own. Runs inside the caller's transaction."""
    acronyms, counts = acronyms or {}, Counter(names)
    known = {alias.folded: alias.body for alias in BodyAlias.objects.select_related("body")}
    best = _best_written({one: n for one, n in counts.items() if _is_new(one, known, keep_apart)}, acronyms)
    result: dict[str, Body] = {}
    met: dict[str, Body] = {}
    for name in sorted(counts, key=lambda one: one in keep_apart):  # the key that they share goes to the others
        own = rules.own_key(name)
        folded = own if name in keep_apart or own in known else rules.key(name)
        if folded not in known and folded != own and (one := met.get(rules.plural_key(name))):
            known.update(dict.fromkeys([folded, *_spell(one, {name})], one))
        if folded not in known:
            body = _new_body(name if folded == own else best[rules.plural_key(name)], acronyms)
            known.update(dict.fromkeys(_spell(body, {name, body.name, body.acronym} - {""}), body))
            if folded == own:
                known[own] = BodyAlias.objects.create(body=body, spelling=name, folded=own).body
        result[name] = known[folded]
        if folded != own:
            met.setdefault(rules.plural_key(name), known[folded])
    return result


def _is_new(name: str, known: Collection[str], keep_apart: Collection[str]) -> bool:
    """Whether a body may be made that others spelled alike share."""
    return name not in keep_apart and rules.key(name) not in known and rules.own_key(name) not in known


def _best_written(counts: Mapping[str, int], acronyms: Mapping[str, str]) -> dict[str, str]:
    """The spelling by which a body is called, by the key that all its spellings share: an acronym of the plan,
    which has a full name, before any other."""
    spelt: dict[str, dict[str, int]] = {}
    for name, times in counts.items():
        spelt.setdefault(rules.plural_key(name), {})[name] = times
    return {
        key: next((one for one in own if one in acronyms), "") or rules.best_written(own)
        for key, own in spelt.items()
    }


def _new_body(name: str, acronyms: Mapping[str, str]) -> Body:
    kind = rules.kind(name, set(acronyms))
    if name in acronyms:
        return Body.objects.create(name=acronyms[name], acronym=name, kind=kind)
    return Body.objects.create(name=name, acronym=name if kind == "group" and len(name) <= 12 else "", kind=kind)


def _spell(body: Body, spellings: set[str]) -> list[str]:
    """Write the spellings that no body has yet; answers their keys."""
    taken = set(BodyAlias.objects.values_list("folded", flat=True))
    fresh = {rules.key(spelling): spelling for spelling in sorted(spellings)}
    fresh = {folded: spelling for folded, spelling in fresh.items() if folded not in taken}
    BodyAlias.objects.bulk_create(
        BodyAlias(body=body, spelling=spelling, folded=folded) for folded, spelling in fresh.items()
    )
    return list(fresh)
