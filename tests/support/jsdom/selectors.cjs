'use strict';

/*
 * jsdom asks its selector engine through the objects that scripts see: each look at an attribute, a parent or a list passes
 * their checks, and collections are proxies. Here another engine asks the nodes themselves, for selectors of tags, ids,
 * classes, attributes, `:not` and `:is`, nearly all there are; jsdom's own answers the others, and says what is wrong with
 * one. Load this before jsdom, which copies these functions when it loads. tests/admin/jsdom compares both.
 */
const { compile } = require('css-select');
const { parse } = require('css-what');
const { domSymbolTree: tree } = require('jsdom/lib/jsdom/living/helpers/internal-constants');
const { implForWrapper, wrapperForImpl } = require('jsdom/lib/jsdom/living/generated/utils');
const jsdoms = require('jsdom/lib/jsdom/living/helpers/selectors');

const ELEMENT = 1;
const isElement = (node) => node.nodeType === ELEMENT;
const parentOf = (node) => {
  const parent = tree.parent(node);
  return parent && isElement(parent) ? parent : null;
};
const adapter = {
  isTag: isElement,
  getName: ({ _localName }) => _localName,
  getAttributeValue: (node, name) => node._attributesByNameMap.get(name)?.[0]?._value,
  hasAttrib: (node, name) => node._attributesByNameMap.has(name),
  getParent: parentOf,
  getSiblings: (node) => tree.childrenToArray(tree.parent(node) ?? node),
};
const options = { adapter, cacheResults: false, lowerCaseTags: false };

const COMBINATORS = ['descendant', 'child', 'adjacent', 'sibling'];
const isPlainName = ({ name, namespace }) => namespace === null && !/[A-Z]/.test(name);
const RULES = {
  universal: ({ namespace }) => namespace === null,
  tag: isPlainName,
  attribute: isPlainName,
  pseudo: ({ name, data }) => ['not', 'is'].includes(name) && isPlain(data),
};
/** Are these selectors that both engines read in the same way? Names in capitals mean different things in HTML and SVG. */
const isPlain = (selectors) =>
  Array.isArray(selectors) &&
  selectors.every((tokens) =>
    tokens.every((token) => COMBINATORS.includes(token.type) || RULES[token.type]?.(token))
  );

const compiled = new Map();
/** Says whether a node matches; null for a selector that is left to jsdom. */
const matcherOf = (selector) => {
  const known = compiled.get(selector);
  if (known !== undefined) return known;
  let matcher = null;
  try {
    const selectors = parse(selector);
    if (isPlain(selectors)) matcher = compile(selectors, options);
  } catch {
    // No selector, says this engine; jsdom's has the last word.
  }
  compiled.set(selector, matcher);
  return matcher;
};

/** Nodes below the root that match, in the order of the document, `most` of them at most. */
const below = (root, matches, most) => {
  const found = [];
  const within = { root };
  for (let node = tree.firstChild(root); node && found.length < most;) {
    if (isElement(node) && matches(node)) found.push(wrapperForImpl(node));
    node = tree.following(node, within);
  }
  return found;
};

const nearest = (node, matches) => {
  for (let place = node; place; place = parentOf(place))
    if (matches(place)) return wrapperForImpl(place);
  return null;
};

/** How each question is answered here. */
const ANSWERS = {
  match: (node, matches) => matches(node),
  first: (node, matches) => below(node, matches, 1)[0] ?? null,
  select: (node, matches) => below(node, matches, Infinity),
  closest: nearest,
};

/** True while a test asks jsdom's own engine, to compare the answers. */
let isOff = false;
const engineFor = (selector) => (isOff ? null : matcherOf(selector));

const { addNwsapi, matchesDontThrow } = jsdoms;
jsdoms.addNwsapi = (asked) => {
  const own = addNwsapi(asked);
  own.ours ??= Object.fromEntries(
    Object.entries(ANSWERS).map(([name, answer]) => [
      name,
      (selector, wrapper) => {
        const matches = engineFor(selector);
        return matches ? answer(implForWrapper(wrapper), matches) : own[name](selector, wrapper);
      },
    ])
  );
  return own.ours;
};
jsdoms.matchesDontThrow = (node, selector) =>
  engineFor(selector)?.(node) ?? matchesDontThrow(node, selector);

/** What `look` answers with jsdom's own engine alone. */
const plainly = (look) => {
  isOff = true;
  try {
    return look();
  } finally {
    isOff = false;
  }
};

module.exports = { plainly };
