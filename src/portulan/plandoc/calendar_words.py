"""The words of deadlines in French, English, Dutch, Spanish and Portuguese, folded (no case, no accents)."""

import re

_MONTHS = (
    "janvier janv jan january januari enero ene janeiro januar gennaio",
    "fevrier fevr fev february feb febr februari febrero fevereiro februar febbraio",
    "mars mar march maart mrt marzo marco marz",
    "avril avr april apr abril abr aprile",
    "mai may mei mayo maio maggio",
    "juin jun june juni junio junho giugno",
    "juillet juil jul july juli julio julho luglio",
    "aout aou august aug augustus agosto ago",
    "septembre sept sep september septiembre setembro set settembre",
    "octobre oct october oktober okt octubre outubro out ottobre",
    "novembre nov november noviembre novembro",
    "decembre dec december diciembre dezembro dic dez dezember dicembre",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

_ORDINALS = (
    "premier premiere 1er 1ere first 1st 1e erstes erste eerste 1ste primer primero primera primeiro "
    "primeira primo prima 1o 1a i",
    "deuxieme second seconde zweites zweite 2e 2eme 2nd 2d tweede 2de segundo segunda secondo seconda 2o 2a ii",
    "troisieme third 3e drittes 3eme 3rd derde 3de tercer tercero terceiro terzo terza 3o 3a iii",
    "quatrieme fourth 4e viertes 4eme 4th vierde 4de cuarto quarto quarta 4o 4a iv",
    "5e 5eme 5th",
    "6e 6eme",
)
ORDINALS = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split()}
ORDINALS |= {str(number): number for number in range(1, 9)}

QUARTER = r"(?:trimestres?|quarter|kwartaal|quartal|quartil|trim|tri)"
SEMESTER = (
    r"(?:semestres?|semester|half|halfjaar|halbjahr|schulhalbjahr|cuatrimestres?|helft|halfte|metade|"
    r"mitad|sem|quadrimestres?|quadri)"
)
SCHOOL_TERM = r"(?:trimestres?|terms?|trimester|periodo|periode)"
YEAR_WORD = r"(?:annees?|an|year|jaar|ano|anos|jahr|projectjaar|projektjahr|project year)"

CONTINUOUS = re.compile(
    r"(?:(?:immediat(?:e|ely|ement) (?:and|et) |ab sofort und |(?:dal )?subito e )?(?:en |em |de maniere |"
    r"de facon |processus |action |in |on an? |de forma )?"
    r"(?:continue?|permanen(?:t|te|ce|tly)|ongoing|continuous(?:ly)?|rolling|doorlopend|laufend|fortlaufend|"
    r"continua|continuo|continuativ[oa]|"
    r"permanente(?:mente)?|continuamente|recurrent(?:e|s)?|recurring|regulier(?:ement)?|regular(?:ly)?|"
    r"annuel(?:le|lement|s)?|annual(?:ly)?|yearly|jaarlijks|anual(?:mente)?|mensuel(?:le|lement)?|monthly|"
    r"annuale|annualmente|mensile|trimestrale|semestrale|costante(?:mente)?|"
    r"maandelijks|mensual(?:mente)?|mensal(?:mente)?|trimestriel(?:le|lement)?|quarterly|semestriel(?:le|lement)?|"
    r"hebdomadaire|weekly|jahrlich|perpetuel(?:le)?|permanentemente|continu)"
    r"|(?:chaque|every|each|elk|ieder|cada|ogni) (?:annee|an|year|jaar|ano|anno|mese|mois|month|maand|mes|"
    r"trimestre|semestre|"
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
    r"da (?:definire|stabilire|concordare|confermare)|noch (?:offen|festzulegen|zu klaren)|zu (?:definieren|"
    r"klaren)|"
    r"por (?:definir|determinar|confirmar|fijar)|a (?:definir|determinar|confirmar|fixar)"
)

_EACH = (
    r"(?:chaque|every|each|elke?|iedere?|jede[rsnm]?|cada|ogni|tous les|toutes les|alle|todos os|todos los|"
    r"todas as|"
    r"todas las|deux fois par|trois fois par|twice a|once a|\d+ ?x ?(?:/|par|per|pro|por)|\d+ times a|"
    r"\d+ (?:keer|mal|veces|vezes) (?:per|pro|al|por))"
)
_UNIT = (
    r"(?:ans?|annees?|years?|jaar|jahre?s?|anos?|anno|mois|months?|maand|monat|mes(?:es|e)?|trimestres?|"
    r"terms?|semestres?|"
    r"semesters?|quarters?|kwartaal|quartal|rentree|quadrimestres?|academiejaar|schooljaar|curso|semaines?|weeks?|"
    r"woche|semana|school year|academic year)"
)
RETURNING = re.compile(
    rf"(?:[\w'’ ,]{{0,25}} )?{_EACH} ?(?:\w+ ){{0,2}}?{_UNIT}(?:[ ,][^\d]{{0,25}})?"
    r"|tout(?:e)? (?:le curso|l'annee scolaire)|todo (?:el curso|o ano letivo)|het hele schooljaar|ganzjahrig|"
    r"(?:das ganze|ganzes) jahr|halfjaarlijks|halbjahrlich|"
    r"vierteljahrlich|quartalsweise|bisannuel(?:le)?|biennial|"
    r"tweejaarlijks|bienal|trimestral(?:mente)?|semestral(?:mente)?|termly|dauerhaft|permanent,? .{0,20}"
)

# What people write for a deadline that no day can be drawn from.
_MONTH_WORDS = "|".join(sorted({word for words in _MONTHS for word in words.split() if len(word) > 2}))
VAGUE = re.compile(
    r"(?:(?:a |op |a |in the |de )?(?:tres )?(?:court|moyen|long|short|medium|near|korte|middellange|lange|corto|"
    r"medio|mediano|largo|curto|longo|middle)[- /](?:et moyen |to medium[- ])?(?:terme?|termijn|plazo|prazo)|"
    r"(?:kurz|mittel|lang)fristig|ct|mt|lt|immediat(?:e|ement|ely)?|inmediat[oa]|imediat[oa]|sofort|onmiddellijk|"
    r"asap|as soon as possible|des que possible|so (?:bald|schnell) wie moglich|zo (?:snel|spoedig) mogelijk|"
    r"lo antes posible|urgent|"
    r"(?:\+ ?)?(?:(?:within|dans les|sous|binnen|innerhalb von|en|em|d'ici) )?(?:de |the next )?\d{1,2} ?"
    r"(?:ans?|annees?|years?|jaar|jahre?|anos?|mois|months?|maanden|monate?|mes(?:es)?|semaines?|weeks?|weken|"
    r"wochen|semanas|jours?|days?|dagen|tage|dias)|"
    r"(?:week|semaine|kw|sem\.?|woche|semana|mois|month|maand|monat|mes|m) ?\d{1,2}(?: ?[-/] ?m?\d{1,4})?|"
    r"(?:fy|exercice|sj) ?'?(?:20)?\d\d(?: ?[/-] ?\d\d)?|"
    r"(?:(?:fin|mi|debut|end of|mid|early|eind|ende|anfang|mitte)[- ])?(?:q|t|s|h|k) ?[1-4]|[1-4] ?(?:t|q|s)|"
    r"(?:q|t|k) ?[1-4] (?:20)?\d\d ?[/-] ?\d\d|"
    r"(?:(?:(?:la )?fin|end|start|beginning|debut|eind|einde|begin|ende|anfang) (?:d[eu] |of |van |van het |"
    r"des )?)?(?:the )?"
    r"(?:semestre|semester|term|quadrimestre|trimestre|blok|block|periode|kwartaal) ?[1-6]|"
    r"(?:(?:d'ici(?: a)?|avant|by|before|voor|tegen|vor|antes de|entro|a|at|pour|after|apres|na|nach) )?"
    r"(?:easter|christmas|xmas|half[- ]term|noel|paques|toussaint|carnaval|kerst|pasen|krokus|weihnachten|ostern|"
    r"navidad|semana santa|natal|pascoa|natale|pasqua|"
    r"(?:vacances|conges) (?:de |d'|du )?\w+|\w+vakantie|\w+ferien|(?:\w+ )?(?:holidays?|"
    r"break))(?:,? (?:de )?20\d\d)?|"
    rf"(?:{_MONTH_WORDS}) (?:et|and|en|und|y|e|&) (?:{_MONTH_WORDS})|"
    rf"(?:\d{{1,2}}(?:er)?\.? )?(?:(?:fin|mi|debut|end of|mid|early|eind|ende|by) )?(?:{_MONTH_WORDS})\.?)"
)
SCHOOL_SEASON = re.compile(
    r"(?P<season>autumn|fall|michaelmas|spring|lent|hilary|summer|trinity) term,? (?:of )?(?P<year>20\d\d)"
)

SEASONS = (
    {"printemps", "spring", "fruhling", "fruhjahr", "lente", "voorjaar", "primavera"},
    {"ete", "summer", "sommer", "zomer", "verano", "verao", "estate"},
    {"automne", "autumn", "herbst", "fall", "herfst", "najaar", "otono", "outono", "autunno"},
)

LEAD = re.compile(
    r"(?:pour|d'ici(?: a| au| la)?|avant|vor|au plus tard(?: le| en| fin)?|courant|prevu(?:e)?(?: pour| en)?|"
    r"jusqu'(?:a|au|en)|durante(?: el| o)?|wahrend(?: des)?|gedurende(?: het)?|by|before|until|till|"
    r"no later than|due|in|during|on|voor|tegen|uiterlijk(?: op)?|tot|"
    r"bis(?: zum| spatestens)?|spatestens|im|"
    r"t/m|tot en met|through|entro(?: il| la| l'| e non oltre)?|prima del?|fino al?|nel(?: corso del)?|zum|"
    r"w/c|week (?:of|commencing|van)|semaine du|woche (?:vom|ab)|semana del?|"
    r"(?:ag|ca|conseil|assemblee generale|assemblee|comite|council|board|vergadering|raad) (?:de|d'|du|of|van|in)|"
    r"antes del?|ate|hasta|para|em|en|au|le|la|l'|a la|a|au cours d[eu]|dans|during|el|o|de|du|des|the|op|"
    r"annee(?=\s+20\d\d)|year(?=\s+20)|(?:kalender|boek|begrotings)?jaar(?=\s+20)|ano(?=\s+20)|"
    r"(?:haushalts|kalender|geschafts)?jahr(?=\s+20)|anno(?=\s+20)|(?:fiscal|calendar|"
    r"financial) year(?=\s+20))\s+(?:the\s+|l'|le\s+|la\s+)?"
)
FROM = re.compile(
    r"(?:a (?:partir|compter) (?:de(?: la)?|du|d')|ab(?: dem)?|des|depuis|as of|as from|starting|from|since|"
    r"vanaf|sinds|desde|da(?:l|lla)?|"
    r"a partir del?)\s+"
)
END = re.compile(
    r"(?:la )?(?:fin|fine(?: di)?|ende|end of|year[ -]end(?: of)?|end|late|eind|einde|"
    r"finales de|fin de|final de|fim de|"
    r"finais de)\s+(?:de\s+|of\s+|d'|"
    r"du\s+)?"
)
START = re.compile(
    r"(?:debut|inizio(?: di)?|anfang|beginning of|early|start of|begin|principios de|inicio de|"
    r"inicios de)\s+(?:de\s+|d')?"
)
MIDDLE = re.compile(r"(?:mi|mid|mitte|medio|mediados de|meados de|halverwege|midden)(?:[- ]+)(?:de\s+)?")

ACADEMIC = re.compile(
    r"(?:(?:l')?annees? (?:academiques?|scolaires?)|annee|a\.?\s?[as]\.?|academic year|school year|a\.?y\.?|"
    r"academiejaar|"
    r"schooljaar|werkjaar|studiejaar|schuljahr|studienjahr|a\.?j\.?|anno accademico|anno scolastico|"
    r"curso(?: academico| escolar)?|"
    r"ano (?:letivo|academico|escolar)|exercice)\s+"
)
# What may follow a period and says no other one: "30 June at the latest", "2027-28 academic year".
TAIL = re.compile(
    r",?\s+(?:au plus tard|at the latest|uiterlijk|spatestens|(?:a|como) (?:mas|muy) tardar|"
    r"no mais tardar|al piu tardi|"
    r"(?:academic|school) year|academiejaar|schooljaar)$"
)
RETURN = re.compile(r"rentree(?: academique| scolaire)?(?: de)?(?: septembre)?\s+(?P<year>20\d\d)")
BETWEEN = re.compile(
    r"\s*(?:->|→|>|=>)\s*|\s+(?:-|a|au|jusqu'a|jusqu'en|jusqu'au|to|until|till|tot|tot en met|t/m|"
    r"t\.?e\.?m\.?|hasta|bis|"
    r"fino a|al|ate|ao|"
    r"et|and|en|y|e)\s+"
)
