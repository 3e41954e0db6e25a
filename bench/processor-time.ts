import { readFileSync } from "node:fs";

/** Ticks of Linux's clock in a second, as every kernel of the last decades has them for processes. */
const ticksPerSecond = 100;

/** Seconds of processor time that a process has used; undefined where the system does not tell. */
export function processorSeconds(pid: number | undefined): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Behind the name, which may hold anything, in brackets: the 12th and 13th field are user and system.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}
