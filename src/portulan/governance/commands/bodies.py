"""Making bodies known: a name met in a plan is the body that already has it as a spelling, or a new one."""

from collections.abc import Collection, Iterable, Mapping

from portulan.governance import rules
from portulan.governance.models import Body, BodyAlias


def bodies_named(
    names: Iterable[str], acronyms: Mapping[str, str] | None = None, keep_apart: Collection[str] = ()
) -> dict[str, Body]:
    """The body of each name, made when no spelling of it is known in the open workspace. `acronyms` gives full
    names; two spellings with the same key, or the singular and the plural of one of these names, are one body with
    an alias, unless they are among those to `keep_apart`, each a body of its own. Runs inside the caller's
    transaction."""
    acronyms = acronyms or {}
    known = {alias.folded: alias.body for alias in BodyAlias.objects.select_related("body")}
    result: dict[str, Body] = {}
    met: dict[str, Body] = {}
    for name in dict.fromkeys(names):
        own = rules.own_key(name)
        folded = own if name in keep_apart or own in known else rules.key(name)
        if folded not in known and folded != own and (one := met.get(rules.plural_key(name))):
            known.update(dict.fromkeys([folded, *_spell(one, {name})], one))
        if folded not in known:
            body = _new_body(name, acronyms)
            known.update(dict.fromkeys(_spell(body, {name, body.name, body.acronym} - {""}), body))
            if folded == own:
                known[own] = BodyAlias.objects.create(body=body, spelling=name, folded=own).body
        result[name] = known[folded]
        if folded != own:
            met.setdefault(rules.plural_key(name), known[folded])
    return result


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
