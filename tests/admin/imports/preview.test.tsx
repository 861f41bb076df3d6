import { screen, waitFor } from '@testing-library/react';
import type { ImportView, UpdateImportBody } from '../../../server/src/contracts/imports';
import type { Call } from '../../support/render-admin';
import { en } from '../../support/words';
import { check, CUSTOM, open, view } from './wizard';

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
    expect(header.textContent).toBe('Row 2: Ad · Cep');
    expect(screen.getByText(en('imports.format.header.above', { n: 1 }))).toBeTruthy();
    const formats = () => calls.flatMap(({ body }) => (body as UpdateImportBody)?.format ?? []);
    await person.click(header);
    await person.click(await screen.findByRole('option', { name: 'Row 1: Fuar 2026' }));
    const read = { encoding: 'windows-1254', delimiter: ';' };
    await waitFor(() => expect(formats()).toEqual([{ ...read, hasHeader: true, skip: 0 }]));
    await person.click(screen.getByRole('combobox', { name: en('imports.format.header') }));
    await person.click(
      await screen.findByRole('option', { name: en('imports.format.header.none') })
    );
    await waitFor(() => expect(formats()[1]).toEqual({ ...read, hasHeader: false }));
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
});
