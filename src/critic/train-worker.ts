import { parentPort, workerData } from "node:worker_threads";
import { type TrainingSet, trainCritic } from "./train-critic.ts";

const port = parentPort;
if (port === null) throw new Error("train-worker is the inside of a worker thread");
port.postMessage(trainCritic(workerData as TrainingSet));
