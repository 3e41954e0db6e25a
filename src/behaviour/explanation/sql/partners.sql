-- With what each head of the asked pairs was seen most, and whether that pair is kept. Queries that the gate stopped are
-- left out.
WITH asked AS (
  SELECT head_a AS head FROM asked_pairs
  UNION
  SELECT head_b AS head FROM asked_pairs
),
seen AS (
  SELECT 'searchBuy' AS behaviour, query AS head_a, head AS head_b, text, times, reason
  FROM search_buy_decisions
  WHERE query_reason IS NULL
  UNION ALL
  SELECT 'coBuy' AS behaviour, head_a, head_b, CAST(NULL AS STRING) AS text, times, reason
  FROM co_buy_decisions
),
ranked AS (
  SELECT
    asked.head,
    seen.behaviour,
    seen.head_a,
    seen.head_b,
    seen.text,
    seen.times,
    seen.reason,
    row_number() OVER (
      PARTITION BY asked.head, seen.behaviour
      ORDER BY seen.times DESC, seen.head_a, seen.head_b
    ) AS place
  FROM asked
  JOIN seen ON seen.head_a = asked.head OR seen.head_b = asked.head
)
SELECT head, behaviour, head_a, head_b, text, times, reason
FROM ranked
WHERE place <= 3
ORDER BY head, behaviour, place
