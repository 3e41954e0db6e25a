import type { RunPlan } from "../../app/plan-run.ts";
import { counted, formatNumber, textTable, wrapped } from "./text-table.ts";

/** What a run would ask, by scope, and how much of the shop that speaks of. */
export function renderRunPlan({ stages, total }: RunPlan, columns: number): string {
  const blocks = stages.map(({ scopes, of }) =>
    textTable(
      ["asked about", "heads", "answers", "still to ask", "products", "queries", "pairs"],
      [
        ...scopes.map(({ scope, heads, answers, calls, covers }) => [
          scope,
          heads,
          answers,
          calls,
          share(covers.products, of.products),
          share(covers.queries, of.queries),
          share(covers.pairs, of.pairs),
        ]),
      ],
      { width: columns },
    ),
  );
  const words = [
    `A run asks the language model ${counted(total.calls, "questions")}. An answer that is there already is not asked for again.`,
    "Products, queries and pairs are those that a scope speaks of; what is known of them then is for filters and critics.",
  ];
  return [...blocks, "", ...words.flatMap((line) => wrapped(line, columns))].join("\n");
}

const share = (part: number, all: number): string =>
  all === 0 ? "–" : `${formatNumber(part)} (${Math.round((100 * part) / all)} %)`;
