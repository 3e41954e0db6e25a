/** A day for which an import stands alone. */
export interface ReplacedDay {
  /** YYYY-MM-DD, in the time zone of the import. */
  readonly day: string;
  readonly site: string;
  /** Events that the files of the import hold of it. */
  readonly events: number;
  /** Events of earlier imports that no longer count. */
  readonly earlier: number;
}
