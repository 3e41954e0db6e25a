// Checks which room of src/ imports which, which package has its home where, who names the truth, and that
// the page in web/src sees types alone:
// `node scripts/import-rule.ts`.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix, sep } from "node:path";
import { fileURLToPath } from "node:url";
import {
  isRoom,
  mayImportPackage,
  mayImportRoom,
  mayPageImportPackage,
  mayPageSee,
  mayReadEnvironment,
  mayReadTruth,
} from "./import-table.ts";
import { type ModuleReference, referencesOf } from "./module-references.ts";

export interface Violation {
  /** Relative to the root folder, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

interface Source {
  readonly file: string;
  readonly room: string;
  readonly isTest: boolean;
}

/** Every violation in `src`, and in `web/src` where there is one, below a root folder, by file and line. */
export function checkImports(rootFolder: string): readonly Violation[] {
  if (!existsSync(join(rootFolder, "src"))) throw new Error(`no folder src in ${rootFolder}`);
  return [
    ...checkFolder(rootFolder, "src", checkFile),
    ...checkFolder(rootFolder, "web/src", checkPageFile),
  ];
}

function checkFolder(
  rootFolder: string,
  folder: string,
  check: (file: string, content: string) => readonly Violation[],
): readonly Violation[] {
  if (!existsSync(join(rootFolder, folder))) return [];
  return readdirSync(join(rootFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.[cm]?tsx?$/.test(name))
    .toSorted()
    .flatMap((name) => {
      const file = posix.join(folder, ...name.split(sep));
      return check(file, readFileSync(join(rootFolder, file), "utf8"));
    });
}

function checkFile(file: string, content: string): readonly Violation[] {
  const room = roomOf(file);
  if (room === undefined) {
    return [{ file, line: 1, message: "is in no room of scripts/import-table.ts" }];
  }
  const source = { file, room, isTest: isTestFile(file) };
  const { modules, environmentLines, truthLines } = referencesOf(content);
  const found = modules.flatMap((reference): readonly Violation[] => {
    const message = faultOf(source, reference);
    return message === undefined ? [] : [{ file, line: reference.line, message }];
  });
  const faults = (lines: readonly number[], message: string, allowed: boolean) =>
    allowed ? [] : lines.map((line): Violation => ({ file, line, message }));
  return [
    ...found,
    ...faults(environmentLines, "only app reads process.env", mayReadEnvironment(room)),
    ...faults(truthLines, "only evaluation reads the truth", mayReadTruth(room, source.isTest)),
  ].toSorted((a, b) => a.line - b.line);
}

function faultOf({ file, room, isTest }: Source, reference: ModuleReference): string | undefined {
  const { kind, specifier } = reference;
  if (specifier === undefined) return "imports a module whose name is computed";
  if (kind === "module" && !specifier.startsWith(".")) {
    const name = packageOf(specifier);
    return mayImportPackage(room, name, isTest) ? undefined : `${room} may not import ${name}`;
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (kind === "file" && !/^src\/./.test(target)) return undefined;
  const targetRoom = roomOf(target);
  if (targetRoom === undefined) return `imports ${specifier}, which is in no room`;
  if (isTestFile(target) && !isTest) return `imports ${specifier}, which is for tests`;
  return mayImportRoom(room, targetRoom, isTest)
    ? undefined
    : `${room} may not import ${targetRoom}`;
}

function checkPageFile(file: string, content: string): readonly Violation[] {
  return referencesOf(content).modules.flatMap((reference): readonly Violation[] => {
    const message = faultOfPage(file, reference);
    return message === undefined ? [] : [{ file, line: reference.line, message }];
  });
}

function faultOfPage(file: string, { specifier, typesOnly }: ModuleReference): string | undefined {
  if (specifier === undefined) return "imports a module whose name is computed";
  if (!specifier.startsWith(".")) {
    const name = packageOf(specifier);
    return mayPageImportPackage(name, isTestFile(file)) ? undefined : `web may not import ${name}`;
  }
  const target = posix.join(posix.dirname(file), specifier);
  if (target.startsWith("web/src/")) {
    const isForTests = isTestFile(target) && !isTestFile(file);
    return isForTests ? `imports ${specifier}, which is for tests` : undefined;
  }
  const room = roomOf(target);
  if (room === undefined) return `imports ${specifier}, which is in no room`;
  if (!mayPageSee(room)) return `web may not import ${room}`;
  return typesOnly ? undefined : `web may import types of ${room} alone`;
}

function roomOf(file: string): string | undefined {
  const [source, room = ""] = file.split("/");
  return source === "src" && isRoom(room) ? room : undefined;
}

/** `x.test.ts`, and `x-for-tests.ts` for what several tests share. */
const isTestFile = (file: string): boolean => /(?:\.test|-for-tests)\.[cm]?tsx?$/.test(file);

/** `@scope/name` of `@scope/name/part`; built-in modules have their `node:`, whether written or not. */
function packageOf(specifier: string): string {
  if (specifier.startsWith("node:") || isBuiltin(specifier)) {
    return `node:${specifier.replace(/^node:/, "").split("/")[0]}`;
  }
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

export const describe = ({ file, line, message }: Violation): string =>
  `${file}:${line}: ${message}`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const violations = checkImports(root);
  for (const violation of violations) console.error(describe(violation));
  console.log(`import rule: ${violations.length} violations`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
