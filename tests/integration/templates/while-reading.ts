import type { Core } from '@strapi/strapi';
import { accountsService } from '../../../server/src/accounts/public';

/** In the next sync `happens` comes after Meta's list was read, and before what it says is written down. */
export const whileReading = (strapi: Core.Strapi, happens: () => Promise<unknown>): void => {
  const accounts = accountsService(strapi);
  const { cloudApi } = accounts;
  accounts.cloudApi = (account) => {
    accounts.cloudApi = cloudApi;
    const api = cloudApi(account);
    return {
      ...api,
      async *listTemplates(...asked) {
        yield* api.listTemplates(...asked);
        await happens();
      },
    };
  };
};
