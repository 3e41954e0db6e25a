-- Each search with the query that its words are, and whether the source logged what it showed.
SELECT
  searches.number AS search_number,
  searches.site,
  searches.search,
  searches.person,
  searches.end_day_ms,
  query_texts.id AS query,
  query_texts.number AS query_number,
  coalesce(shows.shown, 0) = 1 AS is_logged
FROM searches
JOIN query_texts
  ON query_texts.site = searches.site
  AND query_texts.locale = searches.locale
  AND query_texts.query = searches.query
LEFT JOIN (
  SELECT search_number, max(shown) AS shown
  FROM search_shows
  GROUP BY search_number
) AS shows ON shows.search_number = searches.number
