import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";
import type { TokenSequence } from "../../encoder/padded-batch.ts";
import { openBareTokenizer } from "../../encoder/text-tokenizer.ts";
import { decidedClass } from "../../learning/class-decision.ts";
import { maxTokensPerRun } from "../../learning/fit.ts";
import { runsOf } from "../../learning/length-batches.ts";
import { openSession } from "../../onnx/session.ts";
import { int64, type Tensor } from "../../onnx/tensor.ts";
import { tokenTexts } from "../evaluate/tuned-learner.ts";
import { inTurns } from "../in-turns.ts";
import { joinedSequence } from "../models/token-texts.ts";
import { openWords, type WordsModel } from "../models/words-model.ts";
import { pooledWithWords } from "../models/words-share.ts";
import { rerankerVersion } from "./reranker-id.ts";
import { learnAnew, type RerankerStore, rerankerFiles } from "./reranker-store.ts";
import { expectedGain } from "./validation-figures.ts";

/** What a model says of a product for a query. */
export interface JudgedTitle {
  /** The gain to be expected: higher is better. */
  readonly score: number;
  /** The class that is decided for: rare ones count for more, as the card says. */
  readonly class: string;
  /** By the classes' names; together 1. */
  readonly probabilities: Readonly<Record<string, number>>;
}

/** A model of relevance, opened. */
export interface Reranker {
  readonly id: string;
  /**
   * What it says of each title, in their order. When `signal` aborts, the promise rejects with its reason: the batch that
   * has begun is finished, and no further one begins.
   */
  judge(
    query: string,
    titles: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly JudgedTitle[]>;
  close(): Promise<void>;
}

/**
 * Opens a model. Its encoder runs in a thread of its own.
 *
 * @throws CosmoError RELEVANCE_MODEL_DAMAGED where a file of it is gone or broken, or of an older version
 */
export async function openReranker(
  store: Pick<RerankerStore, "folderOf" | "card">,
  id: string,
  threads: number,
): Promise<Reranker> {
  const folder = store.folderOf(id);
  const read = (name: string): Promise<Buffer> =>
    readFile(join(folder, name)).catch((error: unknown) => {
      throw damaged(folder, `${name} can't be read`, error);
    });
  const card = await store.card(id);
  if (card === undefined) throw damaged(folder, "card.json can't be read");
  if (card.version !== rerankerVersion) throw damaged(folder, "it is of an older version");
  const { classes, gains, decision, mostTokens, wordsShare } = card;
  const wordsText = (await read(rerankerFiles.words)).toString("utf8");
  const byWords = openedWords(wordsText, classes.length, folder);
  const tokenizer = openBareTokenizer((await read(rerankerFiles.tokenizer)).toString("utf8"));
  const graph = new Uint8Array(await read(rerankerFiles.graph));
  // The last thing that can fail: nobody would close it.
  const session = await openSession(graph, { threads }).catch((error: unknown) => {
    throw damaged(folder, "model.onnx can't be opened", error);
  });
  const most = { ...mostTokens, queryKnowledge: 0, productKnowledge: 0 };

  /** What the encoder says of each title. */
  async function encoded(
    query: string,
    titles: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly Float64Array[]> {
    const sequences = await inTurns(
      titles,
      (title) => {
        const texts = { query, product: title, queryKnowledge: "", productKnowledge: "" };
        const cut = tokenTexts(texts, tokenizer, most);
        return joinedSequence([cut.query, cut.product], tokenizer);
      },
      signal,
    );
    const lengths = sequences.map(({ ids }) => ids.length);
    const found = new Array<Float64Array>(titles.length);
    for (const places of runsOf([...sequences.keys()], lengths, maxTokensPerRun)) {
      const some = places.flatMap((place) => sequences[place] ?? []);
      const { probabilities } = await session.run(feedsOf(some), signal);
      for (const [row, place] of places.entries()) {
        const own = probabilities?.data.slice(row * classes.length, (row + 1) * classes.length);
        found[place] = Float64Array.from(own as Float32Array);
      }
    }
    return found;
  }

  return {
    id,
    async judge(query, titles, signal) {
      // What counts for nothing is not asked.
      const said =
        byWords === undefined || wordsShare === 0
          ? []
          : await inTurns(titles, (title) => byWords(query, title), signal);
      const read = wordsShare === 1 ? [] : await encoded(query, titles, signal);
      return pooledWithWords(said, read, wordsShare).map((probabilities) => ({
        score: expectedGain(probabilities, gains),
        class: classes[decidedClass(probabilities, decision)] ?? "",
        probabilities: Object.fromEntries(
          classes.map((name, at) => [name, probabilities[at] ?? Number.NaN]),
        ),
      }));
    },
    close: () => session.close(),
  };
}

/** The inputs of `rerankerGraph`, filled up to the longest. */
function feedsOf(sequences: readonly TokenSequence[]): Readonly<Record<string, Tensor>> {
  const length = Math.max(...sequences.map(({ ids }) => ids.length));
  const filled = (valuesOf: (sequence: TokenSequence) => readonly number[]): Tensor =>
    int64(
      sequences.flatMap((sequence) => {
        const values = valuesOf(sequence);
        return [...values, ...new Array<number>(length - values.length).fill(0)];
      }),
      [sequences.length, length],
    );
  return {
    input_ids: filled(({ ids }) => ids),
    attention_mask: filled(({ ids }) => ids.map(() => 1)),
    token_type_ids: filled(({ segments }) => segments),
  };
}

/** Undefined: they don't count. */
function openedWords(
  text: string,
  classes: number,
  folder: string,
): ReturnType<typeof openWords> | undefined {
  try {
    const words = JSON.parse(text) as WordsModel | null;
    if (words === null) return undefined;
    const judge = openWords(words);
    const tried = judge("a word", "a word");
    if (tried.length !== classes || !tried.every(Number.isFinite)) {
      throw new RangeError(`it says ${tried.join(", ")} of ${classes} classes`);
    }
    return judge;
  } catch (error) {
    throw damaged(folder, `${rerankerFiles.words} has no trees that can be asked`, error);
  }
}

const damaged = (folder: string, fault: string, cause?: unknown): CosmoError =>
  new CosmoError(
    "RELEVANCE_MODEL_DAMAGED",
    `The model of relevance ${folder} is not whole: ${fault}`,
    {
      hint: learnAnew(folder),
      cause,
      httpStatus: 503,
    },
  );
