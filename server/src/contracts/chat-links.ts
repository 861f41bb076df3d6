import { z } from 'zod';
import { id, instant } from './common';

/** For what a link or QR code opens a chat (O-13). None of them is a consent: opt-in forms ask for that. */
export const CHAT_PURPOSES = ['order-tracking', 'support', 'promotion'] as const;
export const chatPurpose = z.enum(CHAT_PURPOSES);
export type ChatPurpose = z.infer<typeof chatPurpose>;

/** What stands ready in the customer's chat, until somebody writes better words. */
export const CHAT_TEXTS: Record<ChatPurpose, { en: string; tr: string }> = {
  'order-tracking': {
    en: 'Hello, I would like to know where my order is.',
    tr: 'Merhaba, siparişimin nerede olduğunu öğrenmek istiyorum.',
  },
  support: {
    en: 'Hello, I need help.',
    tr: 'Merhaba, yardıma ihtiyacım var.',
  },
  promotion: {
    en: 'Hello, I would like to hear about your offer.',
    tr: 'Merhaba, kampanyanız hakkında bilgi almak istiyorum.',
  },
};

const words = z.string().trim().min(1, 'Write what the customer will send.').max(300);

/** POST /chat-links, PUT /chat-links/:id. The code of a link stays, so that what was printed goes on working. */
export const chatLinkBody = z.object({
  name: z.string().trim().min(1, 'Give the link a name.').max(120),
  purpose: chatPurpose,
  accountId: id,
  texts: z.object({ en: words, tr: words }),
  /** Given to anyone who comes by it. */
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
});
export type ChatLinkBody = z.input<typeof chatLinkBody>;
export type ChatLinkDraft = z.output<typeof chatLinkBody>;

export const chatLinkView = chatLinkBody.required().extend({
  id,
  code: z.string(),
  /** wa.me links by language; null without a number. */
  links: z.object({ en: z.string().nullable(), tr: z.string().nullable() }),
  /** Messages that came by it. */
  used: z.number().int(),
  usedAt: instant.nullable(),
});
export type ChatLinkView = z.infer<typeof chatLinkView>;

/** GET /chat-links */
export type ListChatLinksResult = { links: ChatLinkView[] };
