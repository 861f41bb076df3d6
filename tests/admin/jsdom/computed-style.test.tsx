import { screen } from '@testing-library/react';
import fc from 'fast-check';
import Contacts from '../../../admin/src/pages/Contacts/ListPage';
import { open } from '../contacts/stage';
import { showOn } from '../../support/show-on';

showOn('wide');

/** `plain` is jsdom's own answer, which reads every rule. */
const ours = window.getComputedStyle as typeof window.getComputedStyle & {
  plain(element: Element): CSSStyleDeclaration;
  /** What `look` answers with jsdom's own selector engine. */
  withItsEngine<T>(look: () => T): T;
};

const valuesOf = (style: CSSStyleDeclaration): string[] =>
  Array.from(style)
    .map((name) => `${name}: ${style.getPropertyValue(name)} ${style.getPropertyPriority(name)}`)
    .sort();

const described = (element: Element, style: CSSStyleDeclaration): string[] => [
  element.outerHTML.slice(0, 200),
  ...valuesOf(style),
];

const expectJsdomsAnswers = () => {
  for (const element of document.querySelectorAll('*')) {
    expect(described(element, ours(element))).toEqual(described(element, ours.plain(element)));
  }
};

const sheetFrom = (css: string): CSSStyleSheet => {
  const style = document.createElement('style');
  style.textContent = css;
  document.head.append(style);
  return style.sheet!;
};

afterEach(() => {
  document.head.replaceChildren();
  document.body.replaceChildren();
});

const NAMES = ['a', 'B', 'x-1', 'é'];
const name = fc.constantFrom(...NAMES);
/** Rare selectors are rare here too: the engine refuses some, and with them every other selector of their rule. */
const rare = fc.constantFrom(
  '[title]',
  '[title="x, .a"]',
  "[title='(']",
  '[title=")a"]',
  ':first-child',
  ':not(.a)',
  ':not(.a, #B)',
  ':is(.a, p > .B)',
  ':where(#a)',
  ':nth-child(2n + 1)',
  ':hover',
  '.\\61',
  '.a\\:b',
  '.a\\,b'
);
const simple = fc.oneof(
  { weight: 6, arbitrary: name.map((one) => `.${one}`) },
  { weight: 3, arbitrary: name.map((one) => `#${one}`) },
  { weight: 1, arbitrary: rare }
);
const compound = fc
  .tuple(
    fc.constantFrom('', '', '*', 'div', 'P', 'span', 'linearGradient'),
    fc.array(simple, { maxLength: 2 })
  )
  .map(([tag, rest]) => `${tag}${rest.join('')}` || '*');
const selector = fc
  .tuple(
    compound,
    fc.array(fc.tuple(fc.constantFrom(' ', ' > ', '>', ' + ', '~'), compound), { maxLength: 2 }),
    // At the end alone: after it the selector engine itself stumbles over strings.
    fc.constantFrom('', '', '', '::before')
  )
  .map(([first, rest, end]) => [first, ...rest.flat(), end].join(''));
const body = fc.constantFrom(
  'color: red',
  'display: none',
  'visibility: hidden',
  'visibility: visible',
  'margin: 1px 2px',
  'pointer-events: none !important',
  'color: blue; display: block'
);
const plainRule = fc
  .tuple(fc.array(selector, { minLength: 1, maxLength: 3 }), body)
  .map(([selectors, words]) => `${selectors.join(', ')} { ${words} }`);
const rule = fc.oneof(
  { weight: 5, arbitrary: plainRule },
  { weight: 1, arbitrary: plainRule.map((inner) => `@media screen { ${inner} }`) },
  { weight: 1, arbitrary: plainRule.map((inner) => `@media print { ${inner} }`) },
  { weight: 1, arbitrary: fc.constant('@keyframes a { from { color: red } to { color: blue } }') }
);

const piece = fc.record({
  tag: fc.constantFrom('div', 'p', 'span', 'button', 'svg:linearGradient'),
  classes: fc.array(fc.constantFrom(...NAMES, 'b', 'a:b', 'a,b'), { maxLength: 3 }),
  id: fc.option(name),
  title: fc.option(fc.constantFrom('x, .a', '(', ')a')),
  style: fc.option(body),
  parent: fc.nat(),
});
type Piece = typeof piece extends fc.Arbitrary<infer One> ? One : never;

const made = ({ tag, classes, id, title, style }: Piece): Element => {
  const element = tag.startsWith('svg:')
    ? document.createElementNS('http://www.w3.org/2000/svg', tag.slice('svg:'.length))
    : document.createElement(tag);
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
  if (id !== null) element.setAttribute('id', id);
  if (title !== null) element.setAttribute('title', title);
  if (style !== null) element.setAttribute('style', style);
  return element;
};

/** A document of these pieces, each in the body or in one before it. */
const draw = (pieces: readonly Piece[]): void => {
  document.head.replaceChildren();
  document.body.replaceChildren();
  const parents: Element[] = [document.body];
  for (const one of pieces) {
    const element = made(one);
    parents[one.parent % parents.length]?.append(element);
    parents.push(element);
  }
};

/** What a selector finds in the document, or the kind of error. */
const found = (text: string): unknown => {
  try {
    const all = [...document.querySelectorAll(text)];
    const inBody = document.body.querySelector(text);
    const each = [...document.querySelectorAll('*')].map((element) => [
      element.matches(text),
      element.closest(text),
    ]);
    return { all, inBody, each };
  } catch (error) {
    return (error as Error).name;
  }
};

describe('the selectors of this ring', () => {
  it('find what jsdom finds, and refuse what it refuses', () => {
    fc.assert(
      fc.property(
        // To that one jsdom's engine answers differently when it is asked again.
        fc.array(
          selector.filter((one) => !one.includes(':nth-child')),
          { minLength: 1, maxLength: 3 }
        ),
        fc.array(piece, { minLength: 1, maxLength: 8 }),
        (selectors, pieces) => {
          draw(pieces);
          const text = selectors.join(', ');
          expect(found(text)).toEqual(ours.withItsEngine(() => found(text)));
        }
      ),
      { numRuns: 300 }
    );
  });
});

describe('the computed styles of this ring', () => {
  it('are those of jsdom, for any document and any sheets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(rule, { maxLength: 6 }), { maxLength: 3 }),
        fc.array(piece, { minLength: 1, maxLength: 8 }),
        (sheets, pieces) => {
          draw(pieces);
          sheets.forEach((rules) => sheetFrom(rules.join('\n')));
          expectJsdomsAnswers();
        }
      ),
      { numRuns: 60 }
    );
  });

  it('follow rules that scripts insert and delete, and changes of the document', () => {
    fc.assert(
      fc.property(
        fc.array(plainRule, { minLength: 1, maxLength: 4 }),
        fc.array(piece, { minLength: 2, maxLength: 6 }),
        name,
        (rules, pieces, className) => {
          draw(pieces);
          const sheet = sheetFrom(rules.join('\n'));
          expectJsdomsAnswers();
          sheet.insertRule(`.${className} { visibility: hidden; color: green }`, 0);
          expectJsdomsAnswers();
          document.body.firstElementChild?.classList.add(className);
          expectJsdomsAnswers();
          sheet.deleteRule(sheet.cssRules.length - 1);
          expectJsdomsAnswers();
          document.body.firstElementChild?.setAttribute('style', 'display: inline');
          expectJsdomsAnswers();
        }
      ),
      { numRuns: 20 }
    );
  });

  it('name what a rule says, and forget it with the rule', () => {
    const sheet = sheetFrom('.a { color: red } div > .b:hover, p.a { display: none }');
    document.body.innerHTML = '<p class="a"><span>x</span></p>';
    const p = document.body.firstElementChild!;
    expect(ours(p).color).toBe('red');
    expect(ours(p).display).toBe('none');
    sheet.insertRule('p { visibility: hidden }', 0);
    expect(ours(p.firstElementChild!).visibility).toBe('hidden');
    sheet.deleteRule(2);
    expect(ours(p).display).toBe('block');
  });

  it('are those of jsdom on a page with the styles of the design system', async () => {
    await open(<Contacts />);
    expect(await screen.findByText('Ayşe Kaya')).toBeInstanceOf(HTMLElement);
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    expect(rules.length).toBeGreaterThan(100);
    expectJsdomsAnswers();
  });
});
