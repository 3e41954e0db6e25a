/** A share from 0 to 1 as a small bar; the number beside it says the same in words. */
export function Bar({ share, kind }: { share: number; kind: string }) {
  return (
    <span className={`bar ${kind}`} aria-hidden="true">
      <span style={{ inlineSize: `${100 * Math.min(1, Math.max(0, share))}%` }} />
    </span>
  );
}
