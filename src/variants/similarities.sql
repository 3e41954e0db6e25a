-- How alike the products are that are chosen after the two queries of each candidate: the cosine of how often each is, less
-- where they are few. Null where after one of them nothing is.
WITH lengths AS (
  SELECT number, CAST(sum(times) AS BIGINT) AS times, CAST(sum(times * times) AS BIGINT) AS squares
  FROM chosen_products
  GROUP BY number
),
shared AS (
  SELECT candidates.number, candidates.head, CAST(sum(own.times * other.times) AS BIGINT) AS product
  FROM candidates
  JOIN chosen_products AS own ON own.number = candidates.number
  JOIN chosen_products AS other ON other.number = candidates.head AND other.product = own.product
  GROUP BY candidates.number, candidates.head
)
SELECT
  candidates.*,
  least(one.times, other.times) AS times,
  round(
    coalesce(shared.product, 0) / (sqrt(CAST(one.squares AS DOUBLE)) * sqrt(CAST(other.squares AS DOUBLE)))
      * least(one.times, other.times) / (least(one.times, other.times) + CAST(:shrinkage AS DOUBLE)),
    4
  ) AS similarity
FROM candidates
LEFT JOIN lengths AS one ON one.number = candidates.number
LEFT JOIN lengths AS other ON other.number = candidates.head
LEFT JOIN shared ON shared.number = candidates.number AND shared.head = candidates.head
