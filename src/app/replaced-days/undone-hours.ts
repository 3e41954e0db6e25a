import type { UndonePlace } from "../../intake/undone-orders.ts";
import { sqlText } from "../../sql/sql.ts";

const hourMs = 3_600_000;

/** Lines of orders that came to nothing, at a site in an hour of UTC. */
interface UndoneHour {
  readonly site: string;
  readonly lines: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Collects where lines of orders stood that came to nothing, by the hour. */
export class UndoneHours {
  readonly #hours = new Map<string, UndoneHour>();

  readonly note = ({ site, time }: UndonePlace): void => {
    const name = `${Math.floor(time / hourMs)} ${site}`;
    const before = this.#hours.get(name);
    this.#hours.set(name, {
      site,
      lines: (before?.lines ?? 0) + 1,
      firstMs: Math.min(time, before?.firstMs ?? time),
      lastMs: Math.max(time, before?.lastMs ?? time),
    });
  };

  /** A query of their first and last times as rows of `id`, `site`, `kind`, `time_ms` and `undone`; null where there are none. */
  query(): string | null {
    if (this.#hours.size === 0) return null;
    const rows = [...this.#hours.values()].flatMap(({ site, lines, firstMs, lastMs }) => [
      `(${sqlText(site)}, ${firstMs}, ${lines})`,
      `(${sqlText(site)}, ${lastMs}, 0)`,
    ]);
    return `SELECT NULL AS id, site, 'purchase' AS kind, time_ms, undone FROM (VALUES ${rows}) AS hours (site, time_ms, undone)`;
  }
}
