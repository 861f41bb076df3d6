import type { MessageView } from '../../../../server/src/contracts/conversations';
import {
  createOutbox,
  type OutboxItem,
} from '../../../../admin/src/pages/Inbox/hooks/outbox-store';
import { textPreview } from '../../../../admin/src/pages/Inbox/model/preview';
import { messageOf } from '../../../support/message-views';

const itemOf = (clientId: string, text = clientId): OutboxItem => ({
  clientId,
  conversationId: 1,
  body: { type: 'text', clientId, text },
  preview: textPreview(text),
  at: 1,
  state: 'sending',
  error: null,
});

/** A server that keeps what it took by client id, as ours does; `fail` decides what the browser hears. */
const serverOf = (fail: (attempt: number) => Error | null) => {
  const rows = new Map<string, MessageView>();
  const order: string[] = [];
  let attempt = 0;
  return {
    rows,
    order,
    post: (_id: number, body: { clientId: string }) => {
      order.push(body.clientId);
      const known = rows.get(body.clientId);
      if (!known) rows.set(body.clientId, messageOf(rows.size + 1, { clientId: body.clientId }));
      const error = fail((attempt += 1));
      const row = rows.get(body.clientId);
      return error || !row ? Promise.reject(error ?? new Error('lost')) : Promise.resolve(row);
    },
  };
};

describe('the outbox', () => {
  const portsOf = (server: ReturnType<typeof serverOf>, sent: MessageView[] = []) => ({
    post: server.post,
    isRefusal: (error: unknown) => error instanceof TypeError,
    onSent: (message: MessageView) => void sent.push(message),
  });

  it('repeats an unanswered message with the same client id, so the server has one row', async () => {
    const server = serverOf((attempt) => (attempt === 1 ? new Error('time-out') : null));
    const sent: MessageView[] = [];
    const outbox = createOutbox();
    await outbox.send(itemOf('one-message'), portsOf(server, sent));
    expect(outbox.read()[0]?.state).toBe('unsent');
    await outbox.retry('one-message', portsOf(server, sent));
    expect(server.order).toEqual(['one-message', 'one-message']);
    expect(server.rows.size).toBe(1);
    expect(sent).toHaveLength(1);
    expect(outbox.read()).toEqual([]);
  });

  it('keeps a refused message with its reason', async () => {
    const outbox = createOutbox();
    await outbox.send(
      itemOf('refused-one'),
      portsOf(serverOf(() => new TypeError('window closed')))
    );
    expect(outbox.read()[0]).toMatchObject({ state: 'refused', clientId: 'refused-one' });
  });

  it('posts quick messages one after the other, in the order of writing', async () => {
    const server = serverOf(() => null);
    const outbox = createOutbox();
    await Promise.all(
      ['first-one', 'second-one', 'third-one'].map((id) => outbox.send(itemOf(id), portsOf(server)))
    );
    expect(server.order).toEqual(['first-one', 'second-one', 'third-one']);
  });

  it('does not post twice when Try again is pressed twice', async () => {
    const server = serverOf((attempt) => (attempt === 1 ? new Error('offline') : null));
    const outbox = createOutbox();
    const ports = portsOf(server);
    await outbox.send(itemOf('pressed-twice'), ports);
    await Promise.all([outbox.retry('pressed-twice', ports), outbox.retry('pressed-twice', ports)]);
    expect(server.order).toHaveLength(2);
  });
});
