import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined } from "./sample-log.ts";

const bin = fileURLToPath(new URL("../../bin/cosmo.js", import.meta.url));

/** A Node of the system that is too old to run the sources by itself. */
const oldNode = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => {
  if (!existsSync(path)) return false;
  const major = Number(
    execFileSync(path, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }),
  );
  return major >= 20 && major < 24;
});
const none = oldNode === undefined ? "there is no Node from 20 to 23 here" : false;

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 20) {
    assert(waited < 20_000, "it never came about");
    await setTimeout(20);
  }
}

/** A run that waits for answers and holds the lock, started by the old Node. */
async function waiting(name: string): Promise<{ child: ChildProcess; lock: string }> {
  const workspace = workspaceWith(
    folder,
    name,
    `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: ${name} }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
generation: { scopes: [pair] }
`,
  );
  await fillWithMined(workspace, { sessions: 300 });
  server.delayMs = () => 60_000;
  const child = spawn(oldNode ?? "", [bin, "run"], { cwd: workspace, stdio: "ignore" });
  const lock = join(workspace, "data/lock");
  await waitFor(() => existsSync(lock) && server.asked.some(({ model }) => model === name));
  return { child, lock };
}

const exitCodeOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.on("exit", resolve));

// Side by side: most of their time they wait for answers that are on their way.
describe("an old Node that is ended", { skip: none, concurrency: true }, () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    test(`by ${signal} ends the work behind it`, async () => {
      const { child, lock } = await waiting(signal.toLowerCase());
      const code = exitCodeOf(child);
      child.kill(signal);
      assert.equal(await code, 130);
      assert.equal(existsSync(lock), false);
    });
  }

  test("by kill -9 ends the work behind it too", async () => {
    const { child, lock } = await waiting("killed");
    child.kill("SIGKILL");
    await waitFor(() => !existsSync(lock));
  });
});

test("an old Node gives the exit code of the work", { skip: none }, async () => {
  const child = spawn(oldNode ?? "", [bin, "no-verb"], { stdio: "ignore" });
  assert.equal(await exitCodeOf(child), 2);
});
