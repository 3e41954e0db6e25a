-- The rows of `queryVariants`: those that were joined, and the heads that they were joined to.
SELECT
  own.id AS query,
  head.id AS head,
  joined.way,
  joined.editDistance,
  joined.similarity,
  joined.confidence
FROM joined_queries AS joined
JOIN ranked_queries AS own ON own.number = joined.number
JOIN ranked_queries AS head ON head.number = joined.head
UNION ALL
SELECT id, id, 'head', 0, NULL, 1
FROM ranked_queries
WHERE number IN (SELECT head FROM joined_queries)
