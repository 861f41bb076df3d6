import type { Core } from '@strapi/strapi';
import type { AccountRow, ConnectNumberInput } from '../accounts/public';
import type { SetupResult } from '../contracts/setup';

export interface SetupService {
  connectNumber(input: ConnectNumberInput): Promise<AccountRow>;
  status(): Promise<SetupResult>;
  /** Idempotent: loaded data is left as it is. Needs a simulator number, else refused (409). Answers the rows there are. */
  loadSampleData(): Promise<{ rows: number }>;
  /** Takes out exactly the rows marked `sample` and what hangs on them. */
  removeSampleData(): Promise<{ rows: number }>;
}

export const setupService = (strapi: Core.Strapi): SetupService =>
  strapi.plugin('whatsapp').service('setup') as SetupService;
