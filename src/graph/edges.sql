-- What is served of one product or query: its assertions with one relation and node, those of the query itself, and
-- those that were carried to it from product types, pooled.
-- Each pair counts once, however many of its claims say the same.
WITH ended AS (
  SELECT headA AS head, headB AS other, CASE WHEN behaviour = 'searchBuy' THEN 'query' ELSE 'product' END AS headKind,
    relation, node, pair, support, plausibility, typicality, firstSeen, lastSeen
  FROM :assertions WHERE scope = 'pair'
  UNION ALL
  SELECT headB AS head, headA AS other, 'product' AS headKind,
    relation, node, pair, support, plausibility, typicality, firstSeen, lastSeen
  FROM :assertions WHERE scope = 'pair'
),
-- Evidence that hangs together: one thing said with two tents is no second reason to believe it. The best
-- of it counts.
gathered AS (
  SELECT ended.head, ended.headKind, ended.relation, ended.node,
    coalesce(product.productType, ended.other) AS evidence,
    max(ended.plausibility) AS plausibility, max(ended.typicality) AS typicality
  FROM ended
  LEFT JOIN :products AS product ON product.id = ended.other
  GROUP BY ALL
),
-- Independent evidence makes a claim likelier: 1 - (1 - a)(1 - b). In the order of the factors, so that
-- the product is the same to the last bit whoever computes it; four digits, as a critic gives.
by_pairs AS (
  SELECT head, headKind, relation, node, count(*) AS evidence,
    1 - list_reduce(list_sort(list(1 - plausibility)), lambda a, b: a * b) AS score,
    1 - list_reduce(list_sort(list(1 - typicality)), lambda a, b: a * b) AS typicality
  FROM gathered
  GROUP BY head, headKind, relation, node
),
-- What is true of a type, where it was carried to the head: as likely as both are together. What is said of a
-- type and of it with an attribute hangs together: below it is pooled by type, and the better of the two counts.
carried AS (
  SELECT entailment.head, entailment.headKind, assertion.relation, assertion.node, assertion.type,
    assertion.support,
    assertion.plausibility * entailment.probability AS plausibility,
    assertion.typicality * entailment.probability AS typicality
  FROM :entailments AS entailment
  JOIN :assertions AS assertion ON assertion.claim = entailment.claim
    AND starts_with(assertion.scope, 'product-type')
  WHERE entailment.decision = 'carried'
),
by_type AS (
  SELECT head, headKind, relation, node, type, sum(support) AS support,
    max(plausibility) AS plausibility, max(typicality) AS typicality
  FROM carried
  GROUP BY head, headKind, relation, node, type
),
by_types AS (
  SELECT head, headKind, relation, node, count(*) AS evidence, sum(support) AS support,
    1 - list_reduce(list_sort(list(1 - plausibility)), lambda a, b: a * b) AS score,
    1 - list_reduce(list_sort(list(1 - typicality)), lambda a, b: a * b) AS typicality
  FROM by_type
  GROUP BY head, headKind, relation, node
),
-- What was said of the query itself, in whatever words, is one piece of evidence.
by_query AS (
  SELECT headA AS head, 'query' AS headKind, relation, node, sum(support) AS support,
    max(plausibility) AS score, max(typicality) AS typicality
  FROM :assertions
  WHERE scope = 'query'
  GROUP BY headA, relation, node
),
-- What one model says of a type, of a query and of a pair hangs together: the best of them counts.
judged AS (
  SELECT head, headKind, relation, node,
    coalesce(by_pairs.evidence, 0) + coalesce(by_types.evidence, 0)
      + CASE WHEN by_query.support IS NULL THEN 0 ELSE 1 END AS evidence,
    coalesce(by_types.evidence, 0) AS types,
    coalesce(by_types.support, 0) + coalesce(by_query.support, 0) AS support,
    round(greatest(by_pairs.score, by_types.score, by_query.score), 4) AS score,
    round(greatest(by_pairs.typicality, by_types.typicality, by_query.typicality), 4) AS typicality
  FROM by_pairs
  FULL JOIN by_types USING (head, headKind, relation, node)
  FULL JOIN by_query USING (head, headKind, relation, node)
),
pooled AS (
  SELECT head, relation, node, count(DISTINCT pair) AS pairs, sum(support) AS support,
    min(firstSeen) AS firstSeen, max(lastSeen) AS lastSeen
  FROM ended
  GROUP BY head, relation, node
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
  judged.headKind,
  head,
  relation,
  node,
  coalesce(pooled.pairs, 0) AS pairs,
  judged.types,
  coalesce(pooled.support, 0) + judged.support AS support,
  judged.evidence,
  judged.score,
  judged.typicality,
  CAST(NULL AS VARCHAR) AS policyClass,
  coalesce(byMonth, '{}') AS byMonth,
  pooled.firstSeen,
  pooled.lastSeen
FROM judged
LEFT JOIN pooled USING (head, relation, node)
LEFT JOIN by_month USING (head, relation, node)
