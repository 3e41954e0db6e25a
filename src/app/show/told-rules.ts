import type {
  ExplainedPair,
  ExplainedRule,
  NotAsked,
} from "../../behaviour/explanation/explained-pair.ts";
import { counted, formatNumber } from "../../text/counted.ts";

/** A row of the table of rules: `sentence` has the pair's number and what it is made of. */
export interface ToldRule {
  readonly rule: string;
  readonly outcome: string;
  readonly sentence: string;
  readonly setting: string;
}

/** @param titles of products by id, for rules that judge one of two */
export const toldRule = (rule: ExplainedRule, titles: ReadonlyMap<string, string>): ToldRule => ({
  rule: rule.rule,
  outcome: outcomes[rule.outcome],
  sentence: [
    rule.of === null ? "" : `${titles.get(rule.of) ?? rule.of}: `,
    sentenceOf(rule),
    rule.because === null ? "" : ` (${becauses[rule.because]})`,
  ].join(""),
  setting: toldSettings(rule.settings),
});

/** `search-buy.click-rate-low: 0.01`; several of one section have its name once. */
function toldSettings(settings: ExplainedRule["settings"]): string {
  const entries = Object.entries(settings).filter(
    ([name, value]) => name !== "search-buy.correct-position-bias" || value === true,
  );
  const sectionOf = (name: string): string => name.slice(0, Math.max(name.lastIndexOf("."), 0));
  const bySection = Map.groupBy(entries, ([name]) => sectionOf(name));
  return Array.from(bySection, ([section, own]) => {
    const [[name, value] = [], ...others] = own;
    if (others.length === 0) return `${name}: ${value}`;
    const told = own.map(([one, set]) => `${one.slice(section.length + 1)} ${set}`);
    return `${section}: ${told.join(", ")}`;
  }).join("; ");
}

/** What became of a pair, in a line. */
export function toldDecision({
  stoppedBy,
  pair,
  rules,
}: Pick<ExplainedPair, "stoppedBy" | "rules"> & {
  readonly pair: Pick<ExplainedPair["pair"], "keptFor">;
}): string {
  if (stoppedBy !== null) return `cut by ${stoppedBy}`;
  const stop = rules.find(({ outcome }) => outcome === "stopped")?.rule;
  switch (pair.keptFor) {
    case null:
      return "kept: no rule stops it";
    case "lowEngagement":
      return `kept for low engagement: ${stop} stops it, and it was drawn to go on`;
    case "selectedBefore":
      return `kept as selected before: ${stop} stops it, and an earlier run selected it under the same settings`;
  }
}

const outcomes: Readonly<Record<ExplainedRule["outcome"], string>> = {
  passed: "passed",
  stopped: "stopped here",
  wouldPass: "would pass",
  wouldStop: "would stop too",
  kept: "kept",
  notKept: "not drawn",
  notAsked: "not asked",
};

const becauses: Readonly<Record<NotAsked, string>> = {
  off: "the rule is off",
  noClicks: "the site logs no clicks",
  noProductType: "what has no product type is counted against no quota",
  noTypesAtSite: "most products bought at the site have no product type",
  fewBaskets: "it is in too few baskets to be judged",
  noCategory: "a product without a category is not judged",
  notStoppedByRates: "asked of pairs alone that their rates stop",
  keptAlready: "it is kept for low engagement",
};

type Numbers = ExplainedRule["numbers"];

const told = (value: Numbers[string] | undefined): string =>
  typeof value === "number" ? digits(value) : (value ?? "unknown");

/** Four significant digits; whole numbers as they are. */
export const digits = (value: number): string =>
  formatWhole(Number.isInteger(value) ? value : Number(value.toPrecision(4)));

const formatWhole = (value: number): string =>
  Number.isInteger(value) ? formatNumber(value) : String(value);

function sentenceOf({ rule, value, limit, numbers, settings }: ExplainedRule): string {
  const number = told(value);
  const of = (name: string): string => told(numbers[name]);
  switch (rule) {
    case "empty":
      return "nothing is left of its words";
    case "personalData":
      return numbers["personalData"] === null
        ? "no personal data in any way that it was typed"
        : `personal data: ${of("personalData")}`;
    case "fewCustomers":
      return `${people(value)} typed it, in ${counted(Number(numbers["searches"]), "searches")}`;
    case "productQuota":
      return placesOf(numbers);
    case "clickRate":
      return value === null
        ? "no rate"
        : `${number}: lower bound of a click in ${of("clicks")} of ${trialsOf(numbers)}`;
    case "purchaseRate":
      return `${number}: lower bound of a purchase after ${of("purchases")} of ${trialsOf(numbers)}`;
    case "lowEngagement":
      return `drawn ${number}; a share above it keeps`;
    case "selectedBefore":
      return "an earlier run selected it under the same settings";
    case "queryQuota":
      return `place ${number} of its query, by a log-likelihood ratio of ${of("logLikelihoodRatio")}${
        limit === null
          ? ""
          : `; the quota is ${digits(limit)}, for a type entropy of ${entropyOf(numbers)}`
      }`;
    case "randomCoPurchase":
      return randomnessOf(number, numbers, settings);
    case "categoryDistance":
      return value === null
        ? "no distance"
        : `${counted(value, "steps")}, from depth ${of("depthA")} to ${of("depthB")} by depth ${of("sharedDepth")}`;
    case "minimumCount":
      return counted(value ?? 0, "baskets");
    case "belowChance":
      return `lift ${number} = ${of("count")} × ${of("baskets")} / (${of("basketsA")} × ${of("basketsB")})${
        "half-life-days" in settings ? ", counted by age" : ""
      }`;
    case "typePairQuota":
      return value === null
        ? "no place"
        : `place ${number} of ${of("productTypeA")} and ${of("productTypeB")}, by a log-likelihood ratio of ${of("logLikelihoodRatio")}`;
    case "belowStrongest":
      return `place ${number} of ${counted(Number(numbers["pairs"]), "pairs")} that nothing else stops, by a log-likelihood ratio of ${of("logLikelihoodRatio")}${
        limit === null ? "" : `; ${formatWhole(limit)} are kept`
      }`;
    default:
      return number;
  }
}

const people = (count: unknown): string =>
  count === 1 ? "1 person" : counted(Number(count), "people");

const entropyOf = (numbers: Numbers): string => told(numbers["typeEntropy"] ?? 0);

/** Searches that showed the product, how many of them looked at its place, and what it comes to by age. */
const trialsOf = ({ shown, lookedAt, counted: successes, countedSearches }: Numbers): string =>
  [
    counted(Number(shown), "searches"),
    lookedAt === null || lookedAt === undefined
      ? ""
      : `, of which ${told(lookedAt)} looked at its place`,
    countedSearches === undefined
      ? ""
      : `, which count as ${told(successes)} of ${told(countedSearches)} by age`,
  ].join("");

function placesOf(numbers: Numbers): string {
  const placeOf = (side: string): string => {
    const type = numbers[`productType${side}`];
    const age = numbers[`countedPeople${side}`];
    return type === null
      ? "no product type"
      : `place ${told(numbers[`place${side}`])} of ${told(numbers[`ofProducts${side}`])} in ${type}, by ${people(numbers[`people${side}`])}${
          age === undefined ? "" : `, who count as ${told(age)} by age`
        }`;
  };
  return "productType" in numbers ? placeOf("") : `${placeOf("A")}; ${placeOf("B")}`;
}

function randomnessOf(
  number: string,
  numbers: Numbers,
  settings: ExplainedRule["settings"],
): string {
  const [spread, median] = ["spread", "times-median"].map((name) =>
    Number(settings[`co-buy.random-co-purchase.${name}`]),
  );
  const site = Number(numbers["siteEffectiveTypes"]);
  const usual = numbers["medianTypes"];
  const spreads = `${number} effective types of partners in ${counted(Number(numbers["baskets"]), "baskets")}`;
  if (typeof usual !== "number") return spreads;
  return `${spreads}; it takes ${digits(Number(spread) * site)} (${spread} × the site's ${digits(site)}) and ${digits(Number(median) * usual)} (${median} × the median ${digits(usual)})`;
}
