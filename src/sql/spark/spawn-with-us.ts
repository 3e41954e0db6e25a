import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";

/** A program has so long to clean up before it is killed. */
const secondsToEnd = 5;

/** Waits for the end of an input that is ours, then ends the program and what that has started. */
const script = `(cat <&3; kill $$; sleep ${secondsToEnd}; kill -9 -- -$$) >/dev/null 2>&1 & exec "$0" "$@" 3<&-`;

/**
 * Starts a program in a process group of its own, so that Ctrl-C is for us to hand on. It does not outlive us: it ends
 * where we are gone without a word, by `kill -9` too.
 */
export function spawnWithUs(
  program: string,
  programArguments: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): ChildProcessWithoutNullStreams {
  const child = spawn("/bin/sh", ["-c", script, program, ...programArguments], {
    ...options,
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: true,
  }) as ChildProcessWithoutNullStreams;
  child.once("exit", () => signalGroup(child));
  return child;
}

/** Ends such a program, and waits until it has. */
export async function endProgram(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const slow = setTimeout(() => signalGroup(child), secondsToEnd * 1000);
  await gone;
  clearTimeout(slow);
}

function signalGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody of the group is left.
  }
}
