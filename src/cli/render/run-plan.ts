import type { RunPlan } from "../../app/plan-run.ts";
import { counted, formatNumber, textTable, wrapped } from "./text-table.ts";

/** What a run would ask, by scope, and how much of the shop that speaks of. */
export function renderRunPlan({ stages, total }: RunPlan, columns: number): string {
  const blocks = stages.map(({ scopes, of }) =>
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
  );
  const waits = stages.some(({ scopes }) => scopes.some(({ atMost }) => atMost));
  const words = [
    `A run asks the language model ${waits ? "at most " : ""}${counted(total.calls, "questions")}. An answer that is there already is not asked for again.`,
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
  return [...blocks, "", ...words.flatMap((line) => wrapped(line, columns))].join("\n");
}

const share = (part: number, all: number): string =>
  all === 0 ? "–" : `${formatNumber(part)} (${Math.round((100 * part) / all)} %)`;
