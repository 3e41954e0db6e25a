-- The rows of `observedQueries`. Words with personal data go no further than the events themselves.
SELECT
  span.day,
  texts.id,
  min(texts.site) AS site,
  min(texts.locale) AS locale,
  CASE WHEN max(texts.personal) IS NULL THEN min(texts.text) END AS text,
  max(texts.personal) AS personal
FROM query_texts AS texts
CROSS JOIN span
GROUP BY span.day, texts.id
