"""Names of those in charge, told from texts that only speak of them."""

import pytest

from portulan.plandoc.recognition.posts import are_two, is_post

NAMES = """
    Commission stages|Cellule qualité|Directrice de l'unité|Vice-doyenne à l'enseignement|Échevin de l'énergie
    Assistante administrative|Agence de l'eau|Resp. qualité|Chargée de communication|Jury de bloc 1
    HR Officer|Head of Learning Support|Research Data Librarian|User Experience Working Group|Line Supervisor
    Dean of the Doctoral College|Alumni|Pro-Vice-Chancellor (Education)|Formateur externe
    Kwaliteitscel|Dienst communicatie|Team infectiepreventie|Opleidingshoofd|Hoofd facilitair|Vakcoördinatoren
    Studienkommission|Gleichstellungsbeauftragte|Vizepräsidentin für Lehre|Referat Lehre|Prüfungsausschuss
    Vicedecana de Calidad|Recursos Humanos|Coordinación del grado|Oficina Verde|Asociación de Comerciantes
    Direção de Enfermagem|Coordenadora do 1.º ciclo|Gabinete de Estudos|Ufficio Welfare|Consiglio di Corso di Studi
    Karim Haddad|Ana García|Sophie|Dr Jane Moore|Mme Dupont|DRH|HR
"""
NO_NAMES = """
    Tuteurs formés|Présidences formées|Équipe de soins renforcée|Désigner un référent qualité|15 tuteurs formés
    Trois conventions signées|Qualité|Mobilité|Rapport de la commission|Liste des référents|PV du comité
    Board paper|Tutor survey|Student journey|Coordinators in post|Comité peu actif|Supplier evaluation overdue
    Adviser named
    Head – attendance register|Launch a peer mentoring scheme|All staff signed off their plan
    Team geschoold|Lijst van coördinatoren|Een patiëntenraad samenstellen|Stelle besetzt|Unterlagen eingereicht
    Oficina abierta|Actas de coordinación|Docenti formati|Unidade em funcionamento com 20 inscritos|Matrix complete
"""


@pytest.mark.parametrize(
    "text", [one.strip() for line in NAMES.split("\n") for one in line.split("|") if one.strip()]
)
def test_a_post_a_team_or_a_person_is_a_name(text: str) -> None:
    assert is_post(text)


@pytest.mark.parametrize(
    "text", [one.strip() for line in NO_NAMES.split("\n") for one in line.split("|") if one.strip()]
)
def test_a_text_that_only_speaks_of_them_is_none(text: str) -> None:
    assert not is_post(text)


def test_two_lines_are_two_names_where_the_first_one_is_whole() -> None:
    assert are_two("Programme director", "Dean")
    assert are_two("Direction de la formation", "Cellule qualité")
    assert not are_two("HR Business", "Partner")
    assert not are_two("Line", "Supervisor")
    assert not are_two("HR", "Department")
    assert not are_two("Afdeling Juridische", "Zaken, Onderwijsadvies")
