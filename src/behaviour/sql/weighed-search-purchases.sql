-- What the searches weigh that led to a purchase: each as its own day does, whenever the purchase was, so that no more
-- led to it than there were.
WITH led AS (
  SELECT
    bought.site,
    bought.search,
    bought.query,
    bought.head,
    bought.unseen,
    max(day_number(observed.day)) AS day
  FROM search_purchases AS bought
  JOIN observed_searches AS observed
    ON observed.site = bought.site
    AND observed.search = bought.search
    AND observed.query = bought.query
  GROUP BY bought.site, bought.search, bought.query, bought.head, bought.unseen
)
SELECT
  led.site,
  led.query,
  led.head,
  CAST(sum(days.weight) AS BIGINT) AS weight,
  CAST(sum(led.unseen * days.weight) AS BIGINT) AS unseen_weight
FROM led
JOIN day_weights AS days ON days.site = led.site AND days.day = led.day
GROUP BY led.site, led.query, led.head
