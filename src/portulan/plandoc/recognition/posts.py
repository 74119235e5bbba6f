"""Who is in charge, by the words of posts, teams and bodies that head a name ("Cellule qualité", "HR Officer",
"Prüfungsausschuss"); a text that only speaks of them ("Board paper", "Tuteurs formés") is no name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from portulan.plandoc.recognition import people
from portulan.plandoc.recognition.vocabulary import verbal
from portulan.plandoc.text import fold

# Folded, by language; "*" stands for any ending, or, where it leads, for the first part of a compound word. Those
# of French and its sisters come first in a name ("Cellule qualité"), those of English last ("HR Officer"), those
# of Dutch and German first or last ("Dienst communicatie", "Studentenraad").
_COMING_FIRST = """
    academie* acteur* actrice* adjoint* administrateur* administration* administratrice* agence* agent agente
    agents aide-soignant* ambassad* amicale* amis anciennes anciens animat* antenne* architecte* archiviste*
    asbl assemblee* assistant* association*  auditeur* auditrice* avocat* bailleur* basse-*
    benevole* bibliothecaire* bibliotheque* bourgmestre* branche bureau bureaux cadre cadres caisse candidat*
    cellule* centrale centre* cercle* chambre* chancelier* chauffeur* chef* chercheur* chercheuse* chsct
    citoyen* clinique* club* collaborat* college* collegue* comite* commercant* commissaire* commission*
    communaute* commune communes composante* comptable* concierge* conducteur* conseil* conseiller* conservat*
    consortium* consultant* cooperative* coordinat* coordination* coordonnat* copil copilote* correspondant*
    cpas crous cuisinier* daf delegation* delegue* departement* dg dgs dieteticien* directeur* direction*
    directrice* doctorant* doyen* drh dsi echevin* ecoconseiller* ecole* econome* educat* eleve eleves employe
    employee employes employeur* encadrant* enseignant* entreprise* equipe* ergotherapeute* etablissement*
    etudiant* expert* fabrique facilitat* famille familles federation* fondation* formateur* formatrice*
    fournisseur* gerant* gestionnaire* gouvernement* gouverneur* graphiste* groupe* gt gtc habitant* hopital*
    hopitaux hotesse* huissier* illustrat* infirmerie infirmier* informaticien* ingenieur* inspecteur*
    inspectrice* instance* institut* instituteur* institutrice* intendance intercommunale* intervenant*
    jardinier* juriste* jury jurys kinesitherapeute*  lectrice* ligue* logisticien* logopede*
    maire maires mairie* maison* maitre maitres maitresse* manager* mandataire* medecin* mediateur* mediatrice*
    membre membres mentor* ministere* mission missions moniteur* monitrice* mutuelle* observatoire* office*
    ombudsman* ong organisme* orthophoniste* ouvrier* parent parents parlement* parquet partenaire* pharmacie*
    pharmacien* pilote* plateforme* pole* police porteur porteurs porteuse* praticien* prefecture* preparat*
    presidence* president* presidente* prestataire* preteur* pro-recteur* professeur* professionnel* promoteur*
    promotrice* prorecteur* province* psychologue* puericultrice* rapporteur* recteur* rectorat* rectrice*
    redacteur* redactrice* referent* regie* region regisseur* representant* reseau* resp responsable* riverain*
    scolarite secretaire* secretariat* secteur section sections senateur* service* societes soignant*
    sophrologue* sous-commission* spw staff stagiaire* superviseur* surveillant* syndicaliste* syndicat*
    technicien* titulaire* traducteur* tresorerie tresorier* tribunal* tuteur* tutrice* union unite* universite*
    usager usagers vacataire* vice-* volontaire* vp webmaster* webmestre*
    administracion administrador* agencia* agente agentes alcalde* alcaldesa* alumnado alumno* ampa animador*
    arquitect* asesor* asistente* asociacion* auxiliar* ayuntamiento* biblioteca* bibliotecari* cabildo camara*
    catedratic* cau cei centro* claustro* colegio* comerciante* comision* comite* comunidad* concejal*
    concejalia* confederacion* consejer* consejeria* consejo* consell* consorcio* cooperativa* coordinacion
    coordinador* decana* decanato* decano* delegacion* delegad* departamento* diputacion* direccion* director*
    directora* docente* educador* egresad* empleador* empresa* encargad* enfermer* entidad* entrenador* equipo*
    escuela* estudiantado estudiante* facultad* federacion* fundacion* gabinete* gerencia* gerente* gestor*
    grupo* hospital* hostelero* impulsor* informatic* ingenier* inspeccion inspector* instituto* interventor*
    jefa* jefas jefatura* jefe* juez junta* maestr* mancomunidad* mediador* medica medico medicos ministerio*
    monitor* negociado* nucleo observatorio* oficina* ong orientador* padres patronato* pdi personal policia*
    portavoz presidencia* presidenta* presidente* productor* profesional* profesor* profesorado psicolog*
    rector* rectora* rectorado* representante* responsable* seccion secretari* secretaria* servicio* sindicato*
    socios subcomision* subdireccion* supervisor* tecnica tecnicas tecnico tecnicos tesorer* trabajador*
    tribunal* tutor* tutora* unidad* universidad* vecinos vicedecan* vicegerencia* vicerrector* vicerrectorado*
    viverista* voluntari*
    administrador* agricultor* agrupamento* aluno* animador* assessor* assistente* associac* autarca* autarquia*
    bibliotecas camara* centros chefe* clube* cmara comissao* comissoes comite* conselho* conservatorio
    cooperativa* coordenacao coordenacao* coordenador* delegad* departamento* direcao* direcoes diretor*
    dirigente* discente* divisao* docente* educador* empregador* empresas encarregad* enfermeir* engenheir*
    entidade* equipa* equipas escola* estudante* faculdade* federac* formador* funcionari* fundac* gabinete*
    gestor* grupo* iefp instituto* investigador* junta* juntas  medico medicos membros ministerio*
    moradores municipio* nucleo* observatorio* orientador* pais pessoal prefeitura* presidencia* presidente*
    prestador* professor* proprietari* provedor* provedoria* psicolog* reitor* reitoria* responsave* secretari*
    secretariado* servico* sindicato* subdiretor* superintendencia* tecnica tecnico tecnicos tesoureir* tutor*
    unidade* universidade* vereador* vice-* voluntari*
    addett* agenzia* alunn* amministrat* animatore* archivio archivista* asl assessor* assistente assistenti
    associazion* ateneo autista* azienda* biblioteca* bibliotecari* biblioteche camera capi capo capofila centri
    centro* circolo* collaboratore collaboratori collaboratrice collegio* comitato* commerciant* commissione*
    commissioni comune comuni conferenza consiglier* consiglio* consorzio* consulent* cooperativ* coordinator*
    coordinatric* delegat* dipartiment* direttor* direttric* direzion* dirigent* distretto docente docenti
    educator* educatric* ente enti espert* facilitator* facolta famiglie fondazion* formator* formatric*
    funzionari* genitor* geometra* giunta gruppi gruppo* infermier* ingegner* insegnant* istitut*
    medici medico ministero* museo* nucleo* operator* operatric* oratorio ordine ospedal* osservatorio*
    parrocchi* personale polizia prefettura* preside president* presidenza* presidi presidio* prof professor*
    professoressa* proretric* prorettor* province provincia psicolog* questura rappresentant* referent* regione
    responsabil* rettor* rettorato rettric* scuola* scuole segreteria* senato servizi servizio settore* sindac*
    societa sportello* studente studentess* studentessa studenti tecnica tecnici tecnico tirocinant* titolar*
    tutor* uffici* ufficio* unita universita vicario vicepreside* volontar*
"""
_COMING_LAST = """
    academic academics academies academy accountant* administrator* adviser* advisor* agencies agency alliance*
    alumni ambassador* analyst* archivist* assessor* assistant* associate* association* auditor* authorities
    authority board* bureau bursar* cabinet carer* caretaker* center centre ceo cfo chair chairman chairperson
    chairs chairwoman chamber* chancellor* chaplain* charity cio ciso clerk* club* co-ordinator* coach*
    coalition* college colleges commission* committee* communities community company consortium* consultant*
    contractor* controller* convener* convenor* cooperative* coordinator* council councillor* councils
    counsellor* counselor* county crew cto dean* department* dept deputies deputy designer* developer*
    dietitian* director* directorate* district* division divisions doctor* driver* editor* educator* employee*
    employer* engineer* estates examiner* executive* facilitator* facult* farmer* federation* foreman* forum
    forums foundation* founder* fundraiser* governor* graduate* group groups grower* guild head heads
    headteacher* hospital* hr inspector* institute* instructor* investigator*  lead leader* leads
    league lecturer* librarian* library manager* marshal* matron* mayor* member* member members mentor* ministry
    moderator* neighbor* neighbour* network networks ngo nurse* office* officer* ombudsperson* operator*
    organiser* organizer* owner* panel* parent* partner* partnership partnerships pharmacist* physicist*
    physiotherapist* police porter* postdoc* practitioner* president* principal* pro-vice* professor* provost*
    psychologist* pta publisher* rector* registrar* registry representative* researcher* resident* school
    schools scientist* secretariat* secretaries secretary senate service services sister sisters slt smt
    societies society specialist* staff steward* stores student* subcommittee* subgroup* superintendent*
    supervisor* supplier* supplies surgeon* surgeries surgery taskforce* teacher* team* team technician*
    technologist* therapist* trainer* treasurer* trust trustee* trusts tutor* undergraduate* union* unit units
    universit* vice-* visitor* volunteer* vp warden* worker* workgroup* writer*
"""
_COMING_EITHER = """
    aankoper* aanspreekpunt academie adviseur* *adviseur afdeling* *afdeling *afdelingen agentschap* ambtenaar*
    apotheek apotheker* arts artsen *atelier bedrijf *bedrijf *bedrijven *begeleid begeleid* *beheerder
    beheerder* *besturen bestuur *bestuur bestuurder* *bestuurder bibliothecaris* *bibliotheek bibliotheek*
    boekhouder* *bureau bureau* *bureaus burgemeester* *cel cel cellen *centra centra centrum *centrum *coach
    coach* college* *college *colleges comite* *comite *comites commissie* *commissie *commissies *consulent
    consulent* contactpersoon* coordinat* *coordinat corporatie* *corporatie decaan* *decanaat decanen
    departement* *departement *deskundige deskundige* dienst *dienst *diensten diensten *directeur directie
    directiecomite* directies *docent docent *docenten docenten eigenaar* ergotherapeut* *faculteit faculteit*
    *faculteiten federatie* fysiotherapeut* gastheer* gemeente* gezondheidscentrum* *groep groep groepen
    *groepen hogeschool* *hogeschool *hoofd hoofd hoofden *hoofden hoofdverpleegkundig* huisarts* hygienist*
    *hygienist ict ingenieur* inkoper* instelling* instituut* *instituut jurist* kabinet kenniscentrum*
    kinesist* klasleerkracht* *kok *kring kwaliteitsmedewerk* lector lectoren *leerkracht leerkracht* leerling
    leerlingen leider* *leider *leiders lesgever* *lesgever *loket *maatschappij *maatschappijen manager*
    *manager medewerk* *medewerk mentor* ministerie* monitoren *netwerk netwerk* ocmw ombudsman* onderwijsadvies
    onderzoeker* *onderzoeker opleiding *opleidingen opvoed* ouders *overleg penningmeester* personeelszaken
    preventieadviseur* programmadirect* *psycholoog *punt *raad raad raden *raden rector* rectoraat schepen*
    *scholen scholen school *school secretariaat *secretariaat secretaris* stadsbank stadsbestuur *staf staf
    *stichting student studenten* taalcoach* *team teamleid* *teams trainer* *unie universiteit* *universiteit
    vakbond* vakgroep* *verantwoordelijk verantwoordelijk* vereniging* *vereniging *verenigingen verpleeg*
    vertegenwoordig* *vertegenwoordig verzorg* *voorzitter voorzitter* vrijwilliger* *vrijwilliger vzw werkgever
    werkgevers *werkgroep werkgroep* *werkgroepen werkveld *ziekenhuis ziekenhuis* zorgverlener*
    *abteilung abteilung* *abteilungen agentur* *agentur akademie* *amt amt amter *amter ansprechpartner*
    arbeitsgruppe* *arbeitsgruppe *arbeitskreis arzt *arzt arzte *arztin arztin arztinnen ausbilder* ausschuss*
    *ausschuss *ausschusse *beauftragte beauftragte* behorde* *behorde beirat* *beirat *beirate *berater
    berater* *beratung *betreiber *betriebe betriebsrat *betriebsrat *bibliothek bibliothek* bibliothekar*
    bundesamt* burgermeister* *burgermeister *buro chefarzt *dekan dekan* dekanat* *dekanat dezernat* *dezernat
    dezernent* direktor* dozent* dozierend* *elternrat *fachbereich fachbereich* *fachgruppe fachgruppe*
    fachkonferenz* *fachkraft fachkraft *fachkrafte fachschaft* *fakultat fakultat* *fakultatsrat gemeinde*
    *gemeinderat geschaftsfuhr* gesundheitsamt gremien gremium *gremium gruppe *gruppe *gruppen hausmeister*
    hochschule* *hochschule *hochschulrat hygienefachkraft* *ingenieur innung *institut institut* justiziar*
    justiziariat *kammer kammer kanzler* *klinik klinik* *kollegium kollegium kommission* *kommission
    *kommissionen *konferenz koordinat* *koordinat *koordination koordination kuratorium lehrbeauftragte*
    lehrende* *lehrer lehrer* lehrkraft* *lehrkraft leiter* *leiter *leiterin *leitern leitstelle leitung*
    *leitung *leitungen *management meister *meister meisterin mentor* *ministerium ministerium* mitarbeit*
    *mitarbeit personalrat *personalrat pflegekraft* pflegende* polizei *prasident prasident* prasidium
    prodekan* professor* prorektor* prufungsamt rechenzentrum *referat referat* referent* *referent rektor*
    rektorat* sachbearbeit* *schaft *schule schule schulen *schulen schulleit* schulsozial* schultrager*
    sekretar* sekretariat *sekretariat senat sozialarbeit* *sprecher sprecher* stabsstelle* *stadtrat
    *stadtwerke stadtwerke *stelle stellv* stiftung* *stiftung studiendekan* studierende* studierendenwerk* stv
    *team team* *trager trainer* tutor* *verantwortliche verantwortliche* *verband *verbande *verbund *verein
    verein* *vereine *vertreter vertreter* vertretung* *vertretung *verwaltung verwaltung* vizeprasident*
    vorsitz* *vorstand vorstand* *vorsteher vorsteher* *zentrale *zentrum
"""
_PHRASES = re.compile(
    r"(?:charge|chargee|charges|chargees) (?:de|d'|des|du)\b.*|"
    r".*\b(?:ressources humaines|human resources|recursos humanos|"
    r"risorse umane|relations internationales|international relations|relaciones internacionales|"
    r"relacoes internacionais|relazioni internazionali|public works|lavori pubblici|"
    r"tout le monde|everyone|iedereen)"
)
_ACRONYMS = frozenset(
    "rh hr hrm it ict daf dg dgs drh dsi ceo cfo cio ciso cto cpas ocmw cpe gt pms pta smt slt asl ong ngo".split()
)
_INDEFINITE = frozenset("a an un une een ein eine uno una um uma".split())
_ARTICLES = frozenset("le la les l un une the an de het een der die das el los las il lo gli i o os as".split())
_LEADING = frozenset(
    """all tous toutes tout toute alle todos todas tutti tutte haute hautes high senior junior first premier
    premiere externe external extern executive chief deputy vice new""".split()
)
_LINK = frozenset(
    """de du des d da do dos das del della dell dei delle degli di of for in at to from by voor van aan op bij te
    ten ter door fur zum zur der vom von im an au aux a al all alla alle en para per pour por par pro con with
    avec met mit sur chez dans & (""".split()
)
_COUNTS = frozenset(
    """une deux trois quatre cinq six sept huit neuf dix quinze vingt cent one two three four five ten twelve
    twenty thirty twee drie vier vijf tien vijftien zwei funf zehn dos tres cuatro cinco diez dois duas quatro
    dez due tre quattro cinque dieci no every each per pas aucun aucune geen elke elk alle keine kein jede sin
    sem few least more not is are est sont zijn sind""".split()
)
# What became of those that stand before it: "formés", "approved".
_ROMANCE_DONE = re.compile(r"[^\W\d_]{2,}(?:[^t]ée?s?|[aei]d[ao]s?|[aiu]t[aoie])|(?:abiert|hech)[ao]s?")
_GERMANIC_DONE = re.compile(r"(?:ge|be|ver|her)[a-z]{3,}(?:d|t|en)|[a-z]{3,}(?:iert|[^re]ed)")
_THING = re.compile(
    r"(?:survey|paper|report|minutes|meeting|plan|list|visit|rate|time|wellbeing|policy|guide|handbook|posts?|review|"
    r"seats?|training|development|feedback|cijfers?|besluit|bezoek|gebruik|tevredenheid|besetzt|offen|approval|"
    r"satisfaction|agreement|ready|guidelines?|observations?|interviews?|decisions?|results?|numbers?|turnover|"
    r"journey|accommodation|capacity|support|open)"
)
_WORD = re.compile(r"[^\W\d_][^\W\d_'.-]*(?:[-'][^\W\d_'.-]+)*|[&(]")
_TITLED = re.compile(
    r"(?:Dr|Prof|Prof\.ssa|Mme|M|Mr|Mrs|Ms|Pr|Dhr|Mevr|Herr|Frau|Sra?|D\.ª|[A-Z])\.? [A-ZÀ-Ý]\w*(?: [A-ZÀ-Ý]|$)|"
    r"(?:Dr|Prof|Prof\.ssa|M|Mr|Mrs|Ms|Pr|Sra?|[A-Z])\. ?[A-ZÀ-Ý]"
)
_ASIDE = re.compile(r"\s*\([^()]*\)")


def _forms(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    words = text.split()
    return (
        frozenset(word for word in words if "*" not in word),
        frozenset(word[:-1] for word in words if word.endswith("*")),
        frozenset(word[1:] for word in words if word.startswith("*")),
    )


_FIRST, _ENGLISH, _EITHER = map(_forms, (_COMING_FIRST, _COMING_LAST, _COMING_EITHER))
_LONGEST = max(map(len, _FIRST[1] | _ENGLISH[1] | _EITHER[1]))
_ENDINGS = ("", "s", "n", "e", "en", "er", "es", "in", "nen", "innen", "ern")


def is_post(text: str) -> bool:
    """Whether a short text surely names a person with a title or a usual first name, a post, a team or a body."""
    bare = _ASIDE.sub("", text).strip()
    if not bare or len(text.split()) > 8 or any(mark in bare for mark in (" – ", " — ", ": ")):
        return False
    return bool(_TITLED.match(bare)) or _is_known_person(bare) or _is_headed(bare)


def are_two(before: str, after: str) -> bool:
    """Whether two texts, one after the other, name two of them: "Line" and "Supervisor" are one."""
    if not (is_post(before) and is_post(after)):
        return False
    return " " in after.strip() or speaks_of_post(before.split()[-1])


def speaks_of_post(text: str) -> bool:
    """Whether a word of a post, a team or a body stands anywhere in a text."""
    return any(_says(word, _FIRST) or _comes_last(word) for word in _words(fold(text)))


def _is_headed(text: str) -> bool:
    """Whether such a word is the head of a text: its first word, or, in English, Dutch and German, the last one
    before what it is of."""
    folded, words = fold(text), _words(text)
    plain = [fold(word) for word in words]
    if _PHRASES.match(folded) or folded in _ACRONYMS:
        return True
    if not plain or text[:1].isdigit() or plain[0] in _INDEFINITE:
        return False
    while len(plain) > 1 and plain[0] in _ARTICLES | _LEADING:
        words, plain = words[1:], plain[1:]
    if _COUNTS & set(plain) or _is_clause(plain):
        return False
    end = next((at for at, word in enumerate(plain) if word in _LINK), len(plain))
    head = plain[:end]
    if not head or len(head) > 4 or _THING.fullmatch(head[-1] if plain[-1] != "post" else "post"):
        return False
    done = _ROMANCE_DONE if _says(head[0], _FIRST) else _GERMANIC_DONE
    if plain[-2:-1] and plain[-2] not in _LINK | _ARTICLES and done.fullmatch(words[-1].lower()):
        return False
    if _comes_last(head[-1]):
        named = all(word[:1].isupper() for word in words[:end])
        return len(head) == 1 or named or _comes_last(head[0]) or verbal(folded) < 0.9
    return _comes_first(head[0])


def _comes_first(word: str) -> bool:
    """Whether a word heads a name at its beginning; "student" does in English only before a link."""
    if _says(word, _FIRST) or word in ("team", "jury"):
        return True
    return _says(word, _EITHER) and not _says(word, _ENGLISH)


def _comes_last(word: str) -> bool:
    return _says(word, _ENGLISH) or _says(word, _EITHER)


def _is_clause(words: Sequence[str]) -> bool:
    """Whether an article stands where no name has one: "Create *a* committee", but "Chef de *la* police"."""
    return any(after in _ARTICLES - _LINK and before not in _LINK for before, after in pairwise(words))


def _is_known_person(text: str) -> bool:
    words = text.split()
    return len(words) <= 3 and all(word[:1].isupper() for word in words) and people.is_first_name(words[0])


def _words(text: str) -> list[str]:
    return [
        part for word in _WORD.findall(text) for part in re.split(r"(?<=^[dlDL])['’]", word.rstrip(".")) if part
    ]


@lru_cache(maxsize=16384)
def _says(word: str, forms: tuple[frozenset[str], frozenset[str], frozenset[str]]) -> bool:
    whole, begun, ended = forms
    if word in whole or (word.endswith("s") and word[:-1] in whole):
        return True
    if any(word[:size] in begun for size in range(3, min(len(word), _LONGEST) + 1)):
        return True
    if any(word[at : at + size] in ended for size in range(6, 15) for at in range(2, len(word) - size + 1)):
        return True
    bare = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    return any(one[at:] in ended for one in bare for at in range(2, len(one) - 1))
