import type { Distribution } from "./distribution.ts";
import type { Series } from "./line-plot.ts";
import type { Popularity } from "./popularity.ts";
import type { SearchFigures } from "./search-figures.ts";

type Points = Series["points"];

export const sharePoints = ({ shares }: Distribution): Points =>
  shares.map(({ value, share }) => [value, share]);

/** The share of each value and all above it. */
export const sharePointsAbove = ({ shares }: Distribution): Points =>
  shares.map(({ value }, index) => [
    value,
    shares.slice(index).reduce((sum, { share }) => sum + share, 0),
  ]);

/** Positions that were shown less often say nothing. */
export const fewestImpressions = 40;

export const ratePoints = ({
  clickRateByPosition,
}: Pick<SearchFigures, "clickRateByPosition">): Points =>
  clickRateByPosition
    .filter(({ impressions }) => impressions >= fewestImpressions)
    .map(({ position, rate }) => [position, rate]);

export const rankPoints = ({ curve }: Popularity): Points =>
  curve.map(({ rank, share }) => [rank, share]);
