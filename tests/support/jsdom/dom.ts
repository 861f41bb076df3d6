/** What the Strapi admin and its design system expect from a browser and jsdom lacks. */
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

const define = (target: object, name: string, value: unknown) =>
  Object.defineProperty(target, name, { value, configurable: true, writable: true });

define(window, 'ResizeObserver', NoObserver);
define(window, 'IntersectionObserver', NoObserver);
define(window, 'scrollTo', () => undefined);

/** `(min-width: 48em)` by the width of the window; anything else that a query can ask does not apply. */
const isWideEnough = (query: string): boolean => {
  const [, size, unit] = /^\(min-width: (\d+)(px|em)\)$/.exec(query) ?? [];
  return size !== undefined && window.innerWidth >= Number(size) * (unit === 'em' ? 16 : 1);
};
window.innerWidth = 390;
define(window, 'matchMedia', (query: string) => ({
  matches: isWideEnough(query),
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
}));
define(window, 'strapi', {
  backendURL: 'http://localhost:1337',
  isEE: false,
  isTrialLicense: false,
  features: { isEnabled: () => false, SSO: 'sso' },
  projectType: 'Community',
  flags: {},
  telemetryDisabled: true,
});

// Radix menus and selects call these on pointer events.
define(Element.prototype, 'scrollIntoView', () => undefined);
define(Element.prototype, 'hasPointerCapture', () => false);
define(Element.prototype, 'setPointerCapture', () => undefined);
define(Element.prototype, 'releasePointerCapture', () => undefined);

export {};
