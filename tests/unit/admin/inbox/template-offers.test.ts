import { startTexts, typedValues } from '../../../../admin/src/pages/Inbox/model/template-choice';
import { languageFor, offerGroups } from '../../../../admin/src/pages/Inbox/model/template-offers';
import type { TemplateView } from '../../../../server/src/contracts/templates';
import { contactOf, templateOf } from '../../../support/message-views';

const may = {
  MARKETING: null,
  UTILITY: null,
  AUTHENTICATION: null,
  topicsRefused: [],
  channels: [],
};
const noFilter = { q: '', language: null, category: null };
const ayse = contactOf(1, { name: 'Ayşe Kaya', language: 'tr' });
const plain = (id: number, part: Partial<TemplateView>) => templateOf(id, { slots: [], ...part });
const shown = (
  templates: readonly TemplateView[],
  filter: Partial<typeof noFilter> = {},
  part: object = {}
) =>
  offerGroups(
    templates,
    { ...noFilter, ...filter },
    { may: { ...may, ...part }, language: 'tr', contact: ayse, sources: null }
  ).map(({ key, offers }) => [key, ...offers.map((one) => one.template.name)]);

describe('the templates offered to a person', () => {
  it('[T-35] stand by language: the person’s first, then others, then what cannot go', () => {
    const list = [
      plain(1, { name: 'a', language: 'en_US' }),
      plain(2, { name: 'b', language: 'tr' }),
      plain(3, { name: 'c', language: 'tr', sendable: { ok: false, reason: 'paused' } }),
      plain(4, { name: 'd', language: 'tr_TR' }),
    ];
    expect(shown(list)).toEqual([
      ['own', 'b', 'd'],
      ['other', 'a'],
      ['held', 'c'],
    ]);
  });

  it('[T-36] leave those to be looked at that the person refused; one that only needs an opt-in can be chosen', () => {
    const list = [
      plain(1, { name: 'a', category: 'MARKETING' }),
      plain(2, { name: 'b', category: 'UTILITY' }),
    ];
    expect(shown(list, {}, { MARKETING: 'opted-out', UTILITY: 'no-consent' })).toEqual([
      ['own', 'b'],
      ['held', 'a'],
    ]);
  });

  it('are found by name and by text, with or without marks, also by the person’s own name in it', () => {
    const list = [
      templateOf(1, { name: 'order_sent', body: 'Merhaba {{1}}, siparişiniz yolda' }),
      plain(2, { name: 'sale', body: 'Everything is cheaper' }),
    ];
    expect(shown(list, { q: 'SIPARIS' })).toEqual([['own', 'order_sent']]);
    expect(shown(list, { q: 'order sent' })).toEqual([['own', 'order_sent']]);
    expect(shown(list, { q: 'ayse' })).toEqual([['own', 'order_sent']]);
    expect(shown(list, { q: 'cheaper' })).toEqual([['own', 'sale']]);
    expect(shown(list, { q: 'nothing like it' })).toEqual([]);
  });

  it('[T-30] show the values of this person and leave open what is not known, never a sample', () => {
    const [group] = offerGroups([templateOf(1)], noFilter, {
      may,
      language: 'tr',
      contact: ayse,
      sources: null,
    });
    expect(group?.offers[0]?.body.text).toBe('Hello Ayşe, order {{2}} is on its way');
  });
});

describe('the language of a person', () => {
  it.each([
    ['de', 'TR', 'en', 'de'],
    [null, 'TR', 'en', 'tr'],
    [null, 'GB', 'tr', 'en'],
    [null, undefined, 'tr', 'tr'],
    [null, '??', 'en', 'en'],
  ])('is %s with a number of %s, read in %s → %s', (language, country, reader, expected) => {
    expect(languageFor({ language }, country, reader)).toBe(expected);
  });
});

describe('the fields of a template', () => {
  const unbound = (name: string, body: string) =>
    templateOf(1, {
      body,
      bindings: {},
      slots: [{ key: `body.${name}`, component: 'body', kind: 'text', name, example: 'Ada' }],
    });

  it.each([
    ['first_name', 'Your order, {{first_name}}', 'Ayşe'],
    ['soyad', '{{soyad}}', 'Kaya'],
    ['1', 'Merhaba {{1}}, hoş geldiniz', 'Ayşe'],
    ['1', 'Sayın {{1}}, hoş geldiniz', 'Ayşe Kaya'],
    ['1', 'Order {{1}} is here', ''],
    ['2', 'Hello {{1}}, order {{2}}', ''],
  ])('[T-30] begin with what stands for the person: %s of “%s” → “%s”', (name, body, expected) => {
    const template = unbound(name, body);
    const texts = startTexts(template, ayse);
    expect(texts).toEqual({ [`body.${name}`]: expected });
    // The server knows of no source for it, so it goes along.
    expect(typedValues(template, ayse, texts)).toEqual(
      expected === '' ? {} : { [`body.${name}`]: expected }
    );
  });
});
