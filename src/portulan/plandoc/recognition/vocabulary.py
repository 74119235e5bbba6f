"""The words by which plans are written, folded, in French, English, Dutch, Spanish and Portuguese."""

import re
from collections.abc import Mapping

from portulan.plandoc.document import DeclaredState, Priority
from portulan.plandoc.text import fold

OBJECTIVE, ACTION, RESPONSIBLE = "objectives", "actions", "responsibles"
DEADLINE, RESULT, RECOMMENDATION = "deadline", "results", "recommendations"
CODE, PRIORITY, STATE, ASSOCIATE = "code", "priority", "state", "associates"
EXTRA, DECOY = "extra", "decoy"
ROLES = (OBJECTIVE, ACTION, RESPONSIBLE, DEADLINE, RESULT, RECOMMENDATION, PRIORITY, STATE, ASSOCIATE, CODE)

# Words of up to four letters count whole, longer ones as beginnings; those after the bar say a role less surely.
_STEMS: Mapping[str, str] = {
    RECOMMENDATION: "recommand recomm recommendation aanbeveling recomendac | advies source reference",
    RESULT: "ergebnis indikator nachweis risultat indicator resultat indicateur livrable result indicator "
        "deliverable output outcome preuve evidence indicador "
    "resultaat resultad produit entregable kpi kpis critere criteria criteri success mesurab milestone "
    "jalon kengetal "
    "meetbaar evidencia entregaveis attendu measures verification verificacion | effet impact mesure cible target "
    "produ trace trac suivi evaluation",
    DEADLINE: "ech termin frist zeitplan bis wann scadenza tempi quando completion butee echeance "
        "echeancier delai calendrier deadline due timing quand when termijn date planning plazo prazo "
    "periode timeline wanneer cuando fecha datum calendar calendario cronograma schedule timeframe einddatum "
    "temporal data tijdpad | horizon terme annee year jaar fin end moment",
    RESPONSIBLE: "resp verantwortlich zustandig wer referente chi accountable responsab pilot porteu acteur "
        "responsib "
        "qui owner responsible lead leader who verantwoordelijk instance "
    "trekker wie quien quem encargad charge referent chef accountable responsavel eigenaar uitvoerder lider "
    "pilotage "
    "service | personne equipe team departement department actor fonction",
    ACTION: "massnahme aktion tatigkeit aufgabe azione attivita misura action mesure activite tache "
        "activity activities measure actie accion acao acoes demarche projet task "
    "initiative intervention maatregel taak actividad atividade tarea tarefa medida iniciativa project "
    "chantier step "
    "activiteit engagement operation | etape quoi what wat description intitule libelle realisation modalite "
    "proposition commitment faire que",
    OBJECTIVE: "obj cap ziel obiettivo finalita objectif axe but goal objective doelstelling objetivo "
        "orientation domaine theme enjeu doel aim pillar "
    "pilier eje eixo finalite ambition meta purpose priorites thematique strateg | volet defi pourquoi why waarom "
    "chapitre area domain thema besoin constat",
    PRIORITY: "prio prioritat priorit prioridad prioridade importance urgence urgency belang urgentie importancia",
    STATE: "stato umsetzungsstand fortschritt etat statut status avancement progress state stand estado "
        "situation voortgang progreso andamento rag "
    "progression situacion",
    ASSOCIATE: "partenaire partner associe copilot betrokken socios parceir colaborad collaborat soutien "
        "contributeur "
    "appui contributor betrokkenen partners",
    CODE: "n° no numero code ref number nr num id # reference n nº n.º",
    EXTRA: "budget cout cost montant moyens ressource resource financement funding kost middelen coste custo "
    "presupuesto orcamento commentaire comments remarque remark observation opmerking note notes % pourcentage "
    "condition prerequis risque risk lieu public debut start begin inicio remarques recurso financiamento "
    "demarrage "
    "notas observac freins leviers methode outils origine origin herkomst origen origem consulte informe "
        "approbateur "
    "humains effectif staffing",
    DECOY: "auteur author revue journal materiel emplacement telephone tel courriel email mail e-mail gsm "
        "phone heure horaire seance session speaker room local salle "
    "qte quantite prix price total tva lundi mardi mercredi jeudi vendredi monday maandag cours course "
    "credits ects "
    "lectures note grade etudiant student presents excuses signification sigle acronyme solde mois point "
    "discussion "
    "designation teachers inscrits nom name adresse signature",
}  # fmt: skip


def _sorted_stems(text: str) -> tuple[tuple[str, float], ...]:
    strong, _, weak = text.partition("|")
    return tuple((stem, 1.0) for stem in strong.split()) + tuple((stem, 0.6) for stem in weak.split())


STEMS = {role: _sorted_stems(text) for role, text in _STEMS.items()}

PHRASES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (RESULT, re.compile(r"\b(saura|saurons|reconna|verra|verrons|c'est (fait|fini|reussi|gagne)|know|prouv|"
        r"zien|weten|"
                        r"sabremos|saberemos|reussi|succes|gereed|a quoi voit|comment (?:on |nous )?(?:le |"
                        r"les )?(?:mesur|verifi|evalu)|mesures? de (succes|suivi))")),
    (DEADLINE, re.compile(r"\b(quand|when|wanneer|cuando|quando|date (limite|de fin|prevue|butoir)|(end|due|"
        r"target) date|"
                          r"fin prevue|combien de temps|a faire pour)\b|^(pour le|d'ici|avant le|tegen|"
                          r"voor)$|^fin$")),
    (EXTRA, re.compile(r"\b(target (group|audience)|(public|groupe)s? (cible|vise)|doelgroep|zielgruppe|"
                       r"(grupo|publico|poblacion)[- ](objetivo|alvo|destinatari|meta)|"
                       r"beneficia|destinatai|date (de )?(debut|lancement|demarrage)|start date|startdatum|"
                       r"fecha de inicio|"
        r"avec quoi|"
                       r"quels moyens|combien|how much|hoeveel|cuanto|quanto)\b|^(debut|start|begin|inicio)$|%")),
    (ASSOCIATE, re.compile(r"\b(avec qui|with whom|met wie|con quien|com quem|en lien avec|"
        r"personnes associees)\b")),
    (RESPONSIBLE, re.compile(r"^qui\b|\bqui (s'y|s'en|fait|pilote|porte|est)|^(par|door|por|by) (qui|wie|"
        r"quien|quem|whom)|"
                             r"^(who|wie|quien|quem)\b|s'en (charge|occupe)|aux manettes|a la manoeuvre")),
    (STATE, re.compile(r"\bou en (est|sommes|som)|stand van zaken|where (are|do) we|hoever|fait \?|^(fait|"
        r"done)$")),
    (OBJECTIVE, re.compile(r"\b(pourquoi|why|waarom|por que|porque|vers quoi)\b|(ce que?|what) .*(voul|veut|"
        r"want|achiev|aim|"
                           r"willen|vis(e|ons))|(wat|que|o que) .*(willen|quer|pretend)|nos (reves|envies|"
                           r"ambitions)")),
    (ACTION, re.compile(r"(ce qu|what|quoi|wat|que|o que|lo que) ?.*(f(era|erons|ait|aire|aisons)|do\b|doen|"
        r"hac|faz|gaan)|"
                        r"^(quoi|what|wat|que|o que)\b|^comment( |$)|^how\b|^hoe\b|concretement")),
    (PRIORITY, re.compile(r"\b(presse|urgent|dringend)\b")),
)  # fmt: skip


def title_score(title: str, role: str) -> float:
    """How well a title says a role: 0 not at all; a word at the title's start says more than one further on."""
    folded = fold(title).strip(" ?!:.")
    said = next((name for name, pattern in PHRASES if pattern.search(folded)), "")
    words = [word.strip("().:,;'’?!*[]") for word in re.split(r"[\s/'’-]+", folded)]
    words = [word for word in words if word] or ([folded] if folded else [])
    scores = [
        weight * (1 - 0.1 * min(position, 5))
        for position, word in enumerate(words)
        for stem, weight in STEMS[role]
        if (
            word == stem or (word.rstrip("s") == stem and len(stem) > 2)
            if len(stem) <= 4
            else word.startswith(stem)
        )
    ]
    best = max(scores, default=0.0)
    if said == role:
        return max(best, 0.85)
    return best * (0.5 if said and said != EXTRA else 1.0)


PRIORITIES: Mapping[str, Priority] = {
    word: priority
    for priority, words in (
        (Priority.HIGH, "haute haut high elevee eleve forte fort 1 alta alto hoog urgent urgente urgence "
            "prioritaire p1 a h "
         "+++ maximale must essentielle critique critical tres_haute 1re"),
        (Priority.MEDIUM, "moyenne moyen medium 2 media medio gemiddeld normale normal moderee p2 b m ++ "
            "should midden "
         "importante middel normaal"),
        (Priority.LOW, "limitee basse bas faible low 3 baja bajo baixa baixo laag p3 c l + could secondaire "
            "mineure"),
    )
    for word in words.split()
}  # fmt: skip

STATES: Mapping[str, DeclaredState] = {
    word.replace("_", " "): state
    for state, words in (
        (DeclaredState.NOT_STARTED, "non_commence non_commencee pas_commence pas_commencee a_faire a_venir "
            "not_started to_do "
         "todo planned prevu prevue planifie planifiee niet_gestart niet_begonnen te_doen gepland pendiente "
         "no_iniciado "
         "no_iniciada nao_iniciado nao_iniciada pendente por_iniciar a_demarrer non_entame non_entamee "
         "non_demarre "
         "non_demarree pas_encore_commence open ouvert a_lancer por_hacer a_initier non_debute non_debutee 0_%"),
        (DeclaredState.STARTED, "en_cours entame entamee demarre demarree commence commencee in_progress "
            "started ongoing "
         "lopend bezig in_uitvoering gestart en_curso em_curso iniciado iniciada en_proceso on_track "
         "under_way underway "
         "partiel partiellement partiellement_realise en_cours_de_realisation em_andamento lance lancee "
         "in_behandeling en_marche "
         "debute debutee"),
        (DeclaredState.DONE, "termine terminee fait faite realise realisee acheve achevee fini finie done "
            "completed complete "
         "finished closed afgerond voltooid klaar gedaan finalizado finalizada terminado completado hecho "
         "concluido concluida "
         "feito cloture cloturee atteint realizado cumplido uitgevoerd afgewerkt x ✓ ✔ ok"),
        (DeclaredState.SUSPENDED, "suspendu suspendue en_attente en_pause reporte reportee on_hold "
            "postponed suspended "
         "delayed opgeschort uitgesteld on_pause en_suspens suspendido suspendida suspenso bloque bloquee"),
        (DeclaredState.DROPPED, "abandonne abandonnee annule annulee dropped cancelled canceled geschrapt "
            "geannuleerd "
         "abandonado cancelado cancelada abandonada stopgezet supprime supprimee"),
    )
    for word in words.split()
}  # fmt: skip

_LEADING = re.compile(r"^(?:priorite|priority|prioriteit|prioridad|prioridade|niveau|level)\s*:?\s*")


def priority(text: str) -> Priority:
    """What a priority cell says; UNSET when it is not understood."""
    return PRIORITIES.get(_LEADING.sub("", fold(text)).strip(" .()"), Priority.UNSET)


def state(text: str) -> DeclaredState | None:
    """What a cell declares of an action; None when it is not understood."""
    return STATES.get(re.sub(r"[^\w%✓✔ ]", " ", fold(text)).strip().replace("  ", " "))


MINUTES = re.compile(
    r"\b(proces[- ]verbal|compte[- ]rendu|minutes of|verslag van de vergadering|notulen|acta de la|ata da|"
    r"facture|invoice|factuur)\b"
)
A_PLAN = re.compile(r"\b(plan|plano|actieplan|feuille de route|roadmap|strateg|programme d'action|actions)\b")

_ENGLISH = frozenset(
    "launch review introduce establish provide develop host deliver audit create build improve increase "
    "strengthen support "
    "promote implement design ensure conduct organise organize set update revise expand enhance train "
    "recruit hire appoint "
    "publish draft write prepare monitor evaluate assess define identify map engage involve consult share "
    "communicate "
    "reduce extend offer run hold invite sign adopt plan pilot test roll install replace open close upgrade "
    "maintain "
    "strenghten foster encourage explore embed integrate align coordinate facilitate collect analyse "
    "analyze measure "
    "report raise secure invest fund renew simplify streamline digitise digitize translate visit plant "
    "restore protect "
    "work make produce carry undertake clarify compile complete continue convene".split()
)
_NOT_VERBS = frozenset(
    "atelier ateliers cahier dossier dossiers calendrier papier courrier fichier chantier metier quartier "
    "financier premier "
    "dernier septembre octobre novembre decembre mer hiver cadre nombre lettre livre membre offre titre "
    "chiffre semestre "
    "trimestre registre centre semaine poster flyer newsletter number member register paper order charter "
    "folder letter "
    "ministere partenaire questionnaire inventaire formulaire annuaire repertoire secretaire glossaire "
    "seminaire programmer "
    "memoire histoire laboratoire oratoire territoire critere caractere matiere lumiere maniere carriere "
    "procedure brochure "
    "structure signature culture lecture facture infrastructure candidature ouverture mesure sondage guide "
    "affaire rectoraat "
    "commissaire directoire observatoire conservatoire bibliotheque taller lugar hogar dekanat".split()
)  # fmt: skip
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
    first = words[1] if words[0] in ("se", "s", "re", "to", "het", "a", "de") and len(words) > 2 else words[0]
    if first in _ENGLISH:
        return 1.0
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


def nominal(text: str) -> bool:
    """Whether a text begins as results do: with a thing or a number."""
    return bool(_NOMINAL.match(fold(text).lstrip("-•–*▪ ")))
