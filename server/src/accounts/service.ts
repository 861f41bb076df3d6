import type { Core } from '@strapi/strapi';
import { notFound } from '../kernel/errors';
import type { AccountView } from '../contracts/accounts';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { webhookPath, webhookUrl } from '../strapi/address';
import { isWebhookReachable } from './address';
import { createClients } from './clients';
import {
  refreshAccount,
  subscribeAccount,
  testValues,
  tokenOrRefuse,
  type ConnectionDeps,
} from './connection';
import { createCredentials, type CredentialReader } from './credentials';
import { businessOf } from './domain/account';
import { wordsOfCode } from './domain/problem-words';
import { accountView } from './domain/view';
import { createAccountEdits, orTaken } from './edit';
import { checkLogo, findLogo } from './logo';
import { applyAccountChange } from './meta';
import type { AccountsService, ConnectNumberInput } from './public';
import { createSecretLists } from './secret-lists';
import {
  findAccount,
  findByPhoneNumberId,
  findDefault,
  findByWaba,
  listAccounts,
  touchLastEvent,
  updateAccount,
} from './store';
import type { AccountRow } from './tables';

/** Webhooks come by the hundred per second; the page needs the age of the last one only roughly. */
const TOUCH_EVERY_MS = 10_000;

/** Keeps the time of the last webhook, at most every ten seconds. */
const createTouch = (strapi: Core.Strapi): AccountsService['touchEvent'] => {
  const { db, clock } = contextOf(strapi);
  const touched = new Map<number, number>();
  runtimeService(strapi).forgetting.push(() => touched.clear());
  return async (id, at) => {
    const last = touched.get(id);
    if (last !== undefined && clock.monotonic() - last < TOUCH_EVERY_MS) return;
    touched.set(id, clock.monotonic());
    await touchLastEvent(db, id, at);
    await realtimeService(strapi).publish([{ type: 'account', id }]);
  };
};

/** Without a default the oldest number is it. */
const asOneDefault = (all: AccountView[]): AccountView[] =>
  all.some(({ isDefault }) => isDefault)
    ? all
    : all.map((one, at) => (at === 0 ? { ...one, isDefault: true } : one));

type Reads = Pick<
  AccountsService,
  'get' | 'defaultNumber' | 'byPhoneNumberId' | 'byWabaId' | 'view' | 'listView'
>;

const createReads = (strapi: Core.Strapi, credentials: CredentialReader): Reads => {
  const { db, secrets } = contextOf(strapi);
  const view: AccountsService['view'] = (account) =>
    accountView(
      account,
      {
        token: credentials.source(account, 'TOKEN'),
        appSecret: credentials.source(account, 'APP_SECRET'),
      },
      webhookPath(strapi)
    );
  return {
    get: async (id) => {
      const row = await findAccount(db.knex, id);
      if (!row) throw notFound('number');
      return row;
    },
    defaultNumber: () => findDefault(db.knex),
    byPhoneNumberId: (phoneNumberId) => findByPhoneNumberId(db.knex, phoneNumberId),
    byWabaId: (wabaId) => findByWaba(db.knex, wabaId),
    view,
    listView: async () => ({
      accounts: asOneDefault((await listAccounts(db.knex)).map(view)),
      encryptionKey: secrets.available() ? 'present' : 'missing',
      webhookUrl: webhookUrl(strapi),
      webhookReachable: isWebhookReachable(strapi),
    }),
  };
};

/** Client pools, secrets and the ways to save, shared by the verbs. */
const createParts = (strapi: Core.Strapi) => {
  const { db, clock, secrets, log } = contextOf(strapi);
  const credentials = createCredentials(secrets);
  const { connectMs, callMs } = runtimeService(strapi).config;
  const clients = createClients({ log: log('cloud-api'), clock, connectMs, callMs });
  const lists = createSecretLists({ clock, list: () => listAccounts(db.knex), credentials });
  runtimeService(strapi).forgetting.push(() => lists.forget());
  let countries: readonly string[] = [];
  const list = async (): Promise<AccountRow[]> => {
    const rows = await listAccounts(db.knex);
    countries = [...new Set(rows.flatMap(({ defaultCountry }) => defaultCountry || []))];
    return rows;
  };
  const changed = async (id: number): Promise<void> => {
    lists.forget();
    await list();
    await realtimeService(strapi).publish([{ type: 'account', id }]);
  };
  const save = async (id: number, change: Partial<AccountRow>): Promise<void> => {
    await orTaken(updateAccount(db.knex, id, change));
    await changed(id);
  };
  const deps: ConnectionDeps = {
    clock,
    logs: () => logsService(strapi),
    find: (id) => findAccount(db.knex, id),
    credentials: credentials.read,
    client: clients.of,
    save,
  };
  const numbers = { list, knownCountries: () => countries };
  return { credentials, clients, lists, changed, save, deps, numbers };
};

export const createAccountsService = ({ strapi }: { strapi: Core.Strapi }): AccountsService => {
  const { db, clock } = contextOf(strapi);
  const guards: AccountsService['guards'] = [];
  const { credentials, clients, lists, changed, save, deps, numbers } = createParts(strapi);
  const reads = createReads(strapi, credentials);
  const { get } = reads;
  const edits = createAccountEdits({ db, clock, credentials, guards, get, save, changed });

  const connectNumber = async (input: ConnectNumberInput): Promise<AccountRow> => {
    const known = await findByPhoneNumberId(db.knex, input.phoneNumberId);
    const account = known ? await edits.update(known.id, input) : await edits.create(input);
    await refreshAccount(deps, account);
    return get(account.id);
  };
  return {
    ...reads,
    ...numbers,
    ...edits,
    guards,
    connectNumber,
    test: (body) => testValues(deps, body),
    subscribe: async (id, publicUrl) => subscribeAccount(deps, await get(id), publicUrl),
    refresh: async (id) => refreshAccount(deps, await get(id)),
    credentials: credentials.read,
    appSecrets: lists.appSecrets,
    verifyTokens: lists.verifyTokens,
    cloudApi: (account) => {
      const { baseUrl, apiVersion } = account;
      return clients.of({ baseUrl, apiVersion, token: tokenOrRefuse(credentials.read(account)) });
    },
    brand: async (account) => ({
      business: businessOf(account),
      logo: (await findLogo(strapi, account))?.url ?? null,
    }),
    logo: async (id) => ({ logo: await findLogo(strapi, await get(id)) }),
    setLogo: async (id, fileId) => {
      await get(id);
      if (fileId !== null) await checkLogo(strapi, fileId);
      await save(id, { logoFileId: fileId });
      return { logo: await findLogo(strapi, await get(id)) };
    },
    touchEvent: createTouch(strapi),
    applyMeta: (element) =>
      applyAccountChange({ db, save, logs: deps.logs, now: () => clock.now() }, element),
    setStatus: (id, status, statusReason) => save(id, { status, statusReason, statusWords: null }),
    tokenRefused: (id, error) =>
      save(id, {
        status: 'token-refused',
        statusReason: error?.text ?? null,
        statusWords: error && wordsOfCode(error.code, error.subcode),
      }),
    setSilent: (id, silentSince) => save(id, { silentSince }),
    keepSync: async (wabaId, result) => {
      for (const account of await findByWaba(db.knex, wabaId))
        await save(account.id, { lastSync: result });
    },
    close: clients.close,
  };
};
