// A model server that answers each chat completion after the same time, whatever comes at once. Written on
// sockets, so that it takes little of the processor time that the clients under test need. Argument:
// milliseconds. `GET /measured` tells how long answers took in fact since it was last asked.
import { type AddressInfo, createServer, type Socket } from "node:net";
import type { ServerMeasured } from "./calls.ts";

const latencyMs = Number(process.argv[2]);

const content = "1. sleeping in the wild\n2. cooking outdoors\n3. hiking with children";
const answer = JSON.stringify({
  id: "chatcmpl-bench",
  object: "chat.completion",
  created: 1_790_000_000,
  model: "bench",
  choices: [
    { index: 0, message: { role: "assistant", content }, finish_reason: "stop", logprobs: null },
  ],
  usage: { prompt_tokens: 142, completion_tokens: 23, total_tokens: 165 },
});
const response = (body: string): Buffer =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
const completion = response(answer);

interface Due {
  readonly socket: Socket;
  readonly cameAt: number;
}

/** In the order of coming, which is that of answering. */
const queue: Due[] = [];
let first = 0;
let isTicking = false;
/** Timers count whole milliseconds: half of one early and half of one late make the mean right. */
const early = 0.5;

let measured = { answers: 0, milliseconds: 0 };

function answerThoseDue(): void {
  isTicking = false;
  const now = performance.now();
  while (first < queue.length) {
    const due = queue[first];
    if (due === undefined || due.cameAt + latencyMs > now + early) break;
    first++;
    due.socket.write(completion);
    measured.answers++;
    measured.milliseconds += performance.now() - due.cameAt;
  }
  if (first > 1_000) queue.splice(0, first);
  if (first > queue.length) first = 0;
  const next = queue[first];
  if (next !== undefined) tickIn(wait(next, now));
}

function tickIn(milliseconds: number): void {
  isTicking = true;
  setTimeout(answerThoseDue, milliseconds);
}

const wait = ({ cameAt }: Due, now: number): number =>
  Math.max(1, Math.floor(cameAt + latencyMs - now));

function received(socket: Socket, head: string): void {
  if (head.startsWith("GET /measured")) {
    const { answers, milliseconds } = measured;
    measured = { answers: 0, milliseconds: 0 };
    const told: ServerMeasured = { answers, meanMs: answers === 0 ? 0 : milliseconds / answers };
    socket.write(response(JSON.stringify(told)));
    return;
  }
  queue.push({ socket, cameAt: performance.now() });
  if (!isTicking) tickIn(latencyMs);
}

const server = createServer({ noDelay: true }, (socket) => {
  let text = "";
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  socket.on("data", (chunk: string) => {
    text += chunk;
    while (true) {
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const head = text.slice(0, end);
      const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      text = text.slice(end + 4 + length);
      received(socket, head);
    }
  });
});
server.listen(0, "127.0.0.1", 4_096, () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
process.once("SIGTERM", () => process.exit());
