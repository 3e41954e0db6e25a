import { parentPort, workerData } from "node:worker_threads";
import { countTokens } from "./count-tokens.ts";
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

const open = new Map<number, { controller: AbortController; done: Promise<void> }>();

try {
  const loaded = await loadModel(settings);
  // Messages that came while the model was loading wait in the port until now.
  port.on("message", async (message: ToWorker) => {
    if (message.to === "do") {
      const controller = new AbortController();
      const done = answer(loaded, message.number, message.work, controller.signal);
      open.set(message.number, { controller, done });
    } else if (message.to === "cancel") {
      open.get(message.number)?.controller.abort();
    } else {
      for (const { controller } of open.values()) controller.abort();
      await Promise.all(Array.from(open.values(), ({ done }) => done));
      await loaded.dispose();
      release();
      port.close();
    }
  });
} catch (error) {
  release();
  reply({ from: "broken", error: toPlain(error) });
}

async function answer(
  loaded: LoadedModel,
  number: number,
  work: Work,
  signal: AbortSignal,
): Promise<void> {
  try {
    reply({ from: "done", number, result: await perform(loaded, work, signal) });
  } catch (error) {
    reply(
      signal.aborted
        ? { from: "cancelled", number }
        : { from: "failed", number, error: toPlain(error) },
    );
  }
  open.delete(number);
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
      return countTokens(loaded.model, work.request);
  }
}
