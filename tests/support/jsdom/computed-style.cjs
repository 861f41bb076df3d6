'use strict';

/*
 * jsdom asks the selector engine about every rule of every sheet, for each element whose style is read, and queries by
 * role read the style of every element. Here only those rules are asked about whose last compound can match by id,
 * class or tag; elements with the same rules share an answer; and answers are kept until the document changes. The
 * engine still decides. tests/admin/jsdom compares with jsdom's own answers.
 */
// First, because jsdom copies the functions that this replaces when it loads.
const { plainly: withItsEngine } = require('./selectors.cjs');
const defaultStyleSheet = require('jsdom/lib/jsdom/browser/default-stylesheet');
const idlUtils = require('jsdom/lib/jsdom/living/generated/utils');
const { matchesDontThrow } = require('jsdom/lib/jsdom/living/helpers/selectors');
const styleRules = require('jsdom/lib/jsdom/living/helpers/style-rules');

/** The package whose sheets jsdom makes. */
const cssom = require(require.resolve('cssom', { paths: [require.resolve('jsdom')] }));

/** Grows with each rule that scripts insert or delete: a mutation observer does not see those. */
let sheetChanges = 0;
const changed = new WeakMap();
for (const name of ['insertRule', 'deleteRule']) {
  const own = cssom.CSSStyleSheet.prototype[name];
  cssom.CSSStyleSheet.prototype[name] = function change(...args) {
    sheetChanges += 1;
    changed.set(this, sheetChanges);
    return own.apply(this, args);
  };
}

const ANY = '*';
const STRINGS = /"[^"\\]*"|'[^'\\]*'/g;
const INNERMOST = /\([^()[\]]*\)|\[[^()[\]]*\]/g;
const NAME = '[^\\s.#:>+~*]+';
const idIn = new RegExp(`#(${NAME})`);
const classIn = new RegExp(`\\.(${NAME})`);
const tagIn = new RegExp(`^${NAME}`);

const keyOfCompound = (compound) => {
  const id = idIn.exec(compound);
  if (id) return `#${id[1]}`;
  const className = classIn.exec(compound);
  if (className) return `.${className[1]}`;
  return tagIn.exec(compound)?.[0] ?? ANY;
};

/** What an element must have for the rule to match: an id, a class or a tag for each selector of the list. */
const keysOf = (selectorText) => {
  let text = String(selectorText).replace(STRINGS, '');
  for (let before = ''; before !== text;) {
    before = text;
    text = text.replace(INNERMOST, '');
  }
  if (/["'\\()[\]|/]/.test(text)) return [ANY];
  const keys = text
    .toLowerCase()
    .split(',')
    .map((selector) =>
      keyOfCompound(
        selector
          .trim()
          .split(/[\s>+~]+/)
          .at(-1)
      )
    );
  return [...new Set(keys)];
};

const flat = (sheet) =>
  [...sheet.cssRules].flatMap((rule) => {
    if (!rule.media) return [rule];
    return Array.from(rule.media).includes('screen') ? rule.cssRules : [];
  });

const indexOf = (sheet) => {
  const rules = flat(sheet);
  const places = new Map();
  rules.forEach((rule, place) => {
    for (const key of keysOf(rule.selectorText)) {
      const list = places.get(key);
      if (list) list.push(place);
      else places.set(key, [place]);
    }
  });
  return { rules, places, at: changed.get(sheet) };
};

const indexes = new WeakMap();
const currentIndex = (sheet) => {
  const known = indexes.get(sheet);
  if (known && known.at === changed.get(sheet)) return known;
  const fresh = indexOf(sheet);
  indexes.set(sheet, fresh);
  return fresh;
};

const keysOfElement = (element) => {
  const id = element.getAttributeNS(null, 'id');
  const classes = (element.getAttributeNS(null, 'class') ?? '').toLowerCase().split(/\s+/);
  return [
    ANY,
    element._localName.toLowerCase(),
    ...(id ? [`#${id.toLowerCase()}`] : []),
    ...classes.filter(Boolean).map((name) => `.${name}`),
  ];
};

const defaults = cssom.parse(defaultStyleSheet);

/** The rules that match, in the order of the sheets. */
const rulesOf = (element) => {
  const keys = keysOfElement(element);
  return [defaults, ...element._ownerDocument.styleSheets._list].flatMap((sheet) => {
    const { rules, places } = currentIndex(sheet);
    return [...new Set(keys.flatMap((key) => places.get(key) ?? []))]
      .sort((a, b) => a - b)
      .map((place) => rules[place])
      .filter((rule) => matchesDontThrow(element, rule.selectorText));
  });
};

const jsdomsOwn = {
  forEach: styleRules.forEachMatchingSheetRuleOfElement,
  visibility: styleRules.propertiesWithResolvedValueImplemented.visibility,
};
/** The rules of the element that is being answered, when they are known already. */
let inHand = null;
let isPlain = false;
styleRules.forEachMatchingSheetRuleOfElement = (element, handle) => {
  if (isPlain) jsdomsOwn.forEach(element, handle);
  else (inHand?.element === element ? inHand.rules : rulesOf(element)).forEach(handle);
};
// The one property that jsdom inherits, by asking all ancestors again each time: it is inherited from kept answers here.
delete styleRules.propertiesWithResolvedValueImplemented.visibility;

/** jsdom as it is, to compare with. */
const plainly = (look) => {
  isPlain = true;
  styleRules.propertiesWithResolvedValueImplemented.visibility = jsdomsOwn.visibility;
  try {
    return withItsEngine(look);
  } finally {
    isPlain = false;
    delete styleRules.propertiesWithResolvedValueImplemented.visibility;
  }
};

let lastNumber = 0;
const numbers = new WeakMap();
const numberOf = (rule) => {
  if (!numbers.has(rule)) numbers.set(rule, (lastNumber += 1));
  return numbers.get(rule);
};

/** Replaces `getComputedStyle` of a window; `getComputedStyle.plain` answers as jsdom does. */
const install = (window) => {
  const ask = window.getComputedStyle.bind(window);
  const answers = new Map();
  const shared = new Map();
  let seen = sheetChanges;
  const changes = new window.MutationObserver(() => answers.clear());
  changes.observe(window.document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });

  const make = (element, rules, inherited) => {
    inHand = { element: idlUtils.implForWrapper(element), rules };
    try {
      const style = ask(element);
      if (!style.visibility) style.visibility = inherited;
      return style;
    } finally {
      inHand = null;
    }
  };

  const styleOf = (element) => {
    const known = answers.get(element);
    if (known) return known;
    const parent = element.parentElement;
    const inherited = parent ? styleOf(parent).visibility : 'visible';
    const rules = rulesOf(idlUtils.implForWrapper(element));
    const key = [inherited, ...rules.map(numberOf), element.style?.cssText].join();
    const style = shared.get(key) ?? make(element, rules, inherited);
    shared.set(key, style);
    if (element.isConnected) answers.set(element, style);
    return style;
  };

  const quick = (element, pseudo) => {
    if (pseudo || !(element instanceof window.Element)) return ask(element, pseudo);
    if (changes.takeRecords().length > 0 || seen !== sheetChanges) answers.clear();
    seen = sheetChanges;
    return styleOf(element);
  };
  quick.plain = (element) => plainly(() => ask(element));
  quick.withItsEngine = withItsEngine;
  Object.defineProperty(window, 'getComputedStyle', {
    value: quick,
    configurable: true,
    writable: true,
  });
};

module.exports = { install };
