/** Columns of an explanation that stands in a file, whatever the terminal. */
export const widthOfExplanations = 100;
