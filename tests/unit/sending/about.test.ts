import type { SlotBindings } from '../../../server/src/contracts/templates';
import { aboutOf, type AboutAsk } from '../../../server/src/contracts/message-about';

const ORDER = 'api::order.order';
const LEAD = 'api::lead.lead';
const cause = { uid: ORDER, documentId: 'began' };

const of = (type: string): SlotBindings[string] => ({
  source: { kind: 'record', type, field: 'number' },
  fallback: null,
});
const name: SlotBindings[string] = {
  source: { kind: 'contact', field: 'name' },
  fallback: null,
};
const about = (bindings: SlotBindings, more: Partial<AboutAsk> = {}) =>
  aboutOf({ bindings, typed: {}, entries: {}, cause: null, ...more });

describe('which entry a template is about', () => {
  it('[O-33] is the one that triggered it, where it names none', () => {
    expect(about({ body_1: name }, { cause })).toEqual(cause);
    expect(about({ body_1: name })).toBeNull();
    expect(aboutOf({ bindings: null, typed: {}, entries: {}, cause })).toEqual(cause);
  });

  it('[O-33] is the one whose values it names: the one that is meant, else the newest', () => {
    expect(about({ body_1: of(LEAD) }, { cause })).toEqual({ uid: LEAD, documentId: null });
    expect(about({ body_1: of(ORDER) }, { cause, entries: { [ORDER]: 'found' } })).toEqual({
      uid: ORDER,
      documentId: 'found',
    });
    // The sender took the values out of the entry that it means.
    const typed = { body_1: 'A-1' };
    expect(about({ body_1: of(ORDER) }, { typed, entries: { [ORDER]: 'found' } })).toEqual({
      uid: ORDER,
      documentId: 'found',
    });
  });

  it('[O-33] cannot be said of two types, nor of a value that somebody typed', () => {
    expect(about({ body_1: of(ORDER), body_2: of(LEAD) }, { cause })).toBeNull();
    expect(about({ body_1: of(ORDER) }, { typed: { body_1: 'A-1' }, cause })).toBeNull();
  });
});
