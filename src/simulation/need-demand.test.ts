import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import type { Need } from "./domain-files.ts";
import { needDemand } from "./need-demand.ts";
import { readSmallShop, settingsWith } from "./shop-for-tests.ts";
import type { Shopper } from "./shopper.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

const { needs, simulation } = await readSmallShop();
const [model] = needs;
const [arm] = simulation.arms;
assert.ok(model && arm);

const need = (id: string, details: Partial<Need> = {}): Need => ({
  ...model,
  id,
  demand: 5,
  season: null,
  regions: null,
  audience: null,
  contradicts: [],
  ...details,
});

const anybody: Shopper = {
  number: null,
  customer: null,
  arm,
  appetite: 1,
  regions: ["coast"],
  kinds: ["cooks"],
  usualProduct: null,
};

const plain = { exponent: 0, offSeason: 0.2, audience: 3, otherAudience: 0.5, otherRegion: 0.1 };

/** How often each need comes up in 3,000 visits in July. */
function counts(
  of: readonly Need[],
  shopper: Partial<Shopper> = {},
  demand: Partial<SimulationSettings["demand"]> = {},
): Readonly<Record<string, number>> {
  const settings = settingsWith(simulation, { demand: { ...plain, ...demand } });
  const draw = needDemand(of, settings, 1, 0);
  const random = seededRandom(7);
  const drawn = Array.from({ length: 3000 }, () => draw({ ...anybody, ...shopper }, 7, random));
  return Object.fromEntries(of.map(({ id }) => [id, drawn.filter((one) => one.id === id).length]));
}

/** How many times as often the first comes up as the second, within what chance allows. */
function assertRatio(
  { first = 0, second = 0 }: Readonly<Record<string, number>>,
  ratio: number,
): void {
  const found = first / second;
  assert.ok(found > 0.85 * ratio && found < 1.15 * ratio, `${found}, not ${ratio}`);
}

test("needs come up by their rank in demand, as the exponent says", () => {
  const pair = [need("second", { demand: 2 }), need("first", { demand: 9 })];
  assertRatio(counts(pair, {}, { exponent: 1 }), 2);
  assertRatio(counts(pair, {}, { exponent: 0 }), 1);
});

test("a need comes up less often out of season, and where it does not belong", () => {
  const summer = [need("first", { season: [6, 7] }), need("second", { season: [12, 1] })];
  assertRatio(counts(summer), 1 / 0.2);
  const lakes = [
    need("first", { regions: ["coast", "city"] }),
    need("second", { regions: ["city"] }),
  ];
  assertRatio(counts(lakes), 1 / 0.1);
  assertRatio(counts(lakes, { regions: ["city"] }), 1);
});

test("a need comes up more often for its audience than for others, and for neither when buying a gift", () => {
  const pair = [need("first", { audience: ["cooks", "parents"] }), need("second")];
  assertRatio(counts(pair), 3);
  assertRatio(counts(pair, { kinds: ["campers"] }), 0.5);
  assertRatio(counts(pair, { kinds: null }), 1);
});

test("of needs that contradict each other a known customer has one, others have the other", () => {
  const pair = [need("first", { contradicts: ["second"] }), need("second"), need("third")];
  const had = Array.from({ length: 30 }, (_, number) => {
    const { first = 0, second = 0, third = 0 } = counts(pair, { number });
    assert.ok((first === 0) !== (second === 0), `${first} and ${second}`);
    assert.ok(third > 0);
    return first > 0 ? "first" : "second";
  });
  assert.ok(had.filter((one) => one === "first").length > 5);
  assert.ok(had.filter((one) => one === "second").length > 5);
  const { first = 0, second = 0 } = counts(pair);
  assert.ok(first > 0 && second > 0, "somebody anonymous can be anybody");
});

test("where all contradict all, each customer still has one", () => {
  const rivals = ["first", "second", "third"];
  const all = rivals.map((id) => need(id, { contradicts: rivals.filter((one) => one !== id) }));
  for (let number = 0; number < 30; number += 1) {
    const had = Object.values(counts(all, { number })).filter((count) => count > 0);
    assert.deepEqual(had, [3000]);
  }
});
