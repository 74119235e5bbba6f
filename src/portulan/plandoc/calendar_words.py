"""The words of deadlines in French, English, Dutch, Spanish and Portuguese, folded (no case, no accents)."""

import re

_MONTHS = (
    "janvier janv jan january januari enero ene janeiro januar gennaio",
    "fevrier fevr fev february feb februari febrero fevereiro februar febbraio",
    "mars mar march maart mrt marzo marco marz",
    "avril avr april apr abril abr aprile",
    "mai may mei mayo maio maggio",
    "juin jun june juni junio junho giugno",
    "juillet juil jul july juli julio julho luglio",
    "aout aou august aug augustus agosto ago",
    "septembre sept sep september septiembre setembro set",
    "octobre oct october oktober okt octubre outubro out ottobre",
    "novembre nov november noviembre novembro",
    "decembre dec december diciembre dezembro dic dez dezember dicembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

ORDINALS = {
    "premier": 1, "premiere": 1, "1er": 1, "1ere": 1, "first": 1, "1st": 1, "eerste": 1, "1ste": 1, "primer": 1,
    "primero": 1, "primera": 1, "primeiro": 1, "primeira": 1, "1o": 1, "1a": 1, "i": 1,
    "deuxieme": 2, "second": 2, "seconde": 2, "2e": 2, "2eme": 2, "2nd": 2, "2d": 2, "tweede": 2, "2de": 2,
    "segundo": 2, "segunda": 2, "2o": 2, "2a": 2, "ii": 2,
    "troisieme": 3, "third": 3, "3e": 3, "3eme": 3, "3rd": 3, "derde": 3, "3de": 3, "tercer": 3, "tercero": 3,
    "terceiro": 3, "3o": 3, "3a": 3, "iii": 3,
    "quatrieme": 4, "fourth": 4, "4e": 4, "4eme": 4, "4th": 4, "vierde": 4, "4de": 4, "cuarto": 4, "quarto": 4,
    "4o": 4, "4a": 4, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8,
    "5e": 5, "5eme": 5, "5th": 5, "6e": 6, "6eme": 6,
}  # fmt: skip

QUARTER = r"(?:trimestres?|quarter|kwartaal|trim|tri)"
SEMESTER = r"(?:semestres?|semester|half|sem|quadrimestres?|quadri)"
YEAR_WORD = r"(?:annees?|an|year|jaar|ano|anos|projectjaar)"

CONTINUOUS = re.compile(
    r"(?:(?:en |de maniere |de facon |processus |action |in |on an? |de forma )?"
    r"(?:continue?|permanen(?:t|te|ce|tly)|ongoing|continuous(?:ly)?|rolling|doorlopend|laufend|fortlaufend|"
    r"continua|continuo|"
    r"permanente(?:mente)?|continuamente|recurrent(?:e|s)?|recurring|regulier(?:ement)?|regular(?:ly)?|"
    r"annuel(?:le|lement|s)?|annual(?:ly)?|yearly|jaarlijks|anual(?:mente)?|mensuel(?:le|lement)?|monthly|"
    r"maandelijks|mensual(?:mente)?|mensal(?:mente)?|trimestriel(?:le|lement)?|quarterly|semestriel(?:le|lement)?|"
    r"hebdomadaire|weekly|jahrlich|perpetuel(?:le)?|permanentemente|continu)"
    r"|(?:chaque|every|each|elk|ieder|cada) (?:annee|an|year|jaar|ano|mois|month|maand|mes|trimestre|semestre|"
    r"rentree|quadrimestre|academiejaar|schooljaar)(?: academique| scolaire)?"
    r"|tous les ans|toute l'annee|tout au long (?:de l'annee|du plan|de la periode|du programme|du projet)|"
    r"(?:pendant )?(?:toute )?la duree du (?:plan|projet|programme)|throughout(?: the (?:plan|year|project))?|"
    r"het hele jaar(?: door)?|todo el ano|o ano todo|todo o ano|todos los anos|todos os anos|"
    r"\d x (?:/|par) an|\d+ fois (?:par|/) an)(?![a-z])"
)

TO_DEFINE = re.compile(
    r"(?:date |echeance |encore |delai )?a (?:definir|determiner|preciser|fixer|confirmer|convenir|planifier)"
    r"|non defini(?:e)?|indetermine(?:e)?|tbd|tbc|tba|"
    r"to be (?:defined|determined|confirmed|decided|agreed|announced|set)|not (?:yet )?(?:set|defined)|"
    r"(?:nog )?te (?:bepalen|bevestigen|definieren)|n\.?t\.?b|nog niet bepaald|"
    r"por (?:definir|determinar|confirmar|fijar)|a (?:definir|determinar|confirmar|fixar)"
)

TERM = re.compile(r"(?:a |op |a |in the )?(?:tres )?(?:court|moyen|long|short|medium|korte|middellange|"
    r"lange|corto|medio|largo|"
                  r"curto|longo|middle)[- ](?:terme?|termijn|plazo|prazo)|ct|mt|lt")  # fmt: skip

SEASONS = (
    {"printemps", "spring", "fruhling", "fruhjahr", "lente", "voorjaar", "primavera"},
    {"ete", "summer", "sommer", "zomer", "verano", "verao"},
    {"automne", "autumn", "herbst", "fall", "herfst", "najaar", "otono", "outono"},
)

LEAD = re.compile(
    r"(?:pour|d'ici(?: a| au| la)?|avant|au plus tard(?: le| en| fin)?|courant|prevu(?:e)?(?: pour| en)?|"
    r"jusqu'(?:a|au|en)|by|before|until|till|no later than|due|in|during|on|voor|tegen|uiterlijk(?: op)?|tot|"
    r"bis(?: zum)?|"
    r"antes de(?: l)?|ate|hasta|para|em|en|au|le|la|l'|a la|a|au cours d[eu]|dans|during|el|o|de|du|des|the|op|"
    r"annee(?=\s+20\d\d)|year(?=\s+20)|jaar(?=\s+20)|ano(?=\s+20))\s+(?:the\s+|l'|le\s+|la\s+)?"
)
FROM = re.compile(
    r"(?:a partir (?:de(?: la)?|du|d')|des|depuis|as of|as from|starting|from|since|vanaf|sinds|desde|"
    r"a partir del?)\s+"
)
END = re.compile(
    r"(?:la )?(?:fin|ende|end of|end|eind|einde|finales de|fin de|final de|fim de|finais de)\s+(?:de\s+|of\s+|d'|"
    r"du\s+)?"
)
START = re.compile(
    r"(?:debut|anfang|beginning of|early|start of|begin|principios de|inicio de|inicios de)\s+(?:de\s+|d')?"
)
MIDDLE = re.compile(r"(?:mi|mid|mitte|medio|mediados de|meados de|halverwege|midden)(?:[- ]+)(?:de\s+)?")

ACADEMIC = re.compile(
    r"(?:(?:l')?annees? (?:academiques?|scolaires?)|annee|a\.?\s?a\.?|academic year|school year|a\.?y\.?|"
    r"academiejaar|"
    r"schooljaar|werkjaar|curso(?: academico| escolar)?|ano (?:letivo|academico|escolar)|exercice)\s+"
)
RETURN = re.compile(r"rentree(?: academique| scolaire)?(?: de)?(?: septembre)?\s+(?P<year>20\d\d)")
BETWEEN = re.compile(
    r"\s*(?:->|→|>|=>)\s*|\s+(?:-|a|au|jusqu'a|jusqu'en|jusqu'au|to|until|till|tot|tot en met|t/m|hasta|al|ate|ao|"
    r"et|and|en|y|e)\s+"
)
