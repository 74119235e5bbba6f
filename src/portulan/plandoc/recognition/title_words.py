"""What the title of a column says: the words of titles, folded, and how well each says a role."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from portulan.plandoc.recognition.calendars import is_joined
from portulan.plandoc.recognition.roles import (
    ACTION,
    ASSOCIATE,
    CODE,
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
from portulan.plandoc.text import fold

# In French, English, Dutch, German, Spanish, Portuguese, Italian. Words of up to four letters count whole, longer
# ones as beginnings; those after the bar say a role less surely.
_STEMS: Mapping[str, str] = {
    RECOMMENDATION: """
        advies recommand recomm recommendation aanbeveling recomendac empfehlung raccomandaz auflage empfehlungen
        recomanac suggestie
        | advies source reference suggestion sugerenc prescri voorwaarde""",
    RESULT: """
        resultat indicateur livrable produit preuve critere attendu kpi kpis kri okr result indicator
        deliverable output outcome evidence success criteria verification milestone resultaat bewijs mesurab
        meetbaar kengetal opbrengst streefwaarde kritieke ergebnis indikator nachweis kennzahl erfolg
        meilenstein zielgross zielwert wirkung messgross resultad indicador entregable entregaveis evidencia
        verificacion criteri produto metas risultat jalon proof beleg messbar rendu escompt effectmet
        wirkungsmess effect resultante preuves proofs concretis aboutiss prestatie succesfactor wirksamkeit
        zielerreich messkriter medicion mediremos logro metrica traguard prodotto esito evidenz misurazion
        measurab indicatore bewijsstuk doelwaarde metric metrics meetpunt maatstaf streefcijfer succescriteri
        resultaatsindicat bewijzen measurable verifiable erfolgskriter zielindikator ergebnisindikator
        wirkungsindikator entregables evidencias comprobac sucesso verifiche risultati deliverables oplevering
        opgeleverd realisaties effecten meetwaarde prestatie-indicat resultaatsmeting zielkriter messwert
        outputs evidenze medibl mensurav
        | effet impact mesure measure cible target meta produ trace trac suivi evaluation ziel measures
        retombee benefit norm alvo milest expected verifica products produkt esperado effets signes""",
    DEADLINE: """
        echeance echeancier ech delai calendrier butee date quand terme calendarisation temporalite periode
        deadline due timing when completion planning timeline calendar schedule timeframe timescale termijn
        wanneer datum einddatum streefdatum tijdpad tijdlijn planperiode frist termin zeitplan zeitraum
        zeitrahmen zeithorizont wann fallig umsetzungszeit laufzeit realisierungszeit plazo prazo cuando
        quando fecha cronograma temporal calendario calendariza data vencimiento fim scadenza tempi klaar
        looptijd doorlooptijd fasering zieldatum temporaliz vencim finalizac janela concluir conclusao
        tempistic cronoprog entro uiterlijk gereed opleverdatum afrondingsdatum realisatiedatum
        uitvoeringsperiode uitvoeringstermijn timetable time-frame target_date planification echelonn
        jalonnement fertigstellung terminierung abschlussdatum umsetzungsfrist umsetzungszeitraum temporalidad
        cronologia periodicidad calendarizac vigencia tempistiche scadenze fristen termine klaardatum einddata
        realisatietermijn zeitfenster zeitpunkt bearbeitungszeit
        | horizon annee year jaar jahr fin end finish moment tiempo tempo bis duree ejecucion execucao
        anualidad periodo planifi programaci window limite duration duracion duracao durata complete jalon
        milest meilenstein mijlpa agenda abschluss accomplishment cycle""",
    RESPONSIBLE: """
        resp responsab pilot porteu acteur qui charge referent chef accountable personne_de_contact owner
        responsible lead leader who responsib assignee assigned sponsor coordinator trekker wie
        verantwoordelijk eigenaar uitvoerder actiehouder coordinat aanspreekpunt verantwortlich zustandig wer
        federfuhr akteur ansprechp beteiligt quien quem encargad responsavel lider promotor executor coordina
        referente chi gestionnaire animateur mandataire garant custodian champion kartrekker verantw zustand
        projektleit bearbeiter agente agentes concejal lidera gestor dono dona titolare attuatore competente
        incaricat dueno named_lead en_charge ufficio capofila eindverantwoordelijk uitvoerders opdrachtnemer
        taakhouder regisseur porteuse pilote pilotage coordonn correspondant interlocuteur rapporteur delegate
        handler driver convenor convener steward assignees accountab verantwortung zustandigkeit federfuhrung
        trager umsetzer ausfuhrend koordination ansprechperson ejecutor liderazgo liderad coordinador impulsor
        dinamizador executante soggett esecutor gestore referenti incaricati proprietario propietario
        behartiger penhouder eigenaars verantwoordelijken maitre
        | service personne equipe team departement department actor fonction direction instance entite entity
        entidad entidade unidad unidade organismo dienst stelle abteilung afdeling unit organisation lead_
        struttura portefeuille officer organo orgao behorde autorite regie leads""",
    ACTION: """
        action activite tache mesure demarche chantier operation initiative projet activity activities task
        measure intervention project step workstream actie maatregel taak activiteit verbeteractie massnahme
        aktion tatigkeit aufgabe aktivitat vorhaben schritt arbeitspaket accion acciones acao acoes actuacion
        actividad atividade tarea tarefa medida iniciativa mejora azione attivita misura inspanning azion
        intervent iniziativ korrekturm propuesta verbeteracties verbetermaatregel verbetermaatregelen
        actiepunt actiepunten werkpunt werkpunten ingreep ingrepen dispositif initiatives interventions
        handlungsschritt arbeitsschritt umsetzungsschritt teilschritt vorgehen actuaciones gestiones projeto
        projetos iniciativas azioni interventi compiti misure stappen activites realisations
        | etape quoi what wat was que description intitule libelle title titre titel titulo beschrijving
        beschreibung descripcion descricao realisation modalite proposition commitment faire engagement
        projekt omschrijving response management aanpak uitwerking pasos etapes tasks steps piste strategies""",
    OBJECTIVE: """
        tema temas tematica
        objectif obj axe but enjeu pilier domaine theme orientation thematique ambition finalite strateg champ
        goal objective aim pillar domain doelstelling doel thema ziel oberziel handlungsfeld zielsetzung
        objetivo eje eixo ambito finalidad objectivo linha linea obiettivo finalita cap priorites ambiti
        opgave workstream schwerpunkt handlungsbed criticit obiettiv linea fragilid debilid hoofdstuk kapitel
        capitulo capitolo chapter speerpunt kernpunt ambitie beleidsdoel beleidsdoelstelling streefdoel
        kwaliteitsgebied programmalijn prioriteitsgebied domein werkdomein kwaliteitskenmerk themenfeld
        leitziel teilziel zielbereich qualitatsbereich handlungsschwerpunkt leitlinie entwicklungsfeld
        entwicklungsziel reto retos desafio desafios dominio dominios traguardo obiettivi priorita aree ejes
        ambitos objetivos kerndoel hoofddoel deelprogramma workpackage
        | volet defi pourquoi why waarom chapitre area purpose besoin processus process proces prozess
        category categorie categoria kategorie bereich rubrique programme strand focus topic standaard
        standard constat problem faiblesse priority_area ponto area_ perspective dimension section meta levier
        rubriek cluster enabler intent criterio criterion criterium programa component""",
    PRIORITY: """
        prio priorit prioridad prioridade importance urgence urgency belang urgentie importancia prioritat
        dringlich wichtigkeit
        criticite severity gravite dringend gravedad gravidad ernst
        | grade rang ranking rating""",
    STATE: """
        etat statut status avancement progress state stand situation progression realise voortgang stato
        estado situacion situacao progreso andamento rag umsetzungsstand fortschritt stavaza cumplimiento
        avanzament sachstand bearbeitungsst vooruitgang uitvoeringsstatus realisatiegraad umsetzungsgrad
        erledigungsstand progresso attuazione afgehandeld avancee
        | cloture closed erledigt execucao esecuzione ejecucion realisatie""",
    ASSOCIATE: """
        collaboraz collaboration
        partenaire partner associe copilot contributeur contributor soutien appui collaborat betrokken
        medewerk mitwirk unterstutz kooperation socios parceir colaborad parceria support supporting
        intervenient involved concerne betroffen stakeholder implique implicad participants participantes
        deelnemers teilnehm samenspraak samenwerk ondersteun einzubez beteiligte einbind implicad apoyo aliad
        apoia apoio envolvid coinvolt coinvolg supporto colabora collaborano kooperat relais partners i.s.m
        ism medewerking samenwerkend meewerk coacteur co-acteur co-pilote copilote co-porteur contributors
        helpers allies mitwirkende kooperationspartner beteiligung entidades_colab collaboratori associados
        associes partenariat coinvolti ondersteund ondersteuners supported assisting assist backup mithilfe
        | participant consult attori intervenant intervenants with parties""",
    CODE: """
        n° no numero code ref number nr num id # reference n nº n.º kennung
        cod codigo codice lfd kenn rec item
        | scheda fiche sheet""",
    EXTRA: """
        budget cout cost montant moyens ressource financement financier commentaire remarque observation
        condition prerequis risque lieu public debut demarrage lancement origine freins leviers methode outils
        humains effectif constat baseline diagnostic resource funding comments remark note notes % pourcentage
        percent risk start begin origin staffing created evaluation reported capital revenue effort dependenc
        kost kosten middelen opmerking herkomst startdatum bevinding raming vaststelling knelpunt ressourcen
        mittel bemerkung anmerkung hinweis beginn ausgangs aufwand coste custo presupuesto recurso
        financiamento orcamento inicio notas observac origen approbateur consulte informe toelichting uitleg
        erlauterung explication precision justification justificacion contexte context kommentar contact
        creation obs opm bem anm osservaz risors costo costi stima spesa finanziam bilancio rationale reason
        finding findings abweichung afwijking ecart hallazgo desviacion ampel semaforo phase fase raised rag
        carried motif motiv bron aanleiding bevindingen vaststellingen knelpunten kostprijs kostenraming
        begroting financiering opmerkingen commentaar prealable risques contrainte atouts besoins couts
        investissement remarques precisions background weakness strength mitigation assumptions budgetary
        begrundung ausgangslage istzustand bedarf kostenschatzung haushalt bemerkungen risiken antecedentes
        observaciones procedencia riesgos financiacion dotacion custos riscos observacoes constrangimento
        fundamentac motivazione risorse vincoli annotazioni vigilance prerequisites toelichtingen motivering
        achtergrond ressources
        | revue review update potential potentiel fonte fuente kostendekking""",
    DECOY: """
        auteur author journal materiel emplacement telephone tel courriel email mail e-mail gsm phone heure
        horaire seance session speaker room local salle telefon uhrzeit raum aula sala hora qte quantite prix
        price total tva lundi mardi mercredi jeudi vendredi monday maandag montag lunes cours course curso
        credits credito creditos ects employer werkgever arbeitgeber empleador employeur lectures note grade
        etudiant student presents excuses signification sigle acronyme solde mois point discussion besproken
        designation teachers inscrits nom name naam nombre adresse signature profesor poste position extension
        prenom unite einheit preis menge""",
}
_TAILS: Mapping[str, str] = {
    ACTION: "actie acties maatregel maatregelen massnahme massnahmen aktion aufgabe taak taken",
    RESPONSIBLE: "houder trekker verantwoordelijke verantwoordelijken verantwortung verantwortliche "
        "verantwortlicher zustandigkeit",
    DEADLINE: "datum termijn frist termin zeitraum zeitplan planning zeit",
    STATE: "stand status stadium",
    RESULT: "resultaat resultaten indicator indikator ergebnis ergebnisse kriterium kriterien criterium criteria "
        "nachweis wert",
    OBJECTIVE: "doel doelen doelstelling doelstellingen ziel ziele feld thema",
    EXTRA: "kosten middelen budget mittel",
}  # fmt: skip


def _weighed(text: str) -> tuple[tuple[str, float], ...]:
    strong, _, weak = text.partition("|")
    return tuple((stem, 1.0) for stem in strong.split()) + tuple((stem, 0.6) for stem in weak.split())


STEMS = {role: _weighed(text) for role, text in _STEMS.items()}
TAILS = {role: tuple(text.split()) for role, text in _TAILS.items()}

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
def title_score(title: str, role: str) -> float:
    """How well a title says a role: 0 not at all; a word at the title's start says more than one further on."""
    folded = _ENDING.sub("", fold(title)).strip(" ?¿!¡:.")
    said = DEADLINE if is_joined(title) else next((name for name, one in PHRASES if one.search(folded)), "")
    words = [word.strip("().:,;'’?!*[]·") for word in re.split(r"[\s/'’·-]+", folded)]
    words = [word for word in words if word] or ([folded] if folded else [])
    best = max(_scores(words, role), default=0.0)
    if _ELSEWHERE.search(folded):
        return max(best, 0.95) if role == EXTRA else best * 0.3
    if said == role:
        return max(best, 0.85)
    if said == EXTRA and best < 0.85:
        return best * 0.6
    return best * (0.5 if said and said != EXTRA else 1.0)


def said(title: str) -> tuple[str, float]:
    """The role that a title says best, and how well."""
    score, role = max((title_score(title, role), role) for role in (*ROLES, EXTRA, DECOY))
    return (role, score) if score else (EXTRA, 0.0)


def _scores(words: list[str], role: str) -> Iterator[float]:
    for position, word in enumerate(words):
        worth = 1 - 0.1 * min(position, 5)
        tail = _tail(word)
        if tail:
            yield worth * (tail == role)
        else:
            yield from (weight * worth for stem, weight in STEMS[role] if _begins(word, stem))


def _begins(word: str, stem: str) -> bool:
    if len(stem) <= 4:
        return word == stem or (word.rstrip("s") == stem and len(stem) > 2)
    return word.startswith(stem)


@lru_cache(maxsize=4096)
def _tail(word: str) -> str:
    """The role that the last part of a compound word says: an "actiehouder" holds actions, and is none."""
    ends = [(len(tail), role) for role, tails in TAILS.items() for tail in tails
            if word.endswith(tail) and len(word) > len(tail) + 2]  # fmt: skip
    return max(ends)[1] if ends else ""
