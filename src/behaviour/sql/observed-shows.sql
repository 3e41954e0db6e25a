-- The rows of `observedShows`: searches of each query by what they showed or led to a click on, and by its place; of all
-- days at hand together.
WITH counted AS (
  SELECT
    searched.query_number,
    shows.number,
    coalesce(shows.position, 0) AS position,
    count(CASE WHEN searched.is_logged THEN 1 END) AS shows,
    count(CASE WHEN shows.clicked = 1 THEN 1 END) AS clicks
  FROM search_shows AS shows
  JOIN query_searches AS searched ON searched.search_number = shows.search_number
  GROUP BY searched.query_number, shows.number, coalesce(shows.position, 0)
)
SELECT
  days.day,
  texts.site,
  texts.id AS query,
  heads.head,
  counted.position,
  counted.shows,
  counted.clicks
FROM counted
JOIN (SELECT DISTINCT number, site, id FROM query_texts) AS texts ON texts.number = counted.query_number
JOIN numbered_heads AS heads ON heads.number = counted.number
CROSS JOIN (SELECT min(day) AS day FROM days) AS days
