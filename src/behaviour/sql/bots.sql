-- Runs that no shopper could make: too many searches, or searches and clicks faster than anybody
-- reads. What a customer did outside sessions is looked at by the day. One row for each day that it takes, so that events
-- find their bot by what is equal alone: any other join compares each with each. A search counts once, however often
-- its page was loaded. Rates are compared without division: whole numbers alone. Where all
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
  threads.run,
  threads.day_ms,
  concat(
    CASE WHEN threads.session IS NULL THEN concat('customer ', threads.visitor) ELSE concat('session ', threads.session) END,
    ': ', judged.searches, ' searches, ', judged.acts - judged.searches, ' clicks in ',
    CAST((judged.lasted_ms - judged.lasted_ms % 1000) / 1000 AS BIGINT), ' seconds'
  ) AS bot
FROM judged
JOIN runs AS threads
  ON threads.run = judged.run AND (judged.day_ms IS NULL OR judged.day_ms = threads.day_ms)
