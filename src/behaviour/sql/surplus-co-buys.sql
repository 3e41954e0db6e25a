-- Of the co-buys of two product types that no rule stops, those that come after the strongest: a hundred pairs of a
-- tent and a sleeping bag say what a few say. Pairs of products without a type are not counted. -1: no quota.
WITH ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY site, first_type, second_type
      ORDER BY log_likelihood_ratio DESC, head_a, head_b
    ) AS place
  FROM typed_co_buys
  WHERE :per_type_pair >= 0
)
SELECT head_a, head_b, first_type, second_type
FROM ranked
WHERE place > :per_type_pair
