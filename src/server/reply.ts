/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

const jsonType = "application/json";

/** The headers of a JSON answer as Node takes them quickest: names and values in turns. */
export const plainJsonHeaders = (body: string): readonly string[] => [
  ...jsonHeaderList,
  "content-length",
  String(Buffer.byteLength(body)),
];

/** What an answer of numbers and words must never be taken for, and how long it holds. */
const jsonHeaders = {
  "content-type": jsonType,
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
} as const;

const jsonHeaderList: readonly string[] = Object.entries(jsonHeaders).flat();

export const jsonReply = (
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(body) });
