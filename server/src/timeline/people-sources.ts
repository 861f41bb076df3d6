import { consentEventTable } from '../consent/public';
import { contactTable, contactTagTable, shownAddress, tagTable } from '../contacts/public';
import type { TimelineKind } from '../contracts/timeline';
import { conversionsQuery } from '../conversions/public';
import { groupMemberTable, groupTable } from '../groups/public';
import { byWord } from '../kernel/words';
import { clicksQuery } from '../links/public';
import { recordsService } from '../records/public';
import { entry, newest, numberOf, textOf, type Row, type Source } from './source';

const CONTACTS = contactTable.table;

/** How the person came. */
export const added: Source = {
  read: async (ask) => {
    const rows = await newest(ask, ask.sql(CONTACTS).where({ id: ask.contactId }), 'added_at');
    return rows.map((row) => entry('added', row, { at: row.added_at, detail: textOf(row.source) }));
  },
};

const formerName = (row: Row): string | null =>
  textOf(row.name) ??
  shownAddress({
    phone: textOf(row.phone),
    waId: textOf(row.wa_id),
    bsuid: textOf(row.bsuid),
    username: textOf(row.username),
  });

/** Rows that became this person. One that was made in the same instant only remembers a number that the person had. */
export const merged: Source = {
  read: async (ask) => {
    const query = ask.sql(CONTACTS).where({ merged_into: ask.contactId });
    const rows = await newest(ask, query, 'changed_at');
    return rows.map((row) => {
      const isNumber = numberOf(row.added_at) === numberOf(row.changed_at);
      const number = textOf(row.phone) ?? (textOf(row.wa_id) ? `+${textOf(row.wa_id)}` : null);
      return isNumber
        ? entry('number-changed', row, {
            ...{ at: row.changed_at, subject: number },
            ...{ who: textOf(row.left_by), detail: textOf(row.left_for) },
          })
        : entry('merged', row, { at: row.changed_at, subject: formerName(row) });
    });
  },
};

const CONSENT_KINDS = byWord<TimelineKind>({
  'opt-out': 'opted-out',
  lifted: 'stop-lifted',
  'not-theirs': 'opt-in-not-theirs',
});

export const consents: Source = {
  read: async (ask) => {
    const query = ask.sql(consentEventTable.table).where({ contact_id: ask.contactId });
    return (await newest(ask, query, 'at')).map((row) =>
      entry(CONSENT_KINDS.get(textOf(row.action) ?? '') ?? 'opted-in', row, {
        at: row.at,
        who: textOf(row.actor),
        subject: textOf(row.source),
        detail: textOf(row.topic) ?? textOf(row.category),
      })
    );
  },
};

/** Tags that the person has now, since when. */
export const tags: Source = {
  read: async (ask) => {
    const query = ask
      .sql(`${contactTagTable.table} as ct`)
      .join(`${tagTable.table} as tg`, 'tg.id', 'ct.tag_id')
      .where('ct.contact_id', ask.contactId)
      .select('ct.id as id', 'ct.added_at as at', 'tg.name as name');
    const rows = await newest(ask, query, 'ct.added_at');
    return rows.map((row) => entry('tagged', row, { at: row.at, subject: textOf(row.name) }));
  },
};

export const groups: Source = {
  read: async (ask) => {
    const query = ask
      .sql(`${groupMemberTable.table} as gm`)
      .join(`${groupTable.table} as gr`, 'gr.id', 'gm.group_id')
      .where('gm.contact_id', ask.contactId)
      .select('gm.id as id', 'gm.added_at as at', 'gr.name as name', 'gr.id as group_id');
    const rows = await newest(ask, query, 'gm.added_at');
    return rows.map((row) =>
      entry('grouped', row, {
        at: row.at,
        subject: textOf(row.name),
        target: { page: 'group', id: numberOf(row.group_id) },
      })
    );
  },
};

/** Entries that are linked with the person now: few, so they are read whole. */
export const records: Source = {
  read: async ({ strapi, contactId, before, language }) => {
    const links = await recordsService(strapi).linksOf(contactId, { language });
    return links
      .filter(({ linkedAt }) => before === null || linkedAt < before)
      .map(({ id, linkedAt, role, title, url }) =>
        entry(
          'linked',
          { id },
          {
            at: linkedAt,
            subject: title,
            detail: role,
            target: { page: 'entry', url },
          }
        )
      );
  },
};

/** Tracked links that the person opened, when last and how often. */
export const clicks: Source = {
  read: async (ask) => {
    const rows = await newest(ask, clicksQuery(ask.sql, ask.contactId), 'ck.last_at');
    return rows.map((row) =>
      entry('clicked', row, {
        at: row.last_at,
        subject: textOf(row.name),
        detail: String(numberOf(row.times)),
      })
    );
  },
};

/** What the person did, and its worth: `order`, `249.9 TRY`. */
export const conversions: Source = {
  read: async (ask) => {
    const rows = await newest(ask, conversionsQuery(ask.sql, ask.contactId), 'cv.at');
    return rows.map((row) => {
      const campaignId = numberOf(row.campaign_id);
      const worth = textOf(row.amount_milli);
      return entry('converted', row, {
        at: row.at,
        subject: textOf(row.event),
        detail: worth === null ? null : `${Number(worth) / 1_000} ${textOf(row.currency) ?? ''}`,
        target: campaignId > 0 ? { page: 'campaign', id: campaignId } : null,
      });
    });
  },
};
