import { waitForHttp } from './wait.mjs';

/**
 * Waits for the simulator and reads which number it plays:
 * `{ wabaId, phoneNumberId, displayName }` of its first one.
 */
export const firstNumberOf = async (baseUrl, isWanted) => {
  const response = await waitForHttp('The simulator', `${baseUrl}/_sim/state`, {
    seconds: 30,
    isWanted,
  });
  const state = await response.json();
  const number = state.numbers?.[0];
  if (!number) throw new Error('The simulator plays no number: reset it.');
  return {
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId ?? number.id,
    displayName: number.verifiedName ?? number.name,
  };
};

/** Tells the simulator where its webhooks go, with the handshake that Meta does. Throws one sentence on a refusal. */
export const pointWebhookAt = async (baseUrl, target) => {
  const response = await fetch(`${baseUrl}/_sim/webhook`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...target, verify: true }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({ error: `status ${response.status}` }));
    throw new Error(`The simulator and Strapi could not be wired: ${error}`);
  }
};
