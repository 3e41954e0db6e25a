import { homedir } from "node:os";

/** What the outside world gives to a run; the one place that reads it. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly currentFolder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function processEnvironment(): Environment {
  return {
    variables: process.env,
    home: homedir(),
    currentFolder: process.cwd(),
    now: Date.now,
  };
}
