/** How numbers are mostly written in this language. */
export const usualMark = (locale: string): ',' | '.' =>
  new Intl.NumberFormat(locale).format(0.5).includes(',') ? ',' : '.';
