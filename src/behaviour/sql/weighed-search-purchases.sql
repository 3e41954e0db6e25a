-- What the searches weigh that led to a purchase: each as its own day does, whenever the purchase was, so that no more
-- led to it than there were.
SELECT
  led.site,
  led.query,
  led.head,
  CAST(sum(days.weight) AS BIGINT) AS weight,
  CAST(sum(led.unseen * days.weight) AS BIGINT) AS unseen_weight
FROM search_purchases AS led
JOIN day_weights AS days ON days.site = led.site AND days.day = day_number(led.search_day)
GROUP BY led.site, led.query, led.head
