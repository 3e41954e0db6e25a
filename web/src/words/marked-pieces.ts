export interface Piece {
  readonly text: string;
  readonly isMarked: boolean;
}

/** A text in pieces, those marked that begin a word as something typed does. */
export function markedPieces(text: string, typed: string): readonly Piece[] {
  const starts = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const pieces: Piece[] = [];
  for (const part of text.split(/(\s+)/)) {
    const lower = part.toLowerCase();
    const length = Math.max(
      0,
      ...starts.map((start) => (lower.startsWith(start) ? start.length : 0)),
    );
    if (length > 0) pieces.push({ text: part.slice(0, length), isMarked: true });
    if (length < part.length) pieces.push({ text: part.slice(length), isMarked: false });
  }
  return pieces;
}
