import {
  emptySlots,
  markIn,
  proposalOf,
  startTexts,
  typedValues,
} from '../../../../admin/src/pages/Inbox/model/template-choice';
import { languageFor, offerGroups } from '../../../../admin/src/pages/Inbox/model/template-offers';
import type { TemplateView } from '../../../../server/src/contracts/templates';
import { contactOf, templateOf } from '../../../support/message-views';

const may = {
  MARKETING: null,
  UTILITY: null,
  AUTHENTICATION: null,
  moving: { MARKETING: null, UTILITY: null },
  carriedBy: [],
  topicsRefused: [],
  channels: [],
};
const noFilter = { q: '', language: null, category: null };
const ayse = contactOf(1, { name: 'Ayşe Kaya', language: 'tr' });
const plain = (id: number, part: Partial<TemplateView>) => templateOf(id, { slots: [], ...part });
const markOf = (template: TemplateView) =>
  markIn(template, {
    ofSource: ({ kind }) => `a ${kind}`,
    ofNumber: (number) => `value ${number}`,
  });
const whom = { may, language: 'tr', contact: ayse, values: null, markOf };
const shown = (
  templates: readonly TemplateView[],
  filter: Partial<typeof noFilter> = {},
  part: object = {}
) =>
  offerGroups(templates, { ...noFilter, ...filter }, { ...whom, may: { ...may, ...part } }).map(
    ({ key, offers }) => [key, ...offers.map((one) => one.template.name)]
  );

describe('the templates offered to a contact', () => {
  it('[T-35] stand by language: the contact’s first, then others, then what cannot go by its reason', () => {
    const list = [
      plain(1, { name: 'a', language: 'en_US' }),
      plain(2, { name: 'b', language: 'tr' }),
      plain(3, { name: 'c', language: 'tr', sendable: { ok: false, reason: 'paused' } }),
      plain(4, { name: 'd', language: 'tr_TR' }),
    ];
    expect(shown(list)).toEqual([
      ['own', 'b', 'd'],
      ['other-language', 'a'],
      ['paused', 'c'],
    ]);
  });

  it('[T-35] that cannot go are together by what hinders them, the contact’s language first in each', () => {
    const held = (id: number, status: TemplateView['status'], language = 'tr') =>
      plain(id, {
        name: `${status} ${language}`,
        status,
        language,
        sendable: { ok: false, reason: status === 'MISSING' ? 'missing' : 'not-approved' },
      });
    const list = [
      held(1, 'REJECTED'),
      held(2, 'PENDING', 'en'),
      held(3, 'PENDING'),
      held(4, 'DRAFT'),
      held(5, 'MISSING'),
      plain(6, { name: 'sale', category: 'MARKETING' }),
      held(7, 'OTHER'),
    ];
    expect(shown(list, {}, { MARKETING: 'opted-out' })).toEqual([
      ['left-marketing', 'sale'],
      ['pending', 'PENDING tr', 'PENDING en'],
      ['rejected', 'REJECTED tr'],
      ['draft', 'DRAFT tr'],
      ['not-approved', 'OTHER tr'],
      ['missing', 'MISSING tr'],
    ]);
  });

  it('[T-36] leave those to be looked at that the contact refused; one that only needs an opt-in can be chosen', () => {
    const list = [
      plain(1, { name: 'a', category: 'MARKETING' }),
      plain(2, { name: 'b', category: 'UTILITY' }),
    ];
    expect(shown(list, {}, { MARKETING: 'opted-out', UTILITY: 'no-consent' })).toEqual([
      ['needs-opt-in', 'b'],
      ['left-marketing', 'a'],
    ]);
  });

  it('are found by name and by text, with or without marks, also by the contact’s own name in it', () => {
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

  it('[T-30] show the values of this contact, and a word where one is not known, never a sample', () => {
    const textOf = (template: TemplateView) =>
      offerGroups([template], noFilter, whom)[0]?.offers[0]?.body.text;
    expect(textOf(templateOf(1))).toBe('Hello Ayşe, order [value 2] is on its way');
    const named = { key: 'body.order_no', component: 'body', kind: 'text', name: 'order_no' };
    expect(
      textOf(
        templateOf(2, {
          body: 'Order {{order_no}}',
          bindings: {},
          slots: [{ ...named, example: '1007' } as TemplateView['slots'][number]],
        })
      )
    ).toBe('Order [order no]');
    const record = { kind: 'record', type: 'api::order.order', field: 'number' } as const;
    const bound = templateOf(3, { bindings: { 'body.2': { source: record, fallback: null } } });
    expect(textOf(bound)).toBe('Hello Ayşe, order [a record] is on its way');
  });
});

describe('the language of a contact', () => {
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
  ])('[T-30] begin with what stands for the contact: %s of “%s” → “%s”', (name, body, expected) => {
    const template = unbound(name, body);
    const texts = startTexts(template, whom);
    expect(texts).toEqual({ [`body.${name}`]: expected });
    // The server knows of no source for it, so it goes along.
    expect(typedValues(template, texts, whom)).toEqual(
      expected === '' ? {} : { [`body.${name}`]: expected }
    );
  });

  const record = { kind: 'record', type: 'api::order.order', field: 'number' } as const;
  const bound = templateOf(1, { bindings: { 'body.2': { source: record, fallback: 'soon' } } });
  const told = (from: 'source' | 'fallback' | 'none' | 'unseen', text = '') => ({
    ...whom,
    values: { '1': { 'body.1': { from: 'none' as const, text: '' }, 'body.2': { from, text } } },
  });
  const [, second] = bound.slots;
  if (!second) throw new Error('no second variable');

  it('[T-30] [T-34] propose what the server would fill in, which goes along only when it was changed', () => {
    const who = told('source', '1007');
    expect(startTexts(bound, who)).toEqual({ 'body.1': 'Ayşe', 'body.2': '1007' });
    expect(proposalOf(bound, second, who)).toEqual({
      from: 'source',
      text: '1007',
      source: record,
    });
    expect(typedValues(bound, { 'body.1': 'Ayşe', 'body.2': '1007' }, who)).toEqual({
      'body.1': 'Ayşe',
    });
    expect(typedValues(bound, { 'body.1': '', 'body.2': '2008' }, who)).toEqual({
      'body.2': '2008',
    });
    expect(startTexts(bound, told('fallback', 'soon'))['body.2']).toBe('soon');
  });

  it('ask for a value where a proposed one was removed, and for none that is filled in unseen', () => {
    const emptied = { 'body.1': 'Ayşe', 'body.2': ' ' };
    expect(emptySlots(bound, emptied, told('source', '1007'))).toEqual(['body.2']);
    expect(emptySlots(bound, emptied, told('none'))).toEqual(['body.2']);
    expect(emptySlots(bound, emptied, told('unseen'))).toEqual([]);
    // The server did not answer: it knows all the same when it sends.
    expect(emptySlots(bound, emptied, whom)).toEqual([]);
  });
});
