-- Asks the data of a site, in its own folder: duckdb < docs/recipes/duckdb.sql (here: FOLDER stands for public/data)
-- Who speaks most about what, denials apart.
SELECT s.speaker, t AS topic, count(*) AS statements, min(s.said_on) AS first, max(s.said_on) AS last
FROM read_json_auto('FOLDER/statements.jsonl') AS s, unnest(s.topics) AS u (t)
WHERE s.speaker IS NOT NULL AND s.polarity = 'said'
GROUP BY ALL ORDER BY statements DESC, speaker, topic LIMIT 20;
-- What is reported by most outlets.
SELECT c.words, len(c.reports) AS reports, count(DISTINCT a.outlet) AS outlets
FROM read_json_auto('FOLDER/claims.jsonl') AS c, unnest(c.articles) AS u (slug)
JOIN read_json_auto('FOLDER/articles.jsonl') AS a ON a.slug = u.slug
GROUP BY ALL ORDER BY outlets DESC, reports DESC LIMIT 20;
