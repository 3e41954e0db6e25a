import { parentPort, workerData } from "node:worker_threads";
import { InferenceSession, Tensor as RuntimeTensor } from "onnxruntime-node";
import {
  packTensors,
  type SessionReply,
  type SessionRequest,
  type Tensors,
} from "./session-messages.ts";
import { type ElementType, elementTypes, type Tensor } from "./tensor.ts";

/** The runtime logs to standard error; its warnings are about its own fusions. */
const errorsOnly = 3;

const port = parentPort;
if (port === null) throw new Error("session-worker is the inside of a worker thread");

const atWork = workerData as Int32Array<SharedArrayBuffer>;
let session: InferenceSession | undefined;

port.on("message", async (request: SessionRequest) => {
  const outcome = await answer(request).then(
    (outputs) => ({ outputs }),
    (error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }),
  );
  // Before the reply, for the next request may set it again as soon as that has arrived.
  Atomics.store(atWork, 0, 0);
  Atomics.notify(atWork, 0);
  if ("reason" in outcome) {
    port.postMessage({ kind: "failed", reason: outcome.reason } satisfies SessionReply);
  } else {
    const { tensors, transfer } = packTensors(outcome.outputs);
    const reply: SessionReply =
      request.kind === "open"
        ? { kind: "opened", inputs: session?.inputNames ?? [], outputs: session?.outputNames ?? [] }
        : { kind: "done", outputs: tensors };
    port.postMessage(reply, transfer);
  }
  if (request.kind === "close") port.close();
});

async function answer(request: SessionRequest): Promise<Tensors> {
  if (request.kind === "run") return await run(request);
  if (request.kind === "close") await session?.release();
  else {
    session = await InferenceSession.create(request.model, {
      intraOpNumThreads: request.threads,
      interOpNumThreads: 1,
      logSeverityLevel: errorsOnly,
      // By the names of the runtime's own configuration; one that it doesn't know it passes over in silence.
      extra: { session: { intra_op: { allow_spinning: request.spinning ? "1" : "0" } } },
    });
  }
  return {};
}

async function run({ feeds, into }: SessionRequest & { kind: "run" }): Promise<Tensors> {
  if (session === undefined) throw new Error("No model is open");
  const fetches = session.outputNames.map((name): [string, RuntimeTensor | null] => {
    const place = into[name];
    return [name, place === undefined ? null : toRuntime(place)];
  });
  const runtimeFeeds = Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(tensor)]);
  const outputs: Record<string, Tensor> = {};
  const made = await session.run(Object.fromEntries(runtimeFeeds), Object.fromEntries(fetches));
  for (const [name, value] of Object.entries(made)) {
    if (into[name] === undefined) outputs[name] = fromRuntime(value as RuntimeTensor);
  }
  return outputs;
}

const toRuntime = ({ type, data, shape }: Tensor): RuntimeTensor =>
  new RuntimeTensor(type, data, shape);

function fromRuntime({ type, dims, data }: RuntimeTensor): Tensor {
  if (!(type in elementTypes)) throw new Error(`An output has elements of type ${type}`);
  return { type: type as ElementType, shape: [...dims], data } as Tensor;
}
