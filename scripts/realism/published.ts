/** What the paper on COSMO says of its own log: Yu et al., SIGMOD-Companion 2024, doi 10.1145/3626246.3653398. */
export const published = {
  source: "COSMO (Yu et al. 2024), doi 10.1145/3626246.3653398",
  coBuyPairs: 3_147_120,
  searchBuyPairs: 1_868_331,
  coBuyPairsPerSearchBuyPair: 3_147_120 / 1_868_331,
  /** Of generated explanations, as people judged them: not of the pairs. */
  plausibleShares: { coBuy: 0.145, searchBuy: 0.443 },
} as const;
