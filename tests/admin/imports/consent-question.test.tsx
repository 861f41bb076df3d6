import { screen, waitFor, within } from '@testing-library/react';
import type { ImportView, UpdateImportBody } from '../../../server/src/contracts/imports';
import type { Call, Routes } from '../../support/render-admin';
import { en } from '../../support/words';
import { CUSTOM, open, view } from './wizard';

const header = ['Ad', 'Cep', 'Kampanya izni', 'Haber izni'];
const sample = [
  ['Ayşe', '0532 111 22 33', 'hayır', ''],
  ['Can', '0533 111 22 33', 'evet', ''],
];
/** A list with one or two columns that look like consent. */
const list = (columns: ImportView['columns']) =>
  view({
    header: header.slice(0, columns.length),
    sample: sample.map((row) => row.slice(0, columns.length)),
    consentLike: columns.length === 3 ? [2] : [2, 3],
    columns,
  });

const routes = (first: ImportView): Routes => {
  let saved = first;
  return {
    'GET /whatsapp/imports/targets': { custom: CUSTOM },
    'GET /whatsapp/imports/3': () => saved,
    'PUT /whatsapp/imports/3': ({ body }: Call) => {
      saved = { ...saved, ...(body as UpdateImportBody) } as ImportView;
      return saved;
    },
  };
};

/** What was saved first. */
const sent = (calls: readonly Call[]) =>
  calls.find(({ method }) => method === 'PUT')?.body as UpdateImportBody | undefined;

/** The question about a column. */
const question = async (column: string) => {
  const name = en('imports.consent.ask.title', { column });
  return within(await screen.findByRole('alertdialog', { name }));
};
const answer = () => screen.getByTestId('import-consent-answer');

describe('a column that looks like consent', () => {
  it('[P-11] is asked about before Next leaves it out, and used as the person says', async () => {
    const { person, calls } = await open('/imports/3', routes(list(['name', 'phone', null])));
    await person.click(await screen.findByTestId('import-next'));
    const asked = await question('Kampanya izni');
    expect(asked.getByText(en('imports.consent.ask.rows', { words: 'hayır · evet' }))).toBeTruthy();
    expect(answer()).toHaveProperty('disabled', true);
    expect(sent(calls)).toBeUndefined();
    await person.click(asked.getByLabelText(en('imports.consent.ask.marketingConsent')));
    expect(answer().textContent).toBe(en('imports.consent.ask.use'));
    await person.click(answer());
    expect(await screen.findByTestId('import-decided-marketing')).toBeTruthy();
    expect(sent(calls)?.columns).toEqual(['name', 'phone', 'marketingConsent']);
  });

  it('[P-11] is left out only by an answer: Cancel stays in the step', async () => {
    const { person } = await open('/imports/3', routes(list(['name', 'phone', null])));
    await person.click(await screen.findByTestId('import-next'));
    const dismiss = { name: en('shell.dialog.dismiss') };
    await person.click((await question('Kampanya izni')).getByRole('button', dismiss));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(screen.getAllByTestId('import-column')).toHaveLength(3);
    await person.click(screen.getByTestId('import-next'));
    const asked = await question('Kampanya izni');
    await person.click(asked.getByLabelText(en('imports.consent.ask.leave')));
    expect(answer().textContent).toBe(en('imports.consent.ask.leave'));
    await person.click(answer());
    expect(await screen.findByLabelText(en('imports.consent.given'))).toBeTruthy();
  });

  it('[P-11] is asked about again when another one takes its place', async () => {
    const { person, calls } = await open('/imports/3', routes(list(['name', 'phone', null, null])));
    await person.click(await screen.findByTestId('import-next'));
    const consent = en('imports.consent.ask.marketingConsent');
    await person.click((await question('Kampanya izni')).getByLabelText(consent));
    await person.click(answer());
    const instead = en('imports.consent.ask.instead', { consent, column: 'Kampanya izni' });
    await person.click((await question('Haber izni')).getByLabelText(instead));
    await person.click(answer());
    const again = await question('Kampanya izni');
    await person.click(again.getByLabelText(en('imports.consent.ask.leave')));
    await person.click(answer());
    expect(await screen.findByTestId('import-decided-marketing')).toBeTruthy();
    expect(sent(calls)?.columns).toEqual(['name', 'phone', null, 'marketingConsent']);
  });

  it('is not asked about once it has a field', async () => {
    const { person } = await open('/imports/3', routes(list(['name', 'phone', 'custom:note'])));
    await person.click(await screen.findByTestId('import-next'));
    expect(await screen.findByLabelText(en('imports.consent.given'))).toBeTruthy();
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });
});
