-- The rows of `queryCoverage`.
SELECT outcome, rule, count(*) AS queries, CAST(sum(searches) AS BIGINT) AS searches
FROM query_outcomes
GROUP BY outcome, rule
