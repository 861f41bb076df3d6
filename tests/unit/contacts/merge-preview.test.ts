import { contactView } from '../../../server/src/contacts/domain/view';
import { previewMerge } from '../../../server/src/contacts/merge-preview';
import type { ContactRow, MergeSource } from '../../../server/src/contacts/public';
import { newContact } from '../../../server/src/contacts/resolve';

const aContact = (over: Partial<ContactRow>): ContactRow => ({
  id: 1,
  ...newContact({ source: 'agent', addedAt: 100, ...over }, () => 0.5),
  ...over,
});
const older = aContact({ id: 7, addedAt: 1, name: 'Ada', marketing: 'out', utility: 'none' });
const younger = aContact({
  id: 3,
  addedAt: 2,
  name: 'A. Lovelace',
  email: 'ada@example.com',
  marketing: 'in',
  utility: 'out',
});
const tags: Record<number, string[]> = { 7: ['a', 'b'], 3: ['b', 'c'] };
const custom: Record<number, Record<string, string>> = {
  7: { size: 'L' },
  3: { size: 'S', city: 'Muğla' },
};

const look = (ids: [number, number], sources: readonly MergeSource[] = []) =>
  previewMerge(
    {
      get: (id) => Promise.resolve(id === 7 ? older : younger),
      views: (rows) =>
        Promise.resolve(
          rows.map((row) => contactView(row, { tags: tags[row.id], custom: custom[row.id] }))
        ),
      sources,
    },
    ids
  );

describe('the preview of a merge', () => {
  it.each([[[3, 7]], [[7, 3]]] as [[number, number]][])(
    '[C-22] keeps who is known longer and completes them, however they are named: %j',
    async (ids) => {
      const { keep, gone, result, counts } = await look(ids);
      expect([keep.id, gone.id, result.id]).toEqual([7, 3, 7]);
      expect(result).toMatchObject({
        name: 'Ada',
        email: 'ada@example.com',
        tags: ['a', 'b', 'c'],
        custom: { size: 'L', city: 'Muğla' },
      });
      expect(counts).toEqual([{ what: 'tags', keep: 2, gone: 2, result: 3 }]);
    }
  );

  it('[C-22] [O-22] takes the consent that the ledger decides, and the stricter one where it says nothing', async () => {
    const decided: MergeSource = (keep, gone) =>
      Promise.resolve({
        counts: [{ what: 'tasks', keep: keep.id, gone: gone.id, result: 10 }],
        consent: [{ category: 'marketing', state: 'in', from: 'gone', at: 5 }],
      });
    expect((await look([3, 7])).result.consent).toEqual({ marketing: 'out', utility: 'out' });
    const { result, consent, counts } = await look([3, 7], [decided]);
    expect(result.consent).toEqual({ marketing: 'in', utility: 'out' });
    expect(consent).toHaveLength(1);
    expect(counts[0]).toEqual({ what: 'tasks', keep: 7, gone: 3, result: 10 });
  });

  it('[C-22] is none of a contact with itself', async () => {
    await expect(look([7, 7])).rejects.toMatchObject({ kind: 'not-found' });
  });
});
