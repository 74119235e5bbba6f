"""The words of cells: priorities, states, and how actions and results begin; folded, in the languages of plans."""

import re

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.text import fold

_PRIORITY_WORDS = {
    Priority.HIGH: """
        haute haut high elevee eleve forte fort 1 alta alto hoog urgent urgente urgence prioritaire p1 a h +++
        *** ★★★ !!! dringend hoch sehr_hoch hoge maxima muy_alta tres_elevee maximale must essentielle
        critique critical tres_haute 1re essential essentiel esencial essencial groot zeer_groot zeer_hoog
        major majeur majeure vital vitale imperatif imperative indispensable tres_forte elevada elevado
        sehr_gross top mandatory ●●● ⬤⬤⬤ ◆◆◆ inaplazable""",
    Priority.MEDIUM: """
        moyenne moyen medium 2 media medio gemiddeld normale normal moderee p2 b m ++ ** ★★ !! mittel should
        midden importante middel normaal advisable moderate moyennement mediana mittelgross aanbevolen
        souhaitable significant intermedia intermediaire ●●○ ●● ◆◆""",
    Priority.LOW: """
        limitee basse bas faible low 3 baja bajo baixa baixo laag p3 c l + * ★ ! niedrig gering lage could
        secondaire mineure desirable klein optional optionnel optionnelle wenselijk wunschenswert deseable
        desejavel desiderabile minor mineur nice_to_have kleine reduzida reduit reduite ●○○ ● ◆ diferible
        aplazable adiavel differibile""",
}
PRIORITIES = {word.replace("_", " "): one for one, words in _PRIORITY_WORDS.items() for word in words.split()}

_STATE_WORDS = {
    DeclaredState.NOT_STARTED: """
        non_commence non_commencee pas_commence pas_commencee a_faire a_venir not_started to_do todo planned
        prevu prevue planifie planifiee niet_gestart niet_begonnen te_doen gepland pendiente no_iniciado
        no_iniciada nao_iniciado nao_iniciada pendente por_iniciar a_demarrer non_entame non_entamee offen
        geplant nicht_begonnen noch_nicht_begonnen ausstehend in_planung te_starten nog_te_starten nog_te_doen
        in_voorbereiding por_comenzar sin_iniciar no_comenzado por_comecar a_iniciar previsto prevista new
        da_avviare non_avviato non_avviata non_iniziato da_fare por_arrancar por_realizar da_iniziare
        programmato nieuw neu ingepland not_due nicht_gestartet nouveau nouvelle not_commenced not_yet_started
        a_programmer en_projet en_preparation non_demarre non_demarree pas_encore_commence open ouvert
        a_lancer por_hacer a_initier non_debute non_debutee 0_% not_yet_commenced yet_to_start yet_to_begin
        outstanding pending scheduled not_begun niet_opgestart nog_niet_gestart nog_niet_begonnen
        nog_niet_opgestart in_opstart noch_offen in_vorbereitung sin_comenzar no_iniciadas por_empezar
        em_preparacao nao_iniciadas da_cominciare non_ancora_avviato non_ancora_avviata pas_encore_demarre
        pas_encore_demarree pas_encore_entame a_entamer a_commencer a_planifier planifiees a_debuter
        planificado planificada planeado planeada pianificato pianificata programmata te_plannen future projet
        projekt en_attente_de_demarrage a_etudier a_mettre_en_oeuvre programme programmee""",
    DeclaredState.STARTED: """
        en_cours entame entamee demarre demarree commence commencee in_progress started ongoing lauft laufend
        begonnen in_arbeit in_umsetzung in_bearbeitung angefangen gestartet teilweise_umgesetzt commenced
        active on_going partially_complete partly_done work en_execution en_developpement en_ejecucion
        en_desarrollo en_marcha em_execucao em_desenvolvimento lopend bezig in_uitvoering gestart en_curso
        em_curso iniciado iniciada en_proceso on_track under_way underway partiel partiellement
        partiellement_realise en_cours_de_realisation em_andamento lance lancee in_behandeling en_marche
        debute debutee lopende in_corso avviato avviata iniziato iniziata a_decorrer em_progresso en_route
        en_bonne_voie loopt in_ontwikkeling en_partie gedeeltelijk teilweise parcialmente in_attuazione
        parzialmente_attuato almost_complete nearly_complete extended prolonge prolongee verlengd verlangert
        prorrogado prorrogada prorogato prorogata partially_implemented being_implemented in_atto in_essere
        op_schema opgestart deels deels_gerealiseerd initiated in_development in_train partially_met
        partly_implemented partially_completed begun angelaufen lfd in_umsetzung_befindlich en_progreso
        iniciadas em_implementacao em_realizacao avviati in_fase_di_attuazione initie initiee engage engagee
        en_cours_d'elaboration partiellement_atteint amorce amorcee en_elaboration in_uitwerking
        wordt_uitgevoerd en_voie in_hand execution in_execution in_opbouw im_gang in_esecuzione
        en_phase_d'execution in_ausfuhrung partly partially""",
    DeclaredState.DONE: """
        termine terminee fait faite realise realisee acheve achevee fini finie done completed complete
        erledigt abgeschlossen umgesetzt fertig beendet realisiert afgesloten gerealiseerd
        uitgevoerd_en_afgerond concluidas implementado implementada ejecutado ejecutada executado executada
        implemented achieved delivered accompli accomplie mis_en_oeuvre mise_en_oeuvre finished closed
        afgerond voltooid klaar gedaan finalizado finalizada terminado completado hecho concluido concluida
        feito concluso conclusa completato completata realizzato realizzata fatto attuato attuata chiuso
        chiusa fechado fechada encerrado encerrada cerrado cerrada discharged resolved 100_% cloture cloturee
        atteint realizado cumplido uitgevoerd afgewerkt x ✓ ✔ ok completati realizada realizadas cumplida
        cumplidas ejecutadas afgehandeld gesloten geimplementeerd behaald bereikt solde soldee clos valide
        validee mis_en_place mise_en_place effectue effectuee implementata implementato vollstandig_umgesetzt
        erreicht fully_implemented achieved_in_full fully_achieved met signed_off embedded alcanzado alcanzada
        atingido atingida executadas finalizadas accomplished soldees closed_out""",
    DeclaredState.SUSPENDED: """
        suspendu suspendue en_attente en_pause reporte reportee on_hold postponed suspended zuruckgestellt
        pausiert verschoben ausgesetzt on_hold_pending aplazado aplazada adiado adiada delayed opgeschort
        uitgesteld on_pause en_suspens suspendido suspendida suspenso bloque bloquee sospeso sospesa rinviato
        rinviata paused parado parada on_ice deferred gepauzeerd ajourne ajournee
        decale decalee differe differee aplazadas""",
    DeclaredState.DROPPED: """
        verworfen gestrichen eingestellt withdrawn descartado descartada anulado anulada abandonne abandonnee
        annule annulee dropped cancelled canceled geschrapt geannuleerd abandonado cancelado cancelada
        abandonada stopgezet supprime supprimee annullato annullata superseded discontinued no_longer_relevant
        not_pursued vervallen niet_weerhouden non_retenu non_retenue desestimado desestimada entfallt
        entfallen nicht_weiterverfolgt abbandonato abbandonata scartato""",
}
STATES = {word.replace("_", " "): one for one, words in _STATE_WORDS.items() for word in words.split()}

_LEADING = re.compile(r"^(?:priorite|priority|prioriteit|prioridad|prioridade|niveau|level)\s*:?\s*")


def priority(text: str) -> Priority:
    """What a priority cell says; UNSET when it is not understood."""
    return PRIORITIES.get(_LEADING.sub("", fold(text)).strip(" .()"), Priority.UNSET)


def state(text: str) -> DeclaredState | None:
    """What a cell declares of an action; None when it is not understood."""
    return STATES.get(re.sub(r"[^\w%✓✔ ]", " ", fold(text)).strip().replace("  ", " "))


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
