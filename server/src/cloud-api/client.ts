import { z } from 'zod';
import { err, type Result } from '../kernel/result';
import { accountCalls, type AccountCalls } from './client-accounts';
import { blockCalls, type BlockCalls } from './client-block';
import { mediaCalls, type MediaCalls } from './client-media';
import { profileCalls, type ProfileCalls } from './client-profile';
import { templateCalls, type TemplateCalls } from './client-templates';
import { uploadCalls, type UploadCalls } from './client-uploads';
import type { ClassifyContext, GraphError } from './errors';
import { graphBase, isMetaId, type GraphBase } from './graph-paths';
import {
  invalidId,
  manageCall,
  requestIds,
  type CloudApiLog,
  type ManageDeps,
} from './manage-call';
import { checkMessage } from './message-limits';
import type { MessagePayload } from './message-types';
import { readMark } from './messages';
import { decideOutcome, type SendOutcome } from './outcome';
import type { ManageTransport, Transport } from './transport';

export type CloudApiOptions = {
  /** `https://graph.facebook.com`, or the simulator's address. */
  baseUrl: string;
  /** Such as `v24.0`. */
  apiVersion: string;
  token: string;
  transports: { send: Transport; manage: ManageTransport };
  log: CloudApiLog;
};

/** Where a message is posted: templates with a maximum price are taken by the Marketing Messages API alone. */
export type SendEdge = 'messages' | 'marketing_messages';

export type SendOptions = ClassifyContext & {
  edge?: SendEdge;
  /** Asked right before the first byte leaves; false = do not send (the permit is too old). */
  stillWanted?: () => boolean;
};

export type MessageCalls = {
  /** One call, at most one request. The payload is checked first; see `SendOutcome` for what may be said of it. */
  sendMessage(
    phoneNumberId: string,
    payload: MessagePayload,
    options?: SendOptions
  ): Promise<SendOutcome>;
  /** Marks a message and all before it as read; `typing` also shows "typing" for up to 25 s. */
  markRead(
    phoneNumberId: string,
    wamid: string,
    typing?: boolean
  ): Promise<Result<{ success: boolean }, GraphError>>;
};

/** All verbs of the Cloud API for one token. Holds no connection of its own. */
export type CloudApi = MessageCalls &
  TemplateCalls &
  MediaCalls &
  UploadCalls &
  AccountCalls &
  ProfileCalls &
  BlockCalls;

/** Throws only for a base URL or version that the account's validation let through by mistake. */
export const createCloudApi = (options: CloudApiOptions): CloudApi => {
  const base = graphBase(options.baseUrl, options.apiVersion);
  if (!base) throw new Error('the base URL or the API version of the account is not usable');
  const deps: ManageDeps = {
    base,
    token: options.token,
    transport: options.transports.manage,
    log: options.log,
  };
  return {
    ...templateCalls(deps),
    ...mediaCalls(deps),
    ...uploadCalls(deps),
    ...accountCalls(deps),
    ...profileCalls(deps),
    ...blockCalls(deps),
    sendMessage: (phoneNumberId, payload, sendOptions = {}) =>
      sendMessage(base, options, { phoneNumberId, payload, sendOptions }),
    markRead: (phoneNumberId, wamid, typing = false) =>
      markRead(deps, phoneNumberId, { wamid, typing }),
  };
};

type Send = { phoneNumberId: string; payload: MessagePayload; sendOptions: SendOptions };

const sendMessage = async (
  base: GraphBase,
  { token, transports, log }: CloudApiOptions,
  { phoneNumberId, payload, sendOptions }: Send
): Promise<SendOutcome> => {
  const field = isMetaId(phoneNumberId) ? checkMessage(payload)[0]?.field : 'phoneNumberId';
  if (field !== undefined) return { kind: 'not-sent', why: 'invalid-request', field };
  const { stillWanted, edge = 'messages', ...context } = sendOptions;
  const raw = await transports.send.post({
    origin: base.origin,
    path: `${base.prefix}/${phoneNumberId}/${edge}`,
    token,
    body: JSON.stringify(payload),
    ...(stillWanted ? { stillWanted } : {}),
  });
  const outcome = decideOutcome(raw, context);
  logSend(log, outcome, requestIds(raw));
  return outcome;
};

/** One line per send, on debug unless somebody may have to look at it. */
const logSend = (log: CloudApiLog, outcome: SendOutcome, ids: Record<string, string>): void => {
  switch (outcome.kind) {
    case 'accepted':
      return log.debug('message accepted', { ...ids, held: outcome.held });
    case 'refused':
    case 'probable': {
      const { code, class: cls, fbtraceId, status } = outcome.error;
      return log.debug('message refused', {
        ...ids,
        outcome: outcome.kind,
        code,
        class: cls,
        status,
        fbtraceId,
      });
    }
    case 'not-sent':
      return log.debug('message not sent', { why: outcome.why });
    case 'uncertain':
      return log.warn('message uncertain', { ...ids, why: outcome.why, status: outcome.status });
  }
};

/** Meta names no failure for a mark that came too late; an answer without `success` counts as one. */
const markShape = z.object({ success: z.boolean().catch(false) });

const markRead = async (
  deps: ManageDeps,
  phoneNumberId: string,
  { wamid, typing }: { wamid: string; typing: boolean }
): Promise<Result<{ success: boolean }, GraphError>> =>
  isMetaId(phoneNumberId)
    ? manageCall(deps, {
        verb: 'markRead',
        method: 'POST',
        path: `${phoneNumberId}/messages`,
        json: readMark(wamid, typing),
        target: 'number',
        shape: markShape,
      })
    : err(invalidId('phoneNumberId'));
