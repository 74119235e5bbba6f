"""Where a doubt stands in a PDF is shown: the page of the file, what is asked about lit."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

import arrived
from portulan.imports.models import Import

pytestmark = pytest.mark.family

EXAMPLES = Path(__file__).parents[3] / "examples"
HOME = "/e/neuf/documents/"


@pytest.fixture
def review(neuf, client):
    """The address of the review of the real plan, from its PDF."""
    data = (EXAMPLES / "mias-2024-2029.pdf").read_bytes()
    answer = client.post(HOME + "deposer/", {"file": SimpleUploadedFile("plan.pdf", data)})
    return answer.url.removesuffix("colonnes/")


def doubt(kind="no_responsible"):
    return next(one for one in Import.everywhere.get().reading["doubts"] if one["kind"] == kind)


def ink(picture, box):
    """The share of dark points in this part of a picture."""
    points = picture.crop(box).convert("L").tobytes()
    return sum(one < 100 for one in points) / len(points)


@pytest.mark.apart
def test_the_row_is_lit_on_its_page(client, review):
    one = doubt()
    html = client.get(review).content.decode()
    assert f'src="{review}doutes/{one["id"]}/page/"' in html
    assert f"Voir la page {one['place']['page']}" in html
    answer = client.get(f"{review}doutes/{one['id']}/page/")
    assert answer.headers["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(answer.content))
    lit = [
        (x, y)
        for x in range(0, picture.width, 2)
        for y in range(0, picture.height, 2)
        if picture.getpixel((x, y)) == (251, 226, 165)
    ]
    left, top = min(x for x, _ in lit), min(y for _, y in lit)
    right, bottom = max(x for x, _ in lit), max(y for _, y in lit)
    shares = one["place"]["box"]
    assert abs(left / picture.width - shares[0]) < 0.02
    assert abs(right / picture.width - shares[2]) < 0.02
    assert ink(picture, (left, top, right, bottom)) > 0.01
    assert picture.height < picture.width  # a part of the page, not the whole


def test_what_has_no_place_on_a_page_has_no_picture(client, cast, neuf, review):
    assert client.get(f"{review}doutes/inconnu/page/").status_code == 404
    word = arrived.DOCX.read_bytes()
    other = client.post(HOME + "deposer/", {"file": SimpleUploadedFile("plan.docx", word)}).url
    other = other.removesuffix("colonnes/")
    assert "Voir la page" not in client.get(other).content.decode()
    own = Import.everywhere.get(file_name="plan.docx").reading["doubts"][0]["id"]
    assert client.get(f"{other}doutes/{own}/page/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("basile", 403), ("chloe", 403), ("driss", 404)])
def test_only_who_puts_plans_in_sees_it(client, cast, review, who, status):
    path = f"{review}doutes/{doubt()['id']}/page/"
    client.force_login(getattr(cast, who))
    assert client.get(path).status_code == status


@pytest.mark.apart
def test_a_file_that_cannot_be_drawn_is_told(client, review, monkeypatch):
    path = f"{review}doutes/{doubt()['id']}/page/"
    Import.everywhere.update(reading={**Import.everywhere.get().reading, "doubts": [
        {**doubt(), "place": {**doubt()["place"], "page": 900}}
    ]})  # fmt: skip
    assert client.get(path).status_code == 422
