/** Where an edge comes from that no pair is behind. */
export const originWords = ({ types }: { readonly types: number }): string =>
  types > 0 ? "from the product type" : "from the query itself";
