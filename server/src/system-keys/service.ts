import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { LogEvent } from '../contracts/log-events';
import {
  hostOf,
  KEYS_MOST,
  mayGoTo,
  widens,
  type SystemKeyUse,
  type SystemKeyView,
} from '../contracts/system-keys';
import { DomainError, notFound, refusedInWords } from '../kernel/errors';
import { both } from '../kernel/input-words';
import { addTo } from '../kernel/lists';
import { logsService } from '../logs/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { openSecret, sealSecret } from '../strapi/secrets';
import type { By, SystemKeysService } from './public';
import {
  countKeys,
  deleteKey,
  findKey,
  insertKey,
  keysByName,
  listKeys,
  noteUse,
  updateKey,
} from './store';
import type { SystemKeyRow } from './tables';

const MOST_NAME = 120;

const hostsOf = (typed: readonly string[]): string[] => [
  ...new Set(typed.flatMap((one) => hostOf(one) ?? [])),
];

/** Column by column: the ciphertext is in no answer either. */
const viewOf = (
  row: SystemKeyRow,
  known: Pick<SystemKeyView, 'readable' | 'uses'>
): SystemKeyView => ({
  id: row.id,
  name: row.name,
  hosts: row.hosts ?? [],
  madeBy: row.makerName,
  changedBy: row.changerName,
  addedAt: row.addedAt,
  changedAt: row.changedAt,
  lastUsedAt: row.lastUsedAt,
  lastStatus: row.lastStatus,
  lastError: row.lastError,
  ...known,
});

const REFUSALS = {
  taken: () =>
    new DomainError('name-taken', 'name: another key has this name', {
      field: 'name',
      remedy: 'Choose another name.',
      status: 409,
    }),
  full: () =>
    new DomainError('too-many', `there are already ${KEYS_MOST} keys`, {
      status: 409,
      remedy: 'Delete one that no flow uses.',
    }),
  valueNeeded: () =>
    new DomainError('key-value-needed', 'value: a host was added', {
      field: 'value',
      remedy: 'Enter the value again, so that only someone who knows it can send it to a new host.',
      status: 422,
    }),
  changed: () =>
    new DomainError('changed-meanwhile', 'someone else has just changed this key', {
      status: 409,
      remedy: 'Reload the page and repeat your change.',
    }),
  inUse: (flows: readonly string[]) =>
    refusedInWords(
      'in-use',
      both(
        [
          'Flows use this key.',
          `Remove the key from these flows, or deactivate them: ${flows.join(', ')}`,
        ],
        [
          'Bu anahtarı kullanan akışlar var.',
          `Anahtarı şu akışlardan kaldırın ya da akışları devre dışı bırakın: ${flows.join(', ')}`,
        ]
      ),
      { status: 409, flows }
    ),
};

/** The line of the log about a change of a key. It has no value. */
const createNote =
  (strapi: Core.Strapi) =>
  (
    trx: Knex.Transaction,
    event: Extract<LogEvent<'api'>, `key-${string}`>,
    { name, by, ...more }: { name: string; by: By; what?: string; hosts?: string[] }
  ): Promise<void> =>
    logsService(strapi).writeIn(trx, {
      area: 'api',
      level: 'info',
      event,
      text: `${event.replaceAll('-', ' ')}: ${name}, by ${by.name}`,
      details: { name, by: by.name, adminId: by.id, ...more },
    });

/** Values for calls, and what came of them. */
const createUsing = (strapi: Core.Strapi): Pick<SystemKeysService, 'about' | 'open' | 'used'> => {
  const { db, clock, secrets } = contextOf(strapi);
  const valueOf = (
    row: SystemKeyRow | undefined,
    { name, address }: { name: string; address: string }
  ): string => {
    if (!row) throw new DomainError('secret-gone', `there is no key "${name}"`);
    if (!mayGoTo(address, row.hosts ?? []))
      throw new DomainError('secret-host', `the key "${name}" cannot be sent to this host`);
    const value = openSecret(secrets, row.valueCipher);
    if (value === null)
      throw new DomainError('secret-unreadable', `the key "${name}" cannot be read`);
    return value;
  };
  return {
    about: async (names) =>
      new Map(
        [...(await keysByName(db.knex, names))].map(([name, { hosts, valueCipher }]) => [
          name,
          { hosts: hosts ?? [], readable: openSecret(secrets, valueCipher) !== null },
        ])
      ),
    open: async (names, address) => {
      if (names.length === 0) return new Map();
      const rows = await keysByName(db.knex, names);
      return new Map(
        names.map((name) => [name, valueOf(rows.get(name), { name, address })] as const)
      );
    },
    used: async (names, outcome) => {
      if (names.length > 0) await noteUse(db.knex, names, { ...outcome, at: clock.now() });
    },
  };
};

/** Keys and passwords for other systems: kept encrypted, sent by flows, shown to nobody. */
export const createSystemKeysService = ({ strapi }: { strapi: Core.Strapi }): SystemKeysService => {
  const { db, clock, secrets } = contextOf(strapi);
  const uses: SystemKeysService['uses'] = [];
  const note = createNote(strapi);
  const seal = (value: string) => sealSecret(secrets, value, { field: 'value' });

  const allUses = async (): Promise<ReadonlyMap<string, SystemKeyUse[]>> => {
    const all = new Map<string, SystemKeyUse[]>();
    for (const book of await Promise.all(uses.map((find) => find())))
      for (const [name, list] of book) addTo(all, name, ...list);
    return all;
  };
  const viewsOf = async (rows: readonly SystemKeyRow[]): Promise<SystemKeyView[]> => {
    const found = await allUses();
    return rows.map((row) =>
      viewOf(row, {
        readable: openSecret(secrets, row.valueCipher) !== null,
        uses: found.get(row.name) ?? [],
      })
    );
  };
  const existing = async (id: number): Promise<SystemKeyRow> => {
    const row = await findKey(db.knex, id);
    if (!row) throw notFound('the key');
    return row;
  };
  const view = async (id: number): Promise<SystemKeyView> => {
    const [one] = await viewsOf([await existing(id)]);
    if (!one) throw notFound('the key');
    return one;
  };

  const create: SystemKeysService['create'] = async ({ name, value, hosts }, by) => {
    const at = clock.now();
    const changer = by.name.slice(0, MOST_NAME);
    const row = {
      ...{ name, valueCipher: seal(value), hosts: hostsOf(hosts) },
      ...{ makerName: changer, changerName: changer, addedAt: at, changedAt: at },
      ...{ lastUsedAt: null, lastStatus: null, lastError: null },
    };
    try {
      const made = await db.tx(async (trx) => {
        if ((await countKeys(trx)) >= KEYS_MOST) throw REFUSALS.full();
        const id = await insertKey(trx, row);
        await note(trx, 'key-added', { name, by, hosts: row.hosts });
        return id;
      });
      return await view(made);
    } catch (error) {
      throw isUniqueViolation(error) ? REFUSALS.taken() : error;
    }
  };

  const update: SystemKeysService['update'] = async (id, { value, hosts: typed }, by) => {
    const before = await existing(id);
    const hosts = hostsOf(typed);
    const known = before.hosts ?? [];
    if (value === undefined && widens(known, hosts)) throw REFUSALS.valueNeeded();
    const hasHosts = hosts.join() !== known.join();
    if (value === undefined && !hasHosts) return view(id);
    // What came of the last call says nothing of another value.
    const fresh: Partial<SystemKeyRow> =
      value === undefined ? {} : { valueCipher: seal(value), lastStatus: null, lastError: null };
    const what = value === undefined ? 'hosts' : hasHosts ? 'both' : 'value';
    const changerName = by.name.slice(0, MOST_NAME);
    await db.tx(async (trx) => {
      const change = { ...fresh, hosts, changerName, changedAt: clock.now() };
      if ((await updateKey(trx, before, change)) === 0) throw REFUSALS.changed();
      await note(trx, 'key-changed', { name: before.name, by, what, hosts });
    });
    return view(id);
  };

  const remove: SystemKeysService['remove'] = async (id, by) => {
    const { name, uses: found } = await view(id);
    const needed = found.filter(({ needsIt }) => needsIt);
    if (needed.length > 0) throw REFUSALS.inUse(needed.map((flow) => flow.name));
    await db.tx(async (trx) => {
      await deleteKey(trx, id);
      await note(trx, 'key-removed', { name, by });
    });
  };

  return {
    ...createUsing(strapi),
    list: async () => ({
      keys: await viewsOf(await listKeys(db.knex)),
      encryptionKey: secrets.available() ? 'present' : 'missing',
    }),
    names: async () =>
      (await listKeys(db.knex)).map(({ name, hosts }) => ({ name, hosts: hosts ?? [] })),
    create,
    update,
    remove,
    uses,
  };
};
