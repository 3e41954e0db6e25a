import type { Missing, RealFigures } from "./real-data.ts";
import type { SimulatedFigures } from "./simulated.ts";

type Has<Figures> = Exclude<Figures, Missing>;

/** Figures of all the real data. */
export interface CompleteReal {
  readonly bundleRec: Has<RealFigures["bundleRec"]>;
  readonly onlineRetail: Has<RealFigures["onlineRetail"]>;
  readonly ubi: Has<RealFigures["ubi"]>;
  readonly queryWords: {
    readonly [name in keyof RealFigures["queryWords"]]: Has<RealFigures["queryWords"][name]>;
  };
}

/** What the page is made from. */
export interface CompleteFigures {
  readonly usual: SimulatedFigures;
  readonly harsh: SimulatedFigures;
  readonly real: CompleteReal;
}

/** @throws where some data is missing, naming it: a page with fewer figures than before is no newer one */
export function completeReal(real: RealFigures): CompleteReal {
  const { queryWords, ...others } = real;
  const missing = [...Object.values(others), ...Object.values(queryWords)].flatMap((figures) =>
    "missing" in figures ? [figures.missing] : [],
  );
  if (missing.length > 0) {
    throw new Error(
      `The page is left as it is: its real columns need data that is not there (${missing.join(", ")}). ` +
        "Say where it is with --data FOLDER, or leave out --page.",
    );
  }
  return real as CompleteReal;
}

/** One cell for each of the two simulated logs, which are the first columns of every table. */
export const simulatedCells =
  ({ usual, harsh }: Pick<CompleteFigures, "usual" | "harsh">) =>
  (cellOf: (figures: SimulatedFigures) => string): readonly [usual: string, harsh: string] => [
    cellOf(usual),
    cellOf(harsh),
  ];

export const simulatedHead = ["simulation", "harsh"] as const;
