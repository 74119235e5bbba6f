"""What the fictional plans of the development set say: objectives, actions, bodies, results, in five languages."""

from collections.abc import Mapping
from dataclasses import dataclass

type_action = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Pool:
    """One fictional organisation. `objectives` maps an objective's title to its actions with their results."""

    language: str
    title: str
    objectives: Mapping[str, tuple[type_action, ...]]
    bodies: tuple[str, ...]
    deadlines: tuple[str, ...]
    priorities: tuple[str, ...]
    states: tuple[str, ...]


FRENCH = Pool(
    "fr",
    "Plan d'action 2025-2028 de la Haute École fictive des Rives",
    {
        "Améliorer l'accueil des étudiants de première année": (
            (
                "Organiser une semaine d'intégration pour les nouveaux inscrits",
                ("Programme de la semaine", "Taux de participation"),
            ),
            ("Mettre en place un tutorat par les pairs dans chaque section", ("Liste des tuteurs",)),
            (
                "Rédiger un guide de l'étudiant accessible en ligne",
                ("Guide publié sur l'intranet", "Nombre de consultations"),
            ),
            ("Réaliser une enquête de satisfaction auprès des primo-arrivants", ("Rapport d'enquête",)),
        ),
        "Renforcer les liens avec le milieu professionnel": (
            ("Créer un comité de maîtres de stage", ("PV du comité", "Composition du comité")),
            ("Développer des partenariats avec les entreprises de la région", ("10 conventions signées",)),
            ("Actualiser le référentiel des stages avec les lieux d'accueil", ("Référentiel actualisé",)),
            (
                "Inviter des alumni à témoigner de leur parcours dans les cours de dernière année",
                ("3 témoignages par an",),
            ),
        ),
        "Consolider la démarche qualité": (
            ("Désigner un référent qualité par département", ("Liste des référents",)),
            (
                "Généraliser l'évaluation des enseignements par les étudiants",
                ("Taux de réponse de 50 %", "Synthèse annuelle"),
            ),
            ("Former les coordinateurs à l'analyse des résultats", ("Attestations de formation",)),
            ("Publier un tableau de bord des indicateurs de réussite", ("Tableau de bord en ligne",)),
        ),
        "Soutenir la mobilité internationale": (
            (
                "Identifier de nouvelles destinations pour les stages à l'étranger",
                ("Carte des destinations", "5 nouveaux accords"),
            ),
            ("Simplifier la procédure de candidature Erasmus+", ("Procédure simplifiée",)),
            ("Élaboration d'une offre de cours en anglais", ("Catalogue de cours",)),
        ),
    },
    (
        "Direction",
        "Coordination qualité",
        "Service international",
        "CP",
        "Secrétariat",
        "Marie Lambert",
        "Commission stages",
        "Karim Haddad",
    ),
    ("26-27", "25-26", "2026", "Juin 2026", "En continu", "30/09/2026", "T1 2027", "2025-2026", "Décembre 2025"),
    ("Haute", "Moyenne", "Faible"),
    ("Non commencé", "En cours", "Terminé"),
)

TOWN = Pool(
    "fr",
    "Feuille de route climat 2025-2030 de la commune fictive de Valbourg",
    {
        "Réduire la consommation d'énergie des bâtiments publics": (
            (
                "Isolation des toitures des trois écoles communales",
                ("Toitures isolées", "Baisse de 20 % de la consommation"),
            ),
            ("Remplacement de l'éclairage public par des lampes LED", ("400 points lumineux remplacés",)),
            ("Installation de panneaux solaires sur la piscine", ("Production de 60 MWh par an",)),
        ),
        "Encourager la mobilité douce": (
            ("Aménagement d'une piste cyclable entre la gare et le centre", ("2,4 km de piste ouverts",)),
            ("Création d'un service de location de vélos", ("50 vélos en service", "Bilan annuel")),
            ("Sensibilisation des écoliers aux trajets à pied", ("Rangs piétons dans 4 écoles",)),
        ),
        "Préserver la biodiversité": (
            ("Plantation de haies le long des chemins agricoles", ("3 km de haies",)),
            ("Suppression des pesticides dans les espaces verts", ("Charte adoptée",)),
            ("Inventaire des zones humides du territoire", ("Cartographie des zones",)),
            ("Fauchage tardif des bords de route", ("Plan de fauchage", "Panneaux d'information")),
        ),
    },
    (
        "Service travaux",
        "Échevin de l'énergie",
        "Conseiller en mobilité",
        "Écoles communales",
        "Service environnement",
        "Agriculteurs",
        "CPAS",
    ),
    ("2026", "2027", "Fin 2026", "1er semestre 2026", "Permanent", "Printemps 2027", "mars 2026", "2025-2027"),
    ("1", "2", "3"),
    ("À faire", "En cours", "Fait"),
)

ENGLISH = Pool(
    "en",
    "Strategic Action Plan 2025-2028, Fictional Riverside University",
    {
        "Enhance student success and retention": (
            ("Launch a peer mentoring scheme in all faculties", ("120 mentors trained", "Annual report")),
            ("Review assessment loads across first-year modules", ("Review report",)),
            ("Introduce early-alert dashboards for personal tutors", ("Dashboard in use in 6 departments",)),
        ),
        "Strengthen research culture": (
            (
                "Establish an internal seed fund for early-career researchers",
                ("Fund rules approved", "8 projects funded"),
            ),
            ("Provide writing retreats twice a year", ("Attendance lists",)),
            ("Develop an open access policy", ("Policy adopted by Senate",)),
            ("Host an annual interdisciplinary conference", ("Conference programme", "Number of participants")),
        ),
        "Build an inclusive campus": (
            ("Deliver unconscious bias training to recruitment panels", ("90% of panel members trained",)),
            ("Audit the accessibility of public buildings", ("Audit report", "List of works")),
            ("Create a reporting tool for harassment", ("Tool online",)),
        ),
    },
    (
        "Registrar",
        "Dean of Students",
        "Research Office",
        "HR",
        "Estates",
        "Dr Jane Moore",
        "Library",
        "Equality Committee",
    ),
    ("2026-27", "June 2026", "Q3 2025", "Ongoing", "31 December 2026", "2027", "By September 2026", "Autumn 2026"),
    ("High", "Medium", "Low"),
    ("Not started", "In progress", "Completed"),
)

DUTCH = Pool(
    "nl",
    "Actieplan 2025-2028 van de fictieve hogeschool Waterkant",
    {
        "De instroom van studenten verbeteren": (
            ("Organiseren van kennismakingsdagen in alle opleidingen", ("Programma", "Aantal deelnemers")),
            ("Opzetten van een buddysysteem voor eerstejaars", ("Lijst van buddy's",)),
            ("Ontwikkelen van een digitale studiegids", ("Studiegids online",)),
        ),
        "De kwaliteitszorg versterken": (
            ("Aanstellen van een kwaliteitscoördinator per opleiding", ("Lijst van coördinatoren",)),
            ("Evalueren van alle vakken via een bevraging", ("Rapport per opleiding", "Respons van 40 %")),
            ("Opstellen van een jaarverslag kwaliteit", ("Jaarverslag",)),
            ("Opvolgen van de aanbevelingen van de visitatie", ("Opvolgtabel",)),
        ),
        "Samenwerking met het werkveld uitbreiden": (
            ("Sluiten van overeenkomsten met stageplaatsen", ("20 overeenkomsten",)),
            ("Uitnodigen van gastsprekers uit de praktijk", ("Minstens 2 gastcolleges per vak",)),
        ),
    },
    (
        "Directie",
        "Kwaliteitscel",
        "Opleidingshoofd",
        "Dienst internationalisering",
        "Studentenraad",
        "Jan Peeters",
    ),
    ("2026-2027", "juni 2026", "doorlopend", "eind 2026", "2027", "1 september 2026", "nog te bepalen"),
    ("Hoog", "Gemiddeld", "Laag"),
    ("Niet gestart", "Lopend", "Afgerond"),
)

SPANISH = Pool(
    "es",
    "Plan de acción 2025-2028 de la Universidad ficticia del Valle",
    {
        "Mejorar la calidad docente": (
            (
                "Organizar talleres de innovación docente en cada facultad",
                ("Programa de talleres", "Lista de asistentes"),
            ),
            ("Actualizar las guías docentes de todas las asignaturas", ("Guías publicadas",)),
            ("Implantar una encuesta de satisfacción del alumnado", ("Informe anual",)),
        ),
        "Fomentar la internacionalización": (
            ("Firmar nuevos convenios con universidades europeas", ("6 convenios firmados",)),
            (
                "Crear una oficina de acogida para estudiantes extranjeros",
                ("Oficina abierta", "Número de estudiantes atendidos"),
            ),
            ("Diseñar un máster impartido en inglés", ("Memoria del máster",)),
        ),
        "Modernizar los servicios": (
            ("Digitalizar los trámites de matrícula", ("Trámites en línea",)),
            ("Renovar los equipos de los laboratorios", ("Inventario de equipos",)),
        ),
    },
    (
        "Decanato",
        "Vicerrectorado de Calidad",
        "Servicio de Informática",
        "Oficina Internacional",
        "Ana García",
        "Departamentos",
    ),
    ("2026", "junio de 2026", "Permanente", "2026-2027", "31/12/2026", "Segundo semestre de 2026", "Por definir"),
    ("Alta", "Media", "Baja"),
    ("Pendiente", "En curso", "Finalizado"),
)

PORTUGUESE = Pool(
    "pt",
    "Plano de ação 2025-2028 do Instituto fictício do Tejo",
    {
        "Melhorar o sucesso académico": (
            ("Criar um programa de tutoria para novos alunos", ("Regulamento do programa", "Número de tutores")),
            ("Organizar sessões de apoio à matemática", ("Registo de presenças",)),
            ("Realizar inquéritos de satisfação no fim de cada semestre", ("Relatório de resultados",)),
        ),
        "Reforçar a ligação à comunidade": (
            ("Estabelecer parcerias com empresas locais", ("8 protocolos assinados",)),
            ("Promover dias abertos nas escolas secundárias", ("Programa", "300 visitantes")),
            ("Divulgar os projetos de investigação junto do público", ("Página na internet",)),
        ),
    },
    ("Direção", "Gabinete da Qualidade", "Serviços Académicos", "João Silva", "Conselho Pedagógico"),
    ("2026", "junho de 2026", "Contínuo", "2026-2027", "A definir", "1.º semestre de 2026"),
    ("Alta", "Média", "Baixa"),
    ("Não iniciado", "Em curso", "Concluído"),
)

POOLS = {"fr": FRENCH, "town": TOWN, "en": ENGLISH, "nl": DUTCH, "es": SPANISH, "pt": PORTUGUESE}
