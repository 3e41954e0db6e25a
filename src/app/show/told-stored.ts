import type { StoredDecision } from "./stored-decision.ts";

/**
 * What the last run made of a pair, and what is other today; null where that run had these settings and inputs: what it made
 * is what is told.
 * @param stoppedBy today
 */
export function toldStored(
  { finishedAt, isKept, settings, inputs }: StoredDecision,
  stoppedBy: string | null,
): string | null {
  if (finishedAt === null) return "none has mined yet: `cosmo run mine`";
  const changes = [
    ...settings.map(({ name, before, today }) => `${name} from ${before} to ${today}`),
    ...inputs,
  ];
  if (changes.length === 0) return null;
  const before = isKept ? "kept" : "not kept";
  const now = stoppedBy === null ? "it would be kept" : `it would be cut by ${stoppedBy}`;
  const same = isKept === (stoppedBy === null);
  return `${before} in the run of ${finishedAt}; as things are today ${now}${same ? " too" : ""}. Changed since: ${changes.join(", ")}`;
}
