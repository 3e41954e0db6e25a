import { percent, points } from "../../../text/percent.ts";
import { type Html, html } from "./html.ts";
import type { Figure, RelevanceResult } from "./result-parts.ts";

/** A figure with its interval, in per cent. */
export const figureWords = (figure: Figure): Html => wordsOf(figure, percent);

export const pointsWords = (figure: Figure): Html => wordsOf(figure, points);

/** Where a line is narrow the interval goes to the next one, whole. */
const wordsOf = (figure: Figure, told: (value: number) => string): Html =>
  figure === null
    ? html`–`
    : html`<span class="whole">${told(figure.mean)}</span> <span class="whole">[${told(figure.interval[0])}, ${told(figure.interval[1])}]</span>`;

/** What is never on two sides, and what the bootstrap draws. */
export const splitWords = (splitBy: RelevanceResult["splitBy"]): string =>
  splitBy === "query" ? "queries" : "products";

/** A size of a difference, whichever way round. */
export const size = (difference: number): string => percent(Math.abs(difference));

/** A number without the digit behind its point where that is 0. */
export const short = (number: string): string => number.replace(/\.0$/, "");

const metrics: Readonly<Record<string, string>> = {
  ...{ macroF1: "macro F1", microF1: "micro F1", ndcg: "nDCG", ndcgAt10: "nDCG at 10" },
};

export const metricWords = (metric: string): string => metrics[metric] ?? metric;
