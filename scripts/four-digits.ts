/** For `JSON.stringify`: numbers that are not whole, to four digits. */
export const fourDigits = (_name: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
