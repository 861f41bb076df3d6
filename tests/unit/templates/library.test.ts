import { shapeOf } from '../../../server/src/cloud-api/template-shape';
import { emptyHouseStyle, type HouseStyle } from '../../../server/src/contracts/house-style';
import { libraryDraft } from '../../../server/src/contracts/library-draft';
import { START_WORDS } from '../../../server/src/contracts/opt-out-words';
import { adviseDraft } from '../../../server/src/contracts/template-advice';
import {
  checkDraft,
  componentsOf,
  marksOf,
  optOutMark,
} from '../../../server/src/contracts/template-rules';
import {
  CAMPAIGN_TEMPLATES,
  LIBRARY_LANGUAGES,
  type LibraryTemplate,
} from '../../../server/src/contracts/template-library';
import { library } from '../../../server/src/templates/library';
import { libraryBindings } from '../../../server/src/templates/library/bindings';
import { suggestedSources } from '../../../server/src/templates/library/suggested';
import { checkTemplateCreate } from '../../../simulator/src/checks/template-create';

const all = library.flatMap((template) =>
  LIBRARY_LANGUAGES.map((language) => ({
    name: `${template.key} ${language}`,
    template,
    language,
    text: template.texts[language],
  }))
);

const sorted = (keys: readonly string[]) => [...keys].sort();
const keysOf = (fits: (one: LibraryTemplate) => boolean) =>
  library.filter(fits).map(({ key }) => key);

const USES = {
  retail: [
    ...['order_confirmation', 'dispatch_notice', 'tracking_update', 'stock_alert', 'price_drop'],
    ...['return_update', 'loyalty_status', 'product_care'],
  ],
  health: [
    ...['visit_reminder', 'medicine_reminder', 'lab_result_ready', 'prescription_refill'],
    ...['insurance_claim_update', 'pre_visit_instructions', 'after_visit_care'],
    'preventive_care_reminder',
  ],
  travel: [
    ...['booking_confirmation', 'check_in_reminder', 'flight_status', 'itinerary_change'],
    ...['hotel_booking_confirmation', 'travel_document_reminder', 'travel_loyalty_update'],
  ],
  services: [
    ...['service_visit_confirmation', 'usage_alert', 'outage_notice', 'service_restored'],
    ...['bill_notice', 'meter_reading_reminder', 'maintenance_alert', 'contract_renewal_reminder'],
  ],
};

const HOUSE: HouseStyle = {
  ...emptyHouseStyle,
  businessName: 'Aurora Coffee',
  signOff: true,
};

describe('the library of templates', () => {
  it.each([
    ['[T-45]', 'retail', 8],
    ['[T-46]', 'health', 8],
    ['[T-47]', 'travel', 7],
    ['[T-48]', 'services', 8],
  ] as const)('%s has every use of %s', (_row, industry, count) => {
    expect(sorted(keysOf((one) => one.industry === industry))).toEqual(sorted(USES[industry]));
    expect(USES[industry]).toHaveLength(count);
  });

  it.each([
    ['opt-in', ['opt_in_confirmation']],
    ['opt-out', ['opt_out_confirmation']],
    ['order', ['order_cancelled', 'order_confirmed', 'order_update']],
    ['payment', ['payment_alert', 'payment_reminder']],
    ['security', ['security_alert', 'security_notice']],
    ['account', ['account_alert', 'account_status_update']],
    ['survey', ['feedback_survey']],
    ['move-to-whatsapp', ['move_to_whatsapp']],
    ['answer', ['product_answer']],
  ])('[T-49] [T-50] has the purpose %s for every business', (purpose, keys) => {
    expect(sorted(keysOf((one) => one.industry === 'every' && one.purpose === purpose))).toEqual(
      keys
    );
  });

  it('[T-51] has news, offers, changes, invitations and the reminder', () => {
    const keys = keysOf(() => true);
    for (const key of [
      ...['new_product', 'discount', 'special_offer', 'service_change', 'policy_change'],
      ...['opening_hours_change', 'webinar_invitation', 'conference_invitation'],
      ...['event_invitation', 'event_reminder', 'newsletter', 'tips', 'lesson'],
    ])
      expect(keys).toContain(key);
  });

  it('[T-52] has the moments of a person, a season and a place', () => {
    expect(sorted(keysOf((one) => one.purpose === 'moment'))).toEqual([
      ...['abandoned_cart', 'back_in_stock', 'birthday', 'customer_reviews', 'local_event'],
      ...['nearby_shop', 'product_comparison', 'season_offer', 'vip_offer', 'welcome', 'win_back'],
    ]);
  });

  it('[T-45] has each key once, and each title once in a language', () => {
    expect(new Set(keysOf(() => true)).size).toBe(library.length);
    for (const language of LIBRARY_LANGUAGES) {
      const titles = library.map(({ texts }) => texts[language].title);
      expect(titles.filter((title, at) => titles.indexOf(title) < at)).toEqual([]);
    }
  });

  it.each(all)('[T-45] [T-51] $name is what Meta takes', ({ template, language }) => {
    const draft = libraryDraft(template, language);
    expect(checkDraft(draft)).toEqual([]);
    expect(
      checkTemplateCreate({
        name: draft.name,
        language: draft.language,
        category: draft.category,
        parameter_format: draft.parameterFormat,
        components: componentsOf(draft, null),
      })
    ).toBeNull();
  });

  it.each(all)('[T-37] [T-38] [T-39] [T-44] nothing is advised about $name', (one) => {
    for (const houseStyle of [null, HOUSE]) {
      const draft = libraryDraft(one.template, one.language, houseStyle ?? emptyHouseStyle);
      const bindings = libraryBindings(one.template, draft);
      expect(checkDraft(draft)).toEqual([]);
      expect(adviseDraft(draft, { bindings, houseStyle })).toEqual([]);
    }
  });

  it('[T-44] writes the name of the business as the house style has it', () => {
    const welcome = library.find(({ key }) => key === 'welcome');
    if (!welcome) throw new Error('the library lacks the welcome');
    const draft = libraryDraft(welcome, 'en', HOUSE);
    expect(draft).toMatchObject({ footer: 'Aurora Coffee' });
    expect(draft.body).toContain('welcome to Aurora Coffee.');
    expect(Object.keys(draft.examples)).not.toContain('body.business_name');
    expect(Object.keys(libraryBindings(welcome, draft))).toEqual(['body.first_name']);
  });

  it.each(all)(
    '[T-45] $name has an example and a source for each variable, and no other',
    (one) => {
      const { template, text } = one;
      const names = sorted([...new Set([...marksOf(text.header ?? ''), ...marksOf(text.body)])]);
      expect(sorted(Object.keys(text.examples))).toEqual(names);
      const buttons = text.buttons ?? [];
      const ends = buttons.some((button) => button.type === 'URL' && button.url.includes('{{1}}'));
      const coupon = buttons.some(({ type }) => type === 'COPY_CODE');
      expect(sorted(Object.keys(template.sources))).toEqual(
        sorted([...names, ...(ends ? ['link'] : []), ...(coupon ? ['coupon'] : [])])
      );
    }
  );

  it.each(all)(
    '[T-37] [T-40] [T-41] [T-42] $name is short, personal and asks for one thing',
    (one) => {
      const { body, buttons = [] } = one.text;
      expect(marksOf(body)).toContain('first_name');
      expect(marksOf(body).length).toBeGreaterThan(1);
      // A variable right before the last sign is at the end for Meta too.
      expect(body).not.toMatch(/\}\}[^\p{L}\p{N}]*$/u);
      // Who has just left is asked for nothing: a word that is typed brings them back, a press never does (O-24).
      expect(buttons.length > 0).toBe(one.template.purpose !== 'opt-out');
      const sentences = body.split(/[.!?]+(?:\s|$)/).filter((text) => text.trim() !== '');
      expect(sentences.length).toBeLessThanOrEqual(3);
      for (const sentence of sentences)
        expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(25);
    }
  );

  it.each(all)('[T-43] $name lets contacts opt out when it is marketing', ({ template, text }) => {
    const said = { body: text.body, footer: text.footer ?? '' };
    const marks = (text.buttons ?? []).map((button) => optOutMark(button, said));
    expect(marks.includes('marketing')).toBe(template.category === 'MARKETING');
    if (template.category === 'UTILITY') expect(text.body).not.toContain('!');
  });

  it('[T-45] binds the name of the contact, with a fallback, and that of the business', () => {
    const welcome = library.find(({ key }) => key === 'welcome');
    const visit = library.find(({ key }) => key === 'visit_reminder');
    if (!welcome || !visit) throw new Error('the library lacks two templates');
    expect(libraryBindings(welcome, libraryDraft(welcome, 'en'))).toEqual({
      'body.first_name': { source: { kind: 'contact', field: 'firstName' }, fallback: 'there' },
      'body.business_name': { source: { kind: 'account', field: 'name' }, fallback: null },
    });
    const inTurkish = libraryBindings(visit, libraryDraft(visit, 'tr'));
    expect(inTurkish['body.first_name']?.fallback).toBe('değerli danışanımız');
    for (const { sources } of library)
      for (const [name, source] of Object.entries(sources))
        if (source === 'contact') expect(name).toBe('first_name');
  });

  it.each(all)('[T-45] $name suggests a source for each of its slots', (one) => {
    const draft = libraryDraft(one.template, one.language);
    const { slots } = shapeOf(componentsOf(draft, null), draft.parameterFormat, draft.language);
    const suggested = suggestedSources(draft.name, slots) ?? {};
    expect(sorted(Object.keys(suggested))).toEqual(sorted(slots.map(({ key }) => key)));
    // What is bound already is bound to what is suggested.
    for (const [key, { source }] of Object.entries(libraryBindings(one.template, draft)))
      expect([key, suggested[key]]).toEqual([key, source.kind]);
  });

  it('[T-45] suggests by the name of the template and of the slot, and for no other', () => {
    const slot = (key: string, part: object = {}) => ({
      ...{ key, component: 'body' as const, kind: 'text' as const, name: key, example: null },
      ...part,
    });
    const button = { component: 'button' as const, name: '1' };
    const slots = [
      ...['product', 'discount', 'constructor'].map((key) => slot(key)),
      slot('button.0', { ...button, kind: 'coupon' }),
      slot('button.1', { ...button, kind: 'url-suffix' }),
    ];
    expect(suggestedSources('abandoned_cart', slots)).toEqual({
      ...{ product: 'record', discount: 'fixed' },
      ...{ 'button.0': 'fixed', 'button.1': 'record' },
    });
    expect(suggestedSources('our_own_text', slots)).toBeNull();
  });

  it('[T-45] heads texts with a short line of their own, in both languages or in none', () => {
    const headed = library.filter(({ texts }) => texts.en.header !== undefined);
    expect(headed.length).toBeGreaterThan(0);
    for (const { key, texts } of library) {
      const { en, tr } = texts;
      expect([key, en.header === undefined]).toEqual([key, tr.header === undefined]);
      for (const { header = '', body } of [en, tr])
        expect([key, header !== '' && body.includes(header)]).toEqual([key, false]);
    }
  });

  it('[T-49] [O-24] names the word that opts contacts in again where it confirms that they opted out', () => {
    const left = library.find(({ purpose }) => purpose === 'opt-out');
    if (!left) throw new Error('the library lacks the confirmation of an opt-out');
    for (const language of LIBRARY_LANGUAGES) {
      const words = left.texts[language].body.split(/[^\p{L}]+/u);
      const back = START_WORDS.filter((one) => one.language === language);
      expect(back.some(({ word }) => words.includes(word))).toBe(true);
    }
  });

  it('[M-51] has every template that a ready campaign names', () => {
    const named = Object.values(CAMPAIGN_TEMPLATES).flat();
    expect(named.filter((key) => !keysOf(() => true).includes(key))).toEqual([]);
    expect(CAMPAIGN_TEMPLATES.event).toEqual(['event_invitation', 'event_reminder']);
  });

  it('[M-51] says no to an event with the same words in the invitation and its reminder', () => {
    for (const language of LIBRARY_LANGUAGES) {
      const answers = CAMPAIGN_TEMPLATES.event.map(
        (key) => library.find((one) => one.key === key)?.texts[language].buttons?.[1]
      );
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toMatchObject({ type: 'QUICK_REPLY' });
    }
  });
});
