/** What the server is told as its argument. */
export interface FaultServerPlan {
  readonly seed: number;
  /** 0: any that is free. */
  readonly port: number;
  readonly logFile: string;
}

/** What a client is told as its argument. */
export interface FaultClientPlan {
  readonly baseUrl: string;
  readonly calls: number;
  readonly concurrency: number;
  readonly timeoutSeconds: number;
  /** The workspace, where calls.db and budget.db lie. */
  readonly folder: string;
  readonly journalFile: string;
}

/** The variable that holds the name of a client; it is sent as the key, so that the server can tell them apart. */
export const clientVariable = "COSMO_FAULTS_CLIENT";

/** Dollars per million tokens. */
export const price = { input: 1, output: 4 };

/** Every fiftieth asks what the one before it asks, at the same time: two items, one call. */
export const questionOf = (item: number): number => (item % 50 === 49 ? item - 1 : item);

/** One of four asks for JSON. */
export const hasSchema = (question: number): boolean => question % 4 === 0;

export const promptOf = (question: number): string =>
  `Question ${question}: name up to five reasons why somebody would buy a tent and a sleeping pad together.`;

/** @returns undefined where the prompt is none of these */
export function questionIn(prompt: string): number | undefined {
  const found = /^Question (\d+):/.exec(prompt)?.[1];
  return found === undefined ? undefined : Number(found);
}
