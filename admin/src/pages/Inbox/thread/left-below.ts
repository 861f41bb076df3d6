/** How far a box can still be scrolled down (pixels). */
export const leftBelow = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement): number =>
  scrollHeight - scrollTop - clientHeight;
