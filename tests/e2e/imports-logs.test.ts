import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import type { Page } from 'playwright-core';
import { startDemo, type Demo } from '../support/demo';
import { takePicture } from '../support/pictures';
import { isThere, shows } from '../support/how-many';
import { row, workbook } from '../support/workbook';
import { visit } from '../support/tour/visit';
import { proveConsent } from '../support/import-wizard';
import { en } from '../support/words';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** A person of the demo's phones, who opts out first. */
const OUT = '905321110001';

/** A list as a Turkish spreadsheet writes it: Windows-1254, `;`, 05xx numbers, a bad one, a double. */
const LIST = iconv.encode(
  [
    'Ad Soyad;Cep Telefonu;E-posta',
    'Gülşen İğdeci;0541 222 33 44;gulsen@example.com',
    'Çağrı Öztürk;(0542) 222 33 44;',
    'Hatalı Satır;0532;',
    'Gülşen yine;05412223344;',
    'Ayşe Yılmaz;0532 111 00 01;',
  ].join('\r\n'),
  'windows-1254'
);

/** A list that says of each person whether they agreed, under a name that does not say to what. */
const CONSENT_LIST = [
  'Ad Soyad;Cep Telefonu;Kampanya izni',
  'Derya Işık;0543 222 33 44;evet',
  'Mert Kaya;0544 222 33 44;hayır',
].join('\r\n');

/** A sector of a file of old Office programs. */
const PADDING = Buffer.alloc(512);

/** What a page shows once its data are there. The live stream never ends, so the network is never idle. */
const SHOWN: Record<string, string> = {
  operations: 'operation',
  logs: 'log-line',
  'imports/new': 'import-file',
};

describe('imports, operations and logs in a browser', () => {
  let demo: Demo;
  let admin: Page;
  const base = () => `${new URL(demo.adminUrl).origin}/admin/plugins/whatsapp`;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 720 });
    const phone = await demo.phone();
    await phone.getByTestId(`person-${OUT}`).click();
    await phone.getByTestId('phone-input').fill('Abonelikten çık');
    await phone.getByTestId('phone-send').click();
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const picture = (name: string) => takePicture(admin, name);
  const count = (name: string) =>
    admin.getByTestId(`import-${name}`).locator('p').first().innerText();
  /** What a person with a screen reader would stumble over. */
  const accessible = async (page: Page) => {
    await page.evaluate(axe);
    const found = (await page.evaluate(
      'axe.run(document.querySelector("main") ?? document.body, { resultTypes: ["violations"] }).then((r) => r.violations)'
    )) as { id: string; nodes: { html: string }[] }[];
    expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  };

  it('[P-06] [P-10] [P-12] reads a Windows-1254 list with ; and tells what would become of each row', async () => {
    await visit(admin, `${base()}/imports/new`);
    await admin.getByTestId('import-file').waitFor({ state: 'attached' });
    await picture('import-file');
    await accessible(admin);
    await admin.getByTestId('import-file').setInputFiles({
      name: 'müşteriler.csv',
      mimeType: 'text/csv',
      buffer: LIST,
    });
    await admin.getByTestId('import-column').first().waitFor();
    await isThere(admin.getByText('Windows-1254'));
    await isThere(admin.getByText('Gülşen İğdeci'));
    await picture('import-columns');
    await accessible(admin);
    await admin.getByTestId('import-next').click();
    await admin.getByText(en('imports.consent.title')).waitFor();
  });

  it('[P-11] asks where the consent comes from, and an opted-out contact stays opted out', async () => {
    await admin.getByTestId('import-next').click();
    await admin.getByText(en('imports.consent.kind.missing')).waitFor();
    await proveConsent(admin, 'Yes, send me offers of Ada Shop on WhatsApp.');
    await picture('import-rules');
    await accessible(admin);
    await admin.getByTestId('import-next').click();
    await admin.getByTestId('import-start').waitFor({ timeout: 30_000 });
    expect(await count('created')).toBe('2');
    expect(await count('changed')).toBe('0');
    expect(await count('same')).toBe('1');
    expect(await count('refused')).toBe('2');
    expect(await count('doubles')).toBe('1');
    expect(await count('staysOut')).toBe('1');
    await shows(admin.getByTestId('import-problem'), 2);
    await picture('import-check');
    await accessible(admin);
    const [file] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByRole('button', { name: en('imports.problems.download', { n: 2 }) }).click(),
    ]);
    expect(readFileSync(await file.path(), 'utf8')).toContain('Not a valid number');
  });

  it('[P-06] [L-05] imports them, and the operation is on its page with its counts', async () => {
    expect(await admin.getByTestId('import-start').innerText()).toBe(en('imports.start', { n: 3 }));
    await admin.getByTestId('import-start').click();
    await admin.getByTestId('import-done').waitFor({ timeout: 30_000 });
    await picture('import-done');
    await visit(admin, `${base()}/contacts`);
    await admin.getByText('Gülşen İğdeci').first().waitFor();
    await visit(admin, `${base()}/operations`);
    const operation = admin
      .getByTestId('operation')
      .filter({ hasText: en('operations.kind.import', { title: 'müşteriler.csv' }) });
    await operation.waitFor();
    await shows(operation.locator('[data-state="done"]'), 1);
    expect(await operation.innerText()).toContain(en('operations.count.created', { n: 2 }));
    await picture('operations');
    await accessible(admin);
  });

  it('[P-06] reads a workbook: the shown sheet with rows is named, and an old one is refused with what to do', async () => {
    await visit(admin, `${base()}/imports/new`);
    const choose = (name: string, buffer: Buffer) =>
      admin.getByTestId('import-file').setInputFiles({ name, mimeType: '', buffer });
    await choose('eski.xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), PADDING]));
    await admin.getByText(en('error.file-workbook-old')).waitFor();
    const people = row(1, ['Ad Soyad', 'Cep']) + row(2, ['Ece Ünal', { n: 905_441_112_233 }]);
    const sheets = [
      { name: 'Notlar', state: 'hidden' as const, rows: row(1, ['x']) },
      { name: 'Fuar 2026', rows: people },
    ];
    await choose('fuar.xlsx', await workbook({ sheets }));
    await admin.getByText(en('imports.format.sheet', { sheet: 'Fuar 2026' })).waitFor();
    await isThere(admin.getByText('905441112233'));
    await picture('import-workbook');
    await accessible(admin);
    await admin.getByTestId('import-discard').click();
    await admin.getByTestId('import-discard-confirm').click();
    await admin.getByTestId('import-file').waitFor({ state: 'attached' });
  });

  it('[P-11] asks about a column of consent before it is left out, and the preview counts by its words', async () => {
    await visit(admin, `${base()}/imports/new`);
    await admin.getByTestId('import-file').setInputFiles({
      name: 'kampanya.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(CONSENT_LIST),
    });
    await shows(admin.getByTestId('import-column'), 3);
    await admin.getByTestId('import-next').click();
    const question = admin.getByRole('alertdialog');
    await question
      .getByText(en('imports.consent.ask.title', { column: 'Kampanya izni' }))
      .waitFor();
    await isThere(question.getByText(en('imports.consent.ask.rows', { words: 'evet · hayır' })));
    expect(await question.getByTestId('import-consent-answer').isDisabled()).toBe(true);
    await picture('import-consent-question');
    await question.getByText(en('imports.consent.ask.marketingConsent')).click();
    await question.getByTestId('import-consent-answer').click();
    await admin.getByTestId('import-decided-marketing').waitFor();
    await proveConsent(admin, 'Yes, send me offers of Ada Shop on WhatsApp.');
    await admin.getByTestId('import-next').click();
    await admin.getByTestId('import-start').waitFor({ timeout: 30_000 });
    expect(await count('created')).toBe('2');
    expect(await count('optedIn')).toBe('1');
    expect(await count('optedOut')).toBe('1');
    await shows(admin.getByTestId('import-word'), 2);
    expect(await admin.getByTestId('import-doubles').count()).toBe(0);
    await picture('import-consent-check');
    await accessible(admin);
    // Nothing is imported, and no unfinished import is left behind. The browser's Back leads through the steps too.
    await admin.goBack();
    await admin.getByTestId('import-decided-marketing').waitFor();
    await admin.goBack();
    await admin.getByTestId('import-discard').click();
    await admin.getByTestId('import-discard-confirm').click();
    await admin.getByTestId('import-file').waitFor({ state: 'attached' });
  });

  it('[L-01] [L-02] shows what happened by area, opens an entry and exports what is filtered', async () => {
    await visit(admin, `${base()}/logs?area=webhook`);
    const line = admin.getByTestId('log-line').first();
    await line.waitFor();
    await picture('logs');
    await accessible(admin);
    await line.getByRole('button').last().click();
    await admin.getByRole('dialog').getByText(en('logs.details')).first().waitFor();
    await picture('log-drawer');
    await admin.keyboard.press('Escape');
    const [file] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByTestId('logs-export').click(),
    ]);
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv.split('\r\n')[0]).toContain('Time (UTC),Area,Level');
    expect(csv).toContain(',webhook,');
    expect(csv).not.toContain(',campaign,');
  });

  it('[L-02] asks with the number of entries before it deletes old ones, or says that none is old enough', async () => {
    await admin.getByTestId('logs-manage').click();
    await admin.getByTestId('logs-purge').click();
    const older = [1, 2].map((n) => en('logs.purge.title', { lines: '.+', n, days: 90 }));
    const titles = [en('logs.purge.none', { days: 90 }), ...older];
    await admin.getByText(new RegExp(titles.join('|'))).waitFor();
    await picture('logs-purge');
    await admin.keyboard.press('Escape');
  });

  it('shows the same pages in Turkish, dark, and on a phone', async () => {
    const tr = await demo.admin({ width: 390, height: 844, dark: true, locale: 'tr' });
    for (const page of ['operations', 'logs', 'imports/new']) {
      await visit(tr, `${base()}/${page}`);
      await tr.locator('h1').first().waitFor();
      await tr
        .getByTestId(SHOWN[page] ?? '')
        .first()
        .waitFor({ state: 'attached' });
      await takePicture(tr, `phone-tr-${page.replace('/', '-')}`);
      const wide = await tr.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth
      );
      expect({ page, wide }).toEqual({ page, wide: false });
    }
    const dark = await demo.admin({ width: 1280, height: 720, dark: true, locale: 'tr' });
    for (const page of ['operations', 'logs']) {
      await visit(dark, `${base()}/${page}`);
      await dark.locator('h1').first().waitFor();
      await dark
        .getByTestId(SHOWN[page] ?? '')
        .first()
        .waitFor({ state: 'attached' });
      await takePicture(dark, `dark-tr-${page}`);
    }
  });
});
