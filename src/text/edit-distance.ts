/**
 * Levenshtein's distance in UTF-16 units: how many must be put in, taken out or changed. Equal ends
 * are skipped and one row is kept, so that titles of a few hundred letters take microseconds.
 */
export function editDistance(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const start = commonStart(short, long);
  const end = commonEnd(short, long, start);
  const columns = short.length - end - start;
  const row = Uint32Array.from({ length: columns + 1 }, (_, column) => column);
  for (let place = start; place < long.length - end; place++) {
    const letter = long.charCodeAt(place);
    let diagonal = row[0] ?? 0;
    row[0] = diagonal + 1;
    for (let column = 1; column <= columns; column++) {
      const above = row[column] ?? 0;
      const substituted = diagonal + (short.charCodeAt(start + column - 1) === letter ? 0 : 1);
      row[column] = Math.min(substituted, above + 1, (row[column - 1] ?? 0) + 1);
      diagonal = above;
    }
  }
  return row[columns] ?? 0;
}

function commonStart(short: string, long: string): number {
  let length = 0;
  while (length < short.length && short.charCodeAt(length) === long.charCodeAt(length)) length++;
  return length;
}

function commonEnd(short: string, long: string, start: number): number {
  let length = 0;
  while (
    length < short.length - start &&
    short.charCodeAt(short.length - 1 - length) === long.charCodeAt(long.length - 1 - length)
  ) {
    length++;
  }
  return length;
}
