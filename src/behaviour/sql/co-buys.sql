-- Two things in one basket, once per basket. The pair is complete when the later one is bought.
SELECT
  one.head AS head_a,
  other.head AS head_b,
  one.site,
  one.session,
  least(one.person, other.person) AS person,
  greatest(one.time_ms, other.time_ms) AS time_ms,
  greatest(one.month, other.month) AS month
FROM basket_lines AS one
JOIN basket_lines AS other
  ON other.site = one.site AND other.session = one.session AND other.head > one.head
