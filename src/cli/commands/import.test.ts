import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runCommandLine } from "../run-command-line.ts";
import { importEventsCommand, importProductsCommand } from "./import.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-import-command-"));
after(() => rmSync(folder, { recursive: true, force: true }));
let workspaces = 0;

const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);
write("pa.csv", "sku,title\na,Tent\n");
write("pb.csv", "sku,title\nb,Lamp\nc,Rope\n");
write("pc.csv", "sku,title\nd,Stove\n");
write("ea.csv", "session,sku,time\ns,a,2026-01-01\n");
write("eb.csv", "session,sku,time\nt,a,2026-01-02\nt,b,2026-01-02\n");

/** Runs command lines in a new workspace, one after the other. */
async function imported(...lines: readonly string[]) {
  const workspace = join(folder, `workspace-${++workspaces}`);
  mkdirSync(workspace);
  writeFileSync(
    join(workspace, "cosmo.yaml"),
    "refinement: { perplexity-by: none, cosine-by: none }\n",
  );
  const results = [];
  for (const line of lines) results.push(await commandLine(line, workspace));
  return results;
}

async function commandLine(
  line: string,
  workspace: string,
  signal = new AbortController().signal,
): Promise<{ readonly code: number; readonly out: string; readonly error: string }> {
  const written = { out: "", error: "" };
  const streamOf = (name: "out" | "error") => ({
    write: (text: string) => {
      written[name] += text;
      return true;
    },
  });
  const code = await runCommandLine(
    [importProductsCommand, importEventsCommand].map((command) => ({
      name: command.name,
      summary: command.summary,
      load: async () => command,
    })),
    [...line.split(" "), "--workspace", workspace],
    { variables: {}, home: folder, currentFolder: folder, now: () => Date.UTC(2026, 11, 1) },
    { out: streamOf("out"), error: streamOf("error") },
    signal,
  );
  return { code, ...written };
}

test("--replace tells which imports it took out, with what they held", async () => {
  const [, , last] = await imported(
    "import products pa.csv",
    "import products pb.csv",
    "import products pc.csv --replace",
  );
  assert.match(
    last?.out ?? "",
    /^Imported 1 product from pc\.csv\.\nTook out 2 earlier imports with 3 products:\n {2}pa\.csv: 1 product, imported 2026-12-01\n {2}pb\.csv: 2 products/,
  );
});

test("--replace of files that were imported before tells what it took out too", async () => {
  for (const [first, second, what] of [
    ["import products pb.csv", "import products pa.csv", "product"],
    ["import events eb.csv", "import events ea.csv", "event"],
  ] as const) {
    const [, , again, once, json] = await imported(
      ...[first, second, `${second} --replace`, `${second} --replace`],
      `${first} --replace --json`,
    );
    assert.match(
      again?.out ?? "",
      new RegExp(
        `^These files were imported before \\(1 ${what}\\); now they stand alone\\.\nTook out 1 earlier import with 2 ${what}s:`,
      ),
    );
    assert.match(once?.out ?? "", /nothing to do\.\nTook nothing out: there was no other import/);
    assert.deepEqual(JSON.parse(json?.out ?? "").takenOut, [
      { sources: [`${what[0]}a.csv`], importedAt: "2026-12-01T00:00:00.000Z", rows: 1 },
    ]);
  }
});

test("an import that is interrupted does not say that it goes on where it was", async () => {
  const workspace = join(folder, "interrupted");
  mkdirSync(workspace);
  writeFileSync(join(workspace, "cosmo.yaml"), "");
  const interrupted = AbortSignal.abort(new Error("interrupted"));
  const { code, error } = await commandLine("import products pa.csv", workspace, interrupted);
  assert.equal(code, 130);
  assert.match(error, /^cosmo: INTERRUPTED: .*\nNext: run the same command, .*from the beginning/);
  assert.doesNotMatch(error, /finished work is kept|goes on where/);
});
