-- Events, and whether each is to be forgotten: where it names such a customer, or nobody in a session or of a search that
-- names one.
SELECT
  event.*,
  CASE
    WHEN event.customer IS NOT NULL THEN event.customer IN (SELECT customer FROM forgotten)
    ELSE
      (event.site, event.session) IN (SELECT (site, thread) FROM forgotten_threads WHERE kind = 'session')
      OR (event.site, event."queryId") IN (SELECT (site, thread) FROM forgotten_threads WHERE kind = 'search')
  END AS is_forgotten
FROM :events AS event
