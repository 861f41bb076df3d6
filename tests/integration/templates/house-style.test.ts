import { emptyHouseStyle, type HouseStyle } from '../../../server/src/contracts/house-style';
import { type DraftResult, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import type { TemplateView } from '../../../server/src/contracts/templates';
import { databases } from '../../support/boot-strapi';
import { startWorld, type World } from '../../support/world';
import { draftHands } from './draft-hands';

const STYLE = '/whatsapp/template-style';
const leave = { type: 'QUICK_REPLY', text: 'Abonelikten çık', optOut: 'marketing' } as const;
const style: HouseStyle = {
  businessName: 'Defne Ev',
  toneNotes: 'Sakin.\nÜnlem yok.',
  signOff: true,
  languages: [
    { language: 'tr', footer: 'Defne Ev, İstanbul', buttons: { MARKETING: [leave], UTILITY: [] } },
  ],
};

interface Refused {
  error: { details: { field: string; words: { tr: { text: string } } } };
}

describe.each(databases())('the house style on %s', (client) => {
  let world: World;
  let token: string;

  beforeAll(async () => {
    world = await startWorld({
      database: client,
      sim: { config: { templates: { review: 'manual' } } },
    });
    token = await world.adminToken();
  });
  afterAll(() => world.close());
  beforeEach(() => world.api.put(STYLE, emptyHouseStyle));

  const { keep, approved } = draftHands(
    () => world,
    () => token
  );
  const draftOf = async ({ id }: TemplateView): Promise<TemplateDraft> =>
    (await world.api.get<DraftResult>(`/whatsapp/templates/${id}/draft`)).body.draft;

  it('[T-44] is empty at first, is kept, and is what new drafts begin with', async () => {
    expect((await world.api.get<HouseStyle>(STYLE)).body).toEqual(emptyHouseStyle);
    expect((await draftOf(await keep({ category: 'MARKETING' }))).footer).toBe('');
    expect((await world.api.put(STYLE, style)).body).toEqual(style);
    expect((await world.api.get<HouseStyle>(STYLE)).body).toEqual(style);
    const made = await keep({ category: 'MARKETING' });
    expect(await draftOf(made)).toMatchObject({ footer: 'Defne Ev, İstanbul', buttons: [leave] });
    // The list and the preview read it too.
    expect(made).toMatchObject({
      footer: 'Defne Ev, İstanbul',
      buttons: [{ type: 'QUICK_REPLY', text: 'Abonelikten çık' }],
    });
    expect((await draftOf(await keep({ language: 'de' }))).footer).toBe('Defne Ev');
  });

  it('[T-44] leaves alone what a draft says, and a copy', async () => {
    const bare = await keep({ category: 'MARKETING' });
    await world.api.put(STYLE, style);
    const own = await keep({ category: 'MARKETING', footer: 'İyi günler' });
    expect((await draftOf(own)).footer).toBe('İyi günler');
    const copy = await world.api.post<TemplateView>(`/whatsapp/templates/${bare.id}/duplicate`, {});
    expect(await draftOf(copy.body)).toMatchObject({ footer: '', buttons: [] });
  });

  it('[T-44] refuses, at the field, what WhatsApp would refuse in every new template', async () => {
    const [turkish] = style.languages;
    const refused = await world.api.put<Refused>(STYLE, {
      ...style,
      languages: [{ ...turkish, footer: 'Sayın {{first_name}}' }],
    });
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toMatchObject({
      field: 'languages.0.footer',
      words: { tr: { text: 'Alt bilgide değişken olamaz. Değişkenleri çıkarın.' } },
    });
    expect((await world.api.get<HouseStyle>(STYLE)).body).toEqual(emptyHouseStyle);
    const twice = await world.api.put(STYLE, { ...style, languages: [turkish, turkish] });
    expect(twice.status).toBe(400);
  });

  it('[T-38] keeps the purpose through the review; what was waved off ends with the draft', async () => {
    const made = await approved({ purpose: 'survey', waived: ['action.missing'] });
    const draft = await draftOf(made);
    expect(draft.purpose).toBe('survey');
    expect(draft.waived).toBeUndefined();
    const plain = await draftOf(await approved());
    expect(plain.purpose).toBeUndefined();
  });
});
