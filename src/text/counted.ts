/** 1234567 as 1,234,567. */
export const formatNumber = (value: number): string =>
  value.toLocaleString("en-US", { maximumFractionDigits: 3 });

/** A number with its unit, which is given in the plural: 1 search, 2,000 searches, 1 query. */
export const counted = (count: number, unit: string): string =>
  `${formatNumber(count)} ${count === 1 ? singular(unit) : unit}`;

const singular = (unit: string): string =>
  unit.endsWith("ies") ? unit.replace(/ies$/, "y") : unit.replace(/(?:(?<=ch|sh|ss|x)es|s)$/, "");
