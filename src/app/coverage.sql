-- Of the queries and products of a graph how many have knowledge, and how often those queries were searched.
SELECT
  count(*) FILTER (WHERE head.kind = 'query') AS queries,
  count(*) FILTER (WHERE head.kind = 'query' AND edge.head IS NOT NULL) AS answeredQueries,
  CAST(coalesce(sum(query.searches), 0) AS BIGINT) AS searches,
  CAST(coalesce(sum(query.searches) FILTER (WHERE edge.head IS NOT NULL), 0) AS BIGINT) AS answeredSearches,
  count(*) FILTER (WHERE head.kind = 'product') AS products,
  count(*) FILTER (WHERE head.kind = 'product' AND edge.head IS NOT NULL) AS answeredProducts
FROM :heads AS head
LEFT JOIN (SELECT DISTINCT head FROM :edges) AS edge ON edge.head = head.countedAs
LEFT JOIN :queries AS query ON query.id = head.id
