import iconv from 'iconv-lite';
import { keyOf } from '../../../server/src/kernel/hash';
import type { ImportProblems, ImportView } from '../../../server/src/contracts/imports';
import { importsService } from '../../../server/src/imports/public';
import { contactsService } from '../../../server/src/contacts/public';
import { consentService } from '../../../server/src/consent/public';
import { groupsService } from '../../../server/src/groups/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { eventually, startWorld, type World } from '../../support/world';
import { importDesk, type ImportDesk } from './desk';
import { fileCases } from './file-cases';

const GIVEN = {
  kind: 'given' as const,
  categories: ['marketing' as const],
  source: 'Newsletter form',
  wording: 'Yes, send me offers of Ada Shop on WhatsApp.',
  agreedOn: '2025-02-01',
};

describe.each(databases())('imports on %s', (client) => {
  let world: World;
  let desk: ImportDesk;
  beforeAll(async () => {
    world = await startWorld({ database: client });
    desk = await importDesk(world);
  });
  afterAll(() => world.close());

  const knex = () => world.strapi.db.connection;
  fileCases(
    () => world,
    () => desk
  );

  it('[P-10] refuses a row whose quotation mark is never closed alone, by its number', async () => {
    const rows = Array.from(
      { length: 4000 },
      (_, i) => `Kişi ${i};0532 333 ${10_000 + i};${'y'.repeat(30)}`
    );
    const text = ['Ad;Cep;Not', 'Bir;0532 222 20 01;', '"İki;0532 222 20 02;', ...rows].join('\n');
    const view = await desk.upload(text);
    await desk.change(view, { consent: { kind: 'none' } });
    const { check } = await desk.checked(view.id);
    expect(check).toMatchObject({ state: 'done', done: 4_002 });
    const { problems } = (
      await world.api.get<ImportProblems>(`/whatsapp/imports/${view.id}/problems`)
    ).body;
    expect(problems[0]).toMatchObject({
      line: 3,
      reason: 'quote-open',
      cells: ['İki', '0532 222 20 02', ''],
    });
    const { created = 0, changed = 0, same = 0, refused = 0 } = check?.counters ?? {};
    expect(created + changed + same + refused).toBe(4_002);
  });

  it('[P-10] says of a picture and of a PDF with the name of a list what they are', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]);
    expect(await desk.refused(png)).toEqual({ status: 400, kind: 'file-picture' });
    expect(await desk.refused(Buffer.from('%PDF-1.7\n'))).toEqual({
      status: 400,
      kind: 'file-pdf',
    });
  });

  it('[P-06] [P-10] [P-12] brings a Windows-1254 list with ; and 05xx numbers into a group: preview, duplicates once, each bad row with its reason', async () => {
    const group = await groupsService(world.strapi).create({ name: `Liste ${client}` });
    const text = [
      'Ad Soyad;Cep Telefonu;E-posta;Etiketler',
      'Ayşe Gülşen İğde;0532 111 22 33;AYSE@example.com;vip, bursa',
      'Çağrı Öz;+90 (533) 111 22 33;;',
      'Kötü Numara;12345;;',
      'Ayşe yine;05321112233;;',
      'Kötü Posta;0534 111 22 33;posta-yok;',
    ].join('\r\n');
    const view = await desk.upload(iconv.encode(text, 'windows-1254'), { groupId: group.id });
    expect(view.format).toEqual({
      ...{ encoding: 'windows-1254', delimiter: ';', hasHeader: true },
      skip: 0,
    });
    expect(view.columns).toEqual(['name', 'phone', 'email', 'tags']);
    expect(view.sample[0]?.[0]).toBe('Ayşe Gülşen İğde');
    expect(view.rules.groupIds).toEqual([group.id]);
    await desk.change(view, { consent: { kind: 'none' } });
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 3, refused: 2, doubles: 1, unread: 1 });
    expect(await desk.person('+905321112233')).toBeUndefined();
    const { problems } = (
      await world.api.get<ImportProblems>(`/whatsapp/imports/${view.id}/problems`)
    ).body;
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'phone-not-valid'],
      [5, 'double'],
      [6, 'email-not-valid'],
    ]);
    const done = await desk.imported(view.id);
    expect(done.import?.counters).toEqual(dry.check?.counters);
    const ayse = await desk.person('+905321112233');
    expect(ayse).toMatchObject({
      name: 'Ayşe Gülşen İğde',
      email: 'ayse@example.com',
      source: 'import',
      country: 'TR',
      marketing: 'none',
    });
    const members = await knex()('whatsapp_group_members').where({ group_id: group.id });
    expect(members).toHaveLength(3);
    expect(await desk.person('+905341112233')).toMatchObject({ name: 'Kötü Posta', email: null });
    const [seen] = await contactsService(world.strapi).views([
      await contactsService(world.strapi).get(Number(ayse?.id)),
    ]);
    expect(seen?.tags).toEqual(['bursa', 'vip']);
    const csv = await world.http
      .get(`/whatsapp/operations/${done.import?.id}/problems?language=tr`)
      .set('Authorization', `Bearer ${desk.token}`)
      .buffer(true)
      .parse((res, done_) => {
        let data = '';
        res.on('data', (chunk: Buffer) => (data += chunk.toString('utf8')));
        res.on('end', () => done_(null, data));
      });
    expect(csv.body).toContain('Kötü Numara,12345,,,4,Ülkesinde geçerli bir numara değil: 12345');
    // What was imported is kept nowhere else.
    await eventually('file gone', async () => {
      const row = (await knex()('whatsapp_imports').where({ id: view.id }).first()) as {
        stored_name: unknown;
      };
      return row.stored_name === null;
    });
    expect(await knex()('whatsapp_import_keys').where({ import_id: view.id })).toEqual([]);
  });

  it('[P-11] never makes consent out of nothing, and leaves who opted out or was deleted with an opt-out as they are', async () => {
    const contacts = contactsService(world.strapi);
    const { db, clock } = contextOf(world.strapi);
    const out = await contacts.create({ name: 'Out', phone: '+905351112201' });
    await consentService(world.strapi).record(null, {
      contactId: out.id,
      category: 'marketing',
      action: 'opt-out',
      source: 'keyword',
      at: clock.now(),
    });
    await knex()('whatsapp_contact_suppressions').insert({
      address_key: keyOf('905351112202'),
      marketing: true,
      utility: false,
      added_at: clock.now(),
    });
    const text =
      'phone,name\n+905351112201,Out Again\n+905351112202,Deleted Once\n+905351112203,Fresh\n';
    const view = await desk.upload(text);
    const early = await world.api.post<{ error: { details: { field: string } } }>(
      `/whatsapp/imports/${view.id}/check`
    );
    expect(early.status).toBe(400);
    expect(early.body.error.details.field).toBe('consent');
    const coming = await world.api.put<{ error: { details: { kind: string } } }>(
      `/whatsapp/imports/${view.id}`,
      { rules: { ...view.rules, consent: { ...GIVEN, agreedOn: '2999-01-01' } } }
    );
    expect(coming.body.error.details.kind).toBe('consent-day');
    await desk.change(view, { consent: GIVEN, duplicates: 'update', replacesNames: true });
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 2, changed: 1, staysOut: 2, optedIn: 1 });
    await desk.imported(view.id);
    expect(await desk.person('+905351112201')).toMatchObject({
      marketing: 'out',
      name: 'Out Again',
    });
    expect(await desk.person('+905351112202')).toMatchObject({ marketing: 'out' });
    const fresh = await desk.person('+905351112203');
    expect(fresh).toMatchObject({ marketing: 'in', utility: 'none' });
    expect(await consentService(world.strapi).events(Number(fresh?.id))).toEqual([
      expect.objectContaining({
        category: 'marketing',
        action: 'opt-in',
        source: GIVEN.source,
        evidence: 'kişiler.csv:4',
        at: Date.UTC(2025, 1, 1),
      }),
    ]);
    // A list is no word of the person: a STOP of before the import, which comes late, counts more.
    await consentService(world.strapi).record(null, {
      contactId: Number(fresh?.id),
      category: 'marketing',
      action: 'opt-out',
      source: 'keyword',
      at: clock.now() - 3_600_000,
    });
    expect(await desk.person('+905351112203')).toMatchObject({ marketing: 'out' });
    // And a yes of before the deletion does not end what the deleted person had refused.
    const deleted = await desk.person('+905351112202');
    await consentService(world.strapi).record(null, {
      contactId: Number(deleted?.id),
      category: 'marketing',
      action: 'opt-in',
      source: 'form',
      at: clock.now() - 3_600_000,
    });
    expect(await desk.person('+905351112202')).toMatchObject({ marketing: 'out' });
    expect(db.dialect).toBe(client);
  });

  describe('a column of consent', () => {
    const phoneOf = (n: number) => `+9053510033${String(n).padStart(2, '0')}`;
    const HEADER = 'phone,Kampanya izni,Tarih,Nerede';
    const LIST = [
      HEADER,
      `${phoneOf(1)},Hayır,01.03.2025,Fuar`,
      `${phoneOf(2)},EVET,01.03.2025,WhatsApp`,
      `${phoneOf(3)},evet,bir gün,`,
      `${phoneOf(4)},belki,01.03.2025,`,
      `${phoneOf(5)},evet,01.03.2026,`,
      `${phoneOf(6)},hayır,01.03.2025,`,
      `${phoneOf(7)},hayır,,`,
      `${phoneOf(8)},evet,01.03.2025,`,
      `${phoneOf(8)},hayır,02.03.2025,`,
      `${phoneOf(9)},,01.03.2025,`,
      `${phoneOf(10)},hayır,,`,
    ].join('\n');
    const COLUMNS = ['phone', 'marketingConsent', 'consentDate', 'consentSource'];
    const DAY = Date.UTC(2025, 2, 1);
    const said = async (n: number, { action, source, at }: Record<string, unknown>) => {
      const known = await desk.person(phoneOf(n));
      const { id } = known ?? (await contactsService(world.strapi).create({ phone: phoneOf(n) }));
      await consentService(world.strapi).record(null, {
        ...{ contactId: Number(id), category: 'marketing', action: action as 'opt-in' },
        ...{ source: String(source), at: Number(at) },
      });
    };
    const events = async (n: number) => {
      const { id } = (await desk.person(phoneOf(n))) ?? {};
      return consentService(world.strapi).events(Number(id));
    };
    const states = async () =>
      Promise.all(
        Array.from({ length: 10 }, async (_, i) => (await desk.person(phoneOf(i + 1)))?.marketing)
      );
    const run = async (rules: object) => {
      const view = await desk.upload(LIST);
      await world.api.put(`/whatsapp/imports/${view.id}`, { columns: COLUMNS });
      await desk.change(view, { consent: GIVEN, ...rules });
      return desk.checked(view.id);
    };
    const answered = {
      consentWords: [
        { column: 'marketingConsent' as const, word: 'BELKİ', means: 'nothing' as const },
      ],
    };

    it('[P-11] is presumed of none, asks what its words mean, and opts in nobody whose row says no', async () => {
      await said(5, { action: 'opt-out', source: 'keyword', at: DAY });
      await said(6, { action: 'opt-in', source: 'keyword', at: DAY + 86_400_000 });
      await said(7, { action: 'opt-in', source: 'phone call', at: DAY });
      await said(10, { action: 'opt-in', source: 'keyword', at: DAY });
      const fresh = await desk.upload(LIST);
      expect(fresh).toMatchObject({ columns: ['phone', null, null, null], consentLike: [1] });
      const dry = await run({});
      expect(dry.check?.counters).toMatchObject({
        ...{ created: 6, changed: 1, same: 3, doubles: 1, optedIn: 2, staysOut: 1 },
        ...{ optedOut: 2, newerYes: 2, noDate: 1, doublesOut: 1 },
      });
      const { problems } = (
        await world.api.get<ImportProblems>(`/whatsapp/imports/${dry.id}/problems`)
      ).body;
      expect(problems).toContainEqual(
        expect.objectContaining({ line: 4, reason: 'consent-date-not-read', detail: 'bir gün' })
      );
      expect(dry.words[0]).toEqual({
        ...{ column: 'marketingConsent', word: 'belki', n: 1, means: null },
      });
      expect(dry.words).toContainEqual({
        ...{ column: 'marketingConsent', word: 'Hayır', n: 5, means: 'no' },
      });
      const refused = await world.api.post<{ error: { details: Record<string, unknown> } }>(
        `/whatsapp/imports/${dry.id}/start`
      );
      expect(refused.status).toBe(422);
      expect(refused.body.error.details).toMatchObject({
        ...{ kind: 'consent-words', field: 'rules.consentWords' },
        label: '“Kampanya izni”: belki',
      });
      const ready = await run(answered);
      const done = await desk.imported(ready.id);
      expect(done.import?.counters).toEqual(ready.check?.counters);
      expect(await states()).toEqual(
        // 8: the second row of the number says no; 6 and 10: their own yes is newer, or may be.
        ['out', 'in', 'none', 'none', 'out', 'in', 'out', 'out', 'none', 'in']
      );
      expect(await events(1)).toMatchObject([
        { action: 'opt-out', source: 'Fuar', evidence: 'kişiler.csv:2', at: DAY },
      ]);
      // A cell does not pass for what people do inside WhatsApp.
      expect(await events(2)).toMatchObject([
        { action: 'opt-in', source: 'list: WhatsApp', at: DAY },
      ]);
      expect(await events(6)).toMatchObject([{ action: 'opt-in' }, { action: 'opt-out', at: DAY }]);
      expect(await events(7)).toMatchObject([
        { action: 'opt-out', at: expect.any(Number) },
        { action: 'opt-in' },
      ]);
      // The yes of a list has a day, and a refusal of before it that comes late counts more all the same.
      await said(2, { action: 'opt-out', source: 'keyword', at: DAY - 86_400_000 });
      expect((await states())[1]).toBe('out');
    });

    it('[P-11] changes nothing when it comes again, and ends newer yeses only by choice', async () => {
      const count = async () =>
        Number(((await knex()('whatsapp_consent_events').count({ n: '*' }).first()) as { n: 0 }).n);
      const before = { events: await count(), states: await states() };
      const again = await run(answered);
      expect(again.rules.consentWords).toEqual(answered.consentWords);
      await desk.imported(again.id);
      expect({ events: await count(), states: await states() }).toEqual(before);
      const ends = await run({ ...answered, endsNewerYes: true });
      expect(ends.check?.counters).toMatchObject({ optedOut: 2, newerYes: 2 });
      await desk.imported(ends.id);
      expect(await states()).toEqual(
        before.states.map((one, i) => (i === 5 || i === 9 ? 'out' : one))
      );
      const [last] = await events(6);
      expect(last).toMatchObject({ action: 'opt-out' });
      expect(last?.at).toBeGreaterThan(DAY + 86_400_000);
    });

    it('[P-11] of dates says when each agreed: without a date nobody is opted in, unless a day is given for them', async () => {
      const name = (n: number) => `+9053510055${String(n).padStart(2, '0')}`;
      const list = (first: number) =>
        ['phone,Tarih', `${name(first)},05/03/2026`, `${name(first + 1)},`].join('\n');
      const bring = async (first: number, rules: object) => {
        const view = await desk.upload(list(first));
        expect(view.dateOrders).toEqual([null, 'open']);
        await world.api.put(`/whatsapp/imports/${view.id}`, { columns: ['phone', 'consentDate'] });
        await desk.change(view, { consent: { ...GIVEN, ...rules }, dateOrder: 'month-first' });
        const dry = await desk.checked(view.id);
        await desk.imported(view.id);
        const { id } = (await desk.person(name(first))) ?? {};
        const events = await consentService(world.strapi).events(Number(id));
        const states = [await desk.person(name(first)), await desk.person(name(first + 1))];
        return { counters: dry.check?.counters, events, of: states.map((one) => one?.marketing) };
      };
      const without = await bring(1, { agreedOn: undefined });
      expect(without.counters).toMatchObject({ created: 2, optedIn: 1, noDate: 1 });
      expect(without.of).toEqual(['in', 'none']);
      expect(without.events).toMatchObject([
        { action: 'opt-in', source: GIVEN.source, at: Date.UTC(2026, 4, 3) },
      ]);
      const withDay = await bring(3, {});
      expect(withDay.counters).toMatchObject({ optedIn: 2, noDate: 0 });
      expect(withDay.of).toEqual(['in', 'in']);
    });

    it('[P-11] leaves the day of an opt-in as it is, unless the importer adds an earlier one to the history', async () => {
      await said(21, { action: 'opt-in', source: 'form: fair', at: DAY });
      const list = `phone,Kampanya izni,Tarih\n${phoneOf(21)},evet,01.02.2025\n`;
      const bring = async (rules: object) => {
        const view = await desk.upload(list);
        const columns = ['phone', 'marketingConsent', 'consentDate'];
        await world.api.put(`/whatsapp/imports/${view.id}`, { columns });
        await desk.change(view, { consent: { kind: 'file' }, ...rules });
        const { check } = await desk.checked(view.id);
        await desk.imported(view.id);
        const { changed, same, olderYes } = check?.counters ?? {};
        const days = (await events(21)).map(({ at }) => at);
        return { changed, same, olderYes, days };
      };
      const older = Date.UTC(2025, 1, 1);
      const kept = { changed: 0, same: 1, olderYes: 1, days: [DAY] };
      expect(await bring({})).toEqual(kept);
      const added = { changed: 1, same: 0, olderYes: 1, days: [DAY, older] };
      expect(await bring({ keepsOlderYes: true })).toEqual(added);
      const again = { changed: 0, same: 1, olderYes: 0, days: [DAY, older] };
      expect(await bring({ keepsOlderYes: true })).toEqual(again);
      expect((await desk.person(phoneOf(21)))?.marketing).toBe('in');
    });

    it('[P-11] with more words than anybody assigns is none', async () => {
      const rows = Array.from(
        { length: 120 },
        (_, i) => `+9053510044${String(i).padStart(3, '0').slice(1)},söz ${i}`
      );
      const view = await desk.upload(['phone,Not', ...rows].join('\n'));
      await world.api.put(`/whatsapp/imports/${view.id}`, {
        columns: ['phone', 'marketingConsent'],
      });
      await desk.change(view, { consent: { kind: 'none' } });
      expect(await desk.checked(view.id)).toMatchObject({ tooManyWords: ['marketingConsent'] });
      const refused = await world.api.post<{ error: { details: { kind: string } } }>(
        `/whatsapp/imports/${view.id}/start`
      );
      expect(refused.body.error.details.kind).toBe('consent-words-many');
      const twice = await world.api.put(`/whatsapp/imports/${view.id}`, {
        columns: ['marketingConsent', 'marketingConsent'],
      });
      expect(twice.status).toBe(400);
    });
  });

  it('[P-10] updates, fills or leaves contacts that are known, and an empty cell never erases', async () => {
    const contacts = contactsService(world.strapi);
    const one = await contacts.create({ name: 'Known', phone: '+905361112201', email: 'a@x.com' });
    const run = async (
      text: string,
      duplicates: 'skip' | 'update' | 'fill',
      rules: Partial<ImportView['rules']> = {}
    ) => {
      const view = await desk.upload(text);
      await desk.change(view, { consent: { kind: 'none' }, duplicates, ...rules });
      const { check } = await desk.checked(view.id);
      expect((await desk.imported(view.id)).import?.counters).toEqual(check?.counters);
      const { otherName, blankCells, changed } = check?.counters ?? {};
      return { ...(await contacts.get(one.id)), asked: { otherName, blankCells, changed } };
    };
    const file = (email: string, language: string) =>
      `phone,name,email,language\n05361112201,New Name,${email},${language}\n`;
    expect(await run(file('b@x.com', 'tr'), 'skip')).toMatchObject({
      name: 'Known',
      language: null,
    });
    expect(await run(file('b@x.com', 'tr'), 'fill')).toMatchObject({
      name: 'Known',
      email: 'a@x.com',
      language: 'tr',
    });
    // A name that somebody may have corrected stays, and a blank cell says nothing: both are asked.
    expect(await run(file('b@x.com', ''), 'update')).toMatchObject({
      ...{ name: 'Known', email: 'b@x.com', language: 'tr' },
      asked: { otherName: 1, blankCells: 1, changed: 1 },
    });
    const wanted = { replacesNames: true, erasesBlanks: true };
    expect(await run(file('b@x.com', ''), 'update', wanted)).toMatchObject({
      ...{ name: 'New Name', email: 'b@x.com', language: null },
      asked: { otherName: 1, blankCells: 1, changed: 1 },
    });
    expect(await run(file('b@x.com', ''), 'update', wanted)).toMatchObject({
      asked: { otherName: 0, blankCells: 0, changed: 0 },
    });
  });

  it('[P-10] remembers how the columns of a header were matched', async () => {
    const text = 'Kolon X,Kolon Y\n05371112201,Deniz\n';
    const first = await desk.upload(text);
    expect(first.columns).toEqual(['phone', null]);
    await world.api.put(`/whatsapp/imports/${first.id}`, { columns: ['phone', 'givenName'] });
    await desk.change(await desk.read(first.id), { consent: { kind: 'none' } });
    await desk.checked(first.id);
    await desk.imported(first.id);
    const second = await desk.upload('Kolon X,Kolon Y\n05371112202,Derya\n');
    expect(second).toMatchObject({ remembered: true, columns: ['phone', 'givenName'] });
  });

  it('[P-10] imports nobody before it is said how days and numbers are written that only rows far down leave open', async () => {
    for (const field of [
      { key: 'visit', kind: 'date', label: 'Visit', labelTr: 'Ziyaret' },
      { key: 'points', kind: 'number', label: 'Points', labelTr: 'Puan' },
    ])
      expect((await world.api.post('/whatsapp/contact-fields', field)).status).toBe(200);
    const person = (n: number, cells: string) =>
      `+90540${4_000_000 + n},${cells},${'x'.repeat(450)}`;
    const plain = Array.from({ length: 600 }, (_, n) => person(n, '2024-05-31,250'));
    const unclear = person(600, '03/04/2024,1.234');
    const view = await desk.upload(['phone,Visit,Points,Filler', ...plain, unclear].join('\n'));
    expect(view).toMatchObject({
      columns: ['phone', 'custom:visit', 'custom:points', null],
      ...{ dateOrders: [null, null, null, null], numberMarks: [null, null, null, null] },
    });
    const asked = await desk.change(view, { consent: { kind: 'none' } });
    const dry = await desk.checked(view.id);
    expect([dry.dateOrders[1], dry.numberMarks[2]]).toEqual(['open', 'open']);
    const refusal = async () => {
      const path = `/whatsapp/imports/${view.id}/start`;
      const answer = await world.api.post<{ error: { details: Record<string, unknown> } }>(path);
      return { status: answer.status, ...answer.body.error.details };
    };
    const days = { kind: 'dates-open', field: 'rules.dateOrder', label: '“Visit”' };
    expect(await refusal()).toMatchObject({ status: 422, ...days });
    const answered = await desk.change(asked, { dateOrder: 'month-first' });
    await desk.checked(view.id);
    const numbers = { kind: 'numbers-open', field: 'rules.decimalMark', label: '“Points”' };
    expect(await refusal()).toMatchObject({ status: 422, ...numbers });
    await desk.change(answered, { decimalMark: ',' });
    await desk.checked(view.id);
    const { counters } = (await desk.imported(view.id)).import ?? {};
    expect(counters).toMatchObject({ created: 601, unread: 0 });
    const contacts = contactsService(world.strapi);
    const found = await desk.person('+905404000600');
    const [last] = await contacts.views([await contacts.get(Number(found?.id))]);
    expect(last?.custom).toEqual({ visit: '2024-03-04', points: 1234 });
  });

  it('[P-10] does not import by another check than that of these settings', async () => {
    const view = await desk.upload('phone\n05381112201\n');
    await desk.change(view, { consent: { kind: 'none' } });
    await desk.checked(view.id);
    await desk.change(await desk.read(view.id), { duplicates: 'update' });
    expect((await world.api.post(`/whatsapp/imports/${view.id}/start`)).status).toBe(409);
  });

  it('[P-10] imports a list once, however often it is started, at the same moment or later', async () => {
    const view = await desk.upload('phone\n05381112301\n', { name: 'once.csv' });
    await desk.change(view, { consent: { kind: 'none' } });
    await desk.checked(view.id);
    const start = () => world.api.post(`/whatsapp/imports/${view.id}/start`);
    const answers = await Promise.all(Array.from({ length: 5 }, start));
    const runs = () =>
      knex()('whatsapp_operations').where({ kind: 'import', title: 'once.csv' }).pluck('state');
    expect(await runs()).toHaveLength(1);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await desk.imported(view.id);
    expect(await runs()).toEqual(['done']);
  });

  it('[P-10] lists what was uploaded and not imported, until it is imported or thrown away', async () => {
    const one = await desk.upload('phone\n05391112201\n', { name: 'bir.csv' });
    const two = await desk.upload('phone\n05391112202\n', { name: 'iki.csv' });
    type List = { imports: { id: number; fileName: string; addedAt: number; keptUntil: number }[] };
    const listed = async () => (await world.api.get<List>('/whatsapp/imports')).body.imports;
    const [first, second] = await listed();
    expect([first, second]).toMatchObject([
      { id: two.id, fileName: 'iki.csv', by: 'Test Person' },
      { id: one.id, fileName: 'bir.csv' },
    ]);
    expect(Number(first?.keptUntil) - Number(first?.addedAt)).toBe(7 * 24 * 3_600_000);
    // While it is being imported the file is still kept.
    const oneIs = (change: object) =>
      knex()('whatsapp_imports').where({ id: one.id }).update(change);
    await oneIs({ import_id: 1 });
    expect((await listed()).map(({ id }) => id)).not.toContain(one.id);
    await oneIs({ import_id: null });
    expect((await listed()).map(({ id }) => id)).toContain(one.id);
    await world.api.del(`/whatsapp/imports/${one.id}`);
    await desk.change(two, { consent: { kind: 'none' } });
    await desk.checked(two.id);
    expect((await listed())[0]?.id).toBe(two.id);
    await desk.imported(two.id);
    const left = (await listed()).map(({ id }) => id);
    expect(left).not.toContain(one.id);
    expect(left).not.toContain(two.id);
  });

  it('[P-06] refuses an empty file with the remedy, and keeps nothing of it', async () => {
    const before = await knex()('whatsapp_imports').count({ n: '*' });
    expect(await desk.refused('\n \n')).toEqual({ status: 400, kind: 'file-empty' });
    expect(await knex()('whatsapp_imports').count({ n: '*' })).toEqual(before);
  });

  it('[P-10] goes on at its row after its process was gone in the middle, and nobody is in twice', async () => {
    const lines = Array.from({ length: 1_500 }, (_, i) => `0539${String(1_000_000 + i)},P${i}`);
    // The first person once more, in a piece of its own: they are known by then, and count once all the same.
    const again = '+90 539 100 00 00,P0 again';
    const view = await desk.upload(`phone,name\n${lines.join('\n')}\n${again}\n`);
    await desk.change(view, { consent: GIVEN, duplicates: 'update' });
    await desk.checked(view.id);
    const operations = world.strapi.plugin('whatsapp').service('operations') as {
      runner: { check(): Promise<void> };
    };
    await world.api.post(`/whatsapp/imports/${view.id}/start`);
    const started = await desk.read(view.id);
    const id = Number(started.import?.id);
    await eventually('some rows', async () => {
      const row = (await knex()('whatsapp_operations').where({ id }).first()) as { done: unknown };
      return Number(row.done) > 0;
    });
    // Another process took over: the epoch moves on, and this one may not write any more.
    await knex()('whatsapp_operations').where({ id }).update({ epoch: 999_999 });
    await eventually('taken up again', async () => {
      await operations.runner.check();
      return (await desk.read(view.id)).import?.state === 'done';
    });
    const people = (await knex()('whatsapp_contacts')
      .where('phone', 'like', '+90539100%')
      .count({ n: '*' })
      .first()) as { n: unknown };
    expect(Number(people.n)).toBe(1_500);
    expect((await desk.read(view.id)).import).toMatchObject({
      done: 1_501,
      counters: expect.objectContaining({
        created: 1_500,
        changed: 0,
        same: 0,
        doubles: 1,
        refused: 1,
      }),
    });
    expect(importsService(world.strapi)).toBeDefined();
  });
});
