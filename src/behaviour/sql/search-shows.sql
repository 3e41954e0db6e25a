-- What each search showed, and what was clicked under it, product by product. A product that was shown twice was
-- seen at the better place.
SELECT
  site,
  search,
  head,
  min(position) AS position,
  max(shown) AS shown,
  max(clicked) AS clicked
FROM (
  SELECT searches.site, searches.search, listed.head, listed.position, 1 AS shown, 0 AS clicked
  FROM known_events AS listed
  JOIN searches ON searches.site = listed.site AND searches.query_id = listed.query_id
  WHERE listed.kind = 'impression' AND listed.head IS NOT NULL
  UNION ALL
  SELECT
    site,
    search,
    head,
    CASE WHEN kind = 'impression' THEN position END AS position,
    CASE WHEN kind = 'impression' THEN 1 ELSE 0 END AS shown,
    CASE WHEN kind = 'click' THEN 1 ELSE 0 END AS clicked
  FROM attributed_steps
  WHERE kind IN ('impression', 'click') AND search IS NOT NULL AND head IS NOT NULL
) AS outcomes
GROUP BY site, search, head
