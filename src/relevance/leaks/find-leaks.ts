import type { WayOfLabels } from "../knowledge/knowledge.ts";
import { evaluatedQueries } from "./evaluated-queries.ts";
import { labelsInPrompts } from "./labels-in-prompts.ts";
import type { Leak, LeakInput } from "./leak.ts";
import { presenceLeaks } from "./presence-leaks.ts";
import { seenLabelLeaks } from "./seen-label-leaks.ts";
import { dataSetLeaks, splitLeaks } from "./split-leaks.ts";

/**
 * Every way that is known in which an evaluated label may have reached a prediction: over the split, over what made the
 * knowledge, over the settings, over other data sets. Empty where none is found; that there is none it can't prove.
 * With folds, ask for each of them.
 *
 * @example
 * const leaks = findLeaks({ dataSet: "esci", training, evaluated, knowledge, … });
 * if (leaks.length > 0) console.error(leaks.map(({ name, message }) => `${name}: ${message}`));
 */
export function findLeaks(input: LeakInput): readonly Leak[] {
  const evaluatedLike = evaluatedQueries(input);
  return [
    ...seenLabelLeaks(input, evaluatedLike, writtenLabels(input)),
    ...presenceLeaks(input),
    ...splitLeaks(input, evaluatedLike),
    ...dataSetLeaks(input, evaluatedLike),
  ];
}

/** In a prompt for its own query or product it is a label in the prompt, in another's one of an example. */
function writtenLabels(
  input: LeakInput,
): Readonly<Record<Extract<WayOfLabels, "prompts" | "fewShot">, readonly string[]>> {
  const labelsIn = labelsInPrompts(input);
  const prompts: string[] = [];
  const fewShot: string[] = [];
  for (const [{ prompts: texts }, pieces] of Map.groupBy(
    input.knowledge,
    ({ provenance }) => provenance,
  )) {
    const heads = new Set(pieces.map(({ of }) => `${of.kind} ${of.id}`));
    for (const { query, product, title, label } of texts.flatMap(labelsIn)) {
      const isOwn = heads.has(`query ${query}`) || heads.has(`product ${product}`);
      const name = input.classNames[label]?.at(-1) ?? "";
      const example = `a prompt behind piece ${pieces[0]?.id} says ${name} of “${query}” and “${title}”`;
      (isOwn ? prompts : fewShot).push(example);
    }
  }
  return { prompts, fewShot };
}
