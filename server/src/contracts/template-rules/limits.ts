/** Meta's limits of a template. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components */
export const LIMITS = {
  name: 512,
  header: 60,
  body: 1024,
  footer: 60,
  buttons: 10,
  buttonText: 25,
  url: 2000,
  phone: 20,
  coupon: 20,
  /** Words beside each variable that a body needs at least: fewer are refused as 2388293. */
  wordsPerVariable: 2,
  expirationMinutes: { min: 1, max: 90 },
} as const;

export const BUTTON_LIMITS = { QUICK_REPLY: 10, URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1 } as const;

const MB = 1024 * 1024;
/** Files that the resumable upload takes as a sample, and their largest size as a header. */
export const HEADER_FILES = {
  image: { mimes: ['image/jpeg', 'image/jpg', 'image/png'], maxBytes: 5 * MB },
  video: { mimes: ['video/mp4'], maxBytes: 16 * MB },
  document: { mimes: ['application/pdf'], maxBytes: 100 * MB },
} as const;

/** Edits of an approved template that Meta allows. */
export const EDITS = {
  perDay: 1,
  perMonth: 10,
  dayMs: 86_400_000,
  monthMs: 30 * 86_400_000,
} as const;
