import { seededRank } from "./seeded-sample.ts";

/** Digits of the hash that are taken: 52 bits, which a double holds. */
const digits = 13;

/** A number from 0 up to 1 that belongs to a key: whatever else is drawn, and in which order, it stays. */
export const seededUniform = (seed: number, key: string): number =>
  Number.parseInt(seededRank(seed, key).slice(0, digits), 16) / 16 ** digits;
