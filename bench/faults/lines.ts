import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";

/** Lines of JSON that survive the end of the process, each as soon as it is written. */
export interface LineFile<Line> {
  append(line: Line): void;
  close(): void;
}

export function openLines<Line>(file: string): LineFile<Line> {
  const descriptor = openSync(file, "a");
  return {
    append: (line) => void writeSync(descriptor, `${JSON.stringify(line)}\n`),
    close: () => closeSync(descriptor),
  };
}

/** The lines that are whole: a process may have been killed while it wrote the last one. */
export function readLines<Line>(file: string): readonly Line[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
