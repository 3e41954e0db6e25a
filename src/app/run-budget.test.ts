import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import type { SaidCaps } from "../language-model/budget-caps.ts";
import { nanoDollars } from "../language-model/nano-dollars.ts";
import { openPorts } from "./ports.ts";
import { parseConfiguration } from "./read-configuration.ts";
import { beginBudget, budgetReport, finishBudget } from "./run-budget.ts";
import { listStages } from "./stages.ts";
import { upTo } from "./wanted-stages.ts";
import type { Workspace } from "./workspace.ts";

const parent = mkdtempSync(join(tmpdir(), "cosmo-run-budget-"));
after(() => rmSync(parent, { recursive: true, force: true }));

const served = "base-url: https://models.invalid/v1, model: wren";
const priced = `language-model: { ${served}, price: { input: 1, output: 2 } }\n`;

/** Runs in a new workspace, as far as their money goes. */
async function workspaceWith(settings: string, place?: string) {
  const folder = place ?? mkdtempSync(join(parent, "workspace-"));
  const stateFolder = join(folder, "state");
  mkdirSync(stateFolder, { recursive: true });
  const configuration = parseConfiguration(settings, "cosmo.yaml");
  const environment = { variables: {}, home: folder, currentFolder: folder, now: Date.now };
  const ports = await openPorts({
    folder,
    configuration,
    stateFolder,
    environment,
    progress: silentProgress,
    signal: new AbortController().signal,
  });
  const stages = await listStages(folder, configuration, ports);
  const workspace = { ports, configuration, stages } as Partial<Workspace> as Workspace;
  const { store, account } = ports.budget;
  return {
    folder,
    begin(said: SaidCaps = {}, ...wanted: readonly string[]) {
      beginBudget(workspace, said, upTo(workspace, wanted));
    },
    beginBeside: () => beginBudget(workspace, {}),
    async spend(usd: number) {
      const { id } = store.latest() as { id: number };
      const cost = nanoDollars(usd);
      const row = await store.reserve({ account: id, call: "call", reservedAt: 0, cost });
      store.settle(row, { kind: "answered", cost });
    },
    finish(...wanted: readonly string[]) {
      account.end();
      finishBudget(workspace, upTo(workspace, wanted));
    },
    stop: () => account.end(),
    report: () => budgetReport(workspace),
    close: () => ports.close(),
  };
}

test("a run that was stopped goes on with its account; one that came to its end leaves none", async () => {
  const { begin, spend, stop, finish, report, close } = await workspaceWith(priced);
  assert.equal(report(), null);
  begin({ maxCost: 5 });
  await spend(1.5);
  stop();
  begin();
  assert.deepEqual([report()?.costUsd, report()?.maxCost, report()?.finished], [1.5, 5, false]);
  stop();
  begin({ maxCost: 10, maxCalls: 7 });
  await spend(2);
  const raised = report();
  assert.deepEqual([raised?.costUsd, raised?.maxCost, raised?.maxCalls], [3.5, 10, 7]);
  stop();
  begin({ maxCalls: null });
  assert.deepEqual([report()?.maxCost, report()?.maxCalls], [10, null]);
  finish();
  assert.equal(report()?.finished, true);
  begin();
  assert.deepEqual([report()?.costUsd, report()?.maxCost], [0, null]);
  finish();
  await close();
});

test("what was spent without a cap does not count against the first one", async () => {
  const { begin, spend, stop, report, close } = await workspaceWith(priced);
  begin();
  await spend(20);
  stop();
  begin();
  assert.equal(report()?.costUsd, 20);
  stop();
  begin({ maxCost: 5 });
  assert.equal(report()?.costUsd, 0);
  stop();
  await close();
});

test("a run up to an earlier stage is not the end of one that was to do more", async () => {
  const { begin, stop, finish, report, close } = await workspaceWith(priced);
  begin({ maxCost: 5 }, "generate");
  stop();
  begin({}, "mine");
  finish("mine");
  assert.equal(report()?.finished, false);
  begin();
  stop();
  // Since it was begun up to the last stage, it is to do that.
  begin({}, "generate");
  finish("generate");
  assert.deepEqual([report()?.finished, report()?.maxCost], [false, 5]);
  begin();
  finish();
  assert.equal(report()?.finished, true);
  await close();
});

test("what is asked beside runs goes on the account of one that was stopped, which ends where it was to end", async () => {
  const { begin, beginBeside, spend, stop, finish, report, close } = await workspaceWith(priced);
  begin({ maxCost: 1 }, "generate");
  stop();
  beginBeside();
  await spend(0.5);
  stop();
  assert.deepEqual([report()?.maxCost, report()?.costUsd, report()?.finished], [1, 0.5, false]);
  begin({ maxCost: 5 }, "generate");
  finish("generate");
  assert.deepEqual([report()?.costUsd, report()?.finished], [0.5, true]);
  await close();
});

test("money is not known whole where a model with a role has no price", async () => {
  const { begin, spend, stop, report, close } = await workspaceWith(`language-models:
  writer: { ${served}, price: { input: 1, output: 2 } }
  judge: { base-url: https://models.invalid/v1, model: judge }
roles: { generate: writer, judge: judge }
critic: { by: language-model }
`);
  begin();
  await spend(1.5);
  stop();
  assert.deepEqual([report()?.costUsd, report()?.presumedUsd], [null, null]);
  await close();
});

test("settings cap every run; what is said of one goes before them", async () => {
  const settings = `${priced}budget: { max-cost: 3, max-minutes: 30 }\n`;
  const one = await workspaceWith(settings);
  one.begin({ maxCost: 1 });
  assert.deepEqual([one.report()?.maxCost, one.report()?.maxMinutes], [1, 30]);
  one.stop();
  await one.close();
  // What was not said is as the settings are now.
  const other = await workspaceWith(`${priced}budget: { max-cost: 3, max-calls: 9 }\n`, one.folder);
  other.begin();
  const { maxCost, maxCalls, maxMinutes } = other.report() ?? {};
  assert.deepEqual([maxCost, maxCalls, maxMinutes], [1, 9, null]);
  other.finish();
  other.begin();
  assert.equal(other.report()?.maxCost, 3);
  other.stop();
  await other.close();
});

test("a cap in money needs a price, where a model is asked; nothing is begun without", async () => {
  const { begin, report, stop, close } = await workspaceWith(`language-model: { ${served} }`);
  assert.throws(() => begin({ maxCost: 5 }), {
    code: "PRICE_UNKNOWN",
    exitCode: 2,
    hint: /language-model.*leave out --max-cost/,
  });
  assert.equal(report(), null);
  begin({ maxCost: 5 }, "mine");
  assert.equal(report()?.costUsd, null);
  stop();
  assert.throws(() => begin(), { code: "PRICE_UNKNOWN", hint: /--max-cost none/ });
  begin({ maxCost: null, maxCalls: 5 });
  stop();
  await close();
});

test("prices come from the settings, a file, or the list; the embedded model is free", async () => {
  const priceOf = async (settings: string) => {
    const folder = mkdtempSync(join(parent, "price-"));
    mkdirSync(join(folder, "state"));
    const ports = await openPorts({
      folder,
      configuration: parseConfiguration(settings, "cosmo.yaml"),
      stateFolder: join(folder, "state"),
      environment: { variables: {}, home: folder, currentFolder: folder, now: () => 0 },
      progress: silentProgress,
      signal: new AbortController().signal,
    });
    await ports.close();
    return ports.price;
  };
  assert.deepEqual(await priceOf(priced), { input: 1, output: 2, asOf: null });
  assert.deepEqual(await priceOf(""), { input: 0, output: 0, asOf: null });
  const known = "language-model: { base-url: https://models.invalid/v1, model: gpt-4o-mini }";
  assert.deepEqual([(await priceOf(known))?.input, (await priceOf(known))?.output], [0.15, 0.6]);
  assert.equal(await priceOf(`language-model: { ${served} }`), undefined);
  await assert.rejects(priceOf(`language-model: { ${served} }\nprices: gone.yaml`), {
    code: "PRICES_INVALID",
  });
});
