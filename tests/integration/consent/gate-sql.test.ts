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
import { rawRows } from '../../../server/src/strapi/batch';
import { contextOf } from '../../../server/src/strapi/context';
import { pieces } from '../../../server/src/strapi/db';
import { writeRow } from '../../../server/src/strapi/table';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const NOW = 1_800_000_000_000;
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

  it('[C-28] [O-01] [O-22] [O-27] [O-29] [O-32] skips in SQL exactly whom mayContact refuses, for the same reason', async () => {
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
    const categories: MessageCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION', 'SERVICE'];
    const asks = (['opt-in', 'not-opted-out'] as const).flatMap((rule) =>
      categories.flatMap((category) =>
        [null, 'news', MOVE_TOPIC].map((topic) => ({
          category,
          // One text to many and one-time codes are of no kind.
          topic: category === 'MARKETING' || category === 'UTILITY' ? topic : null,
          rules: { marketing: rule, utility: rule },
        }))
      )
    );
    for (const { category, topic, rules } of asks) {
      const elsewhere = otherChannelSql(category, topic);
      const channel = elsewhere === null ? 'NULL' : `CASE WHEN ${elsewhere} THEN 'channel' END`;
      const reason = skipReasonSql(category, NOW, { ...rules, topic });
      const sql = `SELECT c.id, COALESCE((${reason}), ${channel}) AS reason FROM ${contactTable.table} c ORDER BY c.id`;
      const answers = rawRows(db.dialect, await db.knex.raw(sql));
      expect(answers).toHaveLength(people.length);
      const wanted = people.map((person) => {
        const verdict = mayContact({
          category,
          topic,
          contact: gateContact(person),
          now: NOW,
          rules,
          bulk: true,
        });
        return verdict.ok ? null : verdict.reason;
      });
      expect(answers.map((row) => row.reason)).toEqual(wanted);
    }
  });

  it('takes the clock of the database too', async () => {
    const { db } = contextOf(app.strapi);
    const sql = `SELECT count(*) AS n FROM ${contactTable.table} c WHERE (${skipReasonSql('MARKETING', db.now)}) = 'paused'`;
    const [row] = rawRows(db.dialect, await db.knex.raw(sql));
    expect(Number(row?.n)).toBeGreaterThan(0);
  });
});
