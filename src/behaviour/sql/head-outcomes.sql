-- What became of each head that the log of shoppers names, by the first of these that holds: it is in a kept pair; all its
-- pairs were cut, most of them by this rule; it was bought and is in no pair, since most of its purchases have no
-- session (`noSession`), are in too large a basket (`maximumBasket`) or are alone in theirs (null), and come after no
-- search; all that was bought came back; it was never bought. Ties go by the name of the rule.
WITH decided AS (
  SELECT head, reason FROM search_buy_decisions
  UNION ALL
  SELECT head_a AS head, reason FROM co_buy_decisions
  UNION ALL
  SELECT head_b AS head, reason FROM co_buy_decisions
),
told AS (
  SELECT
    head,
    CASE WHEN reason IS NULL THEN 1 ELSE 2 END AS choice,
    CASE WHEN reason IS NULL THEN 'kept' ELSE 'cut' END AS outcome,
    reason AS rule,
    count(*) AS times
  FROM decided
  GROUP BY head, reason
  UNION ALL
  SELECT head, 3 AS choice, 'unpaired' AS outcome, rule, count(*) AS times
  FROM (
    SELECT
      head,
      CASE
        WHEN things IS NULL THEN 'noSession'
        WHEN things > :maximum_basket THEN 'maximumBasket'
      END AS rule
    FROM basket_purchases
  ) AS bought
  GROUP BY head, rule
  UNION ALL
  SELECT
    head,
    4 AS choice,
    'returned' AS outcome,
    CAST(NULL AS STRING) AS rule,
    count(*) AS times
  FROM traded_products
  GROUP BY head
  UNION ALL
  SELECT head, 5 AS choice, 'neverBought' AS outcome, CAST(NULL AS STRING) AS rule, count(*) AS times
  FROM observed_heads
  GROUP BY head
),
ranked AS (
  SELECT
    head,
    outcome,
    rule,
    row_number() OVER (PARTITION BY head ORDER BY choice, times DESC, rule NULLS LAST) AS nth
  FROM told
)
SELECT head, outcome, rule
FROM ranked
WHERE nth = 1
