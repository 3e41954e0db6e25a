/** One way to read a name as that of a pair. */
export interface PairReading {
  readonly left: string;
  readonly right: string;
  /** `>`: the left is a query. `+`: it may be a product. */
  readonly sign: ">" | "+";
}

/** The ways in which a name may say two things, `winter tent > SKU` or `SKU + SKU`; the last sign first. */
export function pairReadings(name: string): readonly PairReading[] {
  return Array.from(name.matchAll(/ ([>+]) /g), ({ 1: sign, index }) => ({
    left: name.slice(0, index).trim(),
    right: name.slice(index + 3).trim(),
    sign: sign as ">" | "+",
  }))
    .filter(({ left, right }) => left !== "" && right !== "")
    .toReversed();
}
