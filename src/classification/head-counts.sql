-- Of each noun that says what things are: for how many titles it does, and in which form most of them have it.
WITH forms AS (
  SELECT key, word, count(*) AS titles
  FROM title_heads AS head
  JOIN titles ON titles.number = head.title AND titles.isCounted
  GROUP BY key, word
)
SELECT key, CAST(sum(titles) AS BIGINT) AS titles, first(word ORDER BY titles DESC, word) AS word
FROM forms
GROUP BY key
