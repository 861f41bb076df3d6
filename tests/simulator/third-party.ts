/**
 * Two clients of other authors, as far as the tests use them. They are described here rather than imported with their
 * types: so the repository type-checks without them, and what they do with the simulator's answers is all that counts.
 */
type Sent = { messages: { id: string }[] };
type Send = (input: object) => Promise<Sent>;

/** `@kapso/whatsapp-cloud-api`: takes a base URL; speaks camelCase to its caller. */
export type Kapso = {
  messages: Record<
    | 'sendText'
    | 'sendImage'
    | 'sendAudio'
    | 'sendDocument'
    | 'sendVideo'
    | 'sendSticker'
    | 'sendLocation'
    | 'sendContacts'
    | 'sendTemplate'
    | 'sendReaction'
    | 'sendInteractiveButtons'
    | 'sendInteractiveList'
    | 'sendInteractiveCtaUrl'
    | 'sendInteractiveRaw',
    Send
  > & { markRead(input: object): Promise<{ success: boolean }> };
  media: {
    upload(input: object): Promise<{ id: string }>;
    get(input: object): Promise<{ mime_type: string }>;
    download(input: object): Promise<ArrayBuffer>;
    delete(input: object): Promise<{ success: boolean }>;
  };
  templates: {
    list(input: object): Promise<{
      data: { name: string; status: string }[];
      paging: { cursors?: { after?: string } };
    }>;
    create(input: object): Promise<{ id: string; status: string }>;
    delete(input: object): Promise<{ success: boolean }>;
  };
  phoneNumbers: {
    register(input: object): Promise<{ success: boolean }>;
    businessProfile: {
      get(input: object): Promise<{ data: { about?: string }[] }>;
      update(input: object): Promise<{ success: boolean }>;
    };
  };
};

export type KapsoWebhook = {
  phoneNumberId: string;
  contacts: { waId?: string; userId?: string; profile?: { name?: string } }[];
  messages: Record<string, unknown>[];
  statuses: Record<string, unknown>[];
};

type KapsoServer = {
  verifySignature(input: {
    appSecret: string;
    rawBody: Buffer;
    signatureHeader: string | undefined;
  }): boolean;
  normalizeWebhook(payload: unknown): KapsoWebhook;
};

export const kapsoClient = (baseUrl: string, accessToken: string): Kapso => {
  const { WhatsAppClient } = jest.requireActual<{
    WhatsAppClient: new (config: object) => Kapso;
  }>('@kapso/whatsapp-cloud-api');
  return new WhatsAppClient({ baseUrl, accessToken, graphVersion: 'v25.0' });
};

export const kapsoServer = (): KapsoServer =>
  jest.requireActual<KapsoServer>('@kapso/whatsapp-cloud-api/server');

type Answer = Sent & { error?: { code: number; error_data?: { details: string } } };
type Heard = Record<string, unknown> & { from: string; id: string };

/** `whatsapp-api-js`: knows Meta's address only, and takes a `fetch` of one's own. */
export type ApiJs = {
  sendMessage(
    phoneId: string,
    to: string,
    message: object,
    context?: string,
    token?: string
  ): Promise<Answer>;
  markAsRead(phoneId: string, wamid: string, typing?: 'text'): Promise<{ success: boolean }>;
  uploadMedia(phoneId: string, form: FormData): Promise<{ id: string }>;
  retrieveMedia(id: string, phoneId: string): Promise<{ url: string; mime_type: string }>;
  fetchMedia(url: string): Promise<Response>;
  deleteMedia(id: string, phoneId: string): Promise<{ success: boolean }>;
  post(payload: unknown, raw: string, signature: string): Promise<unknown>;
  get(query: Record<string, string>): string;
  on: {
    message?: (heard: Heard & { message: Record<string, unknown> }) => void;
    status?: (heard: Heard & { status: string; pricing?: object }) => void;
  };
};

type Built = new (...parts: unknown[]) => object;
type Builders = Record<
  | 'Text'
  | 'Image'
  | 'Video'
  | 'Audio'
  | 'Document'
  | 'Sticker'
  | 'Location'
  | 'Contacts'
  | 'Name'
  | 'Phone'
  | 'Reaction'
  | 'Template'
  | 'BodyComponent'
  | 'BodyParameter'
  | 'Interactive'
  | 'ActionButtons'
  | 'Button'
  | 'ActionList'
  | 'ListSection'
  | 'Row'
  | 'ActionCTA'
  | 'ActionLocation'
  | 'Body',
  Built
>;

export const apiJsMessages = (): Builders =>
  jest.requireActual<Builders>('whatsapp-api-js/messages');

const META = 'https://graph.facebook.com';

export const apiJsClient = (
  baseUrl: string,
  account: { token: string; appSecret: string; verifyToken: string }
): ApiJs => {
  const { WhatsAppAPI } = jest.requireActual<{ WhatsAppAPI: new (config: object) => ApiJs }>(
    'whatsapp-api-js'
  );
  const toSimulator = (url: string | URL, init?: RequestInit): Promise<Response> =>
    fetch(String(url).replace(META, baseUrl), init);
  return new WhatsAppAPI({
    token: account.token,
    appSecret: account.appSecret,
    webhookVerifyToken: account.verifyToken,
    v: 'v25.0',
    ponyfill: { fetch: toSimulator, subtle: crypto.subtle },
  });
};
