-- Tells sets of sessions and searches apart.
SELECT count(*), CAST(bit_xor(md5_number(to_json([site, kind, thread]))) AS VARCHAR)
FROM forgotten_threads
