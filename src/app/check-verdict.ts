import { readVerdict, verdictProblem } from "../critic/verdict.ts";
import { answerProblem } from "../language-model/answer-problem.ts";
import { shownClaim } from "./check-requests.ts";
import { failed, well } from "./finding.ts";
import { cutOff, type Looked, type Step, schemaIsRefused } from "./model-look.ts";

/** Asks a model that judges about a claim, as a run does. */
export async function checkVerdict({ model, check, requests, ask }: Looked): Promise<Step> {
  const request = requests.verdict;
  if (request === undefined) return { found: {}, findings: [] };
  const named = `${check}, verdict`;
  const lacking = (found: Step["found"], finding: string, next: string): Step => ({
    found,
    findings: [{ ...{ check: named, ok: false, finding }, next }],
  });
  try {
    const call = await ask(request);
    const { id, text, milliseconds } = call;
    const cut = cutOff(call, request);
    if (cut !== undefined) {
      const next = `Raise ${model.section}.answers.max-tokens above ${request.maxTokens}: what a model thinks counts.`;
      return lacking({}, `gives none: ${cut}`, next);
    }
    const problem = verdictProblem(text, request);
    if (problem !== undefined) {
      const obeysSchema = answerProblem(text, request) === undefined;
      const next = `Look at it with \`cosmo show ${id}\`. ${otherModel}`;
      return lacking({ obeysSchema }, `gives one that can't be used: ${problem}`, next);
    }
    const { plausible, typical } = readVerdict(text);
    const told = `on an umbrella, “${shownClaim.sentence}”: plausible ${plausible}, typical ${typical}; ${milliseconds} ms`;
    return { found: { obeysSchema: true }, findings: [well(named, told)] };
  } catch (error) {
    return schemaIsRefused(error)
      ? lacking(
          { obeysSchema: false },
          "takes no JSON schema, and verdicts on claims need one",
          otherModel,
        )
      : { found: {}, findings: [failed(named, error)] };
  }
}

const otherModel = "Name another model in roles.judge, or set critic.by: labels.";
