import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import { checkMaster } from "./check-master.ts";

test("a master is there, or one of several; nobody there is an error with the address", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await checkMaster(`spark://${address}`);
    await checkMaster(`spark://127.0.0.1:1,${address}`);
    await checkMaster("local[2]");
  } finally {
    server.close();
  }
  await assert.rejects(checkMaster("spark://127.0.0.1:1"), {
    code: "SPARK_UNREACHABLE",
    message: /spark:\/\/127\.0\.0\.1:1: nobody answers .*ECONNREFUSED/,
  });
});
