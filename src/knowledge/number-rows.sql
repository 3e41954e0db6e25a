-- Numbers for heads, nodes and relations, which stand for their ids in the rows of the index. Heads with more
-- edges come first: what is sorted by the number is then in the order in which the search box shows it.
CREATE TEMP TABLE head_numbers AS
WITH counted AS (
  SELECT head, count(*) AS edges FROM :edges GROUP BY head
)
SELECT
  head.*,
  coalesce(counted.edges, 0) AS edges,
  row_number() OVER (ORDER BY coalesce(counted.edges, 0) DESC, head.id) - 1 AS number
FROM :heads AS head
LEFT JOIN counted ON counted.head = head.countedAs;

CREATE TEMP TABLE node_numbers AS
SELECT id, wording, row_number() OVER (ORDER BY id) - 1 AS number FROM :nodes;

CREATE TEMP TABLE relation_numbers AS
SELECT relation, row_number() OVER (ORDER BY relation) - 1 AS number
FROM (SELECT relation FROM :edges UNION SELECT relation FROM :assertions);

CREATE TEMP TABLE numbered_edges AS
SELECT
  head.number AS head,
  head.kind,
  edge.id,
  relation.number AS relation,
  node.number AS node,
  edge.score,
  edge.typicality,
  edge.pairs,
  edge.types,
  edge.support,
  edge.evidence
FROM :edges AS edge
JOIN head_numbers AS head ON head.id = edge.head
JOIN node_numbers AS node ON node.id = edge.node
JOIN relation_numbers AS relation ON relation.relation = edge.relation;

-- Filled word by word, since what a word is and what a normal form is are decided outside of SQL.
CREATE TEMP TABLE words (word VARCHAR, number UINTEGER);
CREATE TEMP TABLE forms (form VARCHAR, number UINTEGER);
