-- The claims that the filters kept, in whatever run, with the calls that said each, and whether the labels at hand
-- accept it: more than half of those who answered said that it is plausible. Null where none is about it.
WITH claims AS (
  SELECT id, any_value(head) AS head, any_value(relation) AS relation, any_value(tail) AS tail,
    list_distinct(flatten(list(calls))) AS calls
  FROM :claims
  WHERE kept
  GROUP BY id
),
heads AS (
  SELECT pair.id, pair.behaviour AS subject, query.text AS query,
    CASE pair.behaviour WHEN 'coBuy' THEN pair.headA END AS productA, pair.headB AS productB,
    NULL::VARCHAR AS productType
  FROM :pairs AS pair
  LEFT JOIN :queries AS query ON query.id = pair.headA
  UNION ALL
  SELECT id, 'productType', NULL, NULL, NULL, lower(concat_ws(' ', attribute, name))
  FROM :productTypes
),
verdicts AS (
  SELECT subject, query, productA, productB, relation, tail,
    CASE subject WHEN 'productType' THEN lower(typeB) END AS productType,
    2 * count(*) FILTER (json_extract_string(answers, '$.plausible') = 'yes') > count(*) AS accepted
  FROM :labels
  WHERE json_extract_string(answers, '$.plausible') IS NOT NULL
  GROUP BY ALL
)
SELECT claims.calls, verdicts.accepted
FROM claims
LEFT JOIN heads ON heads.id = claims.head
LEFT JOIN verdicts ON verdicts.subject = heads.subject
  AND verdicts.query IS NOT DISTINCT FROM heads.query
  AND verdicts.productA IS NOT DISTINCT FROM heads.productA
  AND verdicts.productB IS NOT DISTINCT FROM heads.productB
  AND verdicts.productType IS NOT DISTINCT FROM heads.productType
  AND verdicts.relation = claims.relation
  AND verdicts.tail = claims.tail
