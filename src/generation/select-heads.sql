-- The pairs to ask about, with the words that a prompt shows of them.
-- A product is shown as its title, with its type behind it where the title does not say it. Its short
-- name, which answer stems use, is its type, or the first words of its title where that is unknown.
CREATE OR REPLACE TEMP VIEW worded_pairs AS
WITH described AS (
  SELECT
    id,
    domain,
    CASE
      WHEN productType IS NULL OR contains(lower(title), lower(productType)) THEN title
      ELSE title || ' (' || productType || ')'
    END AS words,
    lower(coalesce(productType, array_to_string(list_slice(string_split(title, ' '), 1, 6), ' '))) AS name
  FROM :products
)
SELECT
  pair.id,
  pair.behaviour,
  coalesce(query.text, productA.words) AS first,
  coalesce(query.text, productA.name) AS firstName,
  productB.words AS second,
  productB.name AS secondName,
  productB.domain
FROM :pairs AS pair
-- No query has a product's id. A condition beside the equality would make a nested loop of the join.
LEFT JOIN :queries AS query ON query.id = pair.headA
LEFT JOIN described AS productA ON productA.id = pair.headA
JOIN described AS productB ON productB.id = pair.headB
-- The pairs of a query that is not asked about are not either.
WHERE pair.behaviour = 'coBuy' OR query.id IS NOT NULL;

-- With a limit, strata take turns; within one the seed draws the order.
CREATE OR REPLACE TEMP VIEW ordered_pairs AS
SELECT
  *,
  row_number() OVER (
    PARTITION BY behaviour, domain ORDER BY sha256(CAST(:seed AS VARCHAR) || id), id
  ) AS turn
FROM worded_pairs;

CREATE OR REPLACE TEMP TABLE heads AS
SELECT id, behaviour, first, firstName, second, secondName
FROM :chosen
