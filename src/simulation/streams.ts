/** Numbers of the random streams, so that no two parts of the simulation share one. */
export const streams = {
  popularity: 1,
  customer: 2,
  session: 3,
  availability: 4,
  growth: 5,
  contradiction: 6,
} as const;
