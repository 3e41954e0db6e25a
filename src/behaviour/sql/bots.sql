-- Runs that no shopper could make: too many searches, or searches and clicks faster than anybody
-- reads. What a customer did outside sessions is looked at by the day. A search counts once, however
-- often its page was loaded. Rates are compared without division: whole numbers alone. Where all
-- happened at one time, times are too coarse to tell a rate.
WITH acts AS (
  SELECT run, day_ms, kind, act, min(time_ms) AS time_ms
  FROM (
    SELECT
      run,
      CASE WHEN session IS NULL THEN day_ms END AS day_ms,
      kind,
      CASE WHEN kind = 'search' THEN coalesce(query_id, id) ELSE id END AS act,
      time_ms
    FROM placed_events
    WHERE kind IN ('search', 'click') AND run IS NOT NULL
  ) AS done
  GROUP BY run, day_ms, kind, act
),
counted AS (
  SELECT
    run,
    day_ms,
    count(CASE WHEN kind = 'search' THEN 1 END) AS searches,
    count(*) AS acts,
    max(time_ms) - min(time_ms) AS lasted_ms
  FROM acts
  GROUP BY run, day_ms
),
judged AS (
  SELECT *
  FROM counted
  WHERE searches > :bot_searches
    OR (
      acts >= :bot_minimum_acts
      AND lasted_ms > 0
      AND (acts - 1) * 60000 > :bot_acts_per_minute * lasted_ms
    )
)
SELECT
  judged.run,
  judged.day_ms,
  concat(
    CASE WHEN names.session IS NULL THEN concat('customer ', names.visitor) ELSE concat('session ', names.session) END,
    ': ', judged.searches, ' searches, ', judged.acts - judged.searches, ' clicks in ',
    CAST((judged.lasted_ms - judged.lasted_ms % 1000) / 1000 AS BIGINT), ' seconds'
  ) AS bot
FROM judged
JOIN (SELECT run, min(session) AS session, min(visitor) AS visitor FROM runs GROUP BY run) AS names
  ON names.run = judged.run
