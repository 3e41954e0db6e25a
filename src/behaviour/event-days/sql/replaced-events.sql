-- What a part holds of days for which a later import stands alone.
SELECT CAST(CAST(event.time AS DATE) AS VARCHAR) AS day, event.site, count(*) AS events
FROM :events AS event
GROUP BY ALL
ORDER BY ALL
