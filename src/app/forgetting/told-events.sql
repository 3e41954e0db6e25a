-- Events, and whether each is to be forgotten: where it names such a customer, or nobody in a session that names one.
SELECT
  event.*,
  CASE
    WHEN event.customer IS NOT NULL THEN event.customer IN (SELECT customer FROM forgotten)
    ELSE EXISTS (
      SELECT 1 FROM forgotten_sessions AS named
      WHERE named.site = event.site AND named.session = event.session
    )
  END AS is_forgotten
FROM :events AS event
