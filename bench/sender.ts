/** Sends template messages to people who are all different, over a number of connections, as fast as they are answered. */
import { Pool } from 'undici';
import { serveCommands } from './child';

export interface SendCommand {
  url: string;
  phoneNumberId: string;
  token: string;
  connections: number;
  messages: number;
}

export interface SendResult {
  accepted: number;
  refused: number;
  startedAt: number;
  /** From the first request to the last answer, ms. */
  spanMs: number;
}

const bodyOf = (serial: number): string =>
  JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: `+90555${String(serial).padStart(7, '0')}`,
    type: 'template',
    biz_opaque_callback_data: `wa:${serial}`,
    template: {
      name: 'order_ready',
      language: { code: 'tr' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: `Ayşe ${serial}` },
            { type: 'text', text: String(serial) },
          ],
        },
      ],
    },
  });

const send = async (command: SendCommand): Promise<SendResult> => {
  const pool = new Pool(command.url, { connections: command.connections, pipelining: 1 });
  const request = {
    method: 'POST' as const,
    path: `/v25.0/${command.phoneNumberId}/messages`,
    headers: { authorization: `Bearer ${command.token}`, 'content-type': 'application/json' },
  };
  let next = 0;
  let accepted = 0;
  let refused = 0;
  const startedAt = Date.now();
  const lane = async (): Promise<void> => {
    while (next < command.messages) {
      next += 1;
      const { statusCode, body } = await pool.request({ ...request, body: bodyOf(next) });
      await body.dump();
      if (statusCode === 200) accepted += 1;
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: command.connections }, lane));
  const spanMs = Date.now() - startedAt;
  await pool.destroy();
  return { accepted, refused, startedAt, spanMs };
};

serveCommands<SendCommand>(send);
