import type { MineConfig } from "../mine-config.ts";
import { halfLifeSetting, ifDecaying } from "./half-life.ts";
import { passesIf, type RuleAnswer } from "./settled-rules.ts";

/** Where a product stands among those of its type; null what has no type. */
export interface ProductPlace {
  readonly productType: string | null;
  /** Who clicked or bought it. */
  readonly people: number | null;
  /** What these come to with a half-life; else as many. */
  readonly countedPeople: number | null;
  readonly place: number | null;
  readonly ofProducts: number | null;
}

/** `products.per-type`: the better placed of a pair's products has to be within the quota. */
export function productQuota(
  places: readonly [ProductPlace] | readonly [ProductPlace, ProductPlace],
  config: MineConfig,
): RuleAnswer {
  const { perType } = config.products;
  const best = places.reduce<ProductPlace>(
    (one, other) => ((other.place ?? 0) < (one.place ?? 0) ? other : one),
    places[0],
  );
  const numbers = places.flatMap(
    ({ productType, people, place, ofProducts, countedPeople }, index) =>
      Object.entries({
        ...{ productType, people, place, ofProducts },
        ...ifDecaying(config, { countedPeople }),
      }).map(([name, value]) => [places.length === 1 ? name : `${name}${"AB"[index]}`, value]),
  );
  return {
    rule: "productQuota",
    of: null,
    settings: { "products.per-type": perType, ...halfLifeSetting(config) },
    value: best.place,
    limit: perType,
    numbers: Object.fromEntries(numbers),
    answer:
      perType === null
        ? "off"
        : best.place === null
          ? "noProductType"
          : passesIf(best.place <= perType),
  };
}
