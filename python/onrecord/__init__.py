"""Who said what, when: finds every statement in news articles, and who made it.

>>> import onrecord
>>> found = onrecord.extract("Bridge opens\\n\\n“It is ready,” Ana Ruiz, the mayor, said.")
>>> found["statements"][0]["speaker"]
'Ana Ruiz'
"""

from __future__ import annotations

import json
import os
import sys
from itertools import islice
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Union

from . import _native

__all__ = ["Archive", "ArticleError", "OnrecordError", "Records", "extract", "extract_lines", "extract_many"]
__version__: str = _native.__version__

#: Articles that are handed over together: enough to keep all processors busy, few enough to hold in memory.
_BATCH = 256


class OnrecordError(Exception):
    """Something cannot be read.

    ``diagnostics`` holds what is wrong as dictionaries with ``level``, ``code``, ``message``, ``label``, ``hints``, ``path``,
    ``line`` and ``column``.
    """

    def __init__(self, message: str, diagnostics: Optional[List[Dict[str, Any]]] = None) -> None:
        super().__init__(message)
        self.diagnostics: List[Dict[str, Any]] = diagnostics or []


class ArticleError(OnrecordError, ValueError):
    """An article cannot be read: it is too large, or what is given is none."""


class Records(List[Dict[str, Any]]):
    """The rows of a table, as dictionaries."""

    def to_pandas(self) -> Any:
        """The same as a pandas data frame; needs pandas."""
        import pandas

        return pandas.DataFrame.from_records(self)


def extract(
    text: str,
    name: Optional[str] = None,
    settings: Optional[Mapping[str, Any]] = None,
    *,
    id: Any = None,
    title: Optional[str] = None,
    date: Optional[str] = None,
    outlet: Optional[str] = None,
    url: Optional[str] = None,
    html: bool = False,
    archive: Union[str, "os.PathLike[str]", None] = None,
) -> Dict[str, Any]:
    """What is found in one article: its facts, dates, statements and people, as ``onrecord extract`` prints it.

    Spans are ``[start, end)`` in characters of ``text``, so ``text[start:end]`` gives the words. ``name`` is a file name, whose ending
    (.txt, .md, .html) tells the format; ``title``, ``date``, ``outlet`` and ``url`` are what is known of the article besides;
    ``archive`` is the folder of an archive whose settings, people and topics are used, and ``settings`` a mapping in the form of
    book.toml that takes the place of its settings.

    Raises :class:`ArticleError` if the article cannot be read, :class:`OnrecordError` if the settings cannot.
    """
    item = {"id": id, "text": text, "name": name, "title": title, "date": date, "outlet": outlet, "url": url}
    if html:
        item["html"] = True
    reader = _reader(archive, settings, None)
    answer: Dict[str, Any] = json.loads(reader.answers([json.dumps(item)], 1)[0])
    if "error" in answer:
        raise ArticleError(answer["error"]["message"], [{"level": "error", **answer["error"]}])
    if id is None:
        del answer["id"]
    return answer


def extract_many(
    articles: Iterable[Union[str, Mapping[str, Any]]],
    threads: Optional[int] = None,
    *,
    archive: Union[str, "os.PathLike[str]", None] = None,
    settings: Optional[Mapping[str, Any]] = None,
) -> Iterator[Dict[str, Any]]:
    """What is found in each of many articles, in their order, as it is found.

    An article is a text, or a mapping with ``id``, ``text`` or ``html``, and ``name``, ``title``, ``date``, ``outlet`` and ``url`` where
    they are known. Of a text the ``id`` is its number, from 0. An article that cannot be read gives ``{"id": ..., "error": {...}}``
    and stops nothing. ``threads`` is how many are read at once; if it is not given, as many as there are processors.
    """
    items = ({"id": number, "text": item} if isinstance(item, str) else item for number, item in enumerate(articles))
    for answer in extract_lines(map(_line, items), threads, archive=archive, settings=settings):
        yield json.loads(answer)


def extract_lines(
    lines: Iterable[str],
    threads: Optional[int] = None,
    *,
    archive: Union[str, "os.PathLike[str]", None] = None,
    settings: Optional[Mapping[str, Any]] = None,
    first: int = 1,
) -> Iterator[str]:
    """The answer to each line of JSON, as a line of JSON: what ``onrecord extract --jsonl`` does, byte for byte.

    ``first`` is the number of the first line, for those who have only a part of them. A blank line has no answer.
    """
    reader = _reader(archive, settings, threads)
    lines = iter(lines)
    while batch := list(islice(lines, _BATCH)):
        yield from reader.answers(batch, first)
        first += len(batch)


class Archive:
    """An archive on disk: a folder of articles with book.toml and authority files.

    Reading it analyses every article, or takes what an earlier run has kept; nothing is written but the cache. Only what may be
    published is there, as on the site. ``problems`` are the errors and warnings that ``onrecord check`` reports.
    """

    def __init__(self, path: Union[str, "os.PathLike[str]"] = ".") -> None:
        self.path = os.fspath(path)
        try:
            problems, tables = _native.read_archive(self.path)
        except OSError as error:
            raise OnrecordError(str(error)) from error
        self.problems: List[Dict[str, Any]] = json.loads(problems)
        self._tables: Dict[str, str] = dict(tables)
        self._records: Dict[str, Records] = {}

    def table(self, name: str) -> Records:
        """The rows of a table of the site's data, such as ``"articles"``."""
        if name not in self._records:
            if name not in self._tables:
                raise KeyError(f"there is no table {name!r}; there are {', '.join(sorted(self._tables))}")
            self._records[name] = Records(json.loads(line) for line in self._tables[name].splitlines())
        return self._records[name]

    @property
    def tables(self) -> List[str]:
        """The names of all tables."""
        return sorted(self._tables)

    @property
    def articles(self) -> Records:
        """The articles, with their facts."""
        return self.table("articles")

    @property
    def statements(self) -> Records:
        """The statements, each with its speaker, day, polarity and article."""
        return self.table("statements")

    @property
    def people(self) -> Records:
        """People and organisations."""
        return self.table("people")

    @property
    def topics(self) -> Records:
        """The topics."""
        return self.table("topics")

    @property
    def claims(self) -> Records:
        """What was said once and is reported several times."""
        return self.table("claims")

    @property
    def occasions(self) -> Records:
        """When and where somebody spoke, with the statements that were made there."""
        return self.table("occasions")

    @property
    def events(self) -> Records:
        """What happened: named in events.yaml, or found."""
        return self.table("events")

    def __repr__(self) -> str:
        return f"Archive({self.path!r})"


def _line(item: Mapping[str, Any]) -> str:
    return json.dumps(dict(item), ensure_ascii=False)


def _reader(
    archive: Union[str, "os.PathLike[str]", None], settings: Optional[Mapping[str, Any]], threads: Optional[int]
) -> Any:
    try:
        reader = _native.Reader(None if archive is None else os.fspath(archive), None if settings is None else _toml(settings), threads)
    except OSError as error:
        raise OnrecordError(str(error)) from error
    problems = [problem for problem in json.loads(reader.problems) if settings is not None or problem["level"] == "error"]
    if problems:
        raise OnrecordError("; ".join(problem["message"] for problem in problems), problems)
    return reader


def _toml(settings: Mapping[str, Any], path: str = "") -> str:
    """A mapping in the form of book.toml. JSON strings, numbers, booleans and lists of them are TOML, too."""
    values = [(key, value) for key, value in settings.items() if not isinstance(value, Mapping)]
    tables = [(key, value) for key, value in settings.items() if isinstance(value, Mapping)]
    lines = [f"[{path}]"] if path and values else []
    lines += [f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in values]
    for key, value in tables:
        lines.append(_toml(value, f"{path}.{json.dumps(key)}" if path else json.dumps(key)))
    return "\n".join(lines)


def _main() -> None:
    """The command ``onrecord``."""
    import signal

    # As any other program, not as Python.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.main(["onrecord", *sys.argv[1:]]))
