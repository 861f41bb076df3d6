import type {
  AccountView,
  CreateAccountBody,
  TestAccountBody,
  UpdateAccountBody,
} from '../../../../server/src/contracts/accounts';
import type { Key } from '../../translations/key';

/** What stands in the form. Empty text = not given; a secret is empty while it is not replaced. */
export interface NumberValues {
  readonly name: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly token: string;
  readonly appSecret: string;
  readonly defaultCountry: string;
  readonly baseUrl: string;
  readonly apiVersion: string;
}
export type NumberField = keyof NumberValues;
/** Words by field. */
export type Problems = Partial<Record<NumberField, string>>;

export const emptyNumber: NumberValues = {
  name: '',
  wabaId: '',
  phoneNumberId: '',
  token: '',
  appSecret: '',
  defaultCountry: '',
  baseUrl: '',
  apiVersion: '',
};

/** The form of an existing number: everything but its secrets, which never come to the browser. */
export const valuesOf = (account: AccountView): NumberValues => ({
  name: account.name,
  wabaId: account.wabaId,
  phoneNumberId: account.phoneNumberId,
  token: '',
  appSecret: '',
  defaultCountry: account.defaultCountry,
  baseUrl: account.baseUrl,
  apiVersion: account.apiVersion,
});

const isHttpUrl = (text: string): boolean => {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    // No address at all.
    return false;
  }
};

const isRequired = (field: NumberField): field is 'name' | 'wabaId' | 'phoneNumberId' =>
  field === 'name' || field === 'wabaId' || field === 'phoneNumberId';

/** The rules of the contract (server/src/contracts/accounts.ts), kept equal by a test; the server checks again. */
const rules: Record<NumberField, (text: string) => boolean> = {
  name: (text) => text.length <= 80,
  wabaId: (text) => /^\d{5,32}$/.test(text),
  phoneNumberId: (text) => /^\d{5,32}$/.test(text),
  token: (text) => text.length >= 10 && text.length <= 1000,
  appSecret: (text) => text.length >= 8 && text.length <= 200,
  defaultCountry: (text) => /^[A-Z]{2}$/.test(text),
  baseUrl: (text) => text.length <= 300 && isHttpUrl(text),
  apiVersion: (text) => /^v\d{1,3}\.\d{1,2}$/.test(text),
};

export const trimmed = (values: NumberValues): NumberValues =>
  Object.fromEntries(
    Object.entries(values).map(([field, text]) => [field, (text as string).trim()])
  ) as unknown as NumberValues;

/** Field → key of the sentence that says what is wrong with it. Empty = the form can be sent. */
export const problemsOf = (raw: NumberValues): Partial<Record<NumberField, Key>> => {
  const values = trimmed(raw);
  const problems: Partial<Record<NumberField, Key>> = {};
  for (const field of Object.keys(rules) as NumberField[]) {
    const text = values[field];
    if (text === '' && isRequired(field)) problems[field] = `settings.problem.${field}.missing`;
    else if (text !== '' && !rules[field](text)) problems[field] = `settings.problem.${field}`;
  }
  return problems;
};

const given = (raw: NumberValues): Partial<NumberValues> =>
  Object.fromEntries(Object.entries(trimmed(raw)).filter(([, text]) => text !== ''));

/** Body of POST /accounts. */
export const createBody = (values: NumberValues): CreateAccountBody =>
  given(values) as CreateAccountBody;

/** Body of PUT /accounts/:id: only what differs; a secret that was not replaced is absent. */
export const updateBody = (values: NumberValues, account: AccountView): UpdateAccountBody => {
  const before = valuesOf(account);
  return Object.fromEntries(
    Object.entries(given(values)).filter(([field, text]) => before[field as NumberField] !== text)
  );
};

/** Body of POST /accounts/test: what stands in the form; the server fills in the kept secrets. */
export const testBody = (values: NumberValues, account: AccountView | null): TestAccountBody => ({
  ...given(values),
  ...(account ? { accountId: account.id } : {}),
});

/** Whether leaving would lose something. `filled`: what a new number's form began with. */
export const isChanged = (
  values: NumberValues,
  account: AccountView | null,
  filled: Partial<NumberValues> = {}
): boolean =>
  account
    ? Object.keys(updateBody(values, account)).length > 0
    : Object.entries(given(values)).some(([field, text]) => filled[field as NumberField] !== text);

const day = 86_400_000;

/** How the webhook of a number is doing, by the age of its last signed event. */
export const webhookHealth = (
  webhook: AccountView['webhook'],
  now: number
): 'never' | 'fresh' | 'quiet' => {
  if (webhook.lastEventAt === null) return 'never';
  return now - webhook.lastEventAt > day ? 'quiet' : 'fresh';
};

/** Which repair a number asks for before anything else. */
export const repairOf = (account: AccountView): 'new-token' | 'test' | null => {
  switch (account.status) {
    case 'token-refused':
    case 'token-unreadable':
      return 'new-token';
    case 'not-connected':
    case 'disconnected':
      return 'test';
    case 'connected':
      return null;
  }
};

/** How many numbers share the messaging limit of this one: the limit is the portfolio's. */
export const sharersOf = (account: AccountView, all: readonly AccountView[]): number => {
  const key = (one: AccountView) => one.portfolioId ?? one.wabaId;
  return all.filter((one) => key(one) === key(account)).length;
};

/** A new encryption key: 32 random bytes in base64url, made in the browser and kept nowhere. */
export const makeEncryptionKey = (
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)
): string =>
  btoa(String.fromCharCode(...random(new Uint8Array(32))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
