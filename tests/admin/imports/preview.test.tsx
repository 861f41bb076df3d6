import { screen, waitFor, within } from '@testing-library/react';
import type { ImportView, UpdateImportBody } from '../../../server/src/contracts/imports';
import { refuse, type Call, type Routes } from '../../support/render-admin';
import { grantOnly } from '../../support/strapi-admin';
import { en } from '../../support/words';
import { check, CUSTOM, open, view } from './wizard';

afterEach(() => {
  jest.restoreAllMocks();
  grantOnly(null);
});

describe('the preview of a list', () => {
  it('[P-12] shows which row names the columns, and reads the file by the one that is chosen', async () => {
    const top = [['Fuar 2026'], ['Ad', 'Cep'], ['Ayşe', '0532 111 22 33']];
    const format = { ...view().format, skip: 1 };
    let saved = view({ top, format });
    const { person, calls } = await open('/imports/3', {
      'GET /whatsapp/imports/3': () => saved,
      'PUT /whatsapp/imports/3': ({ body }: Call) => {
        saved = { ...saved, ...(body as UpdateImportBody) } as ImportView;
        return saved;
      },
    });
    const header = await screen.findByRole('combobox', { name: en('imports.format.header') });
    expect(header.textContent).toBe(en('imports.format.header.row', { n: 2, text: 'Ad · Cep' }));
    expect(screen.getByText(en('imports.format.header.above', { n: 1 }))).toBeTruthy();
    const formats = () => calls.flatMap(({ body }) => (body as UpdateImportBody)?.format ?? []);
    await person.click(header);
    const first = en('imports.format.header.row', { n: 1, text: 'Fuar 2026' });
    await person.click(await screen.findByRole('option', { name: first }));
    const read = { encoding: 'windows-1254', delimiter: ';' };
    await waitFor(() => expect(formats()).toEqual([{ ...read, hasHeader: true, skip: 0 }]));
    await person.click(screen.getByRole('combobox', { name: en('imports.format.header') }));
    await person.click(
      await screen.findByRole('option', { name: en('imports.format.header.none') })
    );
    await waitFor(() => expect(formats()[1]).toEqual({ ...read, hasHeader: false }));
  });

  it('[P-12] shows the encoding that was found, and reads the file again in another one', async () => {
    let saved = view();
    const { person, calls } = await open('/imports/3', {
      'GET /whatsapp/imports/3': () => saved,
      'PUT /whatsapp/imports/3': ({ body }: Call) => {
        saved = { ...saved, ...(body as UpdateImportBody) } as ImportView;
        return saved;
      },
    });
    const name = en('imports.format.encoding');
    const encoding = await screen.findByRole('combobox', { name });
    expect(encoding.textContent).toBe(en('imports.encoding.windows-1254'));
    await person.click(encoding);
    const options = (await screen.findAllByRole('option')).map(({ textContent }) => textContent);
    expect(options.slice(0, 2)).toEqual([
      en('imports.encoding.utf-8'),
      en('imports.encoding.utf-16le'),
    ]);
    const cyrillic = en('imports.encoding.windows-1251');
    await person.click(screen.getByRole('option', { name: cyrillic }));
    await waitFor(() => expect(screen.getByRole('combobox', { name }).textContent).toBe(cyrillic));
    expect(calls.flatMap(({ body }) => (body as UpdateImportBody)?.format ?? [])).toMatchObject([
      { encoding: 'windows-1251', delimiter: ';' },
    ]);
  });

  it('[P-12] says which program a list is from', async () => {
    await open('/imports/3', { 'GET /whatsapp/imports/3': view({ origin: 'google' }) });
    expect(await screen.findByText(en('imports.origin.google'))).toBeTruthy();
  });

  it('[P-10] asks how numbers are written where none tells, and says in the dry run how all were read', async () => {
    let saved = view({
      ...{ header: ['Cep', 'Tutar', 'Tarih'], columns: ['phone', 'custom:sum', 'custom:birthday'] },
      sample: [['0532 111 22 33', '₺1.234', '31.05.2024']],
      ...{ numberMarks: [null, 'open', null], dateOrders: [null, null, 'day-first'] },
      rules: { ...view().rules, consent: { kind: 'none' } },
    });
    const { person, calls } = await open('/imports/3', {
      'GET /whatsapp/imports/targets': { custom: CUSTOM },
      'GET /whatsapp/imports/3': () => saved,
      'PUT /whatsapp/imports/3': ({ body }: Call) => {
        saved = { ...saved, ...(body as UpdateImportBody), check } as ImportView;
        return saved;
      },
    });
    const asked = await screen.findByRole('combobox', { name: en('imports.numbers.mark') });
    expect(asked.textContent).toBe('1.234');
    await person.click(asked);
    await person.click(await screen.findByRole('option', { name: '1,234' }));
    await person.click(screen.getByTestId('import-next'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        rules: { decimalMark: ',' },
      })
    );
    await person.click(await screen.findByTestId('import-next'));
    const lines = await screen.findByTestId('import-read-as');
    expect(lines.textContent).toContain(en('imports.read.comma', { column: 'Tutar' }));
    expect(lines.textContent).toContain(en('imports.read.day-first', { column: 'Tarih' }));
  });

  it('[P-10] is where an import goes on that was left there', async () => {
    await open('/imports/3', { 'GET /whatsapp/imports/3': view({ check }) });
    expect(await screen.findByTestId('import-start')).toBeTruthy();
  });

  it('[P-10] shows the figures that are not 0, and the main ones always', async () => {
    const none = {
      changed: 0,
      same: 0,
      refused: 0,
      doubles: 0,
      unread: 0,
      staysOut: 0,
      newerYes: 0,
    };
    const counters = { ...none, created: 2, optedIn: 1, optedOut: 1 };
    await open('/imports/3?step=check', {
      'GET /whatsapp/imports/3': view({ check: { ...check, done: 2, counters } }),
    });
    const tile = (name: string) => screen.queryByTestId(`import-${name}`)?.textContent;
    expect(await screen.findByTestId('import-created')).toBeTruthy();
    expect(tile('created')).toBe(`2${en('imports.count.created')}`);
    expect(tile('changed')).toBe(`0${en('imports.count.changed')}`);
    expect(tile('refused')).toBe(`0${en('imports.count.refused')}`);
    expect(tile('optedOut')).toBe(`1${en('imports.count.optedOut')}`);
    for (const name of ['same', 'doubles', 'unread', 'staysOut', 'newerYes', 'noDate', 'remarked'])
      expect([name, tile(name)]).toEqual([name, undefined]);
    // The sentence has the rows in full, for who reads no tiles.
    const rows = { n: 2, created: 2, changed: 0, same: 0, refused: 0 };
    expect(screen.getByText(en('imports.check.done', rows))).toBeTruthy();
  });

  it('[P-10] asks where only rows far down can be read both ways, and offers the import after the answer', async () => {
    let saved = view({
      ...{
        header: ['Cep', 'Puan', 'Ziyaret'],
        columns: ['phone', 'custom:sum', 'custom:birthday'],
      },
      sample: [['0532 111 22 33', '250', '2024-05-31']],
      ...{ numberMarks: [null, 'open', null], dateOrders: [null, null, 'open'] },
      rules: { ...view().rules, consent: { kind: 'none' } },
      check,
    });
    const { person, calls } = await open('/imports/3?step=check', {
      'GET /whatsapp/imports/targets': { custom: CUSTOM },
      'GET /whatsapp/imports/3': () => saved,
      'PUT /whatsapp/imports/3': ({ body }: Call) => {
        saved = { ...saved, ...(body as UpdateImportBody), check: null } as ImportView;
        return saved;
      },
      'POST /whatsapp/imports/3/check': () => {
        saved = { ...saved, check };
        return saved;
      },
    });
    const asked = within(await screen.findByTestId('import-ways-open'));
    const title = en('imports.ways.title', { columns: '“Ziyaret”, “Puan”' });
    expect(asked.getByText(title)).toBeTruthy();
    expect(screen.queryByTestId('import-start')).toBeNull();
    expect(asked.getByRole('combobox', { name: en('imports.dates.order') }).textContent).toBe(
      'March 10, 2026'
    );
    await person.click(asked.getByRole('combobox', { name: en('imports.numbers.mark') }));
    await person.click(await screen.findByRole('option', { name: '1,234' }));
    await person.click(screen.getByTestId('import-recheck'));
    await waitFor(() =>
      expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
        rules: { decimalMark: ',', dateOrder: 'month-first' },
      })
    );
    const lines = await screen.findByTestId('import-read-as');
    expect(lines.textContent).toContain(en('imports.read.comma', { column: 'Puan' }));
    expect(lines.textContent).toContain(en('imports.read.month-first', { column: 'Ziyaret' }));
    expect(screen.queryByTestId('import-ways-open')).toBeNull();
    expect(screen.getByTestId('import-start')).toHaveProperty('disabled', false);
  });

  describe('of people who are known', () => {
    const counters = { ...check.counters, otherName: 3, blankCells: 2, olderYes: 1, staysOut: 31 };
    const again = (changes: Partial<ImportView> = {}) =>
      view({
        rules: { ...view().rules, consent: { kind: 'none' }, duplicates: 'update' },
        check: { ...check, counters },
        ...changes,
      });
    const routes = (first: ImportView): Routes => {
      let saved = first;
      return {
        'GET /whatsapp/imports/3': () => saved,
        'PUT /whatsapp/imports/3': ({ body }: Call) => {
          saved = { ...saved, ...(body as UpdateImportBody), check: null } as ImportView;
          return saved;
        },
        'POST /whatsapp/imports/3/check': () => {
          saved = { ...saved, check: { ...check, counters } };
          return saved;
        },
      };
    };
    const RULES = ['replacesNames', 'erasesBlanks', 'keepsOlderYes'] as const;

    it('[P-10] [P-11] asks what the list may change, and presumes what harms nobody', async () => {
      // It was left at its preview, which stays while it is made again.
      const { person, calls } = await open('/imports/3', routes(again()));
      for (const rule of RULES) {
        const asked = within(await screen.findByTestId(`import-again-${rule}`));
        const keep = asked.getByLabelText(en(`imports.again.${rule}.keep`));
        expect([rule, keep.getAttribute('aria-checked')]).toEqual([rule, 'true']);
      }
      expect(screen.getByText(en('imports.again.replacesNames', { n: 3 }))).toBeTruthy();
      expect(screen.getByText(en('imports.again.staysOut', { n: 31 }))).toBeTruthy();
      expect(screen.queryByTestId('import-again-makesGroups')).toBeNull();
      const names = within(screen.getByTestId('import-again-replacesNames'));
      await person.click(names.getByLabelText(en('imports.again.replacesNames.change')));
      // The numbers are those of the answers before: the file is checked again first.
      expect(screen.queryByTestId('import-start')).toBeNull();
      await person.click(screen.getByTestId('import-recheck'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          rules: { replacesNames: true },
        })
      );
      const sent = calls.find(({ method }) => method === 'PUT')?.body as UpdateImportBody;
      expect(sent.rules?.erasesBlanks).toBeUndefined();
      await waitFor(() =>
        expect(screen.getByTestId('import-start')).toHaveProperty('disabled', false)
      );
    });

    it('[P-10] asks nothing where nothing would change', async () => {
      await open('/imports/3?step=check', routes(again({ check })));
      expect(await screen.findByTestId('import-start')).toBeTruthy();
      for (const rule of RULES) expect(screen.queryByTestId(`import-again-${rule}`)).toBeNull();
    });

    it('[P-10] names groups that do not exist, and offers to make them only to who may', async () => {
      const newGroups = ['Fuar', 'Bayi'];
      const first = await open('/imports/3?step=check', routes(again({ check, newGroups })));
      const title = en('imports.again.makesGroups', { n: 2, names: 'Fuar, Bayi' });
      expect(await screen.findByText(title)).toBeTruthy();
      expect(screen.getByTestId('import-again-makesGroups')).toBeTruthy();
      first.unmount();
      grantOnly(['browse', 'import']);
      await open('/imports/3?step=check', routes(again({ check, newGroups })));
      const left = en('imports.again.groupsLeftOut', { names: 'Fuar, Bayi' });
      expect(await screen.findByText(left)).toBeTruthy();
      expect(screen.queryByTestId('import-again-makesGroups')).toBeNull();
    });

    it('[P-11] lets a file that says it of each person be the source of its opt-ins, or of none', async () => {
      const { person, calls } = await open(
        '/imports/3?step=rules',
        routes(
          view({ header: ['Ad', 'Cep', 'izin'], columns: ['name', 'phone', 'marketingConsent'] })
        )
      );
      const kinds = ['none', 'given', 'file'] as const;
      const all = ['open', ...kinds] as const;
      const isSaid = (kind: (typeof all)[number]) =>
        screen.queryByText(en(`imports.consent.decided.${kind}`)) !== null;
      const source = { name: new RegExp(`^${en('imports.consent.source')}`) };
      await screen.findByLabelText(en('imports.consent.none'));
      expect(all.filter(isSaid)).toEqual(['open']);
      for (const kind of kinds) {
        await person.click(screen.getByLabelText(en(`imports.consent.${kind}`)));
        expect(all.filter(isSaid)).toEqual([kind]);
        // Fields below are named only where there are any.
        const fields = screen.queryAllByRole('textbox', source);
        expect([kind, fields.length]).toEqual([kind, kind === 'given' ? 1 : 0]);
      }
      await person.click(screen.getByTestId('import-next'));
      await waitFor(() =>
        expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
          rules: { consent: { kind: 'file' } },
        })
      );
    });

    it('says that the report could not be read, and reads it again', async () => {
      let isBroken = true;
      const { person } = await open('/imports/3?step=check', {
        ...routes(again({ check })),
        'GET /whatsapp/imports/3/problems': () => {
          return isBroken ? refuse(503, { kind: 'busy' }) : { problems: [] };
        },
      });
      const retry = await screen.findByRole('button', { name: en('shell.state.retry') });
      isBroken = false;
      await person.click(retry);
      await waitFor(() =>
        expect(screen.queryByRole('button', { name: en('shell.state.retry') })).toBeNull()
      );
    });
  });
});
