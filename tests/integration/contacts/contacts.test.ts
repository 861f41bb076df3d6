import { consentService } from '../../../server/src/consent/public';
import { startDoubles } from '../../../server/src/contacts/doubles';
import {
  contactsService,
  contactTable,
  newContact,
  type ContactRow,
  type ContactsService,
  type MergeEffect,
} from '../../../server/src/contacts/public';
import { insertContact } from '../../../server/src/contacts/store';
import { keyOf } from '../../../server/src/kernel/hash';
import { operationsService } from '../../../server/src/operations/public';
import { leaseTable } from '../../../server/src/runtime/public';
import { contextOf, type Ctx } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';
import { eventually } from '../../support/world';

describe.each(databases())('contacts on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let people: ContactsService;
  let ctx: Ctx;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    people = contactsService(app.strapi);
    ctx = contextOf(app.strapi);
  });
  afterAll(() => app.close());

  const get = (url: string) =>
    app.http.get(`/whatsapp${url}`).set('Authorization', `Bearer ${token}`);
  const post = (url: string, body: object) =>
    app.http.post(`/whatsapp${url}`).set('Authorization', `Bearer ${token}`).send(body);
  const put = (url: string, body: object) =>
    app.http.put(`/whatsapp${url}`).set('Authorization', `Bearer ${token}`).send(body);
  const inbound = (who: Partial<Parameters<ContactsService['resolveInbound']>[1]>) =>
    ctx.db.tx((trx) => people.resolveInbound(trx, { at: 1_000, ...who }));
  const find = async (q: string): Promise<string[]> => {
    const answer = await get('/contacts').query({ q }).expect(200);
    return (answer.body.contacts as { name: string }[]).map((one) => one.name);
  };

  describe('on the Contacts page', () => {
    beforeAll(async () => {
      await post('/contacts', {
        name: 'İrem Güneş',
        phone: '+90 532 123 45 67',
        email: 'Irem.Gunes@Example.com',
      }).expect(200);
      await post('/contacts', { name: 'Ada 100%_Lovelace', phone: '+44 20 7946 0123' }).expect(200);
    });

    it.each([
      'irem',
      'İREM',
      'gunes irem',
      'IREM.GUNES@',
      '0532 123 45 67',
      '532 123',
      '+90 532',
      '905321234567',
      '(532)123-45',
    ])('[C-09] [P-01] finds a contact by %j', async (q) => {
      expect(await find(q)).toEqual(['İrem Güneş']);
    });

    it('[C-09] takes wildcards and quotes as plain text', async () => {
      expect(await find('100%_')).toEqual(['Ada 100%_Lovelace']);
      for (const q of ['%', '_', '%%%', "' OR 1=1 --", '\\', '!', '"; DROP TABLE']) {
        const found = await find(q);
        expect(found).not.toContain('İrem Güneş');
      }
    });

    it('answers hostile queries without an error', async () => {
      for (const q of ['\u0000', 'a\u0000b', '🛑', '9'.repeat(200), "'"])
        await get('/contacts').query({ q }).expect(200);
      await get('/contacts')
        .query({ q: 'x'.repeat(201) })
        .expect(400);
      await get('/contacts').query({ limit: 100000 }).expect(400);
      await get('/contacts').query({ cursor: 'garbage' }).expect(400);
      await get('/contacts')
        .query({ cursor: Buffer.from('[1.5]').toString('base64url') })
        .expect(400);
      await get('/contacts').query({ groupId: "1' OR 1=1" }).expect(400);
    });

    it.each(['0', '-1', '1.5', 'abc', '99999999999', '2147483648', '9007199254740993', "1'--"])(
      'refuses the id %s with 400 or 404',
      async (id) => {
        const answer = await get(`/contacts/${encodeURIComponent(id)}`);
        expect([400, 404]).toContain(answer.status);
      }
    );

    it('[P-02] keeps the number in one international form, whatever was typed', async () => {
      const made = await post('/contacts', {
        name: 'Bora',
        phone: ' 0 (533) 765-43 21 ',
        country: 'TR',
        tags: ['vip', 'vip'],
      }).expect(200);
      expect(made.body).toMatchObject({
        phone: '+905337654321',
        country: 'TR',
        tags: ['vip'],
        source: 'agent',
      });
      expect(made.body.consent).toEqual({ marketing: 'none', utility: 'none' });
    });

    it('refuses a number that is there already, in any spelling, and names the contact', async () => {
      const again = await post('/contacts', {
        name: 'Twin',
        phone: '0532 123 45 67',
        country: 'TR',
      }).expect(409);
      expect(again.body.error.details).toMatchObject({ kind: 'contact-exists', field: 'phone' });
      expect(again.body.error.details.contactId).toEqual(expect.any(Number));
    });

    it('makes one contact when two users add one number at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 5 }, (_, i) =>
          post('/contacts', { name: `Race ${i}`, phone: '+90 530 111 22 33' })
        )
      );
      expect(answers.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409]);
    });

    it.each([
      ['12', 'too short'],
      ['abcdef', 'letters'],
      ['TR.1349120865530274', 'a user id'],
      ['+90 532 123 45 67 ext. 5', 'an extension'],
    ])('names the field of a number that is none: %s (%s)', async (phone) => {
      const answer = await post('/contacts', { name: 'Nobody', phone }).expect(400);
      expect(answer.body.error.details.field).toBe('phone');
      expect(answer.body.error.details.remedy).toEqual(expect.any(String));
    });

    it('[P-02] says what somebody should check in a number that it took', async () => {
      const add = async (phone: string) =>
        (await post('/contacts', { name: 'Remarked', phone, country: 'TR' }).expect(200)).body;
      expect(await add('O532 111 00 77')).toMatchObject({
        phone: '+905321110077',
        phoneRemarks: ['letter-o'],
      });
      expect(await add('0212 555 01 01 / 0532 111 00 78')).toMatchObject({
        phone: '+905321110078',
        phoneRemarks: ['first-of-several'],
      });
      expect(await add('0599 111 00 79')).toMatchObject({ phoneRemarks: ['unknown-range'] });
      expect(await add('https://wa.me/447400110079')).toMatchObject({
        phone: '+447400110079',
      });
    });

    it('refuses digits of another country with what may have been meant, in both languages', async () => {
      const body = { name: 'Foreign', phone: '15123456789', country: 'TR' };
      const answer = await post('/contacts', body).expect(400);
      expect(answer.body.error.details).toMatchObject({
        kind: 'phone-unclear',
        field: 'phone',
        meant: ['+15123456789'],
      });
      const { words } = answer.body.error.details as {
        words: Record<'en' | 'tr', { text: string }>;
      };
      expect(words.en.text).toContain('Did you mean +1 512 345 6789');
      expect(words.tr.text).toContain('+1 512 345 6789');
    });

    it('keeps no NUL and refuses a name of nothing else', async () => {
      await post('/contacts', { name: '\u0000', phone: '+905321110099' }).expect(400);
      const made = await post('/contacts', { name: 'N\u0000ul', phone: '+905321110099' }).expect(
        200
      );
      expect(made.body.name).toBe('Nul');
    });

    it('edits fields and leaves absent ones alone', async () => {
      const made = await post('/contacts', {
        name: 'Edit me',
        phone: '+905321110088',
        email: 'e@example.com',
      });
      const changed = await put(`/contacts/${made.body.id}`, { language: 'tr' }).expect(200);
      expect(changed.body).toMatchObject({
        name: 'Edit me',
        email: 'e@example.com',
        language: 'tr',
        phone: '+905321110088',
      });
      const cleared = await put(`/contacts/${made.body.id}`, { email: null }).expect(200);
      expect(cleared.body.email).toBeNull();
    });

    it('pages through all contacts once, newest first', async () => {
      const seen: number[] = [];
      let cursor: string | null = null;
      do {
        const answer = await get('/contacts')
          .query({ limit: 2, ...(cursor ? { cursor } : {}) })
          .expect(200);
        seen.push(...(answer.body.contacts as { id: number }[]).map((one) => one.id));
        cursor = answer.body.nextCursor as string | null;
      } while (cursor);
      const { total } = (await get('/contacts/count').expect(200)).body as { total: number };
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
      expect(seen).toHaveLength(total);
    });

    it('[X-05] opens only for who may', async () => {
      await app.http.get('/whatsapp/contacts').expect(401);
      const chatter = await app.adminToken({ actions: ['chat.read'] });
      await app.http
        .get('/whatsapp/contacts')
        .set('Authorization', `Bearer ${chatter}`)
        .expect(403);
      const reader = await app.adminToken({ actions: ['contact.browse'] });
      await app.http.get('/whatsapp/contacts').set('Authorization', `Bearer ${reader}`).expect(200);
      await app.http
        .post('/whatsapp/contacts')
        .set('Authorization', `Bearer ${reader}`)
        .send({})
        .expect(403);
    });
  });

  describe('behind inbound messages', () => {
    it('[X-15] are known by user id without a number, and by both when both came', async () => {
      const hidden = await inbound({ bsuid: 'TR.100', username: 'ada', profileName: 'Ada' });
      expect(hidden).toMatchObject({
        created: true,
        contact: { phone: null, waId: null, bsuid: 'TR.100', country: 'TR' },
      });
      const shown = await inbound({ bsuid: 'TR.100', waId: '905321000100' });
      expect(shown).toMatchObject({
        created: false,
        contact: { id: hidden.contact.id, waId: '905321000100' },
      });
      const byNumber = await inbound({ waId: '905321000100' });
      expect(byNumber.contact.id).toBe(hidden.contact.id);
    });

    it('tells user ids apart that differ only in case', async () => {
      const lower = await inbound({ bsuid: 'TR.abcDEF' });
      const upper = await inbound({ bsuid: 'TR.ABCdef' });
      expect(upper.contact.id).not.toBe(lower.contact.id);
    });

    it('[X-15] are one contact when an event proves it, the older one, with all it knew', async () => {
      const old = await ctx.db.tx((trx) =>
        people.resolveInbound(trx, {
          waId: '905321000200',
          profileName: 'Old',
          at: 10,
        })
      );
      const young = await inbound({ bsuid: 'TR.200', username: 'young' });
      const merged: number[][] = [];
      const effect = (
        _: unknown,
        { winner, loser }: { winner: { id: number }; loser: { id: number } }
      ) => {
        merged.push([winner.id, loser.id]);
        return Promise.resolve();
      };
      people.mergeEffects.push(effect);
      const both = await inbound({ waId: '905321000200', bsuid: 'TR.200' });
      people.mergeEffects.splice(people.mergeEffects.indexOf(effect), 1);
      expect(both).toMatchObject({
        created: false,
        contact: { id: old.contact.id, bsuid: 'TR.200', username: 'young' },
      });
      expect(merged).toEqual([[old.contact.id, young.contact.id]]);
      expect((await people.get(young.contact.id)).id).toBe(old.contact.id);
      expect((await inbound({ bsuid: 'TR.200' })).contact.id).toBe(old.contact.id);
    });

    it('find the contact that an agent typed, and other spellings of a Brazilian number', async () => {
      const typed = await post('/contacts', { name: 'João', phone: '+55 11 98765-4321' }).expect(
        200
      );
      const came = await inbound({ waId: '551187654321', profileName: 'João S.' });
      expect(came).toMatchObject({
        created: false,
        contact: { id: typed.body.id, waId: '551187654321', name: 'João' },
      });
      expect((await inbound({ waId: '5511987654321' })).contact.id).toBe(typed.body.id);
    });

    it.each([
      ['Ivory Coast', '+22507181130', '2250707181130', 'CI'],
      ['Benin', '+22961000030', '2290161000030', 'BJ'],
    ])(
      '[P-10] are one person under the number of before and of today: %s',
      async (_where, typed, waId, country) => {
        const made = await post('/contacts', { name: 'Awa', phone: typed }).expect(200);
        expect(made.body).toMatchObject({ phone: typed, country });
        const came = await inbound({ waId, profileName: 'Awa K.' });
        expect(came).toMatchObject({ created: false, contact: { id: made.body.id, waId } });
        const again = await post('/contacts', { name: 'Twin', phone: `+${waId}` }).expect(409);
        expect(again.body.error.details.contactId).toBe(made.body.id);
      }
    );

    it('are not one person where only the last eight digits of numbers of Ivory Coast are the same', async () => {
      const orange = await post('/contacts', { name: 'Orange', phone: '+22507181131' }).expect(200);
      const mtn = await inbound({ waId: '2250507181131' });
      expect(mtn).toMatchObject({ created: true });
      expect(mtn.contact.id).not.toBe(orange.body.id);
    });

    it('are made once by twenty messages at one moment', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          inbound({ waId: '905321000300', at: 2_000 + i, profileName: `P${i}` })
        )
      );
      expect(new Set(all.map((one) => one.contact.id)).size).toBe(1);
      expect(all.filter((one) => one.created)).toHaveLength(1);
    });

    it('get a new contact when their number had another owner, who keeps their history', async () => {
      const before = await inbound({ waId: '905321000400', bsuid: 'TR.400' });
      const after = await inbound({ waId: '905321000400', bsuid: 'TR.401' });
      expect(after.created).toBe(true);
      expect(after.contact.id).not.toBe(before.contact.id);
      expect(await people.get(before.contact.id)).toMatchObject({
        waId: null,
        phone: null,
        bsuid: 'TR.400',
      });
    });

    it('stay the same contact when they change their number, and the old number is free', async () => {
      const person = await inbound({ waId: '905321000500', bsuid: 'TR.500' });
      const moved = await ctx.db.tx((trx) =>
        people.changeIdentity(trx, {
          from: { waId: '905321000500' },
          to: { waId: '905321000501', bsuid: 'TR.501' },
          at: 5,
        })
      );
      expect(moved).toMatchObject({
        id: person.contact.id,
        waId: '905321000501',
        phone: '+905321000501',
        bsuid: 'TR.501',
      });
      const stranger = await inbound({ waId: '905321000500', bsuid: 'TR.599' });
      expect(stranger.created).toBe(true);
    });

    it('move the time of the last message forward only', async () => {
      const { contact } = await inbound({ waId: '905321000600' });
      await people.touchInbound(ctx.db.knex, contact.id, 500);
      await people.touchInbound(ctx.db.knex, contact.id, 400);
      expect((await people.get(contact.id)).lastInboundAt).toBe(500);
    });

    it('survive hostile profile names', async () => {
      const { contact } = await inbound({
        waId: '905321000700',
        profileName: `\u0000${'💥'.repeat(400)}`,
      });
      expect(contact.profileName?.startsWith('💥')).toBe(true);
      expect((await people.get(contact.id)).name.length).toBeLessThanOrEqual(510);
    });
  });

  describe('who are there twice, from before their country changed its numbers', () => {
    /** As versions before kept somebody: with a key of the number as it was spelled. */
    const keptBefore = (digits: string, ids: Partial<ContactRow> = {}): Promise<number> => {
      const given = { name: digits, phone: `+${digits}`, source: 'agent', addedAt: 1_000, ...ids };
      const row = newContact(given, Math.random);
      return insertContact(ctx.db.knex, { ...row, addressKey: keyOf(digits) });
    };
    const stateOf = async (id: number) => {
      const operations = operationsService(app.strapi);
      await operations.runner.check();
      const view = await operations.view(id);
      return view.state === 'done' ? view : null;
    };

    it('[P-10] [P-11] become one contact each, with a report, and a refusal of either stays', async () => {
      const pairs: [before: number, now: number][] = [];
      for (let i = 0; i < 7; i += 1)
        pairs.push([
          await keptBefore(`2250718114${i}`),
          await keptBefore(`225070718114${i}`, { waId: `225070718114${i}` }),
        ]);
      const alone = await keptBefore('22544112233');
      const withoutPhone = await keptBefore('22544112244', { phone: null, waId: '22544112244' });
      const otherPhone = { phone: '+905321000877', waId: '22961000077' };
      const withOtherPhone = await keptBefore('22961000077', otherPhone);
      const apart = [
        await keptBefore('22961000041', { bsuid: 'BJ.41' }),
        await keptBefore('2290161000041', { bsuid: 'BJ.42' }),
      ] as const;
      const [[firstBefore, firstNow] = [0, 0]] = pairs;
      await consentService(app.strapi).record(null, {
        ...{ contactId: firstNow, action: 'opt-out', at: Date.now() },
        ...{ category: 'marketing', source: 'test' },
      });
      // A failure in the middle: what was merged stays merged, and the rest follows.
      let merges = 0;
      const keysAtFirst: string[] = [];
      const failing: MergeEffect = async (trx) => {
        merges += 1;
        const row = trx(contactTable.table).where({ id: alone });
        if (merges === 1) keysAtFirst.push(...((await row.pluck('address_key')) as string[]));
        if (merges === 6) throw new Error('boom');
      };
      people.mergeEffects.push(failing);
      // A database is asked once. This one was, when nobody was there.
      expect(await startDoubles(app.strapi)).toBeNull();
      const mark = ctx.db.knex(leaseTable.table).where({ name: 'once:number-doubles' });
      expect(await mark.update({ data: null })).toBe(1);
      const id = (await startDoubles(app.strapi)) ?? 0;
      expect(await startDoubles(app.strapi)).toBeNull();
      const done = await eventually('the merges', () => stateOf(id));
      people.mergeEffects.splice(people.mergeEffects.indexOf(failing), 1);

      expect(done.counters).toEqual({ merged: 7, apart: 1 });
      expect(done.problems).toBe(8);
      for (const [before, now] of pairs) expect((await people.get(now)).id).toBe(before);
      expect(await people.get(firstBefore)).toMatchObject({
        marketing: 'out',
        addressKey: keyOf('2250707181140'),
      });
      expect((await people.get(alone)).addressKey).toBe(keyOf('2250544112233'));
      // Campaigns compare people by the keys: all have theirs before the first two are merged.
      expect(keysAtFirst).toEqual([keyOf('2250544112233')]);
      expect((await people.get(withoutPhone)).addressKey).toBe(keyOf('2250544112244'));
      expect((await people.get(withOtherPhone)).addressKey).toBe(keyOf('2290161000077'));
      expect((await people.get(apart[1])).id).toBe(apart[1]);
      const report = await get(`/operations/${id}/problems?language=en`).expect(200);
      expect(report.text).toContain('22507181140');
      expect(report.text).toContain('Two WhatsApp user ids');
    });
  });
});
