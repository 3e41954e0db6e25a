import { Command as CommanderCommand, CommanderError } from "@commander-js/extra-typings";
import type { Environment } from "../app/environment.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { nearestName } from "../text/nearest-name.ts";
import { unknownName } from "../text/unknown-name.ts";
import type { AnyCommand } from "./command.ts";
import { terminalProgress } from "./terminal-progress.ts";

/** Loads a command when it is called, so that `cosmo --help` costs no more than itself. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<AnyCommand>;
}

interface Streams {
  readonly out: { write(text: string): unknown };
  readonly error: { readonly isTTY?: boolean; write(text: string): unknown };
}

/**
 * Runs one command line and gives the exit code. Standard output gets exactly one document: the
 * rendered result, or JSON with --json. Everything else goes to standard error.
 */
export async function runCommandLine(
  entries: readonly CommandEntry[],
  words: readonly string[],
  environment: Environment,
  streams: Streams,
  signal: AbortSignal,
): Promise<number> {
  const debug = words.includes("--debug");
  try {
    const entry = findEntry(entries, words);
    if (entry === undefined) return overview(entries, words, streams);
    const command = await entry.load();
    const rest = words.slice(entry.name.split(" ").length);
    return await runCommand(command, rest, environment, streams, signal);
  } catch (error) {
    return report(error, debug, signal, streams);
  }
}

function findEntry(
  entries: readonly CommandEntry[],
  words: readonly string[],
): CommandEntry | undefined {
  return entries
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name.split(" ").every((word, index) => words[index] === word));
}

function overview(
  entries: readonly CommandEntry[],
  words: readonly string[],
  { out }: Streams,
): number {
  const [verb = "--help", second] = words;
  const width = Math.max(...entries.map(({ name }) => name.length));
  if (verb === "--help" || verb === "-h" || verb === "help") {
    const lines = entries.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
    out.write(
      `cosmo <verb> [options]\n\n${lines.join("\n")}\n\nEvery verb: --workspace DIR, --json, --debug, --help\n`,
    );
    return 0;
  }
  const names = entries.map(({ name }) => name);
  if (verb.startsWith("-")) {
    throw new CosmoError("WRONG_USE", `The verb comes first, then options such as ${verb}`, {
      hint: `Write \`cosmo <verb> ${verb} …\`; verbs: ${names.join(", ")}.`,
      exitCode: 2,
    });
  }
  const under = names.filter((name) => name.startsWith(`${verb} `));
  const both = `${verb} ${second}`;
  const asked = under.length > 0 || nearestName(both, names) !== undefined ? both : verb;
  throw unknownName(
    "VERB_UNKNOWN",
    "verb",
    second === undefined ? verb : asked,
    under.length > 0 ? under : names,
  );
}

async function runCommand(
  command: AnyCommand,
  words: readonly string[],
  environment: Environment,
  { out, error }: Streams,
  signal: AbortSignal,
): Promise<number> {
  const parser = new CommanderCommand(`cosmo ${command.name}`)
    .description(command.summary)
    .option("--workspace <dir>", "folder with cosmo.yaml (default: the current folder)")
    .option("--json", "print one JSON document")
    .option("--debug", "show where an error arose")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: () => {} });
  if (command.arguments) parser.argument(command.arguments);
  for (const { flags, summary, repeatable } of command.help) {
    if (repeatable) {
      parser.option(flags, summary, (value: string, all: string[] | undefined) => [
        ...(all ?? []),
        value,
      ]);
    } else {
      parser.option(flags, summary);
    }
  }
  let values: Record<string, unknown>;
  try {
    parser.parse(["node", "cosmo", ...words]);
    values = { ...parser.opts(), arguments: parser.processedArgs.flat() };
  } catch (cause) {
    if (cause instanceof CommanderError && cause.exitCode === 0) return 0;
    throw wrongUse(command, (cause as Error).message.replace(/^error: /, ""));
  }
  const { json, debug: _, ...rest } = values;
  const parsed = command.options.safeParse(
    Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? "").replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
    throw wrongUse(command, `${name === "arguments" ? "" : `--${name}: `}${issue?.message}`);
  }
  const progress = terminalProgress(error, environment.now);
  const say = (line: string): void => {
    progress.clear();
    error.write(`${line}\n`);
  };
  let result: unknown;
  try {
    result = await command.run({ options: parsed.data, environment, signal, progress, say });
  } finally {
    progress.clear();
  }
  out.write(
    json ? `${JSON.stringify(result, undefined, 2)}\n` : `${command.render(result).trimEnd()}\n`,
  );
  return command.exitCode?.(result) ?? 0;
}

/** The parser puts a suggestion on a line of its own. */
function wrongUse(command: AnyCommand, message: string): CosmoError {
  const [problem = "", suggestion] = message.split(/\n\(?(?=Did you mean)/);
  const help = `\`cosmo ${command.name} --help\` shows its options.`;
  return new CosmoError("WRONG_USE", `cosmo ${command.name}: ${problem}`, {
    hint: suggestion === undefined ? help : `${suggestion.replace(/\)$/, "")} ${help}`,
    exitCode: 2,
  });
}

/** One error as a person should see it; the exit code. */
function report(
  error: unknown,
  debug: boolean,
  signal: AbortSignal,
  { error: err }: Streams,
): number {
  if (signal.aborted) {
    err.write(
      "cosmo: INTERRUPTED: finished work is kept\nNext: run the same command, which goes on where it was.\n",
    );
    return 130;
  }
  if (error instanceof CosmoError) {
    err.write(`cosmo: ${error.code}: ${error.message}\nNext: ${error.hint}\n`);
    if (debug)
      err.write(
        `${error.stack}\n${error.cause ? String((error.cause as Error).stack ?? error.cause) : ""}\n`,
      );
    return error.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  err.write(`cosmo: UNEXPECTED: ${message}\n`);
  err.write(
    debug
      ? `${stack}\n`
      : "Next: run it again with --debug and report what it prints; finished work is kept.\n",
  );
  return 1;
}
