import type { PlannedJudging } from "../../app/plan-judging.ts";
import type { PlannedGeneration, RunPlan } from "../../app/plan-run.ts";
import type { PlannedRelation } from "../../app/planned-spending.ts";
import { limitNames } from "../../app/run-limits.ts";
import { inKebabCase } from "../../app/setting-name.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { duration } from "../terminal-progress.ts";
import { textTable, wrapped } from "./text-table.ts";

/** What a run would ask, by scope and by relation, what that takes, and how much of the shop it speaks of. */
export function renderRunPlan(plan: RunPlan, columns: number): string {
  const { total } = plan;
  const stages = plan.stages.filter((stage) => stage.name === "generate");
  const judging = plan.stages.filter((stage) => stage.name === "score");
  const blocks = stages.flatMap(({ scopes, of }) => [
    textTable(
      ["asked about", "how many", "answers", "still to ask", "products", "queries", "pairs"],
      [
        ...scopes.map(({ asked, heads, ofHeads, answers, calls, covers, atMost }) => [
          asked === "type-partners" ? "types bought together" : asked,
          `${atMost ? "at most " : ""}${formatNumber(heads)} of ${formatNumber(ofHeads)}`,
          answers,
          calls,
          // What is said of two types is said of types that a row above covers.
          ...(asked === "type-partners"
            ? ["", "", ""]
            : [
                share(covers.products, of.products),
                share(covers.queries, of.queries),
                share(covers.pairs, of.pairs),
              ]),
        ]),
      ],
      { width: columns },
    ),
    ...(total.calls === 0 ? [] : [`\n${relationTable(scopes, columns)}`]),
  ]);
  const waits = stages.some(({ scopes }) => scopes.some(({ atMost }) => atMost));
  const words = [
    `A run asks the language model ${waits ? "at most " : ""}${counted(total.calls, "questions")}. An answer that is there already is not asked for again.`,
    ...askedInJobs(plan),
    ...judging.map(verdicts),
    ...(total.calls === 0 ? [] : [takes(plan, judging), toldCounting(plan)]),
    ...judging
      .filter(({ tokensCounted: { name } }) => name !== plan.tokensCounted.name)
      .map(({ model, tokensCounted: { by, name } }) =>
        by === "bytes"
          ? `Those of ${model} are reckoned from ${name}.`
          : `Those of ${model} are counted by ${name}.`,
      ),
    "Products, queries and pairs are those that a scope speaks of; what is known of them then is for filters and critics.",
    ...(waits
      ? [
          "Queries and pairs wait for product types: those alone are asked about that types leave unexplained, which the graph says.",
        ]
      : []),
    ...stages
      .flatMap(({ scopes }) => scopes)
      .filter(({ asked, heads }) => asked === "product-type+attribute" && heads === 0)
      .map(
        () =>
          "No attribute tells who buys products of one type for what: too few have behaviour, or they do not differ.",
      ),
    ...stages.flatMap(({ notices }) => notices),
  ];
  const limits = limitNames.flatMap((name) =>
    plan.limits[name] === undefined ? [] : [` --${inKebabCase(name)} ${plan.limits[name]}`],
  );
  return [
    ...blocks,
    "",
    ...words.flatMap((line) => wrapped(line, columns)),
    "",
    `Next: cosmo run${limits.join("")}`,
  ].join("\n");
}

const askedInJobs = ({ inJobs: { calls, costUsd } }: RunPlan): readonly string[] =>
  calls === 0
    ? []
    : [
        `Besides, batch jobs ask ${counted(calls, "questions")} already. ${dollars(costUsd)} is set aside for them.`,
      ];

function relationTable(scopes: PlannedGeneration["scopes"], columns: number): string {
  const byRelation = Map.groupBy(
    scopes.flatMap(({ relations }) => relations).filter(({ calls }) => calls > 0),
    ({ relation }) => relation,
  );
  const rows = [...byRelation].map(([relation, parts]) => {
    const sum = (of: (part: PlannedRelation) => number): number =>
      parts.reduce((total, part) => total + of(part), 0);
    return [
      ...[relation, sum(({ calls }) => calls)],
      ...[sum(({ inputTokens }) => inputTokens), sum(({ outputTokens }) => outputTokens)],
      parts.every(({ costUsd }) => costUsd)
        ? dollars(sum(({ costUsd }) => costUsd?.expected ?? 0))
        : "unknown",
    ];
  });
  const head = ["relation", "still to ask", "tokens in", "tokens out", "about"];
  return textTable(head, rows, { width: columns });
}

/** What of it is asked of the model that judges. */
function verdicts({ model, claims, labelled, toAsk, toCome, costUsd }: PlannedJudging): string {
  const [least, most] = [Math.floor(toCome.low), Math.ceil(toCome.high)];
  const further =
    most === 0
      ? ""
      : `, and on ${formatNumber(least)} to ${formatNumber(most)} claims that the answers before them will add`;
  const cost = costUsd === null || costUsd.high === 0 ? "" : `: about ${dollars(costUsd.expected)}`;
  return `Among them ${model} is asked for its verdict on ${formatNumber(toAsk)} of ${counted(claims, "kept claims")} and ${counted(labelled, "labelled claims")}${further}${cost}.`;
}

/** Tokens, money and time of all that is still to be asked. */
function takes(
  { total, price, unpriced, batch }: RunPlan,
  judging: readonly PlannedJudging[],
): string {
  const { inputTokens, outputTokens, costUsd, minutes } = total;
  const tokens = `That takes about ${counted(inputTokens, "tokens")} in and ${formatNumber(outputTokens)} out`;
  const time = batch
    ? "Asked in batch jobs, it takes up to 24 hours for each pass and for what is to be mended."
    : minutes === null
      ? "How long is known when the first answers are there."
      : `Asking takes about ${duration(60 * minutes)}; the work of this machine comes on top.`;
  if (price === null || costUsd === null) {
    const settings = unpriced.map((section) => `${section}.price`).join(" and ");
    return `${tokens}. What that costs is unknown: set ${settings}. ${time}`;
  }
  if (costUsd.high === 0) {
    return `${tokens}, and costs nothing: the model runs here. ${time}`;
  }
  const since = price.asOf === null ? "" : `, as of ${price.asOf}`;
  const verdictPrices = judging.flatMap((one) =>
    one.price === null || (one.price.input === price.input && one.price.output === price.output)
      ? []
      : [`; verdicts at ${dollars(one.price.input)} and ${dollars(one.price.output)}`],
  );
  return `${tokens}: ${dollars(costUsd.expected)}, from ${dollars(costUsd.low)} to ${dollars(costUsd.high)}, at ${dollars(price.input)} a million tokens in and ${dollars(price.output)} out${since}${verdictPrices.join("")}. ${time}`;
}

/** By what tokens of prompts are counted; those of answers nobody can count before they are there. */
function toldCounting({ tokensCounted }: Pick<RunPlan, "tokensCounted">): string {
  const { by, name, next, sampleOf } = tokensCounted;
  if (by === "bytes") {
    return `Tokens in are reckoned from ${name}.${next === null ? "" : ` ${next}`}`;
  }
  const sampled =
    sampleOf === null
      ? ""
      : `, in the prompts about ${formatNumber(sampleOf)} things for each relation and scope, which stand for all`;
  return `Tokens in are counted by ${name}${sampled}.`;
}

const share = (part: number, all: number): string =>
  all === 0 ? "–" : `${formatNumber(part)} (${Math.round((100 * part) / all)} %)`;
