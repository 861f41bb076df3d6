import fc from 'fast-check';
import {
  gateContact,
  mayContact,
  otherChannelSql,
  skipReasonSql,
  type MessageCategory,
} from '../../../server/src/consent/public';
import { MOVE_TOPIC } from '../../../server/src/contracts/consent';
import { contactTable } from '../../../server/src/contacts/public';
import { newContact } from '../../../server/src/contacts/resolve';
import { carriesSql } from '../../../server/src/records/public';
import { contactLinkTable, mappingTable } from '../../../server/src/records/tables';
import { rawRows } from '../../../server/src/strapi/batch';
import { contextOf } from '../../../server/src/strapi/context';
import { pieces } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const NOW = 1_800_000_000_000;
/** Entries of the first carry consent for messages about themselves, those of the second do not. */
const CARRIES = 'api::order.order';
const SILENT = 'api::lead.lead';
const state = fc.constantFrom('in' as const, 'none' as const, 'out' as const);
const digits = fc.constantFrom('12025550123', '14165550123', '905321234567', '447700900123', '1');

const anyPerson = fc.record({
  waId: fc.option(digits),
  phone: fc.option(digits.map((one) => `+${one}`)),
  bsuid: fc.option(fc.constantFrom('US.1', 'TR.1')),
  country: fc.option(fc.constantFrom('US', 'CA', 'TR')),
  timezone: fc.constant(null),
  marketing: state,
  utility: state,
  blocked: fc.boolean(),
  pausedUntil: fc.option(fc.constantFrom(NOW - 1, NOW, NOW + 1, NOW + 86_400_000)),
  askedStopAt: fc.option(fc.constant(NOW - 1)),
  moveAskedAt: fc.option(
    fc.constantFrom(NOW - 1, NOW - 30 * 86_400_000, NOW - 30 * 86_400_000 + 1)
  ),
  topicsOut: fc.constantFrom('', ',news,', ',news,offers,', ',newsletter,', ',offers,'),
  channels: fc.constantFrom(
    '',
    ',news:email,',
    ',*:sms,',
    ',*:email,news:whatsapp,',
    ',*:email,news:sms,',
    ',newsletter:email,',
    ',offers:email,'
  ),
  frequency: fc.constantFrom(null, 'weekly' as const),
  mergedInto: fc.option(fc.constant(7), { freq: 8 }),
});

describe.each(databases())('the gate on %s', (client) => {
  let app: BootedStrapi;
  beforeAll(async () => {
    app = await bootStrapi({ database: client });
  });
  afterAll(() => app.close());

  it('[C-28] [O-01] [O-22] [O-27] [O-29] [O-32] [O-33] skips in SQL exactly whom mayContact refuses, for the same reason', async () => {
    const { db } = contextOf(app.strapi);
    const people = fc.sample(anyPerson, 600);
    const rows = people.map((person) => ({
      ...newContact({ ...person, source: 'agent', addedAt: NOW }, () => 0),
      // Keys are unique; here the same number comes many times.
      waKey: null,
      bsuidKey: null,
      groupKey: null,
      parentUserId: null,
    }));
    for (const piece of pieces(
      rows.map((row) => writeRow(contactTable, row)),
      100
    )) {
      await db.knex(contactTable.table).insert(piece);
    }
    /** One of three has an entry that carries, one another entry, one none. */
    const typeOf = (i: number) => [CARRIES, SILENT, null][i % 3] ?? null;
    for (const [uid, carriedVersion] of [
      [CARRIES, 1],
      [SILENT, null],
    ] as const)
      await db
        .knex(mappingTable.table)
        .insert(writeRow(mappingTable, { uid, carriedVersion, addedAt: NOW, changedAt: NOW }));
    const ids = (await db.knex(contactTable.table).orderBy('id').pluck('id')) as number[];
    const links = ids.flatMap((contactId, i) => {
      const uid = typeOf(i);
      const link = { contactId, entryDocument: `d${i}`, byHand: false, addedAt: NOW };
      return uid === null ? [] : [writeRow(contactLinkTable, { ...link, uid })];
    });
    for (const piece of pieces(links, 100)) await db.knex(contactLinkTable.table).insert(piece);
    const categories: MessageCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION', 'SERVICE'];
    const asks = (['opt-in', 'not-opted-out'] as const).flatMap((rule) =>
      categories.flatMap((category) =>
        [null, 'news', MOVE_TOPIC].flatMap((topic) =>
          [null, CARRIES, SILENT].map((uid) => ({
            category,
            // One text to many and one-time codes are of no kind.
            topic: category === 'MARKETING' || category === 'UTILITY' ? topic : null,
            uid,
            rules: { marketing: rule, utility: rule },
          }))
        )
      )
    );
    for (const { category, topic, uid, rules } of asks) {
      const elsewhere = otherChannelSql(category, topic);
      const channel = elsewhere === null ? 'NULL' : `CASE WHEN ${elsewhere} THEN 'channel' END`;
      const carried = uid === null ? null : carriesSql(uid);
      const reason = skipReasonSql(category, NOW, { ...rules, topic, carried });
      const sql = `SELECT c.id, COALESCE((${reason}), ${channel}) AS reason FROM ${contactTable.table} c ORDER BY c.id`;
      const answers = rawRows(db.dialect, await db.knex.raw(sql));
      expect(answers).toHaveLength(people.length);
      const wanted = people.map((person, i) => {
        const verdict = mayContact({
          category,
          topic,
          contact: gateContact(person),
          now: NOW,
          rules,
          bulk: true,
          carried: uid === CARRIES && typeOf(i) === CARRIES,
        });
        return verdict.ok ? null : verdict.reason;
      });
      expect(answers.map((row) => row.reason)).toEqual(wanted);
    }
  });

  it('[O-33] no text but the name of a content type gets into the statement', () => {
    expect(carriesSql("api::order.order' OR '1' = '1")).toBe('1 = 0');
  });

  it('takes the clock of the database too', async () => {
    const { db } = contextOf(app.strapi);
    const sql = `SELECT count(*) AS n FROM ${contactTable.table} c WHERE (${skipReasonSql('MARKETING', db.now)}) = 'paused'`;
    const [row] = rawRows(db.dialect, await db.knex.raw(sql));
    expect(Number(row?.n)).toBeGreaterThan(0);
  });
});
