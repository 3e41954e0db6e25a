/**
 * Whether a call that ended with this status may have been paid for. Behind a gateway that gave up waiting, or a server
 * that failed, the model may have answered. Who is overloaded has not begun.
 */
export const mayBeBilled = (status: number): boolean =>
  status === 408 || (status >= 500 && status !== 503 && status !== 529);
