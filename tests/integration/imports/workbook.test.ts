import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import type { ImportProblems, ImportView } from '../../../server/src/contracts/imports';
import type { ContactView } from '../../../server/src/contracts/contacts';
import { consentService } from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import { groupsService } from '../../../server/src/groups/public';
import { importFolder } from '../../../server/src/imports/files';
import { importsService } from '../../../server/src/imports/public';
import { contextOf } from '../../../server/src/strapi/context';
import { databases } from '../../support/boot-strapi';
import { row, workbook } from '../../support/workbook';
import { eventually, startWorld, type World } from '../../support/world';
import { importDesk, type ImportDesk } from './desk';

const NONE = { consent: { kind: 'none' as const } };
const HEADER = ['Ad Soyad', 'Cep Telefonu', 'Doğum Günü', 'Not'];
const DAY = ['dd.mm.yyyy'];
const WIDE = '<row r="1"><c r="GS1"><v>1</v></c></row>';
/** Days from the start of a calendar. */
const serial = (iso: string, start: string): number =>
  (Date.parse(iso) - Date.parse(start)) / 86_400_000;

describe.each(databases())('imports of workbooks and other programs’ lists on %s', (client) => {
  let world: World;
  let desk: ImportDesk;
  let folder: string;
  beforeAll(async () => {
    // Other tests write into the usual folder at the same time.
    folder = await mkdtemp(path.join(tmpdir(), 'whatsapp-imports-'));
    world = await startWorld({ database: client, config: { files: { folder } } });
    desk = await importDesk(world);
    for (const field of [
      { key: 'birthday', kind: 'date', label: 'Birthday', labelTr: 'Doğum Günü' },
      { key: 'note', kind: 'text', label: 'Note', labelTr: 'Not' },
      { key: 'total', kind: 'number', label: 'Total', labelTr: 'Tutar' },
    ])
      expect((await world.api.post('/whatsapp/contact-fields', field)).status).toBe(200);
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  const contact = async (phone: string): Promise<ContactView> => {
    const found = await desk.person(phone);
    const path = `/whatsapp/contacts/${Number(found?.id)}`;
    return (await world.api.get<{ contact: ContactView }>(path)).body.contact;
  };

  it('[P-06] [P-10] [P-12] brings contacts of the first shown sheet in: numbers as numbers, days as days, bad rows by their row', async () => {
    const birthday = { n: serial('1990-05-31', '1899-12-30'), style: 1 };
    const bytes = await workbook({
      formats: DAY,
      sheets: [
        { name: 'Eski', state: 'hidden', rows: row(1, ['Gizli', { n: 905_401_110_000 }]) },
        {
          name: 'Müşteriler',
          rows: [
            row(1, HEADER),
            row(2, ['Ayşe Gül', { n: 905_401_110_001 }, birthday, 'iki\nsatır']),
            row(4, ['Çağrı "Ç", Öz', '0540 111 00 02', null, '=1+1']),
            row(7, ['Kötü Numara', { n: 12_345 }]),
            row(8, ['Ayşe yine', '05401110001']),
          ].join(''),
        },
        { name: 'Başka', rows: row(1, ['Başka', '05401110009']) },
      ],
    });
    const view = await desk.upload(bytes, { name: 'müşteriler.xlsx' });
    expect(view).toMatchObject({
      sheet: 'Müşteriler',
      bytes: bytes.length,
      fileName: 'müşteriler.xlsx',
      format: { encoding: 'utf-8', delimiter: ',', hasHeader: true },
      columns: ['name', 'phone', 'custom:birthday', 'custom:note'],
    });
    expect(view.sample[0]).toEqual(['Ayşe Gül', '905401110001', '1990-05-31', 'iki\nsatır']);
    await desk.change(view, NONE);
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 2, changed: 0, refused: 2, doubles: 1 });
    const path = `/whatsapp/imports/${view.id}/problems`;
    const { problems } = (await world.api.get<ImportProblems>(path)).body;
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [7, 'phone-not-valid'],
      [8, 'double'],
    ]);
    const done = await desk.imported(view.id);
    expect(done.import?.counters).toEqual(dry.check?.counters);
    expect(await contact('+905401110001')).toMatchObject({
      name: 'Ayşe Gül',
      custom: { birthday: '1990-05-31', note: 'iki\nsatır' },
    });
    expect(await contact('+905401110002')).toMatchObject({
      name: 'Çağrı "Ç", Öz',
      custom: { note: '=1+1' },
    });
    for (const other of ['+905401110000', '+905401110009'])
      expect(await desk.person(other)).toBeUndefined();
  });

  it('[P-10] reads the days of a workbook that counts from 1904, with or without a header', async () => {
    const birthday = { n: serial('2001-02-03', '1904-01-01'), style: 1 };
    const bytes = await workbook({
      is1904: true,
      formats: DAY,
      sheets: [{ name: 'A', rows: row(1, ['Deniz', { n: 905_401_110_003 }, birthday]) }],
    });
    const view = await desk.upload(bytes);
    expect(view).toMatchObject({ sheet: 'A', header: ['A', 'B', 'C'] });
    const body = { columns: ['name', 'phone', 'custom:birthday'] };
    await world.api.put(`/whatsapp/imports/${view.id}`, body);
    // How its letters are written is no choice: only whether there is a header.
    const format = { encoding: 'cp857', delimiter: ';', hasHeader: false };
    const again = await world.api.put<ImportView>(`/whatsapp/imports/${view.id}`, {
      ...body,
      format,
    });
    expect(again.body.format).toEqual({
      ...{ encoding: 'utf-8', delimiter: ',', hasHeader: false },
      skip: 0,
    });
    await desk.change(again.body, NONE);
    await desk.checked(view.id);
    await desk.imported(view.id);
    expect(await contact('+905401110003')).toMatchObject({ custom: { birthday: '2001-02-03' } });
  });

  it('[P-06] refuses what it cannot read with the remedy, and keeps nothing of it', async () => {
    const rows = () => world.strapi.db.connection('whatsapp_imports').count({ n: '*' });
    // The file of an import that is done goes a moment later.
    await eventually(
      'no file of the imports before',
      async () => (await desk.files()).length === 0
    );
    const before = { rows: await rows(), files: [] };
    const whole = await workbook({ sheets: [{ name: 'A', rows: row(1, ['x']) }] });
    const bomb = Buffer.from(whole);
    bomb.writeUInt32LE(2 ** 31, bomb.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24);
    const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(4_096)]);
    const locked = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);
    const refusals: [Buffer, number, string][] = [
      [bomb, 413, 'file-workbook-large'],
      [Buffer.concat([whole, Buffer.alloc(51 * 1024 * 1024)]), 413, 'file-workbook-large'],
      [locked, 400, 'file-workbook-locked'],
      [ole, 400, 'file-workbook-old'],
      [whole.subarray(0, 100), 400, 'file-workbook-damaged'],
      [await workbook({ sheets: [{ name: 'A', rows: '' }] }), 400, 'file-empty'],
      // In most rows: one row alone is refused alone.
      [await workbook({ sheets: [{ name: 'A', rows: WIDE }] }), 400, 'file-too-wide'],
      [await workbook({ sheets: [], parts: { '_rels/.rels': '<a/>' } }), 400, 'file-not-workbook'],
    ];
    for (const [bytes, status, kind] of refusals)
      expect(await desk.refused(bytes)).toEqual({ status, kind });
    expect({ rows: await rows(), files: await desk.files() }).toEqual(before);
  });

  it('[P-06] leaves nothing of an upload that a crash cut off', async () => {
    const folder = importFolder(world.strapi);
    const [old, fresh] = ['a', 'b'].map((one) => `import-${one.repeat(32)}.csv`) as [
      string,
      string,
    ];
    for (const name of [old, fresh]) await writeFile(path.join(folder, name), 'phone');
    await utimes(path.join(folder, old), 1, 1);
    await importsService(world.strapi).removeFilesBefore(60_000);
    const names = await desk.files();
    expect([names.includes(old), names.includes(fresh)]).toEqual([false, true]);
    await rm(path.join(folder, fresh));
  });

  it('[P-06] keeps the rows instead of the workbook, and nothing once they are imported', async () => {
    const bytes = await workbook({
      sheets: [{ name: 'A', rows: row(1, ['phone']) + row(2, ['05401110004']) }],
    });
    const before = await desk.files();
    const view = await desk.upload(bytes);
    const kept = (await desk.files()).filter((name) => !before.includes(name));
    expect(kept).toEqual([expect.stringMatching(/\.sheet\.csv$/)]);
    await desk.change(view, NONE);
    await desk.checked(view.id);
    await desk.imported(view.id);
    await eventually('file gone', async () => (await desk.files()).length === before.length);
  });

  const problemsOf = async (id: number) =>
    (await world.api.get<ImportProblems>(`/whatsapp/imports/${id}/problems`)).body.problems;

  it('[P-10] [P-12] reads Excel’s Unicode text below a title: days and numbers as their column writes them, cells that cannot be read cost their field', async () => {
    const text = [
      'Fuar 2026 katılımcıları\t\t\t',
      '',
      'Ad Soyad\tCep Telefonu\tTutar\tDoğum Günü',
      'Ayşe Gül\t="05401120001"\t₺1.234\t03/04/1990',
      'Can Öz\t+90 540 112 00 02\t12,5\t31/12/1991 10:00:00',
      'Ece Ün\t0540 112 00 03\t12 elma\tyarın',
      'Ayşe yine\t905401120001\t1\t',
      'Ayşe bir daha\t+90 (540) 112-00-01\t1\t',
      'Kısa\t540\t1\t',
    ].join('\r\n');
    const view = await desk.upload(iconv.encode(text, 'utf-16le', { addBOM: true }));
    expect(view).toMatchObject({
      format: { encoding: 'utf-16le', delimiter: '\t', hasHeader: true, skip: 1 },
      columns: ['name', 'phone', 'custom:total', 'custom:birthday'],
      dateOrders: [null, null, null, 'day-first'],
    });
    expect(view.numberMarks[2]).toBe(',');
    expect(view.top[0]).toEqual(['Fuar 2026 katılımcıları']);
    await desk.change(view, NONE);
    const dry = await desk.checked(view.id);
    const { created = 0, changed = 0, same = 0, refused = 0 } = dry.check?.counters ?? {};
    expect([created, changed, same, refused]).toEqual([3, 0, 0, 3]);
    expect(created + changed + same + refused).toBe(dry.check?.done);
    expect((await problemsOf(view.id)).map(({ line, reason }) => [line, reason])).toEqual([
      [9, 'phone-not-valid'],
      [7, 'double'],
      [8, 'double'],
      [6, 'field-not-valid'],
      [6, 'field-not-valid'],
    ]);
    const done = await desk.imported(view.id);
    expect(done.import?.counters).toEqual(dry.check?.counters);
    expect(await contact('+905401120001')).toMatchObject({
      custom: { total: 1234, birthday: '1990-04-03' },
    });
    expect(await contact('+905401120002')).toMatchObject({
      custom: { total: 12.5, birthday: '1991-12-31' },
    });
    expect(await contact('+905401120003')).toMatchObject({ name: 'Ece Ün', custom: {} });
    // The same list once more: everybody is as they are.
    const again = await desk.upload(iconv.encode(text, 'utf-16le', { addBOM: true }));
    await desk.change(again, { ...NONE, duplicates: 'update' });
    expect((await desk.checked(again.id)).check?.counters).toMatchObject({
      ...{ created: 0, changed: 0, same: 3, refused: 3 },
    });
  });

  it('[P-10] asks the whole column how its days are written, where the first rows do not tell', async () => {
    const person = (n: number, day: string) =>
      `P${n},+90540${2_000_000 + n},${day},${'x'.repeat(40)}`;
    const rows = Array.from({ length: 5_000 }, (_, n) => person(n, '03/04/1990'));
    const text = ['name,phone,Birthday,Note', ...rows, person(5_000, '12/31/1991')].join('\n');
    const view = await desk.upload(text);
    expect(view.dateOrders[2]).toBe('open');
    await desk.change(view, { ...NONE, dateOrder: 'day-first' });
    const dry = await desk.checked(view.id);
    expect(dry.dateOrders[2]).toBe('month-first');
    // Day first, the last row had no birthday.
    expect(dry.check).toMatchObject({ done: 5_001, counters: { created: 5_001, unread: 0 } });
  });

  it('[P-12] takes the header that somebody chooses, and the mobile number of a list of contacts', async () => {
    const text = [
      'First Name,Last Name,Labels,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value',
      'Ada,Örnek,VIP ::: * myContacts,Work,+90 212 444 55 66,Mobile,+90 540 113 00 01',
      'Can,Örnek,* myContacts,Home,+90 212 444 55 67,,',
    ].join('\n');
    const view = await desk.upload(text);
    expect(view).toMatchObject({
      origin: 'google',
      columns: ['givenName', 'familyName', 'tags', null, 'phone', null, 'phone'],
    });
    const format = { ...view.format, skip: 1 };
    const other = await world.api.put<ImportView>(`/whatsapp/imports/${view.id}`, { format });
    expect(other.body.header[0]).toBe('Ada');
    const back = await world.api.put<ImportView>(`/whatsapp/imports/${view.id}`, {
      format: { ...format, skip: 0 },
    });
    await desk.change(back.body, NONE);
    await desk.checked(view.id);
    await desk.imported(view.id);
    expect(await contact('+905401130001')).toMatchObject({ name: 'Ada Örnek', tags: ['VIP'] });
    expect(await contact('+902124445567')).toMatchObject({ name: 'Can Örnek', tags: [] });
  });

  it('[P-10] [P-12] shows numbers of another country apart before anything is written, by what they would be', async () => {
    const text = [
      'Ad;Cep',
      'Anna;15123456701',
      'Bert;16012345702',
      'Carl;15123456703',
      'Deniz;+9O532 222 30 04',
      'Ece;+90 212 555 01 01 / +90 532 222 30 05',
    ].join('\n');
    const view = await desk.upload(text);
    await desk.change(view, { consent: { kind: 'none' } });
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 2, refused: 3, remarked: 2 });
    expect(dry.unreadNumbers).toMatchObject({
      country: 'TR',
      rows: 3,
      international: [{ country: 'US', rows: 3 }],
      national: expect.arrayContaining([{ country: 'DE', rows: 3 }]) as object[],
    });
    const { problems } = (
      await world.api.get<ImportProblems>(`/whatsapp/imports/${view.id}/problems`)
    ).body;
    const reasons = problems.map(({ line, reason }) => [line, reason]);
    expect(reasons).toHaveLength(5);
    expect(reasons).toEqual(
      expect.arrayContaining([
        [2, 'phone-other-country'],
        [5, 'phone-letter-o'],
        [6, 'phone-first-of-several'],
      ])
    );
    await desk.change(dry, { country: 'DE' });
    expect((await desk.read(view.id)).unreadNumbers).toBeNull();
    const german = await desk.checked(view.id);
    expect(german.check?.counters).toMatchObject({ created: 5, refused: 0 });
    expect(german.unreadNumbers).toBeNull();
    expect(await desk.person('+4915123456701')).toBeUndefined();
    await desk.imported(view.id);
    expect(await desk.person('+4915123456701')).toMatchObject({ name: 'Anna' });
    expect(await desk.person('+905322223005')).toMatchObject({ name: 'Ece' });
  });

  it('[P-10] [P-12] takes WhatsApp’s own ids as international, and knows who has another spelling', async () => {
    const known = await contactsService(world.strapi).create({
      name: 'Awa',
      phone: '+22507182301',
    });
    const view = await desk.upload(
      'whatsapp_id;Ad\n447400223001;Finn\n551187652301;Gil\n2250707182301;Awa K.\n'
    );
    expect(view.columns).toEqual(['waId', 'name']);
    await desk.change(view, { consent: { kind: 'none' } });
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 2, same: 1, refused: 0 });
    await desk.imported(view.id);
    expect(await desk.person('+447400223001')).toMatchObject({ name: 'Finn' });
    expect(await desk.person('+551187652301')).toMatchObject({ name: 'Gil' });
    expect(await desk.person('+2250707182301')).toBeUndefined();
    expect(await desk.person('+22507182301')).toMatchObject({ id: known.id });
  });

  it('[P-11] hears the no of a further row, whichever of number and user id it has', async () => {
    const text = [
      'phone,WhatsApp user ID,name,Marketing consent',
      '+905401160001,TR.twice40,Elif Twice,',
      ',TR.twice40,Elif Twice,no',
    ].join('\n');
    const view = await desk.upload(text);
    expect(view.columns).toEqual(['phone', 'whatsappUserId', 'name', 'marketingConsent']);
    await desk.change(view, NONE);
    const dry = await desk.checked(view.id);
    expect(dry.check?.counters).toMatchObject({ created: 1, refused: 1, doublesOut: 1 });
    await desk.imported(view.id);
    expect(await desk.person('+905401160001')).toMatchObject({ marketing: 'out' });
  });

  it('[P-11] takes rows that another one ties for one person: a no in any of them counts, in whatever order and however far apart', async () => {
    const phone = (n: number) => `+90540117000${n}`;
    const userId = (n: number) => `TR.tied4${n}`;
    const named = (n: number) => `${phone(n)},,yes,2025-03-01`;
    const hidden = (n: number) => `,${userId(n)},no,`;
    const both = (n: number) => `${phone(n)},${userId(n)},,`;
    // Pieces of the preview have 1,000 rows, of the import 400: each of the three parts is in another one.
    const others = (from: number) =>
      Array.from({ length: 600 }, (_, n) => `+90540${3_000_000 + from + n},,,`);
    const people = contactsService(world.strapi);
    const known = { waId: phone(4).slice(1), bsuid: userId(4), at: 5 };
    await contextOf(world.strapi).db.tx((trx) => people.resolveInbound(trx, known));
    const text = [
      'phone,WhatsApp user ID,Marketing consent,Consent date',
      ...[named(1), hidden(2), named(3), named(4)],
      ...others(0),
      // The fourth has no row with both: the contact has.
      ...[both(1), both(2), hidden(3), hidden(4)],
      ...others(600),
      ...[hidden(1), named(2), both(3)],
    ].join('\n');
    const view = await desk.upload(text);
    expect(view.columns).toEqual(['phone', 'whatsappUserId', 'marketingConsent', 'consentDate']);
    await desk.change(view, { consent: { kind: 'file' } });
    const { check } = await desk.checked(view.id);
    expect(check).toMatchObject({
      done: 1_211,
      counters: { created: 1_203, changed: 1, refused: 7, doubles: 7, doublesOut: 3, optedOut: 1 },
    });
    const firsts = (await problemsOf(view.id)).map(({ line, detail }) => [line, detail]);
    expect(firsts).toEqual([
      ...[
        [606, '2'],
        [607, '3'],
        [608, '4'],
        [609, '5'],
      ],
      ...[
        [1_210, '2'],
        [1_211, '3'],
        [1_212, '4'],
      ],
    ]);
    expect((await desk.imported(view.id)).import?.counters).toEqual(check?.counters);
    for (const n of [1, 3, 4])
      expect(await desk.person(phone(n))).toMatchObject({ marketing: 'out' });
    const byId = async (n: number) =>
      (await world.strapi.db
        .connection('whatsapp_contacts')
        .where({ bsuid: userId(n) })) as object[];
    expect(await byId(2)).toMatchObject([{ marketing: 'out', phone: null }]);
    expect(await desk.person(phone(2))).toBeUndefined();
    expect([await byId(1), await byId(3)]).toEqual([[], []]);
  });

  it('[P-11] records a no of each contact whom the file says to be one person', async () => {
    const people = contactsService(world.strapi);
    const { id } = await people.create({ name: 'Known Number', phone: '+905401180001' });
    const hidden = (await people.ensure({ bsuid: 'TR.other48' }, 'api')).contact;
    const text = [
      'phone,WhatsApp user ID,Marketing consent',
      ',TR.other48,no',
      '+905401180001,TR.other48,',
    ].join('\n');
    const view = await desk.upload(text);
    await desk.change(view, NONE);
    const { check } = await desk.checked(view.id);
    expect(check?.counters).toMatchObject({ created: 0, changed: 1, refused: 1, doublesOut: 0 });
    await desk.imported(view.id);
    for (const one of [id, hidden.id])
      expect(await people.get(one)).toMatchObject({ marketing: 'out' });
  });

  it('[P-11] takes no yes for the number of somebody who refused under the user id', async () => {
    const people = contactsService(world.strapi);
    const { id } = await people.create({ name: 'Refused Hidden', phone: '+905401190001' });
    const hidden = (await people.ensure({ bsuid: 'TR.refused49' }, 'api')).contact;
    await consentService(world.strapi).record(null, {
      ...{ contactId: hidden.id, action: 'opt-out', at: Date.now() },
      ...{ category: 'marketing', source: 'test' },
    });
    const bring = async (text: string, consent: ImportView['rules']['consent']) => {
      const view = await desk.upload(text);
      await desk.change(view, { consent });
      const { check } = await desk.checked(view.id);
      await desk.imported(view.id);
      return check?.counters;
    };
    const byRow = [
      'phone,WhatsApp user ID,Marketing consent,Consent date',
      '+905401190001,TR.refused49,yes,2025-03-01',
    ];
    expect(await bring(byRow.join('\n'), { kind: 'file' })).toMatchObject({
      ...{ created: 0, changed: 0, same: 1, staysOut: 1, optedIn: 0 },
    });
    expect(await people.get(id)).toMatchObject({ marketing: 'none' });
    const all = await bring('phone,WhatsApp user ID\n+905401190001,TR.refused49', {
      kind: 'given',
      categories: ['marketing', 'utility'],
      source: 'Newsletter form',
      wording: 'Yes, send me offers of Ada Shop on WhatsApp.',
      agreedOn: '2025-02-01',
    });
    // Of the other category nobody refused anything.
    expect(all).toMatchObject({ changed: 1, staysOut: 1, optedIn: 1 });
    expect(await people.get(id)).toMatchObject({ marketing: 'none', utility: 'in' });
    expect(await people.get(hidden.id)).toMatchObject({ marketing: 'out' });
  });

  describe('our own export', () => {
    const header = (text: string) => text.replace('\uFEFF', '').split('\r\n')[0]?.split(';') ?? [];
    /** Columns that say what only this database knows, or when it was written. */
    const VOLATILE = new Set(
      'username owner source blocked last_message_at created_at updated_at'.split(' ')
    );
    const exported = async (contactIds: number[]): Promise<string> => {
      const answer = await world.http
        .post('/whatsapp/people/export?locale=tr')
        .set('Authorization', `Bearer ${desk.token}`)
        .send({ choice: { kind: 'picked', contactIds } })
        .expect(200);
      return answer.text;
    };
    /** What a file says of each person, without what is volatile, in the order of names. */
    const saidBy = (text: string) => {
      const rows = parse(text, { delimiter: ';', bom: true, columns: true }) as Record<
        string,
        string
      >[];
      return rows
        .map((row) =>
          Object.fromEntries(
            Object.entries(row)
              .filter(([name]) => !VOLATILE.has(name))
              // A word of ours does not pass for the person's own once it comes from a file.
              .map(([name, value]) => [name, value.replace(/^list: /, '')])
          )
        )
        .sort((a, b) => (String(a['name']) < String(b['name']) ? -1 : 1));
    };
    const idsNow = async (names: string[]) =>
      (
        (await world.strapi.db
          .connection('whatsapp_contacts')
          .whereIn('name', names)
          .whereNull('merged_into')
          .select('id')) as { id: unknown }[]
      ).map(({ id }) => Number(id));
    const NAMES = ['Ayşe Dışa', '=Can Dışa', 'Hidden Dışa', 'Odd Dışa'];

    let ids: number[] = [];
    let before = '';
    /** Somebody with everything, a name like a formula, somebody without a number, and one with a number of no plan. */
    beforeAll(async () => {
      const people = contactsService(world.strapi);
      const consent = consentService(world.strapi);
      const group = await groupsService(world.strapi).create({ name: `Liste "A", ${client}` });
      const ayse = await people.create({
        ...{ givenName: 'Ayşe', familyName: 'Dışa', phone: '+905401140001', town: 'Bursa' },
        ...{ email: 'ayse@example.com', language: 'tr', timezone: 'Europe/Istanbul' },
        tags: ['vip', 'Bursa, merkez', 'a "b"', '* star'],
        custom: { note: '=1+1; "x"', total: 1.234, birthday: '1990-04-03' },
      });
      const can = await people.create({ name: '=Can Dışa', phone: '+905401140002' });
      const hidden = (await people.ensure({ bsuid: 'TR.hidden40b' }, 'api')).contact;
      await people.update(hidden.id, { name: 'Hidden Dışa' });
      const known = { waId: '9661234567', profileName: 'Odd Dışa', defaultCountry: 'TR', at: 5 };
      const odd = await contextOf(world.strapi).db.tx((trx) => people.resolveInbound(trx, known));
      await groupsService(world.strapi).addMembers(group.id, [ayse.id, hidden.id]);
      const say = (contactId: number, action: 'opt-in' | 'opt-out', at: number) =>
        consent.record(null, { contactId, action, at, category: 'marketing', source: 'fair' });
      await say(ayse.id, 'opt-in', Date.UTC(2025, 4, 31, 10, 0, 0, 250));
      await say(hidden.id, 'opt-out', Date.UTC(2025, 5, 1));
      ids = [ayse.id, can.id, hidden.id, odd.contact.id];
      before = await exported(ids);
    });

    it('[P-10] comes in again unchanged: tags, groups, own fields, opt-outs, contacts without a number', async () => {
      const view = await desk.upload(before, { name: 'contacts.csv' });
      expect(view.origin).toBe('own');
      const becomes = Object.fromEntries(header(before).map((name, i) => [name, view.columns[i]]));
      expect(becomes).toMatchObject({
        ...{ whatsapp_user_id: 'whatsappUserId', tags: 'tags', groups: 'groups', owner: null },
        ...{ marketing_consent_at: 'marketingConsentDate', note: 'custom:note' },
      });
      // Whatever is allowed to change: nothing is asked, and nobody becomes another.
      const all = { duplicates: 'update' as const, replacesNames: true, erasesBlanks: true };
      await desk.change(view, { ...NONE, ...all });
      const same = await desk.checked(view.id);
      expect(same.newGroups).toEqual([]);
      expect(same.words.filter(({ means }) => means === null)).toEqual([]);
      expect(same.check?.counters).toMatchObject({ created: 0, changed: 0, same: 4, refused: 0 });
      await desk.imported(view.id);
      expect(saidBy(await exported(ids))).toEqual(saidBy(before));
    });

    it('[P-11] brings contacts back who are not known any more: opt-outs at once, opt-ins once their source is confirmed', async () => {
      const { db } = contextOf(world.strapi);
      await db.tx((trx) => contactsService(world.strapi).remove(trx, ids));
      const bring = async (consent: ImportView['rules']['consent']) => {
        const view = await desk.upload(before, { name: 'contacts.csv' });
        await desk.change(view, { consent });
        const { check } = await desk.checked(view.id);
        await desk.imported(view.id);
        return { counters: check?.counters, said: saidBy(await exported(await idsNow(NAMES))) };
      };
      const fresh = await bring({ kind: 'none' });
      expect(fresh.counters).toMatchObject({ created: 4, refused: 0, unconfirmed: 1 });
      const marketing = (said: Record<string, unknown>[]) =>
        said.map((row) => row['marketing_consent']);
      expect(marketing(fresh.said)).toEqual(
        marketing(saidBy(before)).map((state) => (state === 'in' ? 'none' : state))
      );
      const confirmed = await bring({ kind: 'file' });
      expect(confirmed.counters).toMatchObject({ created: 0, changed: 1, same: 3, optedIn: 1 });
      expect(confirmed.said).toEqual(saidBy(before));
    });

    it('[P-10] names groups that do not exist, and makes them only if the importer wants so', async () => {
      const name = `Yeni ${client}`;
      const text = `phone,name,groups\n+905401150001,Deniz,"${name}, vip"\n`;
      const view = await desk.upload(text);
      await desk.change(view, NONE);
      expect(await desk.checked(view.id)).toMatchObject({ newGroups: [name, 'vip'] });
      await desk.change(view, { ...NONE, makesGroups: true });
      const dry = await desk.checked(view.id);
      await desk.imported(view.id);
      expect(dry.check?.counters).toMatchObject({ created: 1 });
      const { id } = (await desk.person('+905401150001')) ?? {};
      const groups = await groupsService(world.strapi).groupsOf(Number(id));
      expect(groups.map((one) => one.name).sort()).toEqual([name, 'vip'].sort());
    });

    it('[P-10] leaves nobody out whose new group has, to MySQL, the name of another one', async () => {
      await groupsService(world.strapi).create({ name: 'Bag' });
      const view = await desk.upload('phone,name,groups\n+905401150002,Deniz,Bağ\n');
      await desk.change(view, { ...NONE, makesGroups: true });
      await desk.checked(view.id);
      await desk.imported(view.id);
      const { id } = (await desk.person('+905401150002')) ?? {};
      const groups = await groupsService(world.strapi).groupsOf(Number(id));
      expect(groups.map((one) => one.name)).toEqual([client === 'mysql' ? 'Bag' : 'Bağ']);
    });
  });
});
