// Asks a server and measures, as told by the first line of standard input. autocannon would wait for an
// answer before it means to send the next request, and costs as much time as the server; this one keeps its
// own clock, writes prepared bytes, and makes nothing for each answer that would have to be collected: its own
// pauses would read as the server's.
import { connect, type Socket } from "node:net";
import { stdin } from "node:process";
import { seededRandom } from "../../src/statistics/random.ts";
import type { LoadPlan, LoadReport } from "./load.ts";

const plan = JSON.parse(await firstLine()) as LoadPlan;
const random = seededRandom(plan.seed);
const requests = plan.paths.map((path) =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`),
);
/** Asked like the rest but not counted: meanwhile the generator's own code is compiled. */
const warmUpMs = 2000;
const start = performance.now() + warmUpMs;
const end = start + 1000 * plan.seconds;

/** Numbers in a place that was made before the clock runs: nothing grows while it measures. */
class Times {
  #values = new Float64Array(100_000 * plan.seconds);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(milliseconds: number): void {
    this.#values[this.#count++] = milliseconds;
  }

  /** 0 where there are none. */
  at(share: number): number {
    const sorted = this.#values.subarray(0, this.#count).sort();
    return sorted[Math.min(this.#count - 1, Math.floor(share * this.#count))] ?? 0;
  }
}

const latencies = new Times();
const lateness = new Times();
const versions = new Set<string>();
let failures = 0;

interface Connection {
  readonly socket: Socket;
  /** When its request was meant to be sent; undefined while it is free. */
  meant: number | undefined;
  failed: boolean;
  /** Bytes that the answer still lacks; undefined until its head is read. */
  lacking: number | undefined;
}

async function firstLine(): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  return text;
}

const statusStart = "HTTP/1.1 ".length;
const good = Buffer.from("200");
const headEnd = Buffer.from("\r\n\r\n");
const lengthName = Buffer.from("ontent-length: ");
const [zero, nine] = [48, 57];

/** Bytes of head and body, from an answer's head. Both servers send the head in one piece. */
function lengthOfAnswer(bytes: Buffer, received: number): number {
  const head = bytes.indexOf(headEnd);
  if (head === -1 || head >= received) throw new Error("the head of an answer came in pieces");
  let length = 0;
  for (let place = bytes.indexOf(lengthName) + lengthName.length; ; place++) {
    const digit = bytes[place] ?? 0;
    if (digit < zero || digit > nine) return head + headEnd.length + length;
    length = 10 * length + digit - zero;
  }
}

function opened(onAnswer: (connection: Connection) => void): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(65_536);
    const socket = connect({
      port: plan.port,
      host: "127.0.0.1",
      onread: {
        buffer,
        callback(received) {
          if (connection.lacking === undefined) {
            connection.lacking = lengthOfAnswer(buffer, received);
            connection.failed = buffer.compare(good, 0, 3, statusStart, statusStart + 3) !== 0;
            // Looking at the version of some is enough to see that it moved.
            if (latencies.count % 50 === 0) noteVersion(buffer.toString("latin1", 0, received));
          }
          connection.lacking -= received;
          if (connection.lacking <= 0) onAnswer(connection);
          return true;
        },
      },
    });
    const connection: Connection = { socket, meant: undefined, failed: false, lacking: undefined };
    socket.setNoDelay(true);
    socket.once("connect", () => resolve(connection));
    socket.once("error", reject);
  });
}

function noteVersion(answer: string): void {
  const named = /"version":"(\w+)"/.exec(answer)?.[1];
  if (named !== undefined) versions.add(named);
}

function note(connection: Connection): void {
  const { meant = 0 } = connection;
  if (meant >= start) latencies.add(performance.now() - meant);
  if (connection.failed) failures += 1;
  connection.meant = undefined;
  connection.lacking = undefined;
}

/** @param hadRoom whether a connection was free when it was due: then the generator alone was late */
function send(connection: Connection, meant: number, hadRoom: boolean): void {
  connection.meant = meant;
  if (hadRoom && meant >= start) lateness.add(performance.now() - meant);
  connection.socket.write(requests[random.integer(requests.length)] ?? "");
}

/** Every connection asks again as soon as it is answered. */
async function closedLoop(open: Connection[]): Promise<void> {
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
}

/** A server that is asked for more than it can do answers late; from here on it has failed. */
const patienceMs = 60_000;

/** Requests are due at random moments; one that finds no free connection waits, and its clock runs. */
async function openLoop(open: Connection[], rate: number): Promise<void> {
  const free: Connection[] = [];
  for (let count = 0; count < plan.connections; count++) {
    const connection = await opened((answered) => {
      note(answered);
      free.push(answered);
    });
    open.push(connection);
    free.push(connection);
  }
  let due = performance.now();
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
  failures += open.filter(({ meant }) => meant !== undefined).length;
}

const open: Connection[] = [];
await (plan.rate === null ? closedLoop(open) : openLoop(open, plan.rate));
const seconds = (performance.now() - start) / 1000;
for (const { socket } of open) socket.destroy();
const report: LoadReport = {
  requests: latencies.count,
  failures,
  seconds,
  perSecond: latencies.count / seconds,
  p50: latencies.at(0.5),
  p99: latencies.at(0.99),
  p999: latencies.at(0.999),
  sentLateP99: lateness.at(0.99),
  versions: versions.size,
};
console.log(JSON.stringify(report));
process.exit(0);
