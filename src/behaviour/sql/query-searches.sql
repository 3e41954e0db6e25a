-- Each search with the query that its words are, and whether the source logged what it showed.
SELECT
  searches.site,
  searches.search,
  searches.person,
  query_texts.id AS query,
  coalesce(shows.shown, 0) = 1 AS is_logged
FROM searches
JOIN query_texts
  ON query_texts.site = searches.site
  AND query_texts.locale = searches.locale
  AND query_texts.query = searches.query
LEFT JOIN (
  SELECT site, search, max(shown) AS shown
  FROM search_shows
  GROUP BY site, search
) AS shows ON shows.site = searches.site AND shows.search = searches.search
