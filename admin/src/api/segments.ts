import type { CampaignView } from '../../../server/src/contracts/campaigns';
import type {
  ListSegmentsResult,
  PreviewSegmentBody,
  SegmentBody,
  SegmentPreview,
  SegmentView,
} from '../../../server/src/contracts/segments';
import { readRefusal } from '../shared/refusal';
import { whatsappApi } from './base';

const one = (id: number) => ({ type: 'WhatsappSegment' as const, id });
const LIST = { type: 'WhatsappSegment' as const, id: 'LIST' };
const PEOPLE = { type: 'WhatsappContact' as const, id: 'LIST' };
const campaign = (id: number) => ({ type: 'WhatsappCampaign' as const, id });

/** Names of campaigns by id; null = deleted. What could not be asked is missing. */
export type CampaignNames = Readonly<Record<number, string | null>>;

/** Who is in a segment shows in contacts too (the filter by segment), so both are read again. */
const segmentsApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListSegments: build.query<ListSegmentsResult, void>({
      query: () => ({ url: '/whatsapp/segments', method: 'GET' }),
      providesTags: (result) => [LIST, ...(result?.segments ?? []).map((s) => one(s.id))],
    }),
    whatsappGetSegment: build.query<SegmentView, number>({
      query: (id) => ({ url: `/whatsapp/segments/${id}`, method: 'GET' }),
      providesTags: (_r, _e, id) => [one(id)],
    }),
    /** Size, sample and warnings of a tree; the live hints of people make it stale. */
    whatsappPreviewSegment: build.query<SegmentPreview, PreviewSegmentBody>({
      query: (data) => ({ url: '/whatsapp/segments/preview', method: 'POST', data }),
      providesTags: [LIST, PEOPLE],
    }),
    whatsappCreateSegment: build.mutation<SegmentView, SegmentBody>({
      query: (data) => ({ url: '/whatsapp/segments', method: 'POST', data }),
      invalidatesTags: ['WhatsappSegment'],
    }),
    whatsappUpdateSegment: build.mutation<SegmentView, { id: number; body: SegmentBody }>({
      query: ({ id, body }) => ({ url: `/whatsapp/segments/${id}`, method: 'PUT', data: body }),
      invalidatesTags: ['WhatsappSegment', PEOPLE],
    }),
    whatsappDeleteSegment: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/segments/${id}`, method: 'DELETE' }),
      invalidatesTags: [LIST, PEOPLE],
    }),
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

export const {
  useWhatsappListSegmentsQuery,
  useWhatsappGetSegmentQuery,
  useWhatsappPreviewSegmentQuery,
  useWhatsappCreateSegmentMutation,
  useWhatsappUpdateSegmentMutation,
  useWhatsappDeleteSegmentMutation,
  useWhatsappCampaignNamesQuery,
} = segmentsApi;
