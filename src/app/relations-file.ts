import { resolve } from "node:path";
import { seedRelationsFile } from "../relations/relation.ts";
import type { Configuration } from "./configuration.ts";

/** Where the relations of a workspace stand: in a file of its own, or in the one that comes with cosmo. */
export const relationsFile = (
  folder: string,
  { relations }: Pick<Configuration, "relations">,
): URL | string => (relations === null ? seedRelationsFile : resolve(folder, relations));
