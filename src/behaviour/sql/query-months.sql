-- The searches of each query in each month, and what they weigh; and of these the searches whose results are known.
SELECT
  observed.site,
  observed.query,
  substr(observed.day, 1, 7) AS month,
  count(*) AS searches,
  count(CASE WHEN observed.is_logged THEN 1 END) AS logged_searches,
  CAST(sum(days.weight) AS BIGINT) AS weight,
  CAST(sum(CASE WHEN observed.is_logged THEN days.weight ELSE 0 END) AS BIGINT) AS logged_weight
FROM observed_searches AS observed
JOIN day_weights AS days ON days.site = observed.site AND days.day = day_number(observed.day)
GROUP BY observed.site, observed.query, substr(observed.day, 1, 7)
