-- What each search led to, product by product. However many lines were bought after one search, it
-- is one search that led to the product. A product that was shown twice was seen at the better place.
SELECT
  site,
  search,
  head,
  min(position) AS position,
  max(clicked) AS clicked,
  max(bought) AS bought,
  min(bought_ms) AS bought_ms,
  min(month) AS month,
  min(buyer) AS buyer
FROM (
  SELECT
    site,
    search,
    head,
    CASE WHEN kind = 'impression' THEN position END AS position,
    CASE WHEN kind = 'click' THEN 1 ELSE 0 END AS clicked,
    0 AS bought,
    CAST(NULL AS BIGINT) AS bought_ms,
    CAST(NULL AS STRING) AS month,
    CAST(NULL AS STRING) AS buyer
  FROM attributed_steps
  WHERE kind IN ('impression', 'click') AND search IS NOT NULL AND head IS NOT NULL
  UNION ALL
  SELECT
    site,
    search,
    head,
    CAST(NULL AS BIGINT) AS position,
    0 AS clicked,
    1 AS bought,
    time_ms AS bought_ms,
    month,
    person AS buyer
  FROM search_purchases
) AS outcomes
GROUP BY site, search, head
