import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileHash } from "../artifact/file-hash.ts";
import type { VerdictPort } from "../critic/ask-verdicts.ts";
import type { Critic } from "../critic/critic.ts";
import { inputDifferenceText } from "../critic/input-difference-text.ts";
import { criticUnfit, onnxCritic } from "../critic/onnx-critic.ts";
import { rememberedJudgements } from "../critic/remembered-judgements.ts";
import type { VerdictSource } from "../critic/score-by-verdicts.ts";
import type { CriticSource } from "../critic/score-stage.ts";
import {
  criticVersion,
  type LabelSource,
  type TrainedCritic,
  type TrainedCriticOptions,
  trainedCritic,
} from "../critic/trained-critic.ts";
import { verdictPromptVersions } from "../critic/verdict-request.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import type { Progress } from "../domain/progress.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { logProbabilityDifference } from "../measures/log-probability-difference.ts";
import type { MeasureStore } from "../measures/measure-store.ts";
import { openSession } from "../onnx/session.ts";
import type { Configuration } from "./configuration.ts";
import { textScorer } from "./text-scorer.ts";

/** Raised when the same verdicts would give other scores than before. */
const judgeVersion = 2;

export interface CriticPorts {
  readonly encoder: Encoder;
  /** Measures log-probabilities; asked only where the settings say so. */
  readonly scorer: LanguageModel;
  readonly measures: MeasureStore;
  /** The model that judges; undefined where none does. */
  readonly judge: (VerdictPort & Pick<VerdictSource, "spent">) | undefined;
  readonly progress: Progress;
  readonly now: () => number;
}

export interface CriticPort {
  readonly source: CriticSource;
  /** The critic that is trained on these labels, whatever the settings name; `close` it. */
  trained(labels: LabelSource): TrainedCritic;
  /** What a critic's texts are encoded with. */
  readonly encoder: Encoder;
  /** Log-probability differences, each measured once ever, and the name under which they are kept. */
  readonly differences: NonNullable<TrainedCriticOptions["differences"]>;
  close(): Promise<void>;
}

/**
 * The critic that the settings name. Where it can't be read, that is the source's `problem`.
 * @param folder the workspace: paths of settings are taken from here
 */
export async function openCriticPort(
  folder: string,
  { critic: settings, seed }: Configuration,
  ports: CriticPorts,
): Promise<CriticPort> {
  const { encoder, measures, scorer } = ports;
  const opened: { close(): Promise<void> }[] = [];
  const differences = differencesBy(scorer, measures);
  const options: TrainedCriticOptions = {
    folder: join(folder, "data", "models"),
    temporaryFolder: join(folder, "data", "temporary"),
    encoder,
    seed,
    progress: ports.progress,
    now: ports.now,
    ...(settings.logProbabilityBy === "embedded" && { differences }),
  };
  const remembering = (critic: Critic): Critic => rememberedJudgements(critic, measures);
  return {
    source: await sourceOf(),
    trained: (labels) => trainedCritic(labels, options),
    encoder,
    differences,
    async close() {
      await Promise.all(opened.map((one) => one.close()));
    },
  };

  async function sourceOf(): Promise<CriticSource> {
    const { by } = settings;
    if (by === "none") return { kind: "none" };
    if (ports.judge !== undefined) return judged(ports.judge);
    if (by === "labels") {
      return {
        kind: "critic",
        id: [
          `labels@${criticVersion}`,
          encoder.id,
          options.differences?.name ?? "no log-probabilities",
        ].join(" "),
        open(labels) {
          const critic = trainedCritic(labels, options);
          opened.push(critic);
          return remembering(critic);
        },
      };
    }
    const file = resolve(folder, by);
    const brought = await readBrought(file).catch((error: unknown) => {
      if (error instanceof CosmoError) return error;
      throw error;
    });
    // Told when it is asked: what needs no critic goes on without it.
    if (brought instanceof CosmoError) {
      const open = (): never => {
        throw brought;
      };
      return { kind: "critic", id: `missing ${by}`, open, problem: brought };
    }
    const name = `${basename(file)} ${brought.hash.slice(0, 20)}`;
    if (file.endsWith(".parquet")) return { kind: "scores", id: name, file };
    // What its columns stand for, and what its texts are encoded with, decide what it says.
    const id = [name, hashOf(brought.relations).slice(0, 12), encoder.id].join(" ");
    const { relations } = brought;
    return { kind: "critic", id, open: () => remembering(broughtCritic(file, id, relations)) };
  }

  function judged(judge: NonNullable<CriticPorts["judge"]>): CriticSource {
    const { calibrationClaims } = settings;
    const id = [
      `language-model@${judgeVersion} ${judge.model.id} ${judge.maxTokens} tokens`,
      verdictPromptVersions,
      `${calibrationClaims} labelled claims`,
    ].join(" ");
    return { kind: "language-model", ...judge, id, calibrationClaims };
  }

  /** An ONNX file of the person's own, opened when it is first asked. */
  function broughtCritic(file: string, id: string, relations: readonly string[]): Critic {
    let opening: Promise<Critic> | undefined;
    const open = async (): Promise<Critic> => {
      const session = await openSession(new Uint8Array(await readFile(file)), { threads: 1 }).catch(
        (error: unknown) => {
          throw criticUnfit(file, "it is no ONNX file that can be opened", error);
        },
      );
      opened.push(session);
      return onnxCritic({ id, session, encoder, relations, name: file });
    };
    return {
      id,
      async judge(inputs, signal) {
        opening ??= open().catch((error: unknown) => {
          opening = undefined;
          throw error;
        });
        return (await opening).judge(inputs, signal);
      },
    };
  }
}

/** The hash of a critic's file, and the relations that its columns stand for, as the card beside it says. */
async function readBrought(
  file: string,
): Promise<{ readonly hash: string; readonly relations: readonly string[] }> {
  const hash = await hashOfFile(file);
  const card = join(dirname(file), "card.json");
  if (file.endsWith(".parquet")) return { hash, relations: [] };
  try {
    const { relations } = JSON.parse(await readFile(card, "utf8")) as { relations?: unknown };
    return { hash, relations: Array.isArray(relations) ? relations.map(String) : [] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { hash, relations: [] };
    throw new CosmoError("CRITIC_CARD_UNREADABLE", `${card} is no JSON`, {
      hint: 'Correct it, or remove it where the critic needs no relations; it says { "relations": ["usedFor", …] }.',
      cause: error,
      exitCode: 2,
    });
  }
}

function differencesBy(
  scorer: LanguageModel,
  measures: MeasureStore,
): NonNullable<TrainedCriticOptions["differences"]> {
  const measure = logProbabilityDifference(textScorer(scorer));
  const remembered = measures.remember(measure);
  return {
    name: measure.name,
    async of(inputs, signal) {
      const texts = inputs.map(inputDifferenceText);
      const values = await remembered.of(texts, signal);
      return texts.map((text) => values.get(text) ?? Number.NaN);
    },
  };
}

async function hashOfFile(file: string): Promise<string> {
  try {
    return await fileHash(file);
  } catch (error) {
    throw new CosmoError("CRITIC_FILE_MISSING", `The critic ${file} could not be read`, {
      hint: "Correct critic.by in cosmo.yaml: labels, language-model, none, or the path of an .onnx or .parquet file from the workspace's folder.",
      cause: error,
      exitCode: 2,
    });
  }
}
