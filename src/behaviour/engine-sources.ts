/** What one engine writes in its own way. An argument is what stands behind FROM. */
export interface EngineSources {
  /** Statements that make the functions of the steps that the engine lacks. */
  readonly functions: readonly string[];
  catalogue(products: string): string;
  categories(products: string): string;
  /** Events of a stretch of time. */
  events(imported: string, fromMs: number, untilMs: number): string;
}
