import { CosmoError } from "../domain/cosmo-error.ts";
import type { AnswerForm } from "../generation/answer-form.ts";
import { parseAnswer } from "../generation/parse-answer.ts";
import { answerProblem } from "../language-model/answer-problem.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import { hasLogProbabilities } from "../language-model/openai-compatible/has-log-probabilities.ts";
import type { RecordedCall } from "../language-model/recorded-call.ts";
import { dollars } from "../text/dollars.ts";
import { requestsFor } from "./check-requests.ts";
import { checkVerdict } from "./check-verdict.ts";
import { type Finding, failed, well } from "./finding.ts";
import { cutOff, type Looked, type ModelReport, type Step, schemaIsRefused } from "./model-look.ts";
import type { AskedModel } from "./ports.ts";
import type { Workspace } from "./workspace.ts";

/** What a model is called among the findings. */
export const labelOf = ({ name, section, asker }: AskedModel): string =>
  section === name ? `model ${asker.id}` : `model ${name} (${asker.id})`;

export interface CheckedModel {
  readonly report: ModelReport;
  readonly findings: readonly Finding[];
}

/** What is known of a model that is not asked. */
export function unaskedModel(model: AskedModel): CheckedModel {
  const check = labelOf(model);
  return {
    report: reportOf(model, {}),
    findings: [well(check, "was not asked"), pricing(model, check)],
  };
}

/**
 * Asks a model for a sample, for a verdict where it judges, and whether it obeys a schema and gives log-probabilities. An error is a finding;
 * where the sample failed, the model is asked no more.
 */
export async function checkModel(
  { ports }: Pick<Workspace, "ports">,
  model: AskedModel,
  signal: AbortSignal,
): Promise<CheckedModel> {
  const check = labelOf(model);
  let calls = 0;
  let costUsd = 0;
  const looked: Looked = {
    ...{ model, check, requests: requestsFor(model) },
    async ask(request) {
      const { call, text, ...generation } = await model.asker.generate(request, signal);
      calls++;
      costUsd += generation.costUsd;
      const recorded = ports.calls.get(call).at(-1);
      if (recorded === undefined) throw new Error(`${call} was not recorded`);
      return { ...recorded, text };
    },
  };
  const sampled = await sample(looked);
  const steps =
    sampled.found.answers === undefined
      ? [sampled]
      : [
          sampled,
          await schema(looked, sampled),
          await checkVerdict(looked),
          await logProbabilities(looked, signal),
          { found: {}, findings: [pricing(model, check), ...counting(sampled, looked)] },
        ];
  const found: Partial<ModelReport> = Object.assign({}, ...steps.map((step) => step.found));
  return {
    report: reportOf(model, { ...found, calls, costUsd }),
    findings: steps.flatMap(({ findings }) => findings),
  };
}

async function sample({ model, check, requests, ask }: Looked): Promise<Step> {
  const { settings, section } = model;
  const request = requests.sample;
  try {
    await model.prepare();
    const call = await ask(request);
    const { text, milliseconds, inputTokens, outputTokens } = call;
    const problem = cutOff(call, request) ?? answerProblem(text, request);
    const countsTokens = inputTokens > 0;
    const found = {
      answers: saidIn(text, request, settings.answers.form),
      ...{ milliseconds, countsTokens },
      tokensPerSecond:
        countsTokens && milliseconds > 0 ? (1000 * outputTokens) / milliseconds : null,
      ...(request.schema && { obeysSchema: problem === undefined }),
    };
    const finding: Finding =
      problem === undefined
        ? well(check, answered(found, model, call))
        : {
            ...{ check, ok: false, finding: `gives an answer that can't be used: ${problem}` },
            next: `Look at it with \`cosmo show ${call.id}\`; raise ${section}.answers.max-tokens, or set another ${section}.answers.form.`,
          };
    return { found, findings: [finding] };
  } catch (error) {
    return {
      found: schemaIsRefused(error) ? { obeysSchema: false } : {},
      findings: [failed(check, error)],
    };
  }
}

async function schema({ model, check, requests, ask }: Looked, sampled: Step): Promise<Step> {
  const named = `${check}, schema`;
  const finding = (obeysSchema: boolean | null, told: string): Step => ({
    found: { obeysSchema },
    findings: [well(named, told)],
  });
  if (requests.sample.schema) {
    return sampled.found.obeysSchema
      ? finding(true, "obeys a JSON schema")
      : { found: {}, findings: [] };
  }
  if (requests.verdict) return { found: {}, findings: [] };
  if (requests.schema === undefined) {
    return finding(null, "was not asked: an embedded model takes none");
  }
  const unneeded = `answers.form: ${model.settings.answers.form} needs none`;
  try {
    const call = await ask(requests.schema);
    const problem = cutOff(call, requests.schema) ?? answerProblem(call.text, requests.schema);
    return problem === undefined
      ? finding(true, "obeys a JSON schema, so answers.form: json can be set")
      : finding(false, `does not obey a JSON schema (${problem}); ${unneeded}`);
  } catch (error) {
    return schemaIsRefused(error)
      ? finding(false, `takes no JSON schema; ${unneeded}`)
      : { found: {}, findings: [failed(named, error)] };
  }
}

async function logProbabilities(
  { model, check, requests, ask }: Looked,
  signal: AbortSignal,
): Promise<Step> {
  const named = `${check}, log-probabilities`;
  const finding = (givesLogProbabilities: boolean): Step => ({
    found: { givesLogProbabilities },
    findings: [well(named, givesLogProbabilities ? "gives them" : noLogProbabilities)],
  });
  const request = requests.logProbabilities;
  try {
    return finding(
      request === undefined
        ? await scores(model.asker, signal)
        : hasLogProbabilities((await ask(request)).rawAnswer),
    );
  } catch (error) {
    const isRefused = error instanceof CosmoError && error.code === "MODEL_REQUEST_REFUSED";
    return isRefused ? finding(false) : { found: {}, findings: [failed(named, error)] };
  }
}

const noLogProbabilities = "gives none; nothing that is asked of a server needs them";

/** Whether a text gets a log-probability. */
async function scores(asker: AskedModel["asker"], signal: AbortSignal): Promise<boolean> {
  const score = await asker.score?.({ context: "It keeps off the", text: " rain" }, signal);
  return score !== undefined && Number.isFinite(score.logProbability);
}

const reportOf = (
  { name, roles, price, asker }: AskedModel,
  found: Partial<ModelReport>,
): ModelReport => ({
  ...{ name, id: asker.id, roles, price: price ?? null, calls: 0, costUsd: 0 },
  ...{ answers: null, milliseconds: null, tokensPerSecond: null, countsTokens: null },
  ...{ obeysSchema: null, givesLogProbabilities: null },
  ...found,
});

/** Signs of a sample that are shown. */
const shownLength = 200;

/** The lines of an answer; of one that can't be cut into lines, its beginning. */
function saidIn(
  text: string,
  { answerStem }: GenerateRequest,
  form: AnswerForm["form"],
): readonly string[] {
  try {
    return parseAnswer(text, form, answerStem).map(({ tail }) => tail);
  } catch {
    return [text.replace(/\s+/g, " ").trim().slice(0, shownLength)];
  }
}

function answered(
  { answers, milliseconds, tokensPerSecond }: Partial<ModelReport>,
  { price }: AskedModel,
  { costUsd }: RecordedCall,
): string {
  const said = (answers ?? []).map((answer) => `“${answer}”`).join(", ");
  const speed = tokensPerSecond == null ? "" : `, ${tokensPerSecond.toFixed(0)} tokens a second`;
  const cost =
    price === undefined
      ? "what it cost is not known"
      : costUsd === 0
        ? "it cost nothing"
        : `it cost ${dollars(costUsd)}`;
  return `answers what people use an umbrella for: ${said}; ${milliseconds} ms${speed}; ${cost}`;
}

function pricing({ price, section }: AskedModel, check: string): Finding {
  const named = `${check}, price`;
  if (price === undefined) {
    const next = `Set ${section}.price: without it money is not counted, and a cap in money is refused.`;
    return well(named, "is not known", next);
  }
  const { input, output, asOf } = price;
  if (input === 0 && output === 0) return well(named, "nothing");
  const since = asOf === null ? "as set" : `as known for ${asOf}`;
  return well(
    named,
    `${dollars(input)} a million tokens of input, ${dollars(output)} of output, ${since}`,
  );
}

function counting({ found }: Step, { model, check }: Looked): readonly Finding[] {
  if (model.settings.provider === "embedded") return [];
  const told = found.countsTokens
    ? "the server counts them"
    : "the server does not count them: each answer is taken to cost the most that it can";
  return [well(`${check}, tokens`, told)];
}
