import { parentPort, workerData } from "node:worker_threads";
import { toPlain } from "./embedded-errors.ts";
import { generateText } from "./generate-text.ts";
import { type LoadedModel, loadModel } from "./load-model.ts";
import { scoreText } from "./score-text.ts";
import type { FromWorker, Kind, Kinds, ToWorker, Work, WorkerStart } from "./worker-messages.ts";

const port = parentPort;
if (port === null) throw new Error("This module is the inside of a worker thread");
const reply = (message: FromWorker): void => port.postMessage(message);

const { settings, released } = workerData as WorkerStart;
const release = (): void => {
  Atomics.store(released, 0, 1);
  Atomics.notify(released, 0);
};

let current: AbortController | undefined;
let working: Promise<void> = Promise.resolve();

try {
  const loaded = await loadModel(settings);
  // Messages that came while the model was loading wait in the port until now.
  port.on("message", async (message: ToWorker) => {
    if (message.to === "do") {
      current = new AbortController();
      working = answer(loaded, message.work, current.signal);
    } else {
      current?.abort();
      if (message.to === "cancel") return;
      await working;
      await loaded.dispose();
      release();
      port.close();
    }
  });
} catch (error) {
  release();
  reply({ from: "broken", error: toPlain(error) });
}

async function answer(loaded: LoadedModel, work: Work, signal: AbortSignal): Promise<void> {
  try {
    reply({ from: "done", result: await perform(loaded, work, signal) });
  } catch (error) {
    reply(signal.aborted ? { from: "cancelled" } : { from: "failed", error: toPlain(error) });
  }
}

async function perform(
  loaded: LoadedModel,
  work: Work,
  signal: AbortSignal,
): Promise<Kinds[Kind]["result"]> {
  switch (work.kind) {
    case "generate":
      return await generateText(loaded, work.request, signal);
    case "score":
      return await scoreText(loaded, work.request, signal);
    case "countTokens":
      return loaded.model.tokenize(work.request, false).length;
  }
}
