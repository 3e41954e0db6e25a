import {
  explainUnpaired,
  type UnpairedHead,
} from "../../behaviour/explanation/explain-unpaired.ts";
import { miningRules } from "../../behaviour/mining-rules.ts";
import { pairId } from "../../domain/ids.ts";
import { counted } from "../../text/counted.ts";
import { outcomeWords } from "../mining-report/outcome-words.ts";
import { inKebabCase } from "../setting-name.ts";
import type { Lookup } from "./lookup.ts";
import { minedHere } from "./mined-here.ts";
import type { Section, Telling } from "./shown.ts";
import { wordsOf } from "./words-of.ts";

/** Why a query or a product has no pair, as the report of mining says it, and what to do. */
export interface WhyNoPairs {
  readonly facts: { readonly withoutPair: string; readonly next: string };
  /** The strongest that were cut, where there are some. */
  readonly sections: readonly Section[];
}

/** Mines with today's settings, on the spot. */
export async function whyNoPairs(
  lookup: Lookup,
  id: string,
  telling: Telling,
): Promise<WhyNoPairs> {
  const found = await minedHere(lookup, telling, async (mined) => {
    const unpaired = await explainUnpaired(mined, id);
    const { total, strongest } = unpaired.cut;
    const rows = await Promise.all(
      strongest.map(async ({ behaviour, headA, headB, query, count, stoppedBy }) => ({
        pair: pairId(behaviour, headA, headB),
        behaviour,
        with:
          headA === unpaired.head
            ? await wordsOf(lookup, headB)
            : (query ?? (await wordsOf(lookup, headA))),
        count,
        decision: `cut by ${stoppedBy}`,
      })),
    );
    return {
      facts: { withoutPair: told(unpaired), next: nextStep(unpaired, rows[0]?.pair, lookup) },
      sections: total > 0 ? [{ title: "Cut pairs", total, rows }] : [],
    };
  });
  if (found !== undefined) return found;
  const next = "`cosmo run mine`: no model is asked for it.";
  return { facts: { withoutPair: "mining has not run yet", next }, sections: [] };
}

const told = (unpaired: UnpairedHead): string =>
  [
    outcomeWords(unpaired),
    ...(unpaired.ofStoppedQueries > 0
      ? [`${counted(unpaired.ofStoppedQueries, "pairs")} with queries that stay here`]
      : []),
  ].join("; ");

function nextStep(
  { outcome, rule }: UnpairedHead,
  strongest: string | undefined,
  { workspace: { configuration } }: Lookup,
): string {
  const { withinMinutes, withinClicks } = configuration.mining.searchBuy;
  switch (outcome) {
    case "kept":
      return "As things are today it has pairs: `cosmo run mine`.";
    case "cut": {
      const settings = settingsOf(rule);
      const moves = settings.length === 0 ? "" : ` ${rule} goes by ${settings.join(", ")}.`;
      return strongest === undefined
        ? `Import more of the log.${moves}`
        : `\`cosmo show ${strongest}\` tells what each rule says of the strongest.${moves}`;
    }
    case "noPurchase":
      return `A purchase counts up to ${counted(withinMinutes, "minutes")} and ${counted(withinClicks, "clicks")} behind the search (mining.search-buy.within-minutes, within-clicks): raise these, or import more of the log.`;
    case "unpaired":
      return unpairedSteps[rule ?? ""] ?? "Import more of the log.";
    case "neverSeen":
      return "Is its sku written otherwise in the log? `cosmo status` counts events whose product is unknown, `--json` has examples.";
    case "superseded":
      return "What its sku names today is shown by the sku.";
    case "neverBought":
    case "returned":
    case "stopped":
      return "Import more of the log.";
  }
}

const unpairedSteps: Readonly<Record<string, string>> = {
  noSession: "Import the log with a session: `cosmo import events PATH --map session=COLUMN`.",
  maximumBasket: "Raise mining.co-buy.maximum-basket.",
};

/** Settings under `mining` that a rule goes by, as cosmo.yaml writes them. */
const settingsOf = (rule: string | null): readonly string[] => [
  ...new Set(
    miningRules
      .filter(({ name }) => name === rule)
      .flatMap(({ settings }) =>
        settings.map((path) => `mining.${path.map(inKebabCase).join(".")}`),
      ),
  ),
];
