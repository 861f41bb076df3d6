/** The least receiver of webhooks: checks each signature over the exact bytes, and counts what arrives. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveCommands } from './child';
import { checkedBody } from './parse-route';

export type ReceiverCommand =
  | { verb: 'address' }
  | { verb: 'reset'; secret: string }
  | { verb: 'received' };

export interface Received {
  posts: number;
  unsigned: number;
  bytes: number;
  /** Statuses by name. */
  statuses: Record<string, number>;
  /** Moment of the last status, as `Date.now()` says it. */
  lastAt: number;
}

interface Payload {
  entry: { changes: { value: { statuses?: { status: string }[] } }[] }[];
}

const nothing = (): Received => ({ posts: 0, unsigned: 0, bytes: 0, statuses: {}, lastAt: 0 });
let secret = '';
let received = nothing();

const count = (payload: Payload): void => {
  for (const entry of payload.entry)
    for (const { value } of entry.changes)
      for (const { status } of value.statuses ?? [])
        received.statuses[status] = (received.statuses[status] ?? 0) + 1;
};

const server = createServer((request, response) => {
  void checkedBody(request, secret).then((raw) => {
    received.posts += 1;
    if (raw === null) received.unsigned += 1;
    else {
      received.bytes += raw.length;
      count(JSON.parse(raw.toString('utf8')) as Payload);
      received.lastAt = Date.now();
    }
    response.writeHead(raw === null ? 401 : 200).end();
  });
});
server.keepAliveTimeout = 60_000;

const answer = (command: ReceiverCommand): unknown => {
  switch (command.verb) {
    case 'address':
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    case 'reset':
      secret = command.secret;
      received = nothing();
      return true;
    case 'received':
      return received;
  }
};

server.listen(0, '127.0.0.1', () =>
  serveCommands<ReceiverCommand>((command) => Promise.resolve(answer(command)))
);
