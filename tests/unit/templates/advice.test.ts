import fc from 'fast-check';
import { emptyDraft, type TemplateDraft } from '../../../server/src/contracts/template-draft';
import {
  adviceWords,
  adviceWordTable,
  adviseDraft,
  textAt,
  waivedAdvice,
  type Advice,
  type AdviceCode,
  type AdviceKnown,
} from '../../../server/src/contracts/template-advice';
import { TEMPLATE_PURPOSES } from '../../../server/src/contracts/template-purpose';
import type { SlotBinding } from '../../../server/src/contracts/templates';

const good: TemplateDraft = {
  ...emptyDraft('en'),
  name: 'note',
  body: 'Hello {{first_name}}, your order {{order_number}} has left our shop. Reply YES to confirm.',
};
const iyi: TemplateDraft = {
  ...emptyDraft('tr'),
  name: 'note',
  body: 'Merhaba {{first_name}}, {{order_number}} numaralı siparişiniz yola çıktı. Onaylamak için EVET yazın.',
};
const known: AdviceKnown = { bindings: null, houseStyle: null };
type Change = Partial<TemplateDraft>;

const given = (change: Change, more: Partial<AdviceKnown> = {}): Advice[] =>
  adviseDraft({ ...good, ...change }, { ...known, ...more });
const codes = (change: Change, more: Partial<AdviceKnown> = {}): AdviceCode[] =>
  given(change, more).map(({ code }) => code);
/** The marked words of the one advice that is given. */
const marked = (change: Change, more: Partial<AdviceKnown> = {}): string[] => {
  const [advice] = given(change, more);
  return (advice?.marks ?? []).map(({ field, start, end }) =>
    (textAt({ ...good, ...change }, field) ?? '').slice(start, end)
  );
};
const from = (source: SlotBinding['source']): SlotBinding => ({ source, fallback: null });
const reply = (text: string, optOut?: 'marketing') => ({
  type: 'QUICK_REPLY' as const,
  text,
  ...(optOut ? { optOut } : {}),
});

describe('advice on a template', () => {
  it('[T-37] [T-40] [T-42] has nothing to say of a good one, in either language', () => {
    expect(codes({})).toEqual([]);
    expect(codes(iyi)).toEqual([]);
  });

  it('[T-37] says nothing of a code, nor of a text that is not begun', () => {
    expect(codes({ category: 'AUTHENTICATION', body: 'Hello.' })).toEqual([]);
    expect(codes({ body: ' \n' })).toEqual([]);
  });
});

describe('a detail of the transaction', () => {
  const vague = 'Hello {{first_name}}, your parcel has left our shop. Reply YES to confirm.';
  const second = 'Hello {{first_name}}, here is {{variable_2}} from us. Reply YES to confirm.';

  it('[T-37] is missed in a utility template without any', () => {
    expect(codes({ body: vague })).toEqual(['detail.missing']);
    expect(codes({ body: second })).toEqual(['detail.missing']);
  });

  it.each<[string, Change, Partial<AdviceKnown>]>([
    ['a number', { body: vague.replace('parcel', 'parcel 1042') }, {}],
    ['a day', { body: vague.replace('has left', 'leaves tomorrow from') }, {}],
    [
      'a link of its own',
      {
        body: vague,
        buttons: [{ type: 'URL', text: 'Track', url: 'https://a.example/{{1}}', example: 'x' }],
      },
      {},
    ],
    ['a variable named like one', { body: second.replace('variable_2', 'siparis_no') }, {}],
    ['an example that is a number', { body: second, examples: { 'body.variable_2': 'A-7' } }, {}],
    [
      'a variable from an entry',
      { body: second },
      { bindings: { 'body.variable_2': from({ kind: 'record', type: 'x', field: 'y' }) } },
    ],
    [
      'a profile field named like one',
      { body: second },
      { bindings: { 'body.variable_2': from({ kind: 'custom', key: 'last_order' }) } },
    ],
  ])('[T-37] is %s', (_what, change, more) => {
    expect(codes(change, more)).toEqual([]);
  });

  it('[T-37] is not what the contact is called, whatever the variable is named', () => {
    const bindings = { 'body.order_number': from({ kind: 'contact', field: 'town' }) };
    expect(codes({}, { bindings })).toEqual(['detail.missing']);
  });

  it('[T-37] is not missed where there is no transaction', () => {
    expect(codes({ body: vague, purpose: 'opt-in' })).toEqual([]);
    expect(codes({ body: vague, category: 'MARKETING' })).toEqual(['wayOut.missing']);
  });
});

describe('words that sell', () => {
  const account =
    'Hello {{first_name}}, your balance on {{date}} is {{amount}}. Upgrade now and get a discount. Reply YES to see more.';
  const hesap =
    'Merhaba {{first_name}}, {{date}} itibarıyla hesap bakiyeniz {{amount}}. Size özel teklif: ek paket alın, indirim kazanın.';
  const survey =
    'Hello {{first_name}}, how was your order {{order_number}}? Try our new collection.';

  it('[T-38] are marked in an account alert, chosen or guessed, in both languages', () => {
    expect(codes({ body: account, purpose: 'account' })).toEqual(['upsell.account']);
    expect(codes({ body: account })).toEqual(['upsell.account']);
    expect(marked({ body: account })).toEqual(['Upgrade now', 'discount']);
    expect(codes({ body: hesap, language: 'tr' })).toEqual(['upsell.account']);
    expect(marked({ body: hesap, language: 'tr' })).toEqual(['özel teklif', 'ek paket', 'indirim']);
  });

  it('[T-39] are marked in a survey', () => {
    expect(codes({ body: survey })).toEqual(['upsell.survey']);
    expect(marked({ body: survey, purpose: 'survey' })).toEqual(['Try our', 'new collection']);
    expect(codes({ body: 'Hello {{first_name}}, how was your order {{order_number}}?' })).toEqual(
      []
    );
  });

  it('[T-38] [T-39] make any other utility text read as marketing', () => {
    expect(codes({ body: account, purpose: 'order' })).toEqual(['category.marketing']);
    expect(codes({ body: survey, purpose: 'order' })).toEqual(['category.marketing']);
  });

  it('[T-38] are not known in other languages', () => {
    expect(codes({ body: account, purpose: 'account', language: 'de' })).toEqual([]);
  });
});

describe('a utility text that reads as marketing', () => {
  const on = (rest: string) =>
    `Hello {{first_name}}, order {{order_number}} is ready. ${rest} Reply YES to confirm.`;

  it('[T-38] is noticed, with the words that make it so', () => {
    const body = on('Only today: 20% off!');
    expect(codes({ body })).toEqual(['category.marketing']);
    expect(marked({ body })).toEqual(['Only today', '20% off', '20%']);
    expect(marked({ ...iyi, body: `${iyi.body} Sadece bugün kargo bedava.` })).toEqual([
      'Sadece bugün',
      'kargo bedava',
    ]);
  });

  it('[T-38] takes two signs of those that orders have too', () => {
    expect(codes({ body: on('You used 80% of it.') })).toEqual([]);
    expect(codes({ body: on('The price is 10 EUR.') })).toEqual([]);
    expect(codes({ body: on('Done!') })).toEqual([]);
    expect(codes({ body: on('The price is 10 EUR!!') })).toEqual(['category.marketing']);
  });

  it('[T-38] names a kind of marketing message, or has a coupon', () => {
    const body = on('See our weekend bazaar.');
    const topicNames = ['Weekend Bazaar', 'Club'];
    expect(codes({ body })).toEqual([]);
    expect(marked({ body }, { topicNames })).toEqual(['weekend bazaar']);
    expect(codes({ buttons: [{ type: 'COPY_CODE', example: 'SAVE20' }] })).toEqual([
      'category.marketing',
    ]);
  });

  it('[T-38] is not one that confirms what was chosen', () => {
    const body = 'Hello {{first_name}}, you opted in to our special offers. Reply YES to confirm.';
    expect(codes({ body })).toEqual([]);
  });
});

describe('a call to action', () => {
  const silent = 'Hello {{first_name}}, your order {{order_number}} has left our shop.';
  const sessiz = 'Merhaba {{first_name}}, {{order_number}} numaralı siparişiniz yola çıktı.';
  const both = (en: string, tr: string): [Change, Change] => [
    { body: en },
    { body: tr, language: 'tr' },
  ];

  it.each<Change>([
    ...both(silent, sessiz),
    { body: 'Order {{order_number}} of {{first_name}} has left our shop.' },
    { body: silent, buttons: [reply('Unsubscribe', 'marketing')] },
  ])('[T-40] is missing in %j', (change) => {
    expect(codes(change)).toEqual(['action.missing']);
    const [advice] = given(change);
    expect(advice && adviceWords(advice, 'en').instead).toContain('Reply YES to confirm');
  });

  it.each<Change>([
    ...both(`${silent} Is that right?`, `${sessiz} Doğru mu?`),
    ...both(`${silent} Please confirm`, `${sessiz} Lütfen onaylayın`),
    ...both(`${silent} To confirm, reply YES.`, `${sessiz} Bize yazabilirsiniz.`),
    ...both(`${silent} Order your next one today.`, `${sessiz} Uygulamayı indirin.`),
    { body: `${silent} https://shop.example/o` },
    { body: silent, buttons: [reply('Thanks')] },
  ])('[T-40] is there in %j', (change) => {
    expect(codes(change)).toEqual([]);
  });

  it('[T-40] is not the way out', () => {
    const body = 'Hello {{first_name}}, our new roast is here. Reply STOP to unsubscribe.';
    expect(codes({ body, category: 'MARKETING' })).toEqual(['action.missing']);
  });

  it('[T-40] is not asked of who has just left, nor in languages whose requests are not known', () => {
    const body = 'Hello {{first_name}}, you will get no more messages from us.';
    expect(codes({ body, purpose: 'opt-out' })).toEqual([]);
    expect(codes({ body: silent, language: 'de' })).toEqual([]);
  });
});

describe('what is hard to read on a phone', () => {
  const sentence = 'These ten plain words are here to fill the text.';
  const long = `${Array.from({ length: 26 }, () => 'plain').join(' ')}.`;
  const dense =
    'Hello {{first_name}}, documentation of reimbursement and authentication for order {{order_number}} is here. Reply YES to confirm.';
  const yogun =
    'Merhaba {{first_name}}, {{order_number}} numaralı işleminiz gerçekleştirilmektedir. Ayrıntıları görüntüleyebilirsiniz, hizmetten yararlanabilirsiniz.';

  it('[T-41] is a long text, or a long sentence, which is marked', () => {
    const body = [good.body, ...Array.from({ length: 8 }, () => sentence)].join(' ');
    expect(codes({ body })).toEqual(['text.long']);
    expect(codes({ body: `${good.body} ${sentence}` })).toEqual([]);
    expect(codes({ body: `${good.body} ${long}` })).toEqual(['sentence.long']);
    expect(marked({ body: `${good.body} ${long}` })).toEqual([long]);
  });

  it('[T-41] is a text of long words, by the measure of its language', () => {
    expect(codes({ body: dense })).toEqual(['text.dense']);
    expect(marked({ body: dense })).toEqual(['documentation', 'reimbursement', 'authentication']);
    expect(codes({ body: yogun, language: 'tr' })).toEqual(['text.dense']);
    expect(codes({ body: dense, language: 'de' })).toEqual([]);
  });

  it('[T-41] is one with more than five emoji; a flag, a family and a heart are one each', () => {
    expect(codes({ body: `${good.body} 🎉🎉🎉🎉🎉` })).toEqual([]);
    expect(codes({ body: `${good.body} 🎉🎉🎉🎉🎉`, footer: '🎉' })).toEqual(['emoji.many']);
    expect(codes({ body: `${good.body} 🇹🇷👨‍👩‍👧🎉☕❤️ © ™` })).toEqual([]);
  });

  it('[T-41] is one with two images, videos or files', () => {
    const header = { kind: 'image', file: null } as const;
    expect(codes({ header })).toEqual([]);
    expect(codes({ header, body: `${good.body} https://shop.example/list.pdf` })).toEqual([
      'media.many',
    ]);
  });
});

describe('what is personal', () => {
  it('[T-42] is any variable, unless the business says it of itself', () => {
    expect(codes({ body: 'Your order 1042 has left our shop. Reply YES to confirm.' })).toEqual([
      'personal.missing',
    ]);
    const bindings = {
      'body.first_name': from({ kind: 'account', field: 'name' }),
      'body.order_number': from({ kind: 'text', text: 'A-1' }),
    };
    expect(codes({}, { bindings })).toEqual(['personal.missing']);
  });
});

describe('the way out of marketing', () => {
  it('[T-43] is missed where no button, no word and no link leads out', () => {
    expect(codes({ category: 'MARKETING' })).toEqual(['wayOut.missing']);
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Change, Partial<AdviceKnown>]>([
    ['a button', { buttons: [reply('Enough', 'marketing')] }, {}],
    ['a line', { footer: 'Reply STOP to unsubscribe' }, {}],
    [
      'a link to the preferences',
      {},
      { bindings: { 'button.0': from({ kind: 'preferences', field: 'code' }) } },
    ],
    ['a button that has a question of its own', { buttons: [reply('Dur')] }, {}],
  ])('[T-43] is %s', (_what, change, more) => {
    expect(codes({ category: 'MARKETING', ...change }, more)).not.toContain('wayOut.missing');
  });
});

describe('advice that was waved off', () => {
  it('[T-37] [T-42] is silent for this draft, and is still known', () => {
    const body = 'Thank you for being with us. Reply YES to confirm.';
    expect(codes({ body })).toEqual(['detail.missing', 'personal.missing']);
    const waived = ['detail.missing'];
    expect(codes({ body, waived })).toEqual(['personal.missing']);
    expect(waivedAdvice({ ...good, body, waived }, known)).toMatchObject([
      { code: 'detail.missing' },
    ]);
  });
});

/** Texts as nobody writes them, and words that the rules look for. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ...['20', '%', '!', 'off', 'only', 'today', 'indirim', 'STOP', '{{', '}}', '{{a}}', '.'],
        ...['\n', '🎉', 'Acme', 'reply', 'https://', 'İPTAL', '"', 'sale', 'ı', '\u0307', '’']
      ),
      { maxLength: 60 }
    )
    .map((parts) => parts.join(' '))
);
const anyDraft: fc.Arbitrary<TemplateDraft> = fc
  .record({
    category: fc.constantFrom('UTILITY' as const, 'MARKETING' as const, 'AUTHENTICATION' as const),
    language: fc.constantFrom('en', 'tr', 'en_GB', 'de', 'ar', ''),
    purpose: fc.option(fc.constantFrom(...TEMPLATE_PURPOSES), { nil: undefined }),
    name: anyText,
    header: anyText.map((text) => ({ kind: 'text' as const, text })),
    body: anyText,
    footer: anyText,
    buttons: fc.array(
      fc.oneof(
        anyText.map((text) => ({ type: 'QUICK_REPLY' as const, text })),
        anyText.map((text) => ({ type: 'COPY_CODE' as const, example: text }))
      ),
      { maxLength: 3 }
    ),
  })
  .map((parts) => ({ ...good, ...parts }));
const fully: AdviceKnown = {
  bindings: null,
  houseStyle: {
    businessName: 'Acme',
    toneNotes: '',
    signOff: true,
    languages: [
      { language: 'en', footer: 'Acme', buttons: { MARKETING: [reply('Stop')], UTILITY: [] } },
    ],
  },
  topicNames: ['Weekend offers', '', '!!!', 'İPTAL'],
};

const PIECES = ['a', '{', '{{a', '!', '"a', 'A', 'a ', '1 ', '. ', 'https://', 'mesaj ', '👨‍', '%'];

describe('advice on any text at all', () => {
  it('[T-37] never throws, marks only what is there, and tells each thing once', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const found = adviseDraft(draft, fully);
        expect(new Set(found.map(({ code }) => code)).size).toBe(found.length);
        for (const { field, start, end } of found.flatMap(({ marks = [] }) => marks)) {
          const text = textAt(draft, field);
          if (text === null) expect(field).toMatch(/^buttons\.\d+$/);
          else expect(0 <= start && start < end && end <= text.length).toBe(true);
        }
        for (const advice of found)
          for (const locale of ['en', 'tr'] as const)
            expect(adviceWords(advice, locale).says).not.toMatch(/(?<!\{)\{\w+\}/);
      })
    );
  });

  it('[T-37] is silent once everything is waved off', () => {
    fc.assert(
      fc.property(anyDraft, (draft) => {
        const waived = adviseDraft(draft, fully).map(({ code }) => code);
        expect(adviseDraft({ ...draft, waived }, fully)).toEqual([]);
        expect(waivedAdvice({ ...draft, waived }, fully).map(({ code }) => code)).toEqual(waived);
      })
    );
  });

  it.each(PIECES)('[T-41] reads four thousand characters of %j at once', (piece) => {
    const body = piece.repeat(Math.floor(4000 / piece.length));
    for (const language of ['en', 'tr']) {
      const before = performance.now();
      given({ body, footer: body, language }, fully);
      expect(performance.now() - before).toBeLessThan(2000);
    }
  });
});

describe('the words of advice', () => {
  it('[T-37] take the same values in both languages', () => {
    const holes = (words: object) =>
      [...new Set(JSON.stringify(words).match(/\{\w+\}/g) ?? [])].sort();
    for (const [code, { en, tr }] of Object.entries(adviceWordTable))
      expect([code, holes(tr)]).toEqual([code, holes(en)]);
  });
});
