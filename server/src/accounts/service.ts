import type { Core } from '@strapi/strapi';
import type { CreateAccountBody, UpdateAccountBody } from '../contracts/accounts';
import { DomainError, notFound } from '../kernel/errors';
import { randomHex } from '../kernel/hash';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { isUniqueViolation } from '../strapi/db';
import { graphBase } from '../cloud-api/graph-paths';
import { isWebhookReachable, webhookPath, webhookUrl } from './address';
import { createClients } from './clients';
import {
  DEFAULTS,
  needsTokenAgain,
  newAccount,
  refreshAccount,
  subscribeAccount,
  testValues,
  tokenAgain,
  tokenOrRefuse,
  type ConnectionDeps,
} from './connection';
import { createCredentials, type CredentialReader } from './credentials';
import { accountView } from './domain/view';
import { applyAccountChange } from './meta';
import type { AccountsService, ConnectNumberInput } from './public';
import { createSecretLists } from './secret-lists';
import {
  deleteAccount,
  findAccount,
  findByPhoneNumberId,
  findByWaba,
  insertAccount,
  listAccounts,
  touchLastEvent,
  updateAccount,
} from './store';
import type { AccountRow } from './tables';

/** Webhooks come by the hundred per second; the page needs the age of the last one only roughly. */
const TOUCH_EVERY_MS = 10_000;

const sealed = (credentials: CredentialReader, body: UpdateAccountBody): Partial<AccountRow> => ({
  ...(body.token ? credentials.seal('TOKEN', body.token) : {}),
  ...(body.appSecret ? credentials.seal('APP_SECRET', body.appSecret) : {}),
});

/** Base URLs are compared and joined; a slash at the end would double. */
const plainColumns = ({
  name,
  wabaId,
  phoneNumberId,
  baseUrl,
  apiVersion,
  defaultCountry,
}: UpdateAccountBody) => {
  if (baseUrl !== undefined && !isUsableBase(baseUrl)) throw badBase();
  return Object.fromEntries(
    Object.entries({
      name,
      wabaId,
      phoneNumberId,
      baseUrl: baseUrl?.replace(/\/+$/, ''),
      apiVersion,
      defaultCountry,
    }).filter(([, value]) => value !== undefined)
  ) as Partial<AccountRow>;
};

/** No credentials, query or fragment: paths are appended to it. */
const isUsableBase = (baseUrl: string): boolean =>
  graphBase(baseUrl, DEFAULTS.apiVersion) !== null && !/[?#]/.test(baseUrl);

const badBase = () =>
  new DomainError('invalid', 'baseUrl: an address with no user, query or # is needed', {
    field: 'baseUrl',
    remedy: 'Use https://graph.facebook.com, or the address that the simulator printed.',
  });

const numberTaken = () =>
  new DomainError('number-taken', 'This phone number id is connected already', {
    field: 'phoneNumberId',
    remedy: 'Open the existing number and edit it.',
    status: 409,
  });

const orTaken = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? numberTaken() : error;
  }
};

export const createAccountsService = ({ strapi }: { strapi: Core.Strapi }): AccountsService => {
  const { db, clock, secrets, log } = contextOf(strapi);
  const credentials = createCredentials(secrets);
  const { connectMs, callMs } = runtimeService(strapi).config;
  const clients = createClients({ log: log('cloud-api'), clock, connectMs, callMs });
  const lists = createSecretLists({ clock, list: () => listAccounts(db.knex), credentials });
  const touched = new Map<number, number>();
  const guards: AccountsService['guards'] = [];

  const changed = async (id: number): Promise<void> => {
    lists.forget();
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
  const get = async (id: number): Promise<AccountRow> => {
    const row = await findAccount(db.knex, id);
    if (!row) throw notFound('number');
    return row;
  };
  const create = async (
    body: CreateAccountBody & { verifyToken?: string | undefined }
  ): Promise<AccountRow> => {
    const row = newAccount({
      ...DEFAULTS,
      ...(plainColumns(body) as Pick<AccountRow, 'name' | 'wabaId' | 'phoneNumberId'>),
      ...sealed(credentials, body),
      verifyToken: body.verifyToken ?? randomHex(16),
      addedAt: clock.now(),
    });
    const id = await orTaken(insertAccount(db.knex, row));
    await changed(id);
    return get(id);
  };
  const update = async (
    id: number,
    body: UpdateAccountBody & { verifyToken?: string | undefined }
  ): Promise<AccountRow> => {
    const before = await get(id);
    if (needsTokenAgain(before, body)) {
      throw new DomainError(tokenAgain.kind, tokenAgain.message, {
        field: 'token',
        remedy: tokenAgain.remedy,
        status: 409,
      });
    }
    const verifyToken = body.verifyToken ? { verifyToken: body.verifyToken } : {};
    await save(id, { ...plainColumns(body), ...sealed(credentials, body), ...verifyToken });
    return get(id);
  };
  const remove = async (id: number): Promise<void> => {
    await get(id);
    for (const guard of guards) {
      const reason = await guard(id);
      if (reason) throw new DomainError('in-use', reason, { status: 409, remedy: reason });
    }
    await deleteAccount(db.knex, id);
    await changed(id);
  };
  const connectNumber = async (input: ConnectNumberInput): Promise<AccountRow> => {
    const known = await findByPhoneNumberId(db.knex, input.phoneNumberId);
    const account = known ? await update(known.id, input) : await create(input);
    await refreshAccount(deps, account);
    return get(account.id);
  };
  const touchEvent = async (id: number, at: number): Promise<void> => {
    const last = touched.get(id);
    if (last !== undefined && clock.monotonic() - last < TOUCH_EVERY_MS) return;
    touched.set(id, clock.monotonic());
    await touchLastEvent(db, id, at);
    await realtimeService(strapi).publish([{ type: 'account', id }]);
  };
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
    list: () => listAccounts(db.knex),
    get,
    byPhoneNumberId: (phoneNumberId) => findByPhoneNumberId(db.knex, phoneNumberId),
    byWabaId: (wabaId) => findByWaba(db.knex, wabaId),
    create,
    update,
    remove,
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
    touchEvent,
    applyMeta: (element) =>
      applyAccountChange({ db, save, logs: () => logsService(strapi) }, element),
    setStatus: (id, status, statusReason) => save(id, { status, statusReason }),
    keepSync: async (wabaId, result) => {
      for (const account of await findByWaba(db.knex, wabaId))
        await save(account.id, { lastSync: result });
    },
    view,
    listView: async () => ({
      accounts: (await listAccounts(db.knex)).map(view),
      encryptionKey: secrets.available() ? 'present' : 'missing',
      webhookUrl: webhookUrl(strapi),
      webhookReachable: isWebhookReachable(strapi),
    }),
    close: clients.close,
  };
};
