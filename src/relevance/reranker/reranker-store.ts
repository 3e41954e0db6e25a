import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onDisk, publishFolder, writeFileDurably } from "../../artifact/durable.ts";
import { readJsonFile } from "../../artifact/read-json-file.ts";
import type { LearntReranker } from "./learn-reranker.ts";
import type { RerankerCard } from "./reranker-card.ts";

export const rerankerFiles = {
  graph: "model.onnx",
  tokenizer: "tokenizer.json",
  words: "words.json",
  card: "card.json",
} as const;

/** What to do about a model that is not whole. */
export const learnAnew = (folder: string): string =>
  `Remove the folder ${folder} and run \`cosmo run relevance\`: it is learnt anew.`;

/** Names the model that is served, among those of its folder. */
const servedRerankerFile = "relevance.json";

const prefix = "relevance_";
const unfinished = ".unfinished";

/** Models of relevance, each in a folder of its own that appears at one stroke, and which of them is served. */
export interface RerankerStore {
  /** The folder of a model. */
  folderOf(id: string): string;
  /** What a model says of itself; undefined where there is none of this name. */
  card(id: string): Promise<RerankerCard | undefined>;
  /** Where the state of learning it is kept until it is there; what else a killed command left there is cleared. */
  checkpointPath(id: string): Promise<string>;
  /** Publishes a model, and clears what learning this one or another left unfinished. */
  publish(learnt: LearntReranker, tokenizerJson: string): Promise<void>;
  /** The name of the model that is served; undefined while none is. */
  served(): Promise<string | undefined>;
  serve(id: string): Promise<void>;
  /** Files of a model that are not there. */
  missing(id: string): Promise<readonly string[]>;
  /** Changes whenever another model is served; undefined while none is. */
  mark(): Promise<string | undefined>;
}

/**
 * @param folder where models are kept
 * @param temporaryFolder on the same disk; what an interruption leaves there is cleared by the next command
 */
export function openRerankerStore(folder: string, temporaryFolder: string): RerankerStore {
  const folderOf = (id: string): string => join(folder, id);
  const pointer = join(folder, servedRerankerFile);
  const state = "checkpoint.safetensors";
  return {
    folderOf,
    card: (id) =>
      readJsonFile<RerankerCard>(join(folderOf(id), rerankerFiles.card), {
        hint: learnAnew(folderOf(id)),
      }),
    async checkpointPath(id) {
      const place = `${folderOf(id)}${unfinished}`;
      const names = await readdir(place).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      for (const name of names) if (name !== state) await rm(join(place, name));
      return join(place, state);
    },
    async publish({ card, graph, words }, tokenizerJson) {
      const temporary = join(temporaryFolder, `${card.id}.${process.pid}`);
      await onDisk(temporary, async () => {
        await mkdir(temporary, { recursive: true });
        await writeFile(join(temporary, rerankerFiles.graph), graph);
        await writeFile(join(temporary, rerankerFiles.tokenizer), tokenizerJson);
        await writeFile(join(temporary, rerankerFiles.words), JSON.stringify(words));
        const text = `${JSON.stringify(card, undefined, 2)}\n`;
        await writeFile(join(temporary, rerankerFiles.card), text);
      });
      await publishFolder(temporary, folderOf(card.id));
      for (const name of await readdir(folder)) {
        if (!name.startsWith(prefix) || !name.endsWith(unfinished)) continue;
        await rm(join(folder, name), { recursive: true, force: true });
      }
    },
    async served() {
      const found = await readJsonFile<{ readonly model: string }>(pointer, {
        hint: `Remove ${pointer} and run \`cosmo run relevance\`: it is written anew.`,
      });
      return found?.model;
    },
    async missing(id) {
      const there: readonly string[] = await readdir(folderOf(id)).catch(() => []);
      return Object.values(rerankerFiles).filter((name) => !there.includes(name));
    },
    async mark() {
      const found = await stat(pointer).catch(() => undefined);
      return found && `${found.ino} ${found.mtimeMs}`;
    },
    serve: (id) => writeFileDurably(pointer, `${JSON.stringify({ model: id })}\n`),
  };
}
