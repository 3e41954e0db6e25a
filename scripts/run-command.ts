import { spawn } from "node:child_process";

/** Exit code of a command on this Node, whose output goes where ours goes; a signal counts as 1. */
export const runNode = (commandArguments: readonly string[], folder: string): Promise<number> =>
  runProgram(process.execPath, commandArguments, folder);

/** The same of any program. */
export async function runProgram(
  program: string,
  programArguments: readonly string[],
  folder?: string,
): Promise<number> {
  const {
    // Flags for us are not for it, and it is no part of a test run that we may be in.
    NODE_OPTIONS: _options,
    NODE_TEST_CONTEXT: _context,
    ...env
  } = process.env;
  const child = spawn(program, programArguments, { cwd: folder, env, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
