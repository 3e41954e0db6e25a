/** Quantiles of the normal distribution: a two-sided test at 5 %, and a power of 80 %. */
const testQuantile = 1.959964;
const powerQuantile = 0.841621;

/**
 * The least true difference that a two-sided test at 5 % finds in four of five trials (minimum detectable effect
 * at 80 % power), where estimates are normal with this standard error.
 *
 * @param beyond what an estimate must exceed whatever its standard error, such as what chance alone was seen to do. Default 0
 */
export const detectableDifference = (standardError: number, beyond = 0): number =>
  Math.max(testQuantile * standardError, beyond) + powerQuantile * standardError;
