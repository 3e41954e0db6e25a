import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type AnyCommand, type CommandContext, defineCommand } from "./command.ts";
import { common, limitOption } from "./options.ts";
import { type CommandEntry, runCommandLine } from "./run-command-line.ts";

interface Sum {
  readonly sum: number;
}

const addCommand = defineCommand({
  name: "add",
  summary: "adds numbers",
  arguments: "<number...>",
  help: [
    { flags: "--times-over <n>", summary: "so many times" },
    { flags: "--also <n>", summary: "one more", repeatable: true },
  ],
  options: z.strictObject({
    ...common,
    timesOver: limitOption.default(1),
    also: z.array(z.string()).default([]),
  }),
  async run({ options, progress, say }) {
    const work = progress.started("add", "numbers");
    const numbers = [...options.arguments, ...options.also].map(Number);
    say(`adding ${numbers.length}`);
    work.finished();
    return { sum: Number(options.timesOver) * numbers.reduce((sum, number) => sum + number, 0) };
  },
  render: ({ sum }: Sum) => `The sum is ${sum}.\n`,
  exitCode: ({ sum }) => (sum === 13 ? 1 : 0),
});

/** A command that does what it is told by a function. */
const command = (name: string, run: (context: CommandContext<unknown>) => unknown): AnyCommand =>
  defineCommand({
    name,
    summary: `does ${name}`,
    help: [],
    options: z.strictObject({ ...common, arguments: z.array(z.string()).max(0) }),
    run: async (context) => run(context),
    render: String,
  });

async function commandLine(
  words: string,
  commands: readonly AnyCommand[] = [addCommand],
  signal: AbortSignal = new AbortController().signal,
) {
  const loaded: string[] = [];
  const entries: CommandEntry[] = commands.map((one) => ({
    name: one.name,
    summary: one.summary,
    load: async () => {
      loaded.push(one.name);
      return one;
    },
  }));
  let [out, error] = ["", ""];
  const code = await runCommandLine(
    entries,
    words.split(" ").filter((word) => word !== ""),
    { variables: {}, home: "/home", currentFolder: "/here", now: () => 0 },
    {
      out: {
        write: (text) => {
          out += text;
        },
      },
      error: {
        write: (text) => {
          error += text;
        },
      },
    },
    signal,
  );
  return { code, out, error, loaded };
}

test("a result is rendered, or printed as exactly one document with --json", async () => {
  const text = await commandLine("add 1 2 --also 3 --also 4 --times-over 2");
  assert.deepEqual([text.code, text.out], [0, "The sum is 20.\n"]);
  const json = await commandLine("add 1 2 --json");
  assert.deepEqual(JSON.parse(json.out), { sum: 3 });
  assert.match(json.error, /^adding 2\nadd: done/);
});

test("tables have the width of the terminal, and one that says none or next to none is not believed", async () => {
  for (const [columns, told] of [
    [undefined, 100],
    [0, 100],
    [9, 40],
    [120, 120],
  ] as const) {
    let out = "";
    const entry: CommandEntry = {
      name: "width",
      summary: "tells it",
      load: async () => ({
        ...command("width", () => null),
        render: (_result, columns) => String(columns),
      }),
    };
    await runCommandLine(
      [entry],
      ["width"],
      { variables: {}, home: "/home", currentFolder: "/here", now: () => 0 },
      {
        out: { ...(columns !== undefined && { columns }), write: (text) => (out += text) },
        error: { write: () => {} },
      },
      new AbortController().signal,
    );
    assert.equal(out.trim(), String(told));
  }
});

test("a result that is not well gives its exit code and is printed all the same", async () => {
  const { code, out } = await commandLine("add 13");
  assert.deepEqual([code, out], [1, "The sum is 13.\n"]);
});

test("wrong use is exit code 2 and names option, value and the help", async () => {
  for (const [words, said, next] of [
    ["add", /missing required argument 'number'/, /`cosmo add --help`/],
    ["add 1 --tims-over 3", /unknown option '--tims-over'$/, /^Did you mean --times-over\? `cosmo/],
    ["add 1 --times-over", /argument missing/, /`cosmo add --help`/],
    ["add 1 --times-over 0", /--times-over: must be a whole number from 1/, /`cosmo add --help`/],
  ] as const) {
    const { code, out, error } = await commandLine(words);
    const [first = "", second = "", ...more] = error.split("\n");
    assert.deepEqual([code, out, more], [2, "", [""]], error);
    assert.match(first, /^cosmo: WRONG_USE: cosmo add: /);
    assert.match(first, said);
    assert.match(second.replace(/^Next: /, ""), next);
  }
});

test("a verb of two words goes before one of one, and only what is called is loaded", async () => {
  const commands = [
    command("graph", () => "graph"),
    command("graph log", () => "log"),
    command("graph validate", () => "validate"),
  ];
  const { out, loaded } = await commandLine("graph log", commands);
  assert.equal(out, "log\n");
  assert.deepEqual(loaded, ["graph log"]);
});

test("an unknown verb is told with the nearest one, or all of them", async () => {
  const commands = ["run", "import products", "graph log", "graph validate"].map((name) =>
    command(name, () => name),
  );
  for (const [words, named, next] of [
    ["rnu", "verb rnu", "Known: run, import products, graph log, graph validate."],
    ["runn", "verb runn", "Did you mean run?"],
    ["graph lgo", "verb graph lgo", "Did you mean graph log?"],
    ["graph", "verb graph", "Known: graph log, graph validate."],
    ["imprt products", "verb imprt products", "Did you mean import products?"],
    ["--workspace here run", "The verb comes first", "cosmo <verb> --workspace"],
  ] as const) {
    const { code, out, error, loaded } = await commandLine(words, commands);
    assert.deepEqual([code, out, loaded], [2, "", []]);
    assert(error.includes(named), error);
    assert(error.includes(next), error);
  }
});

test("the overview lists every verb and loads none", async () => {
  for (const words of ["", "--help", "-h", "help"]) {
    const { code, out, loaded } = await commandLine(words);
    assert.equal(code, 0);
    assert.match(out, /^ {2}add {2}adds numbers$/m);
    assert.deepEqual(loaded, []);
  }
});

test("a word that only begins verbs lists them with --help, and --version is the package's", async () => {
  const commands = ["graph log", "graph validate", "run"].map((name) => command(name, () => name));
  const { code, out, loaded } = await commandLine("graph --help", commands);
  assert.deepEqual([code, loaded], [0, []]);
  assert.match(out, /^ {2}graph log +does graph log$/m);
  assert.doesNotMatch(out, /does run/);
  assert.match((await commandLine("--version")).out, /^\d+\.\d+\.\d+\n$/);
});

test("next steps name the workspace that was given, in results, words on the way and errors", async () => {
  const options = z.strictObject({ ...common });
  const next = defineCommand({
    ...command("next", () => undefined),
    options,
    run: async ({ say }) => say("Maybe `cosmo next`."),
    render: () => "Next: cosmo next",
  });
  const { out, error } = await commandLine("next --workspace w", [next]);
  assert.equal(out, "Next: cosmo next --workspace w\n");
  assert.equal(error, "Maybe `cosmo next --workspace w`.\n");
  const lost = new CosmoError("LOST", "Lost", { hint: "Try `cosmo fail` again." });
  const failed = await commandLine("fail --workspace w", [failing(lost)]);
  assert.match(failed.error, /Next: Try `cosmo fail --workspace w` again\./);
});

test("control characters of the data are written out, so that no terminal obeys them", async () => {
  const rings = command("ring", () => "a\u001b[2Jb\u009bc\rd\ne");
  assert.equal((await commandLine("ring", [rings])).out, "a\\u001b[2Jb\\u009bc\\u000dd\ne\n");
});

test("the help of a verb shows its options and runs nothing", async () => {
  const { code, out, error } = await commandLine("add --help");
  assert.deepEqual([code, error], [0, ""]);
  assert.match(out, /Usage: cosmo add .*<number...>/);
  assert.match(out, /--times-over <n> +so many times/);
});

const failing = (error: unknown): AnyCommand =>
  command("fail", ({ progress }) => {
    progress.started("fail", "things", 3);
    throw error;
  });

test("an error is told in two lines, with its exit code and nothing on standard output", async () => {
  const full = new CosmoError("DISK_FULL", "The disk is full", { hint: "Free some space." });
  const { code, out, error } = await commandLine("fail --json", [failing(full)]);
  assert.deepEqual([code, out], [1, ""]);
  assert.equal(error, "cosmo: DISK_FULL: The disk is full\nNext: Free some space.\n");
  const wrong = new CosmoError("ID_UNKNOWN", "What?", { hint: "Ask.", exitCode: 2 });
  assert.equal((await commandLine("fail", [failing(wrong)])).code, 2);
});

test("where it arose is shown with --debug alone, the cause too", async () => {
  const cause = new RangeError("too far");
  const known = new CosmoError("LOST", "Lost", { hint: "Turn round.", cause });
  for (const error of [known, new TypeError("a bug"), "a text that was thrown"]) {
    const brief = await commandLine("fail", [failing(error)]);
    assert.doesNotMatch(brief.error, /\n\s+at /);
    assert.match(brief.error, /\nNext: \S.*\n$/);
    assert.match((await commandLine("fail --debug", [failing(error)])).error, /\n\s+at /);
  }
  assert.match((await commandLine("fail --debug", [failing(known)])).error, /RangeError: too far/);
});

test("a fault of the program is exit code 1 and asks for --debug", async () => {
  const { code, error } = await commandLine("fail", [failing(new TypeError("a bug"))]);
  assert.equal(code, 1);
  assert.match(error, /^cosmo: UNEXPECTED: a bug\nNext: .*--debug/);
});

test("an interruption is exit code 130 and says how to go on, whatever was thrown", async () => {
  const controller = new AbortController();
  const interrupted = command("wait", ({ signal }) => {
    controller.abort(new Error("interrupted"));
    signal.throwIfAborted();
  });
  const { code, out, error } = await commandLine("wait", [interrupted], controller.signal);
  assert.deepEqual([code, out], [130, ""]);
  assert.match(error, /^cosmo: INTERRUPTED: .*\nNext: .*same command/);
});
