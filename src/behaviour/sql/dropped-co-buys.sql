-- Co-buy pairs that do not go on, and why.
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
      WHEN 'belowStrongest' THEN concat('strength ', round(log_likelihood_ratio, 3), ', ')
      ELSE ''
    END,
    times, ' times, lift ', round(lift, 3)
  ) AS sample,
  1 AS times
FROM co_buy_decisions
WHERE reason IS NOT NULL
