import { isModelCall } from "../../domain/ids.ts";
import type { Lookup } from "./lookup.ts";
import type { Section } from "./shown.ts";

/** Answers that are shown of a claim. */
const answersShown = 10;

/** The raw answers behind claims, the first of them. */
export function answerSection(lookup: Lookup, calls: readonly string[]): Section {
  const asked = calls.filter(isModelCall);
  const { calls: store } = lookup.workspace.ports;
  const attempts = asked
    .flatMap((id) => [...store.get(id), ...store.repairsOf(id)])
    .slice(0, answersShown);
  return {
    title: "Answers",
    total: asked.length,
    rows: attempts.map(({ id, model, prompt, answerStem, draw, rawAnswer, state }) => ({
      call: id,
      model,
      prompt: `${prompt}\n${answerStem}`,
      draw,
      rawAnswer,
      state,
    })),
  };
}
