import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { anyNumber } from '../support/any-number';
import { startDemo, type Demo } from '../support/demo';
import { unzip } from '../support/unzip';
import { visit } from '../support/tour/visit';
import { en } from '../support/words';

describe('data of one contact in a browser', () => {
  let demo: Demo;
  let admin: Page;

  beforeAll(async () => {
    demo = await startDemo();
    admin = await demo.admin({ width: 1280, height: 800 });
    admin.setDefaultTimeout(20_000);
  }, 400_000);
  afterAll(() => demo?.close(), 30_000);

  const open = (path: string) => visit(admin, `${new URL(demo.adminUrl).origin}/admin/${path}`);
  const saved = async (button: string): Promise<Buffer> => {
    const [file] = await Promise.all([
      admin.waitForEvent('download'),
      admin.getByTestId(button).click(),
    ]);
    return readFileSync(await file.path());
  };

  it('[X-06] the data of a contact is exported, and the access log names who took it', async () => {
    await open('plugins/whatsapp/contacts?q=Ayşe');
    await admin.getByTestId('contact-row').first().getByRole('link').first().click();
    const files = await unzip(await saved('export-person'));
    const { person } = JSON.parse(files.get('person.json')?.toString() ?? '{}') as {
      person: { name: string };
    };
    expect(person.name).toContain('Ayşe');
    expect(files.get('messages.ndjson')?.toString()).toContain('"direction":"in"');
    await open('plugins/whatsapp/logs?area=access');
    await admin
      .getByText(new RegExp(en('logs.event.access.person-exported', { by: '.*' })))
      .first()
      .waitFor();
  });

  it('[O-20] the proof of consent opens as a page that can be printed', async () => {
    await open('plugins/whatsapp/contacts?q=Ayşe');
    await admin.getByTestId('contact-row').first().getByRole('link').first().click();
    await admin.getByRole('dialog').getByRole('tab').nth(1).click();
    const [page] = await Promise.all([
      admin.context().waitForEvent('page'),
      admin.getByTestId('proof-print').click(),
    ]);
    await page.getByRole('heading', { name: 'Proof of consent' }).waitFor();
    expect(await page.getByRole('row').count()).toBeGreaterThan(1);
    await page.close();
  });

  it('[X-06] a retention period says what it would delete before it is saved, and asks for a confirmation', async () => {
    await open('settings/whatsapp/data');
    await admin.getByTestId('keep-messages').click();
    const would = [0, 1, 2].map((count) => en('privacy.keep.would', { count }));
    await admin
      .getByTestId('would-delete-messages')
      .filter({ hasText: anyNumber(...would) })
      .waitFor();
    await admin.getByTestId('save-retention').click();
    await admin.getByTestId('confirm-retention').click();
    await admin.getByTestId('confirm-retention').waitFor({ state: 'detached' });
    await admin.reload();
    expect(await admin.getByTestId('days-messages').inputValue()).toBe('365');
  });

  it('[X-06] a contact is erased after their name was typed, and is found no more', async () => {
    await admin.getByRole('combobox').first().fill('Ayşe');
    await admin.getByRole('option').filter({ hasText: 'Ayşe Kaya' }).first().click();
    await admin.getByTestId('erase-person').click();
    await admin.getByTestId('erase-goes').waitFor();
    expect(await admin.getByTestId('confirm-erase').isDisabled()).toBe(true);
    await admin.getByTestId('erase-typed').fill('ayşe kaya');
    await admin.getByTestId('confirm-erase').click();
    await admin.getByTestId('one-person').waitFor({ state: 'detached' });
    await open('plugins/whatsapp/operations');
    await admin
      .getByText(new RegExp(en('operations.kind.person-erase', { title: '#\\d+' })))
      .first()
      .waitFor();
    await open('plugins/whatsapp/contacts?q=Ayşe Kaya');
    await admin.getByText(en('shell.state.nothing-matches')).first().waitFor();
  });
});
