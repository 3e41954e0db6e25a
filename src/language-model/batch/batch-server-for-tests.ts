import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request of a job, as it was uploaded. */
export interface BatchLine {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly content: string }[];
    readonly seed: number;
  };
}

/** What the server makes of a request; absent: nothing, as where its job expires before its turn. */
export interface BatchReply {
  readonly status: number;
  readonly body: unknown;
}

export interface ServedJob {
  readonly id: string;
  readonly inputFile: string;
  readonly metadata: unknown;
  readonly lines: readonly BatchLine[];
  status: string;
  outputFile?: string;
  errorFile?: string;
  counts: { total: number; completed: number; failed: number };
  errors?: unknown;
}

export interface BatchServer {
  /** What `language-model.base-url` is set to. */
  readonly baseUrl: string;
  readonly jobs: ServedJob[];
  /** What is uploaded, and results, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Each request as `POST /v1/batches`, in the order in which they came. */
  readonly requests: readonly string[];
  readonly authorizations: ReadonlySet<string | undefined>;
  /** Does what a provider does in hours: every request of a job that is going is answered by `reply`. */
  work(
    reply: (line: BatchLine) => BatchReply | undefined,
    status?: "completed" | "expired" | "cancelled",
  ): void;
  /** What becomes of a line of results. */
  rewriteResults: (line: string) => string;
  /** Called when a job is submitted, before the reply: may kill the client. True: there is no reply. */
  onSubmitted: (job: ServedJob) => boolean;
  /** Called before the content of a file is sent. True: there is no reply. */
  onRead: (file: string) => boolean;
  /** Answers a call that is made by itself. */
  live: (body: BatchLine["body"]) => BatchReply;
  /** Refuses a request where it gives something. */
  refuse: (request: string) => BatchReply | undefined;
  close(): void;
}

/** A test double of a provider's Batch API: a real HTTP server that keeps files and jobs, whose work a test does. */
export async function startBatchServer(): Promise<BatchServer> {
  const files = new Map<string, string>();
  let uploads = 0;
  const jobs: ServedJob[] = [];
  const requests: string[] = [];
  const authorizations = new Set<string | undefined>();
  const keep = (lines: readonly unknown[]): string => {
    const id = `file-${++uploads}`;
    files.set(id, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return id;
  };
  const shown = (job: ServedJob) => ({
    ...{
      id: job.id,
      object: "batch",
      endpoint: "/v1/chat/completions",
      errors: job.errors ?? null,
    },
    ...{ input_file_id: job.inputFile, completion_window: "24h", status: job.status },
    ...{ output_file_id: job.outputFile ?? null, error_file_id: job.errorFile ?? null },
    ...{ request_counts: job.counts, metadata: job.metadata },
  });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = "", url = "" } = request;
    const path = url.replace(/^\/v1/, "");
    requests.push(`${method} ${path}`);
    authorizations.add(request.headers.authorization);
    const body = await textOf(request);
    const send = (value: unknown, status = 200): void => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof value === "string" ? value : JSON.stringify(value));
    };
    const refusal = double.refuse(`${method} ${path}`);
    if (refusal !== undefined) return send(refusal.body, refusal.status);
    const [, kind, id, part] = path.split(/[/?]/);
    if (method === "POST" && kind === "chat") {
      const reply = double.live(JSON.parse(body));
      return send(reply.body, reply.status);
    }
    if (method === "POST" && kind === "files") {
      const { purpose, content } = uploadedIn(body, request.headers["content-type"] ?? "");
      if (purpose !== "batch") return send({ error: { message: "purpose" } }, 400);
      const file = `file-${++uploads}`;
      files.set(file, content);
      return send({ id: file, object: "file", purpose });
    }
    if (method === "GET" && kind === "files" && part === "content") {
      const content = files.get(id ?? "");
      if (content === undefined) return send({ error: { message: "no such file" } }, 404);
      if (double.onRead(id ?? "")) return;
      return send(content.split("\n").map(double.rewriteResults).join("\n"));
    }
    if (method === "DELETE" && kind === "files") {
      return send({ id, deleted: files.delete(id ?? "") });
    }
    if (method === "POST" && kind === "batches" && id === undefined) {
      const {
        input_file_id: inputFile,
        endpoint,
        completion_window: window,
        metadata,
      } = JSON.parse(body);
      const content = files.get(inputFile);
      if (endpoint !== "/v1/chat/completions" || window !== "24h" || content === undefined) {
        return send({ error: { message: "no such job" } }, 400);
      }
      const lines: BatchLine[] = content
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const job: ServedJob = {
        ...{ id: `batch_${jobs.length + 1}`, inputFile, metadata, lines, status: "validating" },
        counts: { total: lines.length, completed: 0, failed: 0 },
      };
      jobs.push(job);
      if (double.onSubmitted(job)) return;
      return send(shown(job));
    }
    if (method === "GET" && kind === "batches" && (id ?? "").startsWith("limit=")) {
      const after = new URLSearchParams(id).get("after");
      const newestFirst = jobs.toReversed();
      const from = after === null ? 0 : 1 + newestFirst.findIndex((job) => job.id === after);
      // Pages of two: whoever looks for a job has to turn them.
      const page = newestFirst.slice(from, from + 2);
      return send({ data: page.map(shown), has_more: from + 2 < newestFirst.length });
    }
    const job = jobs.find((one) => one.id === id);
    if (kind !== "batches" || job === undefined) {
      return send({ error: { message: "there is no such thing" } }, 404);
    }
    if (method === "POST" && part === "cancel") job.status = "cancelling";
    send(shown(job));
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const double: BatchServer = {
    ...{ baseUrl: `http://127.0.0.1:${port}/v1`, jobs, files, requests, authorizations },
    work(reply, status = "completed") {
      for (const job of jobs) {
        if (!["validating", "in_progress", "cancelling"].includes(job.status)) continue;
        const output: unknown[] = [];
        const errors: unknown[] = [];
        for (const { custom_id } of job.lines) {
          const line = job.lines.find((one) => one.custom_id === custom_id) as BatchLine;
          const made = reply(line);
          if (made === undefined) {
            const error = { code: "batch_expired", message: "This request could not be executed" };
            if (status === "expired") errors.push({ custom_id, response: null, error });
            continue;
          }
          const response = { status_code: made.status, request_id: "r", body: made.body };
          (made.status === 200 ? output : errors).push({ custom_id, response, error: null });
        }
        job.status = status;
        job.counts = {
          ...{ total: job.lines.length, completed: output.length, failed: errors.length },
        };
        // Results come in any order.
        if (output.length > 0) job.outputFile = keep(output.toReversed());
        if (errors.length > 0) job.errorFile = keep(errors);
      }
    },
    onSubmitted: () => false,
    onRead: () => false,
    rewriteResults: (line) => line,
    live: () => ({ status: 404, body: {} }),
    refuse: () => undefined,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return double;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString("utf8");
}

/** The two fields of the form by which a file is uploaded. */
function uploadedIn(body: string, type: string): { purpose: string; content: string } {
  const boundary = type.match(/^multipart\/form-data; boundary=(\S+)$/)?.[1] ?? "";
  const fields = new Map(
    body
      .split(`--${boundary}`)
      .slice(1, -1)
      .map((part) => {
        const [head = "", ...rest] = part.split("\r\n\r\n");
        const name = head.match(/name="(\w+)"/)?.[1] ?? "";
        return [name, rest.join("\r\n\r\n").replace(/\r\n$/, "")] as const;
      }),
  );
  return { purpose: fields.get("purpose") ?? "", content: fields.get("file") ?? "" };
}
