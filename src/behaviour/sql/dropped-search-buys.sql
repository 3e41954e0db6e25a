-- Search-buy pairs that do not go on, and why. Words of a query are shown if it passed the gate only.
-- What is measured is told in millionths, behind a sign that no word has: engines write doubles each in their own way.
SELECT
  reason,
  CASE
    WHEN query_reason IS NOT NULL THEN concat(
      head, ': bought after ', times, ' of ', searches, ' searches of a query that stays here'
    )
    WHEN reason IN ('productQuota', 'queryQuota') THEN concat(
      text, ' > ', head, ': bought after ', times, ' of ', searches, ' searches, lift ',
      chr(31), CAST(round(lift * 1e6) AS BIGINT)
    )
    WHEN reason = 'clickRate' THEN concat(
      text, ' > ', head, ': clicked in ', clicks, ' of ', shown, ' searches, lower bound ',
      chr(31), CAST(round(click_rate_low * 1e6) AS BIGINT)
    )
    ELSE concat(
      text, ' > ', head, ': bought after ', times, ' of ', shown, ' searches, lower bound ',
      chr(31), CAST(round(purchase_rate_low * 1e6) AS BIGINT)
    )
  END AS sample,
  1 AS times
FROM search_buy_decisions
WHERE reason IS NOT NULL
