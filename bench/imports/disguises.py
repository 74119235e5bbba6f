"""The words that disguise the plans of `unseen/`: titles of other roles, titles that no list has, values in words
of one's own, language by language."""

from collections.abc import Mapping

# What people write above columns of this role, and what others write above columns of another.
MISLEADING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fr": {
        "objective": ("Recommandation", "Mesure", "Constat", "Résultat attendu"),
        "action": ("Recommandation", "Objectif opérationnel", "Réponse de l'établissement", "Résultat visé"),
        "responsible": ("Partenaires", "Acteurs concernés", "Ressources", "Public cible"),
        "associate": ("Responsable", "Moyens humains", "Destinataires"),
        "deadline": ("Suivi", "Début", "État", "Évaluation"),
        "result": ("Objectif", "Mesure", "Suivi", "Action", "Remarques"),
        "state": ("Suivi", "Résultat", "Évaluation"),
        "priority": ("Impact", "Niveau", "Risque"),
        "recommendation": ("Objectif", "Référence", "Action"),
        "extra": ("Résultat", "Impact", "Suivi", "Mesure"),
    },
    "en": {
        "objective": ("Recommendation", "Action area", "Finding", "Expected outcome"),
        "action": ("Recommendation", "Operational objective", "Management response", "Outcome"),
        "responsible": ("Partners", "Stakeholders", "Resources", "Contact"),
        "associate": ("Owner", "Target group", "Responsible"),
        "deadline": ("Monitoring", "Start", "Status", "Review"),
        "result": ("Objective", "Measures", "Target", "Action", "Comments"),
        "state": ("Monitoring", "Outcome", "Review"),
        "priority": ("Impact", "Level", "Risk"),
        "recommendation": ("Objective", "Reference", "Action"),
        "extra": ("Result", "Impact", "Outcome", "Measures"),
    },
    "nl": {
        "objective": ("Aanbeveling", "Maatregel", "Vaststelling"),
        "action": ("Aanbeveling", "Operationele doelstelling", "Antwoord van de opleiding", "Resultaat"),
        "responsible": ("Partners", "Betrokkenen", "Middelen"),
        "associate": ("Verantwoordelijke", "Doelgroep"),
        "deadline": ("Opvolging", "Start", "Status"),
        "result": ("Doel", "Maatregel", "Opvolging", "Opmerkingen"),
        "state": ("Opvolging", "Resultaat", "Evaluatie"),
        "priority": ("Impact", "Niveau", "Risico"),
        "recommendation": ("Doelstelling", "Referentie", "Actie"),
        "extra": ("Resultaat", "Impact", "Opvolging"),
    },
    "de": {
        "objective": ("Empfehlung", "Maßnahme", "Befund"),
        "action": ("Empfehlung", "Operatives Ziel", "Stellungnahme", "Ergebnis"),
        "responsible": ("Partner", "Beteiligte", "Ressourcen"),
        "associate": ("Verantwortlich", "Zielgruppe"),
        "deadline": ("Monitoring", "Beginn", "Stand"),
        "result": ("Ziel", "Messung", "Maßnahme", "Bemerkungen"),
        "state": ("Monitoring", "Ergebnis", "Bewertung"),
        "priority": ("Wirkung", "Stufe", "Risiko"),
        "recommendation": ("Ziel", "Referenz", "Maßnahme"),
        "extra": ("Ergebnis", "Wirkung", "Überprüfung"),
    },
    "es": {
        "objective": ("Recomendación", "Medida", "Debilidad", "Resultado esperado"),
        "action": ("Recomendación", "Objetivo operativo", "Respuesta", "Resultado"),
        "responsible": ("Socios", "Agentes implicados", "Recursos"),
        "associate": ("Responsable", "Destinatarios"),
        "deadline": ("Seguimiento", "Inicio", "Estado"),
        "result": ("Objetivo", "Medida", "Seguimiento", "Observaciones"),
        "state": ("Seguimiento", "Resultado", "Evaluación"),
        "priority": ("Impacto", "Nivel", "Riesgo"),
        "recommendation": ("Objetivo", "Referencia", "Acción"),
        "extra": ("Resultado", "Impacto", "Seguimiento"),
    },
    "pt": {
        "objective": ("Recomendação", "Medida", "Constatação", "Resultado esperado"),
        "action": ("Recomendação", "Objetivo operacional", "Resposta", "Resultado"),
        "responsible": ("Parceiros", "Envolvidos", "Recursos"),
        "associate": ("Responsável", "Destinatários"),
        "deadline": ("Acompanhamento", "Início", "Estado"),
        "result": ("Objetivo", "Medida", "Acompanhamento", "Observações"),
        "state": ("Acompanhamento", "Resultado", "Avaliação"),
        "priority": ("Impacto", "Nível", "Risco"),
        "recommendation": ("Objetivo", "Referência", "Ação"),
        "extra": ("Resultado", "Impacto", "Acompanhamento"),
    },
    "it": {
        "objective": ("Raccomandazione", "Misura", "Criticità rilevata"),
        "action": ("Raccomandazione", "Obiettivo operativo", "Risposta", "Risultato"),
        "responsible": ("Partner", "Soggetti coinvolti", "Risorse"),
        "associate": ("Responsabile", "Destinatari"),
        "deadline": ("Monitoraggio", "Inizio", "Stato"),
        "result": ("Obiettivo", "Misura", "Monitoraggio", "Note"),
        "state": ("Monitoraggio", "Risultato", "Valutazione"),
        "priority": ("Impatto", "Livello", "Rischio"),
        "recommendation": ("Obiettivo", "Riferimento", "Azione"),
        "extra": ("Risultato", "Impatto", "Monitoraggio"),
    },
}  # fmt: skip

# Real words that nobody puts into a list of column titles, and invented ones.
UNHEARD = (
    "Brimole", "Boussole", "Tarquis", "Passerelle", "Klipper", "Relanse", "Oostrel", "Vandura", "Sillage",
    "Merlane", "Kompas", "Pizzig", "Quorve", "Farol", "Dalmont", "Fustel", "Yarben", "Bruggetje", "Zundel",
    "Faro", "Leuchtfeuer", "Tramontane", "Abastil", "Ormeau",
)  # fmt: skip

# Values of the vocabularies in words of one's own, and deadlines that no calendar has.
STATES: Mapping[str, Mapping[str, str]] = {
    "fr": {"not_started": "au frigo", "started": "ça mijote", "done": "dans la boîte"},
    "en": {"not_started": "parked", "started": "cooking", "done": "in the bag"},
    "nl": {"not_started": "in de koelkast", "started": "op het vuur", "done": "in kannen en kruiken"},
    "de": {"not_started": "auf der langen Bank", "started": "am Köcheln", "done": "unter Dach und Fach"},
    "es": {"not_started": "en el cajón", "started": "en el horno", "done": "a la saca"},
    "pt": {"not_started": "na gaveta", "started": "no forno", "done": "no papo"},
    "it": {"not_started": "nel cassetto", "started": "in forno", "done": "in cassaforte"},
}
PRIORITIES: Mapping[str, Mapping[str, str]] = {
    "fr": {"high": "feu", "medium": "braise", "low": "cendre"},
    "en": {"high": "fire", "medium": "ember", "low": "ash"},
    "nl": {"high": "vuur", "medium": "gloed", "low": "as"},
    "de": {"high": "Feuer", "medium": "Glut", "low": "Asche"},
    "es": {"high": "fuego", "medium": "brasa", "low": "ceniza"},
    "pt": {"high": "fogo", "medium": "brasa", "low": "cinza"},
    "it": {"high": "fuoco", "medium": "brace", "low": "cenere"},
}
DEADLINES: Mapping[str, tuple[str, ...]] = {
    "fr": ("à la rentrée qui suit l'audit", "avant la visite", "dès l'accord du conseil"),
    "en": ("once the board agrees", "before the site visit", "after the next audit"),
    "nl": ("zodra de raad akkoord gaat", "vóór het bezoek", "na de volgende audit"),
    "de": ("sobald der Rat zustimmt", "vor der Begehung", "nach dem nächsten Audit"),
    "es": ("cuando apruebe el consejo", "antes de la visita", "tras la próxima auditoría"),
    "pt": ("quando o conselho aprovar", "antes da visita", "depois da próxima auditoria"),
    "it": ("quando il consiglio approva", "prima della visita", "dopo il prossimo audit"),
}

# Plain titles, for plans whose own are only drawn.
PLAIN: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "objective": "Objectif", "axis": "Axe", "code": "N°", "action": "Action", "responsible": "Responsable",
        "associate": "Partenaires", "deadline": "Échéance", "result": "Indicateurs", "priority": "Priorité",
        "state": "État d'avancement", "recommendation": "Recommandation",
    },
    "en": {
        "objective": "Objective", "axis": "Theme", "code": "No.", "action": "Action", "responsible": "Responsible",
        "associate": "Partners", "deadline": "Deadline", "result": "Indicators", "priority": "Priority",
        "state": "Status", "recommendation": "Recommendation",
    },
    "nl": {
        "objective": "Doelstelling", "axis": "Thema", "code": "Nr.", "action": "Actie",
        "responsible": "Verantwoordelijke", "associate": "Partners", "deadline": "Termijn",
        "result": "Indicatoren", "priority": "Prioriteit", "state": "Stand van zaken",
        "recommendation": "Aanbeveling",
    },
    "de": {
        "objective": "Ziel", "axis": "Handlungsfeld", "code": "Nr.", "action": "Maßnahme",
        "responsible": "Verantwortlich", "associate": "Beteiligte", "deadline": "Frist", "result": "Indikatoren",
        "priority": "Priorität", "state": "Status", "recommendation": "Empfehlung",
    },
    "es": {
        "objective": "Objetivo", "axis": "Eje", "code": "N.º", "action": "Acción", "responsible": "Responsable",
        "associate": "Colaboradores", "deadline": "Plazo", "result": "Indicadores", "priority": "Prioridad",
        "state": "Estado", "recommendation": "Recomendación",
    },
    "pt": {
        "objective": "Objetivo", "axis": "Eixo", "code": "N.º", "action": "Ação", "responsible": "Responsável",
        "associate": "Parceiros", "deadline": "Prazo", "result": "Indicadores", "priority": "Prioridade",
        "state": "Estado", "recommendation": "Recomendação",
    },
    "it": {
        "objective": "Obiettivo", "axis": "Ambito", "code": "N.", "action": "Azione",
        "responsible": "Responsabile", "associate": "Partner", "deadline": "Scadenza", "result": "Indicatori",
        "priority": "Priorità", "state": "Stato", "recommendation": "Raccomandazione",
    },
}  # fmt: skip
