import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { contentOf, type GraphVersion, versionId } from "./graph-version.ts";

export interface Commit {
  readonly tables: GraphVersion["tables"];
  readonly byRelation: Readonly<Record<string, number>>;
  readonly author: string;
  readonly message: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Versions as files, and one pointer to the current one that is swapped at a stroke. */
export interface VersionStore {
  current(): Promise<GraphVersion | undefined>;
  /** From the current version back to the first. */
  log(): Promise<readonly GraphVersion[]>;
  /** @throws CosmoError VERSION_UNKNOWN */
  get(id: string): Promise<GraphVersion>;
  /** Notes that the rows of these versions are not kept any more: the log has them still. */
  prune(versions: readonly GraphVersion[], time: number): Promise<void>;
  /**
   * Publishes a version; the current one is given back where its content is the same.
   *
   * @param prepare makes what readers of the version need, such as its index; the pointer moves when it
   *   is done. Called for the current version too, whose index may be gone
   */
  publish(
    commit: Commit,
    prepare?: (version: GraphVersion) => Promise<void>,
  ): Promise<{ readonly version: GraphVersion; readonly isNew: boolean }>;
}

export function openVersionStore(folder: string): VersionStore {
  const pointer = join(folder, "current.json");
  const fileOf = (id: string): string => join(folder, "versions", `${id}.json`);

  const readJson = <Value>(file: string): Promise<Value | undefined> =>
    readJsonFile<Value>(file, {
      code: "VERSION_DAMAGED",
      hint: `Put a copy of the file back, or remove ${pointer} and run \`cosmo run\`: the graph is published anew, and its log begins anew.`,
    });

  async function get(id: string): Promise<GraphVersion> {
    const version = await readJson<GraphVersion>(fileOf(id));
    if (version !== undefined) return version;
    const known = await readdir(join(folder, "versions")).catch(() => []);
    throw new CosmoError("VERSION_UNKNOWN", `There is no graph version ${id}`, {
      hint: `\`cosmo graph log\` lists them (${known.length} so far).`,
      exitCode: 2,
    });
  }

  const writeVersion = (version: GraphVersion): Promise<void> =>
    writeFileDurably(fileOf(version.id), `${JSON.stringify(version, undefined, 2)}\n`);

  async function current(): Promise<GraphVersion | undefined> {
    const found = await readJson<{ version: string }>(pointer);
    return found && get(found.version);
  }

  return {
    current,
    get,
    async log() {
      const versions: GraphVersion[] = [];
      let version = await current();
      while (version !== undefined) {
        versions.push(version);
        version = version.parent === null ? undefined : await get(version.parent);
      }
      return versions;
    },
    async prune(versions, time) {
      const prunedAt = new Date(time).toISOString();
      for (const version of versions) {
        await writeVersion({ ...version, prunedAt });
      }
    },
    async publish({ tables, byRelation, author, message, time }, prepare = async () => {}) {
      const parent = await current();
      const content = contentOf(tables);
      if (parent?.content === content) {
        await prepare(parent);
        return { version: parent, isNew: false };
      }
      const version: GraphVersion = {
        id: versionId(content, parent?.id ?? null, message),
        parent: parent?.id ?? null,
        content,
        author,
        time: new Date(time).toISOString(),
        message,
        counts: {
          nodes: tables.nodes.rows,
          assertions: tables.assertions.rows,
          edges: tables.edges.rows,
          byRelation,
        },
        tables,
      };
      await writeVersion(version);
      await prepare(version);
      await writeFileDurably(pointer, `${JSON.stringify({ version: version.id })}\n`);
      return { version, isNew: true };
    },
  };
}
