import type { PeopleChoice } from '../../../server/src/contracts/audience';
import type {
  ContactView,
  CreateFieldBody,
  CustomField,
  ListContactsResult,
  MergePreview,
  TagBody,
  TagView,
  UpdateFieldBody,
} from '../../../server/src/contracts/contacts';
import type {
  DeedResult,
  DeletePeopleBody,
  Facets,
  GroupPeopleBody,
  OwnPeopleBody,
  SavedView,
  SearchPeopleBody,
  TagPeopleBody,
  ViewBody,
} from '../../../server/src/contracts/people';
import { FACETS, TAGS, whatsappApi } from './base';

const PEOPLE = { type: 'WhatsappContact' as const, id: 'LIST' };
const FIELDS = { type: 'WhatsappContact' as const, id: 'FIELDS' };
const VIEWS = { type: 'WhatsappContact' as const, id: 'VIEWS' };
const one = (id: number) => ({ type: 'WhatsappContact' as const, id });

const searching = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappSearchPeople: build.query<ListContactsResult, SearchPeopleBody>({
      query: (data) => ({ url: '/whatsapp/people/search', method: 'POST', data }),
      providesTags: (result) => [PEOPLE, ...(result?.contacts ?? []).map((c) => one(c.id))],
    }),
    whatsappCountPeople: build.query<{ total: number }, PeopleChoice>({
      query: (choice) => ({ url: '/whatsapp/people/count', method: 'POST', data: { choice } }),
      providesTags: [PEOPLE],
    }),
    whatsappFacets: build.query<Facets, void>({
      query: () => ({ url: '/whatsapp/people/facets', method: 'GET' }),
      providesTags: [FACETS, TAGS, FIELDS],
    }),
    whatsappListViews: build.query<{ views: SavedView[] }, void>({
      query: () => ({ url: '/whatsapp/people/views', method: 'GET' }),
      providesTags: [VIEWS],
    }),
    whatsappCreateView: build.mutation<SavedView, ViewBody>({
      query: (data) => ({ url: '/whatsapp/people/views', method: 'POST', data }),
      invalidatesTags: [VIEWS],
    }),
    whatsappDeleteView: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/people/views/${id}`, method: 'DELETE' }),
      invalidatesTags: [VIEWS],
    }),
  }),
});

/** What is done to many people changes lists, groups and the numbers of the chips. */
const touched = ['WhatsappContact', 'WhatsappGroup'] as const;

const doing = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappTagPeople: build.mutation<DeedResult, TagPeopleBody>({
      query: (data) => ({ url: '/whatsapp/people/tags', method: 'POST', data }),
      invalidatesTags: [...touched],
    }),
    whatsappGroupPeople: build.mutation<DeedResult, GroupPeopleBody>({
      query: (data) => ({ url: '/whatsapp/people/group', method: 'POST', data }),
      invalidatesTags: [...touched],
    }),
    whatsappOwnPeople: build.mutation<DeedResult, OwnPeopleBody>({
      query: (data) => ({ url: '/whatsapp/people/owner', method: 'POST', data }),
      invalidatesTags: [...touched],
    }),
    whatsappDeletePeople: build.mutation<DeedResult, DeletePeopleBody>({
      query: (data) => ({ url: '/whatsapp/people/delete', method: 'POST', data }),
      invalidatesTags: [...touched],
    }),
    whatsappMergePreview: build.query<MergePreview, [number, number]>({
      query: (ids) => ({ url: '/whatsapp/contacts/merge/preview', method: 'POST', data: { ids } }),
      providesTags: (_r, _e, ids) => ids.map(one),
    }),
    whatsappMergeContacts: build.mutation<ContactView, [number, number]>({
      query: (ids) => ({ url: '/whatsapp/contacts/merge', method: 'POST', data: { ids } }),
      invalidatesTags: [PEOPLE, FACETS, TAGS, 'WhatsappGroup'],
    }),
  }),
});

const catalog = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappListTags: build.query<{ tags: TagView[] }, void>({
      query: () => ({ url: '/whatsapp/tags', method: 'GET' }),
      providesTags: [TAGS],
    }),
    whatsappCreateTag: build.mutation<TagView, TagBody>({
      query: (data) => ({ url: '/whatsapp/tags', method: 'POST', data }),
      invalidatesTags: [TAGS],
    }),
    whatsappUpdateTag: build.mutation<
      { tag: TagView; joined: boolean },
      { id: number; body: TagBody }
    >({
      query: ({ id, body }) => ({ url: `/whatsapp/tags/${id}`, method: 'PUT', data: body }),
      invalidatesTags: ['WhatsappContact'],
    }),
    whatsappDeleteTag: build.mutation<{ ok: true }, number>({
      query: (id) => ({ url: `/whatsapp/tags/${id}`, method: 'DELETE' }),
      invalidatesTags: ['WhatsappContact'],
    }),
    whatsappListFields: build.query<{ fields: CustomField[] }, void>({
      query: () => ({ url: '/whatsapp/contact-fields', method: 'GET' }),
      providesTags: [FIELDS],
    }),
    whatsappCreateField: build.mutation<CustomField, CreateFieldBody>({
      query: (data) => ({ url: '/whatsapp/contact-fields', method: 'POST', data }),
      invalidatesTags: [FIELDS],
    }),
    whatsappUpdateField: build.mutation<CustomField, { id: number; body: UpdateFieldBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/contact-fields/${id}`,
        method: 'PUT',
        data: body,
      }),
      invalidatesTags: [FIELDS, PEOPLE],
    }),
    whatsappOrderFields: build.mutation<{ fields: CustomField[] }, number[]>({
      query: (ids) => ({ url: '/whatsapp/contact-fields', method: 'PUT', data: { ids } }),
      invalidatesTags: [FIELDS],
    }),
  }),
});

export const {
  useWhatsappSearchPeopleQuery,
  useWhatsappCountPeopleQuery,
  useWhatsappFacetsQuery,
  useWhatsappListViewsQuery,
  useWhatsappCreateViewMutation,
  useWhatsappDeleteViewMutation,
} = searching;
export const {
  useWhatsappTagPeopleMutation,
  useWhatsappGroupPeopleMutation,
  useWhatsappOwnPeopleMutation,
  useWhatsappDeletePeopleMutation,
  useWhatsappMergePreviewQuery,
  useWhatsappMergeContactsMutation,
} = doing;
export const {
  useWhatsappListTagsQuery,
  useWhatsappCreateTagMutation,
  useWhatsappUpdateTagMutation,
  useWhatsappDeleteTagMutation,
  useWhatsappListFieldsQuery,
  useWhatsappCreateFieldMutation,
  useWhatsappUpdateFieldMutation,
  useWhatsappOrderFieldsMutation,
} = catalog;
