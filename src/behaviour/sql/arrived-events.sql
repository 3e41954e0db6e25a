-- Events as they arrived, where nothing came more than once.
SELECT * FROM arrived_events
