-- The rows of `pairs` for search-buy, with ids as in src/domain/ids.ts.
WITH months AS (
  SELECT query, head, array_sort(array_agg(concat('"', month, '":', times))) AS counts
  FROM (
    SELECT query, head, month, count(*) AS times
    FROM search_purchases
    GROUP BY query, head, month
  ) AS by_month
  GROUP BY query, head
)
SELECT
  concat(
    'pair_',
    substr(sha256(concat_ws(chr(31), 'searchBuy', decisions.query, decisions.head)), 1, 20)
  ) AS id,
  'searchBuy' AS behaviour,
  decisions.query AS headA,
  decisions.head AS headB,
  decisions.times AS count,
  decisions.customers,
  decisions.clicks,
  decisions.searches,
  decisions.click_rate_low AS clickRateLow,
  decisions.purchase_rate_low AS purchaseRateLow,
  decisions.lift,
  decisions.pmi,
  decisions.log_likelihood_ratio AS logLikelihoodRatio,
  decisions.kept_for AS keptFor,
  concat('{', array_to_string(months.counts, ','), '}') AS byMonth,
  epoch_ms(decisions.first_ms) AS firstSeen,
  epoch_ms(decisions.last_ms) AS lastSeen
FROM search_buy_decisions AS decisions
JOIN months ON months.query = decisions.query AND months.head = decisions.head
WHERE decisions.reason IS NULL
