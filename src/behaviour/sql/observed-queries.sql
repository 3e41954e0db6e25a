-- The rows of `observedQueries`. Words with personal data go no further than the events themselves.
SELECT
  days.day,
  texts.id,
  min(texts.site) AS site,
  min(texts.locale) AS locale,
  CASE WHEN max(texts.personal) IS NULL THEN min(texts.text) END AS text,
  max(texts.personal) AS personal
FROM query_texts AS texts
JOIN (SELECT DISTINCT site, locale, query, end_day_ms FROM searches) AS typed
  ON typed.site = texts.site AND typed.locale = texts.locale AND typed.query = texts.query
JOIN days ON days.start_ms = typed.end_day_ms
GROUP BY days.day, texts.id
