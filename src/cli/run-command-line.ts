import { Command as CommanderCommand, CommanderError } from "@commander-js/extra-typings";
import type { Environment } from "../app/environment.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type Caller, callerOf, commandAsTyped, commandsAsCalled } from "./as-called.ts";
import type { AnyCommand } from "./command.ts";
import { overview } from "./overview.ts";
import { printable } from "./render/printable.ts";
import { terminalProgress } from "./terminal-progress.ts";

/** Loads a command when it is called, so that `cosmo --help` costs no more than itself. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<AnyCommand>;
}

/** Width of what is printed elsewhere than on a terminal. */
const usualColumns = 100;
/** In a narrower terminal lines are broken by the terminal: no table fits there. */
const fewestColumns = 40;

/** A terminal may not know its width, and then says 0. */
const columnsOf = (columns: number | undefined): number =>
  Math.max(fewestColumns, columns || usualColumns);

interface Streams {
  readonly out: {
    /** Width of the terminal in columns, where it is one. */
    readonly columns?: number;
    write(text: string): unknown;
  };
  readonly error: {
    readonly isTTY?: boolean;
    readonly columns?: number;
    write(text: string): unknown;
  };
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
  const verbs = entries.map(({ name }) => name);
  let caller = callerOf(environment, verbs, undefined);
  let interrupted = interruptedText(
    "finished work is kept",
    "run the same command, which goes on where it was.",
  );
  try {
    const entry = findEntry(entries, words);
    if (entry === undefined) {
      streams.out.write(overview(entries, words));
      return 0;
    }
    const command = await entry.load();
    if (command.afterInterruption !== undefined) {
      interrupted = interruptedText("the command was stopped", command.afterInterruption);
    }
    const rest = words.slice(entry.name.split(" ").length);
    const values = parse(command, rest, streams);
    if (values === undefined) return 0;
    const { json, options } = values;
    caller = callerOf(environment, verbs, workspaceOf(command, options));
    const given = { options, json, typed: commandAsTyped(words, caller) };
    return await runCommand(command, given, caller, environment, streams, signal);
  } catch (error) {
    if (signal.aborted) {
      streams.error.write(interrupted);
      return 130;
    }
    return report(error, debug, caller, streams);
  }
}

const interruptedText = (what: string, next: string): string =>
  `cosmo: INTERRUPTED: ${what}\nNext: ${next}\n`;

function findEntry(
  entries: readonly CommandEntry[],
  words: readonly string[],
): CommandEntry | undefined {
  return entries
    .toSorted((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name.split(" ").every((word, index) => words[index] === word));
}

const workspaceOf = (command: AnyCommand, options: { workspace?: string }): string | undefined =>
  command.workspaceOf ? command.workspaceOf(options) : options.workspace;

/** The checked options of a command; undefined where the parser has answered by itself (--help). */
function parse(
  command: AnyCommand,
  words: readonly string[],
  { out }: Streams,
): { readonly json: boolean; readonly options: { workspace?: string } } | undefined {
  const parser = new CommanderCommand(`cosmo ${command.name}`)
    .description(command.summary)
    .option("--json", "print one JSON document")
    .option("--debug", "show where an error arose")
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: () => {} });
  if (command.withoutWorkspace !== true) {
    parser.option("--workspace <dir>", "folder with cosmo.yaml (default: the current folder)");
  }
  if (command.arguments) parser.arguments(command.arguments);
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
    if (cause instanceof CommanderError && cause.exitCode === 0) return undefined;
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
  return { json: json === true, options: parsed.data };
}

async function runCommand(
  command: AnyCommand,
  {
    options,
    json,
    typed,
  }: { readonly options: unknown; readonly json: boolean; readonly typed: string },
  caller: Caller,
  environment: Environment,
  { out, error }: Streams,
  signal: AbortSignal,
): Promise<number> {
  const progress = terminalProgress(error, environment.now);
  const say = (line: string): void => {
    progress.clear();
    error.write(`${commandsAsCalled(printable(line), caller)}\n`);
  };
  let isPrinted = false;
  const print = (result: unknown): void => {
    progress.clear();
    isPrinted = true;
    if (json) out.write(`${JSON.stringify(result, undefined, 2)}\n`);
    else {
      const text = command.render(result, columnsOf(out.columns)).trimEnd();
      out.write(`${commandsAsCalled(printable(text), caller)}\n`);
    }
  };
  let result: unknown;
  try {
    const isRead = !json && out.columns !== undefined;
    const heard = { signal, progress, isRead, say, print };
    result = await command.run({ options, environment, typed, ...heard });
  } finally {
    progress.clear();
  }
  if (!isPrinted) print(result);
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
function report(error: unknown, debug: boolean, caller: Caller, { error: err }: Streams): number {
  if (error instanceof CosmoError) {
    const text = `cosmo: ${error.code}: ${error.message}\nNext: ${error.hint}\n`;
    err.write(commandsAsCalled(printable(text), caller));
    if (debug)
      err.write(
        `${error.stack}\n${error.cause ? String((error.cause as Error).stack ?? error.cause) : ""}\n`,
      );
    return error.exitCode;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  err.write(`cosmo: UNEXPECTED: ${printable(message)}\n`);
  err.write(
    debug
      ? `${stack}\n`
      : "Next: run it again with --debug and report what it prints; finished work is kept.\n",
  );
  return 1;
}
