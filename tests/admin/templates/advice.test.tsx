import { screen, waitFor, within } from '@testing-library/react';
import TemplateEditPage from '../../../admin/src/pages/Templates/EditPage';
import { emptyHouseStyle, type HouseStyle } from '../../../server/src/contracts/house-style';
import { adviceWords, type AdviceCode } from '../../../server/src/contracts/template-advice';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import { template } from '../../unit/admin/campaigns/builders';
import { renderAdmin } from '../../support/render-admin';
import { showOn } from '../../support/show-on';
import { en, tr } from '../../support/words';
import { violations } from '../axe';

/** A utility text that sells: no detail, no request, and words of an offer. */
const draft: TemplateDraft = {
  ...emptyDraft('tr'),
  name: 'order_shipped',
  body: 'Merhaba {{first_name}}, siparişiniz hazır.\nSadece bugün kargo bedava.',
  examples: { 'body.first_name': 'Ayşe' },
};
const view = template({ status: 'DRAFT', name: draft.name, category: 'UTILITY', editsLeft: null });
const style: HouseStyle = {
  ...emptyHouseStyle,
  businessName: 'Defne Ev',
  toneNotes: 'Sakin.\nÜnlem yok.',
  signOff: true,
};

const open = (
  first: TemplateDraft = draft,
  houseStyle: HouseStyle = emptyHouseStyle,
  locale = 'en'
) =>
  renderAdmin(<TemplateEditPage />, {
    routes: {
      'GET /whatsapp/templates': { templates: [view], lastSync: null },
      'GET /whatsapp/templates/3': view,
      'GET /whatsapp/templates/3/draft': () => ({ draft: first, savedAt: 1, unsupported: [] }),
      'PUT /whatsapp/templates/3/draft': () => ({ ...view, draftSavedAt: 2 }),
      'GET /whatsapp/template-style': houseStyle,
      'GET /whatsapp/message-topics': { topics: [] },
    },
    at: '/t/3/edit',
    route: '/t/:id/edit',
    locale,
  });
const says = (code: AdviceCode) => adviceWords({ code }, 'en').says;
const advice = () => screen.findByTestId('advice');
const one = (code: AdviceCode) => screen.getByTestId(`advice-${code}`);
const kept = (calls: { method: string; body: unknown }[]) =>
  calls
    .filter(({ method }) => method === 'PUT')
    .map(({ body }) => (body as { draft: TemplateDraft }).draft)
    .at(-1);

afterEach(() => jest.restoreAllMocks());

describe('advice in the editor of a template', () => {
  beforeEach(() => showOn('wide'));

  it('[T-38] [T-40] is counted, gives its reason, and marks the words that it is about', async () => {
    await open();
    const title = en('templates.advice.title', { count: 2 });
    expect(within(await advice()).getByRole('heading', { name: title })).toBeTruthy();
    expect(one('action.missing').textContent).toContain('Reply YES to confirm');
    const excerpt = within(one('category.marketing')).getByTestId('advice-excerpt');
    expect(excerpt.textContent).toBe('Sadece bugün kargo bedava.');
    const marks = [...excerpt.querySelectorAll('mark')].map(({ textContent }) => textContent);
    expect(marks).toEqual(['Sadece bugün', 'kargo bedava']);
  });

  it('[T-37] folds', async () => {
    const { person } = await open();
    const fold = await screen.findByTestId('advice-fold');
    expect(fold.getAttribute('aria-expanded')).toBe('true');
    await person.click(fold);
    expect(screen.queryByTestId('advice-action.missing')).toBeNull();
    await person.click(fold);
    expect(screen.getByTestId('advice-action.missing')).toBeTruthy();
  });

  it('[T-40] is waved off with one press, which the draft keeps, and comes back with another', async () => {
    const { calls, person } = await open();
    await advice();
    const waive = en('templates.advice.waiveOf', { says: says('action.missing') });
    await person.click(screen.getByRole('button', { name: waive }));
    expect(screen.queryByTestId('advice-action.missing')).toBeNull();
    expect(
      screen.getByRole('heading', { name: en('templates.advice.title', { count: 1 }) })
    ).toBeTruthy();
    await waitFor(() => expect(kept(calls)?.waived).toEqual(['action.missing']), {
      timeout: 20_000,
    });
    const restore = en('templates.advice.restoreOf', { says: says('action.missing') });
    await person.click(screen.getByRole('button', { name: restore }));
    expect(screen.getByTestId('advice-action.missing')).toBeTruthy();
    await waitFor(() => expect(kept(calls)?.waived).toEqual([]), { timeout: 20_000 });
  });

  it('[T-38] is done with one press where that is enough', async () => {
    const { person } = await open();
    await advice();
    expect(screen.getByTestId('advice-category.marketing')).toBeTruthy();
    await person.click(screen.getByRole('button', { name: en('templates.advice.toMarketing') }));
    expect(screen.queryByTestId('advice-category.marketing')).toBeNull();
    expect(
      screen
        .getByRole('radio', { name: en('templates.category.MARKETING') })
        .getAttribute('aria-checked')
    ).toBe('true');
    expect(one('wayOut.missing').textContent).toContain(says('wayOut.missing'));
  });

  it('[T-38] shows the purpose as a guess until somebody chooses one', async () => {
    const { calls, person } = await open({
      ...draft,
      body: 'Merhaba {{first_name}}, hesap bakiyeniz hazır. Sadece bugün kargo bedava.',
      name: 'note',
    });
    const field = await screen.findByRole('combobox', { name: en('templates.purpose.label') });
    const guess = en('templates.purpose.guess', { purpose: en('templates.purpose.account') });
    expect(field.textContent).toBe(guess);
    expect(one('upsell.account')).toBeTruthy();
    await person.click(field);
    await person.click(await screen.findByRole('option', { name: en('templates.purpose.survey') }));
    expect(one('upsell.survey')).toBeTruthy();
    await waitFor(() => expect(kept(calls)?.purpose).toBe('survey'), { timeout: 20_000 });
  });

  it('[T-37] is said once more before submitting, and holds nobody back', async () => {
    const { person } = await open();
    await advice();
    await person.click(screen.getByTestId('submit-template'));
    const last = await screen.findByTestId('submit-advice');
    expect(last.textContent).toContain(en('templates.submit.advice', { count: 2 }));
    expect(last.textContent).toContain(says('action.missing'));
    expect(screen.getByTestId('submit-confirm')).toHaveProperty('disabled', false);
  });

  it('[T-44] knows the house style: the tone is beside the text, a press adds the name', async () => {
    const { person } = await open(draft, style);
    const tone = await screen.findByTestId('tone-notes');
    expect(tone.textContent).toBe(`${en('templates.editor.tone')}Sakin.Ünlem yok.`);
    expect(screen.getByTestId('advice-house.signOff').textContent).toContain('Defne Ev');
    await person.click(screen.getByRole('button', { name: en('templates.advice.addName') }));
    expect(screen.queryByTestId('advice-house.signOff')).toBeNull();
    expect(
      screen.getByRole('textbox', { name: en('templates.editor.footerLabel') })
    ).toHaveProperty('value', 'Defne Ev');
  });

  it('[T-37] is readable for everybody, in Turkish too', async () => {
    await open(draft, style, 'tr');
    expect((await advice()).textContent).toContain(tr('templates.advice.note'));
    expect(await violations()).toEqual([]);
  });
});

describe('advice on a small screen', () => {
  it('[T-37] is counted in the tab', async () => {
    showOn('phone');
    await open();
    const name = en('templates.tab.contentAdvice', { count: 2 });
    expect(await screen.findByRole('tab', { name })).toBeTruthy();
  });
});
