# SPDX-FileCopyrightText: 2026 Koppelkans contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files with a record: only what they say they are, only to who may see the record."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from koppelkans.web.notices import files
from koppelkans.web.notices.files import clean_name, is_what_it_says
from koppelkans.web.notices.models import Attachment
from tests.web.notices.conftest import Person

pytestmark = pytest.mark.elsewhere

PDF = b"%PDF-1.7\n%plan"
AT = "/gebieden/testbuurt/bijlagen/opgaven/sewer-2/"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def workbook() -> bytes:
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    return content.getvalue()


def zipped(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as book:
        for name, text in parts.items():
            book.writestr(name.replace("__", "/").replace("_DOT_", "."), text)
    return content.getvalue()


def send(browser: Client, name: str, content: bytes, **fields: str):
    return browser.post(AT, {"file": SimpleUploadedFile(name, content), **fields}, follow=True)


def fetch(browser: Client, address: str):
    answer = browser.get(address)
    list(answer)  # read to its end, which closes the file
    return answer


@pytest.mark.parametrize(
    ("suffix", "content", "fits"),
    [
        (".pdf", PDF, True), (".pdf", b"<html>", False), (".png", PDF, False),
        (".txt", "één\n".encode(), True), (".txt", b"\xff\xfe\x00", False),
        (".csv", b"a\0b", False),
        (".xlsx", workbook(), True), (".docx", workbook(), False), (".xlsx", b"PK\x03\x04", False),
        (".docx", zipped(word__document_DOT_xml=b"", word__vbaProject_DOT_bin=b""), False),
        (".odt", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), True),
        (".ods", zipped(mimetype=b"application/vnd.oasis.opendocument.text"), False),
        (".odt", zipped(mimetype=b"x" * 100_000), False),
    ],
)  # fmt: skip
def test_content_decides_what_a_file_is(suffix: str, content: bytes, fits: bool) -> None:
    assert is_what_it_says(suffix, content) is fits


@pytest.mark.parametrize(
    ("name", "clean"),
    [("..\\..\\a.pdf", "a.pdf"), ("a\r\nX-Evil: 1.pdf", "aX-Evil 1.pdf"), ("", "file"),
     ("é" * 300 + ".pdf", "é" * 96 + ".pdf"), (".htaccess", "htaccess")],
)  # fmt: skip
def test_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_file_comes_back_as_a_download(water: Person, city: Person) -> None:
    page = send(water.browser, "../Plan\u202e.pdf", PDF)
    assert "Plan.pdf" in page.content.decode()
    kept = Attachment.objects.get()
    answer = city.browser.get(f"/gebieden/testbuurt/bijlage/{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="Plan.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert files.path_of(kept).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html", b"<script>"), ("a.svg", b"<svg/>"), ("a.pdf", b"MZ"), ("a", PDF), ("a.pdf", b"")],
)
def test_other_files_are_refused_and_nothing_is_left(
    water: Person, folder: Path, name: str, content: bytes
) -> None:
    page = send(water.browser, name, content)
    assert "utrecht-alert--error" in page.content.decode()
    assert not Attachment.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_too_large_and_too_much_are_refused(
    water: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    assert "utrecht-alert--error" in send(water.browser, "a.pdf", PDF + b"x" * 100).content.decode()
    monkeypatch.setattr(files, "MOST_BYTES_OF_AREA", 20)
    send(water.browser, "a.pdf", PDF)
    assert "utrecht-alert--error" in send(water.browser, "b.pdf", PDF).content.decode()
    assert Attachment.objects.count() == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_file_goes_only_to_who_may_see_it(
    water: Person, city: Person, anne: Person, django_capture_on_commit_callbacks
) -> None:
    send(water.browser, "intern.pdf", PDF, audience="own")
    send(water.browser, "open.pdf", PDF)
    intern, open_one = Attachment.objects.order_by("pk")
    at = "/gebieden/testbuurt/bijlage/{}/"
    for person, wanted in ((water, 200), (city, 404), (anne, 404)):
        assert fetch(person.browser, at.format(intern.pk)).status_code == wanted
    assert fetch(city.browser, at.format(open_one.pk)).status_code == 200
    assert Client().get(at.format(open_one.pk)).status_code == 302
    assert city.browser.post(at.format(open_one.pk) + "weg/").status_code == 404, "not its own"
    water.change("tasks", "sewer-2", visibility="own")
    assert fetch(city.browser, at.format(open_one.pk)).status_code == 404
    path = files.path_of(open_one)
    with django_capture_on_commit_callbacks(execute=True):
        assert water.browser.post(at.format(open_one.pk) + "weg/").status_code == 302
    assert not path.exists()
    assert water.browser.get(at.format(open_one.pk)).status_code == 404
