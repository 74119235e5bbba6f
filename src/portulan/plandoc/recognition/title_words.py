"""What the title of a column says: the words of titles, folded, and how well each says a role."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from portulan.plandoc.recognition.calendars import is_joined
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    DEADLINE,
    DECOY,
    EXTRA,
    OBJECTIVE,
    PRIORITY,
    RECOMMENDATION,
    RESPONSIBLE,
    RESULT,
    ROLES,
    STATE,
)
from portulan.plandoc.recognition.title_lexicon import TOKENS, Match, matches
from portulan.plandoc.text import fold

_KNOWING = (
    r"\b(saura|saurons|reconna|verra|verrons|c'est (fait|fini|reussi|gagne)|know|prouv|tevreden|zien|weten|"
    r"erkennen|messen|sabremos|saberemos|evaluamos|evaluaremos|avaliamos|reussi|succes|a quoi voit|"
    r"comment (?:on |nous )?(?:le |les )?(?:mesur|verifi|evalu)|mesures? de (succes|suivi)|"
    r"(modalites?|indicateurs?|criteres?) de suivi|resultados? esperad|effets? (?:recherches|attendus)|"
    r"acceptance|exito|modalites? d'evaluation|mode d'evaluation|(como|cuando) lo (mediremos|evaluaremos)|"
    r"good looks like|levert (het|dit)|dit levert|waaruit blijkt|hoe (weten|meten|zien) we|contente?s? si|woran|"
    r"(reperes?|criteres?|indices?) d'evaluation|(monitori\w+|suivi|seguimiento|acompanhamento) (et|e|y|and|"
    r"en|und) "
    r"(avaliacao|evaluat?i?on|evaluacion|evaluatie|valutazione)|expect to see|"
    r"\b(we|nous|wij|wir) (will |shall |gaan |allons )?(measur|mesur|meten|mess)|look[- ]?fors?|"
    r"we will see|will we see|evidence of|come (sapremo|misur|verific)|"
    r"como (sabremos|saberemos|sabremos|verific|avaliar)|signes? de|(effets?|impacts?) (vises?|attendus?)|"
    r"(intended|expected|desired) (impact|effect|outcome|change)|"
    r"how (it |this |they |we )?(will be |will |is |are )?(evaluat|measur|assess|know))"
)
_ENDING = re.compile(r"(?<=\w)\((?:s|e|es|x|n|en|r|rs|a|as|os|i|in|innen)\)")  # "responsable(s)"
# What surely is none of the roles, whatever other words the title has.
_ELSEWHERE = re.compile(
    r"\b(evidence base|base de (preuves|evidencia)|root causes?|causes? racines?|hoofdoorzaak|oorzaken|ursachen?|"
    r"(existing|current|present|bestaande|huidige|bestehende|vorhandene) "
    r"(measures?|actions?|controls?|practices?|maatregel\w*|acties?|massnahmen?)|"
    r"(mesures?|actions?|pratiques?|medidas?|acciones|acoes|misure|azioni) "
    r"(existantes?|deja|actuelles?|en place|existentes?|actuales|atuais|esistenti|attuali)|"
    r"who (will )?(monitors?|checks?|evaluat\w+|review\w*)|budget source|"
    r"(evaluat\w*|opvolging|controle|monitoring|bewertung|verifi\w+|review\w*|suivi|seguimiento) "
    r"(door|by|par|durch|von|por|da|a cargo)|"
    r"date (closed|completed|done|achieved)|(school|department|faculty|programme|institution)('s)? response)\b|"
    r"^(realisee?s?|terminee?s?|cloturee?s?|acheve?e?s?) (le|en)$|^(gerealiseerd|afgesloten|voltooid|"
    r"afgerond) (op|in)$|"
    r"^(closed|completed|achieved|done) (on|in)$|^(erledigt|abgeschlossen|umgesetzt) (am|im)$|"
    r"^(realizad[ao]|concluid[ao]|cerrad[ao]|realizzat[ao]|conclus[ao]) (el|em|il|a)$"
)
PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (STATE, re.compile(r"^(est-ce |c'est )?(deja )?(fait|done|gedaan|hecho|feito|fatto|erledigt|klaar)$|"
                       r"^(is it |is het |ist es )?(done|finished|gedaan|klaar|fertig)$")),
    (
        RECOMMENDATION,
        re.compile(
            r"^(n[°ºor.]*|num\w*|ref\w*|nr\.?) ?(d[eu]s? |of |van |da |della )?(la |l')?"
            r"(reco\b|recom|aanbev|empfehl|raccom)"
        ),
    ),
    (
        STATE,
        re.compile(
            r"^(azione|action|actie|maatregel|mesure|massnahme|accion|acao|medida)s? (deja |already |al |"
            r"bereits |ya |ja )?"
            r"(realizz|attuat|realis|gerealis|uitgevoerd|implement|umgesetzt|realizad|concluid|cumplid|"
            r"complet|terminee?$)"
        ),
    ),
    (EXTRA, re.compile(r"[€$£]|\bk?eur\b|\bchf\b|\b(capex|opex)\b")),
    (
        EXTRA,
        re.compile(
            r"\b(respons|verantw|person|porteur|referent|pilot|quien|quem|chi|who)\w*[ /]+(\w+ )?"
            r"(del?|du|d'|of|for|voor|fur|des|do|da)?[ /]*(la |l'|el |the )?"
            r"(suivi|seguimiento|monitor|follow[- ]?up|opvolg|acompanhamento|controle?\b|control\b|verifi)"
        ),
    ),
    (RESULT, re.compile(_KNOWING)),
    (
        EXTRA,
        re.compile(
            r"\b(addressees?|adressat\w*|target (group|audience)|(public|groupe)s? (cible|vise)|doelgroep|"
            r"zielgruppe|"
            r"(grupo|publico|poblacion)[- ](objetivo|alvo|destinatari|meta)|beneficia|destinatai|"
            r"date (de )?(debut|lancement|demarrage)|start ?date|startdatum|fecha de inicio|"
            r"data de inicio|avec quoi|"
            r"quels moyens|combien|how much|hoeveel|wie ?viel|cuanto|quanto|created (by|on|at)|cree (par|le)|"
            r"grado de (consecucion|ejecucion)|degre d[e'] ?(realisation|avancement)|reported to|"
            r"(resource|ressources?|recursos|mittel) (impl|necess|requ|bedarf))\b|"
            r"^(debut|start|begin|beginn|inicio|anfang)$|%|^\w+ comment$"
        ),
    ),
    (
        DEADLINE,
        re.compile(
            r"\b(quand|when|wanneer|cuando|quando|wann|date (limite|de fin|prevue|butoir|cible)|"
            r"(end|due|target|completion) date|fin prevue|combien de temps|a faire pour|tiempo de|tempo de)\b|"
            r"^(pour le|d'ici|avant le|tegen|voor|by|bis)$|^(fin|finish|fim|ende|einde|end)$|"
            r"\b(avant|tegen|before|bis|entro|antes de)$"
        ),
    ),
    (
        ASSOCIATE,
        re.compile(
            r"^(otr[oa]s|autres|other|andere|altr[ei]|outr[oa]s|weitere|overige) "
            r"(agent|act|akt|attor|entid|entit|partner|parte|betrokk|servi|unid|stakeh)|"
            r"\b(avec qui|with whom|met wie|mit wem|con quien|com quem|en lien avec|personnes associees)\b"
        ),
    ),
    (
        RESPONSIBLE,
        re.compile(
            r"^qui\b|\bqui (s'y|s'en|fait|pilote|porte|est)|"
            r"\b(taken|led|owned|done|carried|delivered|headed|undertaken|managed|driven|actioned)"
            r"( forward| out| on)? by$|"
            r"^(area|servicio|area o servicio|servico|settore) (municipal|responsab|responsav|gestor|competent)|"
            r"\b(en|in|im|na) (charge|carico|capo)\b|^a cura di\b|"
            r"^(mene|mise en oeuvre|pilote|porte|realise|getrokken|uitgevoerd|geleitet|umgesetzt|liderad[ao]|"
            r"promosso) "
            r"(par|door|von|durch|por|da)$|^(par|door|por|by|durch|von) (qui|wie|quien|quem|whom|wem)|"
            r"^(who|wie|wer|quien|quem)\b|s'en (charge|occupe)|aux manettes|a la manoeuvre|"
            r"(action|actie|task)[- ](by|owner|lead|houder)|personnes? (de contact|ressources?|responsables?)"
        ),
    ),
    (STATE, re.compile(r"\bou en (est|sommes|som)|stand van zaken|where (are|do) we|hoever|fait \?|^(fait|done)$|"
                       r"ponto de situacao|stand der")),
    (
        OBJECTIVE,
        re.compile(
            r"\b(pourquoi|why|waarom|warum|wozu|por que|porque|vers quoi|punto debil|ponto fraco|"
            r"(area|ambito|domaine|axe|verbeter)s? (de |d')?(mejora|melhoria|amelioration|punt))\b|"
            r"(ce que?|what) .*(voul|veut|want|achiev|aim|willen|vis(e|ons))|"
            r"(wat|que|was|o que) .*(willen|wollen|quer|pretend)|nos (reves|envies|ambitions)"
        ),
    ),
    (
        ACTION,
        re.compile(
            r"(ce qu|what|quoi|wat|was|que|o que|lo que) ?.*(f(era|erons|ait|aire|aisons)|entrepren|"
            r"mettr(ons|a) en|ondernemen|unternehm|emprend|emprender|do\b|doen|tun\b|zu tun|"
            r"machen|hac|faz|gaan)|^(quoi|what|wat|was|que|o que)\b|^comment( |$)|^how\b|^hoe\b|^wie gehen|"
            r"concretement|(acci?on|acao|plan|mesure|action)(es|s)? "
            r"(de |d')?(mejora|melhoria|amelioration|improvement)"
        ),
    ),
    (PRIORITY, re.compile(r"\b(presse|urgent|dringend)\b")),
)  # fmt: skip


@lru_cache(maxsize=4096)
def title_scores(title: str) -> Mapping[str, float]:
    """How well a title says each role, those alone that it says at all."""
    folded = _ENDING.sub("", fold(title)).strip(" ?¿!¡:.")
    words = [word.strip("().:,;'’?!*[]·") for word in re.split(TOKENS, folded)]
    words = [word for word in words if word] or ([folded] if folded else [])
    found = tuple(matches(words))
    phrase = max((one for one in found if one.phrase), key=_length, default=None)
    said = DEADLINE if is_joined(title) else next((name for name, one in PHRASES if one.search(folded)), "")
    said = said or (phrase.role if phrase else "")
    elsewhere = bool(_ELSEWHERE.search(folded))
    best = _best(found)
    roles = {*best, said, EXTRA} if elsewhere else {*best, said}
    scores = {role: _weighed(role, best.get(role, 0.0), said, elsewhere) for role in roles if role}
    return {role: score for role, score in scores.items() if score}


def title_score(title: str, role: str) -> float:
    """How well a title says a role: 0 not at all; a word at the title's start says more than one further on."""
    return title_scores(title).get(role, 0.0)


def said(title: str) -> tuple[str, float]:
    """The role that a title says best, and how well."""
    score, role = max((title_score(title, role), role) for role in (*ROLES, EXTRA, DECOY))
    return (role, score) if score else (EXTRA, 0.0)


def _best(found: Sequence[Match]) -> dict[str, float]:
    """Each role's best word or phrase: the words that a phrase is made of say nothing by themselves."""
    best: dict[str, float] = {}
    taken = _phrases(found)
    hidden = {place for one in taken for place in one.places}
    for one in (*taken, *(word for word in found if not word.phrase and word.places[0] not in hidden)):
        worth = one.weight * (1 - 0.1 * min(one.places[0], 5))
        best[one.role] = max(best.get(one.role, 0.0), worth)
    return best


def _phrases(found: Sequence[Match]) -> list[Match]:
    """The phrases that stand side by side; of those that share a word, the longest."""
    taken: list[Match] = []
    for one in sorted((match for match in found if match.phrase), key=_length, reverse=True):
        if not any(set(one.places) & set(other.places) and one.role != other.role for other in taken):
            taken.append(one)
    return taken


def _length(one: Match) -> tuple[int, float]:
    return one.letters, one.weight


def _weighed(role: str, best: float, said: str, elsewhere: bool) -> float:
    """A role's score in the light of what the whole title says."""
    if elsewhere:
        return max(best, 0.95) if role == EXTRA else best * 0.3
    if said == role:
        return max(best, 0.85)
    if said == EXTRA and best < 0.85:
        return best * 0.6
    return best * (0.5 if said and said != EXTRA else 1.0)
