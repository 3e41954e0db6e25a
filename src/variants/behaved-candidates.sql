-- Each query with the ten after which most of the same is chosen. Of each product the queries count after which it is chosen most:
-- one that is chosen after every query tells nothing.
WITH ranked AS (
  SELECT
    wordings.scope,
    chosen.number,
    chosen.product,
    chosen.times,
    row_number() OVER (
      PARTITION BY wordings.scope, chosen.product ORDER BY chosen.times DESC, chosen.number
    ) AS place
  FROM chosen_products AS chosen
  JOIN wordings ON wordings.number = chosen.number
),
telling AS (
  SELECT * FROM ranked WHERE place <= 100
),
shared AS (
  SELECT own.number, other.number AS head, sum(own.times * other.times) AS times
  FROM telling AS own
  JOIN telling AS other ON other.scope = own.scope AND other.product = own.product AND other.number < own.number
  GROUP BY own.number, other.number
),
nearest AS (
  SELECT *, row_number() OVER (PARTITION BY number ORDER BY times DESC, head) AS place FROM shared
)
SELECT number, head, 'behaviour' AS way, FALSE AS isSure FROM nearest WHERE place <= 10
