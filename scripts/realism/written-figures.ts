import type { Distribution } from "./distribution.ts";

type Figure = number | null | undefined;

/** Stands for a figure that there is none of. */
export const none = "–";

const written = (figure: Figure, write: (figure: number) => string): string =>
  figure === null || figure === undefined ? none : write(figure);

/** A whole number, as 12,345. */
export const countText = (figure: Figure): string =>
  written(figure, (count) => count.toLocaleString("en-US"));

/** As `0.268`, or with fewer digits behind the point. */
export const decimalText = (figure: Figure, digits: number): string =>
  written(figure, (value) => value.toFixed(digits));

/** A mean, with three digits or so. */
export const meanText = (figure: Figure): string =>
  written(figure, (mean) => mean.toFixed(mean < 10 ? 2 : 1));

/** As `34.3 %`. What is nearly none or nearly all is not written as if it were so. */
export const shareText = (figure: Figure): string =>
  written(figure, (share) => {
    const percent = share * 100;
    if (percent === 0 || percent === 100) return `${percent} %`;
    return `${percent.toFixed(percent < 0.05 || percent >= 99.95 ? 2 : 1)} %`;
  });

/** Mean, median, 90th percentile and largest. */
export const spreadText = ({ mean, median, percentile90, largest }: Distribution): string =>
  [meanText(mean), tenthText(median), tenthText(percentile90), tenthText(largest)].join(" / ");

const tenthText = (figure: Figure): string =>
  written(figure, (value) => value.toLocaleString("en-US", { maximumFractionDigits: 1 }));
