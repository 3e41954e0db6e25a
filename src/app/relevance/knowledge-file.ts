import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { fileNotFound } from "../../intake/files/find-files.ts";
import type { KnowledgePiece, KnowledgeProvenance } from "../../relevance/knowledge/knowledge.ts";
import type { OtherDataSet, PairPiece } from "../../relevance/leaks/leak.ts";
import { normaliseQuery } from "../../text/normalise.ts";

/** What a file says of judged queries and products, and what made it. */
export interface KnowledgeFile {
  readonly pieces: readonly (KnowledgePiece | PairPiece)[];
  /** Labelled queries that it was made of. */
  readonly others: readonly OtherDataSet[];
}

const seen = z.array(
  z.strictObject({ dataSet: z.string(), id: z.string(), query: z.string() }).readonly(),
);

const provenanceLine = z.strictObject({
  provenance: z.strictObject({
    id: z.string(),
    source: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("graph"), version: z.string() }),
      z.strictObject({ kind: z.literal("claims"), content: z.string() }),
    ]),
    prompts: z.array(z.string()),
    saw: z.strictObject({ prompts: seen, fewShot: seen, critic: seen, thresholds: seen }),
    dataSets: z.array(z.string()),
  }),
});

const dataSetLine = z.strictObject({
  dataSet: z.strictObject({ name: z.string(), queries: z.array(z.string()) }),
});

const said = { text: z.string().min(1), provenance: z.string() };
const pieceLine = z.union([
  z.strictObject({ query: z.string().min(1), ...said }),
  z.strictObject({ site: z.string().default("default"), sku: z.string().min(1), ...said }),
  z.strictObject({ title: z.string().min(1), ...said }),
  z.strictObject({ query: z.string().min(1), title: z.string().min(1), ...said }),
]);

const line = z.union([provenanceLine, dataSetLine, pieceLine]);

/**
 * Reads knowledge that was made elsewhere, as lines of JSON: what made it, first; then a line for each thing that is said.
 *
 * ```json
 * {"provenance": {"id": "a", "source": {"kind": "claims", "content": "…"}, "prompts": ["…"], "saw": {"prompts": [], "fewShot": [], "critic": [], "thresholds": []}, "dataSets": []}}
 * {"query": "winter boots", "text": "used for hiking in snow", "provenance": "a"}
 * {"sku": "B01", "text": "keeps feet dry", "provenance": "a"}
 * {"title": "Snow Boots, Men's 10", "text": "keeps feet dry", "provenance": "a"}
 * {"dataSet": {"name": "clicks", "queries": ["…"]}}
 * ```
 *
 * @param file plain, or gzipped where its name ends in `.gz`
 * @throws CosmoError FILE_NOT_FOUND, KNOWLEDGE_FILE_INVALID with the line, what is wrong with it and what to write
 */
export async function readKnowledgeFile(file: string): Promise<KnowledgeFile> {
  const provenances = new Map<string, KnowledgeProvenance>();
  const pieces: (KnowledgePiece | PairPiece)[] = [];
  const others: OtherDataSet[] = [];
  for await (const [number, value] of linesOf(file)) {
    const { data, error } = line.safeParse(value);
    if (data === undefined) throw invalid(file, number, faultOf(value, error));
    if ("dataSet" in data) others.push({ ...data.dataSet, usedFor: "knowledge" });
    else if ("text" in data) {
      const provenance = provenances.get(data.provenance);
      if (provenance === undefined) {
        throw invalid(file, number, `no line before it says what made “${data.provenance}”`);
      }
      pieces.push(pieceOf(data, number, provenance));
    } else {
      const { id, ...provenance } = data.provenance;
      provenances.set(id, provenance);
    }
  }
  if (pieces.length === 0) throw invalid(file, 1, "no line says anything of a query or a product");
  return { pieces, others };
}

function pieceOf(
  data: z.output<typeof pieceLine>,
  number: number,
  provenance: KnowledgeProvenance,
): KnowledgePiece | PairPiece {
  const piece = { id: `line ${number}`, text: data.text, provenance };
  const of = (kind: "query" | "product", id: string): KnowledgePiece => ({
    ...piece,
    of: { kind, id },
  });
  if ("sku" in data) return of("product", `${data.site}/${data.sku}`);
  if (!("query" in data)) return of("product", normaliseQuery(data.title));
  return "title" in data
    ? { ...piece, of: { kind: "pair", id: `${data.query} / ${data.title}` } }
    : of("query", normaliseQuery(data.query));
}

async function* linesOf(file: string): AsyncGenerator<readonly [number: number, value: unknown]> {
  const raw = createReadStream(file);
  const input = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  // What goes wrong with the file itself has to reach the reader of lines.
  raw.on("error", (error) => input.destroy(error));
  let number = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      // Trimming takes a byte-order mark away too.
      const words = text.trim();
      if (words === "") continue;
      yield [number, parsed(file, number, words)];
    }
  } catch (error) {
    if (error instanceof CosmoError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw await fileNotFound(file);
    throw invalid(file, number + 1, `it can't be read: ${(error as Error).message}`, error);
  }
}

function parsed(file: string, number: number, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(file, number, "it is no JSON", error);
  }
}

function faultOf(value: unknown, error: z.ZodError): string {
  if (typeof value !== "object" || value === null) return "it is no JSON object";
  if ("dataSet" in value) return "dataSet: must be { name, queries }";
  if (!("provenance" in value)) return "it doesn't say what made it";
  const shape = typeof value.provenance === "object" ? provenanceLine : pieceLine;
  const [issue] = shape.safeParse(value).error?.issues ?? error.issues;
  return `${issue?.path.join(".") || "its fields"}: ${issue?.message ?? "not as it should be"}`;
}

const invalid = (file: string, number: number, fault: string, cause?: unknown): CosmoError =>
  new CosmoError("KNOWLEDGE_FILE_INVALID", `${file}, line ${number}: ${fault}`, {
    hint: "A line says what made the knowledge ({ provenance: { id, source, prompts, saw, dataSets } }), or something of a query, a sku or a title ({ query, text, provenance }); docs/relevance.md has an example.",
    cause,
    exitCode: 2,
  });
