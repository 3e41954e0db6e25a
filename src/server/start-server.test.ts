import assert from "node:assert/strict";
import { request } from "node:http";
import { connect } from "node:net";
import { after, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import type { Reranker } from "../relevance/reranker/open-reranker.ts";
import { createApp } from "./app.ts";
import { servedGraph, smallGraph } from "./served-graph-for-tests.ts";
import { testServices } from "./services-for-tests.ts";
import { startServer } from "./start-server.ts";

const place = await openStorePlace();
const queued: string[] = [];
const graph = await servedGraph(place, "version_1", smallGraph("sleep outside"), queued);
const { services } = await testServices(place, graph);
const options = { host: "127.0.0.1", port: 0, packageVersion: "1" };
const server = await startServer(services, options);
after(() => server.stop());
const app = createApp(services, "1");

interface Got {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly allow: string | undefined;
  readonly body: string;
}

const get = (path: string, method = "GET"): Promise<Got> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port: server.port, path, method }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () =>
        resolve({
          ...{ status: response.statusCode, body },
          ...{ type: response.headers["content-type"], allow: response.headers.allow },
        }),
      );
    });
    asking.on("error", reject).end();
  });

test("what is answered at once is what the long way answers, and so is all else", async () => {
  for (const path of [
    "/v1/query/knowledge?text=camping+gear",
    "/v1/query/knowledge?text=camping%20gear&limit=1",
    "/v1/query/knowledge?text=%E2%9C%93&limit=100",
    "/v1/query/knowledge?text=camping+gear&limit=0",
    "/v1/query/knowledge?text=camping+gear&limit=1&limit=2",
    "/v1/query/knowledge?text=camping+gear&site=other",
    "/v1/query/knowledge?text=a&text=b",
    "/v1/query/knowledge?text=",
    "/v1/query/knowledge?text=a?b",
    "/v1/query/knowledge?text=camping+gear#fragment",
    "/v1/products/tent/knowledge#fragment",
    "/v1/query/knowledge?",
    "/v1/query/knowledge",
    "/v1/query/knowledge?other=1",
    "/v1/products/tent/knowledge",
    "/v1/products/shop%2Ftent/knowledge?limit=1",
    "/v1/products/shop/tent/knowledge",
    "/v1/products/tent/knowledge?limit=x",
    "/v1/products/tent/knowledge?limit=1&text=a",
    "/v1/products/nope/knowledge",
    "/v1/products/%FF/knowledge",
    "/v1/products//knowledge",
    "/v1/products/./knowledge",
    "/v1/products/../knowledge",
    "/v1/products/%2e%2e/knowledge",
  ]) {
    const long = await app.request(path);
    const { status, body, type } = await get(path);
    assert.deepEqual([status, body], [long.status, await long.text()], path);
    assert.equal(type, "application/json", path);
  }
});

test("a method that no fetch has is 405 as well, and names those that the path takes", async () => {
  for (const method of ["TRACE", "PROPFIND"]) {
    for (const [path, allowed] of [
      ["/healthz", "GET"],
      ["/v1/rerank", "POST"],
    ] as const) {
      const { status, body, allow } = await get(path, method);
      assert.deepEqual([status, allow], [405, allowed]);
      assert.match(body, /METHOD_NOT_ALLOWED/);
    }
    assert.equal((await get("/nothing", method)).status, 404);
  }
});

const sent = (text: string, port = server.port): Promise<string> =>
  new Promise((resolve, reject) => {
    let got = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8").on("data", (more: string) => {
      got += more;
    });
    socket.on("close", () => resolve(got)).on("error", reject);
  });

test("what is no HTTP, or has too long an address, is told so as JSON", async () => {
  assert.match(await sent("what is this\r\n\r\n"), /^HTTP\/1\.1 400 [\s\S]*REQUEST_MALFORMED/);
  const long = `GET /v1/search?text=${"a".repeat(70_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
  assert.match(await sent(long), /^HTTP\/1\.1 431 [\s\S]*REQUEST_TOO_LONG/);
});

test("what can't be read as a request is answered as JSON, logged and counted", async () => {
  const { services: heard, lines } = await testServices(place, graph);
  const other = await startServer(heard, options);
  try {
    const end = "connection: close\r\n\r\n";
    for (const [text, method] of [
      [`OPTIONS * HTTP/1.1\r\nhost: localhost\r\n${end}`, "-"],
      [`GET http://[ HTTP/1.1\r\nhost: localhost\r\n${end}`, "-"],
      [`GET /healthz HTTP/1.1\r\nhost: a b\r\n${end}`, "-"],
      [`GET /v1/search?text=\u00e9 HTTP/1.1\r\nhost: localhost\r\n${end}`, "-"],
      [`GET /v1/query/knowledge?text=a HTTP/1.1\r\n${end}`, "GET"],
      ["what is this\r\n\r\n", "-"],
    ] as const) {
      lines.splice(0);
      const [head = "", body = ""] = (await sent(text, other.port)).split("\r\n\r\n");
      assert.match(head, /^HTTP\/1\.1 400 [\s\S]*content-type: application\/json/, text);
      const { error } = JSON.parse(body) as { readonly error: Readonly<Record<string, string>> };
      assert.equal(error["code"], "REQUEST_MALFORMED", text);
      assert((error["hint"] ?? "").length > 5);
      heard.log.flush();
      assert.match(lines.join("\n"), new RegExp(` ${method} unknown 400 [\\d.]+ ms$`), text);
    }
    assert.match(
      await heard.metrics.text(),
      /cosmo_requests_total\{route="unknown",status="400"\} 6/,
    );
    assert.match(
      await sent("GET /healthz HTTP/1.0\r\n\r\n", other.port),
      /^HTTP\/1\.1 200 /,
      "HTTP/1.0 needs no Host",
    );
  } finally {
    await other.stop();
  }
});

/** Sends a whole request and takes what comes until the server closes the connection. */
const asked = (method: string, headers: readonly string[], body = ""): Promise<string> =>
  sent(
    [
      `${method} /v1/knowledge HTTP/1.1`,
      "host: localhost",
      "connection: close",
      ...headers,
      "",
      body,
    ].join("\r\n"),
  );

const json = "content-type: application/json";
const chunked = [json, "transfer-encoding: chunked"];

test("a body comes in chunks of no announced length as well as whole, up to the same limit", async () => {
  const body = JSON.stringify({ heads: [{ query: "camping gear" }, { query: "é" }] });
  const bytes = Buffer.from(body);
  // Cut within a letter of two bytes.
  const cut = bytes.indexOf(0xa9);
  const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
  const stream = new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const response = await fetch(`http://127.0.0.1:${server.port}/v1/knowledge`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: stream,
    duplex: "half",
  } as RequestInit);
  const { answers } = (await response.json()) as {
    readonly answers: readonly { readonly query: { readonly text: string } }[];
  };
  assert.equal(response.status, 200);
  assert.deepEqual(
    answers.map(({ query }) => query.text),
    ["camping gear", "é"],
  );
  const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
  const ended = `${chunk('{"heads":[{"query":"a"}]}')}0\r\n\r\n`;
  assert.match(await asked("POST", chunked, ended), /^HTTP\/1\.1 200 /);
  const large = `${chunk(" ".repeat(3_000_000))}0\r\n\r\n`;
  assert.match(await asked("POST", chunked, large), /^HTTP\/1\.1 413 [\s\S]*BODY_TOO_LARGE/);
  const announced = [json, "content-length: 3000000"];
  assert.match(
    await asked("POST", announced, " ".repeat(3_000_000)),
    /^HTTP\/1\.1 413 [\s\S]*BODY_TOO_LARGE/,
  );
});

test("no body where one is wanted, and other methods with and without one, are told as what they are", async () => {
  assert.match(await asked("POST", [json]), /^HTTP\/1\.1 400 [\s\S]*REQUEST_JSON_BROKEN/);
  assert.match(await asked("POST", []), /^HTTP\/1\.1 415 [\s\S]*CONTENT_TYPE_UNSUPPORTED/);
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
    for (const [headers, body] of [
      [[], ""],
      [[json, "content-length: 2"], "{}"],
      [chunked, "2\r\n{}\r\n0\r\n\r\n"],
    ] as const) {
      assert.match(
        await asked(method, headers, body),
        /^HTTP\/1\.1 405 [\s\S]*METHOD_NOT_ALLOWED/,
        method,
      );
    }
  }
});

test("a name that was made to mean this machine gets no answer, at once or the long way", async () => {
  for (const path of ["/v1/query/knowledge?text=camping+gear", "/v1/status", "/"]) {
    const answer = await sent(
      `GET ${path} HTTP/1.1\r\nhost: rebound.example\r\nconnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 403 [\s\S]*HOST_REFUSED/, path);
  }
});

test("a fault in what is answered at once is 500, told of, and not the end of the server", async () => {
  const index = new Proxy(graph.index, {
    get(target, name) {
      if (name === "placeOf") throw new TypeError("a fault");
      return Reflect.get(target, name);
    },
  });
  const { services: faulty, lines } = await testServices(place, { ...graph, index });
  const other = await startServer(faulty, options);
  try {
    const response = await fetch(`http://127.0.0.1:${other.port}/v1/query/knowledge?text=tent`);
    assert.equal(response.status, 500);
    assert.match(await response.text(), /UNEXPECTED/);
    assert.match(lines.join("\n"), /UNEXPECTED in a request/);
    assert.equal((await fetch(`http://127.0.0.1:${other.port}/healthz`)).status, 200);
  } finally {
    await other.stop();
  }
});

test("a port that is taken, or an address that is not ours, is an error with a next step", async () => {
  await assert.rejects(startServer(services, { ...options, port: server.port }), {
    code: "SERVER_PORT_TAKEN",
    exitCode: 2,
    hint: /--port/,
  });
  await assert.rejects(startServer(services, { ...options, host: "192.0.2.1" }), {
    code: "SERVER_ADDRESS_UNUSABLE",
    exitCode: 2,
  });
});

test("a server that stops answers what is under way, and lets idle connections go", async () => {
  const other = await startServer(services, options);
  const idle = connect(other.port, "127.0.0.1");
  await new Promise((resolve) => idle.once("connect", resolve));
  idle.write("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await new Promise((resolve) => idle.once("data", resolve));
  const start = performance.now();
  await other.stop();
  assert(performance.now() - start < 2000);
  idle.destroy();
});

/** Takes its time, in pieces of 10 ms, and counts those that it did. */
function slowReranker(pieces: number): Reranker & { readonly done: () => number } {
  let done = 0;
  return {
    id: "relevance_slow",
    done: () => done,
    async judge(_query, titles, signal) {
      for (let piece = 0; piece < pieces; piece++) {
        signal.throwIfAborted();
        await setTimeout(10);
        done += 1;
      }
      return titles.map(() => ({ score: 1, class: "E", probabilities: { E: 1 } }));
    },
    close: async () => {},
  };
}

async function startSlowServer(pieces: number) {
  const reranker = slowReranker(pieces);
  const { services: slow, lines } = await testServices(place, graph, false, reranker);
  const running = await startServer(slow, options);
  const rerank = (signal?: AbortSignal): Promise<Response> =>
    fetch(`http://127.0.0.1:${running.port}/v1/rerank`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "tent", products: [{ id: "1", title: "Fir Tent" }] }),
      ...(signal !== undefined && { signal }),
    });
  const log = (): string => {
    slow.log.flush();
    return lines.join("\n");
  };
  const metrics = (): Promise<string> => slow.metrics.text();
  return { ...running, reranker, rerank, log, metrics };
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 200; tries++) await setTimeout(10);
  assert(isSo());
}

test("what a client no longer waits for is not gone on with, and counts as closed by the client", async () => {
  const slow = await startSlowServer(1000);
  try {
    const hangingUp = new AbortController();
    const asking = slow.rerank(hangingUp.signal);
    await eventually(() => slow.reranker.done() > 2);
    hangingUp.abort();
    await assert.rejects(asking, { name: "AbortError" });
    await eventually(() => slow.log().includes("POST /v1/rerank 499 "));
    const done = slow.reranker.done();
    await setTimeout(100);
    assert(slow.reranker.done() <= done + 1);
    assert.doesNotMatch(slow.log(), / 200 |UNEXPECTED/);
    assert.match(
      await slow.metrics(),
      /cosmo_requests_total\{route="\/v1\/rerank",status="499"\} 1/,
    );
  } finally {
    await slow.stop();
  }
});

test("a client that is gone in the middle of a body is no fault", async () => {
  const slow = await startSlowServer(1);
  try {
    for (const leave of ["end", "destroy", "resetAndDestroy"] as const) {
      const socket = connect(slow.port, "127.0.0.1");
      socket.on("error", () => {});
      socket.write(
        `POST /v1/rerank HTTP/1.1\r\nhost: localhost\r\n${json}\r\ncontent-length: 500\r\n\r\n{"que`,
      );
      await setTimeout(50);
      socket[leave]();
    }
    const lines = (): number => slow.log().split("POST /v1/rerank 499 ").length - 1;
    await eventually(() => lines() === 3);
    assert.doesNotMatch(slow.log(), /UNEXPECTED| 500 | 200 /);
    assert.doesNotMatch(await slow.metrics(), /status="500"/);
  } finally {
    await slow.stop();
  }
});

test("a server that stops waits a while, then ends the work and says so to those who wait", async () => {
  const slow = await startSlowServer(1000);
  const asking = [slow.rerank(), slow.rerank()];
  await eventually(() => slow.reranker.done() > 2);
  const start = performance.now();
  await slow.stop(200);
  const took = performance.now() - start;
  assert(took >= 190 && took < 1000, `${took} ms`);
  for (const response of await Promise.all(asking)) {
    const { error } = (await response.json()) as { readonly error: { readonly code: string } };
    assert.deepEqual([response.status, error.code], [503, "SERVER_STOPPING"]);
  }
  const done = slow.reranker.done();
  await setTimeout(100);
  assert.equal(slow.reranker.done(), done);
  assert.equal(slow.log().split("POST /v1/rerank 503 ").length, 3);
  assert.doesNotMatch(slow.log(), / 200 |UNEXPECTED/);

  const quick = await startSlowServer(20);
  const answered = quick.rerank();
  await eventually(() => quick.reranker.done() > 2);
  await quick.stop(5000);
  assert.equal((await answered).status, 200);
});
