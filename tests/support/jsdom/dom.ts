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
define(window, 'matchMedia', (query: string) => ({
  matches: false,
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

/*
 * jsdom holds every rule of every sheet against the element at each question, and against all its ancestors for what is
 * inherited; the queries by role ask for each element. That was a third of this ring's time: here an answer stands until
 * the document changes, its sheets included, and `visibility` is inherited from the parent's answer.
 */
const ask = window.getComputedStyle.bind(window);
const answers = new Map<Element, CSSStyleDeclaration>();
const changes = new MutationObserver(() => answers.clear());
changes.observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  characterData: true,
});

const styleOf = (element: Element): CSSStyleDeclaration => {
  const known = answers.get(element);
  if (known) return known;
  const style = ask(element);
  const parent = element.parentElement;
  if (!style.visibility) style.visibility = parent ? styleOf(parent).visibility : 'visible';
  if (element.isConnected) answers.set(element, style);
  return style;
};

define(window, 'getComputedStyle', (element: Element, pseudo?: string | null) => {
  if (pseudo) return ask(element, pseudo);
  if (changes.takeRecords().length > 0) answers.clear();
  return styleOf(element);
});

export {};
