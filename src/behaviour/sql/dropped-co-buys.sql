-- Co-buy pairs that do not go on, and why. What is measured is told in millionths, behind a sign that no word has: engines
-- write doubles each in their own way.
SELECT 'sameParent' AS reason, concat(product_a, ' and ', product_b) AS sample, 1 AS times
FROM same_parent_pairs
UNION ALL
SELECT
  reason,
  concat(
    head_a, ' and ', head_b, ': ',
    CASE reason
      WHEN 'categoryDistance' THEN concat(distance, ' steps apart, ')
      WHEN 'typePairQuota' THEN concat(first_type, ' and ', second_type, ', ')
      WHEN 'belowStrongest' THEN concat(
        'strength ', chr(31), CAST(round(log_likelihood_ratio * 1e6) AS BIGINT), ', '
      )
      ELSE ''
    END,
    'times: ', times, ', lift ', chr(31), CAST(round(lift * 1e6) AS BIGINT)
  ) AS sample,
  1 AS times
FROM co_buy_decisions
WHERE reason IS NOT NULL
