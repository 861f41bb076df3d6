import fc from 'fast-check';
import { changedMessage } from '../../../server/src/conversations/domain/changes';
import type { MessageBody } from '../../../server/src/contracts/conversations';

type Row = Parameters<typeof changedMessage>[0];
const bodyOf = (type: string, text: string | null): MessageBody => ({
  type,
  text,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
});
const row = (part: Partial<Row>): Row => ({
  id: 1,
  conversationId: 7,
  direction: 'in',
  type: 'text',
  body: bodyOf('text', 'at five'),
  text: 'at five',
  wamidKey: 'k',
  contextKey: null,
  at: 1_000,
  ...part,
});
const edit = (id: number, text: string | null, part: Partial<Row> = {}): Row =>
  row({
    id,
    type: 'edit',
    body: bodyOf('text', text),
    text,
    wamidKey: `e${id}`,
    contextKey: 'k',
    at: 1_000 + id,
    ...part,
  });
const revoke = (id: number, part: Partial<Row> = {}): Row =>
  edit(id, null, { type: 'revoke', body: bodyOf('revoke', null), ...part });

describe('a message that its sender changed', () => {
  it('has the last words, and all that stood before, in the order of their time', () => {
    expect(changedMessage(row({}), [edit(30, 'at seven'), edit(20, 'at six')])).toEqual({
      text: 'at seven',
      edited: {
        at: 1_030,
        before: [
          { text: 'at five', at: 1_000 },
          { text: 'at six', at: 1_020 },
        ],
      },
      deletedAt: null,
    });
  });

  it('is the same in whichever order the changes came', () => {
    const all = [edit(20, 'a'), edit(21, 'b'), revoke(22), edit(23, 'c')];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 4 }), (shuffled) => {
        expect(changedMessage(row({}), shuffled)).toEqual(changedMessage(row({}), all));
      })
    );
  });

  it('keeps its words when it is taken back', () => {
    expect(changedMessage(row({}), [revoke(9)])).toMatchObject({
      text: 'at five',
      deletedAt: 1_009,
    });
  });

  it.each([
    ['another message', { contextKey: 'other' }],
    ['another conversation', { conversationId: 8 }],
    ['the other side', { direction: 'out' as const }],
  ])('is not touched by a change of %s', (_, part) => {
    expect(changedMessage(row({}), [edit(9, 'x', part), revoke(10, part)])).toEqual({
      text: 'at five',
      edited: null,
      deletedAt: null,
    });
  });

  it('loses no words to an edit that cannot be read; a caption may be taken away', () => {
    expect(changedMessage(row({}), [edit(9, null)]).text).toBe('at five');
    const photo = row({ body: bodyOf('image', 'look'), text: 'look' });
    const bare = edit(9, null, { body: bodyOf('image', null) });
    expect(changedMessage(photo, [bare])).toMatchObject({
      text: null,
      edited: { before: [{ text: 'look' }] },
    });
  });
});
