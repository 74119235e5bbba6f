"""The words of cells: priorities, states, and how actions and results begin; folded, in the languages of plans."""

import re

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.recognition.cell_words import plain, priorities, states
from portulan.plandoc.text import fold

_ENDING = re.compile(r"(?<=\w)\((?:s|e|es|n|en|a|as|os)\)")  # "réalisé(e)"
_KIND_SAID = re.compile(
    r"\b(?:priori\w*|prio\b|niveau|level|nivel|livello|stufe|urgen[ct]\w*|importan\w*|belang\b)\s*:?"
)
_BRACKETED = re.compile(r"\s*\((?:p?\d|[a-z])$")
_NUMBERED = re.compile(r"^(?:p?\d|[a-c])\s*(?:[-–—:.)=]|(?=\())\s*(?P<word>.+)$")


def priority(text: str) -> Priority:
    """What a priority cell says; UNSET when it is not understood. A number beside a word ("1 – haute") follows the
    word: which end of a scale is the high one, only the word tells."""
    folded = fold(text).strip(" .()")
    known = priorities()
    numbered = _NUMBERED.match(folded)
    words = numbered["word"].strip(" .()") if numbered else _BRACKETED.sub("", folded)
    bare = " ".join(_KIND_SAID.sub(" ", words).split())
    return next((known[said] for said in (folded, words, bare) if said in known), Priority.UNSET)


def state(text: str) -> DeclaredState | None:
    """What a cell declares of an action; None when it is not understood."""
    said = plain(_ENDING.sub("", fold(text)))
    return states().get(said) or states().get(" ".join(re.findall(r"\w+", said)))


_ANSWERS = {"oui": True, "yes": True, "ja": True, "si": True, "sim": True, "y": True, "non": False, "no": False,
            "nee": False, "nein": False, "nao": False}  # fmt: skip
_COLOURS = frozenset(
    """red amber green blue rouge orange vert bleu rood oranje groen blauw rot gelb grun blau rojo amarillo
    verde azul vermelho amarelo laranja rosso giallo arancione blu yellow jaune geel ambar r/a/g a/g r/a""".split()
)


def answer(text: str) -> DeclaredState | None:
    """What "yes" and "no" say in a column that asks whether the action is done."""
    said = _ANSWERS.get(fold(text).strip(" ."))
    return None if said is None else DeclaredState.DONE if said else DeclaredState.NOT_STARTED


_POSITIONS = re.compile(
    r"(?:(?:partially|partly|fully|not|non|deels|niet|teilweise|nicht|parcialmente|no|nao|en partie) )?"
    r"(?:accepte?e?s?|accepted|agreed?|rejected|refusee?|refuse|noted|endorsed|aanvaard|akkoord|verworpen|angenommen|"
    r"abgelehnt|zugestimmt|aceptad[ao]|aceite|rechazad[ao]|rejeitad[ao]|accettat[ao]|respint[ao]|d'accord|supported)"
    r"(?: (?:in part|in principle|en partie|partiellement|ten dele|teilweise|en parte|em parte|in parte))?"
)


def is_flag(text: str) -> bool:
    """Whether a cell says "yes", "no", "accepted" or the colour of a traffic light, and nothing more."""
    folded = fold(text).strip(" .")
    return folded in _ANSWERS or folded in _COLOURS or bool(_POSITIONS.fullmatch(folded))


MINUTES = re.compile(
    r"\b(proces[- ]verbal|compte[- ]rendu|minutes of|verslag van de vergadering|notulen|acta de la|ata da|"
    r"facture|invoice|factuur)\b"
)
A_PLAN = re.compile(r"\b(plan|plano|actieplan|feuille de route|roadmap|strateg|programme d'action|actions)\b")

_VERBS = frozenset(
    """actualiseer adapt address adopt advance advertise advise agree align allocate amend analyse analyze announce
    apply appoint approve arrange ask assess assign assist attract audit award begin benchmark bepaal betrek
    bied book boost breng brief broaden build buy call cap carry celebrate centralise centralize certify
    champion change check choose clarify close co-design collect combine commission communicate compare compile
    complete conduct confirm connect consider consolidate construct consult contact continue contribute convene
    convert coordinate cover create cut deepen define deliver demonstrate deploy design designate determine
    develop devise digitise digitize discuss disseminate distribute diversify double double-check draft drive
    ease educate elect electrify eliminate embed empower enable encourage enforce engage enhance enlarge enrich
    enrol ensure equip establish evaluate examine exchange expand explain explore extend facilitate fill
    finalise finalize find fix formalise formalize formulate foster fund gather geef generate give grant grow
    guarantee guide halve harmonise harmonize help herwerk highlight hire hold host houd identify implement
    improve incorporate increase inform initiate inspect install institute insulate integrate intensify
    interview introduce invest invite involve issue join keep label launch lead learn leg let limit link listen
    lobby lower maak maintain make manage map match maximise measure meet mentor merge migrate minimise
    mobilise moderate modernise monitor move need neem negotiate nodig nominate notify nurture obtain offer
    ontwikkel open optimise order organise organize outline outsource oversee partner pay phase pilot plan
    plant pool post prepare present prioritise prioritize procure produce promote propose protect provide
    publicise publish purchase put raise rank reach reallocate rebuild receive recognise recognize recommend
    record recruit redesign redirect reduce refine reform refresh refurbish regulate reinforce relocate remind
    remove rename renew renovate reopen reorganise repair repeat replace replicate report request require
    research reserve reshape respond restore restructure resurface retain retire retrain retrofit reuse review
    revise reward rewrite rezone richt ring ringfence roll run scale schedule schrijf scope secure seek select
    send serve set settle shape share shorten show sign simplify sponsor spread stage standardise standardize
    start steer stel stop streamline strenghten strengthen structure submit subsidise supervise supply support
    survey sustain switch tackle target teach tender test tighten track train transfer transform translate
    trial turn undertake unify update upgrade upskill use validate vary verbeter verify versterk vertaal visit
    voer waive welcome werk widen work write zet zorg""".split()
)
_WE = frozenset("we wij wir nous on nosotros nos".split())
_NOT_VERBS = frozenset(
    """affaire annuaire atelier ateliers bibliotheque brochure cadre cahier calendrier candidature caractere
    carriere centre chantier charter chiffre commissaire conservatoire courrier critere culture decembre dekanat
    dernier directoire dossier dossiers facture fichier financier flyer folder formulaire glossaire guide
    histoire hiver hogar infrastructure inventaire laboratoire lecture letter lettre livre lugar lumiere maniere
    matiere member membre memoire mer mesure metier ministere newsletter nombre novembre number observatoire
    octobre offre oratoire order ouverture paper papier partenaire poster premier procedure programmer quartier
    questionnaire rectoraat register registre repertoire secretaire semaine semestre seminaire septembre
    signature sondage structure taller territoire titre trimestre""".split()
)
_NOMINAL = re.compile(
    r"(rapport|pv|proces|note|liste|taux|nombre|nb|charte|guide|document|programme|tableau|convention|outil|"
    r"procedure|bilan|"
    r"enquete|compte|report|list|number|policy|minutes|rate|lijst|aantal|verslag|informe|lista|numero|"
    r"relatorio|catalogue|"
    r"carte|inventaire|referentiel|attestation|temoignage|synthese|fiche|statistique|questionnaire|registre|"
    r"agenda|invitation|"
    r"affiche|brochure|site|page|plan|calendrier|budget|accord|contrat|protocole|programma|jaarverslag|"
    r"enquesta|encuesta|"
    r"convenio|guia|acta|registo|regulamento|protocolo|percentage|share|attendance|survey|document|at least|"
    r"minstens|au moins|"
    r"minimum|min\.|max|augmentation|hausse|baisse|diminution|existence|presence|feuille|dossier|evaluation|"
    r"trace|\d|[≥>%])"
)


def verbal(text: str) -> float:
    """How much a text begins as actions do: with a verb, or with the noun of a verb (from 0 to 1)."""
    words = re.findall(r"[a-z]+", fold(text))
    if len(words) < 2:
        return 0.0
    if words[0] in _WE:
        return 1.0
    first = words[1] if words[0] in ("se", "s", "re", "to", "het", "a", "de") and len(words) > 2 else words[0]
    if first in _VERBS or (first.endswith("eer") and len(first) > 5):
        return 1.0
    if _ends_with_verb(text) and not nominal(text):
        return 0.9
    if first in _NOT_VERBS or len(first) < 4:
        return 0.9 if first in ("mise", "prise", "mis") else 0.0
    if re.search(r"(er|ir|oir|[dtp]re|uire|ire|are|ere|ar|eren)$", first) and not re.search(
        r"(aires?|eurs?)$", first
    ):
        return 1.0
    if re.search(r"(tion|sion|ment|age|ance|ing|cion|cao|en)$", first):
        return 0.7
    return (
        0.9 if first in ("mise", "prise", "suivi", "refonte", "appui", "soutien", "recherche", "mettre") else 0.0
    )


def _ends_with_verb(text: str) -> bool:
    """Whether the last word is an infinitive, as German and Dutch have it: "Modulhandbücher überarbeiten"."""
    last = text.rstrip(" .").rsplit(" ", 1)[-1]
    return len(last) >= 5 and last[0].islower() and bool(re.fullmatch(r"[^\W\d_]+(?:en|ern|eln)", last))


def nominal(text: str) -> bool:
    """Whether a text begins as results do: with a thing or a number."""
    folded = fold(text).lstrip("-•–*▪ ")
    return bool(_NOMINAL.match(folded) or _COMPOUND.match(folded))


_COMPOUND = re.compile(
    r"[a-z]{3,}(?:rapport|lijst|verslag|plan|nota|bericht|liste|protokoll|konzept|leitfaden|cijfer|quote|zahl|gids|"
    r"draaiboek|profiel|procedure|beschluss|vertrag|studie)\b"
)
