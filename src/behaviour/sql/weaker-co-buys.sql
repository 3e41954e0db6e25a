-- Of each site's co-buys that nothing else stops, those that come after the share of the strongest, which is one pair at
-- least. By the site, since a pair may be of two departments, and products may have no type. -1: all are kept.
WITH ranked AS (
  SELECT
    head_a,
    head_b,
    row_number() OVER (
      PARTITION BY site ORDER BY log_likelihood_ratio DESC, head_a, head_b
    ) AS place,
    count(*) OVER (PARTITION BY site) AS pairs
  FROM unstopped_co_buys
  WHERE :strongest >= 0
)
SELECT head_a, head_b
FROM ranked
WHERE place > greatest(round(:strongest * pairs), 1)
