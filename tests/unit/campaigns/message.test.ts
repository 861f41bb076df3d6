import { changesMessage } from '../../../server/src/campaigns/domain/message';

const draft = {
  kind: 'template' as const,
  templateId: 3,
  byLanguage: false,
  bindings: { 'body.1': { source: { kind: 'text' as const, text: 'Saturday' }, fallback: null } },
  text: null,
  fileId: null,
};

describe('whether a change of a draft gives customers another message', () => {
  it('does with another template, other values, words or file', () => {
    const friday = { source: { kind: 'text' as const, text: 'Friday' }, fallback: null };
    for (const change of [
      { templateId: 4 },
      { bindings: { 'body.1': friday } },
      { byLanguage: true },
      { kind: 'text' as const, text: 'Hello' },
      { fileId: 9 },
    ])
      expect([change, changesMessage(draft, change)]).toEqual([change, true]);
  });

  it('does not when the same is saved again, or when who gets it and when changes', () => {
    const { source, fallback } = draft.bindings['body.1'];
    // A database may give the keys back in another order.
    const bindings = { 'body.1': { fallback, source } };
    expect(changesMessage(draft, { templateId: 3, bindings })).toBe(false);
    const other = { templateId: 3, name: 'Other', scheduledAt: 5 };
    expect(changesMessage(draft, other)).toBe(false);
    expect(changesMessage({ ...draft, bindings: null }, { bindings: {} })).toBe(false);
  });
});
