-- An archive of who said what, when. Words are what the speaker said only where polarity is 'said'.
PRAGMA page_size = 4096;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE people (slug TEXT PRIMARY KEY, name TEXT NOT NULL, sort_name TEXT NOT NULL, kind TEXT NOT NULL, description TEXT);
CREATE TABLE topics (slug TEXT PRIMARY KEY, name TEXT NOT NULL, description TEXT, broader TEXT);
CREATE TABLE articles (
  slug TEXT PRIMARY KEY, title TEXT NOT NULL, published TEXT, precision TEXT, date_basis TEXT, date_inferred INTEGER NOT NULL,
  outlet TEXT, place TEXT, language TEXT NOT NULL, words INTEGER NOT NULL, url TEXT, path TEXT NOT NULL, summary TEXT NOT NULL,
  text TEXT NOT NULL
);
CREATE TABLE statements (
  id TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES articles (slug), words TEXT NOT NULL, polarity TEXT NOT NULL,
  act TEXT NOT NULL, kind TEXT NOT NULL, certainty TEXT NOT NULL, manner TEXT, person TEXT REFERENCES people (slug), source TEXT,
  said_on TEXT, said_on_basis TEXT, told TEXT, via TEXT, venue TEXT, place TEXT, headline INTEGER NOT NULL, claim TEXT, review TEXT
);
CREATE TABLE statement_speakers (
  statement TEXT NOT NULL REFERENCES statements (id), person TEXT NOT NULL REFERENCES people (slug), PRIMARY KEY (statement, person)
);
CREATE TABLE statement_topics (
  statement TEXT NOT NULL REFERENCES statements (id), topic TEXT NOT NULL REFERENCES topics (slug), PRIMARY KEY (statement, topic)
);
CREATE TABLE article_topics (
  article TEXT NOT NULL REFERENCES articles (slug), topic TEXT NOT NULL REFERENCES topics (slug), PRIMARY KEY (article, topic)
);
CREATE TABLE notes (
  id TEXT NOT NULL, article TEXT NOT NULL REFERENCES articles (slug), statement TEXT REFERENCES statements (id), kind TEXT NOT NULL,
  quote TEXT NOT NULL, body TEXT NOT NULL, author TEXT, date TEXT
);
CREATE TABLE relations (
  statement TEXT NOT NULL REFERENCES statements (id), other TEXT NOT NULL REFERENCES statements (id), kind TEXT NOT NULL,
  editorial INTEGER NOT NULL, evidence TEXT NOT NULL
);
CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_person ON statements (person, said_on);
CREATE INDEX statements_said_on ON statements (said_on);
CREATE INDEX statement_speakers_person ON statement_speakers (person);
CREATE INDEX statement_topics_topic ON statement_topics (topic);
CREATE INDEX relations_statement ON relations (statement);
CREATE INDEX relations_other ON relations (other);
CREATE VIRTUAL TABLE statements_fts USING fts5 (words, content = 'statements', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, text, content = 'articles', tokenize = 'unicode61 remove_diacritics 2');

-- Who said what, when, according to whom.
CREATE VIEW who_said_what AS
  SELECT statements.said_on, people.name AS speaker, statements.polarity, statements.words, articles.title AS article, articles.outlet,
    articles.published, articles.url, statements.certainty, statements.review, statements.id
  FROM statements
  JOIN articles ON articles.slug = statements.article
  LEFT JOIN statement_speakers ON statement_speakers.statement = statements.id
  LEFT JOIN people ON people.slug = statement_speakers.person
  ORDER BY statements.said_on, statements.id;
-- How much each speaks, from when to when.
CREATE VIEW speakers AS
  SELECT people.name, people.slug, count(*) AS statements, count(DISTINCT statements.article) AS articles,
    min(statements.said_on) AS first, max(statements.said_on) AS last
  FROM people
  JOIN statement_speakers ON statement_speakers.person = people.slug
  JOIN statements ON statements.id = statement_speakers.statement
  GROUP BY people.slug ORDER BY statements DESC, people.sort_name;
-- Who speaks about what.
CREATE VIEW speakers_on_topics AS
  SELECT people.name AS speaker, topics.name AS topic, count(*) AS statements
  FROM statement_speakers
  JOIN statement_topics ON statement_topics.statement = statement_speakers.statement
  JOIN people ON people.slug = statement_speakers.person
  JOIN topics ON topics.slug = statement_topics.topic
  GROUP BY people.slug, topics.slug ORDER BY statements DESC, people.sort_name, topics.name;
-- What was said once, with how many reports of it.
CREATE VIEW claims AS
  SELECT statements.claim AS id, count(*) AS reports, count(DISTINCT articles.outlet) AS outlets, min(articles.published) AS first_reported,
    (SELECT words FROM statements AS best WHERE best.id = statements.claim) AS words
  FROM statements JOIN articles ON articles.slug = statements.article
  WHERE statements.claim IS NOT NULL GROUP BY statements.claim ORDER BY reports DESC, id;
-- What nobody could be named for.
CREATE VIEW unresolved AS
  SELECT statements.id, statements.source, statements.words, articles.title AS article
  FROM statements JOIN articles ON articles.slug = statements.article
  WHERE NOT EXISTS (SELECT 1 FROM statement_speakers WHERE statement_speakers.statement = statements.id)
  ORDER BY statements.id;
