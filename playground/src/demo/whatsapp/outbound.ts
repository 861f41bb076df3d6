import type { Core } from '@strapi/strapi';
import { said } from '../language';
import { shop } from '../shop';
import { dayMs, findRows, hash, isThere, minuteMs, service } from './rows';

interface Outbound {
  create(body: object, by: object): Promise<{ endpoint: { id: number } }>;
}

/** What happened to the last events: state, attempts, status, error, how long ago. */
const past = [
  ['consent.opted_out', 'done', 1, 200, null, 40 * minuteMs],
  ['contact.created', 'done', 2, 200, null, 5 * 60 * minuteMs],
  ['consent.opted_in', 'failed', 10, 503, 'status', 4 * dayMs],
] as const;

/** An address of a CRM that is turned off, so that the demo calls nobody. */
export const crmBody = () => ({
  name: 'CRM',
  url: `https://crm.${said(shop).site}/hooks/whatsapp`,
  events: ['consent.opted_in', 'consent.opted_out', 'contact.created'],
  withNumbers: false,
  active: false,
});

/** The address of the CRM, with events of the days before. */
export const createOutbound = async (strapi: Core.Strapi, by: object): Promise<void> => {
  const body = crmBody();
  const [known] = await findRows(strapi, 'outbound-endpoint', { name: body.name });
  const made = known ?? (await service<Outbound>(strapi, 'outbound')?.create(body, by))?.endpoint;
  if (!made || (await isThere(strapi, 'outbound-delivery', { endpointId: made.id }))) return;
  const now = Date.now();
  const rows = past.map(([type, state, attempts, lastStatus, lastError, ago], index) => {
    const at = now - ago;
    const contact = { id: hash(`demo outbound ${index}`).slice(0, 24) };
    const timestamp = new Date(at).toISOString();
    return {
      endpointId: made.id,
      eventId: `msg_${hash(`demo event ${index}`).slice(0, 32)}`,
      type,
      payload: JSON.stringify({ type, timestamp, data: { contact } }),
      state,
      attempts,
      lastStatus,
      lastError,
      nextTryAt: at,
      lastTryAt: at,
      endedAt: at,
      addedAt: at,
    };
  });
  await strapi.db.query('plugin::whatsapp.outbound-delivery' as never).createMany({ data: rows });
};
