import type { ReactNode } from "react";

/** A short message in a box: calm, warning, or a failure. */
export function Notice({
  kind,
  children,
}: {
  kind: "plain" | "good" | "near" | "warning" | "failure";
  children: ReactNode;
}) {
  return <div className={`notice ${kind}`}>{children}</div>;
}
