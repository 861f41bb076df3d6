import type { JsonObject } from '../kernel/json';

/** The kinds of value a library template asks for; a send is checked against them. */
export type LibraryParameter =
  | 'TEXT'
  | 'ADDRESS'
  | 'AMOUNT'
  | 'DATE'
  | 'PHONE_NUMBER'
  | 'EMAIL'
  | 'NUMBER';

export type LibraryTemplate = {
  id: string;
  name: string;
  language: string;
  category: 'UTILITY' | 'AUTHENTICATION';
  topic: string;
  usecase: string;
  industry: readonly string[];
  header: string | null;
  body: string;
  params: readonly { kind: LibraryParameter; example: string }[];
  buttons: readonly JsonObject[];
};

const TRACK: JsonObject = {
  type: 'URL',
  text: 'View details',
  url: 'https://www.example.com/{{1}}',
};
const CALL: JsonObject = { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550100200' };

const value = (kind: LibraryParameter, example: string) => ({ kind, example });

/** Ready-made texts in the manner of Meta's library; the words are our own. */
export const LIBRARY: readonly LibraryTemplate[] = [
  {
    id: '7700000000000001',
    name: 'delivery_update_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'SHIPMENT_CONFIRMATION',
    industry: ['E_COMMERCE'],
    header: 'Your order is on its way',
    body: 'Hi {{1}}, your order {{2}} left us on {{3}} and is on its way to {{4}}.',
    params: [
      value('TEXT', 'Ada'),
      value('NUMBER', '1007'),
      value('DATE', 'November 20, 2026'),
      value('ADDRESS', '1 Harbour Street, Izmir 35000'),
    ],
    buttons: [TRACK],
  },
  {
    id: '7700000000000002',
    name: 'delivery_confirmation_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'DELIVERY_CONFIRMATION',
    industry: ['E_COMMERCE'],
    header: null,
    body: 'Hi {{1}}, your order {{2}} was delivered. Write to us if anything is not as it should be.',
    params: [value('TEXT', 'Ada'), value('NUMBER', '1007')],
    buttons: [],
  },
  {
    id: '7700000000000003',
    name: 'payment_reminder_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_DUE_REMINDER',
    industry: ['FINANCIAL_SERVICES'],
    header: 'Payment reminder',
    body: 'Hi {{1}}, this is a reminder that {{2}} is due on {{3}}. Thank you for being our customer.',
    params: [value('TEXT', 'Ada'), value('AMOUNT', '€120.50'), value('DATE', 'December 1, 2026')],
    buttons: [TRACK, CALL],
  },
  {
    id: '7700000000000004',
    name: 'payment_confirmation_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'PAYMENTS',
    usecase: 'PAYMENT_CONFIRMATION',
    industry: ['FINANCIAL_SERVICES', 'E_COMMERCE'],
    header: null,
    body: 'Thank you {{1}}, we received your payment of {{2}}. A receipt was sent to {{3}}.',
    params: [value('TEXT', 'Ada'), value('AMOUNT', '€120.50'), value('EMAIL', 'ada@example.org')],
    buttons: [],
  },
  {
    id: '7700000000000005',
    name: 'appointment_confirmation_1',
    language: 'en_US',
    category: 'UTILITY',
    topic: 'EVENT_REMINDER',
    usecase: 'APPOINTMENT_SCHEDULING',
    industry: ['E_COMMERCE', 'FINANCIAL_SERVICES'],
    header: 'Your appointment',
    body: 'Hi {{1}}, your appointment on {{2}} is confirmed. Call {{3}} if you need another time.',
    params: [
      value('TEXT', 'Ada'),
      value('DATE', 'November 24, 2026'),
      value('PHONE_NUMBER', '+15550100200'),
    ],
    buttons: [CALL],
  },
  {
    id: '7700000000000006',
    name: 'teslimat_bilgisi_1',
    language: 'tr',
    category: 'UTILITY',
    topic: 'ORDER_MANAGEMENT',
    usecase: 'SHIPMENT_CONFIRMATION',
    industry: ['E_COMMERCE'],
    header: 'Siparişiniz yolda',
    body: 'Merhaba {{1}}, {{2}} numaralı siparişiniz {{3}} tarihinde yola çıktı.',
    params: [value('TEXT', 'Ayşe'), value('NUMBER', '1007'), value('DATE', '20 Kasım 2026')],
    buttons: [TRACK],
  },
];

const FORMS: Readonly<Record<LibraryParameter, RegExp>> = {
  TEXT: /\S/,
  ADDRESS: /(?=.*\p{L})(?=.*\d)/u,
  AMOUNT: /\d/,
  DATE: /\d/,
  PHONE_NUMBER: /^\+?[\d\s()-]{5,24}$/,
  EMAIL: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  NUMBER: /^[#\d][\d\s.,#/-]*$/,
};

/** Whether a value has the form its parameter promises. */
export const fitsParameter = (kind: LibraryParameter, text: string): boolean =>
  FORMS[kind].test(text);

/** The components a template gets that is made from a library entry. */
export const libraryComponents = (
  entry: LibraryTemplate,
  buttons: readonly JsonObject[]
): JsonObject[] => [
  ...(entry.header ? [{ type: 'HEADER', format: 'TEXT', text: entry.header }] : []),
  {
    type: 'BODY',
    text: entry.body,
    example: { body_text: [entry.params.map((param) => param.example)] },
  },
  ...(buttons.length > 0 ? [{ type: 'BUTTONS', buttons: [...buttons] }] : []),
];
