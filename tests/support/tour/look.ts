import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that Strapi's own frame breaks, whatever stands in it. */
const FRAME = new Set(['region', 'landmark-unique', 'landmark-one-main', 'bypass']);

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** What a person with a screen reader, or with less sight, would stumble over. */
const violationsOf = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate('typeof window.axe === "object"'))) await page.evaluate(axe);
  const found = (await page.evaluate(`(() => {
    const dialogs = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')];
    const parts = dialogs.length > 0 ? dialogs : [document.querySelector('main')];
    return axe.run({ include: parts }, { resultTypes: ['violations'] }).then((r) => r.violations);
  })()`)) as Violation[];
  return found
    .filter(({ id }) => !FRAME.has(id))
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
};

/** Runs in the browser: what does not fit. Words of customers (`dir="auto"`) may be cut, ours may not. */
const misfits = (): string[] => {
  const problems: string[] = [];
  const root = document.querySelector('[role="dialog"]') ?? document.querySelector('main');
  if (document.documentElement.scrollWidth > window.innerWidth + 1)
    problems.push(`the page scrolls sideways (${document.documentElement.scrollWidth} px)`);
  const main = document.querySelector('main');
  if (
    main &&
    getComputedStyle(main).overflowY === 'hidden' &&
    main.scrollHeight > main.clientHeight + 1
  )
    problems.push(`the page is longer than it can show (${main.scrollHeight} px)`);
  const nameOf = (one: Element) => `${one.tagName} "${(one.textContent ?? '').slice(0, 60)}"`;
  const scrolls = (one: Element | null): boolean =>
    one !== null &&
    (/auto|scroll/.test(getComputedStyle(one).overflowX) || scrolls(one.parentElement));
  for (const pressed of root?.querySelectorAll(
    'button, a[href], [role="button"], [role="tab"], [role="radio"], [role="combobox"], label'
  ) ?? []) {
    const frame = pressed.getBoundingClientRect();
    const style = getComputedStyle(pressed);
    if (frame.width < 2 || style.visibility === 'hidden' || pressed.closest('[dir="auto"]'))
      continue;
    const walker = document.createTreeWalker(pressed, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!parent || parent.closest('[dir="auto"]') || !walker.currentNode.textContent?.trim())
        continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const text = range.getBoundingClientRect();
      // Words for screen readers only are one pixel wide.
      if (parent.getBoundingClientRect().width <= 2) continue;
      if (
        parent.scrollWidth > parent.clientWidth + 1 &&
        getComputedStyle(parent).overflowX !== 'visible'
      )
        problems.push(`cut: ${nameOf(pressed)}`);
      else if (style.display !== 'inline' && text.right > frame.right + 2)
        problems.push(`sticks out: ${nameOf(pressed)}`);
    }
    if (frame.right > window.innerWidth + 1 && !scrolls(pressed.parentElement))
      problems.push(`beyond the edge: ${nameOf(pressed)}`);
  }
  return [...new Set(problems)];
};

/** Runs in the browser: each visible text and each name for screen readers, without what customers wrote and names of languages. */
const wordsOnScreen = (): string[] => {
  const root = document.querySelector('[role="dialog"]') ?? document.querySelector('main');
  if (!root) return [];
  const words: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent?.trim();
    if (
      text &&
      !walker.currentNode.parentElement?.closest('[dir="auto"], button[lang], style, script')
    )
      words.push(text);
  }
  for (const one of root.querySelectorAll('[aria-label], [title], [placeholder]'))
    for (const name of ['aria-label', 'title', 'placeholder'])
      if (one.getAttribute(name)) words.push(one.getAttribute(name) ?? '');
  return words;
};

const KEY = /\bwhatsapp\.[a-z]+[.-]/;
const RAW = /\bundefined\b|\bNaN\b|\[object |Invalid Date|\bwamid\./;

/** Keys, values that nobody formatted, and English on a Turkish page. */
const wordProblems = async (page: Page, english: ReadonlySet<string>): Promise<string[]> => {
  const words = await page.evaluate(wordsOnScreen);
  return words.flatMap((text) => [
    ...(KEY.test(text) ? [`a key: ${text}`] : []),
    ...(RAW.test(text) ? [`a raw value: ${text}`] : []),
    ...(english.has(text) ? [`English: ${text}`] : []),
  ]);
};

/** While a dialog fades in, all its text has too little contrast: axe looks once every animation has ended. */
const animationsEnded = (): boolean =>
  document
    .getAnimations()
    .every(
      ({ playState, effect }) =>
        playState !== 'running' || effect?.getTiming().iterations === Infinity
    );

/** Everything that is wrong with what is on screen now. `english`: words that must not be there. */
export const lookOver = async (page: Page, english: ReadonlySet<string>): Promise<string[]> => {
  await page.waitForFunction(animationsEnded);
  return [
    ...(await page.evaluate(misfits)),
    ...(await wordProblems(page, english)),
    ...(await violationsOf(page)),
  ];
};
