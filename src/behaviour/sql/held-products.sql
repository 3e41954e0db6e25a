-- How much of a product somebody has before and after each purchase and return of it, in thousandths, of products that they
-- brought something back of. Each return takes from what was bought last and is still there, so what somebody has is
-- a stack of purchases: a running sum that never falls below nothing. Where a quantity is unknown, lines are counted instead.
WITH renounced AS (
  SELECT DISTINCT site, person, product
  FROM traded_products
  WHERE kind = 'return' AND person IS NOT NULL
),
measured AS (
  SELECT
    traded.id,
    traded.kind,
    traded.site,
    traded.person,
    traded.product,
    traded.time_ms,
    CASE WHEN traded.kind = 'return' THEN -1 ELSE 1 END AS sign,
    CASE
      WHEN min(coalesce(traded.thousandths, 0)) OVER (
        PARTITION BY traded.site, traded.person, traded.product
      ) = 0 THEN 1
      ELSE traded.thousandths
    END AS quantity
  FROM traded_products AS traded
  JOIN renounced
    ON renounced.site = traded.site
    AND renounced.person = traded.person
    AND renounced.product = traded.product
),
summed AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY site, person, product ORDER BY time_ms, sign DESC, id
    ) AS place,
    CAST(sum(sign * quantity) OVER (
      PARTITION BY site, person, product ORDER BY time_ms, sign DESC, id
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS BIGINT) AS balance
  FROM measured
),
held AS (
  SELECT
    *,
    balance - least(0, min(balance) OVER (
      PARTITION BY site, person, product ORDER BY place
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )) AS held_after
  FROM summed
)
SELECT
  id,
  kind,
  site,
  person,
  product,
  place,
  lag(held_after, 1, CAST(0 AS BIGINT)) OVER (PARTITION BY site, person, product ORDER BY place) AS held_before,
  held_after
FROM held
