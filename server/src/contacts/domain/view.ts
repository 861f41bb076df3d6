import type { ContactView, CustomValues } from '../../contracts/contacts';
import type { ContactRow } from '../tables';
import { shownName } from './address';

/** What a person's view needs from other tables. */
export interface ContactExtras {
  tags?: string[] | undefined;
  custom?: CustomValues | undefined;
  owner?: { id: number; name: string } | null | undefined;
}

/** A person as the admin sees it. A nameless person shows their profile name or address. */
export const contactView = (row: ContactRow, extras: ContactExtras = {}): ContactView => ({
  id: row.id,
  name: shownName(row),
  givenName: row.givenName,
  familyName: row.familyName,
  phone: row.phone,
  waId: row.waId,
  bsuid: row.bsuid,
  username: row.username,
  profileName: row.profileName,
  email: row.email,
  language: row.language,
  country: row.country,
  timezone: row.timezone,
  town: row.town,
  owner: extras.owner ?? null,
  tags: extras.tags ?? [],
  custom: extras.custom ?? {},
  consent: { marketing: row.marketing, utility: row.utility },
  askedStopAt: row.askedStopAt,
  blocked: row.blocked,
  source: row.source,
  lastInboundAt: row.lastInboundAt,
  lastOutboundAt: row.lastOutboundAt,
  createdAt: row.addedAt,
  updatedAt: row.changedAt,
});
