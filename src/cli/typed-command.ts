import { shellWord } from "./as-called.ts";

/**
 * A command line that gives these options, for a shell. Several texts are one option each, several numbers one list; what
 * is false or not there is left out.
 *
 * @example typedCommand("evaluate relevance", { data: ["a b.csv"], quick: true }) // cosmo evaluate relevance --data 'a b.csv' --quick
 */
export function typedCommand(name: string, options: Readonly<Record<string, unknown>>): string {
  const words = Object.entries(options).flatMap(([option, value]): readonly string[] => {
    const flag = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (option === "arguments" || value === undefined || value === false) return [];
    if (value === true) return [flag];
    return valuesOf(value).flatMap((one) => [flag, shellWord(String(one))]);
  });
  return ["cosmo", name, ...words].join(" ");
}

function valuesOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  const isNumbers = value.length > 0 && value.every((one) => typeof one === "number");
  return isNumbers ? [value.join(",")] : value;
}
