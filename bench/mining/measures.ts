import { formatNumber } from "../../src/text/counted.ts";
import { type Measure, median } from "../bench-document.ts";
import type { MeasuredProcess } from "../measured-process.ts";
import type { Agreement } from "./agreement.ts";
import { growthExponent } from "./growth-exponent.ts";
import type { OneMoreDay } from "./one-more-day.ts";
import type { SimulatedLog } from "./simulated-log.ts";

/** What came of one size of log. */
export interface SizeResult {
  /** Of events, about. */
  readonly millions: number;
  readonly log: SimulatedLog;
  readonly ours: readonly MeasuredProcess[];
  readonly peers: readonly PeerResult[];
}

export interface PeerResult {
  /** Of its measure, such as `against-polars`. */
  readonly id: string;
  readonly name: string;
  readonly runs: readonly MeasuredProcess[];
  /** Why it was not run, or ended without a result. */
  readonly missing?: string;
  /** Its rows against those of the bare SQL. */
  readonly agreements?: readonly Agreement[];
}

/** The measures of the document, by size from the least. */
export function miningMeasures(
  sizes: readonly SizeResult[],
  againstMining: readonly Agreement[],
  days: readonly OneMoreDay[],
): readonly Measure[] {
  const ids = [...new Set(sizes.flatMap(({ peers }) => peers.map(({ id }) => id)))];
  return [
    ...sizes.flatMap(sizeMeasures),
    {
      id: "growth-exponent",
      value: growthExponent(sizes.map(({ log, ours }) => [log.events, secondsOf(ours)])),
      unit: "of 1",
      repeats: sizes.length,
      note: "slope of the logarithm of the wall time over that of the events, over all sizes",
    },
    ...ids.map((id) => against(id, sizes)),
    ...days.map(oneMoreDayMeasure),
    ...againstMining.map((one) =>
      agreementMeasure(
        `${one.query}-as-mined`,
        one,
        "pairs with their counts, of mining without its rules and of the bare query, over the part of the log that both treat alike",
      ),
    ),
    ...sizes.flatMap(peerAgreements),
  ];
}

const secondsOf = (runs: readonly MeasuredProcess[]): number =>
  median(runs.map(({ seconds }) => seconds));

function sizeMeasures({ millions, log, ours, peers }: SizeResult): readonly Measure[] {
  const bare = peers.find(({ id }) => id === "against-bare-sql");
  const about = `${formatNumber(log.events)} events, ${formatNumber(log.products)} products, content ${log.content.slice(0, 12)}`;
  const figure = (
    name: string,
    unit: string,
    of: (runs: readonly MeasuredProcess[]) => number,
    note: string,
  ): Measure => ({
    ...{ id: `${name}-${millions}m`, value: of(ours), unit },
    ...(bare !== undefined &&
      bare.runs.length > 0 && {
        reference: { name: bare.name, value: of(bare.runs) },
        ratio: of(bare.runs) / of(ours),
      }),
    ...{ repeats: ours.length, before: ours.map(({ before }) => before), note },
  });
  const most = (runs: readonly MeasuredProcess[]): number =>
    Math.max(...runs.map(({ peakGigabytes }) => peakGigabytes));
  return [
    figure(
      "wall-time",
      "s",
      secondsOf,
      `of the whole command \`cosmo run mine\`; ${about}; its events were brought from the simulator's files to parts without \`cosmo import events\``,
    ),
    figure("peak-memory", "GB", most, "the largest resident set of any of the repeats"),
    figure(
      "processor-time",
      "s",
      (runs) => median(runs.map(({ processorSeconds }) => processorSeconds)),
      "user and system time of all threads, which others on the machine change less",
    ),
  ];
}

/** At the largest size at which the peer was there; what it was at others stands in the note. */
function against(id: string, sizes: readonly SizeResult[]): Measure {
  const found = sizes.flatMap(({ millions, ours, peers }) =>
    peers
      .filter((peer) => peer.id === id)
      .map((peer) => ({ millions, ours, peer, ratio: secondsOf(peer.runs) / secondsOf(ours) })),
  );
  const measured = found.filter(({ peer }) => peer.runs.length > 0);
  const gone = found
    .filter(({ peer }) => peer.runs.length === 0)
    .map(({ millions, peer }) => `${peer.name} is missing at ${millions} M: ${peer.missing}`);
  const last = measured.at(-1) ?? found.at(-1);
  if (last === undefined) throw new Error(`${id} was measured at no size`);
  const others = measured.slice(0, -1).map(({ millions, ratio }) => {
    return `${ratio.toFixed(2)} at ${millions} M`;
  });
  const { ours, peer, millions, ratio } = last;
  return {
    id,
    value: secondsOf(ours),
    unit: "s",
    ...(peer.runs.length > 0 && {
      reference: { name: peer.name, value: secondsOf(peer.runs) },
      ratio,
    }),
    repeats: ours.length,
    before: ours.map(({ before }) => before),
    note: [`wall time of whole processes at ${millions} M events`, ...others, ...gone].join("; "),
  };
}

function oneMoreDayMeasure({ added, alone, log }: OneMoreDay): Measure {
  const { day = "", rows = 0 } = log.days.at(-1) ?? {};
  return {
    id: "one-more-day",
    value: secondsOf(added),
    unit: "s",
    reference: { name: "that day alone, in an empty workspace", value: secondsOf(alone) },
    ratio: secondsOf(alone) / secondsOf(added),
    repeats: added.length,
    before: added.map(({ before }) => before),
    note: `${day}, ${formatNumber(rows)} events, imported beside ${log.days.length - 1} days of ${formatNumber(log.events - rows)} that were mined before`,
  };
}

const peerAgreements = ({ millions, peers }: SizeResult): readonly Measure[] =>
  peers.flatMap(({ id, name, agreements = [] }) =>
    agreements.map((one) =>
      agreementMeasure(
        `${one.query}-${id}-${millions}m`,
        one,
        `rows of ${name} that are rows of the bare SQL`,
      ),
    ),
  );

const agreementMeasure = (id: string, { agreed, rows }: Agreement, note: string): Measure => ({
  id,
  value: agreed,
  unit: "rows",
  reference: { name: "rows of both together", value: rows },
  ratio: rows === 0 ? 1 : agreed / rows,
  repeats: 1,
  note,
});
