import CampaignPage from '../../../admin/src/pages/Campaigns/DetailPage';
import type { RecipientView } from '../../../server/src/contracts/campaigns';
import type { CampaignInsights } from '../../../server/src/contracts/campaign-insights';
import { campaign, counts } from '../../unit/admin/campaigns/builders';
import { figures, insights } from '../../unit/admin/campaigns/insight-views';
import { renderAdmin, type Routes } from '../../support/render-admin';

export const running = campaign({
  state: 'running',
  speed: 58,
  allowedMps: 60,
  counts: counts({
    total: 12480,
    queued: 4682,
    sent: 7737,
    delivered: 7402,
    read: 3171,
    failed: 57,
    uncertain: 4,
  }),
});
export const row = (part: Partial<RecipientView>): RecipientView => ({
  id: 1,
  contactId: 9,
  name: 'Ayşe Kaya',
  address: '+905321234567',
  state: 'uncertain',
  reason: null,
  attempt: 1,
  wamid: null,
  error: null,
  handover: null,
  verdict: 'very-likely-not-accepted',
  at: null,
  variant: null,
  ...part,
});
export const error = {
  code: 131026,
  class: 'recipient',
  title: 'Not on WhatsApp',
  advice: 'Ask for another number.',
};

/** What the server counted of a campaign, with its counts. */
export const counted = (view = running, part: Partial<CampaignInsights> = {}): CampaignInsights =>
  insights({
    counts: view.counts,
    figures: figures({ hasLinks: false, links: [], pressed: 0, unsubscribed: 0, buttons: [] }),
    errors: {
      errors: [
        { ...error, retryable: false, count: 38 },
        { ...error, code: 131049, title: 'Held', retryable: true, count: 19 },
      ],
      skipped: [{ reason: 'window-closed', count: 12 }],
    },
    ...part,
  });

export const open = (view = running, more: Routes = {}) =>
  renderAdmin(<CampaignPage />, {
    routes: {
      'GET /whatsapp/campaigns/5': view,
      'GET /whatsapp/campaigns/5/insights': counted(view),
      'GET /whatsapp/campaigns/5/recipients': () => ({ recipients: [row({})], nextCursor: null }),
      'PUT /whatsapp/campaigns/5/state': view,
      'POST /whatsapp/campaigns/5/resolve': { changed: 1 },
      ...more,
    },
    at: '/c/5',
    route: '/c/:id',
  });
