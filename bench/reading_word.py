"""Reading the sample Word file into a plan document, beside parsing its XML."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from bench.figures import Figure, turn_by_turn
from bench.ground import SAMPLE, Ground
from portulan.plandoc import reading, recognition


def measure(ground: Ground) -> Iterator[Figure]:
    content = SAMPLE.read_bytes()

    def read() -> object:
        return recognition.recognise(reading.read(SAMPLE.name, content)).document

    def parse() -> object:
        return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))

    whole, parsing = turn_by_turn(read, parse)
    yield Figure("reading the Word file / parsing its XML", whole, parsing, most_seconds=0.5)
