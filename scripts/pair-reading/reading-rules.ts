/**
 * A rule of mining, by the name in what was read: the reason that it gives, or its setting. What it cuts is what mining finds with the rule out of force
 * and not with it, all else being at its default.
 */
export interface ReadingRule {
  readonly name: string;
  /** Whether it cuts by default. */
  readonly isDefault: boolean;
  /** As under `mining` in cosmo.yaml: puts a default rule out of force, and any other in force. */
  readonly moved: unknown;
}

const beyondAnyBasket = 1_000_000;

/** The rules on co-buy pairs; those that are off by default with values that `mining-report.ts` tries too. */
export const readingRules: readonly ReadingRule[] = [
  {
    name: "maximumBasket",
    isDefault: true,
    moved: { "co-buy": { "maximum-basket": beyondAnyBasket } },
  },
  { name: "belowChance", isDefault: true, moved: { "co-buy": { "minimum-lift": 0 } } },
  {
    name: "randomCoPurchase",
    isDefault: true,
    moved: { "co-buy": { "random-co-purchase": { "minimum-baskets": beyondAnyBasket } } },
  },
  { name: "minimumCount", isDefault: false, moved: { "co-buy": { "minimum-count": 2 } } },
  {
    name: "categoryDistance",
    isDefault: false,
    moved: { "co-buy": { "maximum-category-distance": 2 } },
  },
  { name: "typePairQuota", isDefault: false, moved: { "co-buy": { "per-type-pair": 2 } } },
  { name: "productQuota", isDefault: false, moved: { products: { "per-type": 5 } } },
  { name: "strongest", isDefault: false, moved: { "co-buy": { strongest: 0.01 } } },
];
