import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportProblems, ImportView } from '../../../server/src/contracts/imports';
import type { ContactView } from '../../../server/src/contracts/contacts';
import { importFolder } from '../../../server/src/imports/files';
import { importsService } from '../../../server/src/imports/public';
import { databases } from '../../support/boot-strapi';
import { row, workbook } from '../../support/workbook';
import { eventually, startWorld, type World } from '../../support/world';
import { importDesk, type ImportDesk } from './desk';

const NONE = { consent: { kind: 'none' as const } };
const HEADER = ['Ad Soyad', 'Cep Telefonu', 'Doğum Günü', 'Not'];
const DAY = ['dd.mm.yyyy'];
/** Days from the start of a calendar. */
const serial = (iso: string, start: string): number =>
  (Date.parse(iso) - Date.parse(start)) / 86_400_000;

describe.each(databases())('imports of workbooks on %s', (client) => {
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

  it('[P-06] [P-10] [P-12] brings people of the first shown sheet in: numbers as numbers, days as days, bad rows by their row', async () => {
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
});
