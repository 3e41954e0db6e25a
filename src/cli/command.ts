import type { z } from "zod";
import type { Environment } from "../app/environment.ts";
import type { Progress } from "../domain/progress.ts";

/** One option of a command, as the command line shows it. Its value is checked by the schema. */
export interface OptionHelp {
  /** As commander writes it: `--limit-pairs <n>`. */
  readonly flags: string;
  readonly summary: string;
  /** The option may stand several times; its value is a list. */
  readonly repeatable?: boolean;
}

export interface CommandContext<Options> {
  readonly options: Options;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** The command line as it was typed, for a shell. */
  readonly typed: string;
  /** Whether a person reads what is printed: standard output is a terminal, and not asked for as JSON. */
  readonly isRead: boolean;
  /** A line to the person on standard error, even with --json. */
  say(line: string): void;
  /**
   * Prints a result now, as that of a command that goes on for long; what `run` gives at its end is then
   * not printed.
   */
  print(result: unknown): void;
}

/**
 * A verb of the command line. `run` gives a result that is printed as JSON, or by `render`; the frame
 * does everything else: parsing, errors, exit codes, interruption.
 */
export interface Command<Options = unknown, Result = unknown> {
  /** The words after `cosmo`, such as `import products`. */
  readonly name: string;
  readonly summary: string;
  /** As commander writes them: `[before] [after]`, `[stage...]`. The values arrive as the option `arguments`. */
  readonly arguments?: string;
  readonly help: readonly OptionHelp[];
  readonly options: z.ZodType<Options>;
  /** The workspace that next steps name; default: that of --workspace. */
  workspaceOf?(options: Options): string | undefined;
  run(context: CommandContext<Options>): Promise<Result>;
  /** As text, with tables no wider than so many columns. */
  render(result: Result, columns: number): string;
  /** The command has no workspace, and refuses the option. */
  readonly withoutWorkspace?: boolean;
  /** What holds after an interruption and what to do, where running it again does not go on where it was. */
  readonly afterInterruption?: string;
  /** Exit code of a result that is not a failure to run; default 0. */
  exitCode?(result: Result): number;
}

// biome-ignore lint/suspicious/noExplicitAny: each command checks its own options by its schema
export type AnyCommand = Command<any, any>;

export function defineCommand<Options, Result>(command: Command<Options, Result>): AnyCommand {
  return Object.freeze(command);
}
