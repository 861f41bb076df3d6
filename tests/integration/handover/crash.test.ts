import { handoverService } from '../../../server/src/handover/public';
import { bootStrapi, createDatabase, databases } from '../../support/boot-strapi';
import { dies } from '../../support/dying-process';
import { startReceiver } from '../../support/receiver';
import { eventually } from '../../support/world';
import { itInFull } from '../../support/it-in-full';
import { casesInScope } from '../../support/scope';

const ENGINE = { leaseMs: 1_500, renewMs: 500, beatMs: 500, callMs: 500 };

describe.each(databases())('a process that is killed while it hands over, on %s', (client) => {
  const next = async (failPoint: string, more: Record<string, string> = {}) => {
    const database = await createDatabase(client);
    const receiver = await startReceiver();
    const env = {
      ...database.env,
      RECEIVER_URL: receiver.url,
      HANDOVER_ENGINE: JSON.stringify(ENGINE),
      ...more,
    };
    expect(await dies({ program: 'handover-process', env, failPoint })).toBe('SIGKILL');
    const app = await bootStrapi({ database, config: { engine: ENGINE } });
    const again: object[] = [];
    app.strapi.config.set('plugin::whatsapp.channels', {
      sms: (message: object) => void again.push(message),
    });
    const row = await eventually(
      'the end',
      async () => {
        const found = (await app.strapi.db.connection('whatsapp_handovers').first()) as {
          state: string;
        };
        return ['waiting', 'sending'].includes(found.state) ? null : found;
      },
      90_000
    );
    // Whatever a person presses now: what left or may have left stays.
    const pressed = await handoverService(app.strapi).again({ kind: 'm', messageId: 1 }, 1);
    await handoverService(app.strapi).work();
    await app.close();
    await receiver.close();
    await database.drop();
    return { state: row.state, before: receiver.received.length, after: again.length, pressed };
  };

  itInFull(
    '[O-29] after the call: it is not called for again, and told as unknown',
    async () => {
      expect(await next('handover-sent')).toEqual({
        state: 'uncertain',
        before: 1,
        after: 0,
        pressed: 0,
      });
    },
    180_000
  );

  it.each(casesInScope(['handover-sent', 'handover-claimed']))(
    '[O-29] tried again by a user and killed at %s: it leaves once',
    async (failPoint) => {
      const { before, after, pressed } = await next(failPoint, { HANDOVER_AGAIN: 'yes' });
      expect({ calls: before + after, pressed }).toEqual({ calls: 1, pressed: 0 });
    },
    180_000
  );

  itInFull(
    '[O-29] before the call: the next process hands it over',
    async () => {
      expect(await next('handover-claimed')).toEqual({
        state: 'done',
        before: 0,
        after: 1,
        pressed: 0,
      });
    },
    180_000
  );
});
