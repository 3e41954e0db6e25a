-- Candidates that were not joined, by way and reason, with a few drawn by the seed.
WITH apart AS (
  SELECT
    judged.way,
    coalesce(judged.fate, 'otherHead') AS reason,
    concat(own.text, ' / ', head.text) AS sample,
    own.id
  FROM judged_candidates AS judged
  JOIN ranked_queries AS own ON own.number = judged.number
  JOIN ranked_queries AS head ON head.number = judged.head
  LEFT JOIN joined_queries AS joined ON joined.number = judged.number AND joined.head = judged.head
  WHERE joined.number IS NULL
),
drawn AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY way, reason ORDER BY sha256(concat(:seed, id)), sample) AS turn
  FROM apart
)
SELECT way, reason, count(*) AS times, list(sample ORDER BY turn) FILTER (WHERE turn <= :samples) AS samples
FROM drawn
GROUP BY way, reason
ORDER BY way, reason
