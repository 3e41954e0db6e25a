-- Each search with the query that its words are, and whether the source logged what it showed.
SELECT
  searches.site,
  searches.search,
  searches.person,
  query_texts.id AS query,
  shown.search IS NOT NULL AS shows_logged
FROM searches
JOIN query_texts
  ON query_texts.site = searches.site
  AND query_texts.locale = searches.locale
  AND query_texts.query = searches.query
LEFT JOIN (
  SELECT DISTINCT site, search
  FROM attributed_steps
  WHERE kind = 'impression'
) AS shown ON shown.site = searches.site AND shown.search = searches.search
