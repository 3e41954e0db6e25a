-- Pairs by their ends, without what was counted of them.
SELECT DISTINCT
  pair.id, pair.behaviour, pair."headA", pair."headB",
  0 AS count, 0 AS customers,
  NULL AS clicks, NULL AS searches, NULL AS "clickRateLow", NULL AS "purchaseRateLow",
  0.0 AS lift, 0.0 AS pmi, 0.0 AS "logLikelihoodRatio",
  NULL AS "keptFor",
  '{}' AS "byMonth",
  CAST('1970-01-01' AS TIMESTAMP) AS "firstSeen", CAST('1970-01-01' AS TIMESTAMP) AS "lastSeen"
FROM :pairs AS pair
