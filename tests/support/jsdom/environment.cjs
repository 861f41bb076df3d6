'use strict';

// Before jsdom: its window takes the functions at loading that this replaces.
const computedStyle = require('./computed-style.cjs');
const { TestEnvironment } = require('jest-environment-jsdom');

/*
 * jsdom has no fetch family and no text codecs, and its AbortSignal is refused by Node's fetch:
 * the admin's data layer needs one consistent set, so Node's own is handed in.
 */
const borrowed = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextDecoderStream',
  'TextEncoder',
  'TransformStream',
  'WritableStream',
  'crypto',
  'fetch',
  'structuredClone',
];

module.exports = class AdminEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    // Packages as they ship: React's development build took a third longer, styled-components writes its rules as text
    // there, of which jsdom parses all again for each, and the store compares everything it holds at each action.
    this.global.process.env.NODE_ENV = 'production';
    computedStyle.install(this.global);
    for (const name of borrowed) {
      Object.defineProperty(this.global, name, {
        value: globalThis[name],
        configurable: true,
        writable: true,
      });
    }
    // Buffers made by Node are instances of the outer Uint8Array.
    this.global.Uint8Array = Uint8Array;
    this.global.ArrayBuffer = ArrayBuffer;
  }
};
