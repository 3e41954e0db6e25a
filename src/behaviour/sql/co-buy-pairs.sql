-- The rows of `pairs` for co-buy, with ids as in src/domain/ids.ts.
WITH months AS (
  SELECT head_a, head_b, array_sort(array_agg(concat('"', month, '":', times))) AS counts
  FROM (
    SELECT head_a, head_b, month, count(*) AS times
    FROM co_buys
    GROUP BY head_a, head_b, month
  ) AS by_month
  GROUP BY head_a, head_b
)
SELECT
  concat(
    'pair_',
    substr(sha256(concat_ws(chr(31), 'coBuy', decisions.head_a, decisions.head_b)), 1, 20)
  ) AS id,
  'coBuy' AS behaviour,
  decisions.head_a AS headA,
  decisions.head_b AS headB,
  decisions.times AS count,
  decisions.customers,
  CAST(NULL AS BIGINT) AS clicks,
  CAST(NULL AS BIGINT) AS searches,
  CAST(NULL AS DOUBLE) AS clickRateLow,
  CAST(NULL AS DOUBLE) AS purchaseRateLow,
  decisions.lift,
  decisions.pmi,
  decisions.log_likelihood_ratio AS logLikelihoodRatio,
  decisions.kept_for AS keptFor,
  concat('{', array_to_string(months.counts, ','), '}') AS byMonth,
  epoch_ms(decisions.first_ms) AS firstSeen,
  epoch_ms(decisions.last_ms) AS lastSeen
FROM co_buy_decisions AS decisions
JOIN months ON months.head_a = decisions.head_a AND months.head_b = decisions.head_b
WHERE decisions.reason IS NULL
