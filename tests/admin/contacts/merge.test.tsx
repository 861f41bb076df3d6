import { screen, within } from '@testing-library/react';
import { MergeDialog } from '../../../admin/src/pages/Contacts/components/MergeDialog';
import type { MergePreview } from '../../../server/src/contracts/contacts';
import { contact } from '../../unit/admin/campaigns/builders';
import { violations } from '../axe';
import { renderAdmin } from '../../support/render-admin';
import { facets, routes } from './stage';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';

showOn('wide');

const keep = contact({
  id: 1,
  name: 'Ayşe Kaya',
  email: null,
  language: 'tr',
  tags: ['vip'],
  custom: { city: 'Muğla' },
  consent: { marketing: 'out', utility: 'in' },
});
const gone = contact({
  id: 2,
  name: 'Ayse K.',
  phone: '+905339876543',
  email: 'ayse@example.com',
  language: 'tr',
  tags: ['wholesale'],
  custom: {},
  consent: { marketing: 'in', utility: 'none' },
});
const preview: MergePreview = {
  keep,
  gone,
  result: {
    ...keep,
    email: 'ayse@example.com',
    tags: ['vip', 'wholesale'],
    consent: { marketing: 'in', utility: 'in' },
  },
  counts: [
    { what: 'conversations', keep: 1, gone: 2, result: 2 },
    { what: 'messages', keep: 1_204, gone: 30, result: 1_234 },
    { what: 'tasks', keep: 0, gone: 0, result: 0 },
    { what: 'tags', keep: 1, gone: 1, result: 2 },
  ],
  consent: [{ category: 'marketing', state: 'in', from: 'gone', at: 1_700_000_000_000 }],
};
const city = {
  key: 'city',
  label: 'City',
  labelTr: 'Şehir',
  kind: 'text',
  choices: [],
  archived: false,
  sensitive: null,
  allowed: [],
};

const open = (locale: 'en' | 'tr' = 'en', body = preview) =>
  renderAdmin(<MergeDialog ids={[1, 2]} onClose={() => undefined} onDone={() => undefined} />, {
    routes: routes({
      'GET /whatsapp/people/facets': { ...facets, fields: [city] },
      'POST /whatsapp/contacts/merge/preview': body,
    }),
    locale,
  });
/** The cells of a row: what, who stays, who is taken in, what becomes of them. */
const cells = async (testId: string, label: string): Promise<string[]> => {
  const rows = await screen.findAllByTestId(testId);
  const row = rows.find((one) => one.firstElementChild?.textContent === label);
  if (!row) throw new Error(`no row of ${label}`);
  return [...row.children].slice(1).map((cell) => cell.textContent ?? '');
};

afterEach(() => jest.restoreAllMocks());

describe('the preview of a merge', () => {
  it('[C-22] shows both people and the one they become, field by field, and what is not kept', async () => {
    await open();
    await screen.findByText('City');
    expect(await cells('merge-field', en('contacts.column.name'))).toEqual([
      'Ayşe Kaya',
      `Ayse K.${en('people.merge.lost')}`,
      'Ayşe Kaya',
    ]);
    expect(await cells('merge-field', en('contacts.column.number'))).toEqual([
      '+90 532 123 45 67',
      `+90 533 987 65 43${en('people.merge.lost')}`,
      '+90 532 123 45 67',
    ]);
    expect(await cells('merge-field', en('contacts.form.email'))).toEqual([
      '–',
      'ayse@example.com',
      'ayse@example.com',
    ]);
    expect(await cells('merge-field', 'City')).toEqual(['Muğla', '–', 'Muğla']);
    expect(await cells('merge-field', en('contacts.form.tags'))).toEqual([
      'vip',
      'wholesale',
      'vip, wholesale',
    ]);
    // What neither of them has is left out.
    const labels = screen.getAllByTestId('merge-field').map((row) => row.firstChild?.textContent);
    expect(labels).toEqual([
      en('contacts.column.name'),
      en('contacts.column.number'),
      en('contacts.form.email'),
      en('contacts.form.language'),
      en('contacts.form.country'),
      'City',
      en('contacts.form.tags'),
    ]);
  });

  it('[C-22] says what comes along, in numbers, and leaves out what neither has', async () => {
    await open();
    expect(await cells('merge-count', en('people.merge.count.conversations'))).toEqual([
      '1',
      '2',
      '2',
    ]);
    expect(await cells('merge-count', en('people.merge.count.messages'))).toEqual([
      '1,204',
      '30',
      '1,234',
    ]);
    const titles = (await screen.findAllByTestId('merge-count')).map(
      (row) => row.firstElementChild?.textContent
    );
    expect(titles).toEqual([
      en('people.merge.count.conversations'),
      en('people.merge.count.messages'),
      en('people.merge.count.tags'),
    ]);
  });

  it('[C-22] [O-22] says whose consent counts and why', async () => {
    await open();
    const [stays, taken, becomes] = await cells('merge-consent', en('contacts.category.marketing'));
    expect(stays).toContain(en('state.consent.out'));
    expect(taken).toContain(en('state.consent.in'));
    const why = en('people.merge.consent.gone', { when: '.*2023' });
    expect(becomes).toMatch(new RegExp(`${en('state.consent.in')}.*${why}`));
    const [, , utility] = await cells('merge-consent', en('contacts.category.utility'));
    expect(utility).toMatch(new RegExp(`${en('state.consent.in')}$`));
  });

  it('[C-22] [O-22] says that a refusal counts where nothing is on record', async () => {
    const refused = { marketing: 'out', utility: 'none' } as const;
    await open('en', { ...preview, consent: [], result: { ...preview.result, consent: refused } });
    expect((await cells('merge-consent', en('contacts.category.marketing')))[2]).toContain(
      en('people.merge.consent.stricter')
    );
  });

  it('[X-13] speaks Turkish', async () => {
    await open('tr');
    const [, name] = await cells('merge-field', tr('contacts.column.name'));
    expect(name).toBe(`Ayse K.${tr('people.merge.lost')}`);
    const [, , becomes] = await cells('merge-consent', tr('contacts.category.marketing'));
    expect(becomes).toContain(tr('people.merge.consent.gone', { when: '' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByRole('heading', { name: tr('people.merge.moves') })).toBeTruthy();
    expect(dialog.getByText(tr('shell.dialog.dismiss'))).toBeTruthy();
  });

  it('has nothing that axe would mend', async () => {
    await open();
    await screen.findAllByTestId('merge-count');
    expect(await violations()).toEqual([]);
  });
});
