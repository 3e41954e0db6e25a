// Asks a server and measures, as told by the first line of standard input. autocannon would wait for an
// answer before it means to send the next request, and costs as much time as the server; this one keeps its
// own clock and writes prepared bytes.
import { connect, type Socket } from "node:net";
import { stdin } from "node:process";
import { seededRandom } from "../../src/statistics/random.ts";
import type { LoadPlan, LoadReport } from "./load.ts";

const plan = JSON.parse(await firstLine()) as LoadPlan;
const random = seededRandom(plan.seed);
const requests = plan.paths.map((path) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`),
);
const latencies: number[] = [];
const lateness: number[] = [];
const versions = new Set<string>();
let failures = 0;

interface Connection {
  readonly socket: Socket;
  /** When its request was meant to be sent; undefined while it is free. */
  meant: number | undefined;
  received: Buffer[];
  /** Bytes that the answer still lacks; undefined until its head is read. */
  lacking: number | undefined;
}

const headEnd = Buffer.from("\r\n\r\n");
const lengthName = Buffer.from("ontent-length: ");

async function firstLine(): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text;
}

function opened(onAnswer: (connection: Connection) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = connect(plan.port, "127.0.0.1");
    const connection: Connection = { socket, meant: undefined, received: [], lacking: undefined };
    socket.setNoDelay(true);
    socket.once("connect", () => resolve(connection));
    socket.once("error", reject);
    socket.on("data", (chunk: Buffer) => {
      connection.received.push(chunk);
      if (connection.lacking !== undefined) connection.lacking -= chunk.length;
      else {
        const all = connection.received.length === 1 ? chunk : Buffer.concat(connection.received);
        const end = all.indexOf(headEnd);
        if (end === -1) return;
        const at = all.indexOf(lengthName);
        const length = Number.parseInt(all.toString("latin1", at + lengthName.length, at + 30), 10);
        connection.lacking = end + headEnd.length + length - all.length;
      }
      if (connection.lacking <= 0) onAnswer(connection);
    });
  });
}

function note(connection: Connection): void {
  const [first] = connection.received;
  latencies.push(performance.now() - (connection.meant ?? 0));
  if (first?.toString("latin1", 9, 12) !== "200") failures += 1;
  // The version stands first in a body; looking at some is enough to see that it moved.
  if (latencies.length % 50 === 0 && first !== undefined) {
    const named = /"version":"(\w+)"/.exec(first.toString("latin1"))?.[1];
    if (named !== undefined) versions.add(named);
  }
  connection.meant = undefined;
  connection.received = [];
  connection.lacking = undefined;
}

/** @param hadRoom whether a connection was free when it was due: then the generator alone was late */
function send(connection: Connection, meant: number, hadRoom: boolean): void {
  connection.meant = meant;
  if (hadRoom) lateness.push(performance.now() - meant);
  connection.socket.write(requests[random.integer(requests.length)] ?? "");
}

/** Every connection asks again as soon as it is answered. */
async function closedLoop(): Promise<number> {
  const start = performance.now();
  const end = start + 1000 * plan.seconds;
  const open: Connection[] = [];
  let stop = (): void => {};
  const done = new Promise<void>((resolve) => {
    stop = resolve;
  });
  for (let count = 0; count < plan.connections; count++) {
    open.push(
      await opened((connection) => {
        note(connection);
        const now = performance.now();
        if (now < end) send(connection, now, true);
        else stop();
      }),
    );
  }
  for (const connection of open) send(connection, performance.now(), true);
  await done;
  const taken = performance.now() - start;
  for (const { socket } of open) socket.destroy();
  return taken / 1000;
}

/** A server that is asked for more than it can do answers late; from here on it has failed. */
const patienceMs = 60_000;

/** Requests are due at random moments; one that finds no free connection waits, and its clock runs. */
async function openLoop(rate: number): Promise<number> {
  const free: Connection[] = [];
  const open: Connection[] = [];
  for (let count = 0; count < plan.connections; count++) {
    const connection = await opened((answered) => {
      note(answered);
      free.push(answered);
    });
    open.push(connection);
    free.push(connection);
  }
  const start = performance.now();
  const end = start + 1000 * plan.seconds;
  let due = start;
  /** The last look at which no connection was free for what was due. */
  let noneFreeAt = Number.NEGATIVE_INFINITY;
  await new Promise<void>((resolve) => {
    const turn = (): void => {
      const now = performance.now();
      while (due <= now && due < end) {
        const connection = free.pop();
        if (connection === undefined) {
          noneFreeAt = now;
          break;
        }
        send(connection, due, due > noneFreeAt);
        due += (-Math.log(1 - random.next()) * 1000) / rate;
      }
      if (due >= end && free.length === open.length) resolve();
      else if (now > end + patienceMs) resolve();
      else setImmediate(turn);
    };
    turn();
  });
  const taken = performance.now() - start;
  failures += open.filter(({ meant }) => meant !== undefined).length;
  for (const { socket } of open) socket.destroy();
  return taken / 1000;
}

const seconds = await (plan.rate === null ? closedLoop() : openLoop(plan.rate));
const at = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
const [sorted, late] = [latencies, lateness].map((values) => values.toSorted((a, b) => a - b));
const report: LoadReport = {
  requests: latencies.length,
  failures,
  seconds,
  perSecond: latencies.length / seconds,
  p50: at(sorted ?? [], 0.5),
  p99: at(sorted ?? [], 0.99),
  p999: at(sorted ?? [], 0.999),
  sentLateP99: lateness.length === 0 ? 0 : at(late ?? [], 0.99),
  versions: versions.size,
};
console.log(JSON.stringify(report));
process.exit(0);
