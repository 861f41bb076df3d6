import type { Core } from '@strapi/strapi';
import type { AccountRow, ConnectNumberInput } from '../accounts/public';
import type { ReadyRole, SetupResult } from '../contracts/setup';

export interface SetupService {
  connectNumber(input: ConnectNumberInput): Promise<AccountRow>;
  /** `mayMakeRoles`: whether the asking person may make roles in Strapi. */
  status(asked?: { mayMakeRoles: boolean }): Promise<SetupResult>;
  /** Makes the ready roles that are missing, named in this language. Answers which; repeating it is harmless. */
  createRoles(language: string | null): Promise<ReadyRole[]>;
  /** Idempotent: loaded data is left as it is. Needs a simulator number, else refused (409). Answers the rows there are. */
  loadSampleData(): Promise<{ rows: number }>;
  /** Takes out exactly the rows marked `sample` and what hangs on them. */
  removeSampleData(): Promise<{ rows: number }>;
}

export const setupService = (strapi: Core.Strapi): SetupService =>
  strapi.plugin('whatsapp').service('setup') as SetupService;
