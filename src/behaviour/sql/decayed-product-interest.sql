-- As product-interest, where days weigh less with age: somebody counts as the last day does on which they clicked or
-- bought the thing.
WITH interested AS (
  SELECT site, head, person, max(day) AS day
  FROM (
    SELECT
      clicked.site,
      clicked.head,
      coalesce(aliases.person, clicked.person) AS person,
      day_number(clicked.day) AS day
    FROM observed_clicks AS clicked
    LEFT JOIN person_aliases AS aliases ON aliases.alias = clicked.person
    UNION ALL
    SELECT
      site,
      head,
      person,
      CAST((time_ms - time_ms % 86400000) / 86400000 AS BIGINT) AS day
    FROM purchases
  ) AS acts
  GROUP BY site, head, person
)
SELECT
  interested.site,
  interested.head,
  count(interested.person) AS people,
  CAST(sum(CASE WHEN interested.person IS NOT NULL THEN days.weight ELSE 0 END) AS DOUBLE) / 1048576
    AS counted_people
FROM interested
JOIN day_weights AS days ON days.site = interested.site AND days.day = interested.day
GROUP BY interested.site, interested.head
