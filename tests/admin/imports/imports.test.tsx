import { screen, waitFor, within } from '@testing-library/react';
import {
  consentGaps,
  openDay,
  openNumber,
  peopleOf,
  tooLargeAs,
  usualOrder,
  withTarget,
} from '../../../admin/src/pages/Imports/model';
import { usualMark } from '../../../admin/src/shared/decimal-mark';
import type { ImportView, UpdateImportBody } from '../../../server/src/contracts/imports';
import type { Call, Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { check, CUSTOM, open, view } from './wizard';

afterEach(() => {
  jest.restoreAllMocks();
  grantOnly(null);
});

describe('the import wizard', () => {
  it('[P-10] shows what each column becomes, and goes on only with a phone number', async () => {
    await open('/imports/3', { 'GET /whatsapp/imports/3': view({ columns: ['name', null] }) });
    const rows = await screen.findAllByTestId('import-column');
    expect(within(rows[0] as HTMLElement).getByText('Ayşe')).toBeTruthy();
    expect(screen.getByText(en('imports.columns.phoneMissing'))).toBeTruthy();
    expect(screen.getByTestId('import-next')).toHaveProperty('disabled', true);
  });

  it('[P-06] says which sheet of a workbook is read, and asks nothing about its letters', async () => {
    const { unmount } = await open('/imports/3', {
      'GET /whatsapp/imports/3': view({ sheet: 'Müşteriler' }),
    });
    const sheet = en('imports.format.sheet', { sheet: 'Müşteriler' });
    expect((await screen.findByTestId('import-sheet')).textContent).toMatch(
      new RegExp(`^${sheet}`)
    );
    expect(screen.queryByText(en('imports.format.encoding'))).toBeNull();
    expect(screen.getByRole('combobox', { name: en('imports.format.header') })).toBeTruthy();
    unmount();
    await open('/imports/3', { 'GET /whatsapp/imports/3': view() });
    expect(await screen.findByText(en('imports.format.encoding'))).toBeTruthy();
    expect(screen.queryByTestId('import-sheet')).toBeNull();
  });

  it('[P-06] gives a sample file to fill in', async () => {
    const saved: string[] = [];
    const blobs: Blob[] = [];
    URL.createObjectURL = (blob) => `blob:${blobs.push(blob as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement
    ) {
      saved.push(this.download);
    });
    const { person } = await open('/imports/new', {});
    await person.click(await screen.findByRole('button', { name: en('imports.file.sample') }));
    expect(saved).toEqual([en('imports.file.sample-name')]);
    expect(blobs[0]?.type).toBe('text/csv');
  });

  it('[P-10] lists what was uploaded and not imported, to go on with or to throw away', async () => {
    const unfinished = (id: number, by: string | null) => ({
      ...{ id, fileName: `fuar-${id}.csv`, by },
      addedAt: Date.now() - 3 * 3_600_000,
      keptUntil: Date.now() + 3 * 86_400_000,
    });
    let kept = [unfinished(3, 'Ece Aslan'), unfinished(2, null)];
    const { person, calls } = await open('/imports/new', {
      'GET /whatsapp/imports': () => ({ imports: kept }),
      'DELETE /whatsapp/imports/2': () => {
        kept = kept.slice(0, 1);
        return { ok: true };
      },
      'GET /whatsapp/imports/3': view(),
    });
    const [first] = await screen.findAllByTestId('unfinished-import');
    expect(first?.textContent).toContain(
      'fuar-3.csvUploaded by Ece Aslan, 3 hours ago · kept until'
    );
    await person.click(
      screen.getByRole('button', {
        name: en('imports.unfinished.discardOf', { name: 'fuar-2.csv' }),
      })
    );
    expect(calls.some(({ method }) => method === 'DELETE')).toBe(false);
    const question = within(await screen.findByRole('alertdialog'));
    await person.click(question.getByRole('button', { name: en('imports.unfinished.discard') }));
    await waitFor(() => expect(screen.getAllByTestId('unfinished-import')).toHaveLength(1));
    await person.click(screen.getByRole('link', { name: en('imports.unfinished.continue') }));
    expect(await screen.findAllByTestId('import-column')).toHaveLength(2);
  });

  it('asks by the file’s name before a prepared list is thrown away', async () => {
    const { person, calls } = await open('/imports/3', {
      'GET /whatsapp/imports/3': view(),
      'GET /whatsapp/imports': { imports: [] },
      'DELETE /whatsapp/imports/3': { ok: true },
    });
    const isDeleted = () => calls.some(({ method }) => method === 'DELETE');
    await person.click(await screen.findByTestId('import-discard'));
    const question = within(await screen.findByRole('alertdialog'));
    const title = en('imports.unfinished.discardTitle', { name: 'people.csv' });
    expect(question.getByText(title)).toBeTruthy();
    expect(question.getByText(en('imports.unfinished.discardBody'))).toBeTruthy();
    await person.click(question.getByRole('button', { name: en('shell.dialog.dismiss') }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(isDeleted()).toBe(false);
    // The step of the file leads there too.
    const step = new RegExp(`^${en('imports.step.file')}`);
    await person.click(await screen.findByRole('button', { name: step }));
    expect(isDeleted()).toBe(false);
    await person.click(await screen.findByTestId('import-discard-confirm'));
    expect(await screen.findByTestId('import-file')).toBeTruthy();
    expect(isDeleted()).toBe(true);
  });

  it('[P-06] offers workbooks, and says before sending that one is too large and what to do', async () => {
    const { person } = await open('/imports/new', {});
    const input = await screen.findByTestId('import-file');
    expect(input.getAttribute('accept')).toContain('.xlsx');
    expect(screen.getByText(en('imports.file.hint'))).toBeTruthy();
    const file = new File(['x'], 'Liste.XLSX');
    Object.defineProperty(file, 'size', { value: 50 * 1024 * 1024 + 1 });
    await person.upload(input, file);
    expect(await screen.findByText(en('imports.file.largeWorkbook'))).toBeTruthy();
  });

  describe('sensitive fields', () => {
    const allergy = { key: 'allergy', label: 'Allergy', labelTr: null, sensitive: 'health' };
    const city = { key: 'city', label: 'District', labelTr: null, sensitive: null };
    const header = ['Ad', 'Cep', 'Alerji'];
    const sample = [['Ayşe', '0532 111 22 33', '']];
    const routes = (columns: ImportView['columns']): Routes => {
      let saved = view({ header, sample, columns });
      return {
        'GET /whatsapp/imports/targets': { custom: [city, allergy] },
        'GET /whatsapp/imports/3': () => saved,
        'PUT /whatsapp/imports/3': ({ body }: Call) => {
          saved = { ...saved, ...(body as UpdateImportBody) } as ImportView;
          return saved;
        },
      };
    };

    it('[X-10] asks why, and saves the reason with the columns', async () => {
      const { person, calls } = await open('/imports/3', routes(['name', 'phone', null]));
      await person.click(await screen.findByRole('combobox', { name: /Alerji/ }));
      expect(screen.queryByTestId('import-sensitive')).toBeNull();
      await person.click(await screen.findByRole('option', { name: /Allergy/ }));
      const asked = within(await screen.findByTestId('import-sensitive'));
      expect(asked.getByText(en('imports.sensitive', { n: 1, fields: 'Allergy' }))).toBeTruthy();
      await person.type(asked.getByRole('textbox'), 'short');
      await person.click(screen.getByTestId('import-next'));
      expect(await asked.findByText(en('sensitive.reason.short', { least: 10 }))).toBeTruthy();
      expect(calls.some(({ method }) => method === 'PUT')).toBe(false);
      await person.type(asked.getByRole('textbox'), ' of a recall');
      await person.click(screen.getByTestId('import-next'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          columns: ['name', 'phone', 'custom:allergy'],
          rules: { sensitiveReason: 'short of a recall', consent: null },
        })
      );
    });

    it('[X-10] are not offered without the permission', async () => {
      grantOnly(['browse', 'import']);
      const { person } = await open('/imports/3', routes(['name', 'phone', null]));
      await person.click(await screen.findByRole('combobox', { name: /Alerji/ }));
      expect(await screen.findByRole('option', { name: 'District' })).toBeTruthy();
      expect(screen.queryByRole('option', { name: /Allergy/ })).toBeNull();
    });
  });

  describe('columns of consent', () => {
    const header = ['Ad', 'Cep', 'Kampanya izni'];
    const sample = [['Ayşe', '0532 111 22 33', 'hayır']];
    const file = { header, sample, consentLike: [2] };
    const routes = (first: ImportView): Routes => {
      let saved = first;
      return {
        'GET /whatsapp/imports/3': () => saved,
        'PUT /whatsapp/imports/3': ({ body }: Call) => {
          saved = { ...saved, ...(body as UpdateImportBody), check: null } as ImportView;
          return saved;
        },
        'POST /whatsapp/imports/3/check': () => {
          saved = { ...saved, check, words: [] };
          return saved;
        },
      };
    };

    it('[P-11] are pointed out, and chosen by a person', async () => {
      const { person, calls } = await open(
        '/imports/3',
        routes(view({ ...file, columns: ['name', 'phone', null] }))
      );
      const notice = await screen.findByTestId('import-consent-like');
      expect(notice.textContent).toContain(
        en('imports.consent.like', { columns: '“Kampanya izni”', n: 1 })
      );
      await person.click(screen.getByRole('combobox', { name: /Kampanya izni/ }));
      await person.click(
        await screen.findByRole('option', { name: en('imports.field.marketingConsent') })
      );
      expect(screen.queryByTestId('import-consent-like')).toBeNull();
      await person.click(screen.getByTestId('import-next'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          columns: ['name', 'phone', 'marketingConsent'],
        })
      );
      expect((await screen.findByTestId('import-decided-marketing')).textContent).toContain(
        en('imports.consent.decided', { category: 'marketing', column: 'Kampanya izni' })
      );
    });

    it('[P-11] with dates need no day for all, and say what becomes of rows without one', async () => {
      const consent = { kind: 'given' as const, categories: ['marketing' as const] };
      const words = { source: 'Form', wording: 'Yes, send me offers.' };
      const { person, calls } = await open(
        '/imports/3?step=rules',
        routes(
          view({
            ...file,
            header: ['Ad', 'Cep', 'Tarih'],
            consentLike: [],
            columns: ['name', 'phone', 'consentDate'],
            rules: { ...view().rules, consent: { ...consent, ...words } },
          })
        )
      );
      const label = await screen.findByLabelText(en('imports.consent.undated'));
      const none = en('imports.consent.undated.none', { column: 'Tarih' });
      expect(screen.getByText(none)).toBeTruthy();
      await person.type(label, '2025-05-31');
      expect(
        await screen.findByText(
          en('imports.consent.undated.day', { column: 'Tarih', day: 'May 31, 2025' })
        )
      ).toBeTruthy();
      await person.clear(label);
      expect(await screen.findByText(none)).toBeTruthy();
      await person.click(screen.getByTestId('import-next'));
      await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/3/check'))).toBe(true));
    });

    it('[P-10] ask how days are written where no date tells, and save what is shown', async () => {
      const { person, calls } = await open(
        '/imports/3',
        routes(
          view({
            header: ['Ad', 'Cep', 'Tarih'],
            sample: [['Ayşe', '0532 111 22 33', '03/10/2026']],
            columns: ['name', 'phone', null],
            dateOrders: [null, null, 'open'],
          })
        )
      );
      await screen.findAllByTestId('import-column');
      expect(screen.queryByRole('combobox', { name: en('imports.dates.order') })).toBeNull();
      await person.click(screen.getByRole('combobox', { name: /Tarih/ }));
      await person.click(
        await screen.findByRole('option', { name: en('imports.field.consentDate') })
      );
      const asked = await screen.findByRole('combobox', { name: en('imports.dates.order') });
      expect(asked.textContent).toBe('March 10, 2026');
      expect(screen.getByText(en('imports.dates.hint', { day: '03/10/2026' }))).toBeTruthy();
      await person.click(asked);
      await person.click(await screen.findByRole('option', { name: 'October 3, 2026' }));
      await person.click(screen.getByTestId('import-next'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          columns: ['name', 'phone', 'consentDate'],
          rules: { dateOrder: 'day-first', consent: null },
        })
      );
    });

    it('[P-11] that are not used are warned of while everybody is said to have agreed', async () => {
      const { person } = await open(
        '/imports/3?step=rules',
        routes(view({ ...file, columns: ['name', 'phone', null] }))
      );
      await person.click(
        await screen.findByLabelText(new RegExp(`^${en('imports.consent.none')}`))
      );
      expect(screen.queryByTestId('import-consent-unused')).toBeNull();
      await person.click(screen.getByLabelText(en('imports.consent.given')));
      expect(screen.getByTestId('import-consent-unused').textContent).toContain(
        en('imports.consent.unused.hint')
      );
    });

    it('[P-11] have every word assigned before the import, and the file is checked again', async () => {
      const counters = { ...check.counters, optedOut: 4, newerYes: 2, noDate: 1, doublesOut: 0 };
      const column = 'marketingConsent' as const;
      const { person, calls } = await open(
        '/imports/3?step=check',
        routes(
          view({
            ...file,
            columns: ['name', 'phone', column],
            rules: { ...view().rules, consent: { kind: 'none' } },
            check: { ...check, counters },
            words: [
              { column, word: 'belki', n: 3, means: null },
              { column, word: 'hayır', n: 4, means: 'no' },
            ],
          })
        )
      );
      expect(await screen.findByText(en('imports.words.open', { n: 1 }))).toBeTruthy();
      expect(within(screen.getByTestId('import-noDate')).getByText('1')).toBeTruthy();
      expect(screen.getByTestId('import-start')).toHaveProperty('disabled', true);
      const meaning = new RegExp(en('imports.words.meaning', { word: 'belki', column: '.+' }));
      await person.click(screen.getByRole('combobox', { name: meaning }));
      await person.click(await screen.findByRole('option', { name: en('imports.words.nothing') }));
      // The press that is next says what it does: the numbers are those of the answers before.
      expect(screen.queryByTestId('import-start')).toBeNull();
      expect(screen.getByTestId('import-recheck').textContent).toBe(en('imports.recheck'));
      expect(screen.queryByText(en('imports.words.open', { n: 1 }))).toBeNull();
      // A look at the steps before forgets no answer.
      await person.click(screen.getByTestId('import-back'));
      await person.click(screen.getByTestId('import-back'));
      expect(await screen.findAllByTestId('import-column')).toHaveLength(3);
      await person.click(screen.getByTestId('import-next'));
      expect(await screen.findByTestId('import-decided-marketing')).toBeTruthy();
      await person.click(screen.getByTestId('import-next'));
      expect((await screen.findByRole('combobox', { name: meaning })).textContent).toBe(
        en('imports.words.nothing')
      );
      const newer = within(screen.getByTestId('import-newer-yes'));
      expect(newer.getByText(en('imports.newerYes.title', { n: 2 }))).toBeTruthy();
      await person.click(newer.getByLabelText(en('imports.newerYes.end')));
      await person.click(screen.getByTestId('import-recheck'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          rules: {
            consentWords: [{ column, word: 'belki', means: 'nothing' }],
            endsNewerYes: true,
          },
        })
      );
      await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/3/check'))).toBe(true));
      await waitFor(() =>
        expect(screen.getByTestId('import-start')).toHaveProperty('disabled', false)
      );
    });
  });

  it('[P-11] asks where the consent comes from and takes no answer for none', async () => {
    let saved = view();
    const { person, calls } = await open('/imports/3?step=rules', {
      'GET /whatsapp/imports/3': () => saved,
      'PUT /whatsapp/imports/3': ({ body }: Call) => {
        saved = { ...saved, ...(body as UpdateImportBody) } as ImportView;
        return saved;
      },
      'POST /whatsapp/imports/3/check': () => saved,
    });
    await person.click(await screen.findByTestId('import-next'));
    expect(await screen.findByText(en('imports.consent.kind.missing'))).toBeTruthy();
    expect(calls.some(({ method }) => method === 'PUT')).toBe(false);
    await person.click(screen.getByLabelText(en('imports.consent.given')));
    // Fields that have just appeared are not wrong yet.
    const wording = new RegExp(`^${en('imports.consent.wording')}`);
    expect(screen.getByRole('textbox', { name: wording })).toBeTruthy();
    expect(screen.queryByText(en('imports.consent.wording.missing'))).toBeNull();
    await person.click(screen.getByTestId('import-next'));
    expect(await screen.findByText(en('imports.consent.wording.missing'))).toBeTruthy();
    expect(screen.getByText(en('imports.consent.agreedOn.missing'))).toBeTruthy();
    await person.click(screen.getByLabelText(new RegExp(`^${en('imports.consent.none')}`)));
    await person.click(screen.getByTestId('import-next'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        rules: { consent: { kind: 'none' } },
      })
    );
  });

  it('[P-10] shows the dry run with its numbers and reasons; the button says how many people', async () => {
    const { person, calls } = await open('/imports/3?step=check', {
      'GET /whatsapp/imports/3': view({ check }),
      'POST /whatsapp/imports/3/start': view({ check, import: { ...check, id: 6 } }),
    });
    expect(
      await screen.findByRole('button', { name: en('imports.start', { n: 9922 }) })
    ).toBeTruthy();
    expect(within(screen.getByTestId('import-staysOut')).getByText('31')).toBeTruthy();
    // All rows of the file, in one sentence.
    const rows = { n: 10_000, created: 9_410, changed: 400, same: 112, refused: 78 };
    expect(screen.getByText(en('imports.check.done', rows))).toBeTruthy();
    const problem = within(await screen.findByTestId('import-problem'));
    expect(problem.getByText('Not a valid number in its country: 123')).toBeTruthy();
    await person.click(screen.getByTestId('import-start'));
    await waitFor(() => expect(calls.some(({ path }) => path.endsWith('/3/start'))).toBe(true));
  });

  it('[P-12] shows numbers of another country apart, with what they would be, before anything is written', async () => {
    const unreadNumbers = {
      ...{ country: 'FR', rows: 412 },
      international: [{ country: 'US', rows: 300 }],
      national: [{ country: 'DE', rows: 410 }],
    };
    const checked = { ...check, counters: { ...check.counters, remarked: 3 } };
    await open('/imports/3?step=check', {
      'GET /whatsapp/imports/3': view({ check: checked, unreadNumbers }),
    });
    const notice = await screen.findByTestId('import-unread-numbers');
    for (const words of ['412 rows', 'France', 'United States (300)', 'Germany (410)'])
      expect(notice.textContent).toContain(words);
    expect(within(screen.getByTestId('import-remarked')).getByText('3')).toBeTruthy();
  });

  it('[L-05] shows a running import after a reload, and its summary at the end', async () => {
    const running = {
      ...check,
      id: 6,
      kind: 'import',
      state: 'running' as const,
      done: 5_000,
      total: 10_000,
    };
    const { unmount } = await open('/imports/3', {
      'GET /whatsapp/imports/3': view({ check, import: running }),
    });
    expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('50');
    expect(screen.getByText(en('imports.leave'))).toBeTruthy();
    unmount();
    await open('/imports/3', {
      'GET /whatsapp/imports/3': view({ check, import: { ...running, state: 'done' } }),
    });
    expect(await screen.findByText(en('imports.done', { n: 9922 }))).toBeTruthy();
  });

  it('[P-10] says of a preview that failed or was cancelled that nothing was imported', async () => {
    for (const state of ['failed', 'cancelled'] as const) {
      const { unmount } = await open('/imports/3?step=check', {
        'GET /whatsapp/imports/3': view({ check: { ...check, state } }),
      });
      expect(await screen.findByText(en(`imports.check.${state}`))).toBeTruthy();
      unmount();
    }
  });

  it('[X-06] says why a list is gone, and begins no dry run of it', async () => {
    const cancelled = { ...check, state: 'cancelled' as const };
    for (const one of [cancelled, check, null]) {
      const { calls, unmount } = await open('/imports/3?step=check', {
        'GET /whatsapp/imports/3': view({ check: one, deletedForErasure: true }),
      });
      const notice = await screen.findByTestId('import-deleted');
      expect(notice.textContent).toContain(en('imports.deleted.why'));
      expect(within(notice).getByRole('link').textContent).toBe(en('imports.another'));
      expect(screen.queryByTestId('import-start')).toBeNull();
      expect(screen.queryByTestId('import-back')).toBeNull();
      expect(calls.some(({ method }) => method === 'POST')).toBe(false);
      unmount();
    }
  });

  it('knows the limits of workbooks and of other files', () => {
    const MB = 1024 * 1024;
    expect(tooLargeAs({ name: 'a.xlsx', size: 50 * MB })).toBeNull();
    expect(tooLargeAs({ name: 'a.csv', size: 60 * MB })).toBeNull();
    expect(tooLargeAs({ name: 'a.xlsm', size: 60 * MB })).toBe('largeWorkbook');
    expect(tooLargeAs({ name: 'a.csv', size: 201 * MB })).toBe('large');
  });

  it('asks of dates only where all can be read both ways, as the language mostly writes them', () => {
    const day = (dateOrders: ImportView['dateOrders'], sample = '4/5/2026') =>
      openDay({ sample: [['', sample]], dateOrders }, ['consentDate', 'custom:birthday'], CUSTOM);
    expect(day([null, 'open'])).toEqual({
      text: '4/5/2026',
      days: { 'day-first': Date.UTC(2026, 4, 4), 'month-first': Date.UTC(2026, 3, 5) },
    });
    // The rows that are shown need not be those that are open.
    expect(day([null, 'open'], '2026-01-01')?.text).toBe('03/10/2026');
    // Another column speaks for itself alone.
    expect(day(['month-first', 'open'])?.text).toBe('4/5/2026');
    expect(day([null, null])).toBeNull();
    expect(openDay({ sample: [], dateOrders: ['open'] }, ['name'], CUSTOM)).toBeNull();
    // A text that looks like a date stays a text.
    expect(openDay({ sample: [], dateOrders: ['open'] }, ['custom:note'], CUSTOM)).toBeNull();
    expect(usualOrder('en', 'en-US')).toBe('month-first');
    expect(usualOrder('en', 'en-GB')).toBe('day-first');
    expect(usualOrder('tr', 'en-US')).toBe('day-first');
  });

  it('asks of numbers only where all can be read both ways, on one of them', () => {
    const number = (numberMarks: ImportView['numberMarks'], cell: string) =>
      openNumber({ sample: [['', cell]], numberMarks }, ['phone', 'custom:sum'], CUSTOM);
    expect(number([null, 'open'], '₺1.234')).toEqual({
      text: '₺1.234',
      numbers: { ',': 1234, '.': 1.234 },
    });
    expect(number([null, 'open'], '12')?.text).toBe('1.234');
    expect(number(['open', ','], '1.234')).toBeNull();
    expect([usualMark('tr'), usualMark('en')]).toEqual([',', '.']);
  });

  it('takes a field from the column that had it, and knows what is missing of a consent', () => {
    expect(withTarget(['name', null], 1, 'name')).toEqual([null, 'name']);
    // People have several numbers.
    expect(withTarget(['phone', null], 1, 'phone')).toEqual(['phone', 'phone']);
    expect(withTarget(['phone', 'name'], 0, null)).toEqual([null, 'name']);
    expect(consentGaps(null, [])).toEqual(['kind']);
    expect(consentGaps({ kind: 'none' }, [])).toEqual([]);
    const gaps = { kind: 'given' as const, categories: [], source: 'x', wording: 'short' };
    expect(consentGaps(gaps, [])).toEqual(['categories', 'source', 'agreedOn', 'wording']);
    expect(consentGaps(gaps, ['consentDate'])).toEqual(['categories', 'source', 'wording']);
    expect(peopleOf({ created: 2, changed: 1, same: 3, refused: 4 })).toBe(6);
  });
});
