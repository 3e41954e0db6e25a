import { personalDataClass } from "../text/personal-data.ts";

/** Whether a member's name may stand in a message: an object may have customers or queries for the names of its members. */
export const mayBeShown = (name: string): boolean =>
  /^[\p{L}_$][\p{L}\p{N}_$-]{0,40}$/u.test(name) && personalDataClass(name) === "none";
