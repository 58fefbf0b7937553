"""The module as a program uses it. Run by ``python/check`` on an installed package."""

import json
import subprocess
import sys
import threading
import time

import onrecord
import pytest

ARTICLE = (
    "The mayor praises the crossing\n\nPORT ALDER, January 28. /Alder Wire/. The new crossing will open in May, mayor Ana Ruiz said "
    "on Friday. “It is late,” Ole Lund said.\n"
)


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "bridge.txt").write_text(ARTICLE, encoding="utf-8")
    secret = f"---\nrights: none\ndate: 2022-02-02\n---\n{ARTICLE}".replace("Ole Lund", "Ida Roth")
    (tmp_path / "seeds" / "secret.txt").write_text(secret, encoding="utf-8")
    (tmp_path / "people.yaml").write_text("- name: Ana M. Ruiz\n  aliases: [Ana Ruiz]\n", encoding="utf-8")
    (tmp_path / "topics.yaml").write_text("- name: Harbour bridge\n  terms: [the new crossing]\n", encoding="utf-8")
    return tmp_path


def test_spans_are_those_of_the_text():
    found = onrecord.extract(ARTICLE)
    said = [(one["speaker"], ARTICLE[one["spans"][0][0] : one["spans"][0][1]]) for one in found["statements"]]
    assert ("Ole Lund", "It is late") in said
    assert "id" not in found


def test_what_is_known_besides_counts():
    found = onrecord.extract(ARTICLE, "a.txt", date="2022-01-28", outlet="Quay Post", url="https://quay.example/1")
    assert found["date"]["value"] == "2022-01-28"
    assert found["outlet"] == "Quay Post"


def test_the_archive_and_settings_are_used(archive):
    assert onrecord.extract(ARTICLE, archive=archive)["topics"] == ["Harbour bridge"]
    assert onrecord.extract(ARTICLE, settings={"archive": {"boilerplate": ["Read me"]}})["topics"] == []
    with pytest.raises(onrecord.OnrecordError) as error:
        onrecord.extract(ARTICLE, settings={"book": {"title": 5}})
    assert error.value.diagnostics[0]["line"] == 2
    with pytest.raises(onrecord.OnrecordError, match="not a folder"):
        onrecord.extract(ARTICLE, archive="nowhere")


def test_an_article_that_cannot_be_read_is_an_error_with_its_reason():
    with pytest.raises(onrecord.ArticleError, match="too large") as error:
        onrecord.extract("a" * (9 << 20))
    assert error.value.diagnostics[0]["level"] == "error"


def test_many_come_in_their_order_and_lazily():
    taken = []

    def articles():
        for number in range(1000):
            taken.append(number)
            yield ARTICLE if number % 2 else {"id": f"x{number}", "text": ARTICLE if number != 4 else None}

    found = onrecord.extract_many(articles(), threads=3)
    assert next(found)["id"] == "x0"
    assert len(taken) < 1000
    rest = list(found)
    assert [one["id"] for one in rest[:5]] == [1, "x2", 3, "x4", 5]
    assert rest[3]["error"]["message"] == "there is neither `text` nor `html`"
    assert len(rest) == 999


def test_lines_are_answered_as_the_command_answers_them(tmp_path):
    lines = [json.dumps({"id": number, "text": ARTICLE}, ensure_ascii=False) for number in range(20)] + ["{broken"]
    said = subprocess.run(
        [sys.executable, "-m", "onrecord", "extract", "--jsonl"], input="\n".join(lines), capture_output=True, encoding="utf-8"
    )
    assert said.returncode == 1
    assert list(onrecord.extract_lines(lines)) == said.stdout.splitlines()


def test_the_lock_is_released_while_articles_are_read():
    ticks, stop = [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.002)

    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.monotonic()
    onrecord.extract(ARTICLE * 1000)
    end = time.monotonic()
    stop.set()
    thread.join()
    during = [at for at in ticks if begin < at < end]
    assert len(during) > 5, "another thread ran meanwhile"


def test_an_archive_is_read_as_its_site_shows_it(archive):
    read = onrecord.Archive(archive)
    assert [row["slug"] for row in read.articles] == ["bridge"]
    assert {row["speaker"] for row in read.statements} == {"Ana M. Ruiz", "Ole Lund"}
    assert "Ida Roth" not in json.dumps([read.table(name) for name in read.tables])
    assert [row["name"] for row in read.topics if row["origin"] == "listed"] == ["Harbour bridge"]
    with pytest.raises(KeyError, match="statements"):
        read.table("nothing")
    with pytest.raises(onrecord.OnrecordError, match="cannot open"):
        onrecord.Archive(archive / "nowhere")
    assert repr(read).startswith("Archive(")


def test_every_property_of_an_archive_is_a_table(archive):
    read = onrecord.Archive(archive)
    for name in ("articles", "statements", "people", "topics", "claims", "occasions", "events"):
        assert getattr(read, name) is read.table(name)


def test_records_become_a_data_frame(archive):
    pandas = pytest.importorskip("pandas")
    frame = onrecord.Archive(archive).statements.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert set(frame["article"]) == {"bridge"}


def test_the_command_is_there(archive):
    command = [sys.executable, "-m", "onrecord"]
    assert onrecord.__version__ in subprocess.run([*command, "--version"], capture_output=True, encoding="utf-8").stdout
    built = subprocess.run([*command, "build"], cwd=archive, capture_output=True, encoding="utf-8")
    assert built.returncode == 0, built.stderr
    assert (archive / "public" / "index.html").is_file()
    assert subprocess.run([*command, "nonsense"], capture_output=True).returncode == 2
