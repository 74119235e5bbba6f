"""Persons who share a cell: "Sophie et Karim" is two of them, "Recherche et Développement" none."""

import re

from portulan.plandoc.text import fold

# Usual first names where plans are written, folded; one of a pair is enough when the other looks like one.
_FIRST_NAMES = frozenset(
    """
    adam adrien ahmed aicha alain alan alberto alejandra alejandro alessandra alessandro alex alexandra
    alexandre alexis alfonso ali alice alicia alina aline amandine amelie amina amir ana anais andre andrea
    andreas andres andrew anette angela angelique anita anja ann anna anne anneke annick annie anouk anthony
    antoine anton antonella antonio arnaud arthur astrid audrey aurelie axel ayse barbara bart beatrice
    beatriz benjamin benoit bernadette bernard bertrand bilal birgit bjorn boris brigitte bruno bryan
    camille carina carine carla carlo carlos carmen carol carole caroline catarina caterina catherine cecile
    celia celine chantal charles charlotte chiara chloe chris christian christiane christina christine
    christoph christophe clara claire claude claudia claudine clement colette coralie corinne cristina
    damien daniel daniela danielle david deborah delphine denis denise didier diego dieter dimitri dirk
    dominique dorothee driss eduardo edward eleonore elena eliane elias elif elisa elisabeth elise elizabeth
    ella ellen els elsa emilie emily emma emmanuel emre eric erik erika ernesto esther etienne eva evelyne
    fabian fabien fabienne fabio fabrice fanny farid fatima fatma federica fernanda fernando filip filipa
    florence florian francesca francesco francisco franck francois francoise frank frans fred frederic
    gabriel gabriela gaelle george georges geraldine gerard gerda gert ghislaine gianni gilles giorgio
    giovanni giulia giuseppe gloria gonzalo greet gregory griet guido guillaume gunter guy hafid hakim hamid
    hanna hannah hannelore hans hassan heidi heike helen helena helene helga hendrik henri herve hilde houda
    hugo ibrahim ines ingrid irene iris isabel isabella isabelle ismael ivan jacqueline jacques james jan
    jana jane janine javier jean jeanne jennifer jens jeroen jesus joan joana joanna joao joaquin johan
    johanna john jonas jonathan jorge jose joseph josephine joyce juan judith julia julian julie julien
    jurgen justine karel karen karim karin karine karl katia katja katrien katrin kevin khalid koen kristof
    kurt lara laura laure laurence laurent lea leen leila lena leo leonor leticia lien lies lieve lina linda
    lisa lise lore lotte louis louise luc luca lucas lucia lucie lucy ludo ludovic luis luisa lukas lut
    lydia maarten magali mahmoud maite malika manon manuel marc marcel marcela marco margaux margot maria
    mariana marianne marie marijke marina mario marion mark marta martin martina martine marwa mary mathieu
    mathilde matteo matthias maud maxime mehdi mehmet melanie melissa michael michel michele michelle miguel
    mieke mireille mohamed mohammed monica monika monique mourad murielle mustafa myriam nabil nadia nadine
    naima nancy natacha natalia natalie nathalie nathan nele nicolas nicole niels noel noemie noor nora
    noura nuno olga olivia olivier omar oscar pablo paola paolo pascal pascale patricia patrick paul paula
    paulo pedro peggy peter petra philip philippe pierre pieter rachel rachid rafael raphael raquel raul
    rebecca regine renata renaud rene renee ricardo richard rik rita robert roberta roberto roland romain
    rosa rosanna ruben ruth ryan sabine sabrina said salma salvatore sam samir samira samuel sandra sandrine
    sara sarah sebastian sebastien sergio severine silke silvia simon simona simone sofia sofie solange
    sonia sophia sophie stef stefan stefania stefano stephan stephane stephanie steve steven susan susana
    susanne sven sylvain sylvie tamara tania tanja tatiana teresa tess thea theo theresa thierry thomas tim
    tine tom tomas ulrich ulrike ursula valentin valentina valeria valerie vanessa vera veronica veronique
    victor victoria viktor vincent vincenzo virginie viviane walid walter wendy werner wilfried willem willy
    wim xavier yannick yasmina yasmine yolande youssef yves yvette yvonne zahra zoe
    """.split()
)
_LINK = re.compile(r"\s+(?:et|and|en|und|y|e|&)\s+|\s*,\s+")
_NAME = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?: (?:(?:de |van |von |da |di )?[A-ZÀ-Ý][\w'’-]+|[A-ZÀ-Ý]\.)){0,2}")


def is_first_name(word: str) -> bool:
    """Whether a word is a usual first name where plans are written."""
    return fold(word) in _FIRST_NAMES


def several(text: str) -> list[str]:
    """The persons that a text names by their first names, two at the least; nothing where it could be one body."""
    parts = [part.strip() for part in _LINK.split(text)]
    if len(parts) < 2 or not all(_NAME.fullmatch(part) for part in parts):
        return []
    known = [is_first_name(part.split()[0]) for part in parts]
    return parts if all(known) or (any(known) and all(len(part.split()) == 1 for part in parts)) else []
