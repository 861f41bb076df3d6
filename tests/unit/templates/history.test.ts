import { happenings } from '../../../server/src/templates/domain/history';
import type { TemplateRow } from '../../../server/src/templates/tables';

const row = (change: Partial<TemplateRow> = {}): TemplateRow =>
  ({
    id: 3,
    status: 'APPROVED',
    category: 'UTILITY',
    quality: 'GREEN',
    components: [{ type: 'BODY', text: 'Hi' }],
    bindings: null,
    ...change,
  }) as TemplateRow;
const short = (...given: Parameters<typeof happenings>) =>
  happenings(...given).map(({ kind, from, to }) => [kind, from, to].join(' '));

describe('what a change of a template means for its history', () => {
  it('is nothing where nothing changed, however the parts are ordered', () => {
    const same = { status: 'APPROVED', components: [{ text: 'Hi', type: 'BODY' }] } as const;
    expect(
      happenings(row(), { ...same, components: [...same.components] }, { via: 'sync' })
    ).toEqual([]);
  });

  it('[T-13] [T-17] is one event for each state, with Meta’s reason at the status', () => {
    const change = { status: 'REJECTED', category: 'MARKETING', rejectedReason: 'SCAM' } as const;
    expect(happenings(row(), change, { via: 'webhook' })).toEqual([
      { kind: 'status', from: 'APPROVED', to: 'REJECTED', reason: 'SCAM' },
      { kind: 'category', from: 'UTILITY', to: 'MARKETING', reason: null },
    ]);
  });

  it('tells a new content at Meta, but not beside the status that brought it', () => {
    const components = [{ type: 'BODY', text: 'Hello' }];
    expect(short(row(), { components }, { via: 'sync' })).toEqual(['content  ']);
    expect(short(row(), { components, status: 'PENDING' }, { via: 'sync' })).toEqual([
      'status APPROVED PENDING',
    ]);
  });

  it('is empty for a draft until it is submitted', () => {
    const draft = row({ status: 'DRAFT' });
    expect(happenings(draft, { category: 'MARKETING' }, { via: 'person', by: 'Ada' })).toEqual([]);
    const handed = { status: 'PENDING', category: 'UTILITY', statedCategory: 'UTILITY' } as const;
    const cause = { via: 'person', by: 'Ada', kind: 'submitted' } as const;
    expect(short(draft, handed, cause)).toEqual(['submitted  PENDING']);
  });

  it('[T-33] tells that sources changed, but not that a draft brought its own', () => {
    const source = { kind: 'media', fileId: 7 } as const;
    const bindings = { header: { source, fallback: null } };
    expect(short(row(), { bindings }, { via: 'person', by: 'Ada' })).toEqual(['bindings  ']);
    expect(
      short(row({ status: 'DRAFT' }), { status: 'PENDING', bindings }, { via: 'sync' })
    ).toEqual(['status DRAFT PENDING']);
  });

  it('[T-18] tells that Meta took it under another category than was asked for', () => {
    const taken = { status: 'PENDING', category: 'MARKETING', statedCategory: 'UTILITY' } as const;
    expect(
      short(row({ status: 'DRAFT' }), taken, { via: 'person', by: 'Ada', kind: 'submitted' })
    ).toEqual(['submitted  PENDING', 'category UTILITY MARKETING']);
  });

  it('[T-22] tells that a review was asked for, and what became of it', () => {
    const asked = { reviewAskedAt: 5, reviewAbout: 'rejection', reviewResult: null } as const;
    const before = row({ reviewAskedAt: null, reviewResult: null });
    expect(short(before, asked, { via: 'person', by: 'Ada' })).toEqual(['review-asked  rejection']);
    const answered = { reviewResult: 'granted', reviewResultAt: 9 } as const;
    expect(short(row(asked), answered, { via: 'webhook' })).toEqual(['review-result  granted']);
  });

  it('[T-20] keeps what Meta only says', () => {
    const said = { kind: 'category-coming', to: 'MARKETING' } as const;
    expect(short(row(), {}, { via: 'webhook', said })).toEqual(['category-coming  MARKETING']);
  });
});
