import { CATALOGUE } from './catalogue';

const REFUSED = Symbol('refused');

/** A "no" of the Graph API, before it is written as Meta's envelope. The symbol keeps any JSON from posing as one. */
export type Refusal = {
  readonly [REFUSED]: true;
  status: number;
  code: number;
  message: string;
  type: string;
  subcode?: number;
  details?: string;
  userTitle?: string;
  userMessage?: string;
  isTransient?: boolean;
};

/** One entry of `statuses[].errors`. */
export type StatusError = {
  code: number;
  title: string;
  message: string;
  error_data: { details: string };
  href: string;
};

export const isRefusal = (value: object): value is Refusal => REFUSED in value;

export const HREF = '/documentation/business-messaging/whatsapp/support/error-codes';

/** A refusal by its code, with Meta's title and HTTP status; `details` says what exactly is wrong. */
export const refuse = (code: number, details?: string): Refusal => {
  const known = CATALOGUE[code] ?? { title: 'Something went wrong', status: 400, details: '' };
  const say = details ?? known.details;
  return {
    [REFUSED]: true,
    status: known.status,
    code,
    message: `(#${code}) ${known.title}`,
    type: 'OAuthException',
    ...(say ? { details: say } : {}),
  };
};

/** Code 100 with its free message, such as "The parameter to is required.". */
export const invalid = (message: string): Refusal => ({
  [REFUSED]: true,
  status: 400,
  code: 100,
  message: `(#100) ${message}`,
  type: 'OAuthException',
});

/** A template or management refusal: code 100 with a 2388xxx subcode and words for the user. */
export const invalidTemplate = (subcode: number, title: string, say: string): Refusal => ({
  ...invalid('Invalid parameter'),
  subcode,
  userTitle: title,
  userMessage: say,
});

export const required = (name: string): Refusal => invalid(`The parameter ${name} is required.`);

export const missing = (name: string): Refusal =>
  refuse(131008, `Parameter ${name} is missing. Add ${name} to the request.`);

export const badValue = (details: string): Refusal => refuse(131009, details);

export const badToken = (): Refusal => ({
  [REFUSED]: true,
  status: 401,
  code: 190,
  message: 'Invalid OAuth access token - Cannot parse access token',
  type: 'OAuthException',
});

/** Code 100 of the Graph itself, before any product looks at the call. */
export const graphRefusal = (message: string): Refusal => ({
  [REFUSED]: true,
  status: 400,
  code: 100,
  message,
  type: 'GraphMethodException',
});

export const unknownObject = (method: string, id: string): Refusal => ({
  ...graphRefusal(
    `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`
  ),
  subcode: 33,
});

/** Meta's envelope. `traceId` is new for every answer. */
export const envelope = (
  refusal: Refusal,
  traceId: string
): { error: Record<string, unknown> } => ({
  error: {
    message: refusal.message,
    type: refusal.type,
    code: refusal.code,
    ...(refusal.details
      ? { error_data: { messaging_product: 'whatsapp', details: refusal.details } }
      : {}),
    ...(refusal.subcode ? { error_subcode: refusal.subcode } : {}),
    ...(refusal.isTransient ? { is_transient: true } : {}),
    ...(refusal.userTitle ? { error_user_title: refusal.userTitle } : {}),
    ...(refusal.userMessage ? { error_user_msg: refusal.userMessage } : {}),
    fbtrace_id: traceId,
  },
});

/** The same code as it appears inside a failed status. */
export const statusError = (code: number, details?: string): StatusError => {
  const known = CATALOGUE[code] ?? { title: 'Something went wrong', status: 400, details: '' };
  return {
    code,
    title: known.title,
    message: known.title,
    error_data: { details: details ?? (known.details || known.title) },
    href: HREF,
  };
};
