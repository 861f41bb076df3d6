import type {
  CreateNoteBody,
  ListNotesResult,
  MentionsResult,
  NoteView,
  ReadersResult,
  UpdateNoteBody,
} from '../../../server/src/contracts/team-notes';
import { whatsappApi } from './base';

const notesIn = (conversationId: number) => ({
  type: 'WhatsappNote' as const,
  id: conversationId,
});
const MENTIONS = { type: 'WhatsappMention' as const, id: 'LIST' };

/** Internal notes. Hints name the conversation of a note, so only the thread on screen is read again. */
const notesApi = whatsappApi.injectEndpoints({
  overrideExisting: true,
  endpoints: (build) => ({
    whatsappNotes: build.query<ListNotesResult, { id: number; from: number }>({
      query: ({ id, from }) => ({
        url: `/whatsapp/conversations/${id}/notes`,
        method: 'GET',
        config: { params: { from } },
      }),
      providesTags: (_r, _e, { id }) => [notesIn(id)],
      keepUnusedDataFor: 0,
    }),
    whatsappNoteReaders: build.query<ReadersResult, number>({
      query: (id) => ({ url: `/whatsapp/conversations/${id}/readers`, method: 'GET' }),
      providesTags: (_r, _e, id) => [{ type: 'WhatsappConversation', id }],
    }),
    whatsappMentions: build.query<MentionsResult, void>({
      query: () => ({ url: '/whatsapp/mentions', method: 'GET' }),
      providesTags: [MENTIONS],
    }),
    whatsappCreateNote: build.mutation<NoteView, { id: number; body: CreateNoteBody }>({
      query: ({ id, body }) => ({
        url: `/whatsapp/conversations/${id}/notes`,
        method: 'POST',
        data: body,
      }),
      invalidatesTags: (_r, _e, { id }) => [notesIn(id)],
    }),
    whatsappUpdateNote: build.mutation<
      NoteView,
      { id: number; conversationId: number; body: UpdateNoteBody }
    >({
      query: ({ id, body }) => ({ url: `/whatsapp/notes/${id}`, method: 'PUT', data: body }),
      invalidatesTags: (_r, _e, { conversationId }) => [notesIn(conversationId)],
    }),
    whatsappDeleteNote: build.mutation<unknown, { id: number; conversationId: number }>({
      query: ({ id }) => ({ url: `/whatsapp/notes/${id}`, method: 'DELETE' }),
      invalidatesTags: (_r, _e, { conversationId }) => [notesIn(conversationId)],
    }),
    whatsappSeenMentions: build.mutation<unknown, number>({
      query: (id) => ({
        url: `/whatsapp/conversations/${id}/mentions/seen`,
        method: 'POST',
        data: {},
      }),
      invalidatesTags: [MENTIONS],
    }),
  }),
});

export const {
  useWhatsappNotesQuery,
  useWhatsappNoteReadersQuery,
  useWhatsappMentionsQuery,
  useWhatsappCreateNoteMutation,
  useWhatsappUpdateNoteMutation,
  useWhatsappDeleteNoteMutation,
  useWhatsappSeenMentionsMutation,
} = notesApi;
