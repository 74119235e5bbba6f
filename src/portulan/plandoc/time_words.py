"""The words of which deadlines are made, in any order: a text with no other word is one, though perhaps no day can
be drawn from it ("before the autumn half term"). Folded, in the languages of plans."""

import re

from portulan.plandoc.calendar_words import MONTHS, SEASONS

_TELLING = frozenset(
    """jour jours semaine semaines quinzaine mois trimestre trimestres quadrimestre quadrimestres quadri
    semestre semestres annee annees an ans rentree exercice echeance printemps hiver noel paques toussaint
    carnaval ascension pentecote vacances conges calendrier permanence permanent permanente continu continue
    immediat immediate immediatement delai annuel annuelle annuellement mensuel mensuelle trimestriel
    trimestrielle semestriel semestrielle hebdomadaire
    day days week weeks month months quarter quarters term terms semester semesters year years autumn winter
    michaelmas hilary trinity lent easter christmas half-term ongoing annually yearly monthly quarterly termly
    weekly immediately immediate now asap tbc tbd tba fy ay sy continuous permanently academic
    dag dagen week weken maand maanden kwartaal kwartalen semester blok periode jaar jaren schooljaar
    academiejaar studiejaar werkjaar aj winter herfst lente zomer kerst pasen krokus vakantie herfstvakantie
    krokusvakantie paasvakantie kerstvakantie zomervakantie doorlopend permanent jaarlijks maandelijks
    halfjaarlijks direct onmiddellijk meteen ntb
    tag tage tagen woche wochen monat monate monaten quartal quartale halbjahr schulhalbjahr schuljahr
    schuljahres studienjahr jahr jahre jahren jahres wintersemester sommersemester sose wise ws ss kw fortlaufend
    laufend dauerhaft sofort umgehend jahrlich monatlich halbjahrlich vierteljahrlich ostern weihnachten
    pfingsten sommerferien herbstferien winterferien osterferien
    dia dias semana semanas quincena mes meses trimestre cuatrimestre cuatrimestres semestre ano anos curso
    navidad verano otono invierno primavera permanente continuo continua anual anualmente mensual trimestral
    semestral cuatrimestral inmediato inmediata inmediatamente indefinido
    quinzena ano anos letivo letivos periodo periodos ferias inverno outono verao natal pascoa continuo imediato
    mensal
    giorno giorni settimana settimane mese mesi trimestre quadrimestre semestre anno anni scolastico natale
    pasqua inverno autunno estiva estivo invernale autunnale primaverile sessione periodo
    annuale annualmente mensile trimestrale immediato subito costante""".split()
) | frozenset(word for words in SEASONS for word in words)

_LINKING = frozenset(
    """a au aux avant apres d de des du debut des le la les l en et ou fin mi courant depuis jusqu jusque ici pour
    par plus tard plutot partir chaque tous toutes tout toute pendant durant dans sous sur prochain prochaine
    premier premiere deuxieme second seconde dernier derniere troisieme moitie long moyen court terme academique
    scolaire civile fois puis ensuite er ere eme e au-dela prevu prevue deux trois
    the of by before after from until till to through throughout during within in on at end start beginning mid
    middle early late each every per once twice half first second third last next long medium short school
    fiscal financial calendar project and or then thereafter onwards latest no later than due two three six
    twelve st nd rd th inset
    voor na tegen vanaf tot met en t m in op het de een eind einde begin medio midden elk elke ieder iedere keer
    maal per loop uiterlijk laatste eerste tweede derde vierde volgende korte lange middellange termijn binnen
    om te van tijdens gedurende daarna
    bis ab vor nach zum zur im am des der die das ende anfang mitte seit wahrend jede jeder jedes jeden pro je
    spatestens erste ersten erstes zweite zweiten zweites letzte nachste nachsten kurz mittel lang und oder ff
    innerhalb von ganzes ganze ganz laufe
    el al del los las lo y o hasta desde antes despues cada todo toda todos todas durante final finales inicio
    inicios principios mediados primer primera segundo segunda tercer tercero ultimo proximo proxima corto medio
    largo plazo vez veces escolar academico natural tardar
    ate apos antes depois do da dos das no na ao aos final fim inicio meados primeiro primeira segundo terceiro
    longo medio curto prazo todos todas cada durante e ou partir vez vezes proximo proxima
    entro dal dalla da dell dello della del nel nella fino prima dopo fine inizio meta ogni primo secondo terzo
    quarto ultimo prossimo per tutto tutta corso durante breve medio lungo termine""".split()
)
_EVENT = re.compile(
    r"(?:avant|apres|a la|au|lors de|before|after|by|at|in time for|voor|na|bij|tegen|vor|nach|bis|zur|zum|"
    r"antes de|"
    r"despues de|tras|antes da|antes do|apos|prima de|entro|dopo|alla)(?: +|')"
    r"(?:(?:la|le|les|l|the|de|het|die|der|das|den|el|il|lo|next|prochaine?|volgende|nachste[rn]?|proxim[ao]|"
    r"prossim[ao])\W+)*"
    r"(?:site|visite?s?|visita|audit\w*|(?:re)?evaluation\w*|evaluatie|evaluacion|avaliacao|valutazione|"
    r"accredit\w+|"
    r"acredit\w+|akkredit\w+|reaccredit\w+|visitatie|doorlichting|inspection|inspectie|review|assemblee|ag|"
    r"conseil|board|council|senate|open day|inscriptions?)\b.{0,30}"
)
_NEXT = re.compile(
    r"(?:(?:at |by |a |bij |beim |en |na |alla )?(?:the |la |le |de |het |der |die |das |el |il |l')?)"
    r"(?:next|prochaine?|volgende|nachste[rnms]?|proxim[ao]|prossim[ao]) (?:\w+ ){0,2}\w+"
)
_YEAR = re.compile(r"20\d\d(?:[-/](?:20)?\d\d)?|20\d\d[-/]\d{1,2}(?:[-/]\d{1,2})?|[ivx]{1,4}/20\d\d")
_SHORT_YEARS = re.compile(r"(\d\d)[-/](\d\d)")
_NUMBER = re.compile(r"'?\d{1,2}(?:-\d{1,2})?(?:er|ere|eme|st|nd|rd|th|e|o|a)?")
_PART = re.compile(r"(?:q|t|s|h|sem|tp|m)\d{1,2}|\d[qtsh]|[ivx]+/20\d\d")
_DATE = re.compile(r"(?:1[3-9]|2\d|3[01])[./](?:0?[1-9]|1[0-2])|\d{1,2}[./-]\d{1,2}[./-](?:20)?\d\d")
_SPLIT = re.compile(r"[\s,;:()–—→>&+…]+|\s-\s|'(?=[a-z])|(?<=[a-z])/(?=[a-z])|-(?=[a-z])|(?<=[a-z])-")
_ABBREVIATED = re.compile(r"\b([a-z])\.\s?([a-z])\.")
_MOST = 9


def are_all(folded: str) -> bool:
    """Whether each word of a folded text speaks of time, one at least surely."""
    if _EVENT.fullmatch(folded) or _NEXT.fullmatch(folded):
        return True
    words = [word for part in _SPLIT.split(_ABBREVIATED.sub(r"\1\2", folded)) if (word := part.strip(" .-/?!"))]
    if not 1 <= len(words) <= _MOST:
        return False
    telling = [_tells(word, len(words) == 1) for word in words]
    if not any(telling):
        return False
    return all(
        sure or word in _LINKING or _NUMBER.fullmatch(word) for sure, word in zip(telling, words, strict=True)
    )


def _tells(word: str, alone: bool) -> bool:
    """Whether a word surely speaks of time; "M1" `alone` may be a number of something."""
    if word in _TELLING or (word in MONTHS and len(word) > 2):
        return True
    if years := _SHORT_YEARS.fullmatch(word):
        return int(years[2]) == int(years[1]) + 1
    return bool(_YEAR.fullmatch(word) or _DATE.fullmatch(word) or (_PART.fullmatch(word) and not alone))
