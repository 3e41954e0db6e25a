-- What is served of one product or query: its assertions with one relation and node, pooled.
-- Each pair counts once, however many of its claims say the same.
WITH ended AS (
  SELECT headA AS head, CASE WHEN behaviour = 'searchBuy' THEN 'query' ELSE 'product' END AS headKind,
    relation, node, pair, support, firstSeen, lastSeen
  FROM :assertions
  UNION ALL
  SELECT headB AS head, 'product' AS headKind, relation, node, pair, support, firstSeen, lastSeen
  FROM :assertions
),
pooled AS (
  SELECT head, headKind, relation, node, count(DISTINCT pair) AS pairs, sum(support) AS support,
    min(firstSeen) AS firstSeen, max(lastSeen) AS lastSeen
  FROM ended
  GROUP BY head, headKind, relation, node
),
monthly AS (
  SELECT id AS pair, unnest(map_entries(json_transform(byMonth, '"MAP(VARCHAR, BIGINT)"'))) AS entry
  FROM :pairs
),
counted AS (
  SELECT seen.head, seen.relation, seen.node, monthly.entry.key AS month, sum(monthly.entry.value) AS seen
  FROM (SELECT DISTINCT head, relation, node, pair FROM ended) AS seen
  JOIN monthly USING (pair)
  GROUP BY ALL
),
by_month AS (
  SELECT head, relation, node,
    '{' || string_agg('"' || month || '":' || CAST(seen AS VARCHAR), ',' ORDER BY month) || '}' AS byMonth
  FROM counted
  GROUP BY head, relation, node
)
SELECT
  'edge_' || substr(sha256(concat_ws(chr(31), head, relation, node)), 1, 20) AS id,
  headKind,
  head,
  relation,
  node,
  pairs,
  support,
  CAST(NULL AS DOUBLE) AS score,
  CAST(NULL AS VARCHAR) AS policyClass,
  coalesce(byMonth, '{}') AS byMonth,
  firstSeen,
  lastSeen
FROM pooled
LEFT JOIN by_month USING (head, relation, node)
