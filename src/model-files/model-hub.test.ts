import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import { modelHub } from "./model-hub.ts";
import { smolLm2 } from "./models.ts";
import { reasonOf } from "./reason-of.ts";

/** Runs `check` against a hub on this machine that answers by `listener`. */
async function withHub(listener: RequestListener, check: (address: string) => Promise<void>) {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    await check(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

const hub = modelHub({ answerMs: 100, stallMs: 100 });
const never = new AbortController().signal;
const fetched = async (hubAddress: string, signal = never) =>
  await buffer(await hub.open({ ...smolLm2, hubAddress }, "", signal));

test("the bytes come through, redirects followed", async () => {
  const listener: RequestListener = (request, response) =>
    request.url === "/file"
      ? response.writeHead(302, { location: "/store" }).end()
      : response.end("the weights");
  await withHub(listener, async (address) => {
    assert.equal(String(await fetched(`${address}/file`)), "the weights");
  });
});

test("a hub that does not have the file says its status", async () => {
  await withHub(
    (_request, response) => response.writeHead(404).end("no such file"),
    async (address) => assert.rejects(fetched(address), /answered with status 404/),
  );
});

test("a hub that does not answer, or stops in the middle, is given up", async () => {
  await withHub(
    () => {},
    async (address) => assert.rejects(fetched(address), /no answer within 100 ms/),
  );
  await withHub(
    (_request, response) => response.write("first half"),
    async (address) => assert.rejects(fetched(address), /no data for 100 ms/),
  );
});

test("a reader that takes its time is not taken for a dead hub", async () => {
  await withHub(
    (_request, response) => response.end("all of it"),
    async (address) => {
      const parts: Uint8Array[] = [];
      for await (const part of await hub.open({ ...smolLm2, hubAddress: address }, "", never)) {
        await new Promise((done) => setTimeout(done, 150));
        parts.push(part);
      }
      assert.equal(String(Buffer.concat(parts)), "all of it");
    },
  );
});

test("a hub that refuses the connection is told by its code", async () => {
  let closed = "";
  await withHub(
    () => {},
    async (address) => {
      closed = address;
    },
  );
  await assert.rejects(fetched(closed), (error) => reasonOf(error).includes("ECONNREFUSED"));
});

test("an abort ends the transfer with its reason", async () => {
  const reason = new Error("interrupted");
  await withHub(
    (_request, response) => response.write("first half"),
    async (address) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 20);
      await assert.rejects(fetched(address, controller.signal), reason);
    },
  );
});
