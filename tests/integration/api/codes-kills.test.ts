import type { ApiMessageAnswer } from '../../../server/src/contracts/api';
import { casesInScope } from '../../support/scope';
import { eventually } from '../../support/world';
import { startDesk, type DeskProcesses } from '../team/desk-processes';

/** Before the permit, with it, in the call, and when the answer is known and not written yet. */
const POINTS = ['after-claim', 'after-permit', 'mid-send', 'before-flush'] as const;

describe('the process dies while it sends a one-time code, on sqlite', () => {
  let desk: DeskProcesses;
  let token = '';

  beforeAll(async () => {
    desk = await startDesk('sqlite');
    desk.sim.control.templates.seed({
      name: 'login_code',
      language: 'en_US',
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
      ],
    });
    const admin = { id: 0, token: await desk.app().ask<string>({ verb: 'admin-token' }) };
    const body = { accountId: desk.accountId };
    await desk.call('POST', '/templates/sync', { body, as: admin });
    const made = await fetch(`${desk.urls[0]}/admin/api-tokens`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        kind: 'content-api',
        name: 'Login',
        description: '',
        type: 'full-access',
        lifespan: null,
      }),
    });
    token = ((await made.json()) as { data: { accessKey: string } }).data.accessKey;
  }, 240_000);
  afterAll(() => desk.close());

  const send = async (phone: string, code: string) => {
    const answer = await fetch(`${desk.urls[0]}/api/whatsapp/messages`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': `login-${phone}`,
      },
      body: JSON.stringify({
        type: 'template',
        to: `+${phone}`,
        template: { name: 'login_code', language: 'en_US', values: { 'body.1': code } },
      }),
    });
    return { status: answer.status, body: (await answer.json()) as ApiMessageAnswer };
  };
  const rowsOf = async (table: string, key: string, id: number) =>
    (await desk.rows(table)).filter((row) => Number(row[key]) === id);

  it.each(casesInScope(POINTS))(
    '[I2] [I3] [I16] killed at %s: the code is not lost, comes once at most, and stays hidden',
    async (point) => {
      const phone = `90532170${String(POINTS.indexOf(point)).padStart(4, '0')}`;
      const code = `7391${POINTS.indexOf(point)}4`;
      desk.sim.control.people.add({ name: 'Elif Şahin', phone });
      await desk.arm(point);
      // The process may die before it answers; then the caller repeats with the same key.
      const first = await send(phone, code).catch(() => null);
      await desk.died();
      await desk.boot();
      const again = await send(phone, code);
      const { id } = again.body.data;
      expect([again.status, first?.body.data.id ?? id]).toEqual([200, id]);
      const state = await eventually('it is settled', async () => {
        const [row] = await rowsOf('whatsapp_messages', 'id', id);
        return ['queued', 'sending'].includes(String(row?.state)) ? null : String(row?.state);
      });
      const came = desk.onPhone(phone).filter((text) => text.includes(code));
      if (state === 'uncertain') expect(came.length).toBeLessThanOrEqual(1);
      else expect([state, came.length]).toEqual(['accepted', 1]);
      expect(state === 'uncertain' || point !== 'after-permit').toBe(true);
      expect(JSON.stringify(await desk.rows('whatsapp_messages'))).not.toContain(code);
      expect(JSON.stringify(await desk.rows('whatsapp_codes'))).not.toContain(code);
      // What may still be sent again by a person keeps its code, until it expires.
      // The delivery that Meta tells of may settle it after it was read as uncertain.
      await eventually('only such a code is kept', async () => {
        const [row] = await rowsOf('whatsapp_messages', 'id', id);
        const kept = await rowsOf('whatsapp_codes', 'message_id', id);
        return kept.length === (row?.state === 'uncertain' ? 1 : 0);
      });
    },
    120_000
  );
});
