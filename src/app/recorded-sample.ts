import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileDurably } from "../artifact/durable.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { importRecorded } from "../language-model/recorded-answers.ts";
import type { MeasuredText } from "../measures/measure-store.ts";
import { evaluateGraph, evaluationsFolder, type GraphEvaluation } from "./evaluate-graph.ts";
import { readJsonLines } from "./read-json-lines.ts";
import { sampleShopFolder } from "./sample-shop.ts";
import type { Workspace } from "./workspace.ts";

/** Answers and measures that the embedded models gave on the sample shop, recorded once. */
export const recordedFolder: string = join(sampleShopFolder, "recorded");
export const answersFile = "answers.jsonl.gz";
export const measuresFile = "measures.jsonl.gz";
/** What the graph of those answers is worth against the truth, under the name that it is kept by. */
export const evaluationFile = "evaluation.json";

/** Errors that mean: there is no embedded model to be had here. */
const modelAbsent = new Set(["MODEL_FILE_UNAVAILABLE", "EMBEDDED_MODEL_UNSUPPORTED"]);

/**
 * Opens the embedded models, or, where none can be had, takes in what they answered when the sample
 * was recorded. The answer is why they can't be had; undefined when they are there.
 */
export async function prepareOrReplay(workspace: Workspace): Promise<CosmoError | undefined> {
  try {
    await workspace.ports.prepare();
    return undefined;
  } catch (error) {
    if (!(error instanceof CosmoError) || !modelAbsent.has(error.code)) throw error;
    await takeInRecorded(workspace);
    return error;
  }
}

/** Takes in what the embedded models answered when the sample was recorded. */
export async function takeInRecorded(workspace: Workspace): Promise<void> {
  const { ports } = workspace;
  importRecorded(ports.calls, await readJsonLines(join(recordedFolder, answersFile)));
  const measured = await readJsonLines(join(recordedFolder, measuresFile));
  ports.measures.add(measured as MeasuredText[]);
  const text = await readFile(join(recordedFolder, evaluationFile), "utf8");
  const { name, evaluation } = JSON.parse(text) as RecordedEvaluation;
  await writeFileDurably(join(evaluationsFolder(workspace), name), JSON.stringify(evaluation));
}

/**
 * The evaluation of the graph that the recorded answers lead to. It is kept under its name, which says
 * what went in: where the graph, the truth or the code is another, it is not found.
 */
export interface RecordedEvaluation {
  readonly name: string;
  readonly evaluation: GraphEvaluation;
}

/** What the graph is worth against the truth; null where that needs an encoder that can't be had. */
export async function evaluateReplayed(
  workspace: Workspace,
  signal: AbortSignal,
): Promise<GraphEvaluation | null> {
  try {
    return await evaluateGraph(workspace, null, signal);
  } catch (error) {
    if (error instanceof CosmoError && modelAbsent.has(error.code)) return null;
    throw error;
  }
}
