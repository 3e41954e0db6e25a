import { counted } from "../../text/counted.ts";
import {
  labelsSeen,
  type SeenJudgement,
  type WayOfLabels,
  waysOfLabels,
} from "../knowledge/knowledge.ts";
import type { EvaluatedQueryLike } from "./evaluated-queries.ts";
import { type Leak, type LeakInput, type LeakName, leakOf } from "./leak.ts";

const names: Readonly<Record<WayOfLabels, LeakName>> = {
  prompts: "label-in-prompt",
  fewShot: "label-in-few-shot",
  critic: "label-in-critic",
  thresholds: "threshold-on-evaluated",
};

const words: Readonly<Record<WayOfLabels, string>> = {
  prompts: "prompts",
  fewShot: "few-shot examples",
  critic: "the critic",
  thresholds: "thresholds",
};

/**
 * What knowledge and settings say themselves that they saw: evaluated judgements, or others of an evaluated query.
 *
 * @param written what prompts were found to hold beside, by the same ways
 */
export function seenLabelLeaks(
  input: LeakInput,
  evaluatedLike: EvaluatedQueryLike,
  written: Readonly<Partial<Record<WayOfLabels, readonly string[]>>>,
): readonly Leak[] {
  const ids = new Set(input.evaluated.map(({ id }) => id));
  const leaked = ({ dataSet, id, query }: SeenJudgement): boolean =>
    dataSet === input.dataSet && (ids.has(id) || evaluatedLike(query) !== undefined);
  return waysOfLabels.flatMap((way) => {
    const seen = labelsSeen(input.knowledge, [way])
      .filter(leaked)
      .map(({ id, query }) => `${words[way]} of the knowledge saw judgement ${id} of “${query}”`);
    const tuned = way === "thresholds" ? tunedExamples(input, leaked) : [];
    return leakOf(
      names[way],
      [...seen, ...tuned, ...(written[way] ?? [])],
      (count) =>
        `The label of an evaluated query was seen by ${words[way]}, ${counted(count, "times")} in all.`,
      `Make ${way === "thresholds" ? "the choice" : "the knowledge"} anew from training queries alone.`,
    );
  });
}

const tunedExamples = (
  { tuned }: LeakInput,
  leaked: (seen: SeenJudgement) => boolean,
): readonly string[] =>
  tuned.flatMap(({ name, saw }) =>
    saw
      .filter(leaked)
      .map(({ id, query }) => `${name} was chosen by judgement ${id} of “${query}”`),
  );
