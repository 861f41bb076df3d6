import { CAPTION_MAX } from '../../../../server/src/contracts/media-rules';
import {
  captionTarget,
  holdUp,
  kindOf,
  mayBeDocument,
  nameOfPasted,
  type Attachment,
} from '../../../../admin/src/pages/Inbox/model/attachment';
import { outgoing } from '../../../../admin/src/pages/Inbox/model/outgoing';
import { canBeQuoted, quoteText } from '../../../../admin/src/pages/Inbox/model/quote';
import { mergeEvents, threadRows } from '../../../../admin/src/pages/Inbox/model/thread';
import type { ConversationEventView } from '../../../../server/src/contracts/conversations';
import { messageOf } from '../../../support/message-views';

const file = (key: string, part: Partial<Attachment> = {}): Attachment => ({
  key,
  name: `${key}.jpg`,
  sizeBytes: 10,
  file: null,
  verdict: { ok: true, kind: 'image', mime: 'image/jpeg' },
  asDocument: false,
  voice: false,
  upload: 'done',
  progress: 1,
  ref: { from: 'attached', id: 7 },
  error: null,
  previewUrl: null,
  ...part,
});
const sound = (key: string) =>
  file(key, { verdict: { ok: true, kind: 'audio', mime: 'audio/mpeg' } });
const refused: Attachment = file('r', {
  verdict: { ok: false, why: 'type', kind: null, mime: null, maxBytes: null, canShrink: false },
  ref: null,
});

describe('what becomes of text and files', () => {
  it('the text is the caption of the first file that takes one', () => {
    expect(captionTarget('hi', [sound('a'), file('b'), file('c')])).toBe('b');
    const sent = outgoing(' hi ', [sound('a'), file('b')], undefined).map(({ body }) => body);
    expect(sent).toEqual([
      { type: 'media', file: { from: 'attached', id: 7 } },
      { type: 'media', file: { from: 'attached', id: 7 }, caption: 'hi' },
    ]);
  });

  it('goes as a message of its own after files that take none, or when it is too long', () => {
    expect(outgoing('hi', [sound('a')], undefined).map(({ body }) => body.type)).toEqual([
      'media',
      'text',
    ]);
    const long = 'x'.repeat(CAPTION_MAX + 1);
    expect(outgoing(long, [file('a')], undefined).map(({ body }) => body.type)).toEqual([
      'media',
      'text',
    ]);
    expect(captionTarget('x'.repeat(CAPTION_MAX), [file('a')])).toBe('a');
  });

  it('the first of them carries the quote', () => {
    const sent = outgoing('hi', [sound('a')], 5).map(({ body }) => body);
    expect(sent[0]).toMatchObject({ replyTo: 5 });
    expect(sent[1]).not.toHaveProperty('replyTo');
  });

  it('a picture may go as a document, a document is one already', () => {
    const asDocument = file('a', { asDocument: true });
    expect(kindOf(asDocument)).toBe('document');
    expect(outgoing('', [asDocument], undefined)[0]?.body).toMatchObject({ as: 'document' });
    expect(mayBeDocument(file('a'))).toBe(true);
    expect(
      mayBeDocument(file('a', { verdict: { ok: true, kind: 'document', mime: 'application/pdf' } }))
    ).toBe(false);
  });

  it('[C-18] a refused file holds the message back, and never goes', () => {
    expect(holdUp([file('a'), refused])).toBe('refused');
    expect(holdUp([file('a', { upload: 'failed', ref: null })])).toBe('failed');
    expect(holdUp([file('a', { upload: 'running', ref: null })])).toBe('busy');
    expect(holdUp([file('a')])).toBeNull();
    expect(outgoing('', [refused], undefined)).toEqual([]);
  });

  it('gives pasted pictures a name of their own', () => {
    const now = new Date(Date.UTC(2026, 4, 3, 9, 8, 7));
    expect(nameOfPasted({ name: 'image.png', type: 'image/png' }, now)).toBe(
      '2026-05-03-09-08-07.png'
    );
    expect(nameOfPasted({ name: 'plan.png', type: 'image/png' }, now)).toBe('plan.png');
  });
});

describe('events between messages', () => {
  const event = (id: number, at: number): ConversationEventView => ({
    id,
    conversationId: 1,
    kind: 'assigned',
    at,
    agent: null,
    target: null,
    subject: null,
  });
  const at = (n: number) => 1_700_000_000_000 + n * 1_000;

  it('[C-24] stand where they happened', () => {
    const messages = [messageOf(1, { at: at(10) }), messageOf(2, { at: at(20) })];
    const rows = threadRows(messages, null, [event(1, at(5)), event(2, at(15)), event(3, at(25))]);
    expect(rows.map(({ key }) => key)).toEqual(['e1', 'm1', 'e2', 'm2', 'e3']);
  });

  it('are each there once, in order', () => {
    expect(
      mergeEvents([event(2, at(2)), event(1, at(1))], [event(2, at(2)), event(3, at(3))]).map(
        ({ id }) => id
      )
    ).toEqual([1, 2, 3]);
  });
});

describe('quoting', () => {
  it('takes the words, else the name of the file', () => {
    expect(quoteText(messageOf(1))).not.toBe('');
    expect(canBeQuoted({ wamid: null, state: 'sent' })).toBe(false);
    expect(canBeQuoted({ wamid: 'x', state: 'failed' })).toBe(false);
    expect(canBeQuoted({ wamid: 'x', state: 'read' })).toBe(true);
  });
});
