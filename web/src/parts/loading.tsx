/** Grey lines where text will be. They come late, so that a quick answer does not flicker. */
export function Loading() {
  return (
    <div className="loading" role="status">
      <h1 className="hidden">Loading</h1>
      <span className="line short" />
      <span className="line" />
      <span className="line" />
      <span className="line" />
    </div>
  );
}
