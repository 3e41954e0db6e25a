import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { ServedGraph } from "../app/served-graph.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { graphMissing, graphUnopened } from "./request-errors.ts";
import { openServedVersions } from "./served-versions.ts";

/** A source whose version a test publishes; closed versions are noted. */
function publishing() {
  const closed: string[] = [];
  const failures: string[] = [];
  const served: string[] = [];
  let published: string | undefined;
  let failure: unknown;
  let gate = Promise.resolve();
  const open = () =>
    openServedVersions({
      source: {
        mark: async () => published,
        async open() {
          if (failure !== undefined) throw failure;
          const version = published ?? "";
          await gate;
          return {
            version,
            close: async () => void closed.push(version),
          } as unknown as ServedGraph;
        },
      },
      missing: graphMissing,
      unopened: graphUnopened,
      onServed: ({ version }) => void served.push(version),
      onFailure: ({ code, message, hint }) =>
        void failures.push(message === "" || hint === "" ? "untold" : code),
      lookEveryMs: 5,
    });
  return {
    closed,
    failures,
    served,
    open,
    publish: (version: string) => {
      published = version;
    },
    fail: (error: unknown) => {
      failure = error;
    },
    /** Versions open no sooner than this is done. */
    wait: (until: Promise<void>) => {
      gate = until;
    },
  };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 400; tries++) await setTimeout(5);
  assert(isSo());
}

test("without a version there is none to use; one that comes is taken up", async () => {
  const shop = publishing();
  const graphs = await shop.open();
  await assert.rejects(
    graphs.use(() => 1),
    { code: "GRAPH_MISSING", httpStatus: 503 },
  );
  shop.publish("a");
  await until(() => graphs.now()?.version === "a");
  assert.equal(await graphs.use(({ version }) => version), "a");
  await graphs.close();
  assert.deepEqual(shop.closed, ["a"]);
});

test("work goes on with its version, which closes when the last work with it is done", async () => {
  const shop = publishing();
  shop.publish("a");
  const graphs = await shop.open();
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const works = gates.map((gate) =>
    graphs.use(async ({ version }) => {
      await gate.promise;
      return version;
    }),
  );
  shop.publish("b");
  await until(() => graphs.now()?.version === "b");
  gates[0].resolve();
  assert.equal(await works[0], "a");
  assert.deepEqual(shop.closed, []);
  gates[1].resolve();
  assert.equal(await works[1], "a");
  assert.deepEqual(shop.closed, ["a"]);
  assert.deepEqual(shop.served, ["a", "b"]);
  await graphs.close();
});

test("a version that can't be opened is told once, and the one before it goes on", async () => {
  const shop = publishing();
  shop.publish("a");
  const graphs = await shop.open();
  shop.fail(new CosmoError("INDEX_MISSING", "There is no index", { hint: "Run." }));
  shop.publish("b");
  await until(() => graphs.failure() !== undefined);
  await setTimeout(30);
  assert.deepEqual(shop.failures, ["INDEX_MISSING"]);
  assert.equal(await graphs.use(({ version }) => version), "a");
  shop.fail(undefined);
  await until(() => graphs.now()?.version === "b");
  assert.equal(graphs.failure(), undefined);
  await graphs.close();
});

test("an error that nobody thought of is told too, and is 503 with a next step", async () => {
  const shop = publishing();
  shop.publish("a");
  shop.fail(new Error("the disk is odd"));
  const graphs = await shop.open();
  await setTimeout(30);
  assert.deepEqual(shop.failures, ["UNEXPECTED"]);
  await assert.rejects(
    graphs.use(() => 1),
    { code: "UNEXPECTED", httpStatus: 503, message: /can't be opened$/, hint: /./ },
  );
  // So is one that has a code, but was made for no answer.
  shop.fail(new CosmoError("RELATIONS_INVALID", "The file is wrong", { hint: "Mend it." }));
  await until(() => graphs.failure()?.code === "RELATIONS_INVALID");
  assert.equal(graphs.failure()?.httpStatus, 503);
  shop.fail(undefined);
  await until(() => graphs.now()?.version === "a");
  await graphs.close();
});

test("what opens while the server closes is closed as well", async () => {
  const shop = publishing();
  shop.publish("a");
  const graphs = await shop.open();
  const gate = Promise.withResolvers<void>();
  shop.wait(gate.promise);
  shop.publish("b");
  await setTimeout(30);
  const closing = graphs.close();
  gate.resolve();
  await closing;
  assert.deepEqual(shop.closed.toSorted(), ["a", "b"]);
  assert.equal(graphs.now(), undefined);
});

test("where the first version can't be opened, why is told to who asks", async () => {
  const shop = publishing();
  shop.publish("a");
  shop.fail(new CosmoError("INDEX_MISSING", "There is no index", { hint: "Run." }));
  const graphs = await shop.open();
  await assert.rejects(
    graphs.use(() => 1),
    { code: "INDEX_MISSING" },
  );
  await graphs.close();
});
