import type en from './en';
import type start from './en/start.json';

/** A key of our words, without the plugin's prefix; English has all of them. */
export type Key = keyof typeof en | keyof typeof start;

/** What follows `Start` in the keys that begin with it: `KeyEnd<'inbox.keys.'>`. */
export type KeyEnd<Start extends string, K = Key> = K extends `${Start}${infer End}` ? End : never;

/**
 * What stands before a dot in at least one key: `bots` and `bots.step` of `bots.step.tag`. An end that several keys
 * share is worked out once, so that thousands of keys stay cheap for the compiler.
 */
export type KeyStart<K extends string = Key> = K extends `${infer Part}.${infer Rest}`
  ? Part | `${Part}.${KeyStart<Rest>}`
  : never;
