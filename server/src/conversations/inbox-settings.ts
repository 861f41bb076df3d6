import type { Core } from '@strapi/strapi';
import type { InboxSettings } from '../contracts/inbox-settings';
import { DomainError } from '../kernel/errors';
import { fold } from '../contracts/fold';
import { settingsService } from '../settings/public';

/** What the list and the thread need to know of the settings. */
export const readInboxSettings = async (strapi: Core.Strapi): Promise<InboxSettings> => {
  const { closeReasons, waitingWarnMinutes, waitingLateMinutes, answeredPressesWait } =
    await settingsService(strapi).get();
  return { closeReasons, waitingWarnMinutes, waitingLateMinutes, answeredPressesWait };
};

/** Writes them; refuses a reason that is there twice, and very late before late. */
export const saveInboxSettings = async (
  strapi: Core.Strapi,
  next: InboxSettings
): Promise<InboxSettings> => {
  const keys = next.closeReasons.map(fold);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (twice >= 0)
    throw new DomainError('invalid', `"${next.closeReasons[twice] ?? ''}" is listed twice`, {
      field: `closeReasons.${twice}`,
      remedy: 'Remove one of them.',
      status: 422,
    });
  if (next.waitingLateMinutes < next.waitingWarnMinutes)
    throw new DomainError('invalid', 'very late must not come before late', {
      field: 'waitingLateMinutes',
      remedy: `Choose at least ${next.waitingWarnMinutes} minutes.`,
      status: 422,
    });
  await settingsService(strapi).set(next);
  return readInboxSettings(strapi);
};
