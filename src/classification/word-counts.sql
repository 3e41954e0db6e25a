-- Of each word in how many titles it stands, in how many it ends the first phrase, and in how many it is the first word.
-- Short titles begin with anything.
WITH lengths AS (
  SELECT title, count(*) AS words FROM title_words GROUP BY title
)
SELECT
  key,
  count(DISTINCT word.title) AS titles,
  count(DISTINCT word.title) FILTER (WHERE place = 'end') AS ends,
  count(DISTINCT word.title) FILTER (WHERE nth = 0 AND words > 3) AS begins
FROM title_words AS word
JOIN titles ON titles.number = word.title AND titles.isCounted
JOIN lengths ON lengths.title = word.title
GROUP BY key
