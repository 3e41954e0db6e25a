import { useId } from "react";
import type { Distribution } from "../answer-parts.ts";
import { groupWords, measureWords, settingText } from "../words/mining-words.ts";
import { countOf } from "../words/numbers.ts";
import { HistogramPlot } from "./histogram-plot.tsx";
import { HistogramTable } from "./histogram-table.tsx";

/** What became of the pairs or queries of a bin, as the plot tells them apart. */
export interface Stack {
  readonly kept: number;
  /** By the rule that cuts on this measure. */
  readonly here: number;
  /** By any other rule. */
  readonly elsewhere: number;
}

/** One distribution: its plot, the setting that cuts it, and the numbers behind it. */
export function Histogram({ distribution }: { distribution: Distribution }) {
  const title = useId();
  const { subject, measure, cut, bins } = distribution;
  const stacks = bins.map((bin): Stack => {
    const all = Object.values(bin.cut).reduce((sum, count) => sum + count, 0);
    const here = cut === null ? 0 : (bin.cut[cut.rule] ?? 0);
    return { kept: bin.kept, here, elsewhere: all - here };
  });
  const sumOf = (part: keyof Stack): number => stacks.reduce((sum, one) => sum + one[part], 0);
  const sums = { kept: sumOf("kept"), here: sumOf("here"), elsewhere: sumOf("elsewhere") };
  const isEmpty = sums.kept + sums.here + sums.elsewhere === 0;
  const cutBy = [
    ...(sums.here > 0 ? [`${countOf(sums.here)} cut by ${cut?.rule}`] : []),
    ...(sums.elsewhere > 0
      ? [`${countOf(sums.elsewhere)} cut${cut === null ? "" : " by other rules"}`]
      : []),
  ];
  const told = [`${countOf(sums.kept)} kept`, ...(cutBy.length > 0 ? cutBy : ["none cut"])].join(
    ", ",
  );
  return (
    <figure className="histogram" aria-labelledby={title}>
      <figcaption>
        <h4 id={title}>{measureWords(measure)}</h4>
        <p className="about">
          {isEmpty ? "Nothing to count." : told}
          {cut !== null && (
            <>
              {" · "}
              <code>{cut.name}</code> {settingText(cut.value)}
            </>
          )}
        </p>
      </figcaption>
      {!isEmpty && (
        <>
          <HistogramPlot
            bins={bins}
            stacks={stacks}
            cut={typeof cut?.value === "number" ? cut.value : null}
            label={`${groupWords(subject)} by ${measureWords(measure)}: ${told}`}
          />
          <HistogramTable
            bins={bins}
            caption={`${groupWords(subject)} by ${measureWords(measure)}`}
          />
        </>
      )}
    </figure>
  );
}
