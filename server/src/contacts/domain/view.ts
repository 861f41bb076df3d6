import type { ContactView } from '../../contracts/contacts';
import type { ContactRow } from '../tables';
import { shownAddress } from './address';

/** A person as the admin sees it. A nameless person shows their profile name or address. */
export const contactView = (row: ContactRow): ContactView => ({
  id: row.id,
  name: row.name || row.profileName || shownAddress(row),
  phone: row.phone,
  waId: row.waId,
  bsuid: row.bsuid,
  username: row.username,
  profileName: row.profileName,
  email: row.email,
  language: row.language,
  country: row.country,
  tags: row.tags ?? [],
  consent: { marketing: row.marketing, utility: row.utility },
  blocked: row.blocked,
  source: row.source,
  lastInboundAt: row.lastInboundAt,
  lastOutboundAt: row.lastOutboundAt,
  createdAt: row.addedAt,
});
