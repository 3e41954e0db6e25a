import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, publishFolder } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import type { LabelRow } from "../domain/tables/labels.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { type OnnxSession, openSession } from "../onnx/session.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import type { Critic, CriticInput } from "./critic.ts";
import { criticGraph } from "./critic-graph.ts";
import { type CriticQuestion, criticQuestions } from "./critic-model.ts";
import { type CriticRow, criticRow } from "./critic-report.ts";
import { encodeInputs } from "./features.ts";
import { isCriticLabel, type LabelledClaim, labelledClaims } from "./labelled-claims.ts";
import { onnxCritic } from "./onnx-critic.ts";
import { ratedClaims } from "./rated-claims.ts";
import { trainInWorker } from "./train-in-worker.ts";
import { trainingSet } from "./training-set.ts";

/** Raised when the same labels would give another critic than before. */
export const criticVersion = 3;

export interface TrainedCriticOptions {
  /** Where critics are kept, each in a folder of its own. */
  readonly folder: string;
  /** On the same disk; what an interruption leaves there is cleared by the next command. */
  readonly temporaryFolder: string;
  readonly encoder: Encoder;
  readonly seed: number;
  /** Log-probability differences as a feature; without: not used. */
  readonly differences?: {
    readonly name: string;
    of(inputs: readonly CriticInput[], signal: AbortSignal): Promise<readonly number[]>;
  };
  readonly progress: Progress;
  /** Milliseconds since 1970; for the card. */
  readonly now: () => number;
}

/** What an artefact says of itself. */
export interface CriticCard {
  readonly id: string;
  readonly version: number;
  /** ISO 8601. */
  readonly trainedAt: string;
  readonly encoder: string;
  readonly logProbabilityDifference: string | null;
  readonly labels: {
    readonly content: string;
    readonly bySplit: Readonly<Record<string, number>>;
    readonly byMaker: Readonly<Record<string, number>>;
    readonly byAnnotatorKind: Readonly<Record<string, number>>;
  };
  /** The columns of the graph's inputs of these names. */
  readonly features: readonly string[];
  readonly relations: readonly string[];
  readonly heads: Readonly<
    Record<
      CriticQuestion,
      { readonly penalty: number; readonly slope: number; readonly shift: number }
    >
  >;
  /** On the test side, which it has not seen. */
  readonly figures: readonly CriticRow[];
}

export interface LabelSource {
  readonly content: string;
  rows(): AsyncIterable<LabelRow>;
}

export interface TrainedCritic extends Critic {
  /** Trains where that was not done before. */
  card(signal: AbortSignal): Promise<CriticCard>;
  close(): Promise<void>;
}

/** A critic of these labels, trained when it is first asked and kept as ONNX file and card. */
export function trainedCritic(labels: LabelSource, options: TrainedCriticOptions): TrainedCritic {
  const { encoder, seed, differences, folder } = options;
  const recipe = [criticVersion, encoder.id, seed, differences?.name ?? null, labels.content];
  const id = `critic_${hashOf(recipe).slice(0, 20)}`;
  const place = join(folder, id);
  let opening: Promise<Opened> | undefined;
  const opened = (signal: AbortSignal): Promise<Opened> => {
    opening ??= openOrTrain(signal).catch((error: unknown) => {
      // Asked again, it is tried again.
      opening = undefined;
      throw error;
    });
    return opening;
  };

  async function openOrTrain(signal: AbortSignal): Promise<Opened> {
    const before = await readCritic(place);
    if (before !== undefined) return open(before);
    const made = await train(id, labels, options, signal);
    await writeCritic(place, options.temporaryFolder, made);
    return open(made);
  }

  const open = async ({ card, graph }: Artefact): Promise<Opened> => ({
    card,
    ...(await openGraph(id, graph, card.relations, options)),
  });

  return {
    id,
    judge: async (inputs, signal) => (await opened(signal)).critic.judge(inputs, signal),
    card: async (signal) => (await opened(signal)).card,
    async close() {
      const found = await opening?.catch(() => undefined);
      await found?.session.close();
    },
  };
}

interface OpenedGraph {
  readonly session: OnnxSession;
  readonly critic: Critic;
}

interface Opened extends OpenedGraph {
  readonly card: CriticCard;
}

async function openGraph(
  id: string,
  graph: Uint8Array<ArrayBuffer>,
  relations: readonly string[],
  { encoder, differences, folder }: TrainedCriticOptions,
): Promise<OpenedGraph> {
  const session = await openSession(graph.slice(), { threads: 1 });
  try {
    const critic = onnxCritic({
      id,
      session,
      encoder,
      relations,
      name: join(folder, id, graphFile),
      ...(differences && { differences: differences.of }),
    });
    return { session, critic };
  } catch (error) {
    await session.close();
    throw error;
  }
}

interface Artefact {
  readonly card: CriticCard;
  readonly graph: Uint8Array<ArrayBuffer>;
}

const graphFile = "critic.onnx";
const cardFile = "card.json";

async function readCritic(place: string): Promise<Artefact | undefined> {
  const card = await readJsonFile<CriticCard>(join(place, cardFile), {
    hint: `Remove the folder ${place}: the critic is trained anew.`,
  });
  if (card === undefined) return undefined;
  return { card, graph: new Uint8Array(await readFile(join(place, graphFile))) };
}

async function writeCritic(
  place: string,
  temporaryFolder: string,
  { card, graph }: Artefact,
): Promise<void> {
  const temporary = join(temporaryFolder, `${card.id}.${process.pid}`);
  await onDisk(temporary, async () => {
    await mkdir(temporary, { recursive: true });
    await writeFile(join(temporary, graphFile), graph);
    await writeFile(join(temporary, cardFile), `${JSON.stringify(card, undefined, 2)}\n`);
  });
  await publishFolder(temporary, place);
}

async function train(
  id: string,
  labels: LabelSource,
  options: TrainedCriticOptions,
  signal: AbortSignal,
): Promise<Artefact> {
  const { encoder, seed, differences, progress, now } = options;
  const rows = await Array.fromAsync(labels.rows());
  const claims = labelledClaims(rows);
  const work = progress.started("train critic", "labelled claims", claims.length);
  const inputs = claims.map(({ input }) => input);
  const measured = await differences?.of(inputs, signal);
  const encoded = await encodeInputs(inputs, encoder, signal, measured);
  work.progressed(Math.floor(claims.length / 2));
  const model = await trainInWorker(trainingSet(claims, encoded, seed), signal);
  const graph = criticGraph(model);
  const { relations } = model.columns;
  const { session, critic } = await openGraph(id, graph, relations, options);
  try {
    const figures = await testFigures(claims, critic, seed, signal);
    work.finished();
    const card: CriticCard = {
      id,
      version: criticVersion,
      trainedAt: new Date(now()).toISOString(),
      encoder: encoder.id,
      logProbabilityDifference: differences?.name ?? null,
      labels: {
        content: labels.content,
        bySplit: countsOf(claims.map(({ split }) => split)),
        byMaker: countsOf(claims.map(({ madeBy }) => madeBy)),
        byAnnotatorKind: countsOf(
          rows.filter(isCriticLabel).map(({ annotatorKind }) => annotatorKind),
        ),
      },
      features: model.columns.features,
      relations,
      heads: {
        plausible: headOf(model.questions.plausible),
        typical: headOf(model.questions.typical),
      },
      figures,
    };
    return { card, graph };
  } finally {
    await session.close();
  }
}

const headOf = (question: {
  readonly penalty: number;
  readonly calibration: { readonly slope: number; readonly shift: number };
}) => ({ penalty: question.penalty, ...question.calibration });

async function testFigures(
  claims: readonly LabelledClaim[],
  critic: Critic,
  seed: number,
  signal: AbortSignal,
): Promise<readonly CriticRow[]> {
  const test = claims.filter(({ split }) => split === "test");
  const judgements = await critic.judge(
    test.map(({ input }) => input),
    signal,
  );
  return criticQuestions.flatMap((question) => {
    const rated = ratedClaims(test, question, (place) => {
      const judgement = judgements[place];
      return question === "plausible" ? judgement?.plausibility : judgement?.typicality;
    });
    const options = { seed, probabilities: true };
    const own = rated.filter(({ madeBy }) => madeBy !== "author");
    return [
      criticRow("all", question, rated, options),
      ...(own.length < rated.length ? [criticRow("all/judged", question, own, options)] : []),
    ];
  });
}

const countsOf = (values: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    sortedGroups(values, (value) => value).map(([value, all]) => [value, all.length]),
  );
