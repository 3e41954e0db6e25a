import { personalDataClass } from "../text/personal-data.ts";

/** Whose samples name sessions, events and products as the log wrote them. */
const relationsOfLoggedIds: readonly string[] = ["dropped_events"];

/** Whole millionths, as every engine writes them alike. */
const measure = new RegExp(`${String.fromCharCode(31)}(-?\\d+)`, "g");

/** Four significant digits. */
const toldMeasure = (_: string, millionths: string): string =>
  String(Number((Number(millionths) / 1e6).toPrecision(4)));

/**
 * A sample of a `dropped_…` relation as it may be shown. An id of a log may be an address or a number of somebody:
 * then not a word of the sample is. Other samples name what passed the gate, or nothing that a log wrote.
 */
export function shownSample(relation: string, sample: string): string {
  if (!relationsOfLoggedIds.includes(relation)) return sample.replaceAll(measure, toldMeasure);
  const personal = personalDataClass(sample);
  return personal === "none" ? sample : `an example with ${personal}, which stays here`;
}
