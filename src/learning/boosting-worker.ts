import { parentPort } from "node:worker_threads";
import type { BoostingTask } from "./boosting-threads.ts";
import { fitBoostedTrees } from "./fit-boosted-trees.ts";

const port = parentPort;
if (port === null) throw new Error("boosting-worker is the inside of a worker thread");
port.on("message", ({ examples, options }: BoostingTask) => {
  port.postMessage(fitBoostedTrees(examples, options));
});
