/** From here down Strapi's bar, which comes when a page is scrolled, covers nothing. */
export const BELOW_BAR = '8rem';
