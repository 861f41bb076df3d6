import { notFound, refusedInWords } from '../kernel/errors';
import { countryOfNumber } from '../kernel/phone';
import type { CloudApi } from '../cloud-api/client';
import type {
  AccountProblem,
  ProblemWords,
  TestAccountBody,
  TestAccountResult,
} from '../contracts/accounts';
import type { LogsService } from '../logs/public';
import type { Clock } from '../kernel/clock';
import { checkNumber, type CheckOutcome } from './check';
import { originOf } from './domain/account';
import { idMissing, noToken, notAble, problemOf, tokenAgain } from './domain/problem-words';
import { numberView, qualityOf } from './domain/view';
import type { AccountStatus } from './domain/meta-update';
import type { Credentials } from './public';
import type { AccountRow } from './tables';

export interface ConnectionDeps {
  clock: Clock;
  logs(): LogsService;
  find(id: number): Promise<AccountRow | null>;
  credentials(account: Pick<AccountRow, keyof AccountRow>): Credentials;
  client(key: { baseUrl: string; apiVersion: string; token: string }): CloudApi;
  save(id: number, change: Partial<AccountRow>): Promise<void>;
}

const refusal = (problem: AccountProblem): TestAccountResult => ({ ok: false, problem });

export const DEFAULTS = {
  baseUrl: 'https://graph.facebook.com',
  apiVersion: 'v24.0',
  /** Taken from the number, once Meta shows it. */
  defaultCountry: '',
};

/** A stored secret goes only where it went before; otherwise an edited address would carry it away. */
export const needsTokenAgain = (
  stored: AccountRow | null,
  body: { baseUrl?: string | undefined; token?: string | undefined }
): boolean =>
  Boolean(
    stored && body.baseUrl && !body.token && originOf(body.baseUrl) !== originOf(stored.baseUrl)
  );

const resultOf = (outcome: CheckOutcome): TestAccountResult =>
  outcome.ok ? { ok: true, number: numberView(outcome.facts.number) } : refusal(outcome.problem);

/** POST /accounts/test: the form's values, completed by the stored ones. Saves nothing. */
export const testValues = async (
  deps: ConnectionDeps,
  body: TestAccountBody
): Promise<TestAccountResult> => {
  const stored = body.accountId === undefined ? null : await deps.find(body.accountId);
  if (body.accountId !== undefined && !stored) throw notFound('number');
  if (needsTokenAgain(stored, body)) return refusal(tokenAgain);
  const phoneNumberId = body.phoneNumberId ?? stored?.phoneNumberId;
  const wabaId = body.wabaId ?? stored?.wabaId;
  if (!phoneNumberId) return refusal(idMissing('phoneNumberId'));
  if (!wabaId) return refusal(idMissing('wabaId'));
  const baseUrl = body.baseUrl ?? stored?.baseUrl ?? DEFAULTS.baseUrl;
  const known = body.token
    ? { token: body.token, problem: null }
    : deps.credentials({ ...emptyAccount, ...stored, phoneNumberId, baseUrl });
  if (known.token === null) return refusal(noToken[known.problem ?? 'missing']);
  const apiVersion = body.apiVersion ?? stored?.apiVersion ?? DEFAULTS.apiVersion;
  const api = deps.client({ baseUrl, apiVersion, token: known.token });
  return resultOf(await checkNumber(api, { phoneNumberId, wabaId, baseUrl }));
};

type StatusColumns = Partial<Pick<AccountRow, 'statusReason' | 'statusWords'>> & {
  status?: AccountStatus;
};

/** The status with its reason: in English for the log, in both languages for the page. */
const statusOf = (status: AccountStatus, words: ProblemWords): StatusColumns => ({
  status,
  statusReason: words.en.text,
  statusWords: words,
});

const statusAfter = (outcome: CheckOutcome): StatusColumns => {
  if (outcome.ok) {
    const { status } = outcome.facts.number;
    // UNKNOWN = Meta left it out.
    const able =
      status === 'UNKNOWN' ||
      status === 'CONNECTED' ||
      status === 'FLAGGED' ||
      status === 'RATE_LIMITED';
    return able
      ? { status: 'connected', statusReason: null, statusWords: null }
      : statusOf('disconnected', notAble(status));
  }
  if (outcome.class === 'auth') return statusOf('token-refused', outcome.problem.words);
  // No answer and "slow down" say nothing about the number: what was true before stays.
  if (outcome.class === 'transient' || outcome.class === 'rate') return {};
  return statusOf('not-connected', outcome.problem.words);
};

const factsOf = (outcome: CheckOutcome, before: AccountRow): Partial<AccountRow> => {
  if (!outcome.ok) return {};
  const { number, portfolioId } = outcome.facts;
  // What somebody chose stays, also while this is being asked.
  const country = before.defaultCountry === '' ? countryOfNumber(number.displayPhoneNumber) : null;
  return {
    displayPhoneNumber: number.displayPhoneNumber,
    ...(country ? { defaultCountry: country } : {}),
    verifiedName: number.verifiedName,
    qualityRating: qualityOf(number.qualityRating),
    throughputMps: number.throughputMps,
    ...(number.messagingLimit === undefined
      ? {}
      : { messagingLimit: number.messagingLimit, limitKnown: true }),
    ...(portfolioId ? { portfolioId } : {}),
  };
};

/** Asks Meta about a stored number and keeps status, quality, limit and throughput. */
export const refreshAccount = async (
  deps: ConnectionDeps,
  account: AccountRow
): Promise<TestAccountResult> => {
  const { token, problem } = deps.credentials(account);
  if (token === null) {
    const why = noToken[problem ?? 'missing'];
    const status: AccountStatus = problem === 'unreadable' ? 'token-unreadable' : 'not-connected';
    await deps.save(account.id, {
      ...statusOf(status, why.words),
      checkedAt: deps.clock.now(),
    });
    return refusal(why);
  }
  const api = deps.client({ baseUrl: account.baseUrl, apiVersion: account.apiVersion, token });
  const outcome = await checkNumber(api, account);
  const after = statusAfter(outcome);
  const marketing = outcome.ok ? await api.marketingInfo(account.wabaId) : null;
  await deps.save(account.id, {
    ...factsOf(outcome, account),
    ...(marketing?.ok
      ? { currency: marketing.value.currency, marketingOnboarded: marketing.value.isOnboarded }
      : {}),
    ...after,
    checkedAt: deps.clock.now(),
  });
  if (after.status && after.status !== account.status) {
    const connected = after.status === 'connected';
    deps.logs().write({
      area: 'account',
      level: connected ? 'info' : 'error',
      event: 'status-changed',
      text: connected
        ? `${account.name} is connected`
        : `${account.name}: ${after.statusReason ?? after.status}`,
      accountId: account.id,
      details: {
        from: account.status,
        to: after.status,
        number: account.name,
        why: after.statusReason ?? null,
      },
    });
  }
  return resultOf(outcome);
};

/** Subscribes our app to the WABA with our address; Meta calls the address at once to check it. */
export const subscribeAccount = async (
  deps: ConnectionDeps,
  account: AccountRow,
  publicUrl: string
): Promise<TestAccountResult> => {
  const { token, problem } = deps.credentials(account);
  if (token === null) return refusal(noToken[problem ?? 'missing']);
  const api = deps.client({ baseUrl: account.baseUrl, apiVersion: account.apiVersion, token });
  const answer = await api.subscribeApp(account.wabaId, {
    callbackUrl: publicUrl,
    verifyToken: account.verifyToken,
  });
  if (!answer.ok)
    return refusal(problemOf(answer.error, { idField: 'wabaId', baseUrl: account.baseUrl }));
  await deps.save(account.id, { subscribedAt: deps.clock.now() });
  return { ok: true };
};

/** A token for calls, or a refusal that a person can act on. */
export const tokenOrRefuse = ({ token, problem }: Credentials): string => {
  if (token !== null) return token;
  const why = noToken[problem ?? 'missing'];
  throw refusedInWords(why.kind, why.words, { field: 'token', status: 409 });
};

/** A row that is not stored: enough for looking up secrets of the environment. */
const emptyAccount: AccountRow = {
  id: 0,
  name: '',
  wabaId: '',
  phoneNumberId: '',
  portfolioId: null,
  currency: null,
  marketingOnboarded: null,
  displayPhoneNumber: null,
  verifiedName: null,
  qualityRating: 'UNKNOWN',
  messagingLimit: null,
  limitKnown: false,
  throughputMps: 80,
  status: 'not-connected',
  statusReason: null,
  statusWords: null,
  tokenCipher: null,
  tokenHint: null,
  appSecretCipher: null,
  appSecretHint: null,
  verifyToken: '',
  baseUrl: DEFAULTS.baseUrl,
  apiVersion: DEFAULTS.apiVersion,
  defaultCountry: DEFAULTS.defaultCountry,
  lastEventAt: null,
  silentSince: null,
  readMarks: true,
  typingMarks: true,
  subscribedAt: null,
  checkedAt: null,
  logoFileId: null,
  metaNotice: null,
  lastSync: null,
  isDefault: null,
  addedAt: 0,
};

/** The columns of a new number. */
export const newAccount = (
  given: Pick<AccountRow, 'name' | 'wabaId' | 'phoneNumberId' | 'verifyToken' | 'addedAt'> &
    Partial<AccountRow>
): Omit<AccountRow, 'id'> => {
  const { id: _id, ...empty } = emptyAccount;
  return { ...empty, ...given };
};
