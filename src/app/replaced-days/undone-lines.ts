import type { UndoneLine } from "../../intake/undone-orders.ts";
import { sqlText } from "../../sql/sql.ts";

const hourMs = 3_600_000;
/** Lines that are kept one by one; further ones count in their hours alone. */
const mostLines = 20_000;

/** Lines of orders that came to nothing, at a site in an hour of UTC. */
interface UndoneHour {
  readonly site: string;
  readonly lines: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Collects the lines of orders that came to nothing: by the hour, and those of known orders one by one. */
export class UndoneLines {
  readonly #hours = new Map<string, UndoneHour>();
  readonly #lines: string[] = [];

  readonly note = ({ site, time, session, product }: UndoneLine): void => {
    const name = `${Math.floor(time / hourMs)} ${site}`;
    const before = this.#hours.get(name);
    this.#hours.set(name, {
      site,
      lines: (before?.lines ?? 0) + 1,
      firstMs: Math.min(time, before?.firstMs ?? time),
      lastMs: Math.max(time, before?.lastMs ?? time),
    });
    if (session === null || product === null || this.#lines.length === mostLines) return;
    this.#lines.push(`(${[site, session, product].map(sqlText).join(", ")}, ${time})`);
  };

  /** A query of the first and last times of hours as rows of `id`, `site`, `kind`, `time_ms` and `undone`; null where there are none. */
  hours(): string | null {
    if (this.#hours.size === 0) return null;
    const rows = [...this.#hours.values()].flatMap(({ site, lines, firstMs, lastMs }) => [
      `(${sqlText(site)}, ${firstMs}, ${lines})`,
      `(${sqlText(site)}, ${lastMs}, 0)`,
    ]);
    return `SELECT NULL AS id, site, 'purchase' AS kind, time_ms, undone FROM (VALUES ${rows}) AS hours (site, time_ms, undone)`;
  }

  /** A query of lines as rows of `site`, `session`, `product` and `time_ms`; null where there are none. */
  lines(): string | null {
    if (this.#lines.length === 0) return null;
    return `SELECT * FROM (VALUES ${this.#lines}) AS lines (site, session, product, time_ms)`;
  }

  /** Whether there may be more lines than `lines` has. */
  get areMore(): boolean {
    return this.#lines.length === mostLines;
  }
}
