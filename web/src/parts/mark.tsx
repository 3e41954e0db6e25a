/** Three points and what joins them. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M8 23 14 9l11 6Z" />
      <circle cx="14" cy="9" r="5" />
      <circle className="second" cx="8" cy="23" r="4" />
      <circle cx="25" cy="15" r="4" />
    </svg>
  );
}
