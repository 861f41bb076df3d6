/** The least receiver of webhooks: checks each signature over the exact bytes, and counts what it was told. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveCommands } from './child';
import { checkedBody } from './parse-route';

export type ReceiverCommand =
  | { verb: 'address' }
  | { verb: 'reset'; secret: string }
  | { verb: 'told' };

export interface Told {
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

const nothing = (): Told => ({ posts: 0, unsigned: 0, bytes: 0, statuses: {}, lastAt: 0 });
let secret = '';
let told = nothing();

const count = (payload: Payload): void => {
  for (const entry of payload.entry)
    for (const { value } of entry.changes)
      for (const { status } of value.statuses ?? [])
        told.statuses[status] = (told.statuses[status] ?? 0) + 1;
};

const server = createServer((request, response) => {
  void checkedBody(request, secret).then((raw) => {
    told.posts += 1;
    if (raw === null) told.unsigned += 1;
    else {
      told.bytes += raw.length;
      count(JSON.parse(raw.toString('utf8')) as Payload);
      told.lastAt = Date.now();
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
      told = nothing();
      return true;
    case 'told':
      return told;
  }
};

server.listen(0, '127.0.0.1', () =>
  serveCommands<ReceiverCommand>((command) => Promise.resolve(answer(command)))
);
