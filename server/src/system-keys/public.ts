import type { Core } from '@strapi/strapi';
import type {
  ListSystemKeysResult,
  SystemKeyBody,
  SystemKeyChange,
  SystemKeyNamesResult,
  SystemKeyUse,
  SystemKeyView,
} from '../contracts/system-keys';

/** Who changed a key; the log names them. */
export interface By {
  id: number;
  name: string;
}

/** What came of a call that carried a key. */
export interface KeyOutcome {
  /** Null: nobody answered in a way that could be read. */
  status: number | null;
  /** Why not, as a stable word; null: they answered. */
  error: string | null;
}

/** What is to be known of a key without its value. */
export interface AboutKey {
  hosts: string[];
  /** False: it was kept with another encryption key. */
  readable: boolean;
}

export interface SystemKeysService {
  list(): Promise<ListSystemKeysResult>;
  names(): Promise<SystemKeyNamesResult['keys']>;
  /** Throws `name-taken`, `too-many`, `encryption-key-missing`. */
  create(body: SystemKeyBody, by: By): Promise<SystemKeyView>;
  /**
   * Throws `key-value-needed` (422) where a host is added without the value: who does not know it cannot send it to a server of
   * their own.
   */
  update(id: number, change: SystemKeyChange, by: By): Promise<SystemKeyView>;
  /** Throws `in-use` (409) with the flows that would fail without it. */
  remove(id: number, by: By): Promise<void>;

  /** Those of these keys that there are. */
  about(names: readonly string[]): Promise<Map<string, AboutKey>>;
  /**
   * Values of these keys, for a call to this address and for nothing else: they are kept nowhere. Throws `secret-gone`,
   * `secret-host`, `secret-unreadable`.
   */
  open(names: readonly string[], address: string): Promise<Map<string, string>>;
  /** Notes that a call carried these keys. */
  used(names: readonly string[], outcome: KeyOutcome): Promise<void>;

  /** Who names which keys; filled by the wiring. Each answers all uses in one read. */
  uses: (() => Promise<ReadonlyMap<string, SystemKeyUse[]>>)[];
}

export const systemKeysService = (strapi: Core.Strapi): SystemKeysService =>
  strapi.plugin('whatsapp').service('system-keys') as SystemKeysService;
