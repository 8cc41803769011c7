/** The language that a bundle of staff pages speaks. The build writes these anew for each of the others. */

/** Of numbers and plural forms (BCP 47). */
export const LANGUAGE = "en";
/** Of days and hours. */
export const DATES = "en-GB";
/** Where somebody signs in again. */
export const SIGN_IN = "/sign-in";
