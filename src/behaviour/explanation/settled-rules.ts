import type { ExplainedRule, NotAsked } from "./explained-pair.ts";

/** A rule before it is known whether one before it stopped the pair. */
export type RuleAnswer = Omit<ExplainedRule, "outcome" | "because"> & {
  readonly answer: "passes" | "stops" | NotAsked;
};

/** What all answers come to, in order. */
export interface SettledRules {
  readonly rules: readonly ExplainedRule[];
  /** The first rule that stops. */
  readonly stoppedBy: string | null;
}

/** Of rules in order the first that stops decides; what those behind it would say is told too. */
export function settledRules(answers: readonly RuleAnswer[]): SettledRules {
  const first = answers.findIndex(({ answer }) => answer === "stops");
  const rules = answers.map(({ answer, ...rule }, index): ExplainedRule => {
    const isBehind = first !== -1 && index > first;
    if (answer === "passes") {
      return { ...rule, outcome: isBehind ? "wouldPass" : "passed", because: null };
    }
    if (answer === "stops") {
      return { ...rule, outcome: isBehind ? "wouldStop" : "stopped", because: null };
    }
    return { ...rule, outcome: "notAsked", because: answer };
  });
  return { rules, stoppedBy: answers[first]?.rule ?? null };
}

export const passesIf = (holds: boolean): "passes" | "stops" => (holds ? "passes" : "stops");
