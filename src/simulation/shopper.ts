import type { SimulationSettings } from "./simulation-settings.ts";

/** Who visits: a customer whom the shop knows from visit to visit, or somebody anonymous. */
export interface Shopper {
  /** From 0; null: anonymous. */
  readonly number: number | null;
  /** Looks like the keyed hash of a customer id; null: anonymous. */
  readonly customer: string | null;
  readonly arm: SimulationSettings["arms"][number];
  /** Factor of the chance to put something in the cart and to buy it. */
  readonly appetite: number;
  readonly regions: readonly string[];
  /** Parent, gardener, …; null: not told, as where one buys for somebody else. */
  readonly kinds: readonly string[] | null;
  /** The product that this customer buys again and again. */
  readonly usualProduct: number | null;
}
