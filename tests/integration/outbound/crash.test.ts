import { bootStrapi, createDatabase, databases } from '../../support/boot-strapi';
import { dies } from '../../support/dying-process';
import { startReceiver } from '../../support/receiver';
import { eventually } from '../../support/world';

const ENGINE = { leaseMs: 1_500, renewMs: 500, beatMs: 500, outboundClaimMs: 1_500 };

describe.each(databases())('a process that is killed while it sends an event, on %s', (client) => {
  it('[O-23] [X-11] loses nothing: the event comes again from the next process, with the same id and body', async () => {
    const database = await createDatabase(client);
    const receiver = await startReceiver();
    try {
      // It dies after the receiver took the event and before that was written down.
      const env = {
        ...database.env,
        RECEIVER_URL: receiver.url,
        OUTBOUND_ENGINE: JSON.stringify(ENGINE),
      };
      expect(await dies({ program: 'outbound-process', env, failPoint: 'outbound-answered' })).toBe(
        'SIGKILL'
      );
      expect(receiver.received).toHaveLength(1);
      const app = await bootStrapi({
        database,
        config: { engine: ENGINE, outbound: { allowPrivateAddresses: true } },
      });
      const again = await eventually('the second attempt', () =>
        Promise.resolve(receiver.received[1])
      );
      expect(again.id).toBe(receiver.received[0]?.id);
      expect(again.body).toBe(receiver.received[0]?.body);
      const row = await eventually('the end', async () => {
        const found = (await app.strapi.db.connection('whatsapp_outbound_deliveries').first()) as {
          state: string;
          attempts: number;
        };
        return found.state === 'done' ? found : null;
      });
      expect(Number(row.attempts)).toBe(1);
      expect(receiver.received).toHaveLength(2);
      await app.close();
    } finally {
      await receiver.close();
      await database.drop();
    }
  }, 180_000);
});
