import type { CreateAccountBody, UpdateAccountBody } from '../contracts/accounts';
import { graphBase } from '../cloud-api/graph-paths';
import type { Clock } from '../kernel/clock';
import { DomainError, refusedInWords } from '../kernel/errors';
import { randomHex } from '../kernel/hash';
import { isUniqueViolation, type Db } from '../strapi/db';
import { ignoreRemoved } from '../webhook/public';
import { DEFAULTS, needsTokenAgain, newAccount } from './connection';
import type { CredentialReader } from './credentials';
import { tokenAgain } from './domain/problem-words';
import type { AccountsService } from './public';
import { chooseDefault, deleteAccount, findDefault, insertAccount } from './store';
import type { AccountRow } from './tables';

export interface EditDeps {
  db: Db;
  clock: Clock;
  credentials: CredentialReader;
  guards: AccountsService['guards'];
  get(id: number): Promise<AccountRow>;
  save(id: number, change: Partial<AccountRow>): Promise<void>;
  /** After a row came or went. */
  changed(id: number): Promise<void>;
}

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
  readMarks,
  typingMarks,
  notice,
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
      readMarks,
      typingMarks,
      metaNotice: notice,
    }).filter(([, value]) => value !== undefined)
  ) as Partial<AccountRow>;
};

/** No credentials, query or fragment: paths are appended to it. */
const isUsableBase = (baseUrl: string): boolean =>
  graphBase(baseUrl, DEFAULTS.apiVersion) !== null && !/[?#]/.test(baseUrl);

const badBase = () =>
  new DomainError('invalid', 'baseUrl: the URL must have no user name, query or #', {
    field: 'baseUrl',
    remedy: 'Use https://graph.facebook.com, or the URL that the simulator printed.',
  });

const numberTaken = () =>
  new DomainError('number-taken', 'This phone number ID is already connected', {
    field: 'phoneNumberId',
    remedy: 'Open the existing number and edit it.',
    status: 409,
  });

/** The driver's unique violation as a refusal that names the field. */
export const orTaken = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw isUniqueViolation(error) ? numberTaken() : error;
  }
};

/** Adding, changing and removing numbers. */
export const createAccountEdits = ({
  db,
  clock,
  credentials,
  guards,
  get,
  save,
  changed,
}: EditDeps) => {
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
    const isFirst = (await findDefault(db.knex)) === null;
    const id = await orTaken(insertAccount(db.knex, { ...row, isDefault: isFirst }));
    await changed(id);
    return get(id);
  };
  const update = async (
    id: number,
    body: UpdateAccountBody & { verifyToken?: string | undefined }
  ): Promise<AccountRow> => {
    const before = await get(id);
    if (needsTokenAgain(before, body)) {
      const { kind, words } = tokenAgain;
      throw refusedInWords(kind, words, { field: 'token', status: 409 });
    }
    const verifyToken = body.verifyToken ? { verifyToken: body.verifyToken } : {};
    if (body.isDefault) await db.tx((trx) => chooseDefault(trx, id));
    await save(id, { ...plainColumns(body), ...sealed(credentials, body), ...verifyToken });
    return get(id);
  };
  const remove = async (id: number): Promise<void> => {
    const { phoneNumberId, displayPhoneNumber, wabaId } = await get(id);
    for (const guard of guards) {
      const reason = await guard(id);
      if (reason) throw refusedInWords('in-use', reason, { status: 409 });
    }
    await db.tx(async (trx) => {
      await deleteAccount(trx, id);
      const number = { phoneNumberId, displayPhoneNumber, wabaId };
      await ignoreRemoved(db, trx, { ...number, at: clock.now() });
    });
    await changed(id);
  };
  return { create, update, remove };
};
