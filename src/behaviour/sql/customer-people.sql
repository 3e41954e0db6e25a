-- Customer ids that are one person, because one session names them together: a client's id before
-- the sign-in and the user's after it. Every session stands for the smallest id that it reaches, and
-- every id for the smallest of its sessions; done twice, so that all the clients that one user signs
-- in from are one. Longer chains (a client shared by two users, each with clients of their own) may
-- stay several people. Ids that are alone in all their sessions are not listed: they are themselves.
WITH named AS (
  SELECT DISTINCT site, session, customer
  FROM observed_customers
),
shared AS (
  SELECT site, session, min(customer) AS smallest
  FROM named
  GROUP BY site, session
  HAVING count(*) > 1
),
near AS (
  SELECT named.customer, min(shared.smallest) AS smallest
  FROM named
  JOIN shared ON shared.site = named.site AND shared.session = named.session
  GROUP BY named.customer
),
reached AS (
  SELECT named.site, named.session, min(near.smallest) AS smallest
  FROM named
  JOIN near ON near.customer = named.customer
  GROUP BY named.site, named.session
)
SELECT named.customer, min(reached.smallest) AS person
FROM named
JOIN near ON near.customer = named.customer
JOIN reached ON reached.site = named.site AND reached.session = named.session
GROUP BY named.customer
