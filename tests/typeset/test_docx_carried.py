"""What a Word file carries unseen, and what it says of the machine."""

import io
import zipfile

from lxml import etree

from portulan.plandoc.reading import read
from portulan.typeset.docx import write
from portulan.typeset.page import Document

DOCUMENT = Document("Plan fictif", (), carried={"plan": '{"a": "<&>"}', "autre": "é"})


def test_facts_are_read_back() -> None:
    assert read("plan.docx", write(DOCUMENT)).facts == {"plan": '{"a": "<&>"}', "autre": "é"}


def test_each_fact_has_the_part_that_makes_word_keep_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write(DOCUMENT))) as archive:
        names = [name for name in archive.namelist() if name.startswith("customXml/item")]
        identities = {etree.fromstring(archive.read(name)).attrib.values()[0] for name in names if "Props" in name}
    assert sorted(names) == [
        "customXml/item1.xml",
        "customXml/item2.xml",
        "customXml/itemProps1.xml",
        "customXml/itemProps2.xml",
    ]
    assert len(identities) == 2


def test_the_application_is_not_named() -> None:
    with zipfile.ZipFile(io.BytesIO(write(DOCUMENT))) as archive:
        assert len(etree.fromstring(archive.read("docProps/app.xml"))) == 0
