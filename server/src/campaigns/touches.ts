import type { TouchSource } from '../conversions/public';
import { campaignTable, recipientTable } from './tables';

/** Messages of campaigns that WhatsApp accepted, for the person who asks what they led to. */
export const campaignTouches: TouchSource = {
  messages: `SELECT contact_id, campaign_id, accepted_at FROM ${recipientTable.table} WHERE accepted_at IS NOT NULL`,
  campaigns: campaignTable.table,
};
