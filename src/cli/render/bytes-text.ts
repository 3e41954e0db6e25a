const sizes = { TB: 1e12, GB: 1e9, MB: 1e6, kB: 1e3 } as const;

/** Bytes with their unit, as DuckDB counts them: 1.2 GB. */
export function bytesText(count: number): string {
  const unit = (["TB", "GB", "MB"] as const).find((name) => count >= sizes[name]) ?? "kB";
  const value = count / sizes[unit];
  return `${value >= 100 || value === 0 ? Math.round(value) : Number(value.toPrecision(2))} ${unit}`;
}
