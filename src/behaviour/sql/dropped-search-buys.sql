-- Search-buy pairs that do not go on, and why. Words of a query are shown if it passed the gate only.
SELECT
  reason,
  CASE
    WHEN query_reason IS NOT NULL THEN concat(
      head, ': bought after ', times, ' of ', searches, ' searches of a query that stays here'
    )
    WHEN reason IN ('productQuota', 'queryQuota') THEN concat(
      text, ' > ', head, ': bought after ', times, ' of ', searches, ' searches, lift ', round(lift, 3)
    )
    WHEN reason = 'clickRate' THEN concat(
      text, ' > ', head, ': clicked in ', clicks, ' of ', shown, ' searches, lower bound ',
      round(click_rate_low, 4)
    )
    ELSE concat(
      text, ' > ', head, ': bought after ', times, ' of ', shown, ' searches, lower bound ',
      round(purchase_rate_low, 4)
    )
  END AS sample,
  1 AS times
FROM search_buy_decisions
WHERE reason IS NOT NULL
