import type { MessageBody } from '../../../../../server/src/contracts/conversations';

/** A plain text as the bubble draws it before its row arrives. */
export const textPreview = (text: string): MessageBody => ({
  type: 'text',
  text,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
});
