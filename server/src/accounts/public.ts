import type { Core } from '@strapi/strapi';
import type { CloudApi } from '../cloud-api/client';
import type { WebhookElement } from '../cloud-api/webhook-element';
import type {
  AccountLogoResult,
  AccountView,
  CreateAccountBody,
  ListAccountsResult,
  TestAccountBody,
  TestAccountResult,
  UpdateAccountBody,
} from '../contracts/accounts';
import type { SyncResult } from '../contracts/templates';
import type { InputWords } from '../kernel/input-words';
import { zoneOf, type Whereabouts } from '../kernel/zone';
import { settingsService } from '../settings/public';
import type { AccountStatus, AccountUpdateFacts } from './domain/meta-update';
import type { AccountRow } from './tables';

export type { AccountStatus, AccountUpdateFacts } from './domain/meta-update';
export type { AccountRow } from './tables';
export { accountTable } from './tables';
export { severalPortfolios } from './store';
export { businessOf, isSimulator, portfolioKey, sendable, whyCannotSend } from './domain/account';

/** Clear secrets of a number, for the server only. */
export interface Credentials {
  token: string | null;
  appSecret: string | null;
  /** About the token: `unreadable` = it was encrypted with another key. */
  problem: 'missing' | 'unreadable' | null;
}

/** What Meta said when it refused a token. */
export interface RefusedToken {
  code: number | null;
  subcode?: number | null | undefined;
  text: string;
}

/** A change that Meta announced by webhook. */
export type AccountElement = Pick<
  WebhookElement,
  'kind' | 'wabaId' | 'phoneNumberId' | 'displayPhoneNumber' | 'value'
> &
  Partial<Pick<WebhookElement, 'field'>>;

export type ConnectNumberInput = CreateAccountBody & { verifyToken?: string | undefined };

export interface AccountsService {
  list(): Promise<AccountRow[]>;
  /** Countries of all numbers, each once, in their order, as they were last read here; asks nothing. */
  knownCountries(): readonly string[];
  /** Throws `not-found`. */
  get(id: number): Promise<AccountRow>;
  /** Sends what names no number: the one that was chosen, else the oldest; null without any. */
  defaultNumber(): Promise<AccountRow | null>;
  byPhoneNumberId(phoneNumberId: string): Promise<AccountRow | null>;
  byWabaId(wabaId: string): Promise<AccountRow[]>;
  create(body: CreateAccountBody): Promise<AccountRow>;
  update(id: number, body: UpdateAccountBody): Promise<AccountRow>;
  /** Refused (409) with the first reason that a guard gives. */
  remove(id: number): Promise<void>;
  /** Reasons against removal, and what to do; null = none. Set by the wiring. */
  guards: ((id: number) => Promise<InputWords | null>)[];
  /** Upserts by phone number id, then tests the connection and keeps the outcome as status. */
  connectNumber(input: ConnectNumberInput): Promise<AccountRow>;
  /** Asks Meta about the number with these values; what is absent comes from the stored account. Changes nothing when `accountId` is absent. */
  test(body: TestAccountBody): Promise<TestAccountResult>;
  /** Subscribes our app to the WABA's webhooks, with this address. */
  subscribe(id: number, publicUrl: string): Promise<TestAccountResult>;
  /** Reads quality, limit and throughput of the number and keeps them. */
  refresh(id: number): Promise<TestAccountResult>;
  credentials(account: AccountRow): Credentials;
  /** Distinct app secrets of all numbers and the environment; the webhook's signature must match one. */
  appSecrets(): Promise<string[]>;
  verifyTokens(): Promise<string[]>;
  /** The Graph client of this number; throws `token-missing` or `token-unreadable` (409) when there is no token. */
  cloudApi(account: AccountRow): CloudApi;
  /** A webhook of this number came; written at most every 10 s. */
  touchEvent(id: number, at: number): Promise<void>;
  /** Applies quality, limit and account changes; `pauseAll` is a reason to pause the campaigns of `accountIds`. */
  applyMeta(element: AccountElement): Promise<AccountUpdateFacts>;
  setStatus(id: number, status: AccountStatus, reason: string | null): Promise<void>;
  /** Meta refused the token in a call: the status says why, in words of the code where it has one. */
  tokenRefused(id: number, error: RefusedToken | null): Promise<void>;
  /** Keeps since when no webhook tells about this number's messages; null = they tell. */
  setSilent(id: number, since: number | null): Promise<void>;
  /** Keeps the outcome of a template sync with all numbers of the WABA. */
  keepSync(wabaId: string, result: SyncResult): Promise<void>;
  /** Name and logo under which customers know the business: `logo` is an address, or null. */
  brand(account: AccountRow): Promise<{ business: string; logo: string | null }>;
  logo(id: number): Promise<AccountLogoResult>;
  /** Refused (422) when the file is no small picture of the media library; null takes it away. */
  setLogo(id: number, fileId: number | null): Promise<AccountLogoResult>;
  view(account: AccountRow): AccountView;
  listView(): Promise<ListAccountsResult>;
  /** Ends idle connections; for shutdown. */
  close(): Promise<void>;
}

export const accountsService = (strapi: Core.Strapi): AccountsService =>
  strapi.plugin('whatsapp').service('accounts') as AccountsService;

/** The countries of our numbers, each once, in their order; empty while there is no number, or Meta has shown none. */
export const countriesOfNumbers = async (strapi: Core.Strapi): Promise<readonly string[]> => {
  await accountsService(strapi).list();
  return accountsService(strapi).knownCountries();
};

/** The country in which national numbers are read: that of the first number of ours. Empty: nobody knows it yet. */
export const countryOfNumbers = async (strapi: Core.Strapi): Promise<string> =>
  (await countriesOfNumbers(strapi))[0] ?? '';

/**
 * The zone of the business: that of the quiet hours, else the one clock of the country of its first number. Waits for nothing, so
 * that permits may ask: what was read last of settings and numbers does.
 */
export const businessZone = (strapi: Core.Strapi): string => {
  const hours = settingsService(strapi).last()?.quietHours;
  const [country = null] = accountsService(strapi).knownCountries();
  return hours?.zone ?? zoneOf({ timezone: null, country }) ?? 'UTC';
};

/** The time zone of the business, from current settings. It reads the database, so do not call it in a transaction. */
export const readBusinessZone = async (strapi: Core.Strapi): Promise<string> => {
  await settingsService(strapi).get();
  // Asked for each message: what was read last of the numbers does, each second somebody reads them again.
  if (accountsService(strapi).knownCountries().length === 0) await countryOfNumbers(strapi);
  return businessZone(strapi);
};

/** By which clock days and times read to somebody: their own, else that of their country, else that of the business. */
export const zoneFor = (strapi: Core.Strapi, person: Whereabouts): string =>
  zoneOf(person) ?? businessZone(strapi);
