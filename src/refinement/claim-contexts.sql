-- Each claim with what its filters need to know: who said it, how often and of what it is said
-- elsewhere, and the words of its head. Only integers are aggregated; entropies come from the counts.
-- A product without a type is a type of its own: else all of them were one type, and nothing spread.
WITH head_types AS (
  SELECT pair.id AS head, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON product.id = pair.headB
  UNION
  SELECT pair.id AS head, coalesce(product.productType, product.id) AS productType
  FROM :pairs AS pair
  JOIN :products AS product ON pair.behaviour = 'coBuy' AND product.id = pair.headA
  UNION
  SELECT id AS head, name AS productType FROM :productTypes
),
said AS (
  SELECT DISTINCT scope, relation, normalForm, head FROM :tails
),
type_counts AS (
  SELECT said.scope, said.relation, said.normalForm, head_types.productType, count(*) AS heads
  FROM said
  JOIN head_types ON head_types.head = said.head
  GROUP BY ALL
),
asked_types AS (
  SELECT asked.scope, count(DISTINCT head_types.productType) AS typesAsked
  FROM head_types
  JOIN (SELECT DISTINCT scope, head FROM :tails) AS asked ON asked.head = head_types.head
  GROUP BY asked.scope
),
frequency AS (
  SELECT scope, relation, normalForm, count(*) AS documentFrequency FROM said GROUP BY ALL
),
spread AS (
  SELECT scope, relation, normalForm, list_sort(list(heads)) AS typeCounts FROM type_counts GROUP BY ALL
),
voted AS (
  SELECT head, relation, normalForm, count(*) AS votes FROM :tails GROUP BY ALL
),
claimed AS (
  SELECT
    claim,
    min(scope) AS scope,
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
  LEFT JOIN :queries AS query ON pair.behaviour = 'searchBuy' AND query.id = pair.headA
  LEFT JOIN :products AS productA ON pair.behaviour = 'coBuy' AND productA.id = pair.headA
  LEFT JOIN :products AS productB ON productB.id = pair.headB
  UNION ALL
  SELECT id AS head, list_prepend(name, titles) AS context FROM :productTypes
)
SELECT
  claimed.claim,
  claimed.scope,
  claimed.head,
  claimed.relation,
  claimed.tail,
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
JOIN asked_types ON asked_types.scope = claimed.scope
JOIN frequency ON frequency.scope = claimed.scope AND frequency.relation = claimed.relation
  AND frequency.normalForm = claimed.normalForm
LEFT JOIN spread ON spread.scope = claimed.scope AND spread.relation = claimed.relation
  AND spread.normalForm = claimed.normalForm
ORDER BY claimed.claim
