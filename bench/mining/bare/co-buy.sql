-- Products bought in one session. The same text for DuckDB and Spark.
WITH lines AS (
  SELECT e.site, e.session, heads.head, min(coalesce(e.customer, e.session)) AS person
  FROM events AS e
  JOIN heads ON heads.site = e.site AND heads.product = e.product
    AND heads.sold_from <= e.time AND heads.sold_to > e.time
  WHERE e.kind = 'purchase' AND e.session IS NOT NULL
  GROUP BY e.site, e.session, heads.head
)
SELECT
  one.site, one.head AS head_a, other.head AS head_b,
  count(*) AS times,
  count(DISTINCT one.person) AS customers
FROM lines AS one
JOIN lines AS other ON other.site = one.site AND other.session = one.session AND other.head > one.head
GROUP BY one.site, one.head, other.head
