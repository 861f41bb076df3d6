import {
  checkHouseStyle,
  inHouseStyle,
  houseStyle,
  withHouseStyle,
  type HouseStyle,
} from '../../../server/src/contracts/house-style';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import { adviseDraft, mended, type Advice } from '../../../server/src/contracts/template-advice';

const leave = { type: 'QUICK_REPLY', text: 'Unsubscribe', optOut: 'marketing' } as const;
const shop = { type: 'URL', text: 'Our shop', url: 'https://acme.example', example: '' } as const;
const style: HouseStyle = {
  businessName: 'Acme Coffee',
  toneNotes: 'Calm, no exclamation marks.',
  signOff: true,
  languages: [
    {
      language: 'en',
      footer: 'Acme Coffee · Istanbul',
      buttons: { MARKETING: [leave], UTILITY: [shop] },
    },
  ],
};
const nameOnly: HouseStyle = { ...style, languages: [] };
const good: TemplateDraft = {
  ...emptyDraft('en'),
  name: 'note',
  body: 'Hello {{first_name}}, your order {{order_number}} has left our shop.',
  footer: 'Acme Coffee · Istanbul',
  buttons: [shop],
};
const given = (change: Partial<TemplateDraft>, by: HouseStyle = style): Advice[] =>
  adviseDraft({ ...good, ...change }, { bindings: null, houseStyle: by });
const codes = (change: Partial<TemplateDraft>, by?: HouseStyle) =>
  given(change, by).map(({ code }) => code);

describe('a draft that begins with the house style', () => {
  it('[T-44] gets footer and buttons of its category and language', () => {
    expect(withHouseStyle(emptyDraft('en'), style)).toMatchObject({
      footer: 'Acme Coffee · Istanbul',
      buttons: [shop],
    });
    expect(withHouseStyle({ ...emptyDraft('en_GB'), category: 'MARKETING' }, style)).toMatchObject({
      footer: 'Acme Coffee · Istanbul',
      buttons: [leave],
    });
  });

  it('[T-44] ends with the name where nothing is set for its language', () => {
    expect(withHouseStyle(emptyDraft('de'), style)).toMatchObject({
      footer: 'Acme Coffee',
      buttons: [],
    });
    expect(withHouseStyle(emptyDraft('de'), { ...style, signOff: false }).footer).toBe('');
  });

  it('[T-44] keeps what it says already, and a code is left alone', () => {
    const own = { ...emptyDraft('en'), footer: 'Reply STOP to leave', buttons: [leave] };
    expect(withHouseStyle(own, style)).toEqual(own);
    const code = { ...emptyDraft('en'), category: 'AUTHENTICATION' as const };
    expect(withHouseStyle(code, style)).toBe(code);
  });

  it('[T-44] gets no advice for it', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ footer: 'Acme Coffee', buttons: [] }, nameOnly)).toEqual(['action.missing']);
  });
});

describe('a ready text', () => {
  const ready: TemplateDraft = {
    ...good,
    category: 'MARKETING',
    footer: 'Reply STOP to unsubscribe',
    buttons: [shop],
  };

  it('[T-44] gets the footer and the buttons of the house style', () => {
    expect(inHouseStyle(ready, style)).toMatchObject({
      footer: 'Acme Coffee · Istanbul',
      buttons: [shop, leave],
    });
    expect(codes(inHouseStyle(ready, style))).toEqual([]);
  });

  it('[T-44] keeps the footer that is its only way out', () => {
    expect(inHouseStyle(ready, nameOnly)).toEqual(ready);
    expect(inHouseStyle({ ...ready, footer: 'Bye' }, nameOnly).footer).toBe('Acme Coffee');
  });
});

describe('a draft that departs from the house style', () => {
  it('[T-44] writes the name otherwise: the places are marked', () => {
    const body = `${good.body} The ACME coffee team, Acme Coffee'den`;
    const [advice] = given({ body });
    expect(advice).toMatchObject({ code: 'house.name', values: { name: 'Acme Coffee' } });
    expect(advice?.marks?.map(({ start, end }) => body.slice(start, end))).toEqual(['ACME coffee']);
  });

  it('[T-44] has another footer, which one press changes', () => {
    expect(codes({ footer: 'Bye' })).toEqual(['house.footer']);
    expect(codes({ footer: 'Acme Coffee · Istanbul. Reply STOP to leave' })).toEqual([]);
    const mend = mended({ ...good, footer: 'Bye' }, 'house.footer', style);
    expect(mend).toEqual({ footer: 'Acme Coffee · Istanbul' });
    expect(codes(mend ?? {})).toEqual([]);
  });

  it('[T-43] [T-44] has another footer that is the only way out: no press takes it away', () => {
    const out = { ...good, category: 'MARKETING' as const, footer: 'Reply STOP to unsubscribe' };
    expect(mended(out, 'house.footer', style)).toBeNull();
    expect(mended({ ...out, buttons: [leave] }, 'house.footer', style)).toEqual({
      footer: 'Acme Coffee · Istanbul',
    });
  });

  it('[T-44] does not end with the name, in the footer or in the last sentence', () => {
    expect(codes({ footer: '' }, nameOnly)).toEqual(['house.signOff']);
    const first =
      'Hello {{first_name}}, this is Acme Coffee. Order {{order_number}} is on its way.';
    expect(codes({ footer: '', body: first }, nameOnly)).toEqual(['house.signOff']);
    expect(codes({ footer: '', body: `${good.body}\nYour Acme Coffee` }, nameOnly)).toEqual([]);
    expect(codes({ footer: '' }, { ...nameOnly, signOff: false })).toEqual([]);
    const mend = mended({ ...good, footer: 'Bye' }, 'house.signOff', nameOnly);
    expect(mend).toEqual({ footer: 'Bye · Acme Coffee' });
    expect(mended({ ...good, footer: 'x'.repeat(55) }, 'house.signOff', nameOnly)).toBeNull();
  });

  it('[T-44] lacks a usual button; another way out serves as well', () => {
    const thanks = { type: 'QUICK_REPLY', text: 'Thanks' } as const;
    const [advice] = given({ buttons: [thanks] });
    expect(advice).toMatchObject({ code: 'house.buttons', values: { names: '“Our shop”' } });
    expect(mended({ ...good, buttons: [thanks] }, 'house.buttons', style)).toEqual({
      buttons: [thanks, shop],
    });
    const stop = { type: 'QUICK_REPLY', text: 'STOP' } as const;
    expect(codes({ category: 'MARKETING', buttons: [shop, stop] })).toEqual([]);
    expect(codes({ category: 'MARKETING', buttons: [shop] })).toEqual([
      'wayOut.missing',
      'house.buttons',
    ]);
  });

  it('[T-44] is mended by nothing where only a person can', () => {
    expect(mended(good, 'house.name', style)).toBeNull();
    expect(mended(good, 'house.footer', null)).toBeNull();
  });
});

describe('a house style', () => {
  it('[T-44] holds only what WhatsApp takes', () => {
    expect(checkHouseStyle(style)).toEqual([]);
    const call = { type: 'PHONE_NUMBER', text: 'Call us', phone: '0532 111 00 01' } as const;
    const [first] = style.languages;
    const bad = {
      language: 'en',
      footer: 'Dear {{first_name}}',
      buttons: { MARKETING: [leave, { ...leave, text: '' }], UTILITY: [call] },
    };
    expect(first).toBeDefined();
    const found = checkHouseStyle({ ...style, languages: [bad] });
    expect(found.map(({ field, code }) => `${field}: ${code}`)).toEqual([
      'languages.0.footer: footer.variables',
      'languages.0.buttons.MARKETING.1.text: text.empty',
      'languages.0.buttons.UTILITY.0.phone: phone.form',
    ]);
  });

  it('[T-44] has a name that is no variable', () => {
    for (const businessName of ['{{first_name}}', 'Acme\nCoffee'])
      expect(houseStyle.safeParse({ ...style, businessName }).success).toBe(false);
    expect(houseStyle.safeParse({ ...style, businessName: 'Acme & Söhne (1920)' }).success).toBe(
      true
    );
  });

  it('[T-44] has one part for each language', () => {
    const [first] = style.languages;
    expect(houseStyle.safeParse(style).success).toBe(true);
    expect(houseStyle.safeParse({ ...style, languages: [first, first] }).success).toBe(false);
  });
});
