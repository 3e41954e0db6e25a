-- The rows of `observedPurchases`: what was bought, with the search that it is counted for, and what came back.
WITH seen AS (
  SELECT DISTINCT shows.search_number, shows.number
  FROM search_shows AS shows
  JOIN trades AS traded ON traded.search_number = shows.search_number AND traded.number = shows.number
)
SELECT
  days.day,
  traded.id,
  traded.kind,
  traded.site,
  traded.session,
  traded.person,
  traded.product,
  traded.head,
  traded.time_ms AS timeMs,
  traded.month,
  traded.thousandths,
  traded.search,
  searched.query,
  searched.person AS searcher,
  coalesce(searched.is_logged, FALSE) AS isLogged,
  seen.search_number IS NULL AS isUnseen
FROM trades AS traded
LEFT JOIN query_searches AS searched ON searched.search_number = traded.search_number
LEFT JOIN seen ON seen.search_number = traded.search_number AND seen.number = traded.number
JOIN days ON days.start_ms = traded.end_day_ms
