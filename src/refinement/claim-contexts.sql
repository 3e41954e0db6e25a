-- Each claim with what its filters need to know: who said it, how often and of what it is said
-- elsewhere, and the words of its head. Only integers are aggregated; entropies come from the counts.
-- What is said of a type and of it with an attribute is said of one type.
-- A product without a type is a type of its own: else all of them were one type, and nothing spread.
WITH head_types AS (
  SELECT pair.id AS head, pair.id AS counted, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON product.id = pair.headB
  UNION
  SELECT pair.id AS head, pair.id AS counted, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON pair.behaviour = 'coBuy' AND product.id = pair.headA
  UNION
  SELECT id AS head, type AS counted, name AS productType FROM :productTypes
  UNION
  SELECT id AS head, id AS counted, coalesce(productType, product) AS productType FROM :shownQueries
),
said AS (
  SELECT DISTINCT
    CASE WHEN starts_with(scope, 'product-type') THEN 'product-type' ELSE scope END AS kind,
    relation, normalForm, head
  FROM :tails
),
type_counts AS (
  SELECT said.kind, said.relation, said.normalForm, head_types.productType,
    count(DISTINCT head_types.counted) AS heads
  FROM said
  JOIN head_types ON head_types.head = said.head
  GROUP BY ALL
),
asked_types AS (
  SELECT asked.kind, count(DISTINCT head_types.productType) AS typesAsked
  FROM head_types
  JOIN (SELECT DISTINCT kind, head FROM said) AS asked ON asked.head = head_types.head
  GROUP BY asked.kind
),
frequency AS (
  SELECT said.kind, said.relation, said.normalForm,
    count(DISTINCT coalesce(head_types.counted, said.head)) AS documentFrequency
  FROM said
  LEFT JOIN head_types ON head_types.head = said.head
  GROUP BY ALL
),
spread AS (
  SELECT kind, relation, normalForm, list_sort(list(heads)) AS typeCounts FROM type_counts GROUP BY ALL
),
voted AS (
  SELECT head, relation, normalForm, count(*) AS votes FROM :tails GROUP BY ALL
),
claimed AS (
  SELECT
    claim,
    min(scope) AS scope,
    CASE WHEN starts_with(min(scope), 'product-type') THEN 'product-type' ELSE min(scope) END AS kind,
    min(head) AS head,
    min(relation) AS relation,
    min(tail) AS tail,
    max(sentences) AS sentences,
    min(normalForm) AS normalForm,
    count(*) AS support,
    list_sort(list(DISTINCT call)) AS calls
  FROM :tails
  GROUP BY claim
),
worded AS (
  SELECT pair.id AS head,
    list_filter(
      [query.text, productA.productType, productB.productType, productA.title, productB.title],
      lambda word: word IS NOT NULL
    ) AS context
  FROM :pairs AS pair
  -- No query has a product's id. A condition beside the equality would make a nested loop of the join.
  LEFT JOIN :queries AS query ON query.id = pair.headA
  LEFT JOIN :products AS productA ON productA.id = pair.headA
  LEFT JOIN :products AS productB ON productB.id = pair.headB
  UNION ALL
  SELECT id AS head, list_prepend(calledAs, titles) AS context FROM :productTypes
  UNION ALL
  SELECT shown.id AS head,
    list_filter([query.text, shown.productType] || shown.titles, lambda word: word IS NOT NULL) AS context
  FROM :shownQueries AS shown
  JOIN :queries AS query ON query.id = shown.id
)
SELECT
  claimed.claim,
  claimed.scope,
  claimed.head,
  claimed.relation,
  claimed.tail,
  claimed.normalForm,
  claimed.sentences,
  claimed.support,
  voted.votes,
  claimed.calls,
  frequency.documentFrequency,
  spread.typeCounts,
  asked_types.typesAsked,
  worded.context
FROM claimed
JOIN worded ON worded.head = claimed.head
JOIN voted ON voted.head = claimed.head AND voted.relation = claimed.relation
  AND voted.normalForm = claimed.normalForm
JOIN asked_types ON asked_types.kind = claimed.kind
JOIN frequency ON frequency.kind = claimed.kind AND frequency.relation = claimed.relation
  AND frequency.normalForm = claimed.normalForm
LEFT JOIN spread ON spread.kind = claimed.kind AND spread.relation = claimed.relation
  AND spread.normalForm = claimed.normalForm
-- A head's claims come together: what says the same is looked for among them.
ORDER BY claimed.head, claimed.claim
