/** A computer of Apple's: ⌘ where others have Ctrl. */
export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.userAgent);

/** The key of this computer that goes with Enter. */
export const modifierKey = (): string => (isMac() ? '⌘' : 'Ctrl');
