import { CosmoError } from "../domain/cosmo-error.ts";
import { packTensors, type SessionRequest, type Tensors } from "./session-messages.ts";
import { SessionThread } from "./session-thread.ts";

export interface SessionOptions {
  /** Threads that share one run. Two on two busy cores can be slower than one. */
  readonly threads: number;
  /**
   * Whether threads that wait for one another spin, asking for work, or sleep. On an idle machine spinning saves a step of
   * learning, which is of many small operations, an eighth of its time; where others want the cores it holds all of them up: of three
   * processes that encode on two cores each takes half as long again. Default false.
   */
  readonly spinning?: boolean;
}

/** A loaded graph in a thread of its own: the runtime's `run` would block the event loop. */
export interface OnnxSession {
  /** Names of the graph's inputs and outputs. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /**
   * Runs the graph on one tensor per input and returns all its outputs. Calls wait for each other.
   *
   * The arrays of `feeds` are the session's from now on: those that fill their buffer are moved to its
   * thread and are empty here afterwards. The outputs are the caller's. Arrays in shared memory are read where they
   * are: they must not change before the run has ended, or the session, where it was aborted.
   *
   * @param into where outputs of some names are written, in shared memory; they are given back as these. Left out: all outputs have
   * memory of their own
   *
   * When `signal` aborts, the promise rejects with its reason at once. A run that waits is never
   * started; one that has begun is finished, since the runtime cannot be stopped in a run: its outputs
   * are dropped, and those in `into` come late.
   *
   * @throws RangeError where `into` names no output, or memory that is not shared
   * @throws CosmoError `ONNX_RUN_FAILED` (inputs that do not fit, not enough memory), and
   * `ONNX_SESSION_CLOSED` after `close`.
   */
  run(feeds: Tensors, signal?: AbortSignal, into?: Tensors): Promise<Tensors>;
  /** Lets the run that has begun finish, refuses those that wait and frees the thread. */
  close(): Promise<void>;
}

/**
 * Opens an ONNX file that lies in memory. `model` is moved to the session's thread and is empty here
 * afterwards.
 *
 * @throws CosmoError `ONNX_SESSION_FAILED` when the runtime cannot be loaded or refuses the model.
 * @example
 * const session = await openSession(graph.toBytes(), { threads: 1 });
 * const { y } = await session.run({ x: float32([1, 2], [1, 2]) });
 * await session.close();
 */
export async function openSession(
  model: Uint8Array<ArrayBuffer>,
  { threads, spinning = false }: SessionOptions,
): Promise<OnnxSession> {
  const thread = new SessionThread();
  const names = await opened(thread, { kind: "open", model, threads, spinning }).catch(
    async (error: unknown) => {
      await thread.close();
      throw sessionFailed(error);
    },
  );

  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  let closing: Promise<void> | undefined;
  function checkPlaces(into: Tensors): void {
    for (const [name, { data }] of Object.entries(into)) {
      if (!names.outputs.includes(name)) throw new RangeError(`no output ${name}`);
      if (!(data.buffer instanceof SharedArrayBuffer)) {
        throw new RangeError(`${name} cannot be written into memory that is not shared`);
      }
    }
  }

  async function runNow(
    feeds: Tensors,
    signal: AbortSignal | undefined,
    into: Tensors,
  ): Promise<Tensors> {
    signal?.throwIfAborted();
    if (closing !== undefined) throw sessionClosed();
    checkPlaces(into);
    const { tensors, transfer } = packTensors(feeds);
    try {
      const reply = await thread.ask({ kind: "run", feeds: tensors, into }, transfer);
      if (reply.kind === "done") return { ...reply.outputs, ...into };
      throw new Error(reply.kind === "failed" ? reply.reason : `an answer of kind ${reply.kind}`);
    } catch (error) {
      throw runFailed(error);
    }
  }

  return {
    ...names,
    run: (feeds, signal, into = {}) =>
      orAbort(
        inTurn(() => runNow(feeds, signal, into)),
        signal,
      ),
    close: () => {
      closing ??= inTurn(() => thread.close());
      return closing;
    },
  };
}

async function opened(
  thread: SessionThread,
  request: SessionRequest & { kind: "open" },
): Promise<Pick<OnnxSession, "inputs" | "outputs">> {
  const reply = await thread.ask(request, [request.model.buffer]);
  if (reply.kind === "opened") return { inputs: reply.inputs, outputs: reply.outputs };
  throw new Error(reply.kind === "failed" ? reply.reason : `an answer of kind ${reply.kind}`);
}

/** `work`, or the signal's reason as soon as it aborts. */
function orAbort<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const sessionFailed = (error: unknown): CosmoError =>
  new CosmoError("ONNX_SESSION_FAILED", `The model could not be opened: ${reasonOf(error)}`, {
    hint: "Check that onnxruntime-node is installed for this machine and that memory is free; run `npm ci` again if it is not.",
    cause: error,
  });

const runFailed = (error: unknown): CosmoError =>
  new CosmoError("ONNX_RUN_FAILED", `The model could not be run: ${reasonOf(error)}`, {
    hint: "Free some memory and run the same command again; if it stays, report it with this message.",
    cause: error,
  });

const sessionClosed = (): CosmoError =>
  new CosmoError("ONNX_SESSION_CLOSED", "The model was asked after it had been closed", {
    hint: "Run the same command again; if it stays, report it with this message.",
  });
