import type { MessageBody } from './conversations';

/** A body that has no more than these words; what else a message of the type has is laid over it. */
export const plainBody = (type: string, text: string | null): MessageBody => ({
  type,
  text,
  header: null,
  footer: null,
  buttons: [],
  media: null,
  location: null,
  contacts: [],
});
