import type { CampaignView } from '../../../server/src/contracts/campaigns';
import { segmentsApi } from '../../../server/src/contracts/segments';
import { readRefusal } from '../shared/refusal';
import { whatsappApi } from './base';
import { changes, client, reads } from './client';

const one = (id: number) => ({ type: 'WhatsappSegment' as const, id });
const LIST = { type: 'WhatsappSegment' as const, id: 'LIST' };
const PEOPLE = { type: 'WhatsappContact' as const, id: 'LIST' };
const campaign = (id: number) => ({ type: 'WhatsappCampaign' as const, id });

/** Who is in a segment shows in contacts too (the filter by segment), so both are read again. */
export const {
  useWhatsappListSegmentsQuery,
  useWhatsappGetSegmentsQuery,
  useWhatsappPreviewSegmentsQuery,
  useWhatsappCreateSegmentsMutation,
  useWhatsappUpdateSegmentsMutation,
  useWhatsappRemoveSegmentsMutation,
} = client('Segments', segmentsApi, {
  list: reads((answer) => [LIST, ...(answer?.segments ?? []).map(({ id }) => one(id))]),
  get: reads((_, id) => [one(id)]),
  preview: reads([LIST, PEOPLE]),
  create: changes(['WhatsappSegment']),
  update: changes(['WhatsappSegment', PEOPLE]),
  remove: changes([LIST, PEOPLE]),
});

/** Names of campaigns by id; null = deleted. What could not be asked is missing. */
export type CampaignNames = Readonly<Record<number, string | null>>;

export const { useWhatsappCampaignNamesQuery } = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappCampaignNames: build.query<CampaignNames, readonly number[]>({
      queryFn: async (ids, ...[, , ask]) => {
        const names: Record<number, string | null> = {};
        for (const id of ids) {
          const { data, error } = await ask({ url: `/whatsapp/campaigns/${id}`, method: 'GET' });
          if (data) names[id] = (data as CampaignView).name;
          else if (readRefusal(error).status === 404) names[id] = null;
        }
        return { data: names };
      },
      providesTags: (_r, _e, ids) => ids.map(campaign),
    }),
  }),
});
