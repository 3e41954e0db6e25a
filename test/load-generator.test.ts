import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { load } from "../bench/serving/child.ts";

const delayMs = 20;
const server = createServer((_request, response) => {
  setTimeout(() => {
    response.writeHead(200, { "content-length": 2 }).end("{}");
  }, delayMs);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
after(() => server.close());
const { port } = server.address() as AddressInfo;

test("waiting for a free connection is the server's time, not the generator's lateness", async () => {
  const plan = { port, paths: ["/"], seconds: 1, connections: 1, rate: 200, seed: 1 };
  const { requests, failures, p99, sentLateP99 } = await load(plan);
  assert(requests > 100 && failures === 0, `${requests} requests, ${failures} failures`);
  // Four times as many as one connection can carry: the last ones wait for seconds.
  assert(p99 > 1000, `${p99} ms`);
  assert(sentLateP99 < p99 / 5, `${sentLateP99} ms`);
});
