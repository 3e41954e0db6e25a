-- The rows of `observedShows`: searches of each query by what they showed or led to a click on, and by its place.
SELECT
  span.day,
  shows.site,
  searched.query,
  shows.head,
  coalesce(shows.position, 0) AS position,
  count(CASE WHEN searched.is_logged THEN 1 END) AS shows,
  count(CASE WHEN shows.clicked = 1 THEN 1 END) AS clicks
FROM search_shows AS shows
JOIN query_searches AS searched ON searched.site = shows.site AND searched.search = shows.search
CROSS JOIN span
GROUP BY span.day, shows.site, searched.query, shows.head, coalesce(shows.position, 0)
