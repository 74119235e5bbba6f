"""The page of logos, and where they show: covers, and nobody else's workspace."""

import io

import docx
import pytest

from asking import words_of
from portulan.layouts.models import Logo
from reports.templates.made import SVG

pytestmark = pytest.mark.slow

PAGE = "/e/mias/reglages/logos/"


def put(browser, sent, rank: int = 1, data: bytes = SVG, alt: str = "HE Une"):
    return browser.post(f"{PAGE}{rank}/", {"alt": alt, "file": sent(data, "logo.svg")}, follow=True)


def test_a_logo_is_placed_seen_and_removed(ada, sent):
    assert "Le logo « HE Une » est en place." in words_of(put(ada, sent))
    page = ada.get(PAGE)
    assert 'alt="HE Une"' in page.text
    picture = ada.get(f"{PAGE}1/image/")
    assert (picture["Content-Type"], b"".join(picture.streaming_content)[:4]) == ("image/png", b"\x89PNG")
    assert "Retirer le logo « HE Une » ?" in words_of(ada.get(f"{PAGE}1/retirer/"))
    assert "est retiré." in words_of(ada.post(f"{PAGE}1/retirer/", follow=True))
    assert [ada.get(f"{PAGE}1/{one}/").status_code for one in ("image", "retirer")] == [404, 404]
    told = words_of(ada.get("/e/mias/journal/"))
    assert all(one in told for one in ("a placé un logo : « HE Une »", "a retiré un logo : « HE Une »"))


@pytest.mark.parametrize(
    ("data", "alt", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "HE Une", "contient un script"),
        (b"rien", "HE Une", "n’est pas une image PNG, JPEG ou SVG qui s’ouvre."),
        (SVG, " ", "obligatoire"),
        (b"\0" * (3 * 1024 * 1024), "HE Une", "Ce fichier pèse 3 Mo : c’est plus que 2 Mo."),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(ada, sent, data, alt, said):
    answer = put(ada, sent, 2, data, alt)
    assert (answer.status_code, said in words_of(answer)) == (422, True)
    assert answer.context["places"][1]["form"]["alt"].value() == alt
    assert not Logo.everywhere.exists()


def test_there_is_no_third_place(ada, sent):
    assert put(ada, sent, 3).status_code == 404


def test_the_cover_of_a_report_opens_with_both(ada, sent):
    bare = ada.get("/e/mias/rapports/avancement/pdf/").content
    put(ada, sent), put(ada, sent, 2, alt="HE Deux")
    word = docx.Document(io.BytesIO(ada.get("/e/mias/rapports/avancement/docx/").content))
    assert word.paragraphs[0].style.name == "Couverture, logos"
    assert word.paragraphs[0]._p.xpath(".//wp:docPr/@descr") == ["HE Une", "HE Deux"]
    whole = ada.get("/e/mias/rapports/avancement/pdf/").content
    assert (whole[:5], len(whole) > len(bare) + 1000) == (b"%PDF-", True)


@pytest.mark.parametrize("who", ["basile", "chloe"])
def test_they_are_the_coordinations_and_everybody_sees_the_picture(client, ada, cast, sent, who):
    put(ada, sent)
    client.force_login(getattr(cast, who), backend="django.contrib.auth.backends.ModelBackend")
    assert [client.get(PAGE).status_code, put(client, sent).status_code] == [403, 403]
    assert [client.post(f"{PAGE}1/retirer/").status_code, client.get(f"{PAGE}1/image/").status_code] == [403, 200]


def test_nobody_else_sees_them(client, ada, cast, sent):
    put(ada, sent)
    client.logout()
    assert {client.get(f"{PAGE}{one}").url.split("?")[0] for one in ("", "1/image/")} == {"/compte/connexion/"}
    client.force_login(cast.driss, backend="django.contrib.auth.backends.ModelBackend")
    assert [client.get(f"{PAGE}{one}").status_code for one in ("", "1/image/", "1/retirer/")] == [404, 404, 404]
    assert client.get("/e/ailleurs/reglages/logos/1/image/").status_code == 404
