import { miningSettings } from "../../src/behaviour/mining-settings.ts";

/** One configuration of mining, and what it is called in the report. */
export interface MiningVariant {
  readonly id: string;
  readonly config: unknown;
}

/** Settings by their paths, such as `coBuy.minimumLift`. */
type Setting = number | boolean | null;
type Settings = Readonly<Record<string, Setting>>;

const most = Number.MAX_SAFE_INTEGER;

/** Lets every pair through. */
const open: Settings = {
  "searchBuy.clickRateLow": 0,
  "searchBuy.purchaseRateLow": 0,
  "bots.searches": null,
  "bots.actsPerMinute": null,
  "queryGate.customers": 1,
  "coBuy.maximumBasket": most,
  "coBuy.minimumLift": 0,
  "coBuy.randomCoPurchase.minimumBaskets": most,
};

const variant = (id: string, settings: Settings): MiningVariant => ({
  id,
  config: nested(settings),
});

export const withoutRules: MiningVariant = variant("no rules", open);

/** What each rule is set to where it stands alone: its default, or, where that is off, several values. */
const alone: Readonly<Record<string, readonly Setting[]>> = {
  "products.perType": [2, 5, 10],
  "searchBuy.clickRateLow": [0.01],
  "searchBuy.purchaseRateLow": [0.0025],
  "queryGate.customers": [5],
  "searchBuy.perQuery": [1, 2, 4],
  "coBuy.maximumBasket": [50],
  "coBuy.minimumCount": [2],
  "coBuy.minimumLift": [1],
  "coBuy.randomCoPurchase.minimumBaskets": [50],
  "coBuy.maximumCategoryDistance": [0, 2, 4],
  "coBuy.perTypePair": [1, 2, 4],
};

/** What decides together how many searches a rate is of, and which queries have one: how else each could stand. */
const otherwise: Settings = {
  "queryGate.customers": 1,
  "searchBuy.purchaseRateLow": 0.005,
  "bots.actsPerMinute": null,
  "searchBuy.correctPositionBias": true,
};

/** Of searches that looked there are fewer, so that rates are higher: cuts to try on these. */
const clickRatesOfLooks = [0.02, 0.03, 0.04, 0.05];

/** What only changes other rules, or what is off by default, with all rules at their defaults. */
const besideDefaults: Readonly<Record<string, readonly Setting[]>> = {
  "lowEngagement.share": [0.1],
  "products.perType": [5],
  "searchBuy.perQuery": [2],
  "coBuy.minimumCount": [2],
  "coBuy.maximumCategoryDistance": [2],
  "coBuy.perTypePair": [2],
};

/** Settings whose default is a number to be moved, and those of `besideDefaults` that are off. */
const movable: readonly string[] = [
  "searchBuy.withinMinutes",
  "searchBuy.withinClicks",
  "searchBuy.clickRateLow",
  "searchBuy.purchaseRateLow",
  "queryGate.customers",
  "coBuy.maximumBasket",
  "coBuy.minimumLift",
  "coBuy.randomCoPurchase.minimumBaskets",
  "coBuy.randomCoPurchase.spread",
  "coBuy.randomCoPurchase.timesMedian",
  ...["lowEngagement.share", "products.perType", "searchBuy.perQuery", "coBuy.perTypePair"],
  "coBuy.maximumCategoryDistance",
  "bots.actsPerMinute",
];

/** Numbers that need not be whole, though their defaults are. */
const fractional: ReadonlySet<string> = new Set(["coBuy.randomCoPurchase.timesMedian"]);

export const miningVariants: readonly MiningVariant[] = [
  ...each(alone, (setting, value) =>
    variant(`alone: ${setting} ${value}`, { ...open, [setting]: value }),
  ),
  variant("defaults", {}),
  ...choices(Object.entries(otherwise)).map((settings) => besides(Object.fromEntries(settings))),
  ...clickRatesOfLooks.flatMap((clickRateLow) =>
    [true, false].map((correctPositionBias) =>
      besides({
        "searchBuy.correctPositionBias": correctPositionBias,
        "searchBuy.clickRateLow": clickRateLow,
      }),
    ),
  ),
  ...each(besideDefaults, (setting, value) => besides({ [setting]: value })),
  ...movable.flatMap((setting) =>
    [0.5, 1.5].map((factor) => {
      const value = moved(setting, factor);
      return variant(`defaults, ${factor < 1 ? "-50 %" : "+50 %"}: ${setting} ${value}`, {
        [setting]: value,
      });
    }),
  ),
];

function besides(settings: Settings): MiningVariant {
  const words = Object.entries(settings).map(([setting, value]) => `${setting} ${value}`);
  return variant(`defaults, ${words.join(", ")}`, settings);
}

/** One or more of these, in every way. */
function choices<T>(all: readonly T[]): readonly (readonly T[])[] {
  const [first, ...others] = all;
  if (first === undefined) return [];
  const rest = choices(others);
  return [[first], ...rest, ...rest.map((chosen) => [first, ...chosen])];
}

function each(
  settings: Readonly<Record<string, readonly Setting[]>>,
  make: (setting: string, value: Setting) => MiningVariant,
): readonly MiningVariant[] {
  return Object.entries(settings).flatMap(([setting, tried]) =>
    tried.map((value) => make(setting, value)),
  );
}

/** The setting by so much of its default, or of what stands beside the defaults; whole where that is. */
function moved(setting: string, factor: number): number {
  const usual = valueAt(miningSettings.parse({}), setting) || besideDefaults[setting]?.[0];
  if (typeof usual !== "number") throw new Error(`${setting} has no number to move`);
  // Without the digits that a product of floating-point numbers has at its end.
  const value = Number((usual * factor).toPrecision(6));
  return Number.isInteger(usual) && usual > 1 && !fractional.has(setting)
    ? Math.round(value)
    : value;
}

function valueAt(config: unknown, path: string): unknown {
  let inner = config;
  for (const name of path.split(".")) inner = (inner as Readonly<Record<string, unknown>>)[name];
  return inner;
}

function nested(settings: Settings): unknown {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(settings)) {
    const names = path.split(".");
    const last = names.pop() ?? path;
    let inner = whole;
    for (const name of names) {
      inner[name] ??= {};
      inner = inner[name] as Record<string, unknown>;
    }
    inner[last] = value;
  }
  return whole;
}
