"""A busy port gets a sentence; the static files are collected only when they changed."""

import socket

from portulan.commands import serve


def test_a_free_port_has_nothing_against_it():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert serve.why_not("127.0.0.1", port) == ""


def test_a_busy_port_is_told_with_another_to_choose():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence = serve.why_not("127.0.0.1", port)
    assert sentence.startswith(f"Le port {port} est déjà pris par un autre programme")
    assert sentence.endswith(f"make run PORT={port + 1}")


def test_a_port_that_does_not_exist_is_told():
    assert serve.why_not("127.0.0.1", 70_000).startswith("Impossible d’écouter sur 127.0.0.1, port 70000")


def test_static_files_are_collected_once(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    serve.collect_static()
    stamp = tmp_path / "static" / ".collected"
    first = stamp.stat().st_mtime_ns
    serve.collect_static()
    assert stamp.stat().st_mtime_ns == first
    stamp.write_text("something else")
    serve.collect_static()
    assert stamp.read_text() == serve.static_fingerprint()


def test_the_greeting_of_an_empty_portulan_is_a_welcome_link(db, settings):
    settings.SITE_ADDRESS = "http://localhost:8001"
    lines = serve.greeting().splitlines()
    assert lines[1] == "Portulan est servi sur http://localhost:8001/"
    assert lines[3].startswith("  http://localhost:8001/bienvenue/?jeton=")


def test_sign_in_links_are_for_ones_own_machine_only(cast, settings):
    settings.LOCAL = False
    assert "entrer" not in serve.greeting()
    settings.LOCAL = True
    people = [line.strip() for line in serve.greeting().splitlines() if line.endswith(")")]
    assert people == ["Ada (coordination)", "Basile (responsable)", "Chloé (lecture)"]
